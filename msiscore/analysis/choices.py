"""Choices of method that a draw may make otherwise: the rule of the means, and the normalisation of the scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from msiscore.analysis.assumptions import Assumptions
from msiscore.framework import Framework
from msiscore.scales import BaseScale, LevelScale, MeasureScale, RelativeScale
from msiscore.scoring.hierarchy import Hierarchy, Node
from msiscore.scoring.weighting import ScoreTree

RULES: Mapping[str, float] = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}
"""The means that a draw may take for all means of a framework, with their powers."""

METHODS: tuple[Literal["min-max", "z-score", "percentile-rank"], ...] = ("min-max", "z-score", "percentile-rank")
"""The ways of setting a measured value against the others of the set."""


def rules(framework: Framework, trees: Sequence[ScoreTree], assumptions: Assumptions) -> list[list[Hierarchy]]:
    """The trees by each rule that a draw may choose, the stated one first.

    A draw takes one rule for all means of dimensions and of the whole. Minimum and maximum stay, and so does the mean of the two aspects
    of a criterion: they are what the framework asks, not a choice of mean.
    """
    stated = [tree.hierarchy for tree in trees]
    found = [stated]
    if assumptions.rules:
        for power in RULES.values():
            other = [with_power(framework, tree, power) for tree in trees]
            if other not in found:
                found.append(other)
    return found


def with_power(framework: Framework, tree: ScoreTree, power: float, *, extremes: bool = False) -> Hierarchy:
    """The tree with the means of dimensions and of the whole replaced by those of `power`; minimum and maximum too, if `extremes`."""
    hierarchy = tree.hierarchy
    return replace(
        hierarchy,
        nodes=tuple(
            node
            if (abs(node.power) == float("inf") and not extremes) or tree.row_ids[row] in framework.criterion_by_id
            else replace(node, power=power)
            for row, node in enumerate(hierarchy.nodes, start=hierarchy.items)
        ),
    )


def without_sizes(tree: ScoreTree) -> ScoreTree:
    """The tree in which no weights follow sizes, for any weights at all: what counts for nothing keeps counting for nothing."""
    hierarchy = tree.hierarchy
    return replace(tree, hierarchy=replace(hierarchy, nodes=tuple(_fixed(hierarchy, node) for node in hierarchy.nodes)))


def _fixed(hierarchy: Hierarchy, node: Node) -> Node:
    if node.weighting == "fixed":
        return node
    sized = {row for row, size in node.sizes if size > 0}
    weights = (
        weight if sized & _rows_under(hierarchy, child) else 0.0
        for child, weight in zip(node.children, node.weights, strict=True)
    )
    return replace(node, weights=tuple(weights), weighting="fixed", sizes=())


def _rows_under(hierarchy: Hierarchy, row: int) -> set[int]:
    """A row and all rows under it."""
    if row < hierarchy.items:
        return {row}
    return {row}.union(*(_rows_under(hierarchy, child) for child in hierarchy.nodes[row - hierarchy.items].children))


def normalisations(framework: Framework, assumptions: Assumptions) -> list[Framework]:
    """The framework with the scales that a draw may choose, the stated ones first.

    Two choices, each for all scales that it touches: measured values between goalposts, or set against the others of the set, by min-max,
    z-score or percentile rank; and levels by their stated values, or in equal steps. Other scales stay as they are.
    """
    found = [framework]
    if assumptions.normalisation:
        for method in (None, *METHODS):
            for equal in (False, True):
                scales = {name: _other(scale, method, equal) for name, scale in framework.scales.items()}
                if all(scales != known.scales for known in found):
                    found.append(framework.model_copy(update={"scales": scales}))
    return found


def _other(scale: BaseScale, method: Literal["min-max", "z-score", "percentile-rank"] | None, equal: bool) -> BaseScale:
    if isinstance(scale, LevelScale) and equal and scale.values is not None:
        return scale.model_copy(update={"values": None})
    if isinstance(scale, RelativeScale) and method is not None and not scale.asks_by_level:
        return scale.model_copy(update={"method": method})
    if isinstance(scale, MeasureScale) and method is not None:
        return RelativeScale(unit=scale.unit, method=method, reversed=scale.lower_is_better)
    return scale
