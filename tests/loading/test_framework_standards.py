"""What a framework may say about minimum scores, bands that require, counting dimensions: each problem at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.loading.framework_loader import read_framework

BASE = """\
id: small
version: 1.0.0
title: Small
scales: {level: {kind: levels, levels: [bad, fair, good]}, share: {kind: measure, unit: "%", from: 0, to: 100}}
default-scale: level
"""
DIMENSIONS = """\
dimensions:
  - id: one
    title: One
    criteria: [{id: A, title: A, question: A?}, {id: S, title: S, question: S?, scale: share}]
"""
ONE_LINE = {"bands": "bands: [{name: low, from: 0}, {name: high, from: 50, requires: [REQUIRES]}]\n"}


def problems(folder: Path, extra: str = "", dimensions: str = DIMENSIONS) -> list[tuple[str, int]]:
    (folder / "small.yaml").write_text(BASE + extra + dimensions, encoding="utf-8")
    _, document = read_framework(folder / "small.yaml")
    return [(problem.code, problem.line) for problem in document.problems]


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        ("{score: 60, otherwise: flag, by-year: {1: 20, 2: 40}, counted-from: member-since}", []),
        ("{score: 60, otherwise: fail}", []),
        ("{score: 60, at: 49}", []),
        ("{score: 60}", [("minimum", 6)]),
        ("{score: 60, otherwise: flag, at: 49}", [("minimum", 6)]),
        ("{score: 60, otherwise: flag, by-year: {0: 20}}", [("minimum", 6)]),
        ("{score: 160, otherwise: flag}", [("wrong-type", 6)]),
        ("{score: 60, otherwise: flag, by-year: {1: 200}}", [("wrong-type", 6)]),
        ("{level: good, otherwise: flag}", [("missing-key", 6), ("unknown-key", 6)]),
    ],
)
def test_minimum_scores_of_the_whole(tmp_path: Path, minimum: str, expected: list[tuple[str, int]]) -> None:
    assert sorted(problems(tmp_path, f"minimum: {minimum}\n")) == expected


def test_a_minimum_score_of_a_dimension_is_checked_where_it_stands(tmp_path: Path) -> None:
    assert problems(tmp_path, dimensions=DIMENSIONS + "    minimum: {score: 40}\n") == [("minimum", 10)]


def test_a_minimum_of_the_whole_needs_a_whole_and_its_name(tmp_path: Path) -> None:
    assert problems(tmp_path, "total: none\nminimum: {score: 60, otherwise: flag}\n") == [("minimum", 7)]
    named = DIMENSIONS.replace("id: one", "id: total")
    assert problems(tmp_path, "minimum: {score: 60, otherwise: flag}\n", named) == [("duplicate-id", 8)]
    assert problems(tmp_path, dimensions=named) == []


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("{of: A, level: good}", []),
        ("{of: S, value: 80, by-year: {1: 40}}", []),
        ("{of: one, score: 60, by-year: {2: 70}}", []),
        ("{of: A}", [("requirement", 6)]),
        ("{of: A, value: 1}", [("requirement", 6)]),
        ("{of: A, level: excellent}", [("requirement", 6)]),
        ("{of: A, level: good, score: 50}", [("requirement", 6)]),
        ("{of: S, value: 80, by-year: {1: much}}", [("requirement", 6)]),
        ("{of: one, level: good}", [("requirement", 6)]),
        ("{of: one, score: 60, by-year: {1: much}}", [("requirement", 6)]),
        ("{of: one, score: 60, by-year: {0: 50}}", [("requirement", 6)]),
        ("{of: B, level: good}", [("unknown-node", 6)]),
    ],
)
def test_what_a_band_requires(tmp_path: Path, requirement: str, expected: list[tuple[str, int]]) -> None:
    assert problems(tmp_path, ONE_LINE["bands"].replace("REQUIRES", requirement)) == expected


def test_the_first_band_requires_nothing_and_relative_scales_cannot_be_required(tmp_path: Path) -> None:
    first = "bands: [{name: low, from: 0, requires: [{of: A, level: good}]}]\n"
    assert problems(tmp_path, first) == [("requirement", 6)]
    relative = DIMENSIONS.replace("{kind: measure", "{kind: relative")
    text = BASE.replace('share: {kind: measure, unit: "%", from: 0, to: 100}', "share: {kind: relative}")
    bands = ONE_LINE["bands"].replace("REQUIRES", "{of: S, value: 1}")
    (tmp_path / "small.yaml").write_text(text + bands + relative, encoding="utf-8")
    _, document = read_framework(tmp_path / "small.yaml")
    assert [(problem.code, problem.line) for problem in document.problems] == [("requirement", 6)]


NESTED = """\
dimensions:
  - id: one
    title: One
WEIGHTING    dimensions:
      - {id: inner, title: Inner, counts-as: 1, criteria: [{id: A, title: A, question: A?}]}
"""


def test_a_dimension_that_counts_as_a_number_needs_somebody_who_counts(tmp_path: Path) -> None:
    plain = NESTED.replace("WEIGHTING", "")
    assert problems(tmp_path, "weighting: count\n", plain) == []
    assert problems(tmp_path, dimensions=NESTED.replace("WEIGHTING", "    weighting: count\n")) == []
    assert problems(tmp_path, dimensions=plain) == [("unused-count", 10)]
    outer = plain.replace("    title: One\n", "    title: One\n    counts-as: 2\n")
    assert problems(tmp_path, "weighting: count\n", outer) == [("unused-count", 12)]
    assert problems(tmp_path, "weighting: count\n", plain.replace("counts-as: 1", "counts-as: 0")) == [("wrong-type", 11)]


def test_ranking_is_one_of_two(tmp_path: Path) -> None:
    assert problems(tmp_path, "ranking: rounded\n") == []
    assert problems(tmp_path, "ranking: exact\n") == [("not-allowed", 6)]
