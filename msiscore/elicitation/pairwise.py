"""Weights from pairwise comparisons (the Analytic Hierarchy Process): formulas on a positive reciprocal matrix.

`matrix[i, j]` (n x n) says how many times as important i is as j; `matrix[j, i]` is its inverse. Weights are n shares that sum to 1.

Sources: T. L. Saaty, The Analytic Hierarchy Process, McGraw-Hill 1980, and "Decision making with the analytic hierarchy process",
Int. J. Services Sciences 1(1), 2008, 83-98 (eigenvector, consistency ratio). G. Crawford and C. Williams, J. Math. Psychology 29, 1985,
387-405 (row geometric mean). J. Aguaron and J. M. Moreno-Jimenez, European J. Operational Research 147, 2003, 137-145 (geometric
consistency index and its limits).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Mean consistency index of random reciprocal matrices of order 1 to 15, as Saaty (1980) gives it. Others drew other matrices and print
slightly other numbers, so a consistency ratio is only comparable under the same table."""

RATIO_LIMIT = 0.10
"""Saaty accepts a consistency ratio up to this."""

_STEPS = 100_000
_SETTLED = 1e-15


def eigenvector(matrix: FloatArray) -> tuple[FloatArray, float]:
    """The principal right eigenvector of `matrix`, scaled to sum 1, and the largest eigenvalue.

    By power iteration, which converges for every positive matrix, and which gives the same bits with any linear algebra library.
    """
    weights = np.full(len(matrix), 1.0 / len(matrix))
    for _ in range(_STEPS):
        product = np.einsum("ij,j->i", matrix, weights)
        scaled = product / product.sum()
        settled = np.abs(scaled - weights).max() <= _SETTLED
        weights = scaled
        if settled:
            break
    return weights, float(np.einsum("ij,j->i", matrix, weights).sum())


def row_geometric_mean(matrix: FloatArray) -> FloatArray:
    """Each row's geometric mean, scaled to sum 1: w_i = (prod_j a_ij)^(1/n) / sum."""
    means = np.exp(np.log(matrix).mean(axis=1))
    return np.asarray(means / means.sum())


def consistency_ratio(largest: float, n: int) -> float | None:
    """CR = ((largest - n) / (n - 1)) / RI(n), for the largest eigenvalue of an n x n matrix; 0 for n below 3, None without an RI."""
    if n < 3:
        return 0.0
    if n > len(RANDOM_INDEX):
        return None
    return max(0.0, (largest - n) / (n - 1) / RANDOM_INDEX[n - 1])


def geometric_consistency_index(matrix: FloatArray) -> float:
    """GCI = 2 / ((n - 1)(n - 2)) * sum over i < j of ln(a_ij w_j / w_i)^2, with row geometric means w; 0 for n below 3."""
    n = len(matrix)
    if n < 3:
        return 0.0
    errors = log_errors(matrix, row_geometric_mean(matrix))
    return float(2.0 / ((n - 1) * (n - 2)) * (np.triu(errors, 1) ** 2).sum())


def geometric_limit(n: int) -> float:
    """The geometric consistency index that goes with a consistency ratio of 0.10, for n criteria (Aguaron and Moreno-Jimenez 2003)."""
    return {3: 0.31, 4: 0.35}.get(n, 0.37)


def log_errors(matrix: FloatArray, weights: FloatArray) -> FloatArray:
    """ln(a_ij w_j / w_i), n x n: 0 where a comparison says what the weights say, above 0 where it says more."""
    return np.asarray(np.log(matrix) - np.log(weights)[:, np.newaxis] + np.log(weights)[np.newaxis, :])


def doubtful(matrix: FloatArray, weights: FloatArray, least: float = 1.5, most: int = 3) -> list[tuple[int, int]]:
    """The at most `most` pairs (i, j), i < j, whose comparison is furthest from the weights, the furthest first.

    Only pairs that are off by at least the factor `least` are named.
    """
    errors = np.abs(log_errors(matrix, weights))
    pairs = [(i, j) for i, j in combinations(range(len(matrix)), 2) if errors[i, j] >= np.log(least)]
    return sorted(pairs, key=lambda pair: (-round(float(errors[pair]), 9), pair))[:most]


def circular_triads(matrix: FloatArray) -> Iterator[tuple[int, int, int]]:
    """Every (i, j, k) in which i is more important than j, j than k, and k than i: an order that contradicts itself."""
    above = matrix > 1 + 1e-9
    for i, j, k in combinations(range(len(matrix)), 3):
        if above[i, j] and above[j, k] and above[k, i]:
            yield i, j, k
        elif above[j, i] and above[k, j] and above[i, k]:
            yield i, k, j
