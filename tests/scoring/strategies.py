"""Hypothesis strategies for hierarchies and ratings."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from msiscore.scoring.hierarchy import Hierarchy, Node

POWERS = (1.0, 0.0, -1.0, 2.0, 0.5, -2.0, 0.3, -math.inf, math.inf)
LEVELS = (0.0, 1 / 7, 0.25, 0.3, 0.5, 2 / 3, 0.75, 0.9, 1.0)

powers = st.sampled_from(POWERS)
weights = st.sampled_from((0.1, 0.3, 0.7, 1.0, 1.1, 2.0, 3.7, 10.0))
ratings = st.one_of(st.sampled_from(LEVELS), st.floats(0.001, 1.0))
cells = st.one_of(ratings, st.sampled_from((math.nan, math.inf)))  # inf stands for an open answer


@dataclass(frozen=True)
class Case:
    """A hierarchy and the answers of n initiatives: values items x n and open answers."""

    hierarchy: Hierarchy
    values: NDArray[np.float64]
    open_: NDArray[np.bool_]

    def columns(self, which: object) -> Case:
        return Case(self.hierarchy, self.values[:, which], self.open_[:, which])  # type: ignore[index]


@st.composite
def hierarchies(
    draw: st.DrawFn,
    powers: st.SearchStrategy[float] = powers,
    bonus: bool = True,
    depth: int = 4,
    conditions: bool = True,
) -> Hierarchy:
    """Trees of up to `depth` levels of nodes with up to five children each, in which some rows are left without a
    parent.
    """
    items = draw(st.integers(1, 12))
    rows = draw(st.permutations(range(items)))
    free, heights = list(rows), [0] * items
    nodes: list[Node] = []
    while True:
        usable = [row for row in free if heights[row] < depth]
        last = len(nodes) >= 6 or len(usable) <= 2
        count = draw(st.integers(1, min(5, len(usable))))
        children = tuple(usable if last and len(usable) <= 6 else usable[:count])
        free = [row for row in free if row not in children]
        nodes.append(draw(_nodes(items, tuple(nodes), children, powers, bonus, conditions)))
        heights.append(1 + max(heights[child] for child in children))
        free.append(items + len(nodes) - 1)
        if last or heights[-1] == depth:
            return Hierarchy(items, tuple(nodes))


@st.composite
def _nodes(
    draw: st.DrawFn,
    items: int,
    below: tuple[Node, ...],
    children: tuple[int, ...],
    powers: st.SearchStrategy[float],
    bonus: bool,
    conditions: bool,
) -> Node:
    ordinary = draw(st.sampled_from(children))  # this one surely counts
    flags = tuple(bonus and child != ordinary and draw(st.integers(0, 3)) == 0 for child in children)
    numbers = tuple(0.0 if child != ordinary and draw(st.integers(0, 5)) == 0 else draw(weights) for child in children)
    least, share = (
        (draw(st.sampled_from((0, 0, 1, 2, 3))), draw(st.sampled_from((0.0, 0.0, 0.5, 2 / 3, 1.0)))) if conditions else (0, 0.0)
    )
    lifts_from = draw(st.sampled_from((0.0, 0.25, 0.9))) if conditions and any(flags) else 0.0
    node = Node(children, numbers, draw(powers), flags, least=least, least_share=share, lifts_from=lifts_from)
    if draw(st.integers(0, 2)):
        return node
    rows: list[int] = []
    for child in children:  # the child itself, or the rows below it, or for some nothing
        if child < items or draw(st.booleans()):
            rows.append(child)
        else:
            rows.extend(below[child - items].children)
    kept = [row for row in rows if draw(st.integers(0, 4)) or row == ordinary or row in _children_of(items, below, ordinary)]
    return replace(node, weighting="size", sizes=tuple((row, draw(weights)) for row in kept))


def _children_of(items: int, below: tuple[Node, ...], row: int) -> tuple[int, ...]:
    return below[row - items].children if row >= items else ()


@st.composite
def cases(draw: st.DrawFn, hierarchies: st.SearchStrategy[Hierarchy] | None = None, smallest: int = 1, largest: int = 5) -> Case:
    hierarchy = draw(hierarchies if hierarchies is not None else all_hierarchies)
    n = draw(st.integers(smallest, largest))
    drawn = np.array([[draw(cells) for _ in range(n)] for _ in range(hierarchy.items)], dtype=np.float64).reshape(-1, n)
    open_ = np.isinf(drawn)
    return Case(hierarchy, np.where(open_, np.nan, drawn), open_)


all_hierarchies = hierarchies()
linear_hierarchies = hierarchies(powers=st.just(1.0))
