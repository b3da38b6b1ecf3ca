"""What is assessed: a framework is a tree of dimensions whose leaves are criteria, with the rules of scoring beside it.

These models say what a file may hold. What needs several of its parts at once (a weight set that names a dimension, descriptors
that fit a scale) is checked in `loading/framework_checks.py`, so that every problem has its line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from msiscore.model import Identifier, Language, Languages, Model, Name, Share, Text, Texts, Weight, Words
from msiscore.rounding import rounded
from msiscore.scales import BaseScale, Scale


class State(StrEnum):
    """Why there is no rating."""

    NOT_APPLICABLE = "not-applicable"
    NOTHING_FOUND = "nothing-found"
    TOO_EARLY = "too-early"
    CONFIDENTIAL = "confidential"
    NOT_ASSESSABLE = "not-assessable"
    UNANSWERED = "unanswered"


class StatePolicy(StrEnum):
    """What scoring does with a state.

    exclude: the criterion leaves, and its weight is shared out among its siblings. lowest: it counts as the lowest value.
    open: it is left out of the point score, and the interval runs from all open answers at their lowest to all at their highest.
    """

    EXCLUDE = "exclude"
    LOWEST = "lowest"
    OPEN = "open"


DEFAULT_POLICIES: Mapping[State, StatePolicy] = {
    State.NOT_APPLICABLE: StatePolicy.EXCLUDE,
    State.NOTHING_FOUND: StatePolicy.LOWEST,
    State.TOO_EARLY: StatePolicy.EXCLUDE,
    State.CONFIDENTIAL: StatePolicy.OPEN,
    State.NOT_ASSESSABLE: StatePolicy.OPEN,
    State.UNANSWERED: StatePolicy.OPEN,
}


class Aspect(StrEnum):
    """What is looked at: the written rule, or what happens."""

    PAPER = "paper"
    PRACTICE = "practice"


REACH_TAG = "reach"
"""The tag of criteria that measure how much of a sector an initiative reaches; reports have a section on them."""

REACH_KINDS: tuple[Literal["companies", "market"], ...] = ("companies", "market")
"""What such a criterion counts: companies, or their part of the market (turnover, volume or assets)."""

NAMED_POWERS: Mapping[str, float] = {
    "arithmetic": 1.0,
    "geometric": 0.0,
    "harmonic": -1.0,
    "minimum": float("-inf"),
    "maximum": float("inf"),
}


class PowerMean(Model):
    """A weighted power mean: (sum w x^p / sum w)^(1/p); the named rules of aggregation are cases of it."""

    model_config = ConfigDict(allow_inf_nan=True)

    power: float = Field(description="p in (sum w x^p / sum w)^(1/p); 1 is arithmetic, 0 geometric, -1 harmonic.")

    @field_validator("power")
    @classmethod
    def _is_usable(cls, power: float) -> float:
        if math.isnan(power) or (math.isfinite(power) and power != 0 and not 0.01 <= abs(power) <= 20):
            raise PydanticCustomError(
                "power",
                "a power is 0 (geometric) or lies between 0.01 and 20, or -0.01 and -20; beyond that use minimum or maximum",
            )
        return power


def _read_aggregation(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value not in NAMED_POWERS:
        raise PydanticCustomError(
            "aggregation",
            "`{found}` is no rule of aggregation; allowed are {allowed}, or {power: 0.5}",
            {"found": value, "allowed": ", ".join(NAMED_POWERS)},
        )
    return PowerMean(power=NAMED_POWERS[value])


Aggregation = Annotated[
    PowerMean,
    BeforeValidator(_read_aggregation),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": list(NAMED_POWERS)},
                {"type": "object", "properties": {"power": {"type": "number"}}, "required": ["power"]},
            ]
        }
    ),
]
ARITHMETIC = PowerMean(power=1.0)


class LeastChildren(Model):
    """How many children of a node must have a value: a number of them, or a share of those that can have one."""

    number: int = 0
    share: float = 0.0

    def __str__(self) -> str:
        return f"{self.number}" if self.number else f"{self.share * 100:g}%"


def _read_least(value: object) -> object:
    if isinstance(value, LeastChildren):
        return value
    text = str(value).strip()
    if re.fullmatch(r"\d{1,6}", text) and int(text) >= 1:
        return LeastChildren(number=int(text))
    if re.fullmatch(r"\d{1,3}(\.\d{1,9})?%", text) and 0 < float(text[:-1]) <= 100:
        return LeastChildren(share=float(text[:-1]) / 100)
    raise PydanticCustomError(
        "minimum-children", "a whole number from 1 up, such as 2, or a share above 0% up to 100%, such as 50%, is due"
    )


MinimumChildren = Annotated[
    LeastChildren,
    BeforeValidator(_read_least),
    PlainSerializer(str),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": r"^\s*(0*[1-9]\d{0,5}|\d{1,3}(\.\d{1,9})?%)\s*$", "examples": ["2", "50%"]}
    ),
]
"""In YAML a number of children, `2`, or a share of them, `50%`."""

Weighting = Literal["stated", "equal", "count", "weight", "points"]


Otherwise = Annotated[
    Literal["cap", "fail", "flag"],
    Field(description="What happens below it: the score is capped, falls to 0, or stays and is marked."),
]
CapAt = Annotated[float | None, Field(ge=0, le=100, description="The highest score left when the standard is not met.")]
CountedFrom = Annotated[
    Literal["started", "member-since"], Field(description="The date of the initiative from which the years are counted.")
]
LowestScore = Annotated[float, Field(ge=0, le=100)]


class MinimumStandard(Model):
    """A level below which a criterion fails, caps or flags the whole initiative."""

    level: str | None = Field(default=None, description="The lowest level that meets the standard.")
    value: float | None = Field(default=None, description="The lowest value that meets it, on scales in points or units.")
    otherwise: Otherwise = "cap"
    at: CapAt = None
    aspect: Aspect | None = Field(default=None, description="The only aspect that has to meet the standard; both if absent.")
    by_year: dict[int, str] | None = Field(
        default=None, description="Year of running (1 is the first) from which another level is asked: {1: 1, 3: 2}."
    )
    counted_from: CountedFrom = "started"

    @property
    def base(self) -> str:
        """What is asked before any year of `by_year`, as it is written."""
        return self.level if self.level is not None else f"{self.value}"


class MinimumScore(Model):
    """A score of a dimension, or of the whole, below which the initiative is capped, fails or is marked."""

    score: LowestScore = Field(description="The lowest score that meets the standard.")
    otherwise: Otherwise = "cap"
    at: CapAt = None
    by_year: dict[int, LowestScore] | None = Field(
        default=None, description="Year of running (1 is the first) from which another score is asked: {1: 20, 2: 40}."
    )
    counted_from: CountedFrom = "started"

    @property
    def base(self) -> str:
        """What is asked before any year of `by_year`, as it is written."""
        return f"{self.score:g}"


AnyMinimum = MinimumStandard | MinimumScore


class Criterion(Model):
    """One thing that is rated."""

    id: Identifier = Field(description="Short and lasting, such as MON-01; ratings and weight sets refer to it.")
    title: Text = Field(description="Two to five words, for tables.")
    question: Text = Field(description="What the assessor answers.")
    why: Text | None = Field(default=None, description="Why it matters.")
    guidance: Text | None = Field(default=None, description="How to choose between answers in hard cases.")
    evidence_needed: Text | None = Field(default=None, description="What kind of evidence an answer asks for.")
    scale: str | None = Field(
        default=None, description="A scale of the framework, by its name; the framework's `default-scale` if absent."
    )
    descriptors: tuple[Text, ...] = Field(
        default=(), description="When each level applies, one text a level, the first for the first level."
    )
    weight: Weight = Field(default=1.0, description="How much it counts beside its siblings; 0 never counts.")
    bonus: bool = Field(default=False, description="A bonus criterion can lift the score of its dimension, never lower it.")
    minimum: MinimumStandard | None = Field(default=None, description="The minimum standard that the criterion carries.")
    aspects: Annotated[tuple[Aspect, ...], Field(max_length=2)] = Field(
        default=(), description="Rated once for each: `paper` is the written rule, `practice` what happens."
    )
    states: dict[State, StatePolicy] = Field(
        default_factory=dict, description="What scoring does with a state here, where that differs from the framework's rule."
    )
    tags: dict[str, Words] = Field(
        default_factory=dict,
        description="Free marks for re-cutting the ratings; views refer to them. `reach` is for measured reach.",
    )
    origin: Words = Field(default=(), description="Where the idea comes from, not its text.")


class Dimension(Model):
    """A group of criteria; dimensions nest to any depth that the YAML reader allows."""

    id: Identifier = Field(description="Short and lasting, such as monitoring; weight sets refer to it.")
    title: Text = Field(description="Its name in tables.")
    summary: Text | None = Field(default=None, description="What it is about, in a sentence or two.")
    weight: Weight = Field(default=1.0, description="How much it counts beside its siblings; 0 never counts.")
    aggregation: Aggregation = Field(default=ARITHMETIC, description="The mean by which its children become its score.")
    weighting: Weighting = Field(default="stated", description="How its children are weighted.")
    minimum_children: MinimumChildren | None = Field(
        default=None, description="How many of its children, or what share of them, must have a value; with fewer it has none."
    )
    lifts_from: float | None = Field(
        default=None,
        gt=0,
        le=100,
        description="Its bonus criteria count only where each of its other children has at least this score.",
    )
    counts_as: Weight | None = Field(
        default=None,
        gt=0,
        description="What it counts for above, under `count`, `weight` or `points`, in the place of the criteria in it.",
    )
    minimum: MinimumScore | None = Field(default=None, description="The minimum score that the dimension carries.")
    dimensions: tuple[Dimension, ...] = Field(default=(), description="Dimensions inside this one.")
    criteria: tuple[Criterion, ...] = Field(default=(), description="The criteria of this dimension.")

    def walk(self) -> Iterator[Dimension]:
        """The dimension itself and all below it, parents first."""
        yield self
        for dimension in self.dimensions:
            yield from dimension.walk()

    def all_criteria(self) -> Iterator[Criterion]:
        """Every criterion under the dimension, in reading order."""
        yield from self.criteria
        for dimension in self.dimensions:
            yield from dimension.all_criteria()


class Requirement(Model):
    """What a band asks besides the score: a level or value of a criterion, or the score of a dimension."""

    of: Identifier = Field(description="The criterion or dimension that has to reach it.")
    level: str | None = Field(
        default=None, description="The lowest level that is enough; for a criterion on a scale with levels."
    )
    value: float | None = Field(
        default=None, description="The lowest value that is enough; for a criterion on a scale in points or units."
    )
    score: float | None = Field(default=None, ge=0, le=100, description="The lowest score that is enough; for a dimension.")
    by_year: dict[int, str] | None = Field(
        default=None, description="Year of running (1 is the first) from which something else is asked: {1: 40, 2: 60}."
    )
    counted_from: CountedFrom = "started"

    @property
    def base(self) -> str:
        """What is asked before any year of `by_year`, as it is written."""
        return next((f"{one}" for one in (self.level, self.value, self.score) if one is not None), "")


class Band(Model):
    """A named range of scores, from its lower end up to the next band's."""

    name: Name = Field(description="A short name, which data files use.")
    title: Text | None = Field(default=None, description="What readers see; the name if absent.")
    from_: float = Field(ge=0, le=100, description="The lowest score of the band; the first band starts at 0.")
    requires: tuple[Requirement, ...] = Field(
        default=(), description="What else the band asks; without it an initiative falls to the next band below."
    )

    def in_language(self, language: str) -> str:
        """The band's title, or its name where it has none."""
        return self.title.in_language(language) if self.title else self.name


TagWeights = Annotated[
    dict[Name, dict[Name, Weight]],
    Field(description="By tag, then by its value: what the weights of criteria are multiplied by."),
]


class WeightSet(Model):
    """A named set of weights, e.g. how one stakeholder group sees it; nodes that it does not name keep their own weight."""

    title: Text = Field(description="Its name in reports.")
    who: Text | None = Field(default=None, description="Whose view it is.")
    weights: dict[str, Weight] = Field(default_factory=dict, description="New weights by the id of a dimension or criterion.")
    tag_weights: TagWeights = Field(
        default_factory=dict, description="New weights by tag and value; tags and values that it does not name keep theirs."
    )


class ViewValue(Model):
    """One value of the tag that a view re-cuts by."""

    id: Name = Field(description="The value of the tag.")
    title: Text = Field(description="What readers see.")


class View(Model):
    """The same ratings re-cut by a tag, such as result level or due-diligence step."""

    id: Identifier = Field(description="Short and lasting.")
    title: Text = Field(description="Its name in reports.")
    tag: Name = Field(description="The tag of the criteria to re-cut by.")
    values: tuple[ViewValue, ...] = Field(min_length=1, description="Every value of the tag, in the order of the report.")


class Framework(Model):
    """The whole tree of what is assessed, with its rules of scoring. See docs/formats.md for every key."""

    id: Identifier = Field(description="Short and lasting; sets refer to it, and its folder has the same name.")
    version: Name = Field(description="Raise it when a change moves scores; sets may name the version they were rated by.")
    title: Text = Field(description="Its name in reports.")
    summary: Text | None = Field(default=None, description="What it judges and for whom.")
    notice: Text | None = Field(default=None, description="Printed in every output.")
    language: Language = Field(default="en", description="The language of texts that are written without one.")
    languages: Languages = Field(
        default=(), description="The languages that every text should have; a missing one is reported as a gap."
    )
    licence: str | None = Field(default=None, description="The licence of the criteria, such as CC-BY-4.0.")
    authors: Texts = Field(default=(), description="Who wrote the criteria.")
    sources: Texts = Field(default=(), description="What it rests on: documents, and where they stand.")
    scales: dict[str, Scale] = Field(min_length=1, description="The possible answers, by a name of your choice.")
    default_scale: str | None = Field(
        default=None, description="The scale of criteria that name none; not needed when there is one scale."
    )
    states: dict[State, StatePolicy] = Field(
        default_factory=dict,
        description="What scoring does with each state; those not named keep their default (docs/method.md).",
    )
    combine_aspects: Aggregation | None = Field(
        default=None, description="The mean that makes paper and practice one value; without it, aspects leave no overall score."
    )
    minimum_coverage: Share = Field(default=0.0, description="Below this coverage no score is given.")
    total: Literal["scored", "none"] = Field(
        default="scored", description="none: a profile by dimension, without an overall score."
    )
    aggregation: Aggregation = Field(default=ARITHMETIC, description="The mean by which dimensions become the overall score.")
    weighting: Weighting = Field(default="stated", description="How the dimensions are weighted.")
    minimum_children: MinimumChildren | None = Field(
        default=None, description="How many dimensions, or what share of them, must have a score; with fewer the whole has none."
    )
    tag_weights: TagWeights = Field(
        default_factory=dict,
        description="Weights that cross the tree: by tag and value, what the weight of each criterion with that value is multiplied by.",
    )
    minimum: MinimumScore | None = Field(default=None, description="The minimum score that the whole carries.")
    decimals: int = Field(default=0, ge=0, le=6, description="Decimals of scores in reports.")
    ranking: Literal["unrounded", "rounded"] = Field(
        default="unrounded", description="What ranks and bands are made from: the score as computed, or rounded to `decimals`."
    )
    bands: tuple[Band, ...] = Field(default=(), description="Named ranges of scores, the lowest first.")
    weight_sets: dict[Identifier, WeightSet] = Field(
        default_factory=dict, description="Other weights to score by, by a name of your choice."
    )
    views: tuple[View, ...] = Field(default=(), description="Re-cuts of the same ratings by a tag.")
    dimensions: tuple[Dimension, ...] = Field(min_length=1, description="The dimensions, in the order of reports.")

    def walk(self) -> Iterator[Dimension]:
        """Every dimension, parents before their children, in reading order."""
        for dimension in self.dimensions:
            yield from dimension.walk()

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, in reading order."""
        return tuple(criterion for dimension in self.dimensions for criterion in dimension.all_criteria())

    @cached_property
    def criterion_by_id(self) -> dict[str, Criterion]:
        """The criteria by their id."""
        return {criterion.id: criterion for criterion in self.criteria}

    @property
    def has_aspects(self) -> bool:
        """Whether any criterion tells paper and practice apart."""
        return any(criterion.aspects for criterion in self.criteria)

    def scale_of(self, criterion: Criterion) -> BaseScale:
        """The scale that `criterion` is rated on; raises KeyError when the framework was not checked."""
        name = criterion.scale or self.default_scale or next(iter(self.scales))
        return self.scales[name]

    def policy(self, criterion: Criterion, state: State) -> StatePolicy:
        """What scoring does with `state` on `criterion`: its own policy, else the framework's, else the default."""
        return criterion.states.get(state) or self.states.get(state) or DEFAULT_POLICIES[state]

    def weights_of(self, weight_set: str | None = None) -> dict[str, float]:
        """The weights that differ from the nodes' own, by id: those of a weight set, and those of criteria times their weights by tag.

        Raises KeyError for an unknown set. A criterion that has several values of a tag, or none, is a problem that the checks find.
        """
        chosen = self.weight_sets[weight_set] if weight_set is not None else None
        weights = dict(chosen.weights) if chosen is not None else {}
        by_tag = {tag: dict(values) for tag, values in self.tag_weights.items()}
        for tag, values in (chosen.tag_weights if chosen is not None else {}).items():
            by_tag.setdefault(tag, {}).update(values)
        for criterion in self.criteria if by_tag else ():
            factors = [by_tag[tag].get(value, 1.0) for tag in by_tag for value in criterion.tags.get(tag, ())]
            weights[criterion.id] = weights.get(criterion.id, criterion.weight) * math.prod(factors)
        return weights

    @property
    def standards(self) -> Iterator[tuple[str, AnyMinimum]]:
        """Every minimum standard with the id of what carries it; that of the whole, with the id "", comes last."""
        for dimension in self.walk():
            if dimension.minimum is not None:
                yield dimension.id, dimension.minimum
        for criterion in self.criteria:
            if criterion.minimum is not None:
                yield criterion.id, criterion.minimum
        if self.minimum is not None:
            yield "", self.minimum

    def compared(self, score: float) -> float:
        """The number that ranks and bands are made from: `score` (0..100), rounded as it is shown if the framework says so."""
        return float(rounded(score, self.decimals)) if self.ranking == "rounded" and not math.isnan(score) else score

    def band_of(self, score: float, *, denied: Collection[str] = ()) -> Band | None:
        """The highest band that `score` (0..100) reaches, of those not `denied`; None where the framework has no bands."""
        number = self.compared(score)
        reached = [band for band in self.bands if number >= band.from_ - 1e-9 and band.name not in denied]
        return max(reached, key=lambda band: band.from_) if reached else None
