"""Sheets to a workbook."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from msiscore.reporting.excel import writer
from msiscore.reporting.excel.layout import Cell, ChartPlan, Sheet, number, words
from msiscore.reporting.excel.writer import Book, write_book
from msiscore.reporting.report import Figure
from tests.reporting.excel.reading import cells, parts, printed, read, texts

BOOK = Book(
    title="Title & more",
    author="",
    subject="",
    status="",
    language="en",
    framework="f 1.0.0",
    created=datetime.datetime(2020, 7, 8),
    footer="A & B " + "x" * 300,
    page="Page &P of &N",
    warning="",
    cut_note="cut",
    tall_note="too tall",
)


def _sheet(*rows: tuple[Cell, ...], widths: tuple[float, ...] = (20, 20, 20)) -> Sheet:
    sheet = Sheet("one", "One", widths)
    for row in rows:
        sheet.add(*row)
    return sheet


def test_a_link_leads_out_only_by_web_or_mail_and_only_from_one_line() -> None:
    rows = [
        (words("a", link="https://example.org/a?b=1"),),
        (words("b", link="javascript:alert(1)"),),
        (words("c", link="file:///c:/x"),),
        (words("long " * 20, link="https://example.org"),),
        (words("two", "lines", link="https://example.org"),),
        (words("", link="https://example.org"),),
    ]
    book = read(write_book(BOOK, [_sheet(*rows)]))
    assert [cell.coordinate for cell in cells(book) if cell.hyperlink] == ["A1"]
    assert book["One"]["A1"].hyperlink.target == "https://example.org/a?b=1"


def test_a_jump_leads_to_an_anchor_or_the_top_and_nowhere_if_there_is_no_such_sheet() -> None:
    target = Sheet("two", "It's two", (20,))
    target.add(words("x"))
    target.anchors["row"] = target.add(words("y"))
    rows = [(words("a", jump="two#row"),), (words("b", jump="two"),), (words("c", jump="three"),)]
    sheet = read(write_book(BOOK, [_sheet(*rows), target]))["One"]
    assert sheet["A1"].hyperlink.location == "'It''s two'!A2"
    assert sheet["A2"].hyperlink.location == "'It''s two'!A1"
    assert sheet["A3"].hyperlink is None


def test_beyond_the_limit_of_links_text_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "LINK_LIMIT", 3)
    rows = [(words(f"row {index}", link="https://example.org"),) for index in range(5)]
    book = read(write_book(BOOK, [_sheet(*rows), replace(_sheet(*rows), key="two", name="Two")]))
    for name in ("One", "Two"):
        assert len(texts(book, name)) == 5
        assert sum(cell.hyperlink is not None for cell in cells(book, name)) == 3


def test_numbers_are_numbers_and_what_is_none_is_text() -> None:
    rows = [(number(Figure(12.5, "12")), number(Figure(None, "–")), number(Figure(float("nan"), "?")))]
    sheet = read(write_book(BOOK, [_sheet(*rows)]))["One"]
    assert [(cell.value, cell.data_type) for cell in sheet[1]] == [(12.5, "n"), ("–", "s"), ("?", "s")]


def test_a_row_that_cannot_be_tall_enough_is_told_about() -> None:
    book = read(write_book(BOOK, [_sheet((words("word " * 5_000),))]))
    assert "too tall" in texts(book)
    assert "too tall" not in texts(read(write_book(BOOK, [_sheet((words("word"),))])))


def test_header_and_footer_are_short_and_hold_no_codes_of_the_users() -> None:
    left, right = printed(read(write_book(BOOK, [_sheet((words("x"),))]))["One"].oddFooter)
    assert left.startswith("A && B")
    assert len(left) < 120
    assert right == "Page &P of &N"


def test_a_page_does_not_part_rows_that_belong_together() -> None:
    sheet = _sheet(*[(words("x"),)] * 60, widths=(100,))
    sheet.kept = [(20, 40), (46, 48)]
    breaks = [entry.id for entry in read(write_book(BOOK, [sheet]))["One"].row_breaks.brk]
    assert breaks == [20, 46]


def test_a_chart_is_drawn_from_cells_and_told_in_words() -> None:
    sheet = _sheet(*[(words("n"), number(Figure(1.0, "1")), number(Figure(2.0, "2")))] * 3)
    chart = ChartPlan(
        row=4,
        rows=10,
        title="=A1",
        alt='Alt "text"',
        first=0,
        last=2,
        names=0,
        lower=("Low", 1),
        score=("Score", 1),
        upper=("High", 2),
    )
    sheet.charts = [replace(chart, title="T: =A1")]
    made = parts(write_book(BOOK, [sheet]))
    assert 'descr="Alt &quot;text&quot;"' in made["xl/drawings/drawing1.xml"]
    assert "One!$A$1:$A$3" in made["xl/charts/chart1.xml"]
    assert "<a:t>T: =A1</a:t>" in made["xl/charts/chart1.xml"]
