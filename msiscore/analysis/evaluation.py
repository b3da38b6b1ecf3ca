"""Scores of n initiatives under d draws of weights and ratings at once: the same means as the kernel, with one axis more.

The kernel has one weight for each child; here each child has d. What does not change from draw to draw has one column instead of
d, so that a dimension whose ratings and weights are fixed is computed once. Sums run from left to right without BLAS, as in the kernel.
`tests/analysis/test_evaluation.py` holds the results to the kernel's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from msiscore.rating_matrix import FloatArray
from msiscore.scoring import means
from msiscore.scoring.conditions import SLACK
from msiscore.scoring.hierarchy import Hierarchy, Node

BoolArray = NDArray[np.bool_]
Factors = Mapping[int, FloatArray]


def evaluate(hierarchy: Hierarchy, values: Sequence[FloatArray], applicable: BoolArray, factors: Factors) -> list[FloatArray]:
    """Point values of all rows, items first; each is n x d, or n x 1 where it is the same in every draw.

    values: for each item n x d or n x 1, 0 to 1; NaN where there is no value, which must be so in every draw or in none.
    applicable: items x n, rated or open; it matters only for the weighting "size".
    factors: for a node, by its place in `hierarchy.nodes`, what the weights of its children are multiplied by: children x d, above
        0. A node that is not named keeps its weights.
    """
    rows = list(values)
    reach = _reach(hierarchy, applicable)
    possible = list(applicable)
    with np.errstate(all="ignore"):  # 0 / 0 is how a node without any value becomes NaN
        for k, node in enumerate(hierarchy.nodes):
            counts = _sizes(hierarchy, node, reach)
            rows.append(_node(node, rows, counts, possible, factors.get(k)))
            _condition(node, rows, counts, possible)
    return rows


def _condition(node: Node, rows: list[FloatArray], counts: FloatArray, possible: list[BoolArray]) -> None:
    """Take the value of `node`, the last of `rows`, back where too few children have one; add to `possible` whether it can have
    one. As in `scoring.conditions`, whose counts are the same in every draw.
    """
    able = _able(node, counts, possible)
    can = np.add.reduce(able, axis=0)
    number = min(node.least, len(able))
    possible.append(can >= max(1, number))
    if node.least > 1 or node.least_share > 0:
        have = np.add.reduce(able & ~np.isnan([rows[node.children[i]][:, 0] for i in _ordinary(node)]), axis=0)
        short = have < np.maximum(number, node.least_share * can - SLACK)
        rows[-1] = np.where(short[:, np.newaxis], np.nan, rows[-1])


def _able(node: Node, counts: FloatArray, possible: list[BoolArray]) -> BoolArray:
    """Which ordinary children of weight can have a value, children x n."""
    return np.array([possible[node.children[i]] & (counts[i] > 0) for i in _ordinary(node)])


def _ordinary(node: Node) -> list[int]:
    return [i for i, bonus in enumerate(node.bonus) if not bonus and node.weights[i] > 0]


def _node(
    node: Node, rows: list[FloatArray], counts: FloatArray, possible: list[BoolArray], factor: FloatArray | None
) -> FloatArray:
    n = len(rows[0])
    ordinary = _ordinary(node)
    extra = [i for i, bonus in enumerate(node.bonus) if bonus and node.weights[i] > 0]
    weights = np.array(node.weights).reshape(-1, 1)
    if factor is not None and not math.isinf(node.power):  # to the smallest and the largest value weights do not matter
        weights = weights * factor
    found = [rows[node.children[i]] for i in ordinary]
    # What a child counts for, beside its weight: 0 without a value, else 1 or its size; the same in every draw.
    counting = np.array([np.where(np.isnan(x[:, 0]), 0.0, counts[i]) for i, x in zip(ordinary, found, strict=True)])
    own = weights[ordinary]
    if math.isinf(node.power):
        weight = np.add.reduce(counting, axis=0)[:, np.newaxis]
    elif not extra and counting.all() and node.weighting == "fixed":
        weight = np.add.reduce(own, axis=0)[np.newaxis]
    else:
        weight = np.einsum("kn,kd->nd", counting, own)
    total = _extreme(node.power, found, counting) if math.isinf(node.power) else _total(node.power, found, counting, own)
    if extra:
        width = max(array.shape[1] for array in (total, weight, *(rows[node.children[i]] for i in extra), *found))
        raising = np.array([np.broadcast_to(rows[node.children[i]], (n, width)) for i in extra])
        shares = np.array([np.broadcast_to(counts[i][:, np.newaxis] * weights[i], (n, width)) for i in extra])
        raising = np.where(shares > 0, raising, np.nan)
        if node.lifts_from:
            able = _able(node, counts, possible)
            lifted = [(x >= node.lifts_from - SLACK) | ~one[:, np.newaxis] for x, one in zip(found, able, strict=True)]
            raising = np.where(np.logical_and.reduce(np.broadcast_arrays(*lifted), axis=0), raising, np.nan)
        total, weight = (np.broadcast_to(array, (n, width)).reshape(-1).copy() for array in (total, weight))
        means.lift(node.power, total, weight, raising.reshape(len(extra), -1), shares.reshape(len(extra), -1))
        total, weight = total.reshape(n, width), weight.reshape(n, width)
    return means.mean(node.power, total, weight, out=total)


def _total(power: float, found: list[FloatArray], counting: FloatArray, weights: FloatArray) -> FloatArray:
    """Sum of weight x f(value), first over the children that are the same in every draw, then over the others."""
    fixed = [k for k, x in enumerate(found) if x.shape[1] == 1]
    terms = means.terms(power, np.array([found[k][:, 0] for k in fixed]).reshape(len(fixed), counting.shape[1])) * counting[fixed]
    total = np.einsum("kn,kd->nd", terms, weights[fixed]) if fixed else np.zeros((counting.shape[1], 1))
    part: FloatArray | None = None
    for k, x in enumerate(found):
        if x.shape[1] == 1:
            continue
        complete = counting[k].all() and counting[k].max() == 1
        if power == 1 and complete:
            part = np.multiply(x, weights[k], out=part)
        else:
            part = means.terms(power, x, out=part)
            part *= weights[k] if complete else counting[k][:, np.newaxis] * weights[k]
        total = np.add(total, part, out=total if total.shape == part.shape else None)
    if power <= 0:
        width = max(total.shape[1], *(x.shape[1] for x in found), 1)
        zero = np.zeros((total.shape[0], width), dtype=np.bool_)
        for k, x in enumerate(found):
            zero |= (x == 0) & (counting[k] > 0)[:, np.newaxis]
        total = np.where(zero, means.term_of_zero(power), total)
    return total


def _extreme(power: float, found: list[FloatArray], counting: FloatArray) -> FloatArray:
    total = np.full((counting.shape[1], 1), np.nan)
    for k, x in enumerate(found):
        total = means.extreme(power)(total, np.where((counting[k] > 0)[:, np.newaxis], x, np.nan))
    return total


def _reach(hierarchy: Hierarchy, applicable: BoolArray) -> BoolArray:
    """Whether any item under a row is applicable, rows x n."""
    reach = np.vstack([applicable, np.zeros((len(hierarchy.nodes), applicable.shape[1]), dtype=np.bool_)])
    for row, node in enumerate(hierarchy.nodes, start=hierarchy.items):
        reach[row] = reach[list(node.children)].any(axis=0)
    return reach


def _sizes(hierarchy: Hierarchy, node: Node, reach: BoolArray) -> FloatArray:
    """The size of each child, children x n; 1 where the weights are fixed."""
    if node.weighting == "fixed":
        return np.ones((len(node.children), reach.shape[1]))
    sizes = np.zeros((len(node.children), reach.shape[1]))
    for i, child in enumerate(node.children):
        under = {child}
        for row in range(child, hierarchy.items - 1, -1):
            if row in under:
                under.update(hierarchy.nodes[row - hierarchy.items].children)
        for row, size in node.sizes:
            if row in under:
                sizes[i] += size * reach[row]
    return sizes
