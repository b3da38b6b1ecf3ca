"""Which parts of a framework can be judged: the children of a node whose weights are shares of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msiscore.elicitation.results import TOP
from msiscore.framework import Criterion, Dimension, Framework, Weighting

SIZED: tuple[Weighting, ...] = ("count", "weight", "points")


@dataclass(frozen=True, slots=True)
class Judgeable:
    """One node. `weights`: its ordinary children that count, by id, with the weight that the framework gives them.

    Bonus criteria are left out, and children of weight 0, which never count. `weighting` is the node's: where it looks at what is in a
    child, a stated share would not be the share that counts.
    """

    node: str
    weighting: Weighting
    weights: Mapping[str, float]

    @property
    def parts(self) -> tuple[str, ...]:
        """The ids that a judgement has to name, in the order of the framework."""
        return tuple(self.weights)

    @property
    def sized(self) -> bool:
        """Whether weights are multiplied by what is in each child."""
        return self.weighting in SIZED

    def weights_of(self, shares: Mapping[str, float]) -> dict[str, float]:
        """`shares` (sum 1) as weights with the same sum as the framework's own, so that what is not judged, such as a bonus
        criterion, keeps its proportion. A share too small to be a weight counts as 0.
        """
        total = sum(self.weights.values())
        return {part: share * total if share * total >= 1e-9 else 0.0 for part, share in shares.items()}


def judgeable(framework: Framework) -> dict[str, Judgeable]:
    """Every node of the framework by its id, the top level as TOP."""
    found = {TOP: _of(TOP, framework.weighting, framework.dimensions, ())}
    for dimension in framework.walk():
        found[dimension.id] = _of(dimension.id, dimension.weighting, dimension.dimensions, dimension.criteria)
    return found


def _of(node: str, weighting: Weighting, dimensions: tuple[Dimension, ...], criteria: tuple[Criterion, ...]) -> Judgeable:
    children: list[Criterion | Dimension] = [*(one for one in criteria if not one.bonus), *dimensions]
    stated = {one.id: one.weight if weighting == "stated" else 1.0 for one in children}
    return Judgeable(node, weighting, {id_: weight for id_, weight in stated.items() if weight > 0})
