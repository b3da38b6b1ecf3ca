"""Distances between weights, halves, rank correlation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from msiscore.analysis.weight_agreement import distances, halves, settled_pairs, spread, tau

scores = st.lists(st.sampled_from((0.0, 10.0, 25.0, 25.0, 60.0, 0.1 + 0.2, 0.3)), min_size=2, max_size=9)


@given(st.integers(2, 6), st.integers(0, 10**6))
@settings(deadline=None)
def test_distances_are_distances(m: int, seed: int) -> None:
    shares = np.random.default_rng(seed).dirichlet(np.ones(m), 4)
    found = distances(shares)
    assert (np.diag(found) == 0).all()
    np.testing.assert_allclose(found, found.T)
    assert found.min() >= 0
    assert found.max() <= 1
    for i, j, k in ((0, 1, 2), (1, 2, 3)):
        assert found[i, k] <= found[i, j] + found[j, k] + 1e-12


def test_a_distance_is_the_weight_that_moves() -> None:
    shares = np.array([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5], [0, 0, 1]])
    assert distances(shares)[0].tolist() == pytest.approx([0, 0.3, 0.8])
    assert spread(shares).tolist() == pytest.approx([0.5, 0.3, 0.8])
    assert distances(np.eye(2))[0, 1] == 1


def test_the_median_part_is_in_no_half() -> None:
    assert halves(np.array([[0.5, 0.3, 0.2], [1 / 3, 1 / 3, 1 / 3]])).tolist() == [[1, 0, -1], [0, 0, 0]]
    assert halves(np.array([[0.4, 0.3, 0.2, 0.1]])).tolist() == [[1, 1, -1, -1]]


@given(st.integers(0, 10**6).flatmap(lambda _: st.tuples(scores, st.randoms())))
@settings(deadline=None)
def test_tau_is_that_of_scipy(case: tuple[list[float], object]) -> None:
    one = [round(number, 3) for number in case[0]]
    other = list(one)
    case[1].shuffle(other)  # type: ignore[attr-defined]
    found = tau(np.array(one), np.array(other))
    expected = kendalltau(one, other).statistic
    assert (found is None) == bool(np.isnan(expected))
    assert found is None or found == pytest.approx(expected)


def test_ties_stay_ties() -> None:
    noisy, plain = np.array([0.1 + 0.2, 0.3, 5.0]), np.array([1.0, 1.0, 2.0])
    assert tau(noisy, plain) == 1
    assert tau(np.array([1.0, 1.0]), np.array([1.0, 2.0])) is None
    assert tau(np.array([1.0]), np.array([2.0])) is None


def test_pairs_are_settled_level_or_disputed() -> None:
    table = np.array([[3.0, 2.0, 2.0, 0.1 + 0.2], [9.0, 5.0, 5.0, 6.0]])
    agreed, level, disputed = settled_pairs(table)
    assert agreed == [(0, 1), (0, 2), (0, 3)]
    assert level == [(1, 2)]
    assert disputed == [(1, 3), (2, 3)]
    lower = settled_pairs(table[:, ::-1])[0]
    assert lower == [(3, 0), (3, 1), (3, 2)], "the higher one stands first"
