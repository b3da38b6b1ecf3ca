"""Frameworks from one file or a folder: how files are put together, what is wrong between them, and anything at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from msiscore.errors import InputProblems, NotFound
from msiscore.loading.framework_loader import load_framework, read_framework
from msiscore.loading.places import shipped, shipped_names
from tests.loading.helpers import FRAMEWORK, Project, only, told, varied, with_criterion, write
from tests.loading.mutations import TEXTS, lines_exist, mutations

HEAD = FRAMEWORK.partition("dimensions:")[0]
RULES = "id: rules\ntitle: Rules\ncriteria:\n  - {id: R-1, title: R, question: R?}\n"


@pytest.mark.parametrize("name", shipped_names("criteria"))
def test_what_is_shipped_has_no_problem_and_no_gap(name: str) -> None:
    framework, document = read_framework(shipped("criteria") / name)
    assert framework is not None
    assert document.problems == []


def test_a_framework_in_one_file(project: Project) -> None:
    folder = project.write_framework()
    for source in (folder, folder / "framework.yaml", str(folder)):
        assert [criterion.id for criterion in load_framework(source).criteria] == ["A", "B"]


def test_a_framework_in_a_folder_with_dimensions_that_nest(project: Project) -> None:
    folder = project.write_framework(
        HEAD + "dimensions: [rules, {id: here, title: Here, dimensions: [inner]}]\n",
        rules=RULES,
        inner=RULES.replace("rules", "inner").replace("R-1", "R-2"),
    )
    framework = load_framework(folder)
    assert [dimension.id for dimension in framework.walk()] == ["rules", "here", "inner"]
    _, document = read_framework(folder)
    assert [file.path.name for file in document.files] == ["framework.yaml", "rules.yaml", "inner.yaml"]
    file, line, column = document.locate(("dimensions", 1, "dimensions", 0, "criteria", 0, "title"))
    assert (file.name, line, column) == ("inner.yaml", 4, 22)


def test_an_id_like_a_number_and_an_answer_like_no_stay_text(project: Project) -> None:
    folder = project.write_framework(with_criterion("{id: 1.10, title: no, question: 2020, origin: [1.0, yes]}"))
    criterion = load_framework(folder).criteria[0]
    assert (criterion.id, str(criterion.title), str(criterion.question), criterion.origin) == (
        "1.10",
        "no",
        "2020",
        ("1.0", "yes"),
    )


def test_problems_are_raised_together_and_gaps_are_not(project: Project) -> None:
    folder = project.write_framework(FRAMEWORK + "languages: [en, nl]\n")
    assert load_framework(folder).id == "small"  # every text lacks Dutch, which is a gap
    project.write_framework(FRAMEWORK + "languages: [en, nl]\nbands: [{name: a, from: 5}]\ntotal: never\nfoo: 1\n")
    with pytest.raises(InputProblems) as raised:
        load_framework(folder)
    assert told(raised.value.problems) == ["framework.yaml:14:8 not-allowed", "framework.yaml:15:1 unknown-key"]


def test_a_framework_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load_framework("nowhere", start=tmp_path)


# What is wrong between files -------------------------------------------------------------------------------------------------


def test_a_cycle_of_dimensions(project: Project) -> None:
    problems = project.framework(
        HEAD + "dimensions: [a]\n",
        a="id: a\ntitle: A\ndimensions: [b]\n",
        b="id: b\ntitle: B\ndimensions: [a]\n",
    )
    problem = only(problems)
    assert (told(problems), problem.found) == (["b.yaml:3:14 cycle"], "a -> b -> a")
    assert "cannot lie inside itself" in problem.hint


def test_a_framework_that_names_itself(project: Project) -> None:
    assert told(project.framework(HEAD + "dimensions: [framework]\n")) == ["framework.yaml:6:14 cycle"]


def test_a_dimension_named_twice(project: Project) -> None:
    assert told(project.framework(HEAD + "dimensions: [rules, rules]\n", rules=RULES)) == [
        "framework.yaml:6:21 duplicate-dimension"
    ]


def test_a_name_without_a_file_and_a_file_without_a_name(project: Project) -> None:
    problems = project.framework(HEAD + "dimensions:\n  - rule\n  - ../other\n  - ''\n", rules=RULES)
    assert told(problems) == [
        "framework.yaml:7:5 missing-dimension",
        "framework.yaml:8:5 missing-dimension",
        "framework.yaml:9:5 missing-dimension",
        "rules.yaml unnamed-dimension",
    ]
    assert (problems[0].hint, problems[0].allowed) == ("did you mean `rules`?", "rules")
    assert problems[3].hint == "add `rules` to the dimensions in framework.yaml, or move the file away"


def test_a_dimension_that_cannot_be_read_hides_nothing_else_and_adds_nothing_false(project: Project) -> None:
    problems = project.framework(
        HEAD
        + "dimensions: [rules, broken, empty]\nweight-sets: {w: {title: W, weights: {X-1: 2}}}\nbands: [{name: a, from: 3}]\n",
        rules=RULES.replace("title: R,", "title: R, weight: 0,"),
        broken="id: broken\ntitle: [B\n",
        empty="",
    )
    assert told(problems) == [
        "broken.yaml:2:8 syntax",
        "empty.yaml:1:1 not-a-map",
        "framework.yaml:8:25 bands",
        "rules.yaml:4:33 zero-weights",
    ]


def test_a_problem_in_a_dimension_is_placed_in_its_file(project: Project) -> None:
    problems = project.framework(HEAD + "dimensions: [rules]\n", rules=RULES.replace("title: R,", "title: R, wieght: 2,"))
    assert told(problems) == ["rules.yaml:4:25 unknown-key"]


def test_a_file_with_another_ending_is_not_passed_over(project: Project) -> None:
    write(project.framework_folder / "rules.yml", RULES)
    assert told(project.framework()) == ["rules.yml file-ending"]


def test_files_that_programs_keep_for_themselves_are_passed_over(project: Project) -> None:
    write(project.framework_folder / "._framework.yaml", b"\0\5\x16\7")
    write(project.framework_folder / ".#rules.yaml", "x")
    assert project.framework() == []


def test_a_chain_of_hundreds_of_files_ends_at_the_limit(project: Project) -> None:
    links = {f"d{n}": f"id: d{n}\ntitle: D\ndimensions: [d{n + 1}]\n" for n in range(600)}
    problems = project.framework(HEAD + "dimensions: [d0]\n", **links)
    assert "too-deep" in {problem.code for problem in problems}
    assert {problem.code for problem in problems} == {"too-deep", "unnamed-dimension"}


@pytest.mark.parametrize("dimensions", ["rules", "{rules: x}", "", "[]"])
def test_what_is_no_list_of_dimensions(project: Project, dimensions: str) -> None:
    problem = only(project.framework(HEAD + f"dimensions: {dimensions}\n"))
    assert problem.line == 6


def test_wrong_entries_of_the_list_of_dimensions(project: Project) -> None:
    assert told(project.framework(HEAD + "dimensions:\n  -\n  - [a]\n  - {id: x}\n")) == [
        "framework.yaml:7:4 wrong-type",
        "framework.yaml:8:5 wrong-type",
        "framework.yaml:9:5 missing-key",
    ]


@pytest.mark.skipif(os.name == "nt", reason="a folder called x.yaml")
def test_a_framework_yaml_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "framework.yaml").mkdir()
    with pytest.raises(NotFound):
        load_framework(tmp_path)
    assert told(read_framework(tmp_path)[1].problems) == ["framework.yaml unreadable"]


def test_loading_changes_no_file(project: Project) -> None:
    folder = project.write_framework(HEAD + "dimensions: [rules]\nfoo: 1\n", rules=RULES)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    read_framework(folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


# Anything at all -------------------------------------------------------------------------------------------------------------

FULL = """\
id: full
version: 1.0.0
title: {en: Full, nl: Vol}
language: en
languages: [en, nl]
authors: [{en: Us, nl: Wij}]
scales:
  level: {kind: levels, levels: [absent, weak, strong], values: [0, 10, 30], first: 1}
  yes: {kind: yes-no, reversed: yes}
  points: {kind: points, of: 5, step: 0.5}
  share: {kind: measure, unit: "%", from: 100, to: 1, log: yes}
  reach: {kind: thresholds, unit: "%", steps: ["> 0", ">= 10"]}
  beside: {kind: relative, unit: t, method: z-score}
default-scale: level
states: {too-early: open, confidential: lowest}
combine-aspects: {power: 0.5}
minimum-coverage: 60%
total: scored
aggregation: geometric
weighting: stated
decimals: 1
bands: [{name: low, from: 0}, {name: high, title: {en: H, nl: H}, from: 50}]
weight-sets:
  other: {title: Other, who: Us, weights: {one: 2, C-1: 0}}
views:
  - {id: stages, title: Stages, tag: stage, values: [{id: a, title: A}, {id: b, title: B}]}
dimensions:
  - id: one
    title: One
    weight: 2
    aggregation: minimum
    weighting: equal
    criteria:
      - id: C-1
        title: {en: One, nl: Een}
        question: One?
        descriptors: [x, y, z]
        minimum: {level: 2, otherwise: cap, at: 49, by-year: {1: 1, 3: 3}, counted-from: member-since}
        aspects: [paper, practice]
        tags: {stage: [a, b]}
      - {id: C-2, title: Two, question: Two?, scale: share, minimum: {value: 20, otherwise: fail}}
      - {id: C-3, title: Three, question: Three?, scale: reach, bonus: yes, origin: Somewhere}
  - id: two
    title: Two
    weighting: points
    dimensions:
      - id: deep
        title: Deep
        criteria: [{id: C-4, title: Four, question: Four?, scale: points, weight: 1, states: {too-early: lowest}}]
"""


def test_the_full_framework_is_sound(project: Project) -> None:
    assert [problem for problem in project.framework(FULL) if problem.severity == "error"] == []


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=mutations(FULL))
def test_any_change_of_a_framework_ends_in_problems_or_success(project: Project, text: str) -> None:
    folder = project.write_framework(text.encode("utf-8", "replace"))
    framework, document = read_framework(folder)
    assert lines_exist(document.problems)
    assert framework is not None or document.failed
    for problem in document.problems:
        assert len(str(problem)) < 3000
        assert "\n" not in problem.message


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=TEXTS, value=TEXTS)
def test_any_text_in_a_text_field_is_kept_or_refused_with_a_place(project: Project, key: str, value: str) -> None:
    quoted = value.replace("'", "''").encode("utf-8", "replace").decode()
    text = varied(FRAMEWORK, {"title: Rules": f"title: '{quoted}'"})
    framework, document = read_framework(project.write_framework(text.encode()))
    assert lines_exist(document.problems)
    assert framework is not None or document.failed
