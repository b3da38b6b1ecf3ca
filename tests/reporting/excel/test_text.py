"""What a worksheet can hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msiscore.reporting.excel.text import (
    CELL_LIMIT,
    HIGHEST_ROW,
    address,
    clean,
    host,
    line_count,
    lines,
    looks_like_a_formula,
    number_format,
    one_line,
    paragraphs,
    points,
    portions,
    row_height,
    sheet_names,
    shortened,
    utf16_length,
)
from msiscore.reporting.report import Figure


def test_clean_drops_what_xml_cannot_carry_and_what_turns_the_writing_direction() -> None:
    assert clean("a\x00b\x1bc\x7f\u202egnp.exe\u202c") == "abcgnp.exe"
    assert clean("lone \ud800 and \uffff") == "lone \ufffd and \ufffd"
    assert clean("one\r\ntwo\rthree\u2028four") == "one\ntwo\nthree\nfour"


def test_paragraphs_are_parted_by_blank_lines_only() -> None:
    assert paragraphs("one\ntwo\n\n\n three\tand four \n \n") == ("one two", "three and four")
    assert lines("one\ntwo\n\nthree", "", "four") == "one two\nthree\nfour"


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2+3", "@SUM(1)", "{=1}", "  =1", "\t=1"])
def test_what_looks_like_a_formula(text: str) -> None:
    assert looks_like_a_formula(text)
    assert not looks_like_a_formula(f"x{text}")


def test_shortened_counts_as_excel_counts() -> None:
    assert shortened("x" * CELL_LIMIT, "note") == "x" * CELL_LIMIT
    for text in ("x" * 100_000, "🌍" * 20_000, "x" + "🌍" * 20_000):
        cut = shortened(text, "the whole is there")
        assert utf16_length(cut) <= CELL_LIMIT
        assert cut.endswith(" … [the whole is there]")
        assert text.startswith(cut.removesuffix(" … [the whole is there]"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("HTTP://example.org", "http://example.org"),
        (" mailto:a@example.org ", "mailto:a@example.org"),
        ("MAILTO:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("internal:'Sheet'!A1", ""),
        ("external:c:\\x.xlsx", ""),
        ("ftp://example.org", ""),
        ("https://", ""),
        ("https://[broken", ""),
        ("https://example.org/a b", ""),
        ("https://example.org/a\nb", ""),
        ("mailto:nobody", ""),
        ("www.example.org", ""),
        ("", ""),
        ("https://example.org/" + "a" * 2_059, "https://example.org/" + "a" * 2_059),
        ("https://example.org/" + "a" * 2_060, ""),
        ("https://example.org/" + "[" * 700, ""),
    ],
)
def test_address_lets_web_and_mail_through(text: str, expected: str) -> None:
    assert address(text) == expected


def test_host_is_short() -> None:
    assert host("https://www.example.org:8080/a/b") == "example.org"
    assert host("mailto:a@example.org") == "a@example.org"
    assert host("javascript:alert(1)") == ""
    assert len(host("https://" + "a" * 60 + ".org")) == 28


def test_sheet_names_are_valid_and_differ_whatever_their_case() -> None:
    given_names = [
        "Summary",
        "SUMMARY",
        "a/b:c*d?[e]\\",
        "'quoted'",
        "",
        "History",
        "ß" * 40,
        "SS" * 20,
        "x" * 31,
        "x" * 32,
        "🌍" * 20,
    ]
    names = list(sheet_names(given_names))
    assert names[:4] == ["Summary", "SUMMARY~2", "a-b-c-d--e--", "quoted"]
    assert names[5] == "History~2"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(1 <= utf16_length(name) <= 31 for name in names)


@given(st.lists(st.text(max_size=40), max_size=30))
def test_sheet_names_hold_for_any_text(wanted: list[str]) -> None:
    names = list(sheet_names(wanted))
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert 1 <= utf16_length(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        (49.0, "49", "0"),
        (1.6, "1.6", "0.0"),
        (1.6, "1,6", "0.0"),
        (38.0, "38%", '0"%"'),
        (16.66, "16,7 %", '0.0" %"'),
        (-0.62, "−0.6", '0.0;"−"0.0'),
        (12.5, "12", '"12"'),  # rounded to even in the report, up in Excel
        (37.5, "38", "0"),
        (99.7, "99 %", '"99 %"'),  # not rounded up to the whole
        (-0.04, "0.0", '"0.0"'),
        (1234.0, "1,234", '"1,234"'),
        (3.0, 'about "3"', '"about \'"0"\'"'),
    ],
)
def test_number_format_shows_what_the_report_shows(value: float, text: str, expected: str) -> None:
    assert number_format(Figure(value, text)) == expected


def test_line_count_keeps_words_whole_and_breaks_what_is_too_long() -> None:
    assert line_count("one two three", 100) == 1
    assert line_count("aaaa bbbb cccc", 6) == 3
    assert line_count("a" * 100, 10.5) == 10
    assert line_count("one\ntwo\n\nthree", 100) == 4
    assert line_count("地" * 10, 10) == 2


def test_heights_grow_with_the_text_up_to_what_a_row_can_have() -> None:
    assert points("word " * 50, 20) > points("word " * 10, 20) > points("word", 20)
    assert points("word", 20, 18) > points("word", 20)
    assert row_height([points("word " * 100_000, 20)]) == (HIGHEST_ROW, True)
    assert row_height([]) == (15.0, False)


@given(st.text(max_size=3_000), st.floats(min_value=5, max_value=200))
def test_portions_fit_and_leave_nothing_out(text: str, width: float) -> None:
    cut = list(portions(text * 20, width))
    assert "".join("".join(cut).split()) == "".join("".join(paragraphs(text * 20)).split())


def test_portions_of_plain_text_fit_their_row() -> None:
    for portion in portions("Some words of the usual length stand here. " * 3_000, 100):
        assert points(portion, 100) <= HIGHEST_ROW


def test_one_line() -> None:
    assert one_line("a\nb\t c", 80) == "a b c"
    assert one_line("abcdef", 4) == "abc…"
