"""Which files a table may stand in, by the ending of their name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from msiscore.exchange.tables.csv_grid import csv_grid
from msiscore.exchange.tables.grid import Grid, refuse
from msiscore.exchange.tables.parquet_grid import parquet_grid
from msiscore.exchange.tables.workbook_grid import workbook_grid
from msiscore.mapping import TableShape

READERS: Final[Mapping[str, Callable[[Path, TableShape], Grid]]] = {
    ".csv": csv_grid,
    ".tsv": csv_grid,
    ".txt": csv_grid,
    ".xlsx": workbook_grid,
    ".xlsm": workbook_grid,
    ".parquet": parquet_grid,
}
"""The reader for each ending."""


def open_table(path: Path, shape: TableShape) -> Grid:
    """The table at `path`, written as `shape` says. Raises InputProblems when it cannot be read."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        hint = "save it as one of these"
        raise refuse(
            path, "kind-of-file", f"`{path.suffix or path.name}` is no kind of table", allowed=", ".join(READERS), hint=hint
        )
    return reader(path, shape)
