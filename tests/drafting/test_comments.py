"""Comments and quoted texts hold whatever they are given."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from msiscore.drafting.comments import WIDTH, answer_line, comment, one_line, quoted, rule

HOSTILE = [
    "a\nb: c",
    "\x85next",
    "\u2028- x",
    "\u2029",
    "\x00\x1b[0m",
    "\ufeff",
    "# ' \" \\ : {}",
    "\u202e",
    "*alias &anchor !tag",
    "😀",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_comment_stays_a_comment(text: str) -> None:
    lines = comment(f"word {text} word", indent="  ")
    assert all(line.startswith("  # ") for line in lines)
    assert yaml.safe_load("\n".join(lines)) is None


@given(st.text())
def test_any_text_stays_in_its_comment_and_its_quotes(text: str) -> None:
    lines = [*comment(text), *answer_line("A: 1", text, indent="  "), f"title: {quoted(text)}"]
    assert yaml.safe_load("\n".join(lines)) == {"title": one_line(text)}


def test_long_texts_are_wrapped_and_hang() -> None:
    lines = comment("word " * 60, indent="  ", label="Why: ", hang="  ")
    assert lines[0].startswith("  # Why: word")
    assert lines[1].startswith("  #   word")
    assert max(map(len, lines)) <= WIDTH


def test_an_empty_text_gives_nothing() -> None:
    assert comment(" \n ", label="Why: ") == []
    assert answer_line("A: 1", "", indent="  ") == ["  #A: 1"]


def test_deleting_the_first_sign_answers() -> None:
    lines = answer_line("A-1: 2", "word " * 40, indent="  ")
    assert len(lines) > 1
    uncommented = "\n".join(line.replace("#", "", 1) for line in lines)
    assert yaml.safe_load(uncommented) == {"A-1": 2}
    assert yaml.safe_load("\n".join([lines[0].replace("#", "", 1), *lines[1:]])) == {"A-1": 2}


def test_a_rule_is_as_wide_as_the_file() -> None:
    assert len(rule("  ", "=")) == WIDTH
