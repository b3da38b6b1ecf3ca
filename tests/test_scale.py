"""What every kind of scale builds on: reading a number, writing one, and what stands unless a kind says otherwise."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msiscore.scale import BaseScale, UnreadableAnswer, plain_number, read_number


@pytest.mark.parametrize(("answer", "number"), [("3", 3.0), ("-0.5", -0.5), (" 7 ", 7.0), ("1e3", 1000.0)])
def test_a_number_is_read(answer: str, number: float) -> None:
    assert read_number(answer, "a number") == number


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        ("1,5", "write a point, not a comma"),
        ("1 000", "no spaces inside a number"),
        ("7 %", "without its unit"),
        ("€ 7", "without its unit"),
        ("much", "`much` is not a number"),
        ("1_000", "is not a number"),
        ("nan", "is not a number"),
        ("1e101", "too large"),
        ("x" * 100_000, "is not a number"),
    ],
)
def test_what_is_no_number_is_refused_with_advice(answer: str, advice: str) -> None:
    with pytest.raises(UnreadableAnswer, match=advice) as raised:
        read_number(answer, "a number in t")
    assert raised.value.allowed == "a number in t"
    assert len(str(raised.value)) < 200


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_exactly(number: float) -> None:
    assert float(plain_number(number)) == number


def test_a_kind_that_says_nothing_has_no_levels_and_is_worth_one_point() -> None:
    class Whole(BaseScale):
        def read(self, answer: str) -> float:
            return float(answer)

        def value_of(self, raw: float) -> float:
            return raw / 10

    scale = Whole()
    assert (scale.step_count, scale.points_available, scale.asks_by_level, scale.lower_is_better) == (0, 1.0, False, False)
    assert scale.level_of(3.0) is None
    assert scale.minimum_value("4") == 0.4
    assert scale.margin(7.0, "4") == 3.0
    values = scale.normalise([2.0, math.nan])
    assert values[0] == 0.2
    assert math.isnan(values[1])
