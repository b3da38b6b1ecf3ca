"""What one person or group was asked about weights, and what they judged: one file in the folder `weights` of a set.

These models say what a file may hold. What a method needs, and whether the judgements fit the framework, is checked in
`elicitation/methods.py` and `loading/judgement_checks.py`, so that every problem has its line.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from msiscore.model import Figure, Identifier, Model, PartialDate, Text, Words

MethodName = Literal["direct", "budget", "swing", "pairwise", "best-worst", "rank-order"]
Derivation = Literal["eigenvector", "row-geometric-mean"]
RankFormula = Literal["centroid", "sum", "reciprocal"]

LARGEST_POINTS = 1e9


def _read_points(value: object) -> object:
    return value.strip().removesuffix("%").rstrip() if isinstance(value, str) else value


def _read_ratio(value: object) -> object:
    """`1/3` as a number; anything else as it is."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)\s*", value) if isinstance(value, str) else None
    if match is None:
        return value
    if float(match[2]) == 0:
        raise PydanticCustomError("ratio", "a number cannot be divided by 0")
    return float(match[1]) / float(match[2])


_POINTS_SCHEMA = {"type": ["string", "number"], "pattern": r"^\s*\d+(\.\d+)?\s*%?\s*$", "examples": [30, "30%"]}
_RATIO_SCHEMA = {"type": ["string", "number"], "pattern": r"^\s*\d+(\.\d+)?\s*(/\s*\d+(\.\d+)?\s*)?$", "examples": [3, "1/3"]}

Points = Annotated[Figure, Field(ge=0, le=LARGEST_POINTS), BeforeValidator(_read_points), WithJsonSchema(_POINTS_SCHEMA)]
"""A number of points or per cent, 0 or more."""

Ratio = Annotated[Figure, Field(gt=0), BeforeValidator(_read_ratio), WithJsonSchema(_RATIO_SCHEMA)]
"""How many times as important, such as 3 or 1/3."""


def _read_group(value: object) -> object:
    return {"id": value} if isinstance(value, str | int | float) and not isinstance(value, bool) else value


def _listed(value: object) -> object:
    """A single judgement needs no list around it."""
    return value if value is None or isinstance(value, list | tuple) else [value]


class StakeholderGroup(Model):
    """The group that somebody belongs to."""

    id: Identifier = Field(description="Short and lasting; the same in the files of all who belong to it.")
    title: Text | None = Field(default=None, description="Its name in reports; enough in one of the files.")


class Asked(Model):
    """How the judgements came about."""

    how: Text = Field(description="How they were asked: interview, workshop, questionnaire.")
    date: PartialDate | None = Field(default=None, description="When.")
    by: Text | None = Field(default=None, description="Who asked.")
    people: int | None = Field(default=None, ge=1, description="How many people stand behind the file.")


class Judgement(Model):
    """How the weight of one node is to be divided among what is in it, by one method."""

    of: Identifier | None = Field(
        default=None, description="The dimension whose parts are judged; the top level of the framework if absent."
    )
    method: MethodName = Field(description="How they were asked; it decides which of the other keys are due.")
    weights: dict[str, Points] | None = Field(default=None, description="`direct`: the weights as they were stated.")
    points: dict[str, Points] | None = Field(
        default=None,
        description="`budget`: points given to each. `swing`: 100 for what should rise first from lowest to highest, less for others.",
    )
    budget: Points = Field(default=100.0, gt=0, description="`budget`: the points there were to give.")
    compared: dict[str, dict[str, Ratio]] | None = Field(
        default=None, description="`pairwise`: how many times as important the first is as each in its map, 1/9 to 9."
    )
    derive: Derivation = Field(default="eigenvector", description="`pairwise`: how weights come from the comparisons.")
    best: str | None = Field(default=None, description="`best-worst`: the most important part.")
    worst: str | None = Field(default=None, description="`best-worst`: the least important part.")
    best_to_others: dict[str, Ratio] | None = Field(
        default=None, description="`best-worst`: how many times as important the best is as each other, 1 to 9."
    )
    others_to_worst: dict[str, Ratio] | None = Field(
        default=None, description="`best-worst`: how many times as important each other is as the worst, 1 to 9."
    )
    order: tuple[Words, ...] | None = Field(
        default=None, description="`rank-order`: the most important first; what is level stands in brackets of its own."
    )
    formula: RankFormula = Field(default="centroid", description="`rank-order`: how weights come from the places.")
    note: Text | None = Field(default=None, description="What was said with it.")


class Respondent(Model):
    """One person or group that was asked for weights: one file of the folder `weights`."""

    id: Identifier = Field(description="Short and lasting; the file has the same name.")
    title: Text = Field(description="Who it is, as reports should call them.")
    group: Annotated[StakeholderGroup, BeforeValidator(_read_group)] = Field(
        description="The group they belong to, by its id or with a title. Its id names the weight set that is made."
    )
    asked: Asked = Field(description="When and how they were asked.")
    judgements: Annotated[tuple[Judgement, ...], BeforeValidator(_listed)] = Field(
        min_length=1, description="One judgement for each node that they judged."
    )
