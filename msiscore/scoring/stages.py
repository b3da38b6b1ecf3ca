"""The plan of a computation: what depends on the hierarchy alone, made once and kept.

Nodes of one height, power and weighting form a stage. A stage is computed for a whole block of initiatives with the
same few array calls, and stages follow one another from the items to the root.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from msiscore.scoring.hierarchy import Hierarchy, Node

Rows = slice | NDArray[np.intp]
Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Children:
    """Children that are computed together. Those of weight 0 are left out, here and for good.

    weights: a column, one weight a child. sizes: for the weighting "size", what is counted under each child: rows and
    their sizes.
    """

    rows: Rows
    weights: Column
    sizes: tuple[tuple[Rows, Column], ...] | None


@dataclass(frozen=True, slots=True)
class Stage:
    """Nodes with one power: their rows, their ordinary children node after node, and which of these belong to which
    node.

    bonus: place of a node in the stage, and its bonus children. of_items: no ordinary child is a node. least, least_share,
    lifts_from: as in `Node`, the same for all nodes of the stage.
    """

    power: float
    rows: Rows
    ordinary: Children
    cuts: tuple[slice, ...]
    bonus: tuple[tuple[int, Children], ...]
    of_items: bool
    least: int
    least_share: float
    lifts_from: float

    @property
    def withholds(self) -> bool:
        """Whether its nodes ask for a number of children."""
        return self.least > 1 or self.least_share > 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Stages from the bottom up.

    sized: some node is weighted by size. conditional: some node has a condition.
    filled: the items that do not stand in a stage of items, since of these alone
    the bounds are needed as values of their own.
    """

    hierarchy: Hierarchy
    stages: tuple[Stage, ...]
    sized: bool
    conditional: bool
    filled: NDArray[np.intp]


@lru_cache(maxsize=64)
def make_plan(hierarchy: Hierarchy) -> Plan:
    """The stages of a hierarchy."""
    heights = [0] * hierarchy.items
    groups: dict[tuple[int, float, str, bool, int, float, float], list[int]] = {}
    filled = set(range(hierarchy.items))
    for row, node in enumerate(hierarchy.nodes, start=hierarchy.items):
        ordinary = _counting(node, bonus=False)
        of_items = max(ordinary) < hierarchy.items
        if of_items and not node.lifts_from:
            filled -= ordinary.keys()
        heights.append(1 + max(heights[child] for child in node.children))
        conditions = (node.least, node.least_share, node.lifts_from)
        groups.setdefault((heights[-1], node.power, node.weighting, of_items, *conditions), []).append(row)
    stages = tuple(make_stage(hierarchy, groups[key]) for key in sorted(groups))
    sized = any(node.weighting == "size" for node in hierarchy.nodes)
    conditional = any(node.conditional for node in hierarchy.nodes)
    return Plan(hierarchy, stages, sized, conditional, np.array(sorted(filled), dtype=np.intp))


def make_stage(hierarchy: Hierarchy, rows: list[int]) -> Stage:
    """The stage of some nodes of one power, weighting and condition, none of which is above another."""
    nodes = [hierarchy.nodes[row - hierarchy.items] for row in rows]
    counts = [len(_counting(node, bonus=False)) for node in nodes]
    return Stage(
        power=nodes[0].power,
        rows=_as_rows(rows),
        ordinary=_children(hierarchy, nodes, bonus=False),
        cuts=tuple(slice(end - count, end) for count, end in zip(counts, accumulate(counts), strict=True)),
        bonus=tuple((i, _children(hierarchy, [node], bonus=True)) for i, node in enumerate(nodes) if _counting(node, bonus=True)),
        of_items=all(child < hierarchy.items for node in nodes for child in _counting(node, bonus=False)),
        least=nodes[0].least,
        least_share=nodes[0].least_share,
        lifts_from=nodes[0].lifts_from,
    )


def _counting(node: Node, *, bonus: bool) -> dict[int, float]:
    """The children that can count, with their weights: the ordinary ones, or the bonus ones."""
    flagged = zip(node.children, node.weights, node.bonus, strict=True)
    return {child: weight for child, weight, flag in flagged if flag == bonus and weight > 0}


def _children(hierarchy: Hierarchy, nodes: list[Node], *, bonus: bool) -> Children:
    """The counting children of nodes with the same weighting, node after node."""
    family = [(node, child, weight) for node in nodes for child, weight in _counting(node, bonus=bonus).items()]
    sizes = None
    if nodes[0].weighting == "size":
        sizes = tuple(_sizes_under(hierarchy, node, child) for node, child, _ in family)
    return Children(_as_rows([child for _, child, _ in family]), _column([weight for _, _, weight in family]), sizes)


def _sizes_under(hierarchy: Hierarchy, node: Node, child: int) -> tuple[Rows, Column]:
    """The rows of the node's sizes that stand under one child, and their sizes."""
    under = {child}
    for row in range(child, hierarchy.items - 1, -1):
        if row in under:
            under.update(hierarchy.nodes[row - hierarchy.items].children)
    pairs = [(row, size) for row, size in node.sizes if row in under]
    return _as_rows([row for row, _ in pairs]), _column([size for _, size in pairs])


def _column(numbers: list[float]) -> Column:
    return np.array(numbers, dtype=np.float64).reshape(-1, 1)


def _as_rows(rows: list[int]) -> Rows:
    """A slice where the rows follow one another, since that gives a view and an index array gives a copy."""
    if rows and rows == list(range(rows[0], rows[0] + len(rows))):
        return slice(rows[0], rows[0] + len(rows))
    return np.array(rows, dtype=np.intp)


@lru_cache(maxsize=64)
def coverage_hierarchy(hierarchy: Hierarchy) -> Hierarchy:
    """The same tree with arithmetic means only and without conditions, in which bonus children do not count."""

    def plain(node: Node) -> Node:
        weights = (0.0 if bonus else weight for weight, bonus in zip(node.weights, node.bonus, strict=True))
        return replace(node, power=1.0, weights=tuple(weights), bonus=(), least=0, least_share=0.0, lifts_from=0.0)

    return replace(hierarchy, nodes=tuple(plain(node) for node in hierarchy.nodes))
