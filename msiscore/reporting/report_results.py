"""Parts of the report object that compare initiatives in one respect each: reach, running times, paper and practice, sets of weights,
and the answers to each criterion; and what lies between an initiative and its next band.

As everywhere in the report, numbers are rounded and worded already; the `value` of a figure is there for drawing it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from msiscore.reporting.report_basics import EvidenceEntry, Figure, ScoreRow, Term

ReachKind = Literal["companies", "market"]
RunStatus = Literal["ended", "running", "no-end-known", "not-started", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachMeasure:
    """A share that says how far initiatives reach: the criterion that asks for it, and whether it counts companies or the market."""

    criterion: str
    title: str
    kind: ReachKind
    kind_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachBar:
    """One initiative by one measure. `share` has no number where it is unknown, and `why` then says why.

    `of` is "24 of 340", and `date` the date of that; of a share that is known, each says what of it is not stated.
    """

    share: Figure
    why: str
    of: str
    date: str
    evidence: tuple[EvidenceEntry, ...]
    held_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachTable:
    """How much of their sector the initiatives reach: a bar for each measure, in the order of `measures`; `reading` says it in short."""

    measures: tuple[ReachMeasure, ...]
    rows: tuple[tuple[Term, tuple[ReachBar, ...]], ...]
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """When one initiative ran. The values of the figures are years with decimals; a date known to the year stands for all of it.

    `as_of` is the date that the ratings speak of, `stop` the end or, where none is known, the as-of date.
    """

    initiative: Term
    start: Figure
    end: Figure
    as_of: Figure
    stop: Figure
    status: RunStatus
    status_text: str
    length: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The running times, the earliest first, on an axis of whole years from `first` to `last`."""

    rows: tuple[Run, ...]
    first: int
    last: int
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectRow:
    """One initiative on paper and in practice; `gap` is the distance of the two scores, and `verdict` says which is higher."""

    initiative: Term
    paper: ScoreRow
    practice: ScoreRow
    gap: Figure
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectTable:
    """Those with a score on paper and in practice, the largest lead of paper first; and those without, each with the reason."""

    rows: tuple[AspectRow, ...]
    without: tuple[Term, ...]
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSetCell:
    """Rank and score of one initiative under one set of weights, and its place among those that have a score under all sets; the value of
    the place is its height in a drawing, the middle of the places of those that share one.
    """

    rank: str
    score: Figure
    place: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSetRow:
    """One initiative under every set of weights; `moves` says between which places among those with a score under all sets,
    `spread` by how many.
    """

    initiative: Term
    cells: tuple[WeightSetCell, ...]
    moves: str
    spread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSetTable:
    """Ranks and scores under the framework's own weights and each of its sets; `used` is the place of the report's own."""

    sets: tuple[Term, ...]
    used: int
    rows: tuple[WeightSetRow, ...]
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """How many gave one answer. `start` and `width` are its part of the bar of all, in percent; `step` its colour, None for a state."""

    answer: str
    count: str
    step: int | None
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BestExample:
    """The initiative with the highest rating and the evidence for it; `others` says how many share that rating."""

    initiative: Term
    answer: str
    evidence: tuple[EvidenceEntry, ...]
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionSpread:
    """The answers to one criterion, or to one aspect of it, over all initiatives; `remark` names what is missing everywhere."""

    criterion: str
    title: str
    aspect: str
    dimension: str
    counts: tuple[AnswerCount, ...]
    best: BestExample | None
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionTable:
    """All criteria in reading order, and in short what no initiative has."""

    rows: tuple[CriterionSpread, ...]
    missing: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextBand:
    """What lies between an initiative and the next band: the sentence, the ratings that could lift it most, and what stands in the way.

    A gain is what the score before minimum standards would rise by if the criterion alone had the highest value.
    """

    text: str
    gains: tuple[Term, ...]
    limits: tuple[str, ...]
