from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from msiscore.assessment import AssessmentSet
from msiscore.exchange.form_book import FormBook, FormPlan, cell, cells, in_sheet, string
from msiscore.exchange.incoming import digest
from msiscore.exchange.wording import FormWording


@pytest.fixture
def book(things: AssessmentSet) -> FormBook:
    return FormBook.new(FormPlan(framework=things.framework, language="en", say=FormWording("en")))


def written(book: FormBook, path: Path) -> openpyxl.Workbook:
    book.workbook.close()
    path.write_bytes(book.buffer.getvalue())
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("text", ["=1+1", "{=1+1}", "+1", "-1", "@SUM(A1)", "\t=1", "https://example.org", "mailto:a@b.c", "'x"])
def test_text_stays_text(book: FormBook, tmp_path: Path, text: str) -> None:
    sheet = book.sheet("key", "One", [10])
    book.text(sheet, 0, 1, text)
    read = written(book, tmp_path / "x.xlsx")["One"]["B1"]
    assert (read.data_type, read.value, read.hyperlink) == ("s", text, None)


def test_what_is_filled_in_is_remembered(book: FormBook) -> None:
    sheet = book.sheet("key", "One", [10])
    book.fill(sheet, 0, 1, "rating/A-1", "answer", "2", "input", "2 · strong")
    book.fill(sheet, 0, 2, "rating/A-1", "reason", "Because.", "input")
    book.fill(sheet, 0, 3, "rating/A-1", "state", "", "input")
    assert book.memory == [("cell", "rating/A-1", "answer", digest("2")), ("cell", "rating/A-1", "reason", digest("Because."))]


def test_a_text_beyond_a_cell_is_cut_with_a_note_and_remembered_as_it_stands(book: FormBook, tmp_path: Path) -> None:
    sheet = book.sheet("key", "One", [10])
    shown = book.fill(sheet, 0, 1, "r", "reason", "x" * 40_000, "input")
    assert len(shown) <= 32_767
    assert "the whole text is in the YAML file" in shown
    assert book.memory == [("cell", "r", "reason", digest(shown))]


def test_addresses_for_formulas() -> None:
    assert cell(3, 27) == "$AB4"
    assert cells(3, 5, 1) == "$B$4:$B$6"
    assert in_sheet("Tom's", "A1") == "'Tom''s'!A1"
    assert string('a "b"') == '"a ""b"""'
