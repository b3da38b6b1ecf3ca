"""Ranks on unrounded scores, where equal scores share a rank."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TIE = 1e-9
"""Scores (0..100) that differ by no more than this are equal: the difference is rounding of the arithmetic, not of the data."""


def rank(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Competition ranks (1, 2, 2, 4) of `scores`, the highest first; 0 where there is no score (NaN).

    Each group of ties is measured from its highest score, so that a chain of tiny steps cannot make far ends equal.
    """
    ranks = np.zeros(scores.shape, dtype=np.int64)
    order = np.argsort(-scores, kind="stable")
    leader = place = 0
    top = np.inf
    for place, index in enumerate(order.tolist(), start=1):
        if np.isnan(scores[index]):
            break
        if not top - scores[index] <= TIE:
            leader, top = place, scores[index]
        ranks[index] = leader
    return ranks
