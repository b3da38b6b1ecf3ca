"""The workbook before it is written: sheets made of rows of cells, with everything that the writer needs and nothing of its library.

Keeping what stands where apart from the calls that write it lets a cell carry a formula beside its value, or another library do
the writing, without touching the sheets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from msiscore.reporting.excel.text import breadth, lines, portions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from msiscore.reporting.report import Figure, Report


NONE = "–"
ROW_POINTS = 15
"""The height of an empty row."""
"""What stands in a cell that has no number."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `figure` makes it a number; `link` is an outer address; `jump` names a sheet, or `sheet#anchor`, of this workbook.

    `formula` (without its `=`) is written with `value` beside it, which is what the cell shows until something recalculates; `value`
    alone makes a number that is nobody's figure. `pattern` is its number format. `open` leaves the cell to the reader to change.

    A cell leads somewhere only if its text fits on one line: LibreOffice sets the text of a link on one line and cuts the rest off.
    """

    text: str = ""
    style: str = "cell"
    figure: Figure | None = None
    link: str = ""
    jump: str = ""
    indent: int = 0
    across: int = 1
    formula: str = ""
    value: float | str | None = None
    pattern: str = ""
    open: bool = False


def words(*parts: str, style: str = "cell", link: str = "", jump: str = "", indent: int = 0, across: int = 1) -> Cell:
    """A cell with text; each of `parts` begins a line."""
    return Cell(lines(*parts), style, link=link, jump=jump, indent=indent, across=across)


def number(figure: Figure, style: str = "cell-centre") -> Cell:
    """A cell with a number, or with the figure's text when there is none."""
    return Cell(lines(figure.text), style, figure=figure)


def live(formula: str, value: float | str | None, style: str = "cell-centre", *, pattern: str = "", across: int = 1) -> Cell:
    """A cell with a formula and the value that it has now; a dash where that is none."""
    shown = NONE if value is None or value == "" else value
    text = shown if isinstance(shown, str) else ""
    return Cell(text, style, formula=formula, value=shown, pattern=pattern, across=across)


def entry(value: float | str | None, style: str = "input", *, pattern: str = "") -> Cell:
    """A cell for the reader to fill in or change."""
    if isinstance(value, str):
        return Cell(value, style, open=True)
    return Cell("", style, value=value, pattern=pattern, open=True)


def data(value: float | str | None, style: str = "cell-centre", *, pattern: str = "") -> Cell:
    """A cell that holds a number or a text as it is, or a dash."""
    if value is None or isinstance(value, str):
        return Cell(value or NONE, style)
    return Cell("", style, value=value, pattern=pattern)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the cells of a range may hold: an item of a list (the name of a range), or a number from `least` to `most`."""

    first: int
    last: int
    column: int
    source: str = ""
    least: float | None = None
    most: float | None = None
    title: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Colour:
    """Cells that take a style while `formula`, written for the first of them, is true; or a number format."""

    first: tuple[int, int]
    last: tuple[int, int]
    formula: str
    style: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPlan:
    """A chart of scores with their intervals, drawn from rows `first` to `last` of its own sheet; each part has a title and a column."""

    row: int
    rows: int
    title: str
    alt: str
    first: int
    last: int
    names: int
    lower: tuple[str, int]
    score: tuple[str, int]
    upper: tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePlan:
    """A picture (PNG) at row `row`, with what it shows in words."""

    row: int
    png: bytes = field(repr=False)
    alt: str


@dataclass(slots=True)
class Sheet:
    """One sheet: `key` names it for jumps, `name` is what its tab should say, `widths` are those of its columns in characters.

    `folded` are columns that are there for programs; a `hidden` sheet is one that readers need not see.
    `kept` are runs of rows, first and last, that a page should not part; `about` says in a line what the sheet holds. A
    sheet printed on more `pages_across` than one has its first column on each.
    """

    key: str
    name: str
    widths: tuple[float, ...]
    tab: str = ""
    rows: list[tuple[Cell | None, ...]] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    charts: list[ChartPlan] = field(default_factory=list)
    pictures: list[PicturePlan] = field(default_factory=list)
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None
    filtered: tuple[int, int, int] | None = None
    kept: list[tuple[int, int]] = field(default_factory=list)
    about: str = ""
    pages_across: int = 1
    hidden: bool = False
    folded: list[int] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    colours: list[Colour] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """The number of columns laid out."""
        return len(self.widths)

    def add(self, *cells: Cell | None) -> int:
        """One more row, whose index is returned; a cell that goes `across` several columns is followed by the next free one."""
        row: list[Cell | None] = []
        for cell in cells:
            row.append(cell)
            row.extend([None] * (cell.across - 1 if cell is not None else 0))
        self.rows.append(tuple(row))
        return len(self.rows) - 1

    def prose(self, text: str, style: str = "prose", *, across: int = 0, start: int = 0) -> None:
        """Running text over `across` columns (all, unless told otherwise), a row for each paragraph."""
        across = across or self.columns - start
        width = sum(self.widths[start : start + across])
        for portion in portions(text, width):
            self.add(*[None] * start, Cell(portion, style, across=across))

    def heading(self, text: str) -> int:
        """A heading with a free row before it; its row is returned."""
        self.add()
        return self.add(words(text, style="heading", across=self.columns))

    def picture(self, png: bytes, alt: str, points: float) -> None:
        """A picture of that height, on free rows of its own."""
        self.pictures.append(PicturePlan(row=self.add(), png=png, alt=alt))
        for _ in range(ceil(points / ROW_POINTS)):
            self.add()

    def header(self, *titles: str | Cell, repeat: bool = False, freeze: int | None = None) -> int:
        """The header of a table. `repeat` prints it on every page; `freeze` keeps it, and that many columns, in sight."""
        row = self.add(*(title if isinstance(title, Cell) else words(title, style="header") for title in titles))
        if repeat:
            self.repeated = (row, row)
        if freeze is not None:
            self.frozen = (row + 1, freeze)
        return row

    def table(self, titles: Sequence[str], body: Iterable[Sequence[Cell]], *, freeze: int | None = None) -> None:
        """A long table: header in sight and on every page, and a filter over all of it."""
        header = self.header(*titles, repeat=True, freeze=freeze)
        for cells in body:
            self.add(*cells)
        if len(self.rows) - 1 > header:
            self.filtered = (header, len(self.rows) - 1, len(titles) - 1)


def opened(report: Report, sheet: Sheet, title: str, subtitle: str = "") -> Sheet:
    """`sheet` with what stands at the top of every sheet but the first: title, warnings in short, and the way back."""
    sheet.add(words(title, style="title", across=sheet.columns))
    alarms = alarm_words(report)
    if alarms:
        sheet.add(words(alarms, style="alarm", across=sheet.columns))
    sheet.add(words("← " + report.label("Summary"), style="prose", jump="summary", across=min(2, sheet.columns)))
    sheet.prose(subtitle, "quiet")
    return sheet


def padded(report: Report, sheet: Sheet, title: str, subtitle: str, rows: int) -> Sheet:
    """`sheet` opened, with free rows up to row `rows`, so that other sheets know where its cells stand."""
    opened(report, sheet, title, subtitle)
    if len(sheet.rows) > rows:
        raise ValueError(f"the head of {sheet.key} takes {len(sheet.rows)} rows; there are {rows}")
    while len(sheet.rows) < rows:
        sheet.add()
    return sheet


def alarm_words(report: Report) -> str:
    """The titles of the notices that nobody may overlook: that the whole is not for everybody, is invented, or a draft."""
    return " · ".join(notice.title for notice in report.alarms)


def name_width(report: Report) -> float:
    """A width in which the initiatives' names fit on one line, within reason."""
    return min(60.0, max((24.0, *(breadth(profile.title) + 2 for profile in report.profiles))))
