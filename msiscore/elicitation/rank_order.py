"""Weights from a rank order only, with ties: what is level shares the mean of the places that it takes.

Sources: F. H. Barron and B. E. Barrett, Management Science 42(11), 1996, 1515-1523, and W. Edwards and F. H. Barron, Organizational
Behavior and Human Decision Processes 60, 1994, 306-325 (centroid); W. G. Stillwell, D. A. Seaver and W. Edwards, Organizational
Behavior and Human Performance 28, 1981, 62-77 (rank sum, rank reciprocal).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def centroid(n: int) -> FloatArray:
    """The mean of all weights in that order: w_k = (1/n) * sum over i from k to n of 1/i, for the places k = 1 to n."""
    return np.asarray(np.cumsum(1.0 / np.arange(n, 0, -1))[::-1] / n)


def rank_sum(n: int) -> FloatArray:
    """Weights that fall evenly: w_k = 2 (n + 1 - k) / (n (n + 1))."""
    return np.asarray(2.0 * np.arange(n, 0, -1) / (n * (n + 1)))


def rank_reciprocal(n: int) -> FloatArray:
    """Weights as the inverse of the place: w_k = (1/k) / sum of all 1/i."""
    inverse = 1.0 / np.arange(1, n + 1)
    return np.asarray(inverse / inverse.sum())


FORMULAS: Mapping[str, Callable[[int], FloatArray]] = {
    "centroid": centroid,
    "sum": rank_sum,
    "reciprocal": rank_reciprocal,
}
"""The weights of n places by the name of the formula; another is one function and one line."""


def with_ties(sizes: Sequence[int], formula: Callable[[int], FloatArray]) -> FloatArray:
    """The weight of each of the groups of level entries, the first the most important; `sizes` says how many are in each.

    Every entry of a group gets the mean of the weights of the places that the group takes, so that the whole still sums to 1.
    """
    places = formula(sum(sizes))
    ends = np.cumsum(sizes)
    return np.array([places[end - size : end].mean() for size, end in zip(sizes, ends, strict=True)])
