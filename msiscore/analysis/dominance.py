"""Orders that no weights can turn, and for the others the smallest change of weights that turns them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.draws import item_rows
from msiscore.rating_matrix import FloatArray, Treatment
from msiscore.scoring.ranking import TIE
from msiscore.scoring.scores import Scores
from msiscore.scoring.weighting import Column


@dataclass(frozen=True, slots=True, eq=False)
class Dominance:
    """Which of n initiatives dominates which, whatever the open answers turn out to be.

    certain: n x n, True where the initiative of the row is at least as good as that of the column on every criterion, and better on
    one. edges: the pairs (better, worse) of a Hasse diagram, which leaves out what follows from two others.
    """

    initiatives: tuple[str, ...]
    certain: NDArray[np.bool_]
    edges: tuple[tuple[str, str], ...]

    def holds(self, better: str, worse: str) -> bool:
        """Whether `better` dominates `worse`."""
        return bool(self.certain[self.initiatives.index(better), self.initiatives.index(worse)])


@dataclass(frozen=True, slots=True)
class WeightChange:
    """The smallest change of the dimensions' weights after which one initiative no longer scores higher than another.

    distance: the sum of the absolute changes of the shares, 0 to 2; half of it is the weight that moves. stated, needed: the share
    of each dimension now and then, which sum to 1. Without a result `reason` says why.
    """

    distance: float | None
    stated: Mapping[str, float]
    needed: Mapping[str, float]
    reason: str = ""


def dominance(scores: Scores, column: Column | None = None) -> Dominance:
    """The pairs that no weights and no power means can turn, with or without a published score.

    Open answers: certain only if it holds for any answers, so the worst of the better is compared with the best of the worse. Two
    initiatives are compared only where the same criteria apply to them: a criterion that is left out for one of them gives its weight to
    others, and then weights can turn the order. Before minimum standards.
    """
    matrix = scores.matrix
    rows = item_rows(matrix.items, scores.column(column).nodes.tree)
    values, open_ = matrix.values[rows], matrix.open_[rows]
    lowest, highest = np.where(open_, 0.0, values), np.where(open_, 1.0, values)
    absent = matrix.treatments[rows] >= Treatment.EXCLUDED
    n = len(matrix.initiatives)
    certain = np.zeros((n, n), dtype=np.bool_)
    for one in range(n):
        same = (absent == absent[:, [one]]).all(axis=0)
        better = np.where(absent, True, lowest[:, [one]] >= highest - TIE).all(axis=0)
        strictly = np.where(absent, False, lowest[:, [one]] > highest + TIE).any(axis=0)
        certain[one] = same & better & strictly
    between = (certain.astype(np.int64) @ certain.astype(np.int64)) > 0
    edges = np.argwhere(certain & ~between)
    return Dominance(
        matrix.initiatives, certain, tuple((matrix.initiatives[i], matrix.initiatives[j]) for i, j in edges.tolist())
    )


def smallest_change(scores: Scores, better: str, worse: str, column: Column | None = None) -> WeightChange:
    """The smallest change of the weights of the dimensions that makes `better` score no more than `worse`.

    With w the stated shares of the dimensions and d what `better` scores more in each: min |v - w| (the sum of the absolute changes) over
    shares v with v . d <= 0. That is a linear program, and as only the sum of v and its signs bind, its solution can be written down:
    weight moves from the dimensions where d is largest to the one where it is smallest, until the scores are equal. The scores of
    the dimensions stay as they are, so the means below may be of any kind. No result where the mean of the dimensions is not
    arithmetic, where weights follow sizes, where the two have no score or not in the same dimensions, or where a cap decides.
    """
    found = scores.column(column)
    tree, hierarchy = found.nodes.tree, found.nodes.tree.hierarchy
    root = hierarchy.nodes[-1]
    places = [scores.matrix.initiatives.index(better), scores.matrix.initiatives.index(worse)]
    if root.power != 1 or root.weighting != "fixed" or any(root.bonus):
        return WeightChange(None, {}, {}, "the total is not a mean of dimensions with weights of their own")
    score, before = found.score[places], found.before_standards[places]
    if np.isnan(score).any():
        return WeightChange(None, {}, {}, "not both have a score")
    if (before - score > TIE).any():
        return WeightChange(None, {}, {}, "a minimum standard caps one of the scores, whatever the weights")
    rows = [(child, weight) for child, weight in zip(root.children, root.weights, strict=True) if weight > 0]
    everything = np.vstack([scores.matrix.values * 100, found.nodes.point])
    values = everything[[row for row, _ in rows]][:, places]
    known = ~np.isnan(values)
    if (known[:, 0] != known[:, 1]).any():
        return WeightChange(None, {}, {}, "not both have a score in the same dimensions")
    names = [tree.row_ids[row] for (row, _), kept in zip(rows, known[:, 0].tolist(), strict=True) if kept]
    weights = np.array([weight for _, weight in rows])[known[:, 0]]
    stated = weights / weights.sum()
    ahead = (values[:, 0] - values[:, 1])[known[:, 0]]
    needed = turn(stated, ahead)
    shares = dict(zip(names, stated.tolist(), strict=True))
    if needed is None:
        return WeightChange(None, shares, {}, "it scores no less in any dimension, so no weights of dimensions turn the order")
    return WeightChange(float(np.abs(needed - stated).sum()), shares, dict(zip(names, needed.tolist(), strict=True)))


def turn(shares: FloatArray, ahead: FloatArray) -> FloatArray | None:
    """The shares nearest to `shares` (sum of absolute changes) with shares . ahead <= 0; None if there are none."""
    gap = float(shares @ ahead)
    needed = shares.copy()
    if gap <= 0:
        return needed
    to = int(np.argmin(ahead))
    if ahead[to] >= 0:
        return None
    for place in np.argsort(-ahead, kind="stable").tolist():
        rate = float(ahead[place] - ahead[to])
        if gap <= 0 or rate <= 0:
            break
        moved = min(float(needed[place]), gap / rate)
        needed[place] -= moved
        needed[to] += moved
        gap -= moved * rate
    return needed
