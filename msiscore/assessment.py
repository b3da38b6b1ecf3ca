"""What was found: one assessment per initiative, its ratings with reason and evidence, and the set that is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from msiscore.elicitation.judgements import Respondent
from msiscore.framework import Aspect, Framework, State
from msiscore.model import Identifier, Language, Languages, Model, Name, PartialDate, Text, WebAddress, Words

Visibility = Literal["public", "restricted", "secret"]
EvidenceKind = Literal["claim", "document", "verified", "testimony"]
Confidence = Literal["low", "medium", "high"]


_BARE = "(bare)"  # no key of a file, so that a file cannot have it


def _or_none_yet(value: object) -> object:
    """A key with nothing after it, as in a file that was just drafted, holds nothing yet."""
    return {} if value is None else value


def _bare_source(value: object) -> object:
    """Evidence may be written as the bare id of its source."""
    return {"source": value} if isinstance(value, str) else value


class Source(Model):
    """Something that was read, seen or heard, and where to find it."""

    title: Text = Field(description="The title, or a plain description.")
    author: str | None = Field(default=None, description="Who wrote or said it.")
    publisher: str | None = Field(default=None, description="Who made it public.")
    date: PartialDate | None = Field(default=None, description="When it was published or said.")
    url: WebAddress | None = Field(default=None, description="Where it stands.")
    archived: WebAddress | None = Field(default=None, description="Where a stored copy stands.")
    accessed: PartialDate | None = Field(default=None, description="When it was read.")
    licence: str | None = Field(default=None, description="Its licence, if one is stated.")
    note: Text | None = Field(default=None, description="What a reader should know about it.")
    visibility: Visibility = Field(
        default="public",
        description="Public sources reach every report, restricted ones the edition for the parties, secret ones none.",
    )


class Evidence(Model):
    """Where in which source a rating's reason stands, and what kind of proof it is."""

    source: str = Field(description="A source, by its key in sources.yaml.")
    page: str | None = Field(default=None, description="The page or pages.")
    locator: str | None = Field(default=None, description="The place, where there are no pages: a section, a table, a column.")
    quote: Text | None = Field(default=None, description="The words themselves, short.")
    kind: EvidenceKind | None = Field(
        default=None,
        description="What kind of proof it is: a claim by the initiative, a document, checked by someone else, told by a person.",
    )
    stance: Literal["supports", "contradicts"] = Field(
        default="supports", description="contradicts: this source says otherwise; it is shown beside the others."
    )
    note: Text | None = Field(default=None, description="What this source says, in the assessor's own words.")
    visibility: Visibility = Field(
        default="public",
        description="Public evidence reaches every report, restricted that for the parties, secret none; only its number does.",
    )
    date: PartialDate | None = Field(default=None, description="When what it says was true.")


EvidenceList = Annotated[
    tuple[Annotated[Evidence, BeforeValidator(_bare_source)], ...],
    BeforeValidator(lambda value: [value] if isinstance(value, str | dict) else value),
]


class Rating(Model):
    """A level, a measured value or a state for one criterion (or one aspect of it), with reason, evidence and confidence.

    A bare scalar in YAML (`MON-01: 1`, `MON-01: too-early`) is kept in `bare` until the criterion's scale says what it is.
    """

    bare: SkipJsonSchema[str | None] = Field(default=None, exclude=True, alias=_BARE)
    level: str | None = Field(
        default=None, description="The level by its number or name, or yes or no; on scales with levels and yes-no scales."
    )
    value: str | None = Field(default=None, description="The points or the measured value; on the other scales.")
    state: State | None = Field(default=None, description="Why there is no answer.")
    confidence: Confidence | None = Field(default=None, description="How sure the assessor is. It does not change the score.")
    reason: Text | None = Field(default=None, description="Why this answer, in the own words of the assessor.")
    evidence: EvidenceList = Field(default=(), description="What the reason rests on.")
    assessor: str | None = Field(default=None, description="Who rated, by an id of `assessors`.")
    unit: str | None = Field(default=None, description="The unit of the value; it must be that of the scale.")
    numerator: float | None = Field(default=None, description="For a share: the part.")
    denominator: float | None = Field(
        default=None, description="For a share: the whole. The two must give the value as it is written."
    )
    date: PartialDate | None = Field(default=None, description="When the value was true.")

    @model_validator(mode="before")
    @classmethod
    def _read_bare(cls, value: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str):
            return {"state": value} if value in set(State) else {_BARE: value}
        if value is None:
            raise PydanticCustomError("rating", "the rating is empty; leave the criterion out if it is unanswered")
        return value

    @property
    def answer(self) -> str | None:
        """The text of the level or value, or None where there is a state or nothing."""
        return next((text for text in (self.bare, self.level, self.value) if text is not None), None)


class CriterionRating(Rating):
    """The rating of one criterion; where paper and practice are told apart, one rating for each."""

    paper: Rating | None = Field(
        default=None, description="The rating of the written rule; only for a criterion with that aspect."
    )
    practice: Rating | None = Field(
        default=None, description="The rating of what happens; only for a criterion with that aspect."
    )

    def of_aspect(self, aspect: Aspect | None) -> Rating | None:
        """The rating of `aspect`, or the rating itself for a criterion without aspects."""
        if aspect is None:
            return self
        return self.paper if aspect is Aspect.PAPER else self.practice

    def parts(self) -> Iterator[tuple[tuple[str, ...], Rating]]:
        """The rating itself and those of its aspects, each with the keys that lead to it."""
        yield (), self
        if self.paper is not None:
            yield ("paper",), self.paper
        if self.practice is not None:
            yield ("practice",), self.practice

    @property
    def has_own_answer(self) -> bool:
        """Whether the rating itself, not one of its aspects, says something."""
        return self.answer is not None or self.state is not None


class Fact(Model):
    """A fact of an initiative's profile that is not a rating."""

    label: Text = Field(description="What the fact is about.")
    text: Text = Field(description="The fact.")
    evidence: EvidenceList = Field(default=(), description="Where it stands.")


class Initiative(Model):
    """What is rated."""

    id: Identifier = Field(description="Short and lasting; the file has the same name.")
    title: Text = Field(description="Its full name.")
    sector: Text | None = Field(default=None, description="Its sector.")
    country: Text | None = Field(default=None, description="Its country or region.")
    started: PartialDate | None = Field(default=None, description="When it began to run.")
    ended: PartialDate | None = Field(default=None, description="When it ended or will end.")
    member_since: PartialDate | None = Field(
        default=None, description="When it joined, if it is a member that is rated and not an initiative."
    )
    website: WebAddress | None = Field(default=None, description="Its website.")
    summary: Text | None = Field(default=None, description="What it is and who takes part.")
    fictional: bool = Field(default=False, description="yes: it is invented, and every output says so.")
    tags: dict[str, str] = Field(default_factory=dict, description="Free marks, one value each.")
    facts: tuple[Fact, ...] = Field(default=(), description="Facts of the profile that are not ratings.")


class Assessor(Model):
    """Who rated, and what they have at stake."""

    id: Identifier = Field(description="Short; ratings refer to it.")
    name: Name = Field(description="The name, of a person or a team.")
    interests: Text = Field(description="What they have at stake, or none. Printed in every report.")


class Reply(Model):
    """What the assessed initiative answered to a rating, and what came of it."""

    text: Text = Field(description="What the initiative answered.")
    date: PartialDate | None = Field(default=None, description="When.")
    by: str | None = Field(default=None, description="Who answered.")
    outcome: Literal["accepted", "rejected", "noted"] | None = Field(default=None, description="What the assessors made of it.")
    effect: Text | None = Field(default=None, description="What changed in the rating.")


class Assessment(Model):
    """All ratings of one initiative at one date: one file of an assessment set."""

    initiative: Initiative = Field(description="What is rated.")
    as_of: PartialDate | None = Field(default=None, description="The date that the ratings speak of; the set's if absent.")
    assessors: tuple[Assessor, ...] = Field(default=(), description="Who rated, and what they have at stake.")
    ratings: Annotated[dict[str, CriterionRating], BeforeValidator(_or_none_yet)] = Field(
        default_factory=dict,
        description="The ratings by criterion; one that is absent is unanswered. A dimension may have a state, for all in it.",
    )
    replies: Annotated[dict[str, Reply], BeforeValidator(_or_none_yet)] = Field(
        default_factory=dict, description="What the assessed initiative answered, by criterion."
    )


class FrameworkName(Model):
    """Which framework a set is rated by; a version that is given must be the one that is found."""

    id: str = Field(description="Its id.")
    version: str | None = Field(default=None, description="The version that must be found.")


class Change(Model):
    """A correction after publication."""

    date: PartialDate = Field(description="When it was corrected.")
    text: Text = Field(description="What was corrected, and why.")


class SetFile(Model):
    """The file `set.yaml`: what is compared, by which framework, at which date."""

    id: Identifier = Field(description="Short and lasting; its folder has the same name.")
    title: Text = Field(description="The title of the report.")
    summary: Text | None = Field(default=None, description="What is compared, and why.")
    notice: Text | None = Field(default=None, description="Printed in every output.")
    framework: Annotated[FrameworkName, BeforeValidator(lambda value: {"id": value} if isinstance(value, str) else value)] = (
        Field(description="The framework, by its id or a path, or with the version that it must have.")
    )
    as_of: PartialDate = Field(description="The date that the ratings speak of.")
    language: Language = Field(
        default="en",
        description="The language of the report, and of texts that are written without one.",
    )
    languages: Languages = Field(
        default=(), description="The languages that every text should have; a missing one is reported as a gap."
    )
    fictional: bool = Field(default=False, description="Marks every output: the initiatives are invented.")
    authors: Words = Field(default=(), description="Who made the report.")
    licence: str | None = Field(default=None, description="The licence of the ratings, such as CC-BY-4.0.")
    weight_set: str | None = Field(
        default=None, description="A weight set of the framework to score by, instead of its own weights."
    )
    change_log: tuple[Change, ...] = Field(default=(), description="Corrections after publication, printed in the report.")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read, with the SHA-256 of its bytes, so that anyone can tell whether theirs is the same."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentSet:
    """The initiatives compared in one report, with shared sources and settings.

    `assessments` has one (the consensus) per initiative, in the order of their ids; `second_ratings` has those of further
    assessors, which are compared but not scored. `respondents` are those who were asked for weights; the weight sets of their groups
    stand among those of `framework`.
    """

    about: SetFile
    framework: Framework
    sources: Mapping[str, Source]
    assessments: tuple[Assessment, ...]
    second_ratings: tuple[tuple[str, Assessment], ...] = ()
    respondents: tuple[Respondent, ...] = ()
    files: tuple[InputFile, ...] = ()
    folder: Path = field(default=Path())

    def as_of(self, assessment: Assessment) -> PartialDate:
        """The date that `assessment` speaks of: its own, else the set's."""
        return assessment.as_of or self.about.as_of
