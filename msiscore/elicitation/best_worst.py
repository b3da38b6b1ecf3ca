"""Weights from comparisons with the best and the worst only: the linear model of the best-worst method.

`to_others[j]` says how many times as important the best is as j, `to_worst[j]` how many times as important j is as the worst.

Sources: J. Rezaei, Omega 53, 2015, 49-57 (the method) and Omega 64, 2016, 126-130 (the linear model). F. Liang, M. Brunelli and
J. Rezaei, Omega 96, 2020, 102175 (the input-based consistency ratio).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def linear_weights(to_others: FloatArray, to_worst: FloatArray, best: int, worst: int) -> tuple[FloatArray, float]:
    """The n shares (sum 1) that minimise the largest deviation, and that deviation (0: every answer fits).

    minimise x, where for every j |w_best - to_others[j] w_j| <= x and |w_j - to_worst[j] w_worst| <= x, sum of w = 1, w >= 0; solved by
    the HiGHS solver in scipy. The deviation is an absolute one, in shares of weight: Rezaei (2016) reads it as the consistency.
    """
    from scipy.optimize import linprog

    n = len(to_others)
    one_way = np.zeros((2 * n, n))
    for j in range(n):
        one_way[j, best] += 1.0
        one_way[j, j] -= to_others[j]
        one_way[n + j, j] += 1.0
        one_way[n + j, worst] -= to_worst[j]
    rows = np.hstack([np.vstack([one_way, -one_way]), -np.ones((4 * n, 1))])
    total = np.append(np.ones(n), 0.0)[np.newaxis, :]
    goal = np.append(np.zeros(n), 1.0)
    solved = linprog(goal, A_ub=rows, b_ub=np.zeros(len(rows)), A_eq=total, b_eq=[1.0], method="highs-ds")
    if not solved.success:  # there always is a solution: any shares satisfy the limits for a large enough deviation
        raise ArithmeticError(f"the linear program of the best-worst method was not solved: {solved.message}")
    weights = np.maximum(solved.x[:n], 0.0)
    return weights / weights.sum(), max(0.0, float(solved.x[n]))


def input_ratios(to_others: FloatArray, to_worst: FloatArray, best: int, worst: int) -> FloatArray:
    """|a_Bj a_jW - a_BW| / (a_BW^2 - a_BW) for each j; 0 where a_BW is 1. The largest is the input-based consistency ratio, 0..1 on
    the scale 1 to 9; the largest j is the answer that fits worst.
    """
    whole = to_others[worst]
    if whole <= 1:
        return np.zeros(len(to_others))
    ratios = np.abs(to_others * to_worst - whole) / (whole * whole - whole)
    ratios[[best, worst]] = 0.0
    return np.asarray(ratios)
