"""A framework and a weight set as the numbered trees that the kernel scores, one for each column of scores.

Columns: `overall` has everything, with the two aspects of a criterion combined by the framework's rule; `paper` and `practice` have
the items of one aspect only. Without a rule for combining aspects there is no `overall`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from msiscore.errors import NotPossible
from msiscore.framework import Aspect, Criterion, Dimension, Framework, LeastChildren, Weighting
from msiscore.rating_matrix import Item, items_of
from msiscore.scoring.hierarchy import Hierarchy, Node

ROOT = ""
"""The id of the root in `ScoreTree.rows`; no dimension or criterion can have it."""

Column = Literal["overall", "paper", "practice"]


@dataclass(frozen=True, slots=True)
class ScoreTree:
    """The tree of one column.

    row_ids: the id of each row: items first (`MON-01`, `DDR-01/paper`), then nodes (dimensions, and criteria with two aspects),
        the root last. shares: each row's share of the root when everything is rated and no bonus lifts; the items' shares sum
        to 1, and a row that is not in this column has 0. rows: where the dimensions and criteria of this column stand.
    """

    column: Column
    hierarchy: Hierarchy
    row_ids: tuple[str, ...]
    shares: tuple[float, ...]
    rows: Mapping[str, int]


def columns_of(framework: Framework) -> tuple[Column, ...]:
    """The columns of scores that `framework` has, the headline first."""
    aspects = [aspect for aspect in Aspect if any(aspect in criterion.aspects for criterion in framework.criteria)]
    names: list[Column] = ["paper" if aspect is Aspect.PAPER else "practice" for aspect in aspects]
    return tuple(names) if names and framework.combine_aspects is None else ("overall", *names)


def score_tree(framework: Framework, column: Column = "overall", weights: Mapping[str, float] | None = None) -> ScoreTree:
    """The tree of `column`, with the weights of the framework, or those in `weights` (node id to weight) where it names a node.

    Children of weight 0 stay in the tree and never count; a dimension without anything that can count is left out. Raises NotPossible where
    nothing is left.
    """
    builder = _Builder(framework, column, dict(weights or {}))
    root = builder.add_root()
    hierarchy = Hierarchy(len(builder.items), tuple(builder.nodes))
    shares = [0.0] * hierarchy.rows
    _share_out(hierarchy, root, 1.0, shares)
    row_ids = (*(item.id for item in builder.items), *builder.node_ids)
    placed = {id_: len(builder.items) + k for k, id_ in enumerate(builder.node_ids)} | builder.criterion_rows
    rows = {id_: row for id_, row in placed.items() if shares[row] > 0 or id_ in framework.criterion_by_id}
    return ScoreTree(column, hierarchy, row_ids, tuple(shares), rows)


def view_tree(framework: Framework, tree: ScoreTree, tag: str, value: str) -> ScoreTree | None:
    """The criteria with `tag: value`, each weighing what its share of the whole is, under one root; None when none of them counts.

    A view re-cuts the same ratings: it states no weights of its own, and takes arithmetic means.
    """
    items = items_of(framework)
    nodes: list[Node] = []
    node_ids: list[str] = []
    children: list[int] = []
    weights: list[float] = []
    for criterion in framework.criteria:
        row = tree.rows.get(criterion.id)
        if value not in criterion.tags.get(tag, ()) or row is None or not tree.shares[row]:
            continue
        weights.append(tree.shares[row])
        if row >= len(items):
            nodes.append(tree.hierarchy.nodes[row - len(items)])
            node_ids.append(criterion.id)
            row = len(items) + len(nodes) - 1
        children.append(row)
    if not children:
        return None
    nodes.append(Node(tuple(children), tuple(weights)))
    hierarchy = Hierarchy(len(items), tuple(nodes))
    shares = [0.0] * hierarchy.rows
    _share_out(hierarchy, hierarchy.rows - 1, 1.0, shares)
    row_ids = (*(item.id for item in items), *node_ids, ROOT)
    return ScoreTree(tree.column, hierarchy, row_ids, tuple(shares), {ROOT: hierarchy.rows - 1})


@dataclass(slots=True)
class _Builder:
    """Adds rows from the leaves up, so that children come before their parents."""

    framework: Framework
    column: Column
    weights: Mapping[str, float]
    items: tuple[Item, ...] = ()
    nodes: list[Node] = field(default_factory=list)
    node_ids: list[str] = field(default_factory=list)
    criterion_rows: dict[str, int] = field(default_factory=dict)
    dimension_rows: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.items = items_of(self.framework)

    def add_root(self) -> int:
        row = self._add_node(ROOT, self.framework, self.framework.dimensions, ())
        if row is None:
            raise NotPossible(f"by these weights nothing counts in the column `{self.column}`, so it cannot be scored")
        return row

    def _add_node(
        self, id_: str, rules: Framework | Dimension, dimensions: Sequence[Dimension], criteria: Sequence[Criterion]
    ) -> int | None:
        """The row of the node, or None when nothing under it can count in this column."""
        found: list[tuple[int, Criterion | Dimension]] = []
        found += [(row, criterion) for criterion in criteria if (row := self._add_criterion(criterion)) is not None]
        for dimension in dimensions:
            row = self._add_node(dimension.id, dimension, dimension.dimensions, dimension.criteria)
            if row is not None:
                self.dimension_rows[dimension.id] = row
                found.append((row, dimension))
        sizes = tuple(self._sizes(rules.weighting, [child for _, child in found]))
        weights = [self._weight(child, rules.weighting) for _, child in found]
        counted = {row for row, size in sizes if size > 0}
        bonus = tuple(isinstance(child, Criterion) and child.bonus for _, child in found)
        if not any(
            weight > 0 and not extra and (not sizes or self._has_size(child, counted))
            for weight, extra, (_, child) in zip(weights, bonus, found, strict=True)
        ):
            self._forget(dimensions, criteria)
            return None
        children = tuple(row for row, _ in found)
        least = rules.minimum_children or LeastChildren()
        return self._add(
            id_,
            Node(
                children=children,
                weights=tuple(weights),
                power=rules.aggregation.power,
                bonus=bonus,
                weighting="size" if sizes else "fixed",
                sizes=sizes,
                least=least.number,
                least_share=least.share,
                lifts_from=(getattr(rules, "lifts_from", None) or 0.0) / 100 if any(bonus) else 0.0,
            ),
        )

    def _forget(self, dimensions: Sequence[Dimension], criteria: Sequence[Criterion]) -> None:
        """What stands in a node that is left out stands under nothing, and so counts in no size."""
        for criterion in (*criteria, *(one for dimension in dimensions for one in dimension.all_criteria())):
            self.criterion_rows.pop(criterion.id, None)
        for dimension in (one for above in dimensions for one in above.walk()):
            self.dimension_rows.pop(dimension.id, None)

    def _add(self, id_: str, node: Node) -> int:
        self.nodes.append(node)
        self.node_ids.append(id_)
        return len(self.items) + len(self.nodes) - 1

    def _add_criterion(self, criterion: Criterion) -> int | None:
        wanted = None if self.column == "overall" else Aspect(self.column)
        rows = [
            row
            for row, item in enumerate(self.items)
            if item.criterion is criterion and (wanted is None or item.aspect is wanted)
        ]
        if not rows:
            return None
        if len(rows) == 1:
            row = rows[0]
        else:
            rule = self.framework.combine_aspects
            row = self._add(criterion.id, Node(tuple(rows), (1.0,) * len(rows), rule.power if rule is not None else 1.0))
        self.criterion_rows[criterion.id] = row
        return row

    def _weight(self, child: Criterion | Dimension, weighting: Weighting) -> float:
        """Stated weights are the child's own; the other weightings start from 1, which a weight set may change."""
        if weighting == "stated":
            return self.weights.get(child.id, child.weight)
        if weighting in ("weight", "points") and isinstance(child, Criterion):
            return 1.0  # its weight is in its size
        return self.weights.get(child.id, 1.0)

    def _sizes(self, weighting: Weighting, children: Sequence[Criterion | Dimension]) -> Iterator[tuple[int, float]]:
        """What each criterion below counts for when the children are weighted by what is in them.

        A dimension with `counts-as` counts for that, wherever it stands, and the criteria in it count no more.
        """
        if weighting in ("stated", "equal"):
            return
        for child in children:
            for part in [child] if isinstance(child, Criterion) else _counted_parts(child):
                row = self._row_of(part)
                if row is None or (isinstance(part, Criterion) and part.bonus and part is not child):
                    continue
                yield row, self._size(part, weighting) if isinstance(part, Criterion) else float(part.counts_as or 0.0)

    def _size(self, criterion: Criterion, weighting: Weighting) -> float:
        if weighting == "count":
            return 1.0
        weight = self.weights.get(criterion.id, criterion.weight)
        return weight * self.framework.scale_of(criterion).points_available if weighting == "points" else weight

    def _has_size(self, child: Criterion | Dimension, counted: set[int]) -> bool:
        parts = [child] if isinstance(child, Criterion) else _counted_parts(child)
        return any(self._row_of(part) in counted for part in parts)

    def _row_of(self, part: Criterion | Dimension) -> int | None:
        return self.criterion_rows.get(part.id) if isinstance(part, Criterion) else self.dimension_rows.get(part.id)


def _counted_parts(dimension: Dimension) -> Iterator[Criterion | Dimension]:
    """What counts under `dimension` for a weighting by size: criteria, and the uppermost dimensions that count as a number."""
    if dimension.counts_as is not None:
        yield dimension
        return
    yield from dimension.criteria
    for inner in dimension.dimensions:
        yield from _counted_parts(inner)


def _share_out(hierarchy: Hierarchy, row: int, share: float, shares: list[float]) -> None:
    """Give each row under `row` its part of `share` when everything is rated; bonus children have none."""
    shares[row] = share
    if row < hierarchy.items:
        return
    node = hierarchy.nodes[row - hierarchy.items]
    weights = [0.0 if bonus else weight for weight, bonus in zip(node.weights, node.bonus, strict=True)]
    if node.weighting == "size":
        sizes = [sum(size for below, size in node.sizes if _is_under(hierarchy, below, child)) for child in node.children]
        weights = [weight * size for weight, size in zip(weights, sizes, strict=True)]
    total = sum(weights)
    for child, weight in zip(node.children, weights, strict=True):
        _share_out(hierarchy, child, share * weight / total, shares)


def _is_under(hierarchy: Hierarchy, row: int, above: int) -> bool:
    if row == above:
        return True
    if above < hierarchy.items:
        return False
    return any(_is_under(hierarchy, row, child) for child in hierarchy.nodes[above - hierarchy.items].children)
