from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import InputProblems, Problem
from msiscore.framework import Framework
from msiscore.loading.mapping_loader import check_with_framework, load_mapping, problem_of_mapping, same
from tests.making import criterion, dimension, framework

BASE = """\
layout: wide
framework: {id: f, title: F, scales: {level: {kind: levels, levels: [low, high]}}}
dimensions: [{id: one, title: One}, {id: two, title: Two}]
criteria:
  - {id: A-1, dimension: one}
  - {id: A-2, dimension: two}
set: {id: s, title: S, as-of: 2020}
initiative: {id: Code}
"""
EXISTING = """\
layout: wide
framework: {use: small}
criteria: [{id: A-1}]
set: {id: s, title: S, as-of: 2020}
initiative: {id: Code}
"""


def problems(folder: Path, text: str, of: Framework | None = None) -> list[Problem]:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        file = load_mapping(path)
        if of is not None:
            check_with_framework(file, of)
    except InputProblems as error:
        return [one for one in error.problems if one.file == path]
    return []


def told(found: list[Problem]) -> list[str]:
    return [f"{one.line} {one.code}" for one in found]


@pytest.mark.parametrize("text", [BASE, EXISTING])
def test_a_mapping_in_order_has_no_problems(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == []


def varied(*changes: str, base: str = BASE) -> str:
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in base
        base = base.replace(old, new)
    return base


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1 not-a-map"]),
        ("- a\n", ["1 not-a-map"]),
        (BASE + "layout: long\n", ["9 duplicate-key"]),
        (BASE + "inititive: {id: x}\n", ["9 unknown-key"]),
        (varied("layout: wide", "layout: tall"), ["1 not-allowed"]),
        (BASE + "rating: {criterion: Q}\n", ["9 layout"]),
        (varied("layout: wide", "layout: long"), ["1 layout"]),
        (varied("layout: wide", "layout: long") + "rating: {criterion: Q}\n", ["9 layout"]),
        (varied("layout: wide", "layout: transposed") + "rating: {criterion: Q, answer: A}\n", ["1 missing-key", "8 layout", "9 layout"]),
        (varied("initiative: {id: Code}\n", ""), ["1 layout", "1 missing-key"]),
        (varied("{id: Code}", "{title: Name}"), ["1 missing-key"]),
        (varied("id: f, ", ""), ["2 missing-key"]),
        (varied("scales: {level: {kind: levels, levels: [low, high]}}", "licence: MIT"), ["2 missing-key"]),
        (varied("dimensions: [{id: one, title: One}, {id: two, title: Two}]\n", "")[:-1],
         ["1 missing-key", "4 unknown-dimension", "5 unknown-dimension"]),
        (varied("dimension: two", "dimension: too"), ["6 unknown-dimension"]),
        (varied(", dimension: two", ""), ["6 missing-key"]),
        (varied("id: A-2", "id: A-1"), ["6 duplicate-id"]),
        (varied("id: A-2", "from: a-1, id: A-2"), ["6 duplicate-column"]),
        (varied("id: two, title: Two", "id: set, title: Two", "dimension: two", "dimension: set"), ["3 identifier"]),
        (varied("framework: {", "framework: {use: msi-core, "),
         ["2 existing-framework"] * 3 + ["3 existing-framework", "5 existing-framework", "6 existing-framework"]),
        (BASE + "initiatives: [{id: a}, {id: A}]\n", ["9 duplicate-initiative"] * 2),
        (BASE + "initiatives: [{id: a, from: X}, {id: b, from: ' x '}, {id: sources}]\n", ["9 duplicate-initiative", "9 identifier"]),
        (BASE + "states: {n/a: not-applicable, N/A: unanswered}\n", ["9 duplicate-key"]),
        (BASE + "states: {'': unanswered}\n", ["9 empty-word"]),
        (BASE + "states: {too-early: unanswered}\n", ["9 state"]),
        (BASE + "states: {x: unanswered}\nwords: {level: {X: low}}\n", ["10 two-meanings"]),
        (BASE + "table-as-source: old\n", ["9 unknown-source"]),
        (BASE + "sources: {a: {title: A}, b: {title: B, from: [A]}}\n", ["9 two-meanings"]),
        (BASE + "assessors: [{id: a, name: Ann, interests: none}, {id: ann, name: B, interests: none}]\n", ["9 two-meanings"]),
        (BASE + "table: {decimal: comma, thousands: comma}\n", ["9 two-meanings"]),
        (BASE + "table: {header: [1, 3]}\n", ["9 header"]),
        (varied("layout: wide", "layout: long", "{id: A-1,", "{from: {at: C}, reason: R, id: A-1,") + "rating: {criterion: Q, answer: A}\n",
         ["5 layout", "5 layout"]),
    ],
)  # fmt: skip
def test_every_problem_is_told_with_its_line(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert told(problems(tmp_path, text)) == expected


def test_several_problems_are_told_at_once(tmp_path: Path) -> None:
    text = varied("dimension: two", "dimension: too") + "table-as-source: old\nstates: {too-early: unanswered}\n"
    assert told(problems(tmp_path, text)) == ["6 unknown-dimension", "9 unknown-source", "10 state"]


SMALL = framework(dimension("d", criterion("A-1"), criterion("A-2", aspects=["paper", "practice"])), combine_aspects="minimum")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (EXISTING, []),
        (varied("{id: A-1}", "{id: a-1}", base=EXISTING), ["3 unknown-criterion"]),
        (varied("{id: A-1}", "{id: A-1, aspect: paper}", base=EXISTING), ["3 aspect"]),
        (varied("{id: A-1}", "{id: A-2}", base=EXISTING), ["3 aspect"]),
        (varied("{id: A-1}", "{id: A-2, aspect: practice}", base=EXISTING), []),
        (EXISTING + "words: {level: {Y: leading, N: '7'}, levels: {Y: '1'}}\n", ["6 answer", "6 unknown-scale"]),
    ],
)
def test_the_framework_has_the_last_word(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert told(problems(tmp_path, text, SMALL)) == expected


def test_a_mapping_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match="cannot be read"):
        load_mapping(tmp_path / "none.yaml")


def test_problems_found_in_the_table_have_their_line_in_the_mapping(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(BASE, encoding="utf-8")
    file = load_mapping(tmp_path / "m.yaml")
    problem = problem_of_mapping(file, ("criteria", 1, "id"), "code", "is wrong", hint="mend it")
    assert (problem.line, problem.hint, file.path) == (6, "mend it", tmp_path / "m.yaml")


def test_words_are_compared_without_capitals_and_blanks() -> None:
    assert same(" N\u00a0 A\n") == "n a"
