from __future__ import annotations

from yaml.nodes import MappingNode

from msiscore.exchange.yaml_marks import Marks, data_of, is_nothing, pairs_of

TEXT = """\
a: >-
  folded
  text

# between
b: {c: 1}   # remark
list:
  # first
  - x
  -
  - y: "é - ü"   # - not a dash

empty:
"""


def ends() -> dict[str, str]:
    marks = Marks.of(TEXT)
    assert isinstance(marks.root, MappingNode)
    return {pair.name: TEXT[pair.key.start_mark.index : marks.pair_end(pair)] for pair in pairs_of(marks.root)}


def test_a_value_ends_before_the_blank_lines_and_comments_after_it() -> None:
    assert ends() == {
        "a": "a: >-\n  folded\n  text",
        "b": "b: {c: 1}",
        "list": 'list:\n  # first\n  - x\n  -\n  - y: "é - ü"',
        "empty": "empty:",
    }


def test_dashes_are_found() -> None:
    marks = Marks.of(TEXT)
    assert isinstance(marks.root, MappingNode)
    entries = pairs_of(marks.root)[2].value.value
    assert [TEXT[marks.line_start(marks.dash(entry)) : marks.dash(entry) + 1] for entry in entries] == ["  -"] * 3
    assert is_nothing(entries[1])


def test_the_data_is_that_of_our_reader() -> None:
    marks = Marks.of(TEXT)
    assert marks.root is not None
    assert data_of(marks.root) == {"a": "folded text", "b": {"c": "1"}, "list": ["x", None, {"y": "é - ü"}], "empty": None}


def test_keys_in_comments_are_found_but_not_in_texts() -> None:
    text = "ratings:\n  #A-1: 0\n  #A-1: 1  # one\n  #       # and more\n\n  x: |\n   #A-2: 3\n"
    marks = Marks.of(text)
    end = marks.commented("A-1", 2, 0, len(text))
    assert end is not None
    assert text[:end].endswith("# and more\n")
    drafted = Marks.of("a: 1\n#b: 2\n#   c: 3\n#d: 4\n")
    assert drafted.commented("b", 0, 0, 30) == len("a: 1\n#b: 2\n#   c: 3\n")
    assert marks.commented("A-2", 2, 0, len(text)) is None
    assert marks.drafted_indent(["A-1"], 0, len(text)) == 2


def test_a_text_of_comments_has_no_root() -> None:
    assert Marks.of("# nothing\n").root is None
