"""The header of a table, and which column the mapping means by a heading or a letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from msiscore.errors import InputProblems, Problem, column_letters, nearest, shorten
from msiscore.exchange.tables.grid import MOST_COLUMNS, Grid, Row
from msiscore.exchange.values import plain
from msiscore.loading.mapping_loader import MappingFile, problem_of_mapping, same
from msiscore.loading.yaml_reader import KeyPath
from msiscore.mapping import Column, TableShape

BETWEEN = " / "
"""What stands between the two parts of a heading of two rows, such as `Governance / Independent chair`."""


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a table by column, each with its parts from the upper row to the lower; `last` is the last row of the header."""

    grid: Grid
    last: int
    headings: dict[int, tuple[str, ...]]

    def name(self, column: int) -> str:
        """The whole heading of a column."""
        return BETWEEN.join(self.headings.get(column, ()))

    def columns_named(self, heading: str) -> list[int]:
        """The columns that `heading` may mean: those with exactly this heading, else those whose lowest part it is."""
        wanted = same(heading)
        whole = [column for column in self.headings if same(self.name(column)) == wanted]
        return whole or [column for column, parts in self.headings.items() if same(parts[-1]) == wanted]


def read_header(grid: Grid, shape: TableShape) -> Header:
    """The header in the rows that `shape` names. Raises InputProblems when there is nothing in them."""
    found = list(_rows_at(grid, shape.header))
    if not found or found[-1].number != shape.header[-1]:
        rows = " and ".join(map(str, shape.header))
        hint = "say under `table:` in the mapping in which row the headings stand: header: 5"
        raise InputProblems([grid.problem("no-header", shape.header[-1], 1, f"there is no header in row {rows}", hint=hint)])
    texts = [_texts(row) for row in found]
    if len(texts) == 2:
        texts[0] = _spread(texts[0], max([*texts[0], *texts[1]]), grid, found[0].number)
    columns = sorted({column for row in texts for column in row})
    headings = {column: tuple(dict.fromkeys(row[column] for row in texts if column in row)) for column in columns}
    for number in range(1, len(found[-1].values) + 1):
        # A formula or an error is no heading; the column can still be named by its letter.
        if number not in headings and not found[-1].cell(number).empty:
            headings[number] = (f"({column_letters(number)})",)
    return Header(grid, found[-1].number, headings)


def _rows_at(grid: Grid, numbers: tuple[int, ...]) -> Iterator[Row]:
    for row in grid.rows():
        if row.number > numbers[-1]:
            return
        if row.number in numbers:
            yield row


def _texts(row: Row) -> dict[int, str]:
    """The headings of one row, each on one line."""
    cells = {column: row.cell(column) for column in range(1, min(len(row.values), MOST_COLUMNS) + 1)}
    texts = {
        column: " ".join(plain(str(cell.value)).split())
        for column, cell in cells.items()
        if not (cell.empty or cell.formula or cell.error)
    }
    return {column: text for column, text in texts.items() if text}


def _spread(upper: dict[int, str], width: int, grid: Grid, row: int) -> dict[int, str]:
    """The upper row of a header over the columns that it stands above: by its merged cells, or, in CSV, up to the next."""
    spread = dict(upper)
    if grid.laid_out:
        for top, left, _, right in grid.merged:
            if top == row and left in upper:
                spread |= dict.fromkeys(range(left, min(right, width) + 1), upper[left])
        return spread
    current = ""
    for column in range(1, width + 1):
        current = upper.get(column, current)
        if current:
            spread[column] = current
    return spread


@dataclass(slots=True)
class Columns:
    """Finds the columns that the mapping names, and remembers which were named. What is not found becomes a problem of the mapping."""

    file: MappingFile
    header: Header
    named: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def column(self, wanted: Column | None, path: KeyPath) -> int:
        """The number of the column that is `wanted` at `path` of the mapping; 0 where none is wanted, or it is not there."""
        if wanted is None:
            return 0
        found = self._at(wanted, path) if wanted.at is not None else self._headed(wanted.heading or "", path)
        if found:
            self.named.add(found)
        return found

    def _at(self, wanted: Column, path: KeyPath) -> int:
        number = column_number(wanted.at or "")
        if number > MOST_COLUMNS:
            self._problem("no-column", path, f"a table has at most {MOST_COLUMNS:,} columns", found=wanted.at or "")
            return 0
        if wanted.heading is not None and number not in self.header.columns_named(wanted.heading):
            message = f"the column {wanted.at} is not headed `{shorten(wanted.heading)}`"
            self._problem("other-heading", path, message, found=shorten(self.header.name(number)) or "no heading")
            return 0
        return number

    def _headed(self, heading: str, path: KeyPath) -> int:
        columns = self.header.columns_named(heading)
        if len(columns) == 1:
            return columns[0]
        where = f"{self.header.grid.path.name}, row {self.header.last}"
        if columns:
            letters = [column_letters(column) for column in columns]
            message = f"{len(columns)} columns are headed `{shorten(heading)}` ({where})"
            hint = f"say which one by its letter: {{at: {letters[0]}}}"
            self._problem("duplicate-heading", path, message, allowed=", ".join(letters), hint=hint)
            return 0
        names = [self.header.name(column) for column in self.header.headings]
        parts = [parts[-1] for parts in self.header.headings.values()]
        hint = nearest(heading, list(dict.fromkeys([*parts, *names])))
        message = f"the table has no column `{shorten(heading)}` ({where})"
        self._problem("no-column", path, message, allowed=shorten(", ".join(names), 600), hint=hint)
        return 0

    def _problem(self, code: str, path: KeyPath, message: str, **more: str) -> None:
        self.problems.append(problem_of_mapping(self.file, path, code, message, **more))


def column_number(letters: str) -> int:
    """The number of the column that a spreadsheet calls by these letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
