from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.exchange import yaml_rendering as render
from msiscore.loading.yaml_data import Data
from msiscore.loading.yaml_reader import read_text

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"), max_size=40)
VALUES: st.SearchStrategy[Data] = st.recursive(
    st.one_of(TEXTS, st.none(), st.lists(TEXTS, min_size=2, max_size=3).map("\n".join)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(TEXTS.filter(lambda key: key != "<<"), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A sentence, with a comma.", "A sentence, with a comma."),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ("12.5", "12.5"),
        ("1.10", "1.10"),
        ("2020-07-08", "2020-07-08"),
        ("3-4", '"3-4"'),
        ("12:30", '"12:30"'),
        ("yes", "yes"),
        ("off", '"off"'),
        ("null", '"null"'),
        ("", '""'),
        (" x", '" x"'),
        ("https://example.org/a#b", "https://example.org/a#b"),
    ],
)
def test_a_text_stands_without_quotes_where_that_is_safe(text: str, shown: str) -> None:
    assert render.scalar(text) == shown


def test_texts_in_brackets_need_quotes_sooner() -> None:
    assert render.flow({"a": "x, y", "b": ["z", None], "c": "A?"}) == '{a: "x, y", b: [z, null], c: "A?"}'


def test_long_texts_are_folded_and_paragraphs_stand_below_a_stroke() -> None:
    lines = render.entry("reason", "word " * 40 + "end", 2)
    assert lines[0] == "  reason: >-"
    assert all(line.startswith("    word") or line.startswith("    end") for line in lines[1:])
    assert max(map(len, lines)) <= render.WIDTH
    assert render.entry("reason", "One.\nTwo.", 0) == ["reason: |-", "  One.", "  Two."]


@settings(max_examples=300, deadline=None)
@given(value=VALUES, indent=st.sampled_from([0, 2, 4]), texts=st.booleans())
def test_what_is_rendered_reads_as_it_was(value: Data, indent: int, texts: bool) -> None:
    text = "\n".join(["top:", *render.entry("key", value, indent + 2, texts=texts)]) + "\n"
    read = read_text(Path("x.yaml"), text)
    assert not read.problems
    assert read.data == {"top": {"key": value}}
    text = "\n".join(["top:", *render.item(value, indent, texts=texts)]) + "\n"
    if indent:
        assert read_text(Path("x.yaml"), text).data == {"top": [value]}
    assert read_text(Path("x.yaml"), f"key: {render.flow(value)}\n").data == {"key": value}


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_plain_texts_are_texts_to_other_programs_too(text: str) -> None:
    """All but numbers, dates and our own yes and no, which the file format knows as text."""
    shown = render.scalar(text)
    if shown == text and text not in ("yes", "no") and not render._NUMBER_OR_DATE.fullmatch(text):
        assert yaml.safe_load(f"a: {shown}\n") == {"a": text}
