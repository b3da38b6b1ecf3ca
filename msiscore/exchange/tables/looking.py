"""Looking at a table that nobody has described yet: where its header may stand, and what kind of values each column holds.

What is found here only drafts a mapping for a person to look over; no rating is ever read by it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Literal

from msiscore.errors import column_letters
from msiscore.exchange.tables.grid import Grid, Row
from msiscore.exchange.tables.headings import Header, read_header
from msiscore.exchange.tables.numerals import NotANumber, numeral, stored_numeral
from msiscore.exchange.values import plain
from msiscore.exchange.workbook_reader import Cell
from msiscore.framework import State
from msiscore.loading.mapping_loader import same
from msiscore.mapping import TableShape

SAMPLE = 3_000
"""So many rows are looked at."""
HEADER_WITHIN = 30
MOST_WORDS = 8
LONGEST_WORD = 40

Kind = Literal["empty", "words", "numbers", "text", "dates"]

CERTAIN: dict[str, State] = {
    "not applicable": State.NOT_APPLICABLE,
    "does not apply": State.NOT_APPLICABLE,
    "niet van toepassing": State.NOT_APPLICABLE,
    "n.v.t.": State.NOT_APPLICABLE,
    "nvt": State.NOT_APPLICABLE,
    "nothing found": State.NOTHING_FOUND,
    "niets gevonden": State.NOTHING_FOUND,
    "too early": State.TOO_EARLY,
    "te vroeg": State.TOO_EARLY,
    "confidential": State.CONFIDENTIAL,
    "vertrouwelijk": State.CONFIDENTIAL,
    "not assessable": State.NOT_ASSESSABLE,
    "niet te beoordelen": State.NOT_ASSESSABLE,
} | {state.value: state for state in State}
"""Words that can only mean one state."""
UNCERTAIN = frozenset((
    "n/a", "na", "n.a.", "-", "--", "–", "—", "?", "nb", "n.b.", "nd", "n.d.", "unknown", "onbekend", "tbd", "missing",
    "..", "...", "nan", "null", "no data", "no info", "none given", "geen gegevens",
))  # fmt: skip
"""Words of which only the owner of the table knows whether they mean "not applicable", "not found" or "not looked at"."""

_COMMA = re.compile(r"-?\d{1,3}(\.\d{3})*,\d+ ?%?|-?\d+,\d+ ?%?")
_POINT = re.compile(r"-?\d{1,3}(,\d{3})*\.\d+ ?%?|-?\d+\.\d+ ?%?")
_GROUPS = re.compile(r"-?\d{1,3}(([.,' ])\d{3})(\2\d{3})*([.,]\d+)? ?%?")


@dataclass(slots=True)
class Looked:
    """What one column, or the answers to one criterion, look like: each text with how often it stands there."""

    heading: str
    column: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    numbers: list[float] = field(default_factory=list)
    percent: bool = False
    dates: int = 0

    def add(self, cell: Cell, shape: TableShape) -> None:
        """Look at one cell."""
        if cell.empty or cell.formula or cell.error:
            return
        value = cell.value
        if isinstance(value, date):
            self.dates += 1
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self.number(stored_numeral(value, percent=cell.percent).text, cell.percent)
        else:
            text = " ".join(plain("yes" if value is True else "no" if value is False else str(value)).split())
            try:
                read = numeral(text, shape)
                self.number(read.text, read.percent)
            except NotANumber:
                self.texts[text] += 1

    def number(self, text: str, percent: bool) -> None:
        """Take in a number."""
        self.numbers.append(float(text))
        self.percent |= percent

    @property
    def states(self) -> list[str]:
        """The words that say why there is no answer."""
        return [text for text in self.texts if same(text) in CERTAIN or same(text) in UNCERTAIN]

    @property
    def words(self) -> list[str]:
        """The other words."""
        return [text for text in self.texts if same(text) not in CERTAIN and same(text) not in UNCERTAIN]

    @property
    def kind(self) -> Kind:
        """What the column seems to hold."""
        words = self.words
        if self.numbers and len(words) <= len(self.numbers) // 20:
            return "numbers"
        if not words:
            return "dates" if self.dates else "empty"
        few = len({same(word) for word in words}) <= MOST_WORDS and max(map(len, words)) <= LONGEST_WORD
        return "words" if few and not self.numbers else "text"

    @property
    def unique(self) -> bool:
        """Whether no text stands twice, as names do not."""
        return sum(self.texts.values()) == len(self.texts) > 0 and not self.numbers


@dataclass(slots=True)
class Sight:
    """A table as it looks: its header, its rows below it (the first of them), and a shape that fits."""

    grid: Grid
    shape: TableShape
    header: Header
    rows: list[Row]
    columns: dict[int, Looked]

    def reference(self, column: int) -> str | dict[str, str]:
        """How a mapping names a column: by the shortest heading that no other column has, or by its letter."""
        parts = self.header.headings.get(column, ())
        for name in dict.fromkeys([parts[-1] if parts else "", self.header.name(column)]):
            if name and self.header.columns_named(name) == [column]:
                return name
        return {"at": column_letters(column)}


def look(grid: Grid, shape: TableShape) -> Sight:
    """The first rows of a table, looked at. Raises InputProblems when no header can be made out."""
    first = list(islice(grid.rows(), SAMPLE + HEADER_WITHIN))
    shape = shape.model_copy(update={"header": _header_rows(first), **_signs(first)})
    header = read_header(grid, shape)
    rows = [row for row in first if row.number > header.last and not row.empty][:SAMPLE]
    columns = {column: Looked(header.headings[column][-1], column) for column in header.headings}
    for row in rows:
        for column, looked in columns.items():
            looked.add(row.cell(column), shape)
    return Sight(grid, shape, header, rows, columns)


def _header_rows(rows: list[Row]) -> tuple[int, ...]:
    """The row that looks like a header: as wide as those below it, with nothing but texts; and the one above it, if that has groups."""
    widths = sorted(_filled(row) for row in rows if not row.empty) or [1]
    usual = widths[len(widths) // 2]
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        if _filled(row) >= max(2, 0.6 * usual) and _texts(row) >= 0.8 * _filled(row):
            above = rows[index - 1] if index else None
            below = rows[index + 1] if index + 1 < len(rows) else None
            if above is not None and above.number == row.number - 1 and 2 <= _filled(above) < _filled(row):
                return (above.number, row.number)
            # With groups over most columns the upper row may be as wide as a header is; then the lower one fills its gaps.
            if below is not None and below.number == row.number + 1 and _fills_gaps(row, below):
                return (row.number, below.number)
            return (row.number,)
    return (next((row.number for row in rows if not row.empty), 1),)


def _filled(row: Row) -> int:
    return sum(not row.cell(column).empty for column in range(1, len(row.values) + 1))


def _texts(row: Row) -> int:
    texts = [row.cell(column).value for column in range(1, len(row.values) + 1)]
    return sum(isinstance(text, str) and bool(text.strip()) and not re.fullmatch(r"[-+\d.,% ]+", text) for text in texts)


def _fills_gaps(upper: Row, lower: Row) -> bool:
    """Whether headings stand in the lower row where the upper one has none, all of them different."""
    width = max(len(upper.values), len(lower.values))
    gaps = [column for column in range(2, width + 1) if upper.cell(column).empty and not lower.cell(column).empty]
    texts = [str(lower.cell(column).value) for column in range(1, width + 1) if not lower.cell(column).empty]
    return bool(gaps) and _texts(lower) == len(texts) == len(set(texts)) and _filled(upper) < width


def _signs(rows: list[Row]) -> dict[str, str]:
    """What seems to stand before decimals and between thousands in numbers that are text."""
    texts = [str(value).strip().replace("\u00a0", " ") for row in rows for value in row.values if isinstance(value, str)]
    texts += [cell.value.strip() for row in rows for cell in row.values if isinstance(cell, Cell) and isinstance(cell.value, str)]
    commas = sum(bool(_COMMA.fullmatch(text)) for text in texts)
    points = sum(bool(_POINT.fullmatch(text)) for text in texts)
    decimal = "comma" if commas > points else "point"
    groups = Counter(match[2] for text in texts if (match := _GROUPS.fullmatch(text)))
    names = {
        " ": "space",
        "'": "apostrophe",
        ".": "point" if decimal == "comma" else "",
        ",": "comma" if decimal == "point" else "",
    }
    parted = next((names[sign] for sign, _ in groups.most_common() if names[sign]), "none")
    # Where only `1,234` is seen, it may be a thousand or a bit more than one: the decimal sign is then as good a guess as any.
    return {"decimal": decimal, "thousands": parted if (commas and points) or parted in ("space", "apostrophe") else "none"}
