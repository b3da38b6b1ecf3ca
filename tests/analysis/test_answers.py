"""What an answer can be worth, and what it is called."""

from __future__ import annotations

from typing import Any

import pytest

from msiscore.analysis.answers import ends_or_levels, steps_upward, words
from msiscore.rating_matrix import items_of
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework

LINEAR = {"kind": "measure", "unit": "%", "from": 80, "to": 0}
LOGARITHMIC = {"kind": "measure", "unit": "t", "from": 1, "to": 100, "log": True}


@pytest.mark.parametrize(
    ("scale", "value", "says"),
    [
        (LEVELS, 0.75, "3 (strong)"),
        ({**LEVELS, "first": 1}, 0.75, "4 (strong)"),
        ({**LEVELS, "reversed": True}, 0.75, "1 (weak)"),
        ({**LEVELS, "values": [0, 0, 1, 1, 10]}, 0.1, "2 (partial)"),
        ({"kind": "yes-no"}, 1.0, "yes"),
        ({"kind": "yes-no", "reversed": True}, 1.0, "no"),
        ({"kind": "points", "of": 20}, 0.25, "5 of 20 points"),
        ({"kind": "points", "of": 20, "reversed": True}, 0.25, "15 of 20 points"),
        ({"kind": "thresholds", "unit": "%", "steps": ["> 0", ">= 30"]}, 1.0, ">= 30 %"),
        ({"kind": "thresholds", "unit": "%", "steps": ["> 0", ">= 30"]}, 0.0, "no step passed"),
        (LINEAR, 0.25, "60 %"),
        (LOGARITHMIC, 0.5, "10 t"),
        ({"kind": "relative", "unit": "%"}, 0.5, "50% of the scale"),
    ],
    ids=lambda one: str(one)[:40],
)
def test_words(scale: dict[str, Any], value: float, says: str) -> None:
    of = framework(dimension("d", criterion("A")), scales={"s": scale})
    assert words(a_set(of, assessment("a", {})), items_of(of)[0], value) == says


def test_values() -> None:
    of = framework(
        dimension("d", criterion("A", scale="level"), criterion("B", scale="share")), scales={"level": LEVELS, "share": LINEAR}
    )
    level, share = (of.scale_of(one) for one in of.criteria)
    assert ends_or_levels(level) == [0, 0.25, 0.5, 0.75, 1]
    assert ends_or_levels(share) == [0, 1]
    assert steps_upward(level, 0.5) == [0.75, 1]
    assert steps_upward(level, float("nan")) == [0, 0.25, 0.5, 0.75, 1]
    assert steps_upward(share, 0.98) == [0.99, 1]
    assert len(steps_upward(share, float("nan"))) == 101
    assert steps_upward(level, 1.0) == []
