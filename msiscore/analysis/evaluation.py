"""Scores of n initiatives under d draws of weights and ratings at once: the same means as the kernel, with one axis more.

The kernel has one weight for each child; here each child has d. What never changes is worked out once (`Evaluation`): which children
have a value, what they count for, and the few patterns of missing values in which the sum of the weights is needed. What does not
change from draw to draw has one column instead of d, so that a dimension whose ratings and weights are fixed is computed once. Sums
either run from left to right without BLAS, as in the kernel, or are exact (`products.py`). `tests/analysis/test_evaluation.py` holds the
results to the kernel's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.products import ExactProduct, exact_product, whole_weights
from msiscore.rating_matrix import FloatArray
from msiscore.scoring import means
from msiscore.scoring.conditions import SLACK
from msiscore.scoring.hierarchy import Hierarchy, Node
from msiscore.scoring.kernel import Scratch

BoolArray = NDArray[np.bool_]
Factors = Mapping[int, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class PreparedNode:
    """What of a node is the same in every draw.

    ordinary, bonus: places of its children that can count, of each kind. weights, bonus_weights: what they weigh, a column. rows, at,
    bonus_rows: the rows where they stand. counting: ordinary x n, what a child counts for beside its weight: 0 without a value, else 1 or
    its size. patterns: ordinary x p, the different columns of `counting`; pattern_of: n, which one an initiative has. bonus_counts: bonus
    x n, likewise. flags: whether all of `counting` is 0 or 1. able: ordinary x n, which can have a value; short: n, who has too few
    children with a value for the node to have one. lifts_from: what each child that can have a value must reach before bonus children
    lift. product: for an arithmetic mean of items whose values never change.
    """

    power: float
    weights: FloatArray
    ordinary: tuple[int, ...]
    rows: tuple[int, ...]
    at: slice | list[int]
    counting: FloatArray
    patterns: FloatArray
    pattern_of: NDArray[np.intp]
    flags: bool
    bonus: tuple[int, ...]
    bonus_weights: FloatArray
    bonus_rows: tuple[int, ...]
    bonus_counts: FloatArray
    able: BoolArray
    short: BoolArray
    lifts_from: float
    product: ExactProduct | None


class Evaluation:
    """A hierarchy made ready for draws: `rows` then does only what changes between them."""

    def __init__(
        self, hierarchy: Hierarchy, known: BoolArray, applicable: BoolArray, fixed: Mapping[int, FloatArray] | None = None
    ) -> None:
        """known, applicable: items x n, whether an item has a value (in every draw), and whether it is rated or open. fixed: the values
        of items that are the same in every draw; with them sums are exact products, for weights rounded to 8 decimals of their sum.
        """
        self.hierarchy, self.applicable = hierarchy, applicable
        reach = _reach(hierarchy, applicable)
        filled = np.vstack([known, np.zeros((len(hierarchy.nodes), known.shape[1]), dtype=np.bool_)])
        possible = filled.copy()  # whether a row can have a value
        possible[: hierarchy.items] = applicable
        nodes = []
        for k, node in enumerate(hierarchy.nodes):
            nodes.append(_prepared(hierarchy, node, reach, filled, possible, fixed or {}))
            filled[hierarchy.items + k] = nodes[-1].counting.any(axis=0) & ~nodes[-1].short
            able = nodes[-1].able
            possible[hierarchy.items + k] = np.add.reduce(able, axis=0) >= max(1, min(node.least, len(able)))
        self.nodes = tuple(nodes)
        self.filled: BoolArray = filled

    @property
    def is_uniform(self) -> bool:
        """Whether the scores are one matrix product: arithmetic means without bonus, of the same children for every initiative."""
        return all(
            node.power == 1 and not node.bonus and node.patterns.shape[1] == 1 and not node.short.any() for node in self.nodes
        )

    def rows(self, values: Sequence[FloatArray], factors: Factors, scratch: Scratch | None = None) -> list[FloatArray]:
        """Point values of all rows, items first; each is n x d, or n x 1 where it is the same in every draw.

        values: for each item n x d or n x 1, 0 to 1; NaN where there is no value, which must be so in every draw or in none. factors: for
        a node, by its place in `hierarchy.nodes`, what the weights of its children are multiplied by: children x d, above 0. A node that
        is not named keeps its weights. With `scratch` the results may stand in arrays that the next call uses again.
        """
        rows = list(values)
        with np.errstate(all="ignore"):  # 0 / 0 is how a node without any value becomes NaN
            for k, node in enumerate(self.nodes):
                rows.append(_value(node, rows, factors.get(k), _Room(scratch, k, self.applicable.shape[1])))
        return rows

    def path_weights(self, factors: Factors) -> FloatArray:
        """Share of each item in the root, items x d: the product of the shares on its path. Only where `is_uniform`."""
        width = max((factor.shape[1] for factor in factors.values()), default=1)
        shares = np.zeros((self.hierarchy.rows, width))
        shares[-1] = 1.0
        for k in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[k]
            own = _own_weights(node, factors.get(k)) * node.patterns
            whole = np.add.reduce(own, axis=0)
            if whole.all():  # a node of which nothing has a value counts for nothing
                shares[node.at] = own * (shares[self.hierarchy.items + k] / whole)
        return shares[: self.hierarchy.items]


@dataclass(frozen=True, slots=True)
class _Room:
    """Where a node may put its arrays, n x d: fresh ones cost more in page faults than the arithmetic."""

    scratch: Scratch | None
    node: int
    n: int

    def own(self, draws: int) -> FloatArray | None:
        """For the values of the node, which stay until the next call."""
        return None if self.scratch is None else self.scratch.array(f"values of {self.node}", self.n, draws)

    def passing(self, name: str, draws: int) -> FloatArray | None:
        """For what is no longer needed when the node is done."""
        return None if self.scratch is None else self.scratch.array(name, self.n, draws)


def _prepared(
    hierarchy: Hierarchy,
    node: Node,
    reach: BoolArray,
    filled: BoolArray,
    possible: BoolArray,
    fixed: Mapping[int, FloatArray],
) -> PreparedNode:
    ordinary = tuple(i for i, bonus in enumerate(node.bonus) if not bonus and node.weights[i] > 0)
    extra = tuple(i for i, bonus in enumerate(node.bonus) if bonus and node.weights[i] > 0)
    sizes = _sizes(hierarchy, node, reach)
    counts = sizes * filled[list(node.children)]
    counting = counts[list(ordinary)]
    able = possible[[node.children[i] for i in ordinary]] & (sizes[list(ordinary)] > 0)
    patterns, pattern_of = np.unique(counting, axis=1, return_inverse=True)
    rows = tuple(node.children[i] for i in ordinary)
    weights = np.array(node.weights).reshape(-1, 1)
    flags = bool(((counting == 0) | (counting == 1)).all())
    exact = node.power == 1 and flags and not extra and all(row in fixed for row in rows)
    return PreparedNode(
        power=node.power,
        weights=weights[list(ordinary)],
        ordinary=ordinary,
        rows=rows,
        at=slice(rows[0], rows[-1] + 1) if rows == tuple(range(rows[0], rows[-1] + 1)) else list(rows),
        counting=counting,
        patterns=patterns,
        pattern_of=pattern_of.reshape(-1).astype(np.intp),
        flags=flags,
        bonus=extra,
        bonus_weights=weights[list(extra)],
        bonus_rows=tuple(node.children[i] for i in extra),
        bonus_counts=counts[list(extra)],
        able=able,
        short=_short(node, able, able & (counting > 0)),
        lifts_from=node.lifts_from,
        product=exact_product(np.array([fixed[row] for row in rows])) if exact else None,
    )


def _short(node: Node, able: BoolArray, having: BoolArray) -> BoolArray:
    """Who has too few children with a value for `node` to have one, n: as in `scoring.conditions`, and the same in every draw."""
    asked = np.maximum(min(node.least, len(able)), node.least_share * np.add.reduce(able, axis=0) - SLACK)
    found: BoolArray = np.add.reduce(having, axis=0) < asked
    return found if node.least > 1 or node.least_share > 0 else np.zeros_like(found)


def _own_weights(node: PreparedNode, factor: FloatArray | None) -> FloatArray:
    """Weights of the ordinary children, k x d or k x 1."""
    if factor is None or math.isinf(node.power):  # to the smallest and the largest value weights do not matter
        return node.weights
    return node.weights * (factor if len(factor) == len(node.ordinary) else factor[list(node.ordinary)])


def _value(node: PreparedNode, rows: list[FloatArray], factor: FloatArray | None, room: _Room) -> FloatArray:
    value = _mean(node, rows, factor, room)
    return np.where(node.short[:, np.newaxis], np.nan, value) if node.short.any() else value


def _mean(node: PreparedNode, rows: list[FloatArray], factor: FloatArray | None, room: _Room) -> FloatArray:
    own = _own_weights(node, factor)
    if node.product is not None and factor is not None:
        return _exact(node, node.product, whole_weights(own), room)
    found = [rows[row] for row in node.rows]
    if math.isinf(node.power):
        weight = np.add.reduce(node.counting, axis=0)[:, np.newaxis]
        total = _extreme(node.power, found, node.counting)
    else:
        sums = np.einsum("kp,kd->pd", node.patterns, own)
        if node.patterns.shape[1] == 1 and node.power == 1 and not node.bonus:
            return _total(1.0, found, (node.counting > 0).astype(np.float64), own * node.patterns / sums, True, room)
        weight = _spread(node, sums, room)
        total = _total(node.power, found, node.counting, own, node.flags, room)
    if node.bonus:
        total, weight = _lifted(node, rows, factor, total, weight)
    out = total if total.shape[1] >= weight.shape[1] else None
    return means.mean(node.power, total, weight, out=out)


def _exact(node: PreparedNode, product: ExactProduct, weights: FloatArray, room: _Room) -> FloatArray:
    draws = weights.shape[1]
    total = product.sums(weights, room.own(draws))
    total /= _spread(node, node.patterns.T @ weights, room)  # exact, too
    return total


def _spread(node: PreparedNode, sums: FloatArray, room: _Room) -> FloatArray:
    """What the weights of each pattern sum to, for each initiative: n x d, or 1 x d where there is one pattern."""
    if len(sums) == 1:
        return sums
    return np.take(sums, node.pattern_of, axis=0, out=room.passing("weight", sums.shape[1]), mode="clip")


def _lifted(
    node: PreparedNode, rows: list[FloatArray], factor: FloatArray | None, total: FloatArray, weight: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """`total` and `weight` with what the bonus children lift; n x d each."""
    places, n = list(node.bonus), len(total)
    weights = node.bonus_weights if factor is None or math.isinf(node.power) else node.bonus_weights * factor[places]
    found = [rows[row] for row in node.rows]
    width = max(array.shape[1] for array in (total, weight, weights, *(rows[row] for row in node.bonus_rows), *found))
    raising = np.array([np.broadcast_to(rows[row], (n, width)) for row in node.bonus_rows])
    shares = np.array(
        [np.broadcast_to(c[:, np.newaxis] * w, (n, width)) for c, w in zip(node.bonus_counts, weights, strict=True)]
    )
    raising = np.where(shares > 0, raising, np.nan)
    if node.lifts_from:
        reached = [(x >= node.lifts_from - SLACK) | ~one[:, np.newaxis] for x, one in zip(found, node.able, strict=True)]
        raising = np.where(np.logical_and.reduce(np.broadcast_arrays(*reached), axis=0), raising, np.nan)
    total, weight = (np.broadcast_to(array, (n, width)).reshape(-1).copy() for array in (total, weight))
    means.lift(node.power, total, weight, raising.reshape(len(places), -1), shares.reshape(len(places), -1))
    return total.reshape(n, width), weight.reshape(n, width)


def _total(
    power: float, found: list[FloatArray], counting: FloatArray, weights: FloatArray, flags: bool, room: _Room
) -> FloatArray:
    """Sum of weight x f(value), first over the children that are the same in every draw, then over the others.

    flags: whether all of `counting` is 0 or 1.
    """
    fixed = [k for k, x in enumerate(found) if x.shape[1] == 1]
    total: FloatArray | None = None
    if fixed:
        terms = means.terms(power, np.array([found[k][:, 0] for k in fixed])) * counting[fixed]
        total = np.einsum("kn,kd->nd", terms, weights[fixed])
    for k, x in enumerate(found):
        if x.shape[1] == 1:
            continue
        complete = counting[k].all()
        # Where there is no value, f is 0 for powers above 0, whatever the weight.
        plain = flags and (complete or power > 0)
        here = weights[k] if plain else counting[k][:, np.newaxis] * weights[k]
        part = room.own(x.shape[1]) if total is None else room.passing("part", x.shape[1])
        if power == 1 and complete:
            part = np.multiply(x, here, out=part)
        else:
            part = means.terms(power, x, out=part)
            part *= here
        total = part if total is None else np.add(total, part, out=total if total.shape == part.shape else None)
    if total is None:
        raise ValueError("a node without an ordinary child has no value")
    return _zeroed(power, found, counting, total) if power <= 0 else total


def _zeroed(power: float, found: list[FloatArray], counting: FloatArray, total: FloatArray) -> FloatArray:
    """For powers up to 0: a child of value 0 makes the node 0."""
    width = max(total.shape[1], *(x.shape[1] for x in found), 1)
    zero = np.zeros((total.shape[0], width), dtype=np.bool_)
    for k, x in enumerate(found):
        zero |= (x == 0) & (counting[k] > 0)[:, np.newaxis]
    return np.where(zero, means.term_of_zero(power), total)


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
