"""From a checked judgement to shares of weight: one function a method.

To add a method: its formulas in a module of their own, its name in `judgements.MethodName`, its check in `checks.CHECKS`, and a line in
METHODS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from msiscore.elicitation import best_worst, pairwise, rank_order
from msiscore.elicitation.judgements import Judgement
from msiscore.elicitation.results import TOP, Consistency, Doubt, Elicited

FloatArray = NDArray[np.float64]
Parts = Sequence[str]

OFF, SLIGHTLY_OFF = 1.5, 1.1
"""An answer is named when it is off by this factor from what all answers together say; where they fit badly, already by the second."""

SUMS_TO = 1e-6
"""Shares that sum to 100 or 1 within this share of it count as summing."""


def elicit(judgement: Judgement, parts: Parts) -> Elicited:
    """The shares of the weight of `parts` (ids, in the order of the framework) by a judgement without `checks.faults`."""
    return METHODS[judgement.method](judgement, parts)


def _direct(judgement: Judgement, parts: Parts) -> Elicited:
    """Stated weights over their sum; shares in per cent or as parts of 1 need no rescaling."""
    stated = judgement.weights or {}
    total = sum(stated.values())
    due = 1.0 if abs(total - 1) <= SUMS_TO else 100.0
    return _from_points(judgement, stated, parts, due)


def _budget(judgement: Judgement, parts: Parts) -> Elicited:
    """Points over their sum, which should be the budget."""
    return _from_points(judgement, judgement.points or {}, parts, judgement.budget)


def _swing(judgement: Judgement, parts: Parts) -> Elicited:
    """Points over their sum (von Winterfeldt and Edwards 1986, chapter 8); the first swing should have 100, and the sum may be anything."""
    points = judgement.points or {}
    found = _from_points(judgement, points, parts, sum(points.values()))
    largest = max(points.values())
    return found if largest == 100 else _rescaled(found, largest, 100.0)


def _from_points(judgement: Judgement, stated: Mapping[str, float], parts: Parts, due: float) -> Elicited:
    total = sum(stated.values())
    shares = {part: stated[part] / total for part in parts}
    found = Elicited(judgement.of or TOP, judgement.method, shares)
    return found if abs(total - due) <= SUMS_TO * due else _rescaled(found, total, due)


def _rescaled(found: Elicited, from_: float, due: float) -> Elicited:
    return Elicited(found.node, found.method, found.shares, rescaled_from=float(from_), due=due)


def _pairwise(judgement: Judgement, parts: Parts) -> Elicited:
    """The principal eigenvector or the row geometric mean, as asked; the other one stands beside it."""
    matrix = matrix_of(judgement, parts)
    vector, largest = pairwise.eigenvector(matrix)
    means = pairwise.row_geometric_mean(matrix)
    by_vector = judgement.derive == "eigenvector"
    weights, others = (vector, means) if by_vector else (means, vector)
    n, ratio = len(parts), pairwise.consistency_ratio(largest, len(parts))
    measures = [Consistency("consistency-ratio", ratio, pairwise.RATIO_LIMIT)] if ratio is not None else []
    measures.append(
        Consistency("geometric-consistency-index", pairwise.geometric_consistency_index(matrix), pairwise.geometric_limit(n))
    )
    fits = all(measure.acceptable is not False for measure in measures)
    pairs = pairwise.doubtful(matrix, weights, OFF if fits else SLIGHTLY_OFF)
    circular = tuple((parts[i], parts[j], parts[k]) for i, j, k in pairwise.circular_triads(matrix))
    return Elicited(
        node=judgement.of or TOP,
        method=judgement.method,
        shares=_by_part(parts, weights),
        other_name="row-geometric-mean" if by_vector else "eigenvector",
        other=_by_part(parts, others),
        consistency=tuple(measures),
        doubts=tuple(_doubt(parts, matrix, weights, (i, j) if matrix[i, j] >= 1 else (j, i)) for i, j in pairs),
        circular=circular,
    )


def matrix_of(judgement: Judgement, parts: Parts) -> FloatArray:
    """The reciprocal matrix of the comparisons; where both ways are answered, the geometric mean of what the two say."""
    compared = judgement.compared or {}
    matrix = np.ones((len(parts), len(parts)))
    for i, first in enumerate(parts):
        for j, second in enumerate(parts[i + 1 :], start=i + 1):
            one, other = compared.get(first, {}).get(second), compared.get(second, {}).get(first)
            known = [ratio for ratio in (one, 1 / other if other is not None else None) if ratio is not None]
            matrix[i, j] = known[0] if len(known) == 1 or known[0] == known[1] else (known[0] * known[1]) ** 0.5
            matrix[j, i] = 1 / matrix[i, j]
    return matrix


def _doubt(parts: Parts, matrix: FloatArray, weights: FloatArray, pair: tuple[int, int]) -> Doubt:
    first, second = pair
    return Doubt(parts[first], parts[second], float(matrix[first, second]), float(weights[first] / weights[second]))


def _best_worst(judgement: Judgement, parts: Parts) -> Elicited:
    """The linear model, with its deviation, the input-based ratio, and the answers about the best that do not fit those about the worst."""
    best, worst = parts.index(judgement.best or ""), parts.index(judgement.worst or "")
    others, ratios = judgement.best_to_others or {}, judgement.others_to_worst or {}
    to_others = np.array([others.get(part, 1.0) for part in parts])
    to_worst = np.array([ratios.get(part, 1.0) for part in parts])
    to_worst[best] = to_others[worst]
    weights, deviation = best_worst.linear_weights(to_others, to_worst, best, worst)
    inputs = best_worst.input_ratios(to_others, to_worst, best, worst)
    order = sorted(range(len(parts)), key=lambda j: (-round(float(inputs[j]), 9), j))
    doubts = [Doubt(parts[best], parts[j], float(to_others[j]), float(to_others[worst] / to_worst[j])) for j in order]
    doubts = [one for one in doubts if max(one.said / one.implied, one.implied / one.said) >= OFF - 1e-12]
    return Elicited(
        node=judgement.of or TOP,
        method=judgement.method,
        shares=_by_part(parts, weights),
        consistency=(Consistency("linear-deviation", deviation), Consistency("input-consistency-ratio", float(inputs.max()))),
        doubts=tuple(doubts[:3]),
    )


def _rank_order(judgement: Judgement, parts: Parts) -> Elicited:
    """The weights of the places, by the formula asked for."""
    order = judgement.order or ()
    of_level = rank_order.with_ties([len(level) for level in order], rank_order.FORMULAS[judgement.formula])
    by_name = {name: float(weight) for level, weight in zip(order, of_level.tolist(), strict=True) for name in level}
    return Elicited(judgement.of or TOP, judgement.method, {part: by_name[part] for part in parts})


def _by_part(parts: Parts, weights: FloatArray) -> dict[str, float]:
    return dict(zip(parts, weights.tolist(), strict=True))


METHODS: Mapping[str, Callable[[Judgement, Parts], Elicited]] = {
    "direct": _direct,
    "budget": _budget,
    "swing": _swing,
    "pairwise": _pairwise,
    "best-worst": _best_worst,
    "rank-order": _rank_order,
}
"""The shares by the name of the method."""
