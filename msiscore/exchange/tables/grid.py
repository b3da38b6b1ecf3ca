"""A table as rows of cells, whatever it was written in.

To read another kind of file: write a function that makes a Grid of it, and name the ending in `READERS` (readers.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msiscore.errors import InputProblems, Problem
from msiscore.exchange.incoming import Place
from msiscore.exchange.workbook_reader import EMPTY, Cell

MOST_ROWS = 2_000_000
MOST_COLUMNS = 3_000
MOST_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, from 1, and what stands in it from the first column on."""

    number: int
    values: Sequence[object]

    def cell(self, column: int) -> Cell:
        """The cell in `column`, from 1; empty beyond the end of the row."""
        if not 1 <= column <= len(self.values):
            return EMPTY
        value = self.values[column - 1]
        return value if isinstance(value, Cell) else Cell(value)  # type: ignore[arg-type]

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the row."""
        return all(self.cell(column).empty for column in range(1, len(self.values) + 1))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `rows()` goes through it from the top, as often as it is called.

    `sheet` is its name in a workbook, `merged` are its ranges of merged cells (first row, column, last row, column), and `sheets` the
    names of all sheets that hold something. Without `laid_out`, nothing is known of merged cells, as in CSV.
    """

    path: Path
    rows: Callable[[], Iterator[Row]]
    sheet: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    sheets: tuple[str, ...] = ()
    laid_out: bool = False

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands."""
        return Place(self.sheet, row, column)

    def problem(
        self, code: str, row: int, column: int, message: str, *, found: str = "", allowed: str = "", hint: str = ""
    ) -> Problem:
        """A problem with the cell in `row` and `column`."""
        return Problem(
            code=code,
            file=self.path,
            sheet=self.sheet,
            line=row,
            column=column,
            message=message,
            found=found,
            allowed=allowed,
            hint=hint,
        )


def refuse(path: Path, code: str, message: str, *, line: int = 0, hint: str = "", allowed: str = "") -> InputProblems:
    """The error for a table that cannot be read."""
    column = 1 if line else 0
    return InputProblems([Problem(code=code, file=path, line=line, column=column, message=message, hint=hint, allowed=allowed)])


def check_file(path: Path) -> None:
    """Raise InputProblems when there is no file to read at `path`, or one that is too large."""
    try:
        if path.exists() and not path.is_file():
            raise refuse(path, "unreadable", "this is not a file but a folder or a device")
        size = path.stat().st_size
    except OSError as error:
        raise refuse(path, "unreadable", f"the file cannot be read: {error.strerror or error}") from error
    if size > MOST_BYTES:
        raise refuse(path, "too-large", f"the file is too large: more than {MOST_BYTES:,} bytes")
