"""Counts of draws: the engine's ranks and rounding, and a plain count of everything else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.analysis.counting import BINS, count_draws, mean_of, rank_draws, rounded_draws
from msiscore.rounding import rounded
from msiscore.scoring.ranking import rank
from msiscore.scoring.standards import Verdict

NEAR = st.sampled_from([0.0, 0.3, 0.1 + 0.2, 50.0, 50.0 + 5e-10, 50.0 + 1.2e-9, 50.0 + 2.4e-9, 100.0])
BANDS = np.array([0.0, 30.0, 50.0])


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(NEAR, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_ranks_are_those_of_the_engine_ties_and_all(draws: list[list[float]]) -> None:
    ranks = rank_draws(np.array(draws).T)
    for d, scores in enumerate(draws):
        assert ranks[:, d].tolist() == rank(np.array(scores)).tolist()


@settings(deadline=None, max_examples=200)
@given(st.floats(0, 100), st.integers(0, 6))
def test_rounding_is_that_of_the_engine(number: float, decimals: int) -> None:
    for value in (number, round(number, decimals) + 0.5 * 10.0**-decimals):
        assert rounded_draws(np.array([[value]]), decimals)[0, 0] == float(rounded(value, decimals))


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(NEAR, min_size=n, max_size=n), min_size=1, max_size=20)))
def test_everything_is_counted_as_by_a_plain_loop(draws: list[list[float]]) -> None:
    scores = np.array(draws).T
    n = len(scores)
    counts = count_draws(scores, BANDS)
    above, ranks, bands = np.zeros((n, n)), np.zeros((n, n)), np.zeros((n, 3))
    for one in scores.T:
        places = rank(one)
        for i in range(n):
            ranks[i, places[i] - 1] += 1
            bands[i, np.flatnonzero(one[i] >= BANDS - 1e-9).max()] += 1
            for j in range(n):
                above[i, j] += places[i] < places[j]
    assert (counts.above == above).all()
    assert (counts.ranks == ranks).all()
    assert (counts.bands == bands).all()
    assert counts.bins.shape == (n, BINS)
    assert (counts.bins.sum(axis=1) == len(draws)).all()
    np.testing.assert_allclose(mean_of(counts), scores.mean(axis=1), atol=1e-8)


@pytest.mark.parametrize(("n", "draws"), [(3, 4000), (300, 50), (256, 9)])
def test_many_draws_and_many_initiatives(n: int, draws: int) -> None:
    scores = np.random.default_rng(0).uniform(0, 100, (n, draws))
    counts = count_draws(scores, BANDS)
    ranks = rank_draws(scores)
    assert (counts.above == (ranks[:, np.newaxis] < ranks).sum(axis=2)).all()
    assert (counts.ranks[:, 0] == (ranks == 1).sum(axis=1)).all()
    assert count_draws(scores, BANDS, pairwise=False).above.sum() == 0


def test_a_band_that_is_denied_leaves_the_next_below() -> None:
    scores = np.array([[60.0, 60.0, 40.0, 10.0]])
    denied = np.array([[True, False, False, False]])
    counts = count_draws(scores, BANDS, denied=[None, None, denied])
    assert counts.bands.tolist() == [[1, 2, 1]]
    everywhere = np.array([[True]])
    assert count_draws(scores, BANDS, denied=[None, everywhere, everywhere]).bands.tolist() == [[4, 0, 0]]


def test_verdicts_are_counted() -> None:
    verdict = np.array([[Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET]], dtype=np.uint8)
    counts = count_draws(np.zeros((1, 4)), BANDS, [verdict, verdict[:, :1]])
    assert counts.met.tolist() == [[2], [4]]
    assert counts.not_met.tolist() == [[1], [0]]
