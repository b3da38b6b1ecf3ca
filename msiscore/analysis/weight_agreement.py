"""How far sets of weights are apart, and how alike the rankings are that follow from them: formulas on plain arrays."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from msiscore.scoring.ranking import TIE

FloatArray = NDArray[np.float64]

EQUAL = 1e-9
"""Shares of weight that differ by no more than this are equal."""


def distances(shares: FloatArray) -> FloatArray:
    """Groups x groups: half the sum of absolute differences between their shares (groups x parts, each row sums to 1).

    It is the share of the weight that one of the two would have to move to agree with the other: 0 alike, 1 nothing in common (total
    variation distance).
    """
    return np.asarray(0.5 * np.abs(shares[:, np.newaxis, :] - shares[np.newaxis, :, :]).sum(axis=2))


def spread(shares: FloatArray) -> FloatArray:
    """For each part the largest share minus the smallest one."""
    return np.asarray(shares.max(axis=0) - shares.min(axis=0))


def halves(shares: FloatArray) -> NDArray[np.int64]:
    """Groups x parts: 1 where a part weighs more than the group's median part, -1 where it weighs less, 0 where neither."""
    middle = np.median(shares, axis=1, keepdims=True)
    return np.asarray((shares > middle + EQUAL).astype(np.int64) - (shares < middle - EQUAL).astype(np.int64))


def signs(scores: FloatArray) -> NDArray[np.int64]:
    """n x n: 1 where i scores higher than j, -1 where lower, 0 where they are level within the tolerance of ranks."""
    gaps = scores[:, np.newaxis] - scores[np.newaxis, :]
    return np.asarray((gaps > TIE).astype(np.int64) - (gaps < -TIE).astype(np.int64))


def tau(one: FloatArray, other: FloatArray) -> float | None:
    """Kendall's rank correlation tau-b of two lists of scores: 1 the same order, -1 the opposite, ties corrected for.

    (pairs alike - pairs opposite) / sqrt(pairs not level in the one x pairs not level in the other). None where one of the lists has no
    order, with fewer than two entries or all level. Source: M. G. Kendall, Biometrika 33(3), 1945, 239-251.
    """
    above = np.triu_indices(len(one), 1)
    first, second = signs(one)[above], signs(other)[above]
    untied = float(np.abs(first).sum()) * float(np.abs(second).sum())
    return float((first * second).sum()) / untied**0.5 if untied else None


def settled_pairs(scores: FloatArray) -> tuple[list[tuple[int, int]], list[tuple[int, int]], list[tuple[int, int]]]:
    """For scores k x n by k sets of weights: the pairs (higher, lower) in that order under all; those level under all; the others."""
    order = np.array([signs(row) for row in scores])
    agreed, level, disputed = [], [], []
    for i, j in combinations(range(scores.shape[1]), 2):
        found = set(order[:, i, j].tolist())
        if found == {1}:
            agreed.append((i, j))
        elif found == {-1}:
            agreed.append((j, i))
        elif found == {0}:
            level.append((i, j))
        else:
            disputed.append((i, j))
    return agreed, level, disputed
