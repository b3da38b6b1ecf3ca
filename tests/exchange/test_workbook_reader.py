"""Every workbook that nobody should open: a clear message, quickly, and nothing else."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from msiscore.errors import InputProblems, Problem
from msiscore.exchange import workbook_reader
from msiscore.exchange.importing import plan_import
from msiscore.exchange.workbook_reader import read_workbook

Make = Callable[..., Path]


def refusal(path: Path) -> Problem:
    started = time.perf_counter()
    with pytest.raises(InputProblems) as caught:
        read_workbook(path)
    assert time.perf_counter() - started < 5
    (problem,) = caught.value.problems
    assert problem.file == path
    return problem


def rewritten(path: Path, target: Path, change: Callable[[str, bytes], bytes | None], **added: bytes) -> Path:
    """The workbook with each of its parts changed, left out (None) or added."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = change(info.filename, old.read(info))
            if content is not None:
                new.writestr(info.filename, content)
        for name, content in added.items():
            new.writestr(name, content)
    return target


@pytest.fixture
def book(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["a", 1, 2.5, True, datetime(2020, 7, 8), "=1+1", None, "_x0041_"])
    sheet.merge_cells("A3:B4")
    path = tmp_path / "book.xlsx"
    workbook.save(path)
    return path


def test_what_was_typed_is_read_and_no_formula_is_believed(book: Path) -> None:
    (sheet,) = read_workbook(book).sheets
    assert [sheet.cell(1, column).value for column in range(1, 6)] == ["a", 1, 2.5, True, datetime(2020, 7, 8)]
    assert sheet.cell(1, 6).formula
    assert sheet.cell(1, 6).value is None
    assert sheet.cell(1, 7).empty
    assert sheet.merged == ((3, 1, 4, 2),)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(book: Path, tmp_path: Path) -> None:
    zeros = b"<x>" + b" " * 150_000_000 + b"</x>"
    path = rewritten(book, tmp_path / "bomb.xlsx", lambda name, content: content, **{"xl/worksheets/sheet9.xml": zeros})
    assert path.stat().st_size < 400_000
    assert refusal(path).code == "too-large"


def test_a_bomb_below_the_limit_of_size_is_known_by_its_ratio(book: Path, tmp_path: Path) -> None:
    zeros = b" " * 40_000_000
    path = rewritten(book, tmp_path / "bomb.xlsx", lambda name, content: content, **{"xl/worksheets/sheet9.xml": zeros})
    assert "unpacks to" in refusal(path).message


def test_a_bomb_that_lies_about_its_size_is_refused(book: Path, tmp_path: Path) -> None:
    zeros = b"<x>" + b" " * 150_000_000 + b"</x>"
    path = rewritten(book, tmp_path / "bomb.xlsx", lambda name, content: content, **{"xl/worksheets/sheet9.xml": zeros})
    raw = path.read_bytes().replace(struct.pack("<I", len(zeros)), struct.pack("<I", 900))
    path.write_bytes(raw)
    assert refusal(path).code in ("damaged", "too-large")


def test_too_many_parts_are_refused(book: Path, tmp_path: Path) -> None:
    more = {f"xl/media/{number}.txt": b"" for number in range(workbook_reader.MAXIMUM_PARTS)}
    assert "parts" in refusal(rewritten(book, tmp_path / "many.xlsx", lambda name, content: content, **more)).message


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml", "xl/styles.xml"])
@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
    ],
)
def test_entities_are_refused_wherever_they_stand(book: Path, tmp_path: Path, part: str, doctype: bytes) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        head, _, rest = content.partition(b"?>") if content.startswith(b"<?xml") else (b'<?xml version="1.0"', b"", content)
        return head + b"?>" + doctype + rest

    assert refusal(rewritten(book, tmp_path / "entities.xlsx", change)).code == "unsafe-workbook"


def test_a_password_or_the_old_format_is_told(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000)
    problem = refusal(path)
    assert problem.code == "protected"
    assert "password" in problem.message


def test_an_encrypted_zip_is_told(book: Path) -> None:
    raw = bytearray(book.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(mark, at + 4)
    book.write_bytes(bytes(raw))
    assert refusal(book).code == "protected"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_told(book: Path, share: float) -> None:
    raw = book.read_bytes()
    book.write_bytes(raw[: int(len(raw) * share)])
    assert refusal(book).code == "damaged"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "not-a-workbook"), (b"initiative: x\n", "not-a-workbook"), (b"PK\x03\x04", "damaged"), (b"<html>", "not-a-workbook")],
)
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert refusal(path).code == code


@pytest.mark.parametrize(
    ("name", "word"), [("mimetype", ".ods"), ("xl/workbook.bin", ".xlsb"), ("word/document.xml", "not an .xlsx")]
)
def test_other_formats_are_named(tmp_path: Path, name: str, word: str) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(name, b"<x/>")
    problem = refusal(path)
    assert problem.code == "not-a-workbook"
    assert word in problem.message


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "unreadable"
    assert refusal(tmp_path / "none.xlsx").code == "unreadable"


def test_a_very_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_reader, "MAXIMUM_BYTES", 1000)
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK" + b"\x00" * 1000)
    assert refusal(path).code == "too-large"


def test_a_cell_at_the_end_of_the_sheet_costs_nothing(book: Path, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return content.replace(b"</sheetData>", far) if name.endswith("sheet1.xml") else content

    path = rewritten(book, tmp_path / "far.xlsx", change)
    started = time.perf_counter()
    (sheet,) = read_workbook(path).sheets
    assert time.perf_counter() - started < 5
    assert sheet.cell(1, 1).value == "a"


def test_a_sheet_that_is_of_no_use_is_not_read_to_its_end(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for name in ("one", "two"):
        sheet = workbook.create_sheet(name)
        for number in range(100):
            sheet.append([name, number])
    path = tmp_path / "long.xlsx"
    workbook.save(path)
    content = read_workbook(path, lambda sheet: sheet.cell(1, 1).value == "two")
    assert [sheet.rows for sheet in content.sheets] == [0, workbook_reader.HEAD_ROWS - 1, 100]


def test_too_many_cells_are_refused(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_reader, "MAXIMUM_CELLS", 3)
    assert "filled cells" in refusal(book).message


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_part_never_stops_the_program(book: Path, tmp_path: Path, seed: int) -> None:
    import random

    chance = random.Random(seed)  # noqa: S311  # not for secrets

    def change(name: str, content: bytes) -> bytes | None:
        if chance.random() < 0.1:
            return None
        if chance.random() < 0.3:
            at = chance.randrange(len(content))
            return content[:at] + bytes(chance.randrange(256) for _ in range(3)) + content[at + chance.randrange(9) :]
        return content

    path = rewritten(book, tmp_path / "damaged.xlsx", change)
    found: set[str] = set()
    try:
        read_workbook(path)
    except InputProblems as error:
        found = {problem.code for problem in error.problems}
    assert found <= {"damaged", "not-a-workbook", "unsafe-workbook"}


# ---- forms that a person has damaged --------------------------------------------------------------------------------------------


def changed(path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path


def codes(path: Path, folder: Path) -> list[tuple[str, str]]:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    try:
        problems = plan_import(path, folder).problems
    except InputProblems as error:
        problems = error.problems
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    return [(problem.code, problem.where.rpartition(":")[2]) for problem in problems]


def test_a_renamed_sheet_does_no_harm(form: Make, folder: Path) -> None:
    def rename(workbook: openpyxl.Workbook) -> None:
        workbook["Questions"].title = "My answers"
        workbook["My answers"]["J4"] = "3 · no such level"

    assert codes(changed(form(), rename), folder) == [("answer", "My answers!J4")]


def test_a_deleted_sheet_is_told(form: Make, folder: Path) -> None:
    assert [code for code, _ in codes(changed(form(), lambda book: book.remove(book["Sources"])), folder)] == ["missing-sheet"]
    assert [code for code, _ in codes(changed(form(), lambda book: book.remove(book["memory"])), folder)] == ["not-our-form"]


def test_a_deleted_column_is_told(form: Make, folder: Path) -> None:
    found = codes(changed(form(), lambda book: book["Questions"].delete_cols(10)), folder)
    assert [code for code, _ in found] == ["missing-column"]


def test_deleted_and_doubled_rows_are_told(form: Make, folder: Path) -> None:
    assert [code for code, _ in codes(changed(form(), lambda book: book["Questions"].delete_rows(5)), folder)] == ["missing-row"]

    def double(book: openpyxl.Workbook) -> None:
        book["Questions"]["A5"] = "A-1"

    assert {code for code, _ in codes(changed(form(), double), folder)} == {"two-rows", "missing-row"}


def test_merged_cells_are_told(form: Make, folder: Path) -> None:
    path = changed(form(), lambda book: book["Questions"].merge_cells("J4:J5"))
    assert ("merged", "Questions!J4") in codes(path, folder)


def test_a_formula_where_a_level_is_due_is_told_even_with_a_stored_result(form: Make, folder: Path, tmp_path: Path) -> None:
    def formula(name: str, content: bytes) -> bytes:
        return (
            content.replace(b'<c r="J4"', b'<c r="J4"><f>1+1</f><v>2</v></c><c r="ZZ4"', 1)
            if name.endswith("sheet3.xml")
            else content
        )

    path = rewritten(form(), tmp_path / "formula.xlsx", formula)
    assert codes(path, folder) == [("formula", "Questions!J4")]


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("J4", datetime(2020, 2, 1), "date"),
        ("J4", 1.5, "answer"),
        ("J4", "perhaps", "answer"),
        ("J4", "too early", "answer"),
        ("J8", "12.5", "number-as-text"),
        ("M4", datetime(2020, 2, 1), "date"),
        ("O4", datetime(2020, 2, 1), "date"),
        ("K4", "later", "state"),
    ],
)
def test_what_a_spreadsheet_makes_of_what_was_typed_is_told(form: Make, folder: Path, cell: str, value: Any, code: str) -> None:
    def put(book: openpyxl.Workbook) -> None:
        book["Questions"][cell].value = value

    assert codes(changed(form(), put), folder) == [(code, f"Questions!{cell}")]


def test_an_error_in_a_cell_is_told(form: Make, folder: Path) -> None:
    def put(book: openpyxl.Workbook) -> None:
        book["Questions"]["J4"] = "#REF!"
        book["Questions"]["J4"].data_type = "e"

    assert codes(changed(form(), put), folder) == [("cell-error", "Questions!J4")]


def test_answers_outside_the_table_are_told(form: Make, folder: Path) -> None:
    def put(book: openpyxl.Workbook) -> None:
        book["Questions"]["M40"] = "Where does this belong?"

    assert codes(changed(form(), put), folder) == [("stray", "Questions!M40")]


def test_a_workbook_that_is_no_form_is_told(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "x.xlsx"
    workbook = openpyxl.Workbook()
    buffer = io.BytesIO()
    workbook.save(buffer)
    path.write_bytes(buffer.getvalue())
    assert codes(path, folder)[0][0] == "no-table"
