"""Weights from places alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.elicitation.rank_order import FORMULAS, centroid, with_ties


@pytest.mark.parametrize("name", FORMULAS)
@given(n=st.integers(1, 40))
@settings(deadline=None)
def test_weights_sum_to_one_and_fall(name: str, n: int) -> None:
    weights = FORMULAS[name](n).tolist()
    assert sum(weights) == pytest.approx(1)
    assert all(one > other for one, other in pairwise(weights))
    assert weights[-1] > 0


@given(n=st.integers(2, 6), seed=st.integers(0, 10**6))
@settings(deadline=None)
def test_the_centroid_is_the_mean_of_the_weights_in_that_order(n: int, seed: int) -> None:
    draws = np.random.default_rng(seed).dirichlet(np.ones(n), 20_000)
    np.testing.assert_allclose(np.sort(draws, axis=1)[:, ::-1].mean(axis=0), centroid(n), atol=0.02)


@given(sizes=st.lists(st.integers(1, 4), min_size=1, max_size=6), name=st.sampled_from(sorted(FORMULAS)))
@settings(deadline=None)
def test_ties_share_and_the_whole_stays(sizes: list[int], name: str) -> None:
    weights = with_ties(sizes, FORMULAS[name])
    assert float((weights * np.array(sizes)).sum()) == pytest.approx(1)


def test_all_level_is_equal_weights() -> None:
    assert with_ties([4], centroid).tolist() == pytest.approx([0.25])
    assert with_ties([1, 2], centroid).tolist() == pytest.approx([11 / 18, (5 / 18 + 2 / 18) / 2])
