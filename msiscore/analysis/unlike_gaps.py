"""The nearest weights at which one weighted mean is no more than another, where the two have values in different parts.

A part without a value gives its weight to the others, so each mean is a ratio of two linear functions of the shares v:

    mean of a = sum over A of v_i a_i / sum over A of v_i        A: the parts in which a has a value; b and B likewise

That a's mean is no more than b's is then no linear condition. But for any number t between the two it is a pair of them:

    sum over A of v_i (a_i - t) <= 0    and    sum over B of v_i (b_i - t) >= 0

For one t the nearest shares are a linear program. For all t from l to u together, the pair with u in the first and l in the second
condition holds for every v that does it at some t in between, so its linear program is a lower bound. The interval of all t is cut where
the bound is lowest, until what was found is no more than `TOLERANCE` above every bound that is left: a proof, not a guess (branch and
bound; Land and Doig 1960, doi:10.2307/1910129). The programs are solved by HiGHS (Huangfu and Hall 2018, doi:10.1007/s12532-017-0130-5).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from msiscore.rating_matrix import FloatArray

TOLERANCE = 5e-4
"""How far above the proven bound the result may lie: 0.05 points of percent."""

LEAST = 0.01
"""The share of the whole that each keeps in parts where it has a value; with nothing there it would have no score. An own proposal."""

MOST_PROGRAMS = 400

_NARROW = 1e-9
_LEVEL = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """needed: the shares found, None where none were. at_least: no shares that do it are nearer than this; infinite: there are none."""

    needed: FloatArray | None
    distance: float
    at_least: float


def nearest(shares: FloatArray, one: FloatArray, other: FloatArray, *, relative: bool = False) -> Nearest:
    """The shares v nearest to `shares` at which the mean of `one` is no more than that of `other`.

    shares: k, above 0, of sum 1. one, other: k values of 0 to 1, NaN where that one has none. Nearest is by the sum of |v - w|; if
    `relative`, by the largest |v - w| / w.
    """
    programs = _Programs(shares, one, other, relative)
    low, high = float(np.nanmin(one)), float(np.nanmax(other))
    best, needed = np.inf, None
    waiting: list[tuple[float, float, float]] = [(0.0, low, high)] if low <= high else []
    while waiting and waiting[0][0] < best - TOLERANCE and programs.solved < MOST_PROGRAMS:
        _, low, high = heapq.heappop(waiting)
        bound, found = programs.solve(low, high)
        if found is None or bound >= best - TOLERANCE:
            if found is not None:
                heapq.heappush(waiting, (bound, low, high))
            continue
        first, second = programs.means(found)
        if first <= second + _LEVEL:
            best, needed = bound, found
            heapq.heappush(waiting, (bound, low, high))
            continue
        cut = (first + second) / 2
        distance, exact = programs.solve(cut, cut)
        if exact is not None and distance < best:
            best, needed = distance, exact
        for part in ((low, cut), (cut, high)):
            if part[1] - part[0] > _NARROW:
                heapq.heappush(waiting, (bound, *part))
    return Nearest(needed, best, min([best, *(bound for bound, _, _ in waiting)]))


class _Programs:
    """The linear programs of one pair. Variables: the shares v, and the change of each (or, if relative, the largest part)."""

    def __init__(self, shares: FloatArray, one: FloatArray, other: FloatArray, relative: bool) -> None:
        self.solved = 0
        self._one, self._other = one, other
        self._has = (~np.isnan(one)).astype(np.float64), (~np.isnan(other)).astype(np.float64)
        k = len(shares)
        spare = shares[:, np.newaxis] if relative else np.eye(k)
        self._cost = np.append(np.zeros(k), np.ones(spare.shape[1]))
        self._changes = np.vstack([np.hstack([np.eye(k), -spare]), np.hstack([-np.eye(k), -spare])])
        self._limits = np.concatenate([shares, -shares, [0.0, 0.0, -LEAST, -LEAST]])

    def means(self, v: FloatArray) -> tuple[float, float]:
        """The two means by the shares v."""
        first, second = (
            float(np.nansum(v * values) / (v @ has)) for values, has in zip((self._one, self._other), self._has, strict=True)
        )
        return first, second

    def solve(self, low: float, high: float) -> tuple[float, FloatArray | None]:
        """The lower bound for t from `low` to `high` and its shares; infinite without shares."""
        from scipy.optimize import linprog  # takes long to import, and only this asks for it

        self.solved += 1
        k, (has, theirs) = len(self._one), self._has
        rows = np.vstack([np.nan_to_num(self._one - high) * has, -np.nan_to_num(self._other - low) * theirs, -has, -theirs])
        padded = np.hstack([rows, np.zeros((4, len(self._cost) - k))])
        solved = linprog(
            self._cost,
            A_ub=np.vstack([self._changes, padded]),
            b_ub=self._limits,
            A_eq=(np.arange(len(self._cost)) < k).astype(np.float64)[np.newaxis],
            b_eq=[1.0],
            method="highs",
        )
        return (float(solved.fun), np.maximum(solved.x[:k], 0.0)) if solved.success else (np.inf, None)
