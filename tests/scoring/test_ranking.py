"""Ranks: ties, tiny differences, and those without a score."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from msiscore.scoring.ranking import TIE, rank


def test_equal_scores_share_a_rank_and_the_next_is_skipped() -> None:
    assert rank(np.array([50.0, 70.0, 70.0, 10.0])).tolist() == [3, 1, 1, 4]


def test_without_a_score_there_is_no_rank() -> None:
    assert rank(np.array([np.nan, 1.0, np.nan])).tolist() == [0, 1, 0]
    assert rank(np.array([])).tolist() == []


def test_rounding_of_the_arithmetic_does_not_break_a_tie() -> None:
    assert rank(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]


def test_a_chain_of_tiny_steps_does_not_make_its_ends_equal() -> None:
    chain = np.array([50.0, 50.0 - 0.8 * TIE, 50.0 - 1.6 * TIE])
    assert rank(chain).tolist() == [1, 1, 3]


@given(st.lists(st.one_of(st.integers(0, 1000).map(float), st.just(float("nan"))), max_size=30))
def test_a_rank_is_one_more_than_the_number_of_better_scores(scores: list[float]) -> None:
    for score, place in zip(scores, rank(np.array(scores)).tolist(), strict=True):
        assert place == (0 if np.isnan(score) else 1 + sum(other > score for other in scores))
