"""Tables fit the terminal whatever is in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msiscore.cli.table import Heading, layout, shown_width

HEADINGS = (Heading("No", right=True), Heading("Name", flexible=True), Heading("Remark"))


def test_numbers_stand_to_the_right_and_text_to_the_left() -> None:
    assert layout(HEADINGS, [["1", "One", "x"], ["10", "Ten times", ""]]) == [
        ["No  Name       Remark"],
        [" 1  One        x"],
        ["10  Ten times"],
    ]


def test_the_flexible_column_goes_on_in_a_second_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    rows = layout(HEADINGS, [["1", "word " * 20, "r" * 20]])
    assert len(rows[1]) > 1
    assert rows[1][1].startswith("    word")


def test_an_empty_column_is_left_out() -> None:
    assert layout(HEADINGS, [["1", "One", ""]]) == [["No  Name"], [" 1  One"]]


def test_wide_and_combining_characters_take_their_place() -> None:
    assert [shown_width(text) for text in ("ab", "中文", "e\u0301", "👩‍👧")] == [2, 4, 1, 4]


@given(st.lists(st.text(max_size=200), min_size=1, max_size=5))
def test_no_text_breaks_the_table(names: list[str]) -> None:
    rows = layout(HEADINGS, [["1", name, "r"] for name in names])
    assert all(shown_width(line) < 110 for lines in rows for line in lines)
    assert all(lines[0].startswith((" 1  ", "No")) for lines in rows)


def test_an_indent_takes_from_the_flexible_column() -> None:
    rows = [["1", "word " * 40]]
    lines = [
        line for row in layout((Heading("N", right=True), Heading("Text", flexible=True)), rows, indent="    ") for line in row
    ]
    assert all(line.startswith("    ") and len(line) < 80 for line in lines)
    assert len(lines) > 3
