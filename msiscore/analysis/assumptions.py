"""What a robustness analysis lets vary, and by how much: the assumptions that its results hold under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from msiscore.errors import NotPossible

ERROR = 0.005
"""Draws go on until no probability has a larger standard error than this."""

MOST_DRAWS = 1_000_000
ROUND = 10_240
"""Draws between two looks at the error."""

MOST_TO_DECIDE = 4 * ROUND
"""For the sake of pairs that are not decided at 95%, draws go on up to this number."""

MOST_RATINGS = 20_000_000
"""And no further than so many ratings scored."""

NEIGHBOUR: Mapping[str, float] = {"high": 0.05, "medium": 0.15, "low": 0.25}
"""By the assessor's confidence: the probability that the right level is the next lower one, and as much for the next higher one.

An own proposal: nobody has measured these numbers for ratings of this kind. What would go beyond the end of a scale stays.
"""

UNSTATED = "medium"
"""How a rating is taken whose assessor stated no confidence."""


OpenAnswers = Literal["any", "left-out"]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What varies between draws; the rest is as stated.

    weights_within: each stated weight is multiplied by a number drawn evenly from 1 - x to 1 + x; 0 leaves weights as they are.
    any_weights: weights drawn evenly from all that there can be, at each node: Dirichlet(1, ..., 1).
    weight_sets: each draw takes the framework's own weights or one of its weight sets, all as likely.
    ratings: a rating may be one level lower or higher, as likely as `neighbour` says for its confidence.
    rules: each draw takes all means of dimensions and of the whole as stated, or all arithmetic, geometric or harmonic.
    normalisation: each draw takes the scales as stated, or measured values by another method, or levels in equal steps.
    open_answers: "any" draws an answer for each open one, every level as likely; "left-out" leaves them out, as the score does.
    """

    weights_within: float = 0.25
    any_weights: bool = False
    weight_sets: bool = False
    rules: bool = False
    normalisation: bool = False
    ratings: bool = True
    open_answers: OpenAnswers = "any"
    neighbour: tuple[tuple[str, float], ...] = tuple(NEIGHBOUR.items())

    def __post_init__(self) -> None:
        if not 0 <= self.weights_within < 1:
            raise NotPossible(f"weights can vary within 0 up to, but not including, 1 (100%), not {self.weights_within:g}")
        if any(not 0 <= share <= 0.5 for _, share in self.neighbour):
            raise NotPossible("a rating is one level lower with a probability of 0 to 0.5, and higher with the same")

    @property
    def vary(self) -> bool:
        """Whether anything varies at all."""
        choices = self.weights_within or self.any_weights or self.weight_sets or self.rules or self.normalisation
        return bool(choices or self.ratings or self.open_answers == "any")

    def words(self) -> tuple[str, ...]:
        """What varies, one phrase each."""
        found = []
        if self.any_weights:
            found.append("any weights at all")
        elif self.weights_within:
            found.append(f"each weight within {100 * self.weights_within:g}% of the stated one")
        if self.weight_sets:
            found.append("the weight sets, each as likely")
        if self.rules:
            found.append("the means, as stated or all arithmetic, geometric or harmonic, each as likely")
        if self.normalisation:
            found.append("the normalisation of measured values and of levels with values of their own, each as likely")
        if self.ratings:
            shares = ", ".join(f"{name} {100 * share:g}%" for name, share in self.neighbour)
            found.append(f"ratings one level lower or higher, each way by confidence ({shares}; unstated as {UNSTATED})")
        if self.open_answers == "any":
            found.append("open answers at any level")
        return tuple(found)
