from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from msiscore.errors import InputProblems, Problem
from msiscore.exchange.tables.parquet_grid import parquet_grid
from msiscore.mapping import TableShape


def problem(path: Path, **shape: object) -> Problem:
    with pytest.raises(InputProblems) as raised:
        list(parquet_grid(path, TableShape.model_validate(shape)).rows())
    (one,) = raised.value.problems
    return one


def test_values_of_each_kind_come_as_cells_have_them(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    frame = pd.DataFrame(
        {
            "code": ["a", None],
            "number": [0.1, float("nan")],
            "whole": [1, 2],
            "yes": [True, False],
            "day": [date(2020, 1, 2), None],
        }
    )
    frame["list"] = pd.Series([[1, 2], None], dtype="object")
    frame.to_parquet(tmp_path / "t.parquet")
    rows = list(parquet_grid(tmp_path / "t.parquet", TableShape()).rows())
    assert [row.number for row in rows] == [1, 2, 3]
    assert list(rows[0].values) == ["code", "number", "whole", "yes", "day", "list"]
    assert list(rows[1].values) == ["a", 0.1, 1, True, date(2020, 1, 2), "[1, 2]"]
    assert list(rows[2].values) == [None, None, 2, False, None, None]


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    told = problem(tmp_path / "t.parquet")
    assert told.code == "no-pyarrow"
    assert 'pip install "msiscore[parquet]"' in told.hint


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"x" * 100 + b"PAR1", b"a,b\n1,2\n"])
def test_damaged_files_are_told(tmp_path: Path, content: bytes) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / "t.parquet").write_bytes(content)
    assert problem(tmp_path / "t.parquet").code == "damaged"


def test_a_header_elsewhere_means_nothing_here(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "t.parquet")
    assert problem(tmp_path / "t.parquet", header=5).code == "header"
