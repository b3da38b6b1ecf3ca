"""The rows of a tree for `Calculation`: root first, the children of each node side by side, each with the engine's numbers.

The workbook lets its reader change weights, so the tree has every row, also those that the weights in use leave out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from msiscore.framework import Criterion, Dimension, Framework
from msiscore.model import Text
from msiscore.rating_matrix import FloatArray
from msiscore.reporting.calculation import Numbers, Sized, TreeRow, WeightSource
from msiscore.reporting.wording import Wording
from msiscore.scoring import means
from msiscore.scoring.hierarchy import Hierarchy
from msiscore.scoring.kernel import coverage
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.weighting import ROOT, ScoreTree, score_tree

LEAST = 100 * means.FLOOR
"""What values of almost 0 count as where a logarithm or a negative power is taken: as in the engine, but on 0..100."""
_SIZED: Mapping[str, Sized] = {"count": "count", "weight": "weight", "points": "points"}


def tree_rows(scores: Scores, column: ColumnScores, order: Sequence[int], wording: Wording) -> tuple[TreeRow, ...]:
    """The rows of `column`, whatever they weigh; the initiatives in `order`."""
    framework = scores.assessment_set.framework
    every = dict.fromkeys([*(d.id for d in framework.walk()), *(c.id for c in framework.criteria)], 1.0)
    whole = score_tree(framework, column.column, every)
    slots = _slots(whole.hierarchy)
    places = {row: slot for slot, row in enumerate(slots)}
    without = np.isnan(column.nodes.point)
    covered = coverage(column.nodes.tree.hierarchy, scores.matrix.covered, scores.matrix.relevant, without=without)
    maker = _Maker(scores, column, whole, places, list(order), wording, covered)
    rows = [maker.row(row) for row in slots]
    for slot in range(len(rows)):
        for child in (*rows[slot].ordinary, *rows[slot].bonus):
            rows[child] = replace(rows[child], source=maker.source(rows[slot], rows[child]))
            rows[child] = replace(rows[child], weight=maker.weight(rows[child]))
    for slot in range(len(rows)):
        _size_children(rows[slot], rows)
    for slot in range(len(rows)):
        _helpers(slot, rows)
    return tuple(rows)


def _slots(hierarchy: Hierarchy) -> list[int]:
    """Rows in the order of the sheet: the root, then for each node its ordinary items, ordinary nodes and bonus children."""
    slots = [hierarchy.rows - 1]
    for row in slots:  # which grows while it is walked
        if row >= hierarchy.items:
            node = hierarchy.nodes[row - hierarchy.items]
            flagged = list(zip(node.children, node.bonus, strict=True))
            slots += [child for child, bonus in flagged if not bonus] + [child for child, bonus in flagged if bonus]
    return slots


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes rows; `places` says where each row of the whole tree stands, `order` in which order the initiatives;
    `coverage` is that of the nodes, NaN where nothing is relevant.
    """

    scores: Scores
    column: ColumnScores
    whole: ScoreTree
    places: Mapping[int, int]
    order: list[int]
    wording: Wording
    coverage: FloatArray

    def row(self, row: int) -> TreeRow:
        """A row without what depends on its neighbours."""
        hierarchy, id_ = self.whole.hierarchy, self.whole.row_ids[row]
        framework = self.scores.assessment_set.framework
        item = row if row < hierarchy.items else None
        criterion = self.scores.matrix.items[row].criterion if item is not None else framework.criterion_by_id.get(id_)
        point, lower, upper, share = self._numbers(row)
        made = TreeRow(
            id=id_,
            title=self._title(id_, criterion),
            item=item,
            is_criterion=criterion is not None,
            counts_as=getattr(self._node(id_), "counts_as", None) if id_ != ROOT and criterion is None else None,
            points=framework.scale_of(criterion).points_available if criterion is not None else 1.0,
            in_use=self._in_use(id_),
            share=self._share(id_),
            point=point,
            lower=lower,
            upper=upper,
            coverage=share,
        )
        if item is not None:
            return made
        node = hierarchy.nodes[row - hierarchy.items]
        flagged = list(zip(node.children, node.bonus, strict=True))
        nodes = self.column.nodes.tree
        return replace(
            made,
            left_out=id_ not in nodes.row_ids[nodes.hierarchy.items :],
            power=node.power,
            sized=_SIZED.get(_weighting(framework, id_), "") if node.weighting == "size" else "",
            least=node.least,
            least_share=node.least_share,
            lifts_from=node.lifts_from * 100,
            ordinary=tuple(self.places[child] for child, bonus in flagged if not bonus),
            bonus=tuple(self.places[child] for child, bonus in flagged if bonus),
        )

    def source(self, parent: TreeRow, child: TreeRow) -> WeightSource:
        """Where a child's weight comes from: see `score_tree`."""
        if parent.is_criterion:
            return "one"
        weighting = _weighting(self.scores.assessment_set.framework, parent.id)
        if weighting == "stated":
            return "own"
        return "one" if weighting in ("weight", "points") and child.is_criterion else "named"

    def weight(self, row: TreeRow) -> float:
        """The weight that the engine takes for a child."""
        id_ = row.id.partition("/")[0]
        return 1.0 if row.source == "one" else row.in_use if row.source == "own" else self._named().get(id_, 1.0)

    def _named(self) -> Mapping[str, float]:
        return self.scores.assessment_set.framework.weights_of(self.scores.weight_set)

    def _in_use(self, id_: str) -> float:
        node = id_.partition("/")[0]
        return 1.0 if id_ == ROOT else self._named().get(node, self._node(node).weight)

    def _node(self, id_: str) -> Criterion | Dimension:
        framework = self.scores.assessment_set.framework
        return framework.criterion_by_id.get(id_) or next(d for d in framework.walk() if d.id == id_)

    def _numbers(self, row: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Point, lower and upper value and coverage; nothing where the weights in use leave the row out."""
        nodes, matrix, id_ = self.column.nodes, self.scores.matrix, self.whole.row_ids[row]
        items = nodes.tree.hierarchy.items
        if row < items:
            open_ = matrix.open_[row]
            point = matrix.values[row] * 100
            covered = np.where(matrix.relevant[row], matrix.covered[row].astype(np.float64), np.nan)
            ends = (np.where(open_, 0.0, point), np.where(open_, 100.0, point))
            return self._in_order(point), self._in_order(ends[0]), self._in_order(ends[1]), self._in_order(covered)
        found = nodes.tree.row_ids.index(id_, items) - items if id_ in nodes.tree.row_ids[items:] else None
        if found is None:
            nothing = (None,) * len(self.order)
            return nothing, nothing, nothing, nothing
        sides = (nodes.point[found], nodes.lower[found], nodes.upper[found])
        point_, lower, upper = (self._in_order(side) for side in sides)
        return point_, lower, upper, self._in_order(self.coverage[found])

    def _in_order(self, values: FloatArray) -> Numbers:
        return tuple(None if math.isnan(values[k]) else float(values[k]) for k in self.order)

    def _share(self, id_: str) -> float:
        tree = self.column.nodes.tree
        return tree.shares[tree.row_ids.index(id_)] if id_ in tree.row_ids else 0.0

    def _title(self, id_: str, criterion: Criterion | None) -> str:
        def say(text: Text) -> str:
            return text.in_language(self.wording.language)

        if id_ == ROOT:
            return self.wording("Overall score")
        return say(criterion.title) if criterion is not None else say(self._node(id_).title)


def _weighting(framework: Framework, id_: str) -> str:
    if id_ == ROOT:
        return framework.weighting
    return next((dimension.weighting for dimension in framework.walk() if dimension.id == id_), "one")


def size(row: TreeRow, sized: Sized) -> float:
    """What a criterion, or a dimension that counts as a number, counts for where a node above it is weighted by size."""
    if row.counts_as is not None:
        return row.counts_as
    weight = row.in_use if sized in ("weight", "points") else 1.0
    return weight * row.points if sized == "points" else weight


def counted_under(row: TreeRow, rows: Sequence[TreeRow]) -> list[TreeRow]:
    """What stands for the size of a child: itself, or what counts below it."""
    if row.left_out:
        return []
    if row.is_criterion or row.counts_as is not None:
        return [row]
    return [found for child in row.ordinary for found in counted_under(rows[child], rows)]


def leaves(row: TreeRow, rows: Sequence[TreeRow]) -> list[TreeRow]:
    """The items under a row."""
    if row.item is not None:
        return [row]
    return [found for child in (*row.ordinary, *row.bonus) for found in leaves(rows[child], rows)]


def _size_children(parent: TreeRow, rows: list[TreeRow]) -> None:
    """Give the children of a node their full weight, and where it is weighted by size the weight of what applies."""
    for place in (*parent.ordinary, *parent.bonus):
        child = rows[place]
        if not parent.sized:
            rows[place] = replace(child, full_weight=child.weight)
            continue
        below = counted_under(child, rows)
        sizes = [size(row, parent.sized) for row in below]
        effective = []
        for name in ("upper", "coverage"):  # a number there says: rated or open, and relevant
            lines = [[getattr(leaf, name) for leaf in leaves(row, rows)] for row in below]
            effective.append(
                tuple(
                    child.weight
                    * sum(one for one, of in zip(sizes, lines, strict=True) if any(line[k] is not None for line in of))
                    for k in range(len(child.upper))
                )
            )
        rows[place] = replace(child, full_weight=child.weight * sum(sizes), effective=tuple(effective))


def _helpers(slot: int, rows: list[TreeRow]) -> None:
    """Give the children of a node the terms of its mean, and the node what its bonus children make of it, step by step."""
    parent = rows[slot]
    children = (*parent.ordinary, *parent.bonus)
    if parent.power != 1:
        for place in children:
            child = rows[place]
            weights = _weights(child)
            sides = tuple(
                tuple(_term(parent.power, value, weight) for value, weight in zip(side, weights, strict=True))
                for side in _sides(child)
            )
            rows[place] = replace(child, terms=sides)
    if parent.withholds or parent.lifts_from:
        counts, may = _conditions(parent, [rows[place] for place in parent.ordinary])
        rows[slot] = replace(rows[slot], children=counts if parent.withholds else (), may_lift=may if parent.lifts_from else ())
    if not parent.bonus or math.isinf(parent.power):
        return
    ordinary, bonus = [rows[place] for place in parent.ordinary], [rows[place] for place in parent.bonus]
    base = tuple(tuple(_mean(parent.power, _pairs(ordinary, side, k)) for k in range(len(parent.point))) for side in range(3))
    lifted = tuple(
        tuple(
            tuple(_lifted(parent.power, ordinary, bonus, one, side, k, base[0][k]) for k in range(len(parent.point)))
            for one in bonus
        )
        for side in range(3)
    )
    rows[slot] = replace(rows[slot], base=base, lifted=lifted)


def _conditions(parent: TreeRow, children: Sequence[TreeRow]) -> tuple[tuple[Numbers, ...], tuple[Numbers, ...]]:
    """How many children of a node have a value, can have one and must; and whether its bonus children may lift it."""
    number = min(parent.least, sum(child.weight > 0 and not child.left_out for child in children))
    counts, may = [], []
    for k in range(len(parent.point)):
        able = [child for child in children if child.upper[k] is not None and _weights(child)[k] > 0]
        have = sum(child.point[k] is not None for child in able)
        counts.append((float(have), float(len(able)), max(float(number), parent.least_share * len(able))))
        sides = zip(*(_sides(child) for child in able), strict=True) if able else ((), (), ())
        least = parent.lifts_from - 1e-9
        may.append(tuple(float(all(one[k] is not None and one[k] >= least for one in side)) for side in sides))
    return tuple(zip(*counts, strict=True)), tuple(zip(*may, strict=True))


def _sides(row: TreeRow) -> tuple[Numbers, Numbers, Numbers]:
    return row.point, row.lower, row.upper


def _weights(row: TreeRow) -> Sequence[float]:
    """The weight of a child for each initiative."""
    return [weight or 0.0 for weight in row.effective[0]] if row.effective else [row.weight] * len(row.point)


def _term(power: float, value: float | None, weight: float) -> float | None:
    """f(value) of the mean, with values on 0..100; for the minimum and the maximum the value itself, if it counts."""
    if value is None or math.isinf(power):
        return value if weight > 0 else None
    least = 0.0 if power > 0 else LEAST
    return float(means.terms(power, np.array([max(value, least)]))[0])


def _pairs(children: Sequence[TreeRow], side: int, k: int) -> list[tuple[float, float]]:
    found = [(_weights(child)[k], _sides(child)[side][k]) for child in children]
    return [(weight, value) for weight, value in found if value is not None and weight > 0]


def _mean(power: float, pairs: Sequence[tuple[float, float]]) -> float | None:
    if not pairs:
        return None
    weights, values = (np.array(column) for column in zip(*pairs, strict=True))
    if power <= 0 and not values.all():
        return 0.0
    total, weight = (weights * means.terms(power, values)).sum(keepdims=True), weights.sum(keepdims=True)
    return float(means.mean(power, total, weight)[0])


def _lifted(
    power: float, ordinary: Sequence[TreeRow], bonus: Sequence[TreeRow], one: TreeRow, side: int, k: int, point: float | None
) -> float | None:
    """The mean with every bonus child that is worth as much as `one` or more."""
    value = _sides(one)[side][k]
    pairs = _pairs(ordinary, side, k)
    if value is None or not pairs or (side == 1 and point is None):
        return None
    return _mean(power, [*pairs, *(pair for pair in _pairs(bonus, side, k) if pair[1] >= value)])
