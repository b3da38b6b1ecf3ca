"""The tree that is scored, as numbers only: items (rated things) at the bottom, nodes above them, one root.

The kernel knows no criteria, dimensions or aspects. It knows rows: an item is a criterion, or one aspect of a
criterion; a node is whatever stands above (a criterion with aspects, a dimension, the framework).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

SMALLEST_POWER = 0.01
"""Powers nearer to 0 than this lose digits in x ** p; the geometric mean (0) is what they tend to."""

LARGEST_POWER = 20.0
"""Powers further from 0 than this overflow for small ratings; minimum and maximum are what they tend to."""

SMALLEST_WEIGHT, LARGEST_WEIGHT = 1e-100, 1e100
"""Weights and sizes above 0 stay between these, so that no product or sum of them is rounded to 0 or to infinity."""


@dataclass(frozen=True, slots=True)
class Node:
    """How one node gets its value from its children.

    children: rows of the children (see `Hierarchy`), each before the node itself.
    weights: one number per child, 0 or more; only their proportions matter. A child of weight 0 never counts.
    power: of the weighted power mean. 1 arithmetic, 0 geometric, -1 harmonic, -inf minimum, inf maximum.
    bonus: one flag per child: True for a child that can lift the node and never lowers it. Empty means none.
    weighting: "fixed" takes the weights as they are. "size" multiplies each by the size of the child, which differs
        between
        initiatives: the sum of the sizes below that are applicable, that is rated or open.
    least: how many ordinary children must have a value, or the node has none; never more than the children that can count.
    least_share: the same as a share, 0 to 1, of the ordinary children that can have a value at all.
    lifts_from: 0 to 1; above 0, bonus children lift only where each ordinary child that can have a value has at least this one.
    sizes: for "size", pairs (row, size). The row, an item or a node, stands somewhere below this node and adds its size
        once to the child that it stands under, for each initiative for which any item under the row is applicable.

    Pairs of every item with 1 say "mean of indicators"; with the criteria's weights, "weight of the applicable
    criteria"; with their points, "points achieved over points available". A criterion with two aspects is one pair with
    the criterion's row, so that it counts once. Leave bonus items out of the pairs, or a bonus may change the weight of
    the dimension that it stands in.
    """

    children: tuple[int, ...]
    weights: tuple[float, ...]
    power: float = 1.0
    bonus: tuple[bool, ...] = ()
    weighting: Literal["fixed", "size"] = "fixed"
    sizes: tuple[tuple[int, float], ...] = ()
    least: int = 0
    least_share: float = 0.0
    lifts_from: float = 0.0

    @property
    def conditional(self) -> bool:
        """Whether it looks at how many of its children have a value, or how high, before it has one or is lifted."""
        return self.least > 1 or self.least_share > 0 or self.lifts_from > 0

    def __post_init__(self) -> None:
        if not self.bonus:
            object.__setattr__(self, "bonus", (False,) * len(self.children))


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """A tree of `items` items and the nodes above them.

    Rows 0 .. items-1 are the items and row items+k is nodes[k]. Children come before parents and the last node is the
    root. A row has at most one parent; a row without one takes no part in the root.

    Raises ValueError, naming the node by its place in `nodes`, for anything that cannot be scored: a child that does
    not exist, comes later or is used twice; as many weights or flags as children missing; a weight that is negative,
    not finite or outside 1e-100 .. 1e100; no ordinary (not bonus) child with weight; a power that is not a number or
    outside 0, +-0.01 .. +-20, +-inf; a condition outside its range; sizes that do not belong to the node, overlap, or leave
    no ordinary child with
    any.
    """

    items: int
    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        if self.items < 1 or not self.nodes:
            raise ValueError("a hierarchy needs at least one item and one node")
        parents: dict[int, int] = {}
        for k, node in enumerate(self.nodes):
            _check_children(k, node, self.items + k, parents)
            _check_weights(k, node)
            _check_power(k, node.power)
            _check_conditions(k, node)
            _check_sizes(self.items, k, node, parents)

    @property
    def rows(self) -> int:
        """Number of items and nodes together."""
        return self.items + len(self.nodes)

    def leaves_under(self, row: int) -> tuple[int, ...]:
        """The item rows under a row, from left to right; an item is under itself. Raises IndexError for a row outside
        the tree.
        """
        if not 0 <= row < self.rows:
            raise IndexError(f"row {row} is outside the hierarchy, which has rows 0 to {self.rows - 1}")
        leaves: list[int] = []
        waiting = [row]
        while waiting:
            row = waiting.pop()
            if row < self.items:
                leaves.append(row)
            else:
                waiting.extend(reversed(self.nodes[row - self.items].children))
        return tuple(leaves)


def _check_children(k: int, node: Node, row: int, parents: dict[int, int]) -> None:
    if not node.children:
        raise ValueError(f"node {k} has no children")
    if not len(node.children) == len(node.weights) == len(node.bonus):
        raise ValueError(
            f"node {k} has {len(node.children)} children, {len(node.weights)} weights and {len(node.bonus)} bonus "
            "flags; there must be as many of each"
        )
    for child in node.children:
        if not 0 <= child < row:
            raise ValueError(f"node {k} has child row {child}; children come before their parent, here rows 0 to {row - 1}")
        if child in parents:
            raise ValueError(f"row {child} is a child of node {parents[child]} and again of node {k}")
        parents[child] = k


def _check_weights(k: int, node: Node) -> None:
    for weight in (*node.weights, *(size for _, size in node.sizes)):
        if weight != 0 and not SMALLEST_WEIGHT <= weight <= LARGEST_WEIGHT:
            raise ValueError(f"node {k} has weight or size {weight}; allowed are 0 and 1e-100 to 1e100")
    if not any(weight > 0 and not bonus for weight, bonus in zip(node.weights, node.bonus, strict=True)):
        raise ValueError(f"node {k} has no ordinary child with a weight above 0")


def _check_power(k: int, power: float) -> None:
    number = isinstance(power, int | float)
    if not number or not (power == 0 or math.isinf(power) or SMALLEST_POWER <= abs(power) <= LARGEST_POWER):
        raise ValueError(
            f"node {k} has power {power}; allowed are 0 (geometric), {SMALLEST_POWER} to {LARGEST_POWER} and their "
            "negatives, -inf (minimum) and inf (maximum)"
        )


def _check_conditions(k: int, node: Node) -> None:
    if node.least < 0 or not 0 <= node.least_share <= 1 or not 0 <= node.lifts_from <= 1:
        raise ValueError(
            f"node {k} has least {node.least}, least_share {node.least_share} and lifts_from {node.lifts_from}; allowed are 0 or "
            "more children, and shares and values from 0 to 1"
        )


def _check_sizes(items: int, k: int, node: Node, parents: dict[int, int]) -> None:
    if node.weighting not in ("fixed", "size"):
        raise ValueError(f'node {k} has weighting {node.weighting!r}; allowed are "fixed" and "size"')
    if node.weighting == "fixed":
        if node.sizes:
            raise ValueError(f'node {k} has sizes, which only the weighting "size" uses')
        return
    counted = {row for row, _ in node.sizes}
    if len(counted) < len(node.sizes):
        raise ValueError(f"node {k} has two sizes for one row")
    sized: set[int] = set()
    for row, size in node.sizes:
        child = row
        while parents.get(child, k) != k:
            child = items + parents[child]
            if child in counted:
                raise ValueError(f"node {k} has a size for row {row} and for row {child} above it, which would count it twice")
        if child not in node.children:
            raise ValueError(f"node {k} has a size for row {row}, which does not stand under it")
        if size > 0:
            sized.add(child)
    ordinary = zip(node.children, node.weights, node.bonus, strict=True)
    if not any(child in sized and weight > 0 and not bonus for child, weight, bonus in ordinary):
        raise ValueError(f"node {k} has no ordinary child with both a weight and a size above 0")
