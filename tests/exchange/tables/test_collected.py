from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.exchange.tables import collected as module
from msiscore.exchange.tables.answers import Unmapped
from msiscore.exchange.tables.collected import Collected, Found, Rated
from msiscore.exchange.tables.grid import Grid
from msiscore.framework import State


@pytest.fixture
def collected() -> Collected:
    return Collected(Grid(Path("t.xlsx"), lambda: iter(()), "Scores"))


def test_a_second_row_adds_what_the_first_leaves_open(collected: Collected) -> None:
    found = Found("moon")
    collected.rate(found, "A", Rated(2, 3, texts={"reason": "Why."}))
    collected.rate(found, "A", Rated(3, 3, "1", evidence=({"source": "a"},)))
    collected.rate(found, "A", Rated(4, 3, "1", texts={"reason": "Why."}, evidence=({"source": "a"}, {"source": "b"})))
    rated = found.ratings["A"]
    assert (rated.answer, rated.texts, rated.evidence) == ("1", {"reason": "Why."}, ({"source": "a"}, {"source": "b"}))
    assert collected.unmapped == []


def test_three_different_answers_are_all_told_and_none_is_left(collected: Collected) -> None:
    found = collected.found["moon"] = Found("moon")
    for row, rated in enumerate([Rated(2, 3, "1"), Rated(3, 3, "2"), Rated(4, 3, state=State.TOO_EARLY)]):
        assert rated.row == row + 2
        collected.rate(found, "A", rated)
    collected.settle()
    assert found.ratings == {}
    assert [problem.where for problem in collected.unmapped] == ["t.xlsx:Scores!C2", "t.xlsx:Scores!C3", "t.xlsx:Scores!C4"]
    assert len(found.left_out) == 3


def test_another_reason_is_told_and_the_first_one_stands(collected: Collected) -> None:
    found = Found("moon")
    collected.rate(found, "A", Rated(2, 3, "1", texts={"reason": "One."}))
    collected.rate(found, "A", Rated(3, 3, "1", texts={"reason": "Two."}))
    assert found.ratings["A"].texts == {"reason": "One."}
    assert [problem.found for problem in collected.unmapped] == ["Two."]


def test_a_row_without_anything_leaves_nothing(collected: Collected) -> None:
    found = Found("moon")
    collected.rate(found, "A", Rated(2, 3))
    assert found.ratings == {}


def test_very_many_cells_are_counted_and_not_all_told(collected: Collected, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TOLD", 2)
    for row in range(5):
        collected.leave_out(row, 1, Unmapped("answer", "is none"), item="A")
    assert (len(collected.unmapped), collected.not_told, collected.unmapped_count) == (2, 3, 5)
    assert collected.tallies["A"]["not mapped"] == 5


def test_cells_have_names_in_workbooks_and_elsewhere(collected: Collected) -> None:
    assert collected.cell_name(5, 28) == "Scores!AB5"
    assert Collected(Grid(Path("t.csv"), lambda: iter(()))).cell_name(5, 28) == "row 5, column AB"
