"""A CSV file as a table, row by row, so that its length costs no memory.

What a file is encoded in cannot be known from its bytes: it is UTF-8, or it says so by a mark at its start, or the mapping says so.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from msiscore.errors import InputProblems
from msiscore.exchange.tables.grid import MOST_COLUMNS, MOST_ROWS, Grid, Row, check_file, refuse
from msiscore.mapping import DELIMITERS, ENCODINGS, TableShape

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 65_536


def csv_grid(path: Path, shape: TableShape) -> Grid:
    """The table in the CSV file at `path`. Raises InputProblems when it cannot be read; `rows()` too, where the reason comes later."""
    check_file(path)
    encoding = _encoding(path, shape.encoding)
    delimiter = DELIMITERS[shape.delimiter] if shape.delimiter is not None else _delimiter(path, encoding, shape.header[-1])
    return Grid(path, lambda: _rows(path, encoding, delimiter))


def _encoding(path: Path, stated: str | None) -> str:
    """The encoding by the mark at the start of the file, else the stated one, else UTF-8."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked is not None:
        if stated is not None and not marked.startswith(stated.rsplit("-le")[0].rsplit("-be")[0]):
            hint = f"take `encoding: {stated}` out of the mapping"
            raise refuse(path, "encoding", f"the file begins with the mark of {marked.removesuffix('-sig')}", hint=hint)
        return marked
    if b"\x00" in head and not (stated or "").startswith("utf-16"):
        hint = "it may be UTF-16 without its mark; then state `encoding: utf-16-le` under `table:` in the mapping"
        raise refuse(path, "not-text", "the file holds zero bytes, which no text has", hint=hint)
    return stated or "utf-8"


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[TextIO]:
    """The file as text; a byte that does not belong is told with its line."""
    with path.open(encoding=encoding, newline="") as file:
        try:
            yield file
        except UnicodeDecodeError as error:
            raise _undecodable(path, encoding, error) from None
        except UnicodeError:
            raise refuse(path, "encoding", f"the file is not {encoding} text", allowed=", ".join(ENCODINGS)) from None


def _undecodable(path: Path, encoding: str, error: UnicodeDecodeError) -> InputProblems:
    line = 0
    if encoding in ("utf-8", "utf-8-sig"):
        with path.open("rb") as file:  # a line that cannot be decoded is the first that cannot by itself
            line = next((number for number, raw in enumerate(file, start=1) if not _is_utf8(raw)), 0)
    hint = (
        "state what it is under `table:` in the mapping, such as `encoding: cp1252` (Excel on Windows, Western Europe), "
        "or save it as CSV UTF-8"
    )
    what = "UTF-8" if encoding.startswith("utf-8") else encoding
    found = f"the byte {error.object[error.start]:#04x}"
    return refuse(path, "encoding", f"the file is not {what} text: {found}", line=line, hint=hint, allowed=", ".join(ENCODINGS))


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(path: Path, encoding: str, header: int) -> str:
    """The sign that stands most often in the header, outside quotes; a comma where there is none."""
    with _opened(path, encoding) as file:
        line = ""
        for _ in range(header):
            line = file.readline(_HEAD)
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS.values(), key=lambda sign: (outside.count(sign), sign == ","))


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """Every row with the number of its first line."""
    with _opened(path, encoding) as file:
        reader = csv.reader(_without_nothing(file, path), delimiter=delimiter, strict=True)
        first = 1
        try:
            for count, values in enumerate(reader, start=1):
                if count > MOST_ROWS:
                    raise refuse(path, "too-large", f"the table has more than {MOST_ROWS:,} rows", line=first)
                if len(values) > MOST_COLUMNS:
                    raise refuse(path, "too-large", f"the row has more than {MOST_COLUMNS:,} columns", line=first)
                yield Row(first, values)
                first = reader.line_num + 1
        except csv.Error as error:
            hint = "a quote that was opened may not be closed; or `delimiter` in the mapping is not the right one"
            raise refuse(path, "csv", f"this is not valid CSV: {error}", line=max(first, 1), hint=hint) from error


def _without_nothing(file: TextIO, path: Path) -> Iterator[str]:
    """The lines; a zero character is refused, because no text has one."""
    for number, line in enumerate(file, start=1):
        if "\x00" in line:
            raise refuse(path, "not-text", "the line holds a zero character, which no text has", line=number)
        yield line
