"""How long the scorecard of a large set takes, and what it takes beyond writing as many cells.

The set has 300 initiatives with 60 criteria in six dimensions. The baseline writes every cell of the same workbook as a plain value,
text or number, with the same library.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from benchmarks.runner import Row, compare, ratio_row
from msiscore.assessment import Assessment, AssessmentSet, SetFile
from msiscore.errors import OutputError
from msiscore.framework import Framework
from msiscore.reporting.build import build_report
from msiscore.reporting.excel import book_of, render_excel, sheets_of
from msiscore.reporting.excel.layout import Sheet
from msiscore.reporting.report import Report
from msiscore.scoring.scores import score

INITIATIVES, DIMENSIONS, CRITERIA = 300, 6, 10
_REASON = "The rules say so in plain words, and the minutes of the board show that they are followed."


def rows() -> Iterator[Row]:
    """Writing against plain values, then opening, then what is refused."""
    report = report_of(INITIATIVES)
    sheets = sheets_of(book_of(report))
    count = sum(cell is not None for sheet in sheets for cells in sheet.rows for cell in cells)
    times = compare({"plain": lambda: plain(sheets), "workbook": lambda: render_excel(report)}, rounds=3)
    seen = times.ratio("workbook", "plain")
    yield ratio_row(f"31 scorecard of {INITIATIVES} x {DIMENSIONS * CRITERIA}", f"{count:,} cells as plain values", seen, 5)
    yield _opened(render_excel(report))
    try:
        render_excel(report_of(2000, criteria=1))
        refused = "written"
    except OutputError as error:
        refused = str(error)[:44] + "…"
    yield Row("31 scorecard of 2,000 initiatives", refused, "", "refused", refused != "written")


def report_of(initiatives: int, criteria: int = CRITERIA) -> Report:
    """The report on a set of that many initiatives."""
    dimensions = [
        {
            "id": f"d{d}",
            "title": f"Dimension {d}",
            "criteria": [{"id": f"D{d}-{c}", "title": f"Title {c}", "question": "Is it so?"} for c in range(criteria)],
        }
        for d in range(DIMENSIONS)
    ]
    levels = {"kind": "levels", "levels": ["absent", "weak", "partial", "strong", "leading"]}
    about = {"id": "wide", "version": "1.0.0", "title": "Wide", "scales": {"level": levels}, "dimensions": dimensions}
    framework = Framework.model_validate(about)
    assessments = tuple(
        Assessment.model_validate(
            {
                "initiative": {"id": f"i{k:04}", "title": f"Initiative {k}"},
                "ratings": {
                    criterion.id: {"level": str((k * 7 + n) % 5), "confidence": "high", "reason": _REASON}
                    for n, criterion in enumerate(framework.criteria)
                    if (k + n) % 10
                },
            }
        )
        for k in range(initiatives)
    )
    described = SetFile.model_validate({"id": "many", "title": "Many", "framework": "wide", "as-of": "2020-07-08"})
    return build_report(score(AssessmentSet(about=described, framework=framework, sources={}, assessments=assessments)))


def plain(sheets: tuple[Sheet, ...]) -> bytes:
    """The cells of `sheets` as values, with nothing else."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for plan in sheets:
        sheet = workbook.add_worksheet()
        for row, cells in enumerate(plan.rows):
            for column, cell in enumerate(cells):
                if cell is None:
                    continue
                value = cell.value if cell.value is not None else cell.figure.value if cell.figure is not None else None
                if isinstance(value, float | int):
                    sheet.write_number(row, column, value)
                else:
                    sheet.write_string(row, column, value or cell.text)
    workbook.close()
    return buffer.getvalue()


def _opened(content: bytes) -> Row:
    """Whether LibreOffice opens the workbook; the time only informs."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    what = "31 the same, opened and saved by LibreOffice"
    if office is None:
        return Row(what, "no LibreOffice found", "-", "-", None)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "scorecard.xlsx"
        file.write_bytes(content)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--convert-to", "ods", "--outdir", folder, str(file)]
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, timeout=1200)
        seconds = time.perf_counter() - started
        made = file.with_suffix(".ods")
        return Row(what, f"{len(content) / 1e6:.1f} MB", f"{seconds:.0f} s", "opens", made.exists() and made.stat().st_size > 0)
