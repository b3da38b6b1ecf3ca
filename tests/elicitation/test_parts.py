"""Which parts can be judged."""

from __future__ import annotations

import pytest

from msiscore.elicitation.parts import judgeable
from tests.making import criterion, dimension, framework

OF = framework(
    dimension("x", criterion("A", weight=2), criterion("B"), criterion("C", bonus=True), criterion("D", weight=0), weight=3),
    dimension("y", criterion("E"), criterion("F", weight=5), weighting="equal"),
    dimension("z", criterion("G"), criterion("H"), weighting="count"),
)


def test_ordinary_children_that_count_are_judged() -> None:
    places = judgeable(OF)
    assert list(places) == ["", "x", "y", "z"]
    assert places[""].parts == ("x", "y", "z")
    assert dict(places["x"].weights) == {"A": 2, "B": 1}
    assert dict(places["y"].weights) == {"E": 1, "F": 1}, "under `equal` every child starts from 1"
    assert [places[node].sized for node in ("", "x", "y", "z")] == [False, False, False, True]


def test_shares_become_weights_with_the_sum_that_the_framework_has() -> None:
    place = judgeable(OF)["x"]
    assert place.weights_of({"A": 0.25, "B": 0.75}) == pytest.approx({"A": 0.75, "B": 2.25})
    assert place.weights_of({"A": 1e-12, "B": 1 - 1e-12})["A"] == 0, "too small to be a weight"
