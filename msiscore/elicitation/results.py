"""What comes out of a judgement: shares of weight, and how well the answers behind them fit together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Measure = Literal[
    "consistency-ratio", "geometric-consistency-index", "linear-deviation", "input-consistency-ratio", "circular-triads"
]

TOP = ""
"""The id of the top level of a framework, where no dimension is named."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """One measure of how well answers fit together: 0 is perfect. `limit` is the largest acceptable value, if there is one."""

    measure: Measure
    value: float
    limit: float | None = None

    @property
    def acceptable(self) -> bool | None:
        """Whether the value keeps to the limit; None where there is none."""
        return None if self.limit is None else self.value <= self.limit + 1e-12


@dataclass(frozen=True, slots=True)
class Doubt:
    """One answer that fits the others badly: `first` was said to be `said` times as important as `second`; the weights say `implied`."""

    first: str
    second: str
    said: float
    implied: float


@dataclass(frozen=True, slots=True)
class Elicited:
    """The shares of one node's weight by one judgement.

    node: the dimension, or TOP. shares: by child, sum 1. rescaled_from: what the stated numbers summed to, when that was not what they
    should sum to (`due`); they were divided by it. other: shares by the other way to derive them from the same answers, named in
    `other_name`; empty where there is none. consistency: its measures, none for methods in which answers cannot contradict
    each other. doubts: the answers that fit worst, the worst first. circular: answers that go round in a ring (a over b over c over a).
    """

    node: str
    method: str
    shares: Mapping[str, float]
    rescaled_from: float | None = None
    due: float | None = None
    other_name: str = ""
    other: Mapping[str, float] | None = None
    consistency: tuple[Consistency, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    circular: tuple[tuple[str, str, str], ...] = ()
