"""The mapping file: how an existing table is read into a framework and a set of assessments. See docs/moving-in.md.

These models say what the file may hold. What needs several of its parts at once, or the framework, is checked in
`loading/mapping_loader.py`, so that every problem has its line.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping as MappingOf
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from msiscore.assessment import Assessor, Source
from msiscore.framework import ARITHMETIC, Aggregation, Aspect, Band, MinimumScore, State, StatePolicy, Weighting
from msiscore.model import Identifier, Language, Model, Name, PartialDate, Share, Text, Texts, WebAddress, Weight, Words
from msiscore.scales import Scale

DELIMITERS: MappingOf[str, str] = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
DECIMALS: MappingOf[str, str] = {"point": ".", "comma": ","}
THOUSANDS: MappingOf[str, str] = {"none": "", "point": ".", "comma": ",", "space": " ", "apostrophe": "'"}
ENCODINGS = (
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp850",
    "latin-1",
    "iso-8859-15",
    "mac-roman",
)
"""The encodings that a mapping may state: Unicode, and those that spreadsheet programs have saved European languages in."""


def _place(value: object) -> object:
    """A heading may stand alone."""
    return {"heading": value} if isinstance(value, str) else value


def _listed(value: object) -> object:
    """A single entry may stand without brackets."""
    return value if value is None or isinstance(value, list | tuple) else [value]


def _header_rows(rows: tuple[int, ...]) -> tuple[int, ...]:
    if any(after != before + 1 for before, after in itertools.pairwise(rows)) or rows[0] < 1:
        raise PydanticCustomError("header", "the rows of the header follow each other: 5, or [4, 5]; the first row is 1")
    return rows


class Column(Model):
    """A column of the table: its heading, or its letter where headings are empty or stand twice."""

    heading: str | None = Field(default=None, min_length=1, description="What stands at its head.")
    at: Annotated[str, Field(pattern=r"^[A-Za-z]{1,3}$")] | None = Field(
        default=None, description="Its letter, as in a spreadsheet: A, B ... AA."
    )


ColumnOf = Annotated[Column, BeforeValidator(_place)]
"""A column, by its heading alone or as a map."""

HeaderRows = Annotated[
    tuple[int, ...],
    BeforeValidator(_listed),
    Field(min_length=1, max_length=2),
    AfterValidator(_header_rows),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}}]}),
]
"""The row of the header, or two rows: groups of columns above, columns below."""


class TableShape(Model):
    """How the table is written."""

    sheet: str | None = Field(default=None, description="The sheet of a workbook, by its name; needed if there is more than one.")
    header: HeaderRows = Field(
        default=(1,), description="The row of the headings; two rows such as [4, 5] where dimensions stand above criteria."
    )
    last_row: int | None = Field(default=None, ge=2, description="The last row that belongs to the table.")
    encoding: Literal[ENCODINGS] | None = Field(  # type: ignore[valid-type]
        default=None, description="How a CSV file is encoded, if it is not UTF-8 and has no mark of its own."
    )
    delimiter: Literal["comma", "semicolon", "tab", "bar"] | None = Field(
        default=None, description="What parts the cells of a CSV file; found from its header if absent."
    )
    decimal: Literal["point", "comma"] = Field(
        default="point", description="What stands before decimals in numbers that are text."
    )
    thousands: Literal["none", "point", "comma", "space", "apostrophe"] = Field(
        default="none", description="What parts thousands in numbers that are text."
    )
    dates: Literal["year-month-day", "day-month-year", "month-day-year"] = Field(
        default="year-month-day", description="The order of dates that are text."
    )
    formulas: Literal["refuse", "stored"] = Field(
        default="refuse", description="stored: take the result that the spreadsheet program saved with a formula."
    )


class MappedFramework(Model):
    """The framework: one that exists, by `use`, or a new one. For its other keys see framework.yaml."""

    use: Name | None = Field(
        default=None, description="An existing framework, by its id or a path; then nothing else stands here."
    )
    id: Identifier | None = Field(default=None, description="The id of a new framework.")
    version: Name = Field(default="1.0.0", description="Its version.")
    title: Text | None = Field(default=None, description="Its name in reports.")
    summary: Text | None = Field(default=None, description="What it judges and for whom.")
    notice: Text | None = Field(default=None, description="Printed in every output.")
    language: Language = Field(default="en", description="The language of its texts.")
    licence: str | None = Field(default=None, description="The licence of the criteria, such as CC-BY-4.0.")
    authors: Texts = Field(default=(), description="Who wrote the criteria.")
    sources: Texts = Field(default=(), description="What it rests on.")
    scales: dict[str, Scale] = Field(default_factory=dict, description="The possible answers, by a name of your choice.")
    default_scale: str | None = Field(default=None, description="The scale of criteria that name none.")
    states: dict[State, StatePolicy] = Field(default_factory=dict, description="What scoring does with each state.")
    combine_aspects: Aggregation | None = Field(default=None, description="The mean that makes paper and practice one value.")
    minimum_coverage: Share = Field(default=0.0, description="Below this coverage no score is given.")
    total: Literal["scored", "none"] = Field(default="scored", description="none: a profile without an overall score.")
    aggregation: Aggregation = Field(default=ARITHMETIC, description="The mean by which dimensions become the overall score.")
    weighting: Weighting = Field(default="stated", description="How the dimensions are weighted.")
    minimum: MinimumScore | None = Field(default=None, description="The minimum score that the whole carries.")
    decimals: int = Field(default=0, ge=0, le=6, description="Decimals of scores in reports.")
    ranking: Literal["unrounded", "rounded"] = Field(default="unrounded", description="What ranks and bands are made from.")
    bands: tuple[Band, ...] = Field(default=(), description="Named ranges of scores, the lowest first.")


class MappedDimension(Model):
    """A dimension of the new framework; its criteria name it."""

    id: Identifier = Field(description="Short and lasting; it becomes the name of a file.")
    title: Text = Field(description="Its name in tables.")
    summary: Text | None = Field(default=None, description="What it is about.")
    weight: Weight = Field(default=1.0, description="How much it counts beside its siblings.")
    aggregation: Aggregation = Field(default=ARITHMETIC, description="The mean by which its children become its score.")
    weighting: Weighting = Field(default="stated", description="How its children are weighted.")
    counts_as: Weight | None = Field(
        default=None, gt=0, description="What it counts for above, under `count`, `weight` or `points`."
    )
    minimum: MinimumScore | None = Field(default=None, description="The minimum score that the dimension carries.")
    dimensions: tuple[MappedDimension, ...] = Field(default=(), description="Dimensions inside this one.")


class MappedCriterion(Model):
    """A criterion, and where the table has it: a column (wide), a row (transposed), or a word in the criterion's column (long)."""

    from_: ColumnOf | None = Field(
        default=None, description="What the table calls it; in a wide table a heading or `{at: F}`. The id if absent."
    )
    id: Identifier = Field(description="Short and lasting, such as MON-01.")
    aspect: Aspect | None = Field(default=None, description="The aspect that is rated here: `paper` or `practice`.")
    title: Text | None = Field(default=None, description="Two to five words; what the table calls it if absent.")
    question: Text | None = Field(default=None, description="What the assessor answers; the title if absent.")
    why: Text | None = Field(default=None, description="Why it matters.")
    dimension: str | None = Field(default=None, description="Its dimension; not needed when there is only one.")
    scale: str | None = Field(default=None, description="Its scale; not needed when there is only one, or a default.")
    weight: Weight | None = Field(default=None, description="How much it counts beside its siblings; 1 if absent.")
    reason: ColumnOf | None = Field(default=None, description="Wide tables: the column with its reasons.")
    source: ColumnOf | None = Field(default=None, description="Wide tables: the column with its sources.")
    page: ColumnOf | None = Field(default=None, description="Wide tables: the column with the pages of its sources.")
    confidence: ColumnOf | None = Field(default=None, description="Wide tables: the column that says how sure the assessor is.")


class InitiativeColumns(Model):
    """The columns that say which initiative a row is about. Wide and long tables."""

    id: ColumnOf | None = Field(default=None, description="Its id; without one, `initiatives` names each.")
    title: ColumnOf | None = Field(default=None, description="Its name.")
    sector: ColumnOf | None = Field(default=None, description="Its sector.")
    country: ColumnOf | None = Field(default=None, description="Its country or region.")
    started: ColumnOf | None = Field(default=None, description="When it began to run.")
    ended: ColumnOf | None = Field(default=None, description="When it ended or will end.")
    website: ColumnOf | None = Field(default=None, description="Its website.")
    summary: ColumnOf | None = Field(default=None, description="What it is and who takes part.")


class RatingColumns(Model):
    """The columns of a long table; a transposed one has only `criterion`, the column that names the criterion of each row."""

    criterion: ColumnOf = Field(description="Which criterion is rated.")
    answer: ColumnOf | None = Field(
        default=None, description="The level, yes or no, or the number; it may hold words for states too."
    )
    state: ColumnOf | None = Field(default=None, description="Why there is no answer.")
    aspect: ColumnOf | None = Field(default=None, description="`paper` or `practice`, for criteria that tell them apart.")
    confidence: ColumnOf | None = Field(default=None, description="How sure the assessor is: low, medium or high.")
    reason: ColumnOf | None = Field(default=None, description="Why this answer.")
    source: ColumnOf | None = Field(default=None, description="What the reason rests on: a source of `sources`.")
    page: ColumnOf | None = Field(default=None, description="The page or pages of the source.")
    locator: ColumnOf | None = Field(default=None, description="The place in the source, where there are no pages.")
    quote: ColumnOf | None = Field(default=None, description="The words of the source.")
    kind: ColumnOf | None = Field(default=None, description="The kind of evidence: claim, document, verified or testimony.")
    date: ColumnOf | None = Field(default=None, description="When the value was true.")
    assessor: ColumnOf | None = Field(default=None, description="Who rated: one of `assessors`.")


class NamedInitiative(Model):
    """An initiative, and what the table calls it."""

    from_: Name | None = Field(
        default=None, description="What the table calls it: in the column of its id or title, or at the head of its column."
    )
    id: Identifier = Field(description="Short and lasting; the file has the same name.")
    title: Text | None = Field(default=None, description="Its name; what the table calls it if absent.")
    sector: Text | None = Field(default=None, description="Its sector.")
    country: Text | None = Field(default=None, description="Its country or region.")
    website: WebAddress | None = Field(default=None, description="Its website.")


class MappedAssessor(Assessor):
    """Someone who rated, and what the table calls them."""

    from_: Words = Field(default=(), description="What the table calls them; the id or the name if absent.")


class MappedSource(Source):
    """A source of the ratings, and what the table calls it."""

    from_: Words = Field(default=(), description="What the table calls it; its id if absent.")


class MappedSet(Model):
    """The set that the assessments go into. For its keys see set.yaml."""

    id: Identifier = Field(description="Short and lasting; its folder has the same name.")
    title: Text = Field(description="The title of the report.")
    summary: Text | None = Field(default=None, description="What is compared, and why.")
    notice: Text | None = Field(default=None, description="Printed in every output.")
    as_of: PartialDate = Field(description="The date that the ratings speak of.")
    language: Language = Field(default="en", description="The language of the report and of the table's texts.")
    fictional: bool = Field(default=False, description="Marks every output: the initiatives are invented.")
    authors: Words = Field(default=(), description="Who made the report.")
    licence: str | None = Field(default=None, description="The licence of the ratings, such as CC-BY-4.0.")


class Ignored(Model):
    """What of the table is left out knowingly, so that the report need not mention it."""

    columns: Annotated[tuple[ColumnOf, ...], BeforeValidator(_listed)] = Field(
        default=(), description="Columns, such as totals and ranks."
    )
    rows: Words = Field(
        default=(), description="Rows, by what stands in the column of the initiative (transposed: of the criterion)."
    )


class Mapping(Model):
    """How a table is read: its layout, its columns, and what its words mean. What it does not name is reported, never guessed."""

    layout: Literal["wide", "transposed", "long"] = Field(
        description="wide: a row for each initiative; transposed: a row for each criterion; long: a row for each rating."
    )
    table: TableShape = Field(default=TableShape(), description="How the table is written.")
    framework: MappedFramework = Field(description="The framework: a new one, or one that exists.")
    dimensions: tuple[MappedDimension, ...] = Field(default=(), description="The dimensions of a new framework.")
    criteria: tuple[MappedCriterion, ...] = Field(min_length=1, description="The criteria, and where the table has each.")
    set_: MappedSet = Field(description="The set that the assessments go into.")
    initiative: InitiativeColumns = Field(default=InitiativeColumns(), description="The columns about the initiative.")
    initiatives: tuple[NamedInitiative, ...] = Field(
        default=(), description="The initiatives, where the table has no column with ids; needed for a transposed table."
    )
    rating: RatingColumns | None = Field(default=None, description="The columns of a rating, in a long or transposed table.")
    words: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="What a word in the table stands for, by scale: a level, `yes` or `no`, or a number."
    )
    states: dict[str, State] = Field(
        default_factory=dict, description="What a word in the table says of an answer that is missing."
    )
    sources: dict[Identifier, MappedSource] = Field(default_factory=dict, description="The sources that the table names.")
    table_as_source: str | None = Field(
        default=None, description="A source that stands for the table itself: each rating then names its cell as evidence."
    )
    assessors: tuple[MappedAssessor, ...] = Field(default=(), description="Who rated, and what they have at stake.")
    ignore: Ignored = Field(default=Ignored(), description="What is left out knowingly.")
