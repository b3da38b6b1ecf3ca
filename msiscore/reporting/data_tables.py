"""The tables of the open data: which columns they have, what these mean, and how the rows refer to one another.

To add a column: name it in the table's columns and give it a value in the function that makes the rows, in the same place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from msiscore.assessment import Confidence, Evidence, EvidenceKind
from msiscore.framework import Aspect, Criterion, Dimension, State
from msiscore.model import Text
from msiscore.rating_matrix import Treatment, rating_of, state_of
from msiscore.reporting.phrases import scale_text
from msiscore.reporting.sources import Register
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores
from msiscore.scoring.standards import TOTAL

WHOLE = "whole"
ASPECTS = (WHOLE, *(aspect.value for aspect in Aspect))
STATUSES = ("scored", "not-enough-evidence", "no-total")

Row = tuple[object, ...]
Reference = tuple[tuple[str, ...], str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, what it means, and what its values may be (0 to `most`, or one of `allowed`)."""

    name: str
    description: str
    type: Literal["string", "number", "integer", "boolean"] = "string"
    required: bool = False
    most: float | None = None
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its key, and the columns that refer to the columns of other tables."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[Row, ...]
    refers: tuple[Reference, ...] = ()


_INITIATIVE = Column("initiative", "The id of the initiative.", required=True)
_CRITERION = Column("criterion", "The id of the criterion.", required=True)
_ASPECT = Column("aspect", "What was looked at: the written rule, what happens, or the whole.", required=True, allowed=ASPECTS)
_TITLE = Column("title", "The title.", required=True)
_SCORE = "0 (worst) to 100 (best); empty where there is none to publish."

INITIATIVES = (
    _INITIATIVE,
    _TITLE,
    Column("sector", "Its sector."),
    Column("country", "Its country or region."),
    Column("started", "When it began to run: a year, a month or a day."),
    Column("ended", "When it ended or will end: a year, a month or a day."),
    Column("website", "Its website."),
    Column("as_of", "The date that the ratings speak of.", required=True),
    Column("fictional", "Whether it is invented.", "boolean", required=True),
)
CRITERIA = (
    _CRITERION,
    Column("dimension", "The id of the dimension that it stands in.", required=True),
    _TITLE,
    Column("question", "What is asked.", required=True),
    Column("scale", "The possible answers.", required=True),
    Column("aspects", "The aspects that are rated apart, with spaces between."),
    Column("minimum_standard", "Whether it is a minimum standard.", "boolean", required=True),
    Column("bonus", "Whether it can only lift a score.", "boolean", required=True),
    Column("origin", "Where the idea comes from, with semicolons between."),
)
WEIGHTS = (
    Column("node", f"The id of a dimension or criterion, or `{TOTAL}`.", required=True),
    Column("kind", "What it is.", required=True, allowed=(TOTAL, "dimension", "criterion")),
    Column("parent", "The id of what it is a part of."),
    _TITLE,
    Column("weight", "Its weight beside its siblings, by the weights of this report.", "number", required=True),
    Column("share", "Its share of the overall score when everything is rated.", "number", required=True, most=1),
)
SOURCES = (
    Column("source", "The id of the source.", required=True),
    Column("number", "Its number in the report.", "integer", required=True),
    _TITLE,
    Column("author", "Who wrote or said it."),
    Column("publisher", "Who made it public."),
    Column("date", "When: a year, a month or a day."),
    Column("url", "Where it stands."),
    Column("archived", "Where a stored copy stands."),
    Column("accessed", "When it was read."),
    Column("licence", "Its licence."),
    Column("note", "What a reader should know about it."),
)
RATINGS = (
    _INITIATIVE,
    _CRITERION,
    _ASPECT,
    Column("answer", "The level, points or measured value as the assessor wrote it."),
    Column("value", "The answer on 0 (worst) to 1 (best).", "number", most=1),
    Column("state", "Why there is no answer.", allowed=tuple(State)),
    Column(
        "treatment",
        "What scoring does with it.",
        required=True,
        allowed=tuple(treatment.name.lower().replace("_", "-") for treatment in Treatment),
    ),
    Column("confidence", "How sure the assessor is.", allowed=get_args(Confidence)),
    Column("reason", "Why this answer."),
    Column("held_back", "How many pieces of evidence are not public.", "integer", required=True),
)
EVIDENCE = (
    _INITIATIVE,
    _CRITERION,
    _ASPECT,
    Column("place", "Its place among the public evidence of the rating, from 1.", "integer", required=True),
    Column("source", "The id of the source.", required=True),
    Column("page", "The page or pages."),
    Column("locator", "The place, where there are no pages."),
    Column("quote", "The words themselves."),
    Column("kind", "What kind of proof it is.", allowed=get_args(EvidenceKind)),
    Column("stance", "Whether it supports the rating.", required=True, allowed=("supports", "contradicts")),
    Column("note", "What the source says, in the assessor's words."),
    Column("date", "When what it says was true."),
)
SCORES = (
    _INITIATIVE,
    Column("column", "What is scored: everything, or one aspect.", required=True, allowed=("overall", "paper", "practice")),
    Column("node", f"`{TOTAL}`, which is after minimum standards, or the id of a dimension, which is before.", required=True),
    Column("score", _SCORE, "number"),
    Column("lower", "The score with every open answer at its lowest.", "number"),
    Column("upper", "The score with every open answer at its highest.", "number"),
    Column("coverage", "The share of the weight that has a rating.", "number", required=True),
    Column("rank", "The rank, 1 for the best; equal scores share one.", "integer"),
    Column("band", "The name of the band."),
    Column("status", "Whether there is a score, and if not, why.", allowed=STATUSES),
    Column("before_standards", "The score without any minimum standard.", "number"),
    Column("standards_not_met", "The minimum standards that are not met, with spaces between."),
    Column("standards_unknown", "Those of which it is not known, with spaces between."),
)

_TO_INITIATIVES: Reference = (("initiative",), "initiatives", ("initiative",))
_TO_CRITERIA: Reference = (("criterion",), "criteria", ("criterion",))
_RATING_KEY = ("initiative", "criterion", "aspect")


def tables_of(scores: Scores, wording: Wording) -> tuple[Table, ...]:
    """The tables of the open data on `scores`, with public evidence only."""
    writer = _Writer(scores, wording)
    to_ratings: Reference = (_RATING_KEY, "ratings", _RATING_KEY)
    to_sources: Reference = (("source",), "sources", ("source",))
    to_nodes: Reference = (("node",), "weights", ("node",))
    rows = {name: tuple(getattr(writer, name)()) for name in ("initiatives", "criteria", "weights", "sources", "ratings")}
    rows |= {name: tuple(getattr(writer, name)()) for name in ("evidence", "scores")}
    return (
        Table("scores", "Scores", "Scores of each initiative, overall and by dimension.", SCORES, ("initiative", "column", "node"),
              rows["scores"], (_TO_INITIATIVES, to_nodes)),
        Table("ratings", "Ratings", "The rating of each initiative on each criterion.", RATINGS, _RATING_KEY,
              rows["ratings"], (_TO_INITIATIVES, _TO_CRITERIA)),
        Table("evidence", "Evidence", "The public evidence of each rating.", EVIDENCE, (*_RATING_KEY, "place"),
              rows["evidence"], (to_ratings, to_sources)),
        Table("weights", "Weights", "What each dimension and criterion counts for.", WEIGHTS, ("node",), rows["weights"]),
        Table("sources", "Sources", "The sources that public evidence names.", SOURCES, ("source",), rows["sources"]),
        Table("criteria", "Criteria", "What was asked.", CRITERIA, ("criterion",), rows["criteria"],
              ((("dimension",), "weights", ("node",)),)),
        Table("initiatives", "Initiatives", "What was rated.", INITIATIVES, ("initiative",), rows["initiatives"]),
    )  # fmt: skip


class _Writer:
    """Makes the rows of each table."""

    def __init__(self, scores: Scores, wording: Wording) -> None:
        self.scores_, self.wording = scores, wording
        self.set = scores.assessment_set
        self.framework = self.set.framework
        self.register = Register(self.set)

    def _text(self, text: Text | None) -> str | None:
        return text.in_language(self.wording.language) if text is not None else None

    def initiatives(self) -> Iterator[Row]:
        for assessment in self.set.assessments:
            one = assessment.initiative
            fictional = one.fictional or self.set.about.fictional
            dates = (_date(one.started), _date(one.ended), one.website, _date(self.set.as_of(assessment)))
            yield one.id, self._text(one.title), self._text(one.sector), self._text(one.country), *dates, fictional

    def criteria(self) -> Iterator[Row]:
        for dimension in self.framework.walk():
            for one in dimension.criteria:
                texts = (self._text(one.title), self._text(one.question), scale_text(self.framework.scale_of(one), self.wording))
                marks = (_joined(one.aspects), one.minimum is not None, one.bonus, _joined(one.origin, "; "))
                yield one.id, dimension.id, *texts, *marks

    def weights(self) -> Iterator[Row]:
        title = self.wording("Overall score")
        yield TOTAL, TOTAL, None, title, 1.0, 1.0
        for dimension in self.framework.dimensions:
            yield from self._weights(dimension, TOTAL)

    def _weights(self, dimension: Dimension, parent: str) -> Iterator[Row]:
        yield self._weight(dimension, "dimension", parent)
        for criterion in dimension.criteria:
            yield self._weight(criterion, "criterion", dimension.id)
        for below in dimension.dimensions:
            yield from self._weights(below, dimension.id)

    def _weight(self, node: Dimension | Criterion, kind: str, parent: str) -> Row:
        tree = self.scores_.columns[0].nodes.tree
        stated = self.framework.weights_of(self.scores_.weight_set)
        row = tree.rows.get(node.id)
        share = min(1.0, float(tree.shares[row])) if row is not None else 0.0
        return node.id, kind, parent, self._text(node.title), float(stated.get(node.id, node.weight)), share

    def sources(self) -> Iterator[Row]:
        for entry in self.register.entries(self.wording):
            one = self.set.sources[entry.id]
            printed = (entry.id, entry.number, entry.title, one.author, one.publisher, _date(one.date), one.url, one.archived)
            yield *printed, _date(one.accessed), one.licence, self._text(one.note)

    def ratings(self) -> Iterator[Row]:
        matrix = self.scores_.matrix
        for column, assessment in enumerate(self.set.assessments):
            for row, item in enumerate(matrix.items):
                rating = rating_of(assessment, item)
                answer = rating.answer if rating is not None else None
                state = None if answer is not None else state_of(rating).value
                treatment = Treatment(matrix.treatments[row, column]).name.lower().replace("_", "-")
                _, held_back = self._evidence(rating.evidence if rating is not None else ())
                said = (rating.confidence, self._text(rating.reason)) if rating is not None else (None, None)
                value = _number(matrix.values[row, column])
                key = (assessment.initiative.id, item.criterion.id, item.aspect.value if item.aspect else WHOLE)
                yield *key, answer, value, state, treatment, *said, held_back

    def evidence(self) -> Iterator[Row]:
        for assessment in self.set.assessments:
            for item in self.scores_.matrix.items:
                rating = rating_of(assessment, item)
                shown, _ = self._evidence(rating.evidence if rating is not None else ())
                key = (assessment.initiative.id, item.criterion.id, item.aspect.value if item.aspect else WHOLE)
                for place, one in enumerate(shown, start=1):
                    told = (one.page, one.locator, self._text(one.quote), one.kind, one.stance, self._text(one.note))
                    yield *key, place, one.source, *told, _date(one.date)

    def _evidence(self, evidence: Sequence[Evidence]) -> tuple[list[Evidence], int]:
        shown = [one for one in evidence if self.register.may_show(one)]
        return shown, len(evidence) - len(shown)

    def scores(self) -> Iterator[Row]:
        for column in self.scores_.columns:
            parts = self.scores_.dimension_rows(column.column)
            for row in self.scores_.headline(column.column):
                numbers = (row.score, row.lower, row.upper, row.coverage, row.rank, row.band or None, row.status)
                standards = (row.before_standards, _joined(row.standards_not_met), _joined(row.standards_unknown))
                yield row.initiative, column.column, TOTAL, *numbers, *standards
                for part in parts:
                    if part.initiative == row.initiative:
                        of_part = (part.score, part.lower, part.upper, part.coverage)
                        yield row.initiative, column.column, part.dimension, *of_part, *[None] * 6


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _date(date: object) -> str | None:
    return None if date is None else str(date)


def _joined(parts: Sequence[str], between: str = " ") -> str | None:
    return between.join(map(str, parts)) or None
