"""Margins of what is counted: published numbers, exact probabilities, and a known distribution."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from msiscore.analysis.monte_carlo import (
    decide,
    draws_to_decide,
    falls_short,
    quantile_places,
    reaches,
    standard_errors,
    undecided,
)


def test_the_standard_error_of_what_never_happened_is_not_0() -> None:
    errors = standard_errors(np.array([0.0, 0.5]), 10_000)
    assert errors[1] == pytest.approx(0.005, rel=0.01)
    assert 0.00005 < errors[0] < 0.0002


@pytest.mark.parametrize(("count", "draws"), [(0, 1), (1, 1), (10, 10), (48, 50), (9_750, 10_240), (10_240, 10_240)])
@pytest.mark.parametrize("confidence", [0.51, 0.9, 0.95, 0.99])
def test_the_margin_is_the_score_interval_of_scipy(count: int, draws: int, confidence: float) -> None:
    # Two-sided at 90% has the ends of one-sided at 95%.
    ends = stats.binomtest(count, draws).proportion_ci(0.9, method="wilson")
    share = np.array([count / draws])
    assert bool(reaches(share, draws, confidence)[0]) is bool(ends.low >= confidence)
    assert bool(falls_short(share, draws, confidence)[0]) is bool(ends.high < confidence)


def test_how_many_draws_a_share_of_1_takes() -> None:
    # n / (n + 1.645^2) >= 0.95 from n = 51.4 on
    assert [decide(1.0, draws, 0.95) for draws in (1, 51, 52)] == ["not-decided", "not-decided", "supported"]
    assert decide(0.0, 1, 0.95) == "not-supported"


@given(st.integers(0, 400), st.integers(1, 400), st.sampled_from([0.6, 0.95, 0.99]))
def test_nothing_is_both_and_supported_means_at_least_the_confidence(count: int, draws: int, confidence: float) -> None:
    share = min(count, draws) / draws
    one = np.array([share])
    assert not (reaches(one, draws, confidence) & falls_short(one, draws, confidence)).any()
    if decide(share, draws, confidence) == "supported":
        assert share >= confidence
    if share == 1:
        assert decide(share, draws, confidence) != "not-supported"


def test_pairs_that_are_not_decided() -> None:
    above = np.array([[0.0, 1.0, 0.94], [0.0, 0.0, 0.2], [0.06, 0.7, 0.0]])
    assert undecided(above, 1, 0.95).tolist() == [[False, True, True], [False, False, True], [False, False, False]]
    assert undecided(above, 100, 0.95).tolist() == [[False, False, True], [False, False, False], [False, False, False]]
    assert not undecided(above, 1_000_000, 0.95).any()


def test_how_many_draws_would_decide() -> None:
    assert draws_to_decide(1.0, 1, 0.95) == 100
    enough = draws_to_decide(0.951, 10_240, 0.95)
    assert enough is not None
    assert decide(0.951, enough, 0.95) == "supported"
    assert draws_to_decide(0.95, 10_240, 0.95) is None


@pytest.mark.parametrize("draws", [1, 5, 20, 59, 100, 10_240])
@pytest.mark.parametrize("part", [0.05, 0.5, 0.95])
def test_the_places_of_a_quantile_are_those_of_the_binomial_distribution(draws: int, part: float) -> None:
    low, high = quantile_places(draws, part)
    below = stats.binom(draws, part).cdf
    assert below(low - 1) <= 0.025 < below(low)
    assert 1 - below(high - 1) <= 0.025 < 1 - below(high - 2)


def test_the_interval_of_a_quantile_holds_the_true_one_as_often_as_it_says() -> None:
    numbers = np.sort(np.random.default_rng(0).exponential(size=(4000, 500)), axis=1)
    low, high = quantile_places(500, 0.05)
    true = -np.log(0.95)
    held = ((numbers[:, low - 1] <= true) & (true <= numbers[:, high - 1])).mean()
    exact = stats.binom(500, 0.05).cdf(high - 1) - stats.binom(500, 0.05).cdf(low - 1)
    assert exact >= 0.95
    assert held == pytest.approx(exact, abs=0.012)
