from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from msiscore.errors import InputProblems, Problem
from msiscore.exchange.tables import workbook_grid as module
from msiscore.exchange.tables.workbook_grid import workbook_grid
from msiscore.exchange.workbook_reader import Cell
from msiscore.mapping import TableShape
from tests.exchange.tables.trying import write_xlsx


def shape(**keys: object) -> TableShape:
    return TableShape.model_validate(keys)


def problem(path: Path, **keys: object) -> Problem:
    with pytest.raises(InputProblems) as raised:
        workbook_grid(path, shape(**keys))
    (one,) = raised.value.problems
    return one


def two_sheets(path: Path) -> Path:
    workbook = openpyxl.Workbook()
    first: Any = workbook.active
    first.title = "Notes"
    first["A1"] = "a note"
    workbook.create_sheet("Scores 2023")["B3"] = 0.5
    workbook["Scores 2023"]["B3"].number_format = "0.0%"
    workbook.create_sheet("Nothing")
    workbook.save(path)
    return path


def test_the_sheet_is_the_one_that_the_mapping_names(tmp_path: Path) -> None:
    grid = workbook_grid(two_sheets(tmp_path / "t.xlsx"), shape(sheet="scores 2023"))
    (row,) = grid.rows()
    assert (grid.sheet, row.number, row.cell(2), row.cell(1).empty, row.cell(9).empty) == (
        "Scores 2023",
        3,
        Cell(0.5, percent=True),
        True,
        True,
    )
    assert grid.sheets == ("Notes", "Scores 2023")


def test_several_sheets_and_an_unknown_one_are_told(tmp_path: Path) -> None:
    path = two_sheets(tmp_path / "t.xlsx")
    assert (problem(path).code, problem(path).allowed) == ("which-sheet", "Notes, Scores 2023")
    told = problem(path, sheet="Scores 203")
    assert (told.code, told.hint) == ("no-sheet", "did you mean `Scores 2023`?")


def test_an_empty_workbook_and_files_that_are_none_are_told(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "t.xlsx")
    assert problem(tmp_path / "t.xlsx").code == "no-sheet"
    (tmp_path / "x.xlsx").write_bytes(b"a,b\n")
    assert problem(tmp_path / "x.xlsx").code == "not-a-workbook"
    assert problem(tmp_path / "none.xlsx").code == "unreadable"


def test_formulas_are_formulas_unless_their_stored_results_are_asked_for(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = workbook.add_worksheet("S")
    sheet.write_formula("A1", "=1+1", None, 2)
    sheet.write_formula("B1", '=A1&""', None, "two")
    sheet.write("C1", 3)
    workbook.close()
    (row,) = workbook_grid(tmp_path / "t.xlsx", shape()).rows()
    assert [row.cell(n) for n in (1, 2, 3)] == [Cell(formula=True), Cell(formula=True), Cell(3)]
    (row,) = workbook_grid(tmp_path / "t.xlsx", shape(formulas="stored")).rows()
    assert [row.cell(n).value for n in (1, 2, 3)] == [2, "two", 3]


def test_a_formula_without_a_stored_result_stays_a_formula(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", [["a"], ["=1+1"]])
    _, row = workbook_grid(path, shape(formulas="stored")).rows()
    assert row.cell(1) == Cell(formula=True)


def test_more_columns_than_are_read_are_refused_and_not_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", [[f"c{n}" for n in range(150)]])
    (row,) = workbook_grid(path, shape()).rows()
    assert row.cell(150).value == "c149"
    monkeypatch.setattr(module, "MOST_COLUMNS", 100)
    assert problem(path).code == "too-large"
