"""The tag `reach`: what it may say and where it may stand, all problems at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import InputProblems
from msiscore.loading.framework_loader import load_framework
from msiscore.loading.places import shipped
from msiscore.reporting.reach import is_reach

START = """\
id: small
version: 1.0.0
title: Small
default-scale: level
scales:
  level: {kind: levels, levels: [no, yes]}
  share: {kind: measure, unit: "%", from: 0, to: 100}
  tonnes: {kind: measure, unit: t, from: 0, to: 100}
dimensions:
  - id: d
    title: D
    criteria:
"""


def criterion(id_: str, scale: str, tag: str) -> str:
    return f"      - {{id: {id_}, title: T, question: Q?, scale: {scale}, tags: {{reach: {tag}}}}}\n"


def problems(folder: Path, *criteria: str) -> list[tuple[str, int, str]]:
    path = folder / "small.yaml"
    path.write_text(START + "".join(criteria), encoding="utf-8")
    with pytest.raises(InputProblems) as error:
        load_framework(path)
    return [(one.code, one.line, one.message) for one in error.value.problems]


def test_all_problems_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        criterion("A", "share", "turnover"),
        criterion("B", "share", "[companies, market]"),
        criterion("C", "level", "companies"),
        criterion("D", "tonnes", "market"),
        criterion("E", "share", "market"),
    )
    assert [(code, line) for code, line, _ in found] == [("reach", 13), ("reach", 14), ("reach", 15), ("reach", 16)]
    assert "`turnover` is no kind of reach" in found[0][2]
    assert "not both" in found[1][2]
    assert "no scale in percent" in found[2][2]
    assert "no scale in percent" in found[3][2]


def test_a_near_miss_is_named(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(START + criterion("A", "share", "companys"), encoding="utf-8")
    with pytest.raises(InputProblems) as error:
        load_framework(path)
    (problem,) = error.value.problems
    assert "companies" in problem.hint


@pytest.mark.parametrize(("name", "expected"), [("kit-rbc", ["RCH-01", "RCH-02"]), ("msi-core", ["RES-01", "RES-02"])])
def test_the_shipped_criteria_of_reach(name: str, expected: list[str]) -> None:
    framework = load_framework(shipped("criteria") / name)
    assert [one.id for one in framework.criteria if is_reach(framework, one)] == expected
