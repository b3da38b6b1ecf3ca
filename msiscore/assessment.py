"""What was found: one assessment per initiative, its ratings with reason and evidence, and the set that is compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from msiscore.framework import Aspect, Framework, State
from msiscore.model import Identifier, Model, PartialDate, Text, WebAddress, Words

Visibility = Literal["public", "restricted", "secret"]
EvidenceKind = Literal["claim", "document", "verified", "testimony"]
Confidence = Literal["low", "medium", "high"]


def _bare_source(value: object) -> object:
    """Evidence may be written as the bare id of its source."""
    return {"source": value} if isinstance(value, str) else value


class Source(Model):
    """Something that was read, seen or heard, and where to find it."""

    title: Text
    author: str | None = None
    publisher: str | None = None
    date: PartialDate | None = None
    url: WebAddress | None = None
    archived: WebAddress | None = None
    accessed: PartialDate | None = None
    licence: str | None = None
    note: Text | None = None
    visibility: Visibility = "public"


class Evidence(Model):
    """Where in which source a rating's reason stands, and what kind of proof it is."""

    source: str
    page: str | None = None
    locator: str | None = None
    quote: Text | None = None
    kind: EvidenceKind | None = None
    stance: Literal["supports", "contradicts"] = "supports"
    note: Text | None = Field(default=None, description="What this source says, in the assessor's own words.")
    visibility: Visibility = "public"
    date: PartialDate | None = None


EvidenceList = Annotated[
    tuple[Annotated[Evidence, BeforeValidator(_bare_source)], ...],
    BeforeValidator(lambda value: [value] if isinstance(value, str | dict) else value),
]


class Rating(Model):
    """A level, a measured value or a state for one criterion (or one aspect of it), with reason, evidence and confidence.

    A bare scalar in YAML (`MON-01: 1`, `MON-01: too-early`) is kept in `bare` until the criterion's scale says what it is.
    """

    bare: str | None = Field(default=None, exclude=True, json_schema_extra={"readOnly": True})
    level: str | None = None
    value: str | None = None
    state: State | None = None
    confidence: Confidence | None = None
    reason: Text | None = None
    evidence: EvidenceList = ()
    assessor: str | None = None
    unit: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    date: PartialDate | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_bare(cls, value: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str):
            return {"state": value} if value in set(State) else {"bare": value}
        if value is None:
            raise PydanticCustomError("rating", "the rating is empty; leave the criterion out if it is unanswered")
        return value

    @property
    def answer(self) -> str | None:
        """The text of the level or value, or None where there is a state or nothing."""
        return next((text for text in (self.bare, self.level, self.value) if text is not None), None)


class CriterionRating(Rating):
    """The rating of one criterion; where paper and practice are told apart, one rating for each."""

    paper: Rating | None = None
    practice: Rating | None = None

    def of_aspect(self, aspect: Aspect | None) -> Rating | None:
        """The rating of `aspect`, or the rating itself for a criterion without aspects."""
        if aspect is None:
            return self
        return self.paper if aspect is Aspect.PAPER else self.practice

    @property
    def has_own_answer(self) -> bool:
        """Whether the rating itself, not one of its aspects, says something."""
        return self.answer is not None or self.state is not None


class Fact(Model):
    """A fact of an initiative's profile that is not a rating."""

    label: Text
    text: Text
    evidence: EvidenceList = ()


class Initiative(Model):
    """What is rated."""

    id: Identifier
    title: Text
    sector: Text | None = None
    country: Text | None = None
    started: PartialDate | None = None
    ended: PartialDate | None = None
    member_since: PartialDate | None = None
    website: WebAddress | None = None
    summary: Text | None = None
    fictional: bool = False
    tags: dict[str, str] = Field(default_factory=dict)
    facts: tuple[Fact, ...] = ()


class Assessor(Model):
    """Who rated, and what they have at stake."""

    id: Identifier
    name: str
    interests: Text


class Reply(Model):
    """What the assessed initiative answered to a rating, and what came of it."""

    text: Text
    date: PartialDate | None = None
    by: str | None = None
    outcome: Literal["accepted", "rejected", "noted"] | None = None
    effect: Text | None = None


class Assessment(Model):
    """All ratings of one initiative at one date: one file of an assessment set."""

    initiative: Initiative
    as_of: PartialDate | None = None
    assessors: tuple[Assessor, ...] = ()
    ratings: dict[str, CriterionRating] = Field(default_factory=dict)
    replies: dict[str, Reply] = Field(default_factory=dict)


class FrameworkName(Model):
    """Which framework a set is rated by; a version that is given must be the one that is found."""

    id: str
    version: str | None = None


class Change(Model):
    """A correction after publication."""

    date: PartialDate
    text: Text


class SetFile(Model):
    """The file `set.yaml`: what is compared, by which framework, at which date."""

    id: Identifier
    title: Text
    summary: Text | None = None
    notice: Text | None = Field(default=None, description="Printed in every output.")
    framework: Annotated[FrameworkName, BeforeValidator(lambda value: {"id": value} if isinstance(value, str) else value)]
    as_of: PartialDate
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    languages: Words = ()
    fictional: bool = Field(default=False, description="Marks every output: the initiatives are invented.")
    authors: Words = ()
    licence: str | None = None
    weight_set: str | None = None
    change_log: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read, with the SHA-256 of its bytes, so that anyone can tell whether theirs is the same."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentSet:
    """The initiatives compared in one report, with shared sources and settings.

    `assessments` has one (the consensus) per initiative, in the order of their ids; `second_ratings` has those of further
    assessors, which are compared but not scored.
    """

    about: SetFile
    framework: Framework
    sources: Mapping[str, Source]
    assessments: tuple[Assessment, ...]
    second_ratings: tuple[tuple[str, Assessment], ...] = ()
    files: tuple[InputFile, ...] = ()
    folder: Path = field(default=Path())

    def as_of(self, assessment: Assessment) -> PartialDate:
        """The date that `assessment` speaks of: its own, else the set's."""
        return assessment.as_of or self.about.as_of
