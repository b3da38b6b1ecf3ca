"""A state for a whole dimension: what it becomes, and what is no such state."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.loading.dimension_states import with_dimension_states
from msiscore.loading.set_loader import load_set, read_set
from tests.making import assessment, criterion, dimension, framework

OF = framework(
    dimension("outer", criterion("A"), dimension("inner", criterion("B"), criterion("C", aspects=["paper", "practice"]))),
    dimension("other", criterion("D")),
    combine_aspects="minimum",
)


def states_of(ratings: dict[str, object]) -> dict[str, str]:
    found = with_dimension_states(assessment("x", ratings), OF).ratings
    return {id_: str(rating.state or rating.answer) for id_, rating in found.items() if id_ != "C"}


def test_it_holds_for_everything_below_that_has_no_rating() -> None:
    assert states_of({"outer": "too-early", "B": 2}) == {"A": "too-early", "B": "2"}


def test_the_nearest_dimension_decides() -> None:
    assert states_of({"outer": "too-early", "inner": "not-applicable"}) == {"A": "too-early", "B": "not-applicable"}


def test_both_aspects_have_it_with_its_reason() -> None:
    found = with_dimension_states(assessment("x", {"inner": {"state": "confidential", "reason": "Asked."}}), OF).ratings["C"]
    assert found.state is None
    assert [(str(part.state), str(part.reason)) for part in (found.paper, found.practice) if part] == [
        ("confidential", "Asked.")
    ] * 2


def test_an_assessment_without_any_stays_as_it_is() -> None:
    one = assessment("x", {"A": 1})
    assert with_dimension_states(one, OF) is one


FRAMEWORK = """\
id: small
version: 1.0.0
title: Small
scales: {level: {kind: levels, levels: [bad, good]}}
dimensions:
  - {id: one, title: One, criteria: [{id: A, title: A, question: A?}]}
  - {id: two, title: Two, criteria: [{id: B, title: B, question: B?}, {id: C, title: C, question: C?}]}
"""


def a_set(folder: Path, ratings: str) -> Path:
    (folder / "criteria").mkdir()
    (folder / "criteria" / "small.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (folder / "set.yaml").write_text(f"{{id: {folder.name}, title: Set, framework: small, as-of: 2020}}", encoding="utf-8")
    (folder / "x.yaml").write_text(f"initiative: {{id: x, title: X}}\nratings:\n{ratings}", encoding="utf-8")
    return folder


def test_it_is_read_from_a_file_and_asked_for_one_reason(tmp_path: Path) -> None:
    loaded = load_set(a_set(tmp_path, "  A: good\n  two: too-early\n"))
    assert {id_: str(rating.state) for id_, rating in loaded.assessments[0].ratings.items()} == {
        "A": "None",
        "B": "too-early",
        "C": "too-early",
    }
    gaps = [(problem.code, problem.line) for problem in read_set(tmp_path).problems if problem.file == tmp_path / "x.yaml"]
    assert gaps.count(("no-reason", 4)) == 1


@pytest.mark.parametrize(
    ("rating", "found"),
    [("good", "good"), ("{level: good}", "level"), ("{state: too-early, level: good}", "level"), ("{paper: good}", "paper")],
)
def test_a_dimension_has_no_rating(tmp_path: Path, rating: str, found: str) -> None:
    problems = read_set(a_set(tmp_path, f"  A: good\n  two: {rating}\n")).problems
    (problem,) = [one for one in problems if one.severity == "error"]
    assert (problem.code, problem.line, problem.found) == ("dimension-rating", 4, found)
    assert "too-early" in problem.allowed
