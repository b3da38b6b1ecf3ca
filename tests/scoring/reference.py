"""What the kernel must compute, as a plain loop over initiatives, nodes and children: the oracle of its tests.

It shares no code with the kernel and favours plainness over speed. Sums run from left to right, so that the kernel can
be held to the same bits. Only log, exp and power are NumPy's own, called on single numbers: the C library's `math.log`
and NumPy's vector code may differ in the last bit, and which of them is closer is not what these tests are about. Sums,
products, quotients, minima, maxima and the harmonic mean are Python's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from msiscore.scoring.hierarchy import Hierarchy, Node

NAN = math.nan
Values = Sequence[float]


def aggregate(hierarchy: Hierarchy, values: Values, open_: Sequence[bool]) -> tuple[list[float], list[float], list[float]]:
    """Point, lower and upper value of every row, for one initiative."""
    point, lower, upper = [], [], []
    for value, is_open in zip(values, open_, strict=True):
        unanswered = is_open and math.isnan(value)
        point.append(value)
        lower.append(0.0 if unanswered else value)
        upper.append(1.0 if unanswered else value)
    applicable = [not math.isnan(value) for value in lower]
    possible = list(applicable)
    for node in hierarchy.nodes:
        weights = child_weights(hierarchy, node, applicable)
        sums = [sums_over(node, weights, side) for side in (point, lower, upper)]
        if all(
            child < hierarchy.items
            for child, weight in zip(node.children, node.weights, strict=True)
            if counts(node, child, weight)
        ):
            sums[1:] = sums_with_open(hierarchy, node, weights, sums[0], point, lower)
        has_point = sums[0][1] > 0
        able = [c for c, w in zip(node.children, weights, strict=True) if counts(node, c, w) and possible[c]]
        for side, pair in zip((point, lower, upper), sums, strict=True):
            may = all(side[child] >= node.lifts_from - 1e-11 for child in able) or not node.lifts_from
            if may and (has_point or side is not lower):
                lift(node, weights, side, pair)
        means = [mean(node.power, *pair) for pair in sums]
        number = min(node.least, sum(counts(node, c, w) for c, w in zip(node.children, node.weights, strict=True)))
        possible.append(len(able) >= max(1, number))
        if sum(not math.isnan(point[child]) for child in able) < max(number, node.least_share * len(able) - 1e-11):
            means = [NAN, 0.0, 1.0] if possible[-1] else [NAN, NAN, NAN]
        point.append(means[0])
        lower.append(smaller(means[1], means[0]))
        upper.append(larger(means[2], means[0]))
    return point[hierarchy.items :], lower[hierarchy.items :], upper[hierarchy.items :]


def coverage(
    hierarchy: Hierarchy, covered: Sequence[bool], relevant: Sequence[bool], without: Sequence[bool] | None = None
) -> list[float]:
    rows = [
        (1.0 if is_covered else 0.0) if is_relevant else NAN for is_covered, is_relevant in zip(covered, relevant, strict=True)
    ]
    lost = [*(False for _ in rows), *(without or [False] * len(hierarchy.nodes))]
    for node in hierarchy.nodes:
        weights = child_weights(hierarchy, node, relevant)
        total, weight = 0.0, 0.0
        for child, w, bonus in zip(node.children, weights, node.bonus, strict=True):
            if not bonus and w > 0 and not math.isnan(rows[child]):
                total += w * (0.0 if lost[child] else rows[child])
                weight += w
        rows.append(total / weight if weight > 0 else NAN)
    return rows[hierarchy.items :]


def possible_rows(hierarchy: Hierarchy, applicable: Sequence[bool]) -> list[bool]:
    """Whether each row has a value, or would have one if the open answers were there."""
    possible = list(applicable)
    for node in hierarchy.nodes:
        weights = child_weights(hierarchy, node, applicable)
        able = [c for c, w in zip(node.children, weights, strict=True) if counts(node, c, w) and possible[c]]
        number = min(node.least, sum(counts(node, c, w) for c, w in zip(node.children, node.weights, strict=True)))
        possible.append(len(able) >= max(1, number))
    return possible


def effective_weights(hierarchy: Hierarchy, values: Values, open_: Sequence[bool]) -> list[float]:
    point = [*values, *aggregate(hierarchy, values, open_)[0]]
    applicable = [o or not math.isnan(v) for v, o in zip(values, open_, strict=True)]
    shares = [0.0] * len(point)
    shares[-1] = 0.0 if math.isnan(point[-1]) else 1.0
    possible = possible_rows(hierarchy, applicable)
    for row in range(len(point) - 1, hierarchy.items - 1, -1):
        node = hierarchy.nodes[row - hierarchy.items]
        weights = child_weights(hierarchy, node, applicable)
        pair = sums_over(node, weights, point)
        able = [c for c, w in zip(node.children, weights, strict=True) if counts(node, c, w) and possible[c]]
        may = not node.lifts_from or all(point[child] >= node.lifts_from - 1e-11 for child in able)
        taken = lift(node, weights, point, pair) if may else ()
        for child, w, bonus in zip(node.children, weights, node.bonus, strict=True):
            counted = w > 0 and (child in taken if bonus else not math.isnan(point[child]))
            if counted and shares[row] != 0:
                shares[child] = w / pair[1] * shares[row] if node.power == 1 else NAN
    return shares[: hierarchy.items]


def child_weights(hierarchy: Hierarchy, node: Node, applicable: Sequence[bool]) -> list[float]:
    """The weight of each child for this initiative."""
    if node.weighting == "fixed":
        return list(node.weights)
    weights = []
    for child, weight in zip(node.children, node.weights, strict=True):
        size = 0.0
        leaves = set(hierarchy.leaves_under(child))
        for row, number in node.sizes:
            under = hierarchy.leaves_under(row)
            if leaves.issuperset(under) and any(applicable[item] for item in under):
                size += number
        weights.append(size * weight)
    return weights


def counts(node: Node, child: int, weight: float) -> bool:
    return weight > 0 and not node.bonus[node.children.index(child)]


def sums_over(node: Node, weights: list[float], rows: Values) -> list[float]:
    """[total, weight] over the ordinary children with a value. The total is the extreme for minimum and maximum."""
    total, weight = (NAN if math.isinf(node.power) else 0.0), 0.0
    for child, w, bonus in zip(node.children, weights, node.bonus, strict=True):
        x = rows[child]
        if bonus or w == 0 or math.isnan(x):
            continue
        weight += w
        if node.power == -math.inf:
            total = smaller(total, x)
        elif node.power == math.inf:
            total = larger(total, x)
        elif x == 0 and node.power <= 0:
            total += term_of_zero(node.power)
        else:
            total += w * term(node.power, x)
    return [total, weight]


def sums_with_open(
    hierarchy: Hierarchy, node: Node, weights: list[float], pair: list[float], point: Values, lower: Values
) -> list[list[float]]:
    """[total, weight] of lower and upper for a node above items: the weight of open items is summed apart and added at
    the end.
    """
    total, weight = pair
    open_weight = 0.0
    for child, w, bonus in zip(node.children, weights, node.bonus, strict=True):
        if not bonus and w > 0 and math.isnan(point[child]) and not math.isnan(lower[child]):
            open_weight += w
    at_zero = at_one = total
    if open_weight > 0:
        if node.power == -math.inf:
            at_zero, at_one = smaller(total, 0.0), smaller(total, 1.0)
        elif node.power == math.inf:
            at_zero, at_one = larger(total, 0.0), larger(total, 1.0)
        else:
            at_zero = total if node.power > 0 else term_of_zero(node.power)
            at_one = total if node.power == 0 else total + open_weight
    return [[at_zero, weight + open_weight], [at_one, weight + open_weight]]


def lift(node: Node, weights: list[float], rows: Values, pair: list[float]) -> set[int]:
    """Add the bonus children that raise the mean to the pair, highest first; return them."""
    bonus = [
        (child, w)
        for child, w, flag in zip(node.children, weights, node.bonus, strict=True)
        if flag and w > 0 and not math.isnan(rows[child])
    ]
    taken = set()
    for child, w in sorted(bonus, key=lambda one: -rows[one[0]]):
        x = rows[child]
        if node.power != -math.inf and x > mean(node.power, *pair):
            pair[0] = x if node.power == math.inf else pair[0] + w * term(node.power, x)
            pair[1] += w
            taken.add(child)
    return taken


def mean(power: float, total: float, weight: float) -> float:
    if weight == 0:
        return NAN
    if math.isinf(power):
        return total
    if power == 1:
        return total / weight
    if power == 0:
        return float(np.exp(np.float64(total / weight)))
    if power == -1:
        return weight / total
    return 0.0 if math.isinf(total) else float(np.power(np.float64(total / weight), 1 / power))


def term(power: float, x: float) -> float:
    if power == 1:
        return x
    if power <= 0:
        x = max(x, 1e-15)  # so says the kernel: nothing overflows
    if power == 0:
        return float(np.log(np.float64(x)))
    if power == -1:
        return 1 / x
    return float(np.power(np.float64(x), power))


def term_of_zero(power: float) -> float:
    return -math.inf if power == 0 else math.inf


def smaller(a: float, b: float) -> float:
    return b if math.isnan(a) or b < a else a


def larger(a: float, b: float) -> float:
    return b if math.isnan(a) or b > a else a
