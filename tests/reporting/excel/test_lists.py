"""The hidden sheet of lists."""

from __future__ import annotations

from msiscore.reporting.calculation import Named
from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.lists import UNKNOWN_STATE, weight_set_names
from tests.reporting.excel.sample import sample_report


def test_every_scale_has_its_ranges() -> None:
    book = book_of(sample_report())
    assert [set(names) for names in book.lists.scales] == [{"answers", "table"}, {"worst", "best"}]
    assert {"scale_level", "answers_level", "worst_share", "states", "band_from"} <= set(book.frame.defined)


def test_every_criterion_has_a_letter_for_each_state_and_for_a_word_that_is_none() -> None:
    book = book_of(sample_report())
    row = book.lists.sheet.rows[book.lists.policies["GOV-01"]]
    letters = [cell.text for cell in row if cell is not None][1:]
    assert letters == ["N", "L", "X", "O", "O", "O", "O"]
    assert len(letters) == UNKNOWN_STATE


def test_weight_sets_with_the_same_title_are_told_apart() -> None:
    sets = (Named("", "own"), Named("a", "Same"), Named("b", "same"), Named("c", "Other"))
    assert [term.text for term in weight_set_names(sets)] == ["own", "Same (a)", "same (b)", "Other"]
