"""The strict reader: text stays text, every trap of YAML is a problem with its place, and nothing crashes it."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from msiscore.loading import yaml_data, yaml_reader
from msiscore.loading.yaml_data import MAXIMUM_DEPTH
from msiscore.loading.yaml_reader import MAXIMUM_BYTES, YamlFile, read_yaml
from tests.loading.helpers import only, told, write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.yaml"


def read(file: Path, text: str | bytes) -> YamlFile:
    return read_yaml(write(file, text))


@pytest.mark.parametrize(
    "written", ["1.10", "no", "No", "on", "true", "2020-07", "2020-07-08", "1_000", "0x1F", "1e3", ".inf", "12:30", "=", "NULL!"]
)
def test_a_plain_scalar_is_the_text_that_was_written(file: Path, written: str) -> None:
    assert read(file, f"key: {written}\n{written}: value\n").data == {"key": written, written: "value"}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none_but_quoted_it_is_text(file: Path, written: str) -> None:
    assert read(file, f"a: {written}\nb: '{written}'\n").data == {"a": None, "b": written}


def test_keys_are_text_whatever_they_look_like(file: Path) -> None:
    assert read(file, "1: a\ntrue: b\nnull: c\n2020-01-01: d\n").data == {"1": "a", "true": "b", "null": "c", "2020-01-01": "d"}


def test_maps_lists_and_long_text(file: Path) -> None:
    found = read(
        file,
        """
        a:
          - b: 1
            c: [x, {y: z}]
          - >-
            two
            lines
        d: |
          kept
          apart
        """,
    )
    assert found.data == {"a": [{"b": "1", "c": ["x", {"y": "z"}]}, "two lines"], "d": "kept\napart\n"}
    assert found.problems == ()


def test_the_digest_is_of_the_bytes(file: Path) -> None:
    assert read(file, b"a: b\n").sha256 == sha256(b"a: b\n").hexdigest()


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n# comments\n", "---\n", "null\n"])
def test_an_empty_file_holds_nothing(file: Path, text: str) -> None:
    found = read(file, text)
    assert found.data is None
    assert found.problems == ()


def test_marks_and_line_ends_of_windows_change_nothing(file: Path) -> None:
    plain = read(file, b"a: 1\nb: x\n").data
    assert read(file, b"\xef\xbb\xbfa: 1\r\nb: x\r\n").data == plain
    assert read(file, b"a: 1\rb: x\r").data == plain


def test_text_of_every_script_and_any_length_stays_as_it_is(file: Path) -> None:
    text = "مرحبا שלום 👩🏽‍⚖️ 漢字 <script>alert(1)</script> =1+1 #set page() " + "x" * 100_000
    assert read(file, f"a: '{text}'\n").data == {"a": text}


# What is refused, with its place ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        ("a: 1\nb: 2\na: 3\n", "x.yaml:3:1 duplicate-key", "line 1"),
        ("a: {en: x, nl: y, en: z}\n", "x.yaml:1:19 duplicate-key", "line 1"),
        ("a: &name [x]\n", "x.yaml:1:4 anchor", "quote"),
        ("a: *name\n", "x.yaml:1:4 alias", "write the value out"),
        ("*name : a\nb: c\n", "x.yaml:1:1 alias", "write the value out"),
        ("a: !!python/object/apply:os.system ['true']\n", "x.yaml:1:4 tag", "quote"),
        ("a: !important b\n", "x.yaml:1:4 tag", "quote"),
        ("<<: {a: b}\n", "x.yaml:1:1 merge", "write the keys out"),
        ("? [a]\n: b\n", "x.yaml:1:3 complex-key", "quote"),
        ("{a: b}: c\n", "x.yaml:1:1 complex-key", "quote"),
        ("a: b\n---\nc: d\n", "x.yaml:2:1 documents", "---"),
        ('a: b\nc: "bell\\a"\n', "x.yaml:2:4 character", "remove it"),
        ("a: b\nc: bell\x07\n", "x.yaml:2:8 character", "delete it"),
        ("a: b\n# note\u2028c: d\n", "x.yaml:2:7 character", "delete it"),
        ("a: b\nc: d\x85e: f\n", "x.yaml:2:5 character", "delete it"),
        ("a: b\n\ufeffc: d\n", "x.yaml:2:1 character", "delete it"),
        ("a: b\n\tc: d\n", "x.yaml:2:1 syntax", "spaces, not tabs"),
        ("a: Note: this\n", "x.yaml:1:8 syntax", "in quotes"),
        ("a\nb: c\n", "x.yaml:2:2 syntax", "colon"),
        ("a: 'open\nb: c\n", "x.yaml:1:4 syntax", "quote that was opened"),
        ("a: b\nc: [d\n", "x.yaml:2:4 syntax", "not closed"),
        ("a: [b\nc: d\n", "x.yaml:2:2 syntax", "opens in line 1"),
        ("a: @b\n", "x.yaml:1:4 syntax", "in quotes"),
        ('a: "b" c\n', "x.yaml:1:8 syntax", "after a quote"),
        ('a: "C:\\Users"\n', "x.yaml:1:9 syntax", "backslash"),
        ('a: "\\ud800"\n', "x.yaml:1:7 syntax", "backslash"),
        ("a: - b\n", "x.yaml:1:4 syntax", "line of its own"),
        ("- a\nb: c\n", "x.yaml:2:1 syntax", "indentation"),
        ("a: & b\n", "x.yaml:1:5 syntax", "in quotes"),
        ("a: ,\n", "x.yaml:1:4 syntax", "in quotes"),
        ("a: > b\n", "x.yaml:1:6 syntax", "next line"),
        ("%YAML 3.0\n---\na: b\n", "x.yaml:1:1 syntax", "remove the line"),
        ("a: b\n}\n", "x.yaml:2:1 syntax", ""),
        ("a: b\nkey: [\n\n", "x.yaml:2:7 syntax", "not closed"),
    ],
)
def test_a_trap_is_a_problem_with_place_and_hint(file: Path, text: str, expected: str, hint: str) -> None:
    problem = only(read(file, text.encode()).problems)
    assert told([problem]) == [expected]
    assert hint in problem.hint
    assert problem.hint


def test_all_refusals_of_a_file_come_at_once(file: Path) -> None:
    found = read(file, 'a: &x 1\nb: *x\nb: !t 2\nc: "\\0"\n<<: {}\n')
    assert told(found.problems) == [
        "x.yaml:1:4 anchor",
        "x.yaml:2:4 alias",
        "x.yaml:3:1 duplicate-key",
        "x.yaml:3:4 tag",
        "x.yaml:4:4 character",
        "x.yaml:5:1 merge",
    ]
    assert isinstance(found.data, dict)
    assert found.data["b"] == "*x"  # the first of two equal keys; the checks go on with it


def test_every_invisible_character_is_told(file: Path) -> None:
    found = read(file, "a: x\u2028y\nb: \x07\r\nc: \x1b[31m\n".encode())
    assert told(found.problems) == ["x.yaml:1:5 character", "x.yaml:2:4 character", "x.yaml:3:4 character"]
    assert "U+2028" in found.problems[0].message


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        ("a: b\n".encode("utf-16"), "encoding", "UTF-16"),
        ("a: b\n".encode("utf-16-be"), "not-text", "UTF-8"),
        ("a: é\n".encode("latin-1"), "encoding", "UTF-8"),
        (b"a: \xed\xa0\x80\n", "encoding", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not-text", "not text"),
        (b"%PDF-1.7\n\x01\xff\xfe", "not-text", "not text"),
        (b"\x00", "not-text", "not text"),
        (b"PK\x03\x04\x14\x00\x06\x00", "not-text", "not text"),
    ],
)
def test_what_is_not_utf8_text_is_refused(file: Path, raw: bytes, code: str, words: str) -> None:
    problem = only(read(file, raw).problems)
    assert problem.code == code
    assert words in problem.message + problem.hint


def test_a_wrong_byte_has_its_place(file: Path) -> None:
    problem = only(read(file, "a: b\nkey: caf\xe9\n".encode("latin-1")).problems)
    assert (problem.line, problem.column, problem.found) == (2, 9, "the byte 0xe9")


# What cannot be read at all ------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there(file: Path) -> None:
    assert told(read_yaml(file).problems) == ["x.yaml unreadable"]


def test_a_folder_is_not_a_file(file: Path) -> None:
    file.mkdir()
    problem = only(read_yaml(file).problems)
    assert told([problem]) == ["x.yaml unreadable"]
    assert "folder" in problem.message


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of Unix")
def test_links_into_nowhere_and_pipes(file: Path) -> None:
    file.symlink_to("nowhere")
    assert "link" in only(read_yaml(file).problems).hint
    file.unlink()
    file.symlink_to(file)
    assert told(read_yaml(file).problems) == ["x.yaml unreadable"]
    file.unlink()
    os.mkfifo(file)
    assert told(read_yaml(file).problems) == ["x.yaml unreadable"]


def test_a_file_that_may_not_be_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    write(file, "a: b\n")
    monkeypatch.setattr(Path, "open", refuse)
    problem = only(read_yaml(file).problems)
    assert (problem.code, problem.message) == ("unreadable", "the file cannot be read: Permission denied")
    assert "close it in other programs" in problem.hint


# Bombs ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bomb", ["a: " + "[" * 100_000, "a: " + "{b: " * 100_000, "- " * 100_000])
def test_deep_nesting_ends_at_the_limit(file: Path, bomb: str) -> None:
    found = read(file, bomb)
    assert found.data is None
    assert told(found.problems)[0].endswith("too-deep")
    assert found.problems[0].line == 1


def test_what_is_just_deep_enough_is_read(file: Path) -> None:
    assert read(file, "[" * MAXIMUM_DEPTH + "]" * MAXIMUM_DEPTH).problems == ()
    assert told(read(file, "[" * (MAXIMUM_DEPTH + 1) + "]" * (MAXIMUM_DEPTH + 1)).problems) == ["x.yaml:1:21 too-deep"]


def test_aliases_are_not_expanded(file: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    found = read(file, "\n".join(lines))
    assert {problem.code for problem in found.problems} == {"anchor", "alias"}


def test_a_huge_file_is_refused(file: Path) -> None:
    assert told(read(file, b"# " + b"x" * MAXIMUM_BYTES).problems) == ["x.yaml too-large"]


def test_too_many_values_are_refused(file: Path) -> None:
    assert told(read(file, "a: [" + "1," * 200_001 + "]").problems) == ["x.yaml too-many-values"]


# Places --------------------------------------------------------------------------------------------------------------------


def test_every_value_and_key_has_its_place(file: Path) -> None:
    found = read(
        file,
        b"""\
# a comment
first: one
second:
  - {en: two, "nl": twee}
  - three
third:
  fourth: >-
    long
\xc3\xa9t\xc3\xa9: "\xf0\x9f\x8c\x9e"
""",
    )
    places = {
        (): (2, 1),
        ("first",): (2, 8),
        ("second",): (3, 1),
        ("second", 0): (4, 5),
        ("second", 0, "nl"): (4, 21),
        ("second", 1): (5, 5),
        ("third", "fourth"): (7, 11),
        ("été",): (9, 6),
        ("third", "no", "such"): (6, 1),
        ("second", 7): (3, 1),
    }
    assert {path: found.position(path) for path in places} == places
    assert found.position(("second", 0, "nl"), of_key=True) == (4, 15)
    assert found.position(("second", 0), of_key=True) == (4, 5)


def test_of_two_equal_keys_the_first_gives_value_and_place(file: Path) -> None:
    found = read(file, "a: {b: 1}\na: {b: 2, c: 3}\n")
    assert found.data == {"a": {"b": "1"}}
    assert found.position(("a", "b")) == (1, 8)


# With Python's own parser, where the C one is missing --------------------------------------------------------------------


def test_the_parser_in_python_reads_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1.10, no, {b: ~}]\nc: &x 'é'\nc: 2\n"
    fast = read(file, text)
    monkeypatch.setattr(yaml_reader, "LOADER", yaml.SafeLoader)
    monkeypatch.setattr(yaml_data, "LOADER", yaml.SafeLoader)
    slow = read(file, text)
    assert slow.data == fast.data
    assert told(slow.problems) == told(fast.problems)
    for bad in ("a: [", "a: 'x", "a:\n\tb: c", "a: b: c", 'a: "\\ud800"', "a: " + "[" * 10_000):
        assert read(file, bad.encode()).problems, bad


# Anything at all -----------------------------------------------------------------------------------------------------------

_PIECES = [
    b"a",
    b": ",
    b"\n",
    b"- ",
    b"[",
    b"]",
    b"{",
    b"}",
    b",",
    b"'",
    b'"',
    b"\\",
    b"&x",
    b"*x",
    b"!t ",
    b"|",
    b">",
    b"%",
    b"@",
]
_MORE = [
    b"---",
    b"...",
    b"? ",
    b"#",
    b"  ",
    b"\t",
    b"\r",
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b"~",
    b"<<",
    b"\xc3\xa9",
]


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(_PIECES + _MORE), max_size=40).map(b"".join)))
@example(raw=b"? ")
@example(raw=b"a: '\n\n\n")
def test_any_bytes_end_in_data_or_problems(file: Path, raw: bytes) -> None:
    file.write_bytes(raw)
    found = read_yaml(file)
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for problem in found.problems:
        assert 0 <= problem.line <= lines
        assert problem.column >= (problem.line > 0)
        assert problem.message
    assert found.problems or _is_data(found.data)


def _is_data(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_data(inner) for key, inner in value.items())
    return all(map(_is_data, value)) if isinstance(value, list) else value is None or isinstance(value, str)
