"""The linear model of the best-worst method."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.elicitation.best_worst import input_ratios, linear_weights


@given(st.lists(st.integers(1, 9), min_size=2, max_size=8), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_answers_that_fit_give_their_weights_back(stated: list[int], seed: int) -> None:
    weights = np.array(stated, dtype=float) / sum(stated)
    best, worst = int(np.argmax(weights)), len(weights) - 1 - int(np.argmin(weights[::-1]))
    to_others, to_worst = weights[best] / weights, weights / weights[worst]
    found, deviation = linear_weights(to_others, to_worst, best, worst)
    np.testing.assert_allclose(found, weights, atol=1e-9)
    assert deviation == pytest.approx(0, abs=1e-9)
    assert input_ratios(to_others, to_worst, best, worst).max() == pytest.approx(0, abs=1e-9)
    other = np.random.default_rng(seed).dirichlet(np.ones(len(weights)))
    assert largest_deviation(other, to_others, to_worst, best, worst) >= deviation - 1e-9


def largest_deviation(
    weights: np.ndarray[tuple[int], np.dtype[np.float64]],
    to_others: np.ndarray[tuple[int], np.dtype[np.float64]],
    to_worst: np.ndarray[tuple[int], np.dtype[np.float64]],
    best: int,
    worst: int,
) -> float:
    one = np.abs(weights[best] - to_others * weights).max()
    return float(max(one, np.abs(weights - to_worst * weights[worst]).max()))


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=6), st.integers(2, 9), st.integers(0, 10**6)
)
@settings(max_examples=40, deadline=None)
def test_no_other_shares_deviate_less(between: list[tuple[int, int]], whole: int, seed: int) -> None:
    to_others = np.array([1.0, *(float(a) for a, _ in between), float(whole)])
    to_worst = np.array([float(whole), *(float(b) for _, b in between), 1.0])
    best, worst = 0, len(to_others) - 1
    found, deviation = linear_weights(to_others, to_worst, best, worst)
    assert found.sum() == pytest.approx(1)
    assert largest_deviation(found, to_others, to_worst, best, worst) == pytest.approx(deviation, abs=1e-9)
    random = np.random.default_rng(seed)
    for other in (*random.dirichlet(np.ones(len(found)), 50), *(found + random.normal(0, 1e-3, (50, len(found))))):
        shares = np.abs(other) / np.abs(other).sum()
        assert largest_deviation(shares, to_others, to_worst, best, worst) >= deviation - 1e-9


def test_the_input_ratio_is_one_at_its_worst_and_zero_where_all_is_level() -> None:
    assert input_ratios(np.array([1.0, 9.0, 9.0]), np.array([9.0, 9.0, 1.0]), 0, 2).max() == pytest.approx(1)
    assert input_ratios(np.ones(3), np.ones(3), 0, 2).tolist() == [0, 0, 0]
