"""The smallest change of weights that turns the order of two initiatives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from msiscore.rating_matrix import FloatArray
from msiscore.scoring.hierarchy import Node
from msiscore.scoring.ranking import TIE
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.weighting import Column

Level = Literal["dimensions", "criteria"]


@dataclass(frozen=True, slots=True)
class WeightChange:
    """The smallest change of weights after which one initiative no longer scores higher than another.

    distance: the sum of the absolute changes of the shares, 0 to 2; half of it is the weight that moves. stated, needed: the share of
    each dimension or criterion in the whole now and then, which sum to 1. within: as long as no share changes by more than this part of
    itself, the order stays. Without a result `reason` says why.
    """

    distance: float | None
    stated: Mapping[str, float]
    needed: Mapping[str, float]
    reason: str = ""
    within: float | None = None


def smallest_change(
    scores: Scores, better: str, worse: str, column: Column | None = None, *, level: Level = "dimensions"
) -> WeightChange:
    """The smallest change of the weights that makes `better` score no more than `worse`.

    level: whether the weights of the dimensions may change, or those of all dimensions and criteria. With w the stated shares in the
    whole and d what `better` scores more in each: min |v - w| (the sum of the absolute changes) over shares v with v . d <= 0, a linear
    program. Any shares of criteria can be had by some weights, of a dimension what its criteria sum to; so nothing is lost by asking for
    shares and not for weights.

    Exact where the means above are arithmetic with weights of their own. A dimension with another mean, with a bonus, or whose weights
    follow sizes is one part, and what is in it stays. No result where that is so for the whole, where the two have no score or not in the
    same parts, or where a cap decides.
    """
    found = scores.column(column)
    tree, hierarchy = found.nodes.tree, found.nodes.tree.hierarchy
    places = [scores.matrix.initiatives.index(better), scores.matrix.initiatives.index(worse)]
    if not _is_plain(hierarchy.nodes[-1]):
        return WeightChange(None, {}, {}, "the total is not a mean of dimensions with weights of their own")
    score, before = found.score[places], found.before_standards[places]
    if np.isnan(score).any():
        return WeightChange(None, {}, {}, "not both have a score")
    if (before - score > TIE).any():
        return WeightChange(None, {}, {}, "a minimum standard caps one of the scores, whatever the weights")
    values = np.vstack([scores.matrix.values * 100, found.nodes.point])[:, places]
    parts = _parts(scores, found, values, level)
    if parts is None:
        return WeightChange(None, {}, {}, f"not both have a score in the same {level}")
    names = [tree.row_ids[row].partition("/")[0] for row in parts]
    stated = np.array(list(parts.values()))
    ahead = values[list(parts), 0] - values[list(parts), 1]
    needed = turn(stated, ahead)
    shares = dict(zip(names, stated.tolist(), strict=True))
    if needed is None:
        return WeightChange(None, shares, {}, f"it scores no less in any of the {level}, so no weights of {level} turn the order")
    return WeightChange(
        float(np.abs(needed - stated).sum()), shares, dict(zip(names, needed.tolist(), strict=True)), "", _within(stated, ahead)
    )


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


def _within(shares: FloatArray, ahead: FloatArray) -> float | None:
    """The smallest t such that shares which each change by at most t of themselves can turn the order; None if the solver gives up.

    min t with |v - w| <= t w, v >= 0, sum v = 1 and v . d <= 0: a linear program, solved by HiGHS (Huangfu and Hall 2018,
    doi:10.1007/s12532-017-0130-5).
    """
    from scipy.optimize import linprog  # takes long to import, and only this asks for it

    k = len(shares)
    scale = max(float(np.abs(ahead).max()), TIE)
    solved = linprog(
        np.append(np.zeros(k), 1.0),
        A_ub=np.vstack(
            [
                np.hstack([np.eye(k), -shares[:, np.newaxis]]),
                np.hstack([-np.eye(k), -shares[:, np.newaxis]]),
                np.append(ahead / scale, 0.0),
            ]
        ),
        b_ub=np.concatenate([shares, -shares, [0.0]]),
        A_eq=np.append(np.ones(k), 0.0)[np.newaxis],
        b_eq=[1.0],
        method="highs",
    )
    return float(solved.fun) if solved.success else None


def _is_plain(node: Node) -> bool:
    return node.power == 1 and node.weighting == "fixed" and not any(node.bonus)


def _parts(scores: Scores, found: ColumnScores, values: FloatArray, level: Level) -> dict[int, float] | None:
    """The rows whose shares may change, with their shares in the whole where both have a value; None where only one has it."""
    tree, framework = found.nodes.tree, scores.assessment_set.framework
    hierarchy = tree.hierarchy
    known = ~np.isnan(values)
    parts: dict[int, float] = {}
    waiting = [(hierarchy.rows - 1, 1.0)]
    while waiting:
        row, share = waiting.pop()
        node = hierarchy.nodes[row - hierarchy.items]
        counting = [(child, weight) for child, weight in zip(node.children, node.weights, strict=True) if weight > 0]
        if any(known[child, 0] != known[child, 1] for child, _ in counting):
            return None
        total = sum(weight for child, weight in counting if known[child, 0])
        for child, weight in counting:
            if not known[child, 0]:
                continue
            opens = level == "criteria" and child >= hierarchy.items and tree.row_ids[child] not in framework.criterion_by_id
            if opens and _is_plain(hierarchy.nodes[child - hierarchy.items]):
                waiting.append((child, share * weight / total))
            else:
                parts[child] = share * weight / total
    return dict(sorted(parts.items()))
