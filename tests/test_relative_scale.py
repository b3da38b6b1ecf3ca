"""Scales that look at the whole set: quantiles, and how wide a z-score reaches. The other methods are in test_scales.py."""

from __future__ import annotations

import math
import statistics
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from msiscore.relative_scale import RelativeScale, quantile
from msiscore.scale import UnreadableAnswer

NAN = math.nan
numbers = st.floats(-1e6, 1e6)


def quantiles(*above: str, **more: Any) -> RelativeScale:
    return RelativeScale.model_validate({"method": "quantiles", "above": above, **more})


def test_above_the_median() -> None:
    scale = quantiles("50%")
    assert scale.normalise([1.0, 2.0, 3.0]) == [0.0, 0.0, 1.0]  # the median itself is not above it
    assert scale.normalise([1.0, 2.0, 3.0, 4.0]) == [0.0, 0.0, 1.0, 1.0]
    assert scale.normalise([5.0, 5.0, 5.0]) == [0.0, 0.0, 0.0]
    assert scale.normalise([5.0]) == [0.0]


def test_below_the_median_where_less_is_better() -> None:
    assert quantiles("50%", reversed="yes").normalise([1.0, 2.0, 3.0, 4.0]) == [1.0, 1.0, 0.0, 0.0]
    # the best quarter: below the lower quartile, 1.75
    assert quantiles("75%", reversed="yes").normalise([1.0, 2.0, 3.0, 4.0]) == [1.0, 0.0, 0.0, 0.0]


def test_quarters() -> None:
    assert quantiles("25%", "50%", "75%").normalise([1.0, 2.0, 3.0, 4.0]) == [0.0, 1 / 3, 2 / 3, 1.0]


def test_missing_values_take_no_part() -> None:
    values = quantiles("50%").normalise([NAN, 1.0, 2.0, NAN])
    assert values[1:3] == [0.0, 1.0]
    assert math.isnan(values[0])
    assert all(math.isnan(value) for value in quantiles("50%").normalise([NAN, NAN]))


@given(st.lists(numbers, min_size=1, max_size=30))
def test_the_half_is_the_median(values: list[float]) -> None:
    assert quantile(sorted(values), 0.5) == pytest.approx(statistics.median(values), rel=1e-12, abs=1e-9)


@given(st.lists(numbers, min_size=1, max_size=30), st.integers(0, 100))
def test_quantiles_are_those_of_numpy(values: list[float], percent: int) -> None:
    assert quantile(sorted(values), percent / 100) == pytest.approx(float(np.percentile(values, percent)), rel=1e-9, abs=1e-6)


@given(st.lists(numbers, min_size=2, max_size=20))
def test_what_is_turned_round_is_the_same_of_the_negative(values: list[float]) -> None:
    turned = quantiles("50%", reversed="yes").normalise(values)
    assert turned == quantiles("50%").normalise([-value for value in values])


def test_a_standard_asks_for_steps_passed_and_has_no_margin() -> None:
    scale = quantiles("25%", "50%")
    assert scale.asks_by_level
    assert scale.minimum_value("1") == 0.5
    assert math.isnan(scale.margin(7.0, "1"))
    for answer in ("3", "-1", "much", "1.5"):
        with pytest.raises(UnreadableAnswer, match="steps passed") as raised:
            scale.minimum_value(answer)
        assert raised.value.allowed == "0 to 2"


def test_wider_deviations_cut_nothing_off_and_keep_the_order() -> None:
    raw = [0.0] * 20 + [1.0]  # the last lies the square root of 20, 4.47, standard deviations above the mean
    narrow = RelativeScale(method="z-score").normalise(raw)
    wide = RelativeScale(method="z-score", deviations=5).normalise(raw)
    assert narrow[-1] == 1.0
    assert wide[-1] == pytest.approx(0.5 + math.sqrt(20) / 10)
    assert wide[0] == pytest.approx(0.5 - 1 / math.sqrt(20) / 10)


@given(st.lists(numbers, min_size=2, max_size=15))
def test_with_enough_deviations_a_z_score_is_one_straight_line(values: list[float]) -> None:
    if max(values) - min(values) < 1:
        return
    found = RelativeScale(method="z-score", deviations=len(values)).normalise(values)
    z = (np.array(values) - np.mean(values)) / np.std(values)
    np.testing.assert_allclose((np.array(found) - 0.5) * 2 * len(values), z, atol=1e-6)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"method": "quantiles"}, "needs `above:`"),
        ({"method": "min-max", "above": "50%"}, "only used with `method: quantiles`"),
        ({"method": "quantiles", "above": ["50%", "25%"]}, "larger than the one before"),
        ({"method": "quantiles", "above": ["50%", "0.5"]}, "larger than the one before"),
        ({"method": "quantiles", "above": "median"}, "a share from 0% to 100%"),
        ({"method": "min-max", "deviations": "4"}, "only used with `method: z-score`"),
        ({"method": "z-score", "deviations": "0"}, "greater than or equal to 0.1"),
    ],
)
def test_what_does_not_belong_to_the_method_is_refused(data: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        RelativeScale.model_validate(data)
