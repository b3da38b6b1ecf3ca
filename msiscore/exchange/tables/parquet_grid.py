"""A Parquet file as a table, batch by batch. It takes pyarrow, which is large and so an extra: `pip install "msiscore[parquet]"`.

Rows are numbered as in a CSV file of the same table: the names of the columns are row 1, the first row of data is row 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from msiscore.exchange.tables.grid import MOST_COLUMNS, MOST_ROWS, Grid, Row, check_file, refuse
from msiscore.mapping import TableShape

_BATCH = 2_000


def parquet_grid(path: Path, shape: TableShape) -> Grid:
    """The table in the Parquet file at `path`. Raises InputProblems when it cannot be read, or pyarrow is not there."""
    check_file(path)
    try:
        import pyarrow.parquet  # noqa: F401 - only to know whether it is there
    except ImportError:
        hint = 'pip install "msiscore[parquet]"; or save the table as CSV or .xlsx'
        raise refuse(path, "no-pyarrow", "reading Parquet takes the library pyarrow, which is not installed", hint=hint) from None
    if shape.header != (1,):
        raise refuse(path, "header", "the names of the columns are the header of a Parquet file", hint="take `header` out")
    return Grid(path, lambda: _rows(path))


def _rows(path: Path) -> Iterator[Row]:
    import pyarrow as arrow
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            if len(names) > MOST_COLUMNS:
                raise refuse(path, "too-large", f"the table has more than {MOST_COLUMNS:,} columns")
            if file.metadata.num_rows >= MOST_ROWS:
                raise refuse(path, "too-large", f"the table has more than {MOST_ROWS:,} rows")
            yield Row(1, names)
            number = 2
            for batch in file.iter_batches(_BATCH):
                for values in zip(*[column.to_pylist() for column in batch.columns], strict=True):
                    yield Row(number, [_value(value) for value in values])
                    number += 1
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
        hint = "write it again with the program that made it"
        message = f"the Parquet file is damaged, or holds what cannot be read: {type(error).__name__}"
        raise refuse(path, "damaged", message, hint=hint) from error


def _value(value: Any) -> object:
    """A value as a cell has it; what no cell can hold becomes text, which is then reported where an answer is due."""
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN is how pandas writes a missing number
        return None
    if isinstance(value, bool | int | float | str | datetime | date):
        return value
    return str(value) if isinstance(value, Decimal) else repr(value)
