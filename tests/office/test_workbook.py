"""The workbook, opened by LibreOffice."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from msiscore.reporting.excel import render_excel
from tests.reporting.excel.sample import sample_report

Convert = Callable[[Path, str], list[Path]]
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


@pytest.fixture(
    scope="module",
    params=[pytest.param(("en", 3, False), marks=pytest.mark.long), ("nl", 12, False), ("en", 3, True)],
    ids=["plain", "dutch", "hostile"],
)
def workbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    language, initiatives, hostile = request.param
    file = tmp_path_factory.mktemp("workbook") / "scorecard.xlsx"
    file.write_bytes(render_excel(sample_report(language, initiatives, hostile)))
    return file


@pytest.fixture(scope="module")
def pdf(workbook: Path, convert: Convert) -> Path:
    [file] = convert(workbook, "pdf")
    return file


def test_it_opens_and_prints(pdf: Path) -> None:
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert pdf.stat().st_size > 20_000


def test_every_sheet_opens_with_its_rows(workbook: Path, convert: Convert) -> None:
    files = convert(workbook, ALL_SHEETS)
    assert len(files) >= 12
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        assert len(rows) > 5, file.name
        assert not [cell for row in rows for cell in row if re.fullmatch(r"#(NAME\?|REF!|VALUE!|DIV/0!|N/A)|Err:\d+", cell)]


def test_scores_read_as_in_the_report(tmp_path: Path, convert: Convert) -> None:
    report = sample_report("en", 12)
    file = tmp_path / "scorecard.xlsx"
    file.write_bytes(render_excel(report))
    summary = next(path for path in convert(file, ALL_SHEETS) if path.stem.endswith("-Summary"))
    with summary.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    for table in report.tables:
        top = next(index for index, row in enumerate(rows) if row[0] == table.title)
        for row in table.ranked:
            wanted = [row.rank, row.title, row.score.text, row.lower.text, row.upper.text, row.coverage.text]
            assert next(found for found in rows[top:] if found[1] == row.title)[:6] == wanted


def test_printed_pages_carry_warning_and_page_number(pdf: Path) -> None:
    if shutil.which("pdftotext") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no pdftotext found; install poppler-utils")
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    pages = text.rstrip("\f").split("\f")
    for number, page in enumerate(pages, start=1):
        assert re.search(rf"(Page {number} of|Pagina {number} van) {len(pages)}", page)
        assert re.search("Fictional|Verzonnen", page)
