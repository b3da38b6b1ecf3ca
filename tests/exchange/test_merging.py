from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.exchange.incoming import Incoming, Place, Said, digest
from msiscore.exchange.merging import Merge, put, with_text
from msiscore.loading.yaml_data import Data


@pytest.mark.parametrize(
    ("old", "text", "language", "new"),
    [
        (None, "a", "en", "a"),
        (None, "a", "nl", {"nl": "a"}),
        ("b", "a", "en", "a"),
        ("b", "a", "nl", {"en": "b", "nl": "a"}),
        ({"en": "b"}, "a", "nl", {"en": "b", "nl": "a"}),
        ({"en": "b", "nl": "c"}, "a", "nl", {"en": "b", "nl": "a"}),
        ({"en": "b", "nl": "c"}, "", "nl", {"en": "b"}),
        ({"en": "b"}, "", "nl", None),
        ("b", "", "en", None),
    ],
)
def test_a_text_changes_in_one_language(old: Data, text: str, language: str, new: Data) -> None:
    assert with_text(old, text, language, "en") == new


def test_a_new_key_comes_where_it_belongs() -> None:
    order = ("level", "confidence", "reason")
    assert list(put({"level": "1", "other": "x", "reason": "y"}, "confidence", "low", order)) == [
        "level",
        "confidence",
        "other",
        "reason",
    ]
    assert list(put({"reason": "y"}, "level", "1", order)) == ["level", "reason"]
    assert put({"level": "1"}, "level", "2", order) == {"level": "2"}


@pytest.mark.parametrize(
    ("said", "was", "now", "wanted", "conflict"),
    [
        ("a", "a", "a", False, False),
        ("a", "a", "b", False, False),
        ("b", "a", "a", True, False),
        ("b", "a", "b", False, False),
        ("b", "a", "c", False, True),
        ("", "a", "a", True, False),
        ("", "", "c", False, False),
        ("b", "", "c", False, True),
        ("b", None, "c", True, False),
        ("", None, "c", False, False),
    ],
)
def test_form_and_file_are_merged_by_what_each_changed(
    said: str, was: str | None, now: str, wanted: bool, conflict: bool
) -> None:
    merge = Merge(Path("x.yaml"), Incoming(path=Path("x.xlsx")), "en")
    cell = Said(said, Place("S", 1, 1), digest(was) if was is not None else None)
    assert merge.wants(cell, now, "A-1", "reason") is wanted
    assert bool(merge.incoming.problems) is conflict
    forced = Merge(Path("x.yaml"), Incoming(path=Path("x.xlsx")), "en", overwrite=True)
    assert forced.wants(cell, now, "A-1", "reason") is (wanted or conflict)


def test_a_text_that_no_cell_can_hold_is_not_cut_off() -> None:
    merge = Merge(Path("x.yaml"), Incoming(path=Path("x.xlsx")), "en")
    assert not merge.wants(Said("short", Place(), ""), "x" * 40_000, "A-1", "reason")
    assert [problem.code for problem in merge.incoming.problems] == ["too-long"]
