from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import InputProblems
from msiscore.exchange.tables.csv_grid import csv_grid
from msiscore.exchange.tables.headings import Columns, Header, column_number, read_header
from msiscore.exchange.tables.workbook_grid import workbook_grid
from msiscore.loading.mapping_loader import load_mapping
from msiscore.mapping import Column, TableShape
from tests.exchange.tables.trying import WIDE, Cells, write_csv, write_mapping, write_xlsx


def header(path: Path, **shape: object) -> Header:
    of = TableShape.model_validate(shape)
    return read_header((workbook_grid if path.suffix == ".xlsx" else csv_grid)(path, of), of)


TWO: Cells = [["Name", "Rules", None, None, "Total"], [None, "Chair", "Board", "Chair", None], ["a", "1", "2", "3", "4"]]


def test_one_row_of_headings(tmp_path: Path) -> None:
    found = header(write_csv(tmp_path / "t.csv", [["title"], ["a", " b\n c ", "", "a"]]), header=2)
    assert found.headings == {1: ("a",), 2: ("b c",), 4: ("a",)}
    assert (found.last, found.columns_named("A"), found.columns_named("B C"), found.columns_named("d")) == (2, [1, 4], [2], [])


def test_an_upper_row_reaches_as_far_as_its_merged_cells_or_in_csv_to_the_next(tmp_path: Path) -> None:
    merged = header(write_xlsx(tmp_path / "t.xlsx", TWO, merged=["A1:A2", "B1:C1", "E1:E2"]), header=[1, 2])
    assert [merged.name(column) for column in range(1, 6)] == ["Name", "Rules / Chair", "Rules / Board", "Chair", "Total"]
    plain = header(write_csv(tmp_path / "t.csv", TWO), header=[1, 2])
    assert [plain.name(column) for column in range(1, 6)] == ["Name", "Rules / Chair", "Rules / Board", "Rules / Chair", "Total"]
    assert merged.columns_named("Chair") == [4]
    assert merged.columns_named("rules / chair") == [2]
    assert plain.columns_named("Board") == [3]


@pytest.mark.parametrize("rows", [9, [8, 9], [1, 2]])
def test_rows_without_headings_are_told(tmp_path: Path, rows: object) -> None:
    with pytest.raises(InputProblems, match="there is no header in row"):
        header(write_csv(tmp_path / "t.csv", [["a"]]), header=rows)


def test_formulas_in_a_header_are_no_headings(tmp_path: Path) -> None:
    assert header(write_xlsx(tmp_path / "t.xlsx", [["a", "=1+1"], [1, 2]])).headings == {1: ("a",), 2: ("(B)",)}


def test_columns_remember_what_was_named(tmp_path: Path) -> None:
    columns = Columns(load_mapping(write_mapping(tmp_path, WIDE)), header(write_csv(tmp_path / "t.csv", [["a", "b", "b"]])))
    assert columns.column(None, ()) == 0
    assert columns.column(Column(heading="A"), ()) == 1
    assert columns.column(Column(at="c"), ()) == 3
    assert columns.column(Column(at="C", heading="b"), ()) == 3
    assert columns.column(Column(at="A", heading="b"), ()) == 0
    assert columns.column(Column(heading="b"), ()) == 0
    assert columns.column(Column(heading="bb"), ()) == 0
    assert columns.column(Column(at="ZZZ"), ()) == 0
    assert columns.named == {1, 3}
    assert [problem.code for problem in columns.problems] == ["other-heading", "duplicate-heading", "no-column", "no-column"]


def test_letters_are_numbers() -> None:
    assert [column_number(letters) for letters in ("A", "z", "AA", "AZ", "XFD")] == [1, 26, 27, 52, 16384]
