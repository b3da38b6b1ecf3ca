"""The smallest change of weights that turns the order of two initiatives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.unlike_gaps import nearest
from msiscore.rating_matrix import FloatArray
from msiscore.scoring.hierarchy import Node
from msiscore.scoring.ranking import TIE
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.weighting import Column

Level = Literal["dimensions", "criteria"]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class WeightChange:
    """The smallest change of weights after which one initiative no longer scores higher than another.

    distance: the sum of the absolute changes of the shares, 0 to 2; half of it is the weight that moves. stated, needed: the share of
    each dimension or criterion in the whole now and then, which sum to 1. within: as long as no share changes by more than this part of
    itself, the order stays. at_least: no change smaller than this does it; that is `distance` itself, or, where the two have unlike gaps,
    up to 0.0005 less (more only if the search was stopped). Without a result `reason` says why.
    """

    distance: float | None
    stated: Mapping[str, float]
    needed: Mapping[str, float]
    reason: str = ""
    within: float | None = None
    at_least: float | None = None


def smallest_change(
    scores: Scores, better: str, worse: str, column: Column | None = None, *, level: Level = "dimensions"
) -> WeightChange:
    """The smallest change of the weights that makes `better` score no more than `worse`.

    level: whether the weights of the dimensions may change, or those of all dimensions and criteria. With w the stated shares in the
    whole and d what `better` scores more in each: min |v - w| (the sum of the absolute changes) over shares v with v . d <= 0, a linear
    program. Any shares of criteria can be had by some weights, of a dimension what its criteria sum to; so nothing is lost by asking for
    shares and not for weights.

    Where one has a value in a part and the other none, the scores are no longer linear in the shares; `unlike_gaps.nearest` then finds
    the smallest change to within 0.0005, with a proof, each keeping a hundredth of the whole in parts where it has a value.

    Holds where the means above are arithmetic with weights of their own. A dimension with another mean, with a bonus, whose weights
    follow sizes, or inside which the two have unlike gaps, is one part, and what is in it stays. No result where the whole has another
    mean, where not both have a score, or where a cap decides. Minimum coverage is not looked at.
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
    names = [tree.row_ids[row].partition("/")[0] for row in parts]
    stated = np.array(list(parts.values()))
    one, other = values[list(parts), 0], values[list(parts), 1]
    shares = dict(zip(names, stated.tolist(), strict=True))
    unlike = bool((np.isnan(one) | np.isnan(other)).any())
    if unlike:
        least = nearest(stated, one / 100, other / 100)
        needed, distance, at_least = least.needed, least.distance, least.at_least
    else:
        needed = turn(stated, one - other)
        distance = at_least = float(np.abs(needed - stated).sum()) if needed is not None else np.inf
    if needed is None:
        return WeightChange(None, shares, {}, _why_none(unlike, at_least, level))
    within = nearest(stated, one / 100, other / 100, relative=True).at_least if unlike else _within(stated, one - other)
    return WeightChange(distance, shares, dict(zip(names, needed.tolist(), strict=True)), "", within, at_least)


def _why_none(unlike: bool, at_least: float, level: Level) -> str:
    if not unlike:
        return f"it scores no less in any of the {level}, so no weights of {level} turn the order"
    if at_least < np.inf:
        return "the two have values in different parts, and the search for a change was stopped before one was found"
    return f"no weights of {level} turn the order, as long as both keep 1% of the whole where they have a value"


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


def _parts(scores: Scores, found: ColumnScores, values: FloatArray, level: Level) -> dict[int, float]:
    """The rows whose shares may change, with their shares in the whole, of those in which one of the two has a value."""
    tree, framework = found.nodes.tree, scores.assessment_set.framework
    hierarchy = tree.hierarchy
    known = ~np.isnan(values)
    parts: dict[int, float] = {}
    waiting = [(hierarchy.rows - 1, 1.0)]
    while waiting:
        row, share = waiting.pop()
        node = hierarchy.nodes[row - hierarchy.items]
        counting = [
            (child, weight)
            for child, weight in zip(node.children, node.weights, strict=True)
            if weight > 0 and known[child].any()
        ]
        total = sum(weight for _, weight in counting)
        for child, weight in counting:
            opens = level == "criteria" and child >= hierarchy.items and tree.row_ids[child] not in framework.criterion_by_id
            if opens and _opens(hierarchy.nodes[child - hierarchy.items], known[child], known):
                waiting.append((child, share * weight / total))
            else:
                parts[child] = share * weight / total
    return dict(sorted(parts.items()))


def _opens(node: Node, has: BoolArray, known: BoolArray) -> bool:
    """Whether the weights inside a dimension may change: it is plain, and both have values in the same of its children, or one in none."""
    counting = [known[child] for child, weight in zip(node.children, node.weights, strict=True) if weight > 0]
    return _is_plain(node) and not (has.all() and any(one[0] != one[1] for one in counting))
