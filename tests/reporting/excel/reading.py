"""Reads workbooks back for the tests of this folder and of `tests/office`."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem

from msiscore.rounding import rounded


def read(content: bytes) -> Workbook:
    """The workbook of `content`."""
    return load_workbook(BytesIO(content))


def cells(book: Workbook, name: str | None = None) -> Iterator[Cell]:
    """Every cell of one sheet, or of all, that holds something."""
    for sheet in book.worksheets if name is None else [book[name]]:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell) and cell.value is not None)


def texts(book: Workbook, name: str | None = None) -> list[str]:
    """All texts of one sheet, or of all."""
    return [cell.value for cell in cells(book, name) if isinstance(cell.value, str)]


def parts(content: bytes) -> dict[str, str]:
    """The XML parts of the workbook by name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def printed(band: HeaderFooterItem | None) -> tuple[str, str]:
    """What stands on the left and on the right of a page header or footer."""
    assert band is not None
    assert band.left is not None
    assert band.right is not None
    return band.left.text or "", band.right.text or ""


def shown(cell: Cell | MergedCell) -> str:
    """What a spreadsheet program shows in a cell with a number, for the number formats that the workbook uses."""
    value = cell.value
    assert isinstance(value, int | float)
    sections = cell.number_format.split(";")
    pattern = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    before, rest = _literal(pattern)
    digits = rest.rstrip('"%').split('"')[0]
    after = rest[len(digits) :].strip('"')
    if after == "%" and pattern.endswith("%") and '"%' not in pattern:
        value *= 100
    if not digits:
        return before
    decimals = len(digits.partition(".")[2])
    return f"{before}{rounded(abs(float(f'{value:.15g}')), decimals)}{after}"  # of the 15 digits that Excel keeps


def _literal(pattern: str) -> tuple[str, str]:
    before = ""
    while pattern.startswith('"'):
        literal, _, pattern = pattern[1:].partition('"')
        before += literal
    return before, pattern
