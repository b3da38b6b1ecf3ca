"""Sheets before they are written."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.excel.layout import Cell, Sheet, alarm_words, name_width, number, opened, words
from msiscore.reporting.report import Figure
from tests.reporting.excel.sample import sample_report


def test_a_cell_that_goes_across_is_followed_by_free_columns() -> None:
    sheet = Sheet("key", "Name", (10, 10, 10))
    row = sheet.add(words("a", across=2), words("b"))
    assert [cell.text if cell else None for cell in sheet.rows[row]] == ["a", None, "b"]


def test_a_table_keeps_its_header_in_sight_and_filters_its_body() -> None:
    sheet = Sheet("key", "Name", (10, 10))
    sheet.add(words("title"))
    sheet.table(["One", "Two"], [(words("a"), words("b"))] * 3, freeze=1)
    assert sheet.frozen == (2, 1)
    assert sheet.repeated == (1, 1)
    assert sheet.filtered == (1, 4, 1)


def test_an_empty_table_has_no_filter() -> None:
    sheet = Sheet("key", "Name", (10,))
    sheet.table(["One"], [])
    assert sheet.filtered is None


def test_prose_has_a_row_for_each_paragraph() -> None:
    sheet = Sheet("key", "Name", (50, 50))
    sheet.prose("one\nand more\n\ntwo")
    assert sheet.rows == [(Cell("one and more", "prose", across=2), None), (Cell("two", "prose", across=2), None)]


def test_number_keeps_the_figure() -> None:
    assert number(Figure(1.25, "1.2")).figure == Figure(1.25, "1.2")
    assert number(Figure(None, "–")).text == "–"


def test_the_top_of_a_sheet_warns_and_leads_back() -> None:
    report = sample_report()
    sheet = opened(report, Sheet("key", "Name", (10, 10, 10)), "Title")
    first = [row[0] for row in sheet.rows]
    assert [cell.text for cell in first if cell] == ["Title", "Fictional · Draft · Public edition", "← Summary"]
    assert first[-1] is not None
    assert first[-1].jump == "summary"
    assert alarm_words(replace(report, notices=())) == ""


def test_name_width_has_bounds() -> None:
    report = sample_report("en", 1)
    for title, expected in (("x", 24.0), ("x" * 500, 60.0)):
        assert name_width(replace(report, profiles=(replace(report.profiles[0], title=title),))) == expected
    assert name_width(replace(report, profiles=())) == 24.0
