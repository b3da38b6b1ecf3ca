from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from msiscore.exchange.tables.csv_grid import csv_grid
from msiscore.exchange.tables.looking import Looked, Sight, look
from msiscore.exchange.tables.workbook_grid import workbook_grid
from msiscore.exchange.workbook_reader import Cell
from msiscore.mapping import TableShape
from tests.exchange.tables.trying import Cells, write_csv, write_xlsx

SHAPE = TableShape()


def sight(path: Path) -> Sight:
    return look((workbook_grid if path.suffix == ".xlsx" else csv_grid)(path, SHAPE), SHAPE)


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ([["name", "a"], ["x", "1"], ["y", "2"]], (1,)),
        ([["Scorecard 2023"], [], ["name", "a", "b"], ["x", "1", "2"], ["y", "1", "2"]], (3,)),
        ([["Rules", "", "Reach", ""], ["name", "a", "b", "c"], ["x", "1", "2", "3"], ["y", "1", "2", "3"]], (1, 2)),
        ([["name", "Rules", "", "Total"], ["", "a", "b", ""], ["x", "1", "2", "3"], ["y", "1", "2", "3"]], (1, 2)),
        ([["only"]], (1,)),
    ],
)
def test_the_header_is_found(tmp_path: Path, cells: Cells, rows: tuple[int, ...]) -> None:
    assert sight(write_csv(tmp_path / "t.csv", cells)).shape.header == rows


@pytest.mark.parametrize(
    ("texts", "decimal", "thousands"),
    [
        (["12,5", "3,25"], "comma", "none"),
        (["12.5", "3.25"], "point", "none"),
        (["1.234,5", "7,5"], "comma", "none"),
        (["1 234", "7"], "point", "space"),
        (["1'234.5", "7"], "point", "apostrophe"),
        (["7", "8"], "point", "none"),
    ],
)
def test_the_signs_in_numbers_are_found(tmp_path: Path, texts: list[str], decimal: str, thousands: str) -> None:
    shape = sight(write_csv(tmp_path / "t.csv", [["name", "n"], *([f"r{n}", text] for n, text in enumerate(texts))])).shape
    assert (shape.decimal, shape.thousands) == (decimal, thousands)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["Yes", "No", "n/a", "yes"], "words"),
        ([1, "2", 3.5, "-"], "numbers"),
        (["12 %", "n/a"], "numbers"),
        (["a long text that goes on and on, well beyond a word or two", "another"], "text"),
        ([f"name {n}" for n in range(20)], "text"),
        ([date(2020, 1, 1)], "dates"),
        ([None, "-", "n/a"], "empty"),
    ],
)
def test_columns_have_kinds(values: list[Any], kind: str) -> None:
    looked = Looked("h")
    for value in values:
        looked.add(Cell(value), SHAPE)
    assert looked.kind == kind


def test_formulas_and_errors_are_not_looked_at() -> None:
    looked = Looked("h")
    looked.add(Cell(formula=True), SHAPE)
    looked.add(Cell("#N/A", error=True), SHAPE)
    assert looked.kind == "empty"


def test_columns_are_named_by_the_shortest_heading_or_by_their_letter(tmp_path: Path) -> None:
    cells: Cells = [
        ["name", "Rules", None, "Reach", None, None],
        [None, "a", "b", "a", "c", "c"],
        ["x", 1, 2, 3, 4, 5],
        ["y", 1, 2, 3, 4, 5],
    ]
    found = sight(write_xlsx(tmp_path / "t.xlsx", cells, merged=["A1:A2", "B1:C1", "D1:F1"]))
    expected = ["name", "Rules / a", "b", "Reach / a", {"at": "E"}, {"at": "F"}]
    assert [found.reference(column) for column in range(1, 7)] == expected
