"""The workbook recalculates to the engine's numbers: as published, and after a reader's changes of ratings and weights."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
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

WRONG = "12345.678"

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Round:
    """Sets whose workbooks go through one run of LibreOffice: random ones by their seeds, and shipped ones with a language."""

    seeds: tuple[int, ...]
    shipped: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The workbooks: each random set as published and as edited, each shipped one as published."""
        random = (f"{seed}-{state}" for seed in self.seeds for state in ("published", "edited"))
        return (*random, *(f"{name}-{language}" for name, language in self.shipped))


SEEDS = range(14)
FIRST = (0, 8)
ROUNDS = (
    Round(FIRST, (("tutorial", "en"), ("dutch-rbc-2020", "nl"))),
    Round(tuple(seed for seed in SEEDS if seed not in FIRST), (("tutorial", "nl"), ("dutch-rbc-2020", "en"))),
)
NAMES = [
    *(pytest.param(ROUNDS[0], name, id=name) for name in ROUNDS[0].names),
    *(pytest.param(ROUNDS[1], name, id=name, marks=pytest.mark.long) for name in ROUNDS[1].names),
]


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


Made = tuple[Path, dict[str, tuple[Report, Report]]]


@cache
def made_for(a_round: Round, folder: Path) -> Made:
    """A folder of workbooks, and for each the report that it was made of and the one whose numbers it must come to."""
    wanted: dict[str, tuple[Report, Report]] = {}
    for seed in a_round.seeds:
        plan = random_plan(seed)
        published = report_of(plan)
        changed, edits = edited(plan, seed)
        (folder / f"{seed}-published.xlsx").write_bytes(_changed_to_wrong(render_excel(published)))
        write_edited(published, edits, folder / f"{seed}-edited.xlsx")
        wanted[f"{seed}-published"] = published, published
        wanted[f"{seed}-edited"] = published, report_of(changed)
    for name, language in a_round.shipped:
        report = build_report(score(load_set(name)), language=language)
        (folder / f"{name}-{language}.xlsx").write_bytes(_changed_to_wrong(render_excel(report)))
        wanted[f"{name}-{language}"] = report, report
    return folder, wanted


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Round], Made]:
    """The workbooks of a round, made once."""
    folder = tmp_path_factory.mktemp("books")
    return lambda a_round: made_for(a_round, folder)


@pytest.fixture(scope="module")
def books(made: Callable[[Round], Made], recalculate: Recalculate) -> Callable[[Round], dict[str, Workbook]]:
    """The workbooks of a round after one run of LibreOffice over all of them."""

    @cache
    def of(a_round: Round) -> dict[str, Workbook]:
        folder, wanted = made(a_round)
        files = recalculate([folder / f"{name}.xlsx" for name in wanted])
        return {file.stem: load_workbook(file, data_only=True) for file in files}

    return of


Books = Callable[[Round], dict[str, Workbook]]


@pytest.mark.parametrize(("a_round", "name"), NAMES)
def test_every_number_is_the_engines(a_round: Round, name: str, made: Callable[[Round], Made], books: Books) -> None:
    published, wanted = made(a_round)[1][name]
    assert wanted.calculation is not None
    found = list(compared(book_of(published), wanted.calculation, books(a_round)[name]))
    assert len(found) > 100
    assert [one for one in found if not one.same] == []


@pytest.mark.parametrize(("a_round", "name"), NAMES)
def test_no_cell_is_an_error_and_the_check_says_what_was_changed(
    a_round: Round, name: str, made: Callable[[Round], Made], books: Books
) -> None:
    book = books(a_round)[name]
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            assert not [value for value in row if isinstance(value, str) and re.match(r"#[A-Z/0]+[!?]|#N/A|Err:", value)], (
                sheet.title
            )
            assert WRONG not in map(str, row)
    live = book_of(made(a_round)[1][name][0])
    check = book[live.frame.names["check"]]
    sign = "✎" if name.endswith("edited") else "✓"
    assert str(check["A5"].value).startswith(sign)
    summary = [str(row[0]) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert str(check["A5"].value) in summary


@pytest.mark.parametrize("a_round", [ROUNDS[0], pytest.param(ROUNDS[1], marks=pytest.mark.long)], ids=("first", "more"))
def test_the_ranking_is_sorted_again_after_a_change(a_round: Round, made: Callable[[Round], Made], books: Books) -> None:
    for seed in a_round.seeds:
        _, wanted = made(a_round)[1][f"{seed}-edited"]
        rows = list(books(a_round)[f"{seed}-edited"].worksheets[0].iter_rows(values_only=True))
        for table in wanted.tables:
            top = next(index for index, row in enumerate(rows) if row[0] == table.title) + 2
            shown = [(str(row[0]), row[1]) for row in rows[top : top + len(table.ranked) + len(table.unranked)]]
            assert shown == [(row.rank or "–", row.title) for row in (*table.ranked, *table.unranked)]


def test_a_libreoffice_that_trusts_the_file_would_not_notice(made: Callable[[Round], Made], trust: Recalculate) -> None:
    """By default LibreOffice shows the numbers that the file brings along: without the setting the tests above would test nothing."""
    folder, wanted = made(ROUNDS[0])
    [file] = trust([folder / "0-published.xlsx"])
    book = load_workbook(file, data_only=True)
    published = wanted["0-published"][0]
    assert published.calculation is not None
    assert [one for one in compared(book_of(published), published.calculation, book) if one.cell == float(WRONG)]


def test_the_random_sets_have_everything() -> None:
    """The first seeds cover every mean, weighting, scale and consequence, bonus, and both aspects with and without a rule."""
    text = "".join(str(random_plan(seed).framework) for seed in FIRST)
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
