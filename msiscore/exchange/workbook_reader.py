"""Reading a workbook that came from outside: bounded, without entities, and with every surprise told as a problem with its cell.

What is read is what was typed. A formula is never calculated and its stored result is never believed: another program may have
written any number there. Bounds come from the layout that the caller expects and never from what the file says of itself.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from msiscore.errors import InputProblems, Problem, shorten

MAXIMUM_BYTES = 20_000_000
MAXIMUM_UNPACKED = 100_000_000
MAXIMUM_PARTS = 2_000
MAXIMUM_RATIO = 100
MAXIMUM_SHEETS = 500
MAXIMUM_ROWS = 100_000
MAXIMUM_COLUMNS = 100
MAXIMUM_CELLS = 2_000_000
MAXIMUM_MERGED = 100
HEAD_ROWS = 40
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?)[\"']")
_SMALL_PART = 1_000_000  # below this a high ratio is harmless: a sheet of empty cells packs well
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

CellValue = str | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value, or `formula` or `error` when that is what stands in it; `percent` when a number is shown as a percentage."""

    value: CellValue = None
    formula: bool = False
    error: bool = False
    percent: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the cell, or only blanks."""
        return not self.formula and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class SheetContent:
    """The cells of one sheet by row and column, from 1; `merged` are its ranges of merged cells: first row, column, last row, column."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    cut: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """The cell, empty if nothing stands there."""
        return self.cells.get((row, column), EMPTY)

    @property
    def rows(self) -> int:
        """The last row with something in it."""
        return max((row for row, _ in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """The sheets of a workbook in their order, and its custom properties."""

    path: Path
    sheets: tuple[SheetContent, ...]
    properties: Mapping[str, str] = field(default_factory=dict)


class _Refused(Exception):
    """The file is not read; the arguments are those of its problem."""

    def __init__(self, code: str, message: str, hint: str = "", found: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.found = code, message, hint, found


def read_workbook(
    path: Path, wanted: Callable[[SheetContent], bool] | None = None, *, columns: int = 0, stored: bool = False
) -> WorkbookContent:
    """What was typed into the workbook at `path`; raises InputProblems when it cannot or should not be read.

    `wanted` tells by the first rows of a sheet whether the rest of it is of use; a large workbook may have one sheet that is. `columns`,
    if given, is how many columns a sheet may have; more are refused, where otherwise only the first MAXIMUM_COLUMNS are looked at.
    `stored` believes the result that was saved with a formula, which is for tables whose owner asked for it.
    """
    try:
        raw = _bytes_of(path)
        _check_package(raw)
        content = _read(path, raw, wanted, columns)
        return _with_results(content, _read(path, raw, wanted, columns, results=True)) if stored else content
    except _Refused as refused:
        problem = Problem(code=refused.code, file=path, message=refused.message, hint=refused.hint, found=refused.found)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        problem = _damaged(path)
    except DefusedXmlException:
        problem = Problem(
            code="unsafe-workbook",
            file=path,
            message="the workbook declares entities, which no spreadsheet program does; it was not read",
            hint="ask who sent it for the workbook as their spreadsheet saved it",
        )
    raise InputProblems([problem])


def _damaged(path: Path) -> Problem:
    return Problem(
        code="damaged",
        file=path,
        message="the workbook is damaged or was cut off; it cannot be read",
        hint="open it in a spreadsheet program and save it again as .xlsx, or ask for it to be sent again",
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise _Refused("unreadable", "this is not a file but a folder or a device")
        with path.open("rb") as file:
            raw = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        hint = "close it in other programs, and check that you may read it" if isinstance(error, PermissionError) else ""
        raise _Refused("unreadable", f"the file cannot be read: {error.strerror or error}", hint) from error
    if len(raw) > MAXIMUM_BYTES:
        raise _Refused("too-large", f"the file is too large: more than {MAXIMUM_BYTES:,} bytes", "remove pictures from it")
    if raw.startswith(_OLE):
        raise _Refused(
            "protected",
            "the workbook is protected with a password, or saved in the old format .xls",
            "open it, take the password off (File, Info, Protect Workbook), and save it as .xlsx",
        )
    if not raw.startswith(b"PK"):
        raise _Refused("not-a-workbook", "the file is not an .xlsx workbook", "save it as .xlsx in your spreadsheet program")
    return raw


def _check_package(raw: bytes) -> None:
    """Refuse what is no workbook, or one that would fill the memory; look for entities in the head of every part."""
    with zipfile.ZipFile(BytesIO(raw)) as package:
        parts = package.infolist()
        if len(parts) > MAXIMUM_PARTS:
            raise _Refused("too-large", f"the workbook has more than {MAXIMUM_PARTS:,} parts; it was not read")
        unpacked = sum(part.file_size for part in parts)
        bomb = any(p.file_size > _SMALL_PART and p.file_size > MAXIMUM_RATIO * max(1, p.compress_size) for p in parts)
        if unpacked > MAXIMUM_UNPACKED or bomb or unpacked > max(_SMALL_PART, MAXIMUM_RATIO * len(raw)):
            raise _Refused(
                "too-large",
                f"the workbook unpacks to {unpacked:,} bytes from {len(raw):,}; it was not read",
                "delete empty rows and columns that were formatted to the end of a sheet, and save it again",
            )
        if any(part.flag_bits & 1 for part in parts):
            raise _Refused("protected", "the file is protected with a password", "save it without a password")
        names = {part.filename for part in parts}
        if "xl/workbook.bin" in names or "mimetype" in names:
            kind = ".xlsb" if "xl/workbook.bin" in names else ".ods or another format of LibreOffice"
            raise _Refused("not-a-workbook", f"the file is {kind}, not .xlsx", "save it as .xlsx in your spreadsheet program")
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/worksheets/") for name in names):
            raise _Refused("not-a-workbook", "the file is not an .xlsx workbook", "save it as .xlsx in your spreadsheet program")
        for part in parts:
            if part.filename.endswith((".xml", ".rels", ".vml")):
                _check_head(package, part)


def _check_head(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read up to the first element, which comes after every declaration of entities."""
    with package.open(part) as stream:
        try:
            next(iterparse(stream, events=("start",), forbid_dtd=True), None)
        except ParseError:
            raise zipfile.BadZipFile(part.filename) from None


def _with_results(typed: WorkbookContent, results: WorkbookContent) -> WorkbookContent:
    """The workbook with the stored result in the place of each formula that has one."""
    sheets = [
        replace(
            sheet, cells={place: other.cells.get(place, cell) if cell.formula else cell for place, cell in sheet.cells.items()}
        )
        for sheet, other in zip(typed.sheets, results.sheets, strict=True)
    ]
    return replace(typed, sheets=tuple(sheets))


def _read(
    path: Path, raw: bytes, wanted: Callable[[SheetContent], bool] | None, columns: int, *, results: bool = False
) -> WorkbookContent:
    import openpyxl

    workbook = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not understand is of no use here
            # Formulas and not their stored results, unless these are asked for: see the head of this module.
            workbook = openpyxl.load_workbook(BytesIO(raw), read_only=True, data_only=results, keep_links=False)
            merged = _merged_ranges(raw)
            sheets = workbook.worksheets[:MAXIMUM_SHEETS]
            content: list[SheetContent] = []
            for sheet in sheets:
                room = MAXIMUM_CELLS - sum(len(other.cells) for other in content)
                content.append(_content_of(sheet, merged.get(sheet.title, ()), room, wanted, columns))
            properties = {str(each.name): str(each.value) for each in getattr(workbook, "custom_doc_props", ())}
    except (DefusedXmlException, _Refused):
        raise
    except MemoryError:
        raise _Refused("too-large", "there is not enough memory for this workbook") from None
    except Exception as error:  # whatever a damaged file makes of the library, it is the file's fault
        raise zipfile.BadZipFile(str(error)) from error
    finally:
        if workbook is not None:
            workbook.close()
    return WorkbookContent(path, tuple(content), properties)


def _content_of(
    sheet: Any,
    merged: tuple[tuple[int, int, int, int], ...],
    room: int,
    wanted: Callable[[SheetContent], bool] | None,
    columns: int,
) -> SheetContent:
    """What stands in a sheet; at most `room` cells, and only the first rows if those are not what is `wanted`."""
    cells: dict[tuple[int, int], Cell] = {}
    cut = False
    before: object = None
    if columns:
        sheet.reset_dimensions()  # each row then ends with its own last cell, whatever the sheet says of itself
    for number, row in enumerate(
        sheet.iter_rows(max_row=MAXIMUM_ROWS + 1, max_col=None if columns else MAXIMUM_COLUMNS), start=1
    ):
        if columns and len(row) > columns:
            raise _Refused("too-large", f"the sheet `{shorten(sheet.title, 40)}` has more than {columns:,} columns")
        if number > MAXIMUM_ROWS:
            cut = any(cell.value is not None for cell in row)
            break
        if number == HEAD_ROWS and wanted is not None and not wanted(SheetContent(str(sheet.title), cells)):
            break
        if row is before:  # openpyxl gives the same empty row for each of a hundred thousand that are not there
            continue
        before = row
        for place, cell in enumerate(row, start=1):
            kind = getattr(cell, "data_type", "n")
            if kind == "f":
                cells[number, place] = Cell(formula=True)
            elif kind == "e":
                cells[number, place] = Cell(str(cell.value), error=True)
            elif cell.value is not None:
                shown = cell.number_format if type(cell.value) in (int, float) else None
                cells[number, place] = Cell(cell.value, percent=shown is not None and "%" in shown)
        if len(cells) > room:
            raise _Refused("too-large", f"the workbook has more than {MAXIMUM_CELLS:,} filled cells; it was not read")
    return SheetContent(str(sheet.title), cells, merged, cut)


def _merged_ranges(raw: bytes) -> dict[str, tuple[tuple[int, int, int, int], ...]]:
    """The merged cells of each sheet by its name; openpyxl does not tell them when it reads bit by bit.

    They are looked for in the bytes: to read a large sheet as XML a second time would take as long as the first.
    """
    from openpyxl.utils.cell import range_boundaries

    found: dict[str, tuple[tuple[int, int, int, int], ...]] = {}
    with zipfile.ZipFile(BytesIO(raw)) as package:
        for name, part in _sheet_parts(package):
            ranges = []
            for match in islice(_MERGED.finditer(package.read(part)), MAXIMUM_MERGED):
                left, top, right, bottom = range_boundaries(match[1].decode())
                ranges.append((int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)))
            found[name] = tuple(ranges)
    return found


def _sheet_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet, and the part of the package that holds it."""
    targets: dict[str, str] = {}
    with package.open("xl/_rels/workbook.xml.rels") as stream:
        for _, element in iterparse(stream):
            target = PurePosixPath("/xl") / element.get("Target", "")
            targets[element.get("Id", "")] = str(target).lstrip("/")
    with package.open("xl/workbook.xml") as stream:
        for _, element in iterparse(stream):
            part = targets.get(element.get(_RELATION, ""), "")
            if element.tag.endswith("}sheet") and part in package.namelist():
                yield element.get("name", ""), part
