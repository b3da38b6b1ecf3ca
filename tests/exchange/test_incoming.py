from __future__ import annotations

from pathlib import Path

from msiscore.exchange.incoming import Incoming, Place, Said, digest


def test_a_cell_was_touched_when_it_no_longer_says_what_it_was_filled_with() -> None:
    here = Place("Questions", 4, 2)
    assert not Said("2", here, digest("2")).touched
    assert Said("3", here, digest("2")).touched
    assert Said("", here, digest("2")).touched
    assert not Said("", here, "").touched
    assert Said("2", here, "").touched


def test_an_empty_cell_of_a_table_says_nothing() -> None:
    assert not Said("", Place()).touched
    assert Said("2", Place()).touched


def test_a_problem_names_sheet_and_cell() -> None:
    incoming = Incoming(path=Path("form.xlsx"))
    incoming.problem("answer", Place("Mijn vragen", 4, 28), "wrong")
    assert incoming.problems[0].where == "form.xlsx:Mijn vragen!AB4"
    incoming.problem("x", Place("Sheet"), "wrong")
    assert incoming.problems[1].where == "form.xlsx:Sheet"
    incoming.problem("x", Place("", 4, 2), "wrong")
    assert incoming.problems[2].where == "form.xlsx:4:2"
