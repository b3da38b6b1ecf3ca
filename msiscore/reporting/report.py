"""The report object: everything that the HTML page, the PDF and the workbook show, and nothing that they would have to work out.

All numbers are already rounded and set in the report's language (`Figure.text`); `Figure.value` is there for the length of a bar or
for a cell of a workbook. Texts are in the report's language. Evidence that the audience may not see is not in here at all. Every
text is data: each renderer escapes it for its own format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from msiscore.reporting.report_analysis import Analysis
from msiscore.reporting.report_basics import NOTHING, EvidenceEntry, Figure, ScoreRow, Term
from msiscore.reporting.report_results import (
    AspectTable,
    CriterionTable,
    NextBand,
    ReachTable,
    Timeline,
    WeightSetTable,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from msiscore.reporting.calculation import Calculation
    from msiscore.reporting.exploration import Exploration
    from msiscore.reporting.markdown import Block

__all__ = ["EvidenceEntry", "Figure", "ScoreRow", "Term"]  # what stands elsewhere and is offered here as well

NoticeKind = Literal["fictional", "draft", "notice", "edition"]
ALARMS: tuple[NoticeKind, ...] = ("edition", "fictional", "draft")
"""The kinds of notice that nobody may overlook: see `Report.alarms`."""
StandardStatus = Literal["met", "not-met", "unknown", "not-applicable"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader must know before the numbers; `title` is one or two words, `text` a sentence or more."""

    kind: NoticeKind
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence that the data carries, and what it rests on: initiatives or criteria by id, each with its name and number."""

    kind: str
    text: str
    support: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BandEntry:
    """A band of scores in the legend: "partial", "50 to 75"; `step` is 0 for the lowest band, and `start` is where it begins."""

    name: str
    title: str
    range: str
    step: int
    start: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """The ranking by one column: the overall score, or one aspect where paper and practice are scored apart. `apart` says how far the
    order is safe to quote, and is "" where that was not worked out.
    """

    column: str
    title: str
    ranked: tuple[ScoreRow, ...]
    unranked: tuple[ScoreRow, ...]
    apart: str = ""

    @property
    def in_groups(self) -> bool:
        """Whether the data tells groups apart in it."""
        return any(row.group for row in self.ranked)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLetter:
    """The letter that names a colour of heat maps, A for the best fifth of the scale to E for the worst, and its range: "80 to 100"."""

    letter: str
    range: str
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A cell of a heat map. `step` 0..4 chooses the colour and is None for a cell without a score; `letter` names the colour, and is ""
    without one; `spoken` says it in full.

    `coverage` is shown in the cells of maps that ask for it (`HeatMap.with_coverage`).
    """

    figure: Figure
    step: int | None
    letter: str
    spoken: str
    coverage: Figure = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Scores of initiatives (rows) by dimension or by the values of a tag (columns)."""

    id: str
    title: str
    caption: str
    columns: tuple[Term, ...]
    rows: tuple[tuple[Term, tuple[HeatCell, ...]], ...]
    with_coverage: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardCell:
    """Whether one initiative meets one minimum standard: a symbol, the word, and by what margin."""

    status: StandardStatus
    symbol: str
    word: str
    margin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRow:
    """One minimum standard for all initiatives; `consequence` says what happens below it.

    `criterion` is the id of the criterion that carries it, "" where a dimension or the whole does; `title` names any of the three.
    """

    criterion: str
    title: str
    asks: str
    consequence: str
    cells: tuple[StandardCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardTable:
    """The minimum standards (rows) of the initiatives (columns)."""

    initiatives: tuple[Term, ...]
    rows: tuple[StandardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyEntry:
    """The assessed initiative's answer, printed beside the rating, and what came of it."""

    text: str
    by: str
    date: str
    outcome: str
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingEntry:
    """One rating as shown in an initiative's profile.

    `answer` is the level, the measured value or the state in words; `state` is the state's code or "" when there is a rating.
    `step` 0..4 chooses the colour, None without a value. `held_back` counts the evidence that this edition may not show.
    """

    criterion: str
    title: str
    question: str
    aspect: str
    answer: str
    state: str
    step: int | None
    value: Figure
    descriptor: str
    treatment: str
    quantity: str
    reason: str
    confidence: str
    assessor: str
    evidence: tuple[EvidenceEntry, ...]
    held_back: int
    contribution: Figure
    standard: StandardCell | None
    standard_text: str
    reply: ReplyEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionEntry:
    """One dimension in an initiative's profile; nested ones follow their parent with a greater `depth`. `lower` and `upper` are the
    ends of its interval, for drawing it.
    """

    id: str
    title: str
    depth: int
    score: Figure
    interval: str
    coverage: Figure
    weight: Figure
    step: int | None
    ratings: tuple[RatingEntry, ...]
    lower: Figure = NOTHING
    upper: Figure = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEntry:
    """A fact of the profile, with the numbers of its sources."""

    label: str
    text: str
    evidence: tuple[EvidenceEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything about one initiative. `scores` has one row for each column of scores; strengths and weaknesses follow the rules that
    are printed with them (docs/report.md).
    """

    id: str
    title: str
    summary: str
    fictional: bool
    facts: tuple[FactEntry, ...]
    scores: tuple[tuple[str, ScoreRow], ...]
    dimensions: tuple[DimensionEntry, ...]
    assessors: tuple[Term, ...]
    strengths: tuple[Term, ...] = ()
    weaknesses: tuple[Term, ...] = ()
    next_band: NextBand | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionEntry:
    """One criterion of the framework, for the annex."""

    id: str
    title: str
    question: str
    why: str
    guidance: str
    evidence_needed: str
    scale: str
    descriptors: tuple[Term, ...]
    weight: Figure
    share: Figure
    minimum: str
    bonus: bool
    aspects: str
    tags: tuple[Term, ...]
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionAnnex:
    """One dimension of the framework with its criteria; `rule` says how its children are put together."""

    id: str
    title: str
    summary: str
    depth: int
    weight: Figure
    share: Figure
    rule: str
    criteria: tuple[CriterionEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSetEntry:
    """A named set of weights, for the annex: who it stands for, and the nodes that it names."""

    id: str
    title: str
    who: str
    used: bool
    weights: tuple[tuple[Term, Figure], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One source of the numbered list."""

    number: int
    id: str
    title: str
    author: str
    publisher: str
    date: str
    url: str
    archived: str
    accessed: str
    licence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What it takes to make the same report again."""

    msiscore: str
    framework: str
    framework_version: str
    assessment_set: str
    as_of: str
    command: str
    settings: tuple[Term, ...]
    files: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart as SVG. `alt` says what it shows to a reader who cannot see it, `reading` how to read it; `section` is where it stands,
    and `part` the part of it, where a section has several.
    """

    id: str
    section: str
    title: str
    alt: str
    reading: str
    svg: bytes = field(repr=False)
    width: float
    height: float
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report with its heading. `id` is the anchor of its heading and names its template; a passage, which is a text of the
    author's own, has `blocks` and the template "passage".
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()

    @property
    def template(self) -> str:
        """The name of its templates, without their endings."""
        return "passage" if self.blocks else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as bytes, with the name of a file that it may be given; `alt` says what it is to a reader who cannot see it."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFace:
    """A font file with its family, and its weight, slant and width as a style sheet says them."""

    family: str
    file: Path
    weight: str
    slant: str
    stretch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The house style as renderers need it. Colours by what they are for, where they differ from the usual ones; fonts by family and
    file; templates that replace those of the same name.
    """

    logo: Picture | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    dark_colours: Mapping[str, str] = field(default_factory=dict)
    text_font: str = ""
    heading_font: str = ""
    faces: tuple[FontFace, ...] = ()
    templates: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report in one language, for one audience. `iso_date` is the day that it speaks of, `made_on` the one that its files bear
    as theirs. `labels` translates the fixed words of the renderers; `calculation` is for the workbook and `exploration` for the script
    of the page, which compute.
    """

    id: str
    language: str
    labels: dict[str, str]
    title: str
    subtitle: str
    summary: str
    date: str
    iso_date: str
    made_on: str
    authors: tuple[str, ...]
    licence: str
    notices: tuple[Notice, ...]
    framework_title: str
    framework_summary: str
    method: tuple[str, ...]
    states: tuple[Term, ...]
    bands: tuple[BandEntry, ...]
    has_total: bool
    tables: tuple[ScoreTable, ...]
    letters: tuple[StepLetter, ...]
    heat_map: HeatMap
    views: tuple[HeatMap, ...]
    standards: StandardTable
    profiles: tuple[Profile, ...]
    annex: tuple[DimensionAnnex, ...]
    weight_sets: tuple[WeightSetEntry, ...]
    sources: tuple[SourceEntry, ...]
    changes: tuple[Term, ...]
    provenance: Provenance
    findings: tuple[Finding, ...] = ()
    shows: tuple[str, ...] = ()
    does_not_show: tuple[str, ...] = ()
    reach: ReachTable | None = None
    timeline: Timeline | None = None
    aspects: AspectTable | None = None
    by_weight_set: WeightSetTable | None = None
    by_criterion: CriterionTable | None = None
    robustness: Analysis | None = None
    groups: Analysis | None = None
    sensitivity: Analysis | None = None
    where_next: Analysis | None = None
    sections: tuple[Section, ...] = ()
    look: Look = field(default_factory=Look, repr=False)
    calculation: Calculation | None = field(default=None, repr=False)
    exploration: Exploration | None = field(default=None, repr=False)

    @property
    def alarms(self) -> tuple[Notice, ...]:
        """The notices that nobody may overlook, and that every page, sheet and picture carries: not for everybody, invented, a draft."""
        return tuple(notice for notice in self.notices if notice.kind in ALARMS)

    def label(self, text: str) -> str:
        """The fixed word or phrase `text` (English) in the report's language."""
        return self.labels.get(text, text)
