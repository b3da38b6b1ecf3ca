"""A sheet of a workbook as a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msiscore.errors import nearest
from msiscore.exchange.tables.grid import MOST_COLUMNS, Grid, Row, refuse
from msiscore.exchange.workbook_reader import EMPTY, MAXIMUM_MERGED, MAXIMUM_ROWS, SheetContent, read_workbook
from msiscore.mapping import TableShape


def workbook_grid(path: Path, shape: TableShape) -> Grid:
    """The sheet that `shape` names in the workbook at `path`, or its only one. Raises InputProblems."""
    wanted = shape.sheet.casefold() if shape.sheet is not None else None
    workbook = read_workbook(
        path,
        lambda sheet: wanted is None or sheet.name.casefold() == wanted,
        columns=MOST_COLUMNS,
        stored=shape.formulas == "stored",
    )
    filled = [sheet for sheet in workbook.sheets if sheet.cells]
    names = tuple(sheet.name for sheet in filled)
    chosen = [sheet for sheet in filled if wanted in (None, sheet.name.casefold())]
    listed = ", ".join(names) or "none that holds anything"
    if not chosen:
        message = f"the workbook has no sheet `{shape.sheet}`" if wanted else "the workbook is empty"
        raise refuse(path, "no-sheet", message, allowed=listed, hint=nearest(shape.sheet or "", names))
    if len(chosen) > 1:
        hint = "say which one under `table:` in the mapping: sheet: NAME"
        raise refuse(path, "which-sheet", "the workbook has several sheets", allowed=listed, hint=hint)
    sheet = chosen[0]
    if sheet.cut:
        raise refuse(path, "too-large", f"the sheet `{sheet.name}` has more than {MAXIMUM_ROWS:,} rows", hint="save it as CSV")
    if len(sheet.merged) >= MAXIMUM_MERGED:
        hint = "unmerge them, and fill in each by itself"
        raise refuse(path, "merged", f"the sheet `{sheet.name}` has {MAXIMUM_MERGED} or more merged cells", hint=hint)
    return Grid(path, lambda: _rows(sheet), sheet.name, sheet.merged, names, laid_out=True)


def _rows(sheet: SheetContent) -> Iterator[Row]:
    """The rows from the first; those in which nothing stands are left out."""
    by_row: dict[int, list[int]] = {}
    for row, column in sheet.cells:
        by_row.setdefault(row, []).append(column)
    for row in sorted(by_row):
        columns = by_row[row]
        yield Row(row, [sheet.cells.get((row, column), EMPTY) for column in range(1, max(columns) + 1)])
