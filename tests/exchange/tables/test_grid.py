from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import InputProblems
from msiscore.exchange.tables import grid as module
from msiscore.exchange.tables.grid import Grid, Row, check_file
from msiscore.exchange.workbook_reader import Cell


def test_a_row_gives_cells_whatever_it_holds() -> None:
    row = Row(3, ["a", Cell(1.0, percent=True), None, 2])
    assert [row.cell(column) for column in (0, 1, 2, 3, 4, 5)] == [
        Cell(),
        Cell("a"),
        Cell(1.0, percent=True),
        Cell(),
        Cell(2),
        Cell(),
    ]
    assert not row.empty
    assert Row(1, ["", " \u00a0", None]).empty


def test_a_problem_has_its_cell_in_a_workbook_and_its_line_elsewhere() -> None:
    sheet = Grid(Path("t.xlsx"), lambda: iter(()), "Scores")
    assert str(sheet.problem("code", 5, 3, "is wrong", found="x")) == "t.xlsx:Scores!C5: is wrong\n  found:   x"
    assert Grid(Path("t.csv"), lambda: iter(())).problem("code", 5, 3, "is wrong").where == "t.csv:5:3"


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.csv").write_text("four")
    check_file(tmp_path / "t.csv")
    monkeypatch.setattr(module, "MOST_BYTES", 3)
    with pytest.raises(InputProblems, match="more than 3 bytes"):
        check_file(tmp_path / "t.csv")
