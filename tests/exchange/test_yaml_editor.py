from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.exchange import yaml_rendering as render
from msiscore.exchange.yaml_editor import CannotEdit, edit
from msiscore.loading.places import shipped
from msiscore.loading.yaml_data import Data
from msiscore.loading.yaml_reader import read_text

FILE = """\
# By hand, with care.
initiative: {id: food, title: "Food: the agreement"}   # the id stays

assessors:
- id: ann          # list without indentation
  name: Ann Example
  interests: none
ratings:
  # --- rules
  MON-01: 1        # bare
  MON-02:
    level: 2   # was 1 before the reply
    reason: >-
      A long text that somebody has folded by hand over
      two lines.

  # --- practice
  MON-03:
    paper: {level: 3, reason: 'It''s written.'}
    practice:
      level: 1
      evidence: [{source: report, page: "12"}, letter]
      # a last remark
"""


def data_of(text: str) -> Any:
    read = read_text(Path("x.yaml"), text)
    assert not read.problems, read.problems
    return read.data


def changed(text: str, change: Any) -> str:
    wanted = copy.deepcopy(data_of(text))
    change(wanted)
    result = edit(text, wanted)
    assert data_of(result) == wanted
    return result


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_one_value_changes_one_line_and_keeps_its_remark() -> None:
    after = changed(FILE, lambda data: data["ratings"]["MON-02"].update(level="4"))
    assert lines_changed(FILE, after) == (
        ["    level: 2   # was 1 before the reply"],
        ["    level: 4   # was 1 before the reply"],
    )


def test_a_level_becomes_a_state_in_its_place() -> None:
    def change(data: Any) -> None:
        old = data["ratings"]["MON-02"]
        data["ratings"]["MON-02"] = {"state": "too-early", "reason": old["reason"]}

    assert "    state: too-early   # was 1 before the reply\n    reason: >-\n" in changed(FILE, change)


def test_a_bare_rating_grows_below_its_line_and_keeps_its_remark() -> None:
    after = changed(FILE, lambda data: data["ratings"].update({"MON-01": {"level": "1", "reason": "Seen."}}))
    assert "  MON-01:        # bare\n    level: 1\n    reason: Seen.\n  MON-02:\n" in after


def test_a_folded_text_stays_folded_and_the_comment_after_it_stays() -> None:
    text = "Another text that is long enough to need a second line, and that has to be folded like the first one was."
    after = changed(FILE, lambda data: data["ratings"]["MON-02"].update(reason=text))
    assert "    reason: >-\n      Another text" in after
    assert "\n\n  # --- practice\n" in after


def test_quotes_stay_what_they_were() -> None:
    after = changed(FILE, lambda data: data["initiative"].update(title="It's: new"))
    assert '{id: food, title: "It\'s: new"}   # the id stays' in after
    after = changed(FILE, lambda data: data["ratings"]["MON-03"]["paper"].update(reason="It's new."))
    assert "paper: {level: 3, reason: 'It''s new.'}" in after


def test_a_new_key_comes_after_the_one_that_is_wanted_before_it() -> None:
    def change(data: Any) -> None:
        rating = data["ratings"]["MON-02"]
        data["ratings"]["MON-02"] = {"level": rating["level"], "confidence": "high", "reason": rating["reason"]}

    assert "    level: 2   # was 1 before the reply\n    confidence: high\n    reason: >-\n" in changed(FILE, change)


def test_evidence_is_added_in_the_way_the_list_is_written() -> None:
    after = changed(FILE, lambda data: data["ratings"]["MON-03"]["practice"]["evidence"].append({"source": "a", "page": "3"}))
    assert 'evidence: [{source: report, page: "12"}, letter, {source: a, page: 3}]\n      # a last remark\n' in after
    after = changed(FILE, lambda data: data["assessors"].append({"id": "bob", "name": "Bob", "interests": "none"}))
    assert "  interests: none\n- {id: bob, name: Bob, interests: none}\nratings:\n" in after


def test_removed_keys_take_only_their_own_lines() -> None:
    after = changed(FILE, lambda data: data["ratings"].pop("MON-02"))
    assert lines_changed(FILE, after)[1] == []
    assert "  MON-01: 1        # bare\n\n  # --- practice\n" in after


def test_a_rating_is_written_below_the_comment_that_asks_for_it() -> None:
    drafted = "ratings:\n\n  # ---- A-1  Rules\n  #A-1: 0  # none\n  #A-1: 1  # some\n\n  # ---- A-2\n  #A-2: 0\n\n# The end\n"
    after = edit(drafted, {"ratings": {"A-1": {"level": "1", "reason": "Seen."}, "A-2": "0"}})
    assert (
        "  #A-1: 1  # some\n  A-1:\n    level: 1\n    reason: Seen.\n\n  # ---- A-2\n  #A-2: 0\n  A-2: 0\n\n# The end\n" in after
    )


def test_a_comment_inside_a_text_is_no_place_for_a_rating() -> None:
    text = "ratings:\n  A-1:\n    reason: |-\n      x\n\n  #A-2: 1\nnote: |-\n  #A-3: 1\n"
    after = edit(text, {**data_of(text), "ratings": {**data_of(text)["ratings"], "A-3": "1"}})
    assert data_of(after)["note"] == "#A-3: 1"


def test_line_ends_of_windows_are_kept() -> None:
    text = FILE.replace("\n", "\r\n")
    after = changed(text, lambda data: data["ratings"].update({"MON-04": {"level": "1", "reason": "Seen."}}))
    assert after.count("\n") == after.count("\r\n")


def test_a_file_with_problems_is_refused() -> None:
    with pytest.raises(CannotEdit):
        edit("a: 1\na: 2\n", {"a": "3"})


# ---- properties ------------------------------------------------------------------------------------------------------------

WORDS = st.one_of(
    st.sampled_from(
        ["yes", "no", "1", "1.10", "null", "~", "- a", "a: b", "a #b", "'", '"', "=1+1", "{a", "[", "x,y", "#", "é ü", "  "]
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"), max_size=30),
    st.lists(st.sampled_from(["word", "another", "a:", "#x", "longerword", "-"]), min_size=5, max_size=40).map(" ".join),
    st.lists(st.sampled_from(["one line", "two", "", "  set in"]), min_size=2, max_size=4).map("\n".join),
)
KEYS = st.sampled_from(["level", "state", "reason", "evidence", "page", "MON-01", "1", "no", "a b"])
VALUES: st.SearchStrategy[Data] = st.recursive(
    st.one_of(WORDS, st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=8,
)


@st.composite
def written(draw: st.DrawFn, value: Data, indent: int) -> str:
    """A value as some person might have written it, from after the colon to the end of its last line."""
    remark = draw(st.sampled_from(["", "", "  # a remark"]))
    style = draw(st.sampled_from(["flow", "block", "block"]))
    pad = " " * indent
    blank = draw(st.sampled_from(["", "", f"{pad}# between\n", "\n"]))
    if isinstance(value, str):
        lines = draw(st.sampled_from([None, render.folded(value, indent + 2, 40), render.literal(value, indent + 2)]))
        if lines:
            sign = ">-" if lines == render.folded(value, indent + 2, 40) else "|-"
            return f" {sign}{remark}\n" + "".join(f"{line}\n" for line in lines) + blank
        shown = render.quoted(value) if draw(st.booleans()) else render.scalar(value)
        if draw(st.booleans()) and value.isprintable():
            shown = "'" + value.replace("'", "''") + "'"
        return f" {shown}{remark}\n"
    if value is None:
        return draw(st.sampled_from(["", " null", " ~"])) + f"{remark}\n"
    if not value or style == "flow":
        return f" {render.flow(value)}{remark}\n{blank}"
    if isinstance(value, dict):
        body = "".join(f"{pad}  {render.key(key)}:" + draw(written(inner, indent + 2)) for key, inner in value.items())
        return f"{remark}\n{blank}{body}"
    at = indent + draw(st.sampled_from([0, 2]))
    body = ""
    for inner in value:
        text = draw(written(inner, at))
        if isinstance(inner, list) and inner and text.lstrip(" ").startswith(("\n", "#")):
            text = f" {render.flow(inner)}\n"
        if isinstance(inner, dict) and inner and not text.lstrip().startswith("{") and draw(st.booleans()):
            first, *others = render.block(inner, at + 2)
            text = " " + first.lstrip() + "\n" + "".join(f"{line}\n" for line in others)
        body += " " * at + "-" + text
    return f"{remark}\n{blank}{body}"


def strictly_in_block(text: str, key: str) -> str:
    return f"# before {key}\n{render.key(key)}:{text}"


@st.composite
def files(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, Data]]:
    data = draw(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
    chunks = {key: strictly_in_block(draw(written(value, 0)), key) for key, value in data.items()}
    return chunks, data


@st.composite
def changes(draw: st.DrawFn, value: Data) -> Data:
    """A value near `value`: most of an edit is small."""
    if isinstance(value, dict) and value and draw(st.integers(0, 3)):
        new = dict(value)
        for key in draw(st.lists(st.sampled_from(sorted(new)), max_size=2)):
            if key in new and draw(st.booleans()):
                del new[key]
            elif key in new:
                new[key] = draw(changes(new[key]))
        new |= draw(st.dictionaries(KEYS, VALUES, max_size=2))
        return new
    if isinstance(value, list) and value and draw(st.integers(0, 3)):
        new_list = list(value)
        position = draw(st.integers(0, len(new_list) - 1))
        kind = draw(st.sampled_from(["change", "remove", "add"]))
        if kind == "remove":
            del new_list[position]
        elif kind == "add":
            new_list.insert(position, draw(VALUES))
        else:
            new_list[position] = draw(changes(new_list[position]))
        return new_list
    return draw(VALUES)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_edit_gives_the_wanted_data_and_leaves_the_rest_alone(data: st.DataObject) -> None:
    chunks, before = data.draw(files())
    text = "".join(chunks.values())
    assert data_of(text) == before
    touched = data.draw(st.sets(st.sampled_from(sorted(before)), max_size=2))
    wanted: dict[str, Data] = {key: data.draw(changes(value)) if key in touched else value for key, value in before.items()}
    after = edit(text, wanted)
    assert data_of(after) == wanted
    for key, chunk in chunks.items():
        if key not in touched or before[key] == wanted[key]:
            assert chunk in after
    if wanted == before:
        assert after == text


SHIPPED = sorted(path for path in shipped("assessments").glob("*/*.yaml") if path.name != "set.yaml")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_value_of_the_shipped_files_can_be_changed_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before = data_of(text)
    ratings = before.get("ratings", before)
    for key in list(ratings)[::7]:
        wanted = copy.deepcopy(before)
        target = wanted.get("ratings", wanted)
        if isinstance(target[key], dict):
            target[key]["date"] = "2021-02-03"
        else:
            target[key] = "0"
        after = edit(text, wanted)
        gone, come = lines_changed(text, after)
        assert len(gone) <= 1
        assert len(come) <= 1
