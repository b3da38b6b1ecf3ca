"""Weights by tag, a number of children, and conditions on bonus criteria: each problem at its line. More in test_framework_checks.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import Problem
from msiscore.loading.framework_loader import read_framework

BASE = """\
id: small
version: 1.0.0
title: Small
scales: {level: {kind: levels, levels: [bad, fair, good]}}
"""
DIMENSIONS = """\
dimensions:
  - id: one
    title: One
    criteria:
      - {id: A, title: A, question: A?, tags: {risk: high}}
      - {id: B, title: B, question: B?, tags: {risk: low}}
"""


def read(folder: Path, extra: str = "", dimensions: str = DIMENSIONS) -> list[Problem]:
    (folder / "small.yaml").write_text(BASE + extra + dimensions, encoding="utf-8")
    return list(read_framework(folder / "small.yaml")[1].problems)


def problems(folder: Path, extra: str = "", dimensions: str = DIMENSIONS) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in read(folder, extra, dimensions)]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("{risk: {high: 10, low: 2.5}}", []),
        ("{risk: {high: 10, low: 0}}", []),
        ("{risk: {high: 10}}", [("tag-weights", 11)]),
        ("{risk: {high: 10, low: 1, lwo: 2}}", [("unknown-tag", 5)]),
        ("{riks: {high: 10, low: 1}}", [("unknown-tag", 5)]),
        ("{risk: {high: 0, low: 0}}", [("zero-weights", 5)]),
        ("{risk: {high: -1, low: 1}}", [("wrong-type", 5)]),
        ("{risk: {high: much, low: 1}}", [("wrong-type", 5)]),
        ("{risk: 3}", [("wrong-type", 5)]),
        ("{}", []),
    ],
)
def test_weights_by_tag(tmp_path: Path, weights: str, expected: list[tuple[str, int]]) -> None:
    assert sorted(problems(tmp_path, f"tag-weights: {weights}\n")) == expected


def test_a_near_miss_is_named(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "tag-weights: {risk: {high: 10, low: 1, lwo: 2}}\n")
    assert "`risk: lwo`" in problem.message
    assert "low" in f"{problem.hint}"


def test_each_criterion_has_one_value_of_a_weighted_tag(tmp_path: Path) -> None:
    two = DIMENSIONS.replace("tags: {risk: low}", "tags: {risk: [low, high]}")
    (problem,) = read(tmp_path, "tag-weights: {risk: {high: 10, low: 1}}\n", two)
    assert (problem.code, problem.found, problem.allowed) == ("tag-weights", "low, high", "high, low")


def test_weights_by_tag_must_be_looked_at(tmp_path: Path) -> None:
    equal = DIMENSIONS.replace("title: One", "title: One\n    weighting: equal")
    assert problems(tmp_path, "tag-weights: {risk: {high: 10, low: 1}}\n", equal) == [("unused-weight", 9)]


def test_a_product_out_of_range_is_refused(tmp_path: Path) -> None:
    heavy = DIMENSIONS.replace("question: A?", "question: A?, weight: 1e9")
    assert problems(tmp_path, "tag-weights: {risk: {high: 10, low: 1}}\n", heavy) == [("tag-weights", 10)]


@pytest.mark.parametrize(
    ("weight_set", "expected"),
    [
        ("{title: S, tag-weights: {risk: {high: 1}}}", []),
        ("{title: S, weights: {A: 2}, tag-weights: {risk: {low: 0}}}", []),
        ("{title: S}", [("empty-weight-set", 6)]),
        ("{title: S, tag-weights: {rsik: {high: 1}}}", [("unknown-tag", 6)]),
        ("{title: S, tag-weights: {risk: {middle: 1}}}", [("unknown-tag", 6)]),
        ("{title: S, tag-weights: {risk: {high: 0, low: 0}}}", [("zero-weights", 6)]),
    ],
)
def test_weight_sets_may_change_them(tmp_path: Path, weight_set: str, expected: list[tuple[str, int]]) -> None:
    extra = f"tag-weights: {{risk: {{high: 10, low: 1}}}}\nweight-sets: {{s: {weight_set}}}\n"
    assert problems(tmp_path, extra) == expected


@pytest.mark.parametrize(
    ("least", "expected"),
    [
        ("1", []),
        ("2", []),
        ("50%", []),
        ("100%", []),
        ("33.3%", []),
        ("3", [("minimum-children", 11)]),
        ("0", [("minimum-children", 11)]),
        ("0%", [("minimum-children", 11)]),
        ("101%", [("minimum-children", 11)]),
        ("1.5", [("minimum-children", 11)]),
        ("-2", [("minimum-children", 11)]),
        ("many", [("minimum-children", 11)]),
        ("[2]", [("minimum-children", 11)]),
        ("9" * 40, [("minimum-children", 11)]),
    ],
)
def test_a_number_of_children(tmp_path: Path, least: str, expected: list[tuple[str, int]]) -> None:
    assert problems(tmp_path, dimensions=f"{DIMENSIONS}    minimum-children: {least}\n") == expected


def test_a_number_of_dimensions(tmp_path: Path) -> None:
    assert problems(tmp_path, "minimum-children: 1\n") == []
    (problem,) = read(tmp_path, "minimum-children: 2\n")
    assert (problem.code, problem.line, problem.allowed) == ("minimum-children", 5, "at most 1, or a share such as 50%")


def test_a_condition_on_bonus_needs_one(tmp_path: Path) -> None:
    assert problems(tmp_path, dimensions=DIMENSIONS + "    lifts-from: 90\n") == [("no-bonus", 11)]
    bonus = DIMENSIONS.replace("question: B?", "question: B?, bonus: yes")
    assert problems(tmp_path, dimensions=bonus + "    lifts-from: 90\n") == []
    for wrong in ("0", "101", "much"):
        assert problems(tmp_path, dimensions=f"{bonus}    lifts-from: {wrong}\n") == [("wrong-type", 11)]


def test_a_relative_scale_is_required_by_steps_of_quantiles_alone(tmp_path: Path) -> None:
    text = BASE.replace("{kind: levels, levels: [bad, fair, good]}", "{kind: relative, method: quantiles, above: [25%, 50%]}")
    for required, expected in (("level: 2", []), ("level: 3", ["requirement"]), ("value: 2", ["requirement"])):
        bands = f"bands: [{{name: low, from: 0}}, {{name: high, from: 50, requires: [{{of: A, {required}}}]}}]\n"
        (tmp_path / "small.yaml").write_text(text + bands + DIMENSIONS, encoding="utf-8")
        _, document = read_framework(tmp_path / "small.yaml")
        assert [problem.code for problem in document.problems] == expected
