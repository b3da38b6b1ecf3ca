from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from msiscore.errors import InputProblems
from msiscore.exchange.tables.readers import READERS, open_table
from msiscore.mapping import TableShape
from tests.exchange.tables.trying import write_csv, write_xlsx

CELLS = [["code", "number"], ["a", "1"], ["b", "2"]]


@pytest.mark.parametrize("ending", list(READERS))
def test_every_kind_of_file_gives_the_same_rows(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"t{ending.upper()}"
    if ending == ".parquet":
        pytest.importorskip("pyarrow")
        pd.DataFrame(CELLS[1:], columns=CELLS[0]).to_parquet(path)
    else:
        (write_xlsx if ending.startswith(".xls") else write_csv)(tmp_path / ("t.xlsx" if "xls" in ending else "t.csv"), CELLS)
        (tmp_path / ("t.xlsx" if "xls" in ending else "t.csv")).rename(path)
    grid = open_table(path, TableShape())
    for _ in range(2):  # as often as it is called
        assert [[row.cell(1).value, row.cell(2).value] for row in grid.rows()] == CELLS


def test_other_kinds_are_refused_with_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match=r"`\.ods` is no kind of table(.|\n)*\.parquet"):
        open_table(tmp_path / "t.ods", TableShape())
