"""Orders that no weights can turn, and the lines of the diagram that shows them."""

from __future__ import annotations

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
    one. edges: the pairs (better, worse) of a Hasse diagram, which leaves out what follows from two others. equal: the groups, of two or
    more, whose values are the same on every criterion that applies to them, with nothing open.
    """

    initiatives: tuple[str, ...]
    certain: NDArray[np.bool_]
    edges: tuple[tuple[str, str], ...]
    equal: tuple[tuple[str, ...], ...] = ()

    def same(self, one: str, other: str) -> bool:
        """Whether the two are level on every criterion, with nothing open."""
        return any(one in group and other in group for group in self.equal)

    def holds(self, better: str, worse: str) -> bool:
        """Whether `better` dominates `worse`."""
        return bool(self.certain[self.initiatives.index(better), self.initiatives.index(worse)])

    @property
    def levels(self) -> tuple[tuple[str, ...], ...]:
        """The initiatives in levels, as a Hasse diagram draws them from the top: each as high as it can be below all that dominate it.

        No initiative dominates another of its level, and every line of `edges` goes down.
        """
        depth = dict.fromkeys(self.initiatives, 0)
        for one in np.argsort(self.certain.sum(axis=0), kind="stable").tolist():  # fewer dominate the better than the worse
            above = [depth[self.initiatives[other]] for other in np.flatnonzero(self.certain[:, one])]
            depth[self.initiatives[one]] = 1 + max(above) if above else 0
        return tuple(
            tuple(name for name in self.initiatives if depth[name] == level)
            for level in range(max(depth.values(), default=-1) + 1)
        )


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
    names = matrix.initiatives
    groups = [tuple(names[i] for i in group) for group in _equal(values, open_, absent)]
    return Dominance(names, certain, tuple((names[i], names[j]) for i, j in edges.tolist()), tuple(groups))


def _equal(values: FloatArray, open_: NDArray[np.bool_], absent: NDArray[np.bool_]) -> list[list[int]]:
    """The columns with the same values (m x n) where nothing is open, in groups of two or more; each is compared with a group's first."""
    groups: list[list[int]] = []
    for column in np.flatnonzero(~open_.any(axis=0) & ~absent.all(axis=0)).tolist():
        for group in groups:
            first = group[0]
            level = absent[:, column] | (np.abs(values[:, column] - values[:, first]) <= TIE)
            if (absent[:, column] == absent[:, first]).all() and level.all():
                group.append(column)
                break
        else:
            groups.append([column])
    return [group for group in groups if len(group) > 1]
