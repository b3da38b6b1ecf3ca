"""The workbook recalculates to the engine's numbers: as published, and after a reader's changes of ratings and weights."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from msiscore.loading.set_loader import load_set
from msiscore.reporting.build import build_report
from msiscore.reporting.excel import book_of, render_excel
from msiscore.reporting.report import Report
from msiscore.scoring.scores import score
from tests.office.conftest import Recalculate
from tests.office.random_sets import Plan, edited, random_plan
from tests.office.recalculating import compared, report_of, write_edited

SEEDS = range(14)
SHIPPED = ("tutorial", "dutch-rbc-2020")
WRONG = "12345.678"

pytestmark = pytest.mark.slow


def _changed_to_wrong(content: bytes) -> bytes:
    """The workbook with a wrong number beside every formula that gives one."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"</f><v>-?[0-9][^<]*</v>", b"</f><v>" + WRONG.encode() + b"</v>", data)
            new.writestr(name, data)
    return made.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[Report, Report]]]:
    """A folder of workbooks, and for each the report that it was made of and the one whose numbers it must come to."""
    folder = tmp_path_factory.mktemp("books")
    wanted: dict[str, tuple[Report, Report]] = {}
    for seed in SEEDS:
        plan = random_plan(seed)
        published = report_of(plan)
        changed, edits = edited(plan, seed)
        (folder / f"{seed}-published.xlsx").write_bytes(_changed_to_wrong(render_excel(published)))
        write_edited(published, edits, folder / f"{seed}-edited.xlsx")
        wanted[f"{seed}-published"] = published, published
        wanted[f"{seed}-edited"] = published, report_of(changed)
    for name in SHIPPED:
        for language in ("en", "nl"):
            report = build_report(score(load_set(name)), language=language)
            (folder / f"{name}-{language}.xlsx").write_bytes(_changed_to_wrong(render_excel(report)))
            wanted[f"{name}-{language}"] = report, report
    return folder, wanted


@pytest.fixture(scope="module")
def books(made: tuple[Path, dict[str, tuple[Report, Report]]], recalculate: Recalculate) -> dict[str, Workbook]:
    """The workbooks after one run of LibreOffice over all of them."""
    folder, wanted = made
    files = recalculate([folder / f"{name}.xlsx" for name in wanted])
    return {file.stem: load_workbook(file, data_only=True) for file in files}


NAMES = [
    *(f"{seed}-{state}" for seed in SEEDS for state in ("published", "edited")),
    *(f"{s}-{n}" for s in SHIPPED for n in ("en", "nl")),
]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_the_engines(
    name: str, made: tuple[Path, dict[str, tuple[Report, Report]]], books: dict[str, Workbook]
) -> None:
    published, wanted = made[1][name]
    assert wanted.calculation is not None
    found = list(compared(book_of(published), wanted.calculation, books[name]))
    assert len(found) > 100
    assert [one for one in found if not one.same] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_an_error_and_the_check_says_what_was_changed(
    name: str, made: tuple[Path, dict[str, tuple[Report, Report]]], books: dict[str, Workbook]
) -> None:
    for sheet in books[name].worksheets:
        for row in sheet.iter_rows(values_only=True):
            assert not [value for value in row if isinstance(value, str) and re.match(r"#[A-Z/0]+[!?]|#N/A|Err:", value)], (
                sheet.title
            )
            assert WRONG not in map(str, row)
    live = book_of(made[1][name][0])
    check = books[name][live.frame.names["check"]]
    sign = "✎" if name.endswith("edited") else "✓"
    assert str(check["A5"].value).startswith(sign)
    summary = [str(row[0]) for row in books[name].worksheets[0].iter_rows(values_only=True)]
    assert str(check["A5"].value) in summary


def test_the_ranking_is_sorted_again_after_a_change(
    made: tuple[Path, dict[str, tuple[Report, Report]]], books: dict[str, Workbook]
) -> None:
    for seed in SEEDS:
        _, wanted = made[1][f"{seed}-edited"]
        rows = list(books[f"{seed}-edited"].worksheets[0].iter_rows(values_only=True))
        for table in wanted.tables:
            top = next(index for index, row in enumerate(rows) if row[0] == table.title) + 2
            shown = [(str(row[0]), row[1]) for row in rows[top : top + len(table.ranked) + len(table.unranked)]]
            assert shown == [(row.rank or "–", row.title) for row in (*table.ranked, *table.unranked)]


def test_a_libreoffice_that_trusts_the_file_would_not_notice(
    made: tuple[Path, dict[str, tuple[Report, Report]]], trust: Recalculate
) -> None:
    """By default LibreOffice shows the numbers that the file brings along: without the setting the tests above would test nothing."""
    folder, wanted = made
    [file] = trust([folder / "0-published.xlsx"])
    book = load_workbook(file, data_only=True)
    published = wanted["0-published"][0]
    assert published.calculation is not None
    assert [one for one in compared(book_of(published), published.calculation, book) if one.cell == float(WRONG)]


def test_the_random_sets_have_everything() -> None:
    """The seeds cover every mean, weighting, scale and consequence, bonus, and both aspects with and without a rule."""
    text = "".join(str(random_plan(seed).framework) for seed in SEEDS)
    wanted = (
        "geometric",
        "harmonic",
        "minimum",
        "maximum",
        "'power'",
        "'count'",
        "'weight'",
        "'points'",
        "'bonus'",
        "'minimum-children'",
        "'lifts-from'",
        "'fail'",
        "'cap'",
    )
    assert [
        word for word in (*wanted, "'flag'", "'by-year'", "combine-aspects", "paper", "z-score", "percentile") if word not in text
    ] == []
    assert isinstance(random_plan(0), Plan)
