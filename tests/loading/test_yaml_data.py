"""The quick way through a text that is in order: the same data as the careful way, and Irregular for everything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.loading.yaml_data import Irregular, plain_data
from msiscore.loading.yaml_reader import _Builder

PIECES = [
    "a",
    "b: ",
    "- ",
    "\n",
    "\n  ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ": ",
    '"x"',
    "'y'",
    "no",
    "1.10",
    "null",
    "~",
    "#c",
    ">-\n  t",
    "é",
]
ODD = ["&x ", "*x", "!t ", "<<: ", "---\n", "a: 1\na: 2\n", '"\\x07"', "\t", "? ", "%", "@", "|"]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("plain", "plain"),
        ("a: 1.10\nb: no\nc: ~\nd:\n", {"a": "1.10", "b": "no", "c": None, "d": None}),
        ("- x\n- {k: [1, 2]}\n- []\n", ["x", {"k": ["1", "2"]}, []]),
        ("a: ''\nb: \"null\"\n", {"a": "", "b": "null"}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
    ],
)
def test_a_text_in_order(text: str, data: object) -> None:
    assert plain_data(text) == data


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1",
        "a: *x",
        "a: !t 1",
        "<<: {a: 1}",
        "a: 1\na: 2",
        "a\n---\nb",
        "? [a]\n: b",
        '"\\x07"',
        "[" * 30,
        "a: [",
        "{a, " * 100_000,
    ],
)
def test_whatever_has_to_be_refused_is_irregular(text: str) -> None:
    with pytest.raises(Irregular):
        plain_data(text)


@given(st.lists(st.sampled_from(PIECES + ODD), max_size=14).map("".join))
@settings(max_examples=600, deadline=None)
def test_both_ways_give_the_same_data(text: str) -> None:
    careful = _Builder(Path("x.yaml"))
    data = careful.build(text)
    try:
        assert plain_data(text) == data
        assert not careful.problems
    except Irregular:
        assert careful.problems
