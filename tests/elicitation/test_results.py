"""Whether a measure keeps to its limit."""

from __future__ import annotations

from msiscore.elicitation.results import Consistency


def test_a_measure_without_limit_is_neither_good_nor_bad() -> None:
    assert Consistency("linear-deviation", 0.4).acceptable is None


def test_the_limit_itself_is_acceptable() -> None:
    assert Consistency("consistency-ratio", 0.1, 0.1).acceptable is True
    assert Consistency("consistency-ratio", 0.1001, 0.1).acceptable is False
