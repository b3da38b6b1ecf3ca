"""Turning a model's findings into problems: the right place, plain words, the allowed values, the near miss."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field

from msiscore.assessment import Assessment, SetFile
from msiscore.errors import Problem
from msiscore.framework import Framework
from msiscore.loading.documents import Document
from msiscore.loading.set_loader import SourcesFile
from msiscore.loading.yaml_reader import read_yaml
from msiscore.model import Model, Text, Weight, Words
from tests.loading.helpers import FRAMEWORK, GOLD, in_order, only, told, varied, with_criterion, with_scale, write


class Part(Model):
    """A part of the example."""

    name: str
    kind: Literal["one", "two"] = "one"
    weight: Weight = 1.0


class Example(Model):
    """One field of every sort."""

    title: Text
    number: float | None = None
    whole: int = Field(default=0, ge=0, le=10)
    flag: bool = False
    words: Words = ()
    items: Annotated[tuple[str, ...], Field(min_length=1, max_length=2)] = ("a",)
    part: Part | None = None
    parts: tuple[Part, ...] = ()
    by_name: dict[str, Part] = Field(default_factory=dict)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.yaml"


def document(file: Path, text: str | bytes) -> Document:
    return Document.of(read_yaml(write(file, text)))


def problems(file: Path, text: str | bytes) -> list[Problem]:
    found = document(file, text)
    assert found.validate(Example) is None
    assert found.failed
    return in_order(found.problems)


def test_what_fits_becomes_the_model(file: Path) -> None:
    found = document(file, "title: no\nnumber: 1.10\nflag: yes\nwords: [1.10]\nby-name: {1: {name: 007}}\n")
    made = found.validate(Example)
    assert made is not None
    assert (str(made.title), made.number, made.flag, made.words, made.by_name["1"].name) == ("no", 1.1, True, ("1.10",), "007")
    assert not found.failed


@pytest.mark.parametrize(
    ("line", "place", "code", "message", "hint"),
    [
        ("titel: x", "2:1", "unknown-key", "the key `titel` is not known here", "did you mean `title`?"),
        ("Number: 1", "2:1", "unknown-key", "the key `Number` is not known here", "did you mean `number`?"),
        ("by_name: {}", "2:1", "unknown-key", "the key `by_name` is not known here", "did you mean `by-name`?"),
        ("number: x", "2:9", "wrong-type", "`number`: a number is due", ""),
        ("number: 1,5", "2:9", "wrong-type", "`number`: a number is due", "write a point, not a comma, before the decimals"),
        ("number: [1]", "2:1", "wrong-type", "`number`: a number is due", ""),
        ("number: 1e400", "2:9", "wrong-type", "`number`: a finite number is due", ""),
        ("number: nan", "2:9", "wrong-type", "`number`: a finite number is due", ""),
        ("whole: 1.5", "2:8", "wrong-type", "`whole`: a whole number is due", ""),
        ("whole: -1", "2:8", "wrong-type", "`whole`: a number of at least 0 is due", ""),
        ("whole: 11", "2:8", "wrong-type", "`whole`: a number of at most 10 is due", ""),
        ("flag: maybe", "2:7", "wrong-type", "`flag`: yes or no is due", ""),
        ("flag:", "2:6", "wrong-type", "`flag`: yes or no is due", "give it a value, or take it out"),
        ("words: [[a]]", "2:9", "wrong-type", "`words, entry 1`: a text is due", ""),
        ("items: a", "2:8", "wrong-type", "`items`: a list is due", "put it in brackets: [a]"),
        ("items: {a: b}", "2:1", "wrong-type", "`items`: a list is due", "start each entry with a dash and a space"),
        ("items: []", "2:1", "length", "`items` is empty", ""),
        ("items: [a, b, c]", "2:1", "length", "`items`: at most 2 entries are due", ""),
        ("part: x", "2:7", "wrong-type", "`part`: a map of keys and values is due", ""),
        ("part: name:x", "2:7", "wrong-type", "`part`: a map of keys and values is due", "after a key comes a colon and a space"),
        ("part: {}", "2:1", "missing-key", "the key `name` is missing", ""),
        ("part: {name: x, kind: tow}", "2:23", "not-allowed", "`kind` has a value that is not allowed", "did you mean `two`?"),
        ("part: {name: x, wieght: 1}", "2:17", "unknown-key", "the key `wieght` is not known here", "did you mean `weight`?"),
        ("parts: x", "2:8", "wrong-type", "`parts`: a list is due", "start each entry with a dash and a space"),
        ("parts: [{name: x, weight: -1}]", "2:27", "wrong-type", "`weight`: a number of at least 0 is due", ""),
        ("by-name: {a: {naem: x}}", "2:15", "unknown-key", "the key `naem` is not known here", "did you mean `name`?"),
    ],
)
def test_a_finding_in_plain_words(file: Path, line: str, place: str, code: str, message: str, hint: str) -> None:
    found = problems(file, f"title: x\n{line}\n")
    problem = found[-1]
    assert (f"{problem.line}:{problem.column}", problem.code, problem.message, problem.hint) == (place, code, message, hint)


def test_allowed_values_and_keys_are_listed(file: Path) -> None:
    kind = only(problems(file, "title: x\npart: {name: x, kind: three}\n"))
    assert (kind.found, kind.allowed) == ("three", "one, two")
    key = only(problems(file, "title: x\nparts:\n  - name: x\n    foo: 1\n"))
    assert (key.allowed, key.line, key.column) == ("kind, name, weight", 4, 5)


def test_every_finding_of_a_file_is_told_at_once(file: Path) -> None:
    found = problems(
        file,
        """
        number: x
        flag: maybe
        parts:
          - {name: [a]}
          - {}
        foo: bar
        """,
    )
    assert told(found) == [
        "x.yaml:2:1 missing-key",
        "x.yaml:2:9 wrong-type",
        "x.yaml:3:7 wrong-type",
        "x.yaml:5:6 wrong-type",
        "x.yaml:6:5 missing-key",
        "x.yaml:7:1 unknown-key",
    ]


def test_the_words_of_the_validator_never_show(file: Path) -> None:
    jargon = ("Input", "Tuple", "pattern", "string_", "validation", "pydantic", "{{", "type=", "should")
    for line in (
        "title:",
        "title: []",
        "title: {x: y}",
        "number: ''",
        "whole: 99999999999999999999999999",
        "items: [[]]",
        "by-name: []",
    ):
        for problem in problems(file, f"{line}\n"):
            assert not any(word in str(problem) for word in jargon), problem


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty; a map of keys and values is due"),
        ("# nothing yet\n", "the file is empty; a map of keys and values is due"),
        ("- a\n", "the file holds a list; a map of keys and values is due"),
        ("title:x\n", "the file holds only text; a map of keys and values is due"),
    ],
)
def test_a_file_that_is_no_map(file: Path, text: str, message: str) -> None:
    problem = only(problems(file, text))
    assert (problem.code, problem.line, problem.column, problem.message) == ("not-a-map", 1, 1, message)
    assert "it needs at least the keys title" in problem.hint


def test_a_file_that_could_not_be_read_adds_nothing_more(file: Path) -> None:
    assert told(problems(file, "a: [")) == ["x.yaml:1:5 syntax"]


def test_long_hostile_text_is_told_in_one_short_line(file: Path) -> None:
    for text in (f"title: x\n'{'k' * 100_000}': 1\n", f"title: x\nnumber: {'9' * 100_000}x\n", "title: x\n'a\\n\n\n b <b>': 1\n"):
        problem = only(problems(file, text))
        assert len(str(problem)) < 1000
        assert "\n" not in problem.message + problem.found


def test_thousands_of_unknown_keys_do_not_take_long(file: Path) -> None:
    assert len(problems(file, "title: x\n" + "".join(f"key-{number}: 1\n" for number in range(3000)))) == 3000


def test_a_text_in_languages_points_at_the_language(file: Path) -> None:
    problem = only(problems(file, "title:\n  en: x\n  nl:\n"))
    assert (problem.line, problem.column, problem.message) == (3, 6, "`title`: the text in `nl` is empty")


# The kinds of scale, which the validator puts into its own paths ---------------------------------------------------------------


def framework_problems(file: Path, text: str) -> list[Problem]:
    found = document(file, text)
    assert found.validate(Framework) is None
    return in_order(found.problems)


def test_a_problem_in_a_scale_is_placed_in_that_scale(file: Path) -> None:
    found = only(framework_problems(file, with_scale("{kind: levels, levels: [a, b], first: x}")))
    assert (found.line, found.column, found.message) == (5, 46, "`first`: a whole number is due")


def test_keys_of_a_scale_are_those_of_its_kind(file: Path) -> None:
    found = only(framework_problems(file, with_scale("{kind: levels, levels: [a, b], unit: kg}")))
    assert (found.line, found.column, found.code) == (5, 39, "unknown-key")
    assert found.allowed == "first, kind, levels, reversed, summary, title, values"


@pytest.mark.parametrize(
    ("scale", "place", "hint"),
    [
        ("{kind: level, levels: [a, b]}", "5:15", "did you mean `levels`?"),
        ("{kind: [a]}", "5:9", ""),
        ("{levels: [a, b]}", "5:3", ""),
    ],
)
def test_a_kind_that_is_missing_or_unknown(file: Path, scale: str, place: str, hint: str) -> None:
    found = only(framework_problems(file, with_scale(scale)))
    assert (found.code, found.allowed, found.hint) == ("kind", "levels, yes-no, points, measure, thresholds, relative", hint)
    assert f"{found.line}:{found.column}" == place


def test_one_wrong_entry_does_not_make_its_list_too_short(file: Path) -> None:
    found = framework_problems(file, with_criterion("{id: A, title: First, question: First?, weight: -1}"))
    assert told(found) == ["x.yaml:10:57 wrong-type"]


def test_an_unknown_state_is_an_unknown_key(file: Path) -> None:
    found = only(framework_problems(file, FRAMEWORK + "states: {nothing: open}\n"))
    assert (found.line, found.column, found.code, found.hint) == (12, 10, "unknown-key", "did you mean `nothing-found`?")


def test_keys_of_evidence_with_and_without_brackets(file: Path) -> None:
    for evidence in ("{source: report, pge: 3}", "[{source: report, pge: 3}]"):
        found = document(file, varied(GOLD, {"evidence: [report]": f"evidence: {evidence}"}))
        assert found.validate(Assessment) is None
        assert {problem.hint for problem in found.problems} == {"did you mean `page`?"}


def test_keys_of_sources(file: Path) -> None:
    found = document(file, "report: {title: A, autor: B}\n")
    assert found.validate(SourcesFile) is None
    assert only(found.problems).hint == "did you mean `author`?"


# What is left when the faulty parts are taken out --------------------------------------------------------------------------------


def test_the_rest_of_an_assessment_can_be_checked_without_its_faulty_ratings(file: Path) -> None:
    found = document(file, varied(GOLD, {"{level: 1,": "{level: 1, confidence: sure,"}) + "as-of: July\nfoo: bar\n")
    assert found.validate(Assessment) is None
    rest = found.validate_rest(Assessment)
    assert rest is not None
    assert list(rest.ratings) == ["B"]


@pytest.mark.parametrize(
    "change",
    [
        {"{id: gold, title: Gold}": "{id: gold}"},
        {"{id: gold, title: Gold}": "{id: [], title: Gold}"},
        {"name: Ann": "nam: Ann"},
    ],
)
def test_without_initiative_or_assessors_nothing_is_left(file: Path, change: dict[str, str]) -> None:
    found = document(file, varied(GOLD, change))
    assert found.validate(Assessment) is None
    assert found.validate_rest(Assessment) is None


def test_the_rest_of_a_set_file_is_what_its_good_keys_say(file: Path) -> None:
    found = document(file, "id: s\ntitle: S\nframework: small\nas-of: 2020\nlanguage: English\nlanguages: nl\n")
    assert found.validate(SetFile) is None
    rest = found.validate_rest(SetFile)
    assert rest is not None
    assert (rest.language, rest.languages) == ("en", ("nl",))


def test_nothing_more_is_told_about_a_stand_in(file: Path) -> None:
    found = document(file, "dimensions: [a, b]\n")
    found.stand_ins.add(("dimensions", 0))
    found.problem("x", ("dimensions", 0, "id"), "not told")
    found.problem("x", ("dimensions", 1), "told")
    assert told(found.problems) == ["x.yaml:1:17 x"]
