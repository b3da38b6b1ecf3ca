from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import InputProblems, Problem
from msiscore.exchange.tables import csv_grid as module
from msiscore.exchange.tables.csv_grid import csv_grid
from msiscore.mapping import TableShape

CELLS = [["naam", "é"], ["één", "12,5"], ["", "“quoted”"]]


def read(path: Path, **shape: object) -> list[list[object]]:
    return [list(row.values) for row in csv_grid(path, TableShape.model_validate(shape)).rows()]


def problem(path: Path, **shape: object) -> Problem:
    with pytest.raises(InputProblems) as raised:
        read(path, **shape)
    (one,) = raised.value.problems
    return one


def written(path: Path, encoding: str, text: str = 'naam;é\néén;12,5\n;"“quoted”"\n') -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_known_by_itself_or_its_mark(tmp_path: Path, encoding: str) -> None:
    assert read(written(tmp_path / "t.csv", encoding)) == CELLS


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be", "utf-16", "utf-8"])
def test_other_encodings_are_stated(tmp_path: Path, encoding: str) -> None:
    assert read(written(tmp_path / "t.csv", encoding), encoding=encoding) == CELLS


def test_what_is_not_utf_8_is_told_with_its_line_and_what_to_state(tmp_path: Path) -> None:
    told = problem(written(tmp_path / "t.csv", "cp1252", "a;b\n1;2\nplain;één\n"))
    assert (told.code, told.line) == ("encoding", 3)
    assert "byte 0xe9" in told.message
    assert "cp1252" in told.hint


def test_a_byte_late_in_a_long_file_is_told_as_well(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a;b\n" + b"1;2\n" * 50_000 + b"\xe9;2\n")
    assert (problem(path).code, problem(path).line) == ("encoding", 50_002)


def test_utf_16_without_its_mark_is_not_taken_for_anything_else(tmp_path: Path) -> None:
    told = problem(written(tmp_path / "t.csv", "utf-16-le"))
    assert told.code == "not-text"
    assert "utf-16-le" in told.hint


def test_a_mark_that_says_otherwise_than_the_mapping_is_told(tmp_path: Path) -> None:
    assert problem(written(tmp_path / "t.csv", "utf-8-sig"), encoding="cp1252").code == "encoding"
    assert problem(written(tmp_path / "t.csv", "utf-16"), encoding="utf-8").code == "encoding"


def test_a_byte_that_the_stated_encoding_lacks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a;b\n\x81;2\n")
    assert "0x81" in problem(path, encoding="cp1252").message
    path.write_bytes(b"a;b\n1")
    assert problem(path, encoding="utf-16-le").code in ("encoding", "not-text")


@pytest.mark.parametrize(("name", "sign"), [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|")])
def test_the_sign_between_cells_is_found_from_the_header_or_stated(tmp_path: Path, name: str, sign: str) -> None:
    text = sign.join(["a", '"b;,|\t;,|"', "c"]) + "\n" + sign.join(["1", "2", "3"]) + "\n"
    path = written(tmp_path / "t.csv", "utf-8", text)
    expected = [["a", "b;,|\t;,|", "c"], ["1", "2", "3"]]
    assert read(path) == expected
    assert read(path, delimiter=name) == expected


def test_rows_have_the_number_of_their_first_line(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "utf-8", 'a,b\n"one\ntwo",2\n3,4\n')
    assert [row.number for row in csv_grid(path, TableShape()).rows()] == [1, 2, 4]


@pytest.mark.parametrize("text", ['a,b\n"1,2\n', 'a,b\n"1"2,3\n', "a,b\n" + "x" * 200_000 + ",1\n"])
def test_what_is_no_csv_is_told(tmp_path: Path, text: str) -> None:
    told = problem(written(tmp_path / "t.csv", "utf-8", text))
    assert (told.code, told.line) == ("csv", 2)


def test_files_that_are_none_or_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problem(tmp_path / "none.csv").code == "unreadable"
    assert problem(tmp_path).code == "unreadable"
    path = written(tmp_path / "t.csv", "utf-8")
    monkeypatch.setattr(module, "MOST_COLUMNS", 1)
    assert (problem(path).code, problem(path).line) == ("too-large", 1)
    monkeypatch.setattr(module, "MOST_ROWS", 0)
    assert problem(path).code == "too-large"


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    assert read(written(tmp_path / "t.csv", "utf-8", "")) == []
