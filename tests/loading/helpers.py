"""A project on disk made from YAML written in a test, and what its reading says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from msiscore.errors import Problem
from msiscore.loading.framework_loader import read_framework
from msiscore.loading.set_loader import SetReading, read_set

FRAMEWORK = """\
id: small
version: 1.0.0
title: A small framework
scales: {level: {kind: levels, levels: [absent, weak, strong]}, share: {kind: measure, unit: "%", from: 0, to: 100}}
default-scale: level
dimensions:
  - id: rules
    title: Rules
    criteria:
      - {id: A, title: First, question: First?}
      - {id: B, title: Second, question: Second?, scale: share}
"""
"""A framework to vary; its scales stand in line 4, its criteria in lines 10 and 11, and what is added at the end starts in line 12."""

FIRST = "{id: A, title: First, question: First?}"
SCALES = FRAMEWORK.splitlines()[3]

SET = """\
id: a-set
title: A set
framework: small
as-of: 2020-07-08
"""
SOURCES = "report: {title: A report}\n"
GOLD = """\
initiative: {id: gold, title: Gold}
assessors: [{id: ann, name: Ann, interests: none}]
ratings:
  A: {level: 1, reason: Because., evidence: [report]}
  B: {value: 50, reason: Because., evidence: [report]}
"""
"""An assessment to vary; its ratings stand in lines 4 and 5."""

RATING_A, RATING_B = GOLD.splitlines()[3:]


@dataclass(frozen=True)
class Project:
    """A folder with `criteria/small` and `assessments/a-set`."""

    folder: Path

    @property
    def framework_folder(self) -> Path:
        return self.folder / "criteria" / "small"

    @property
    def set_folder(self) -> Path:
        return self.folder / "assessments" / "a-set"

    def write_framework(self, text: str | bytes = FRAMEWORK, **dimensions: str) -> Path:
        """Write framework.yaml, and a file for each of `dimensions` beside it."""
        for name, content in {"framework": text, **dimensions}.items():
            write(self.framework_folder / f"{name}.yaml", content)
        return self.framework_folder

    def framework(self, text: str | bytes = FRAMEWORK, **dimensions: str) -> list[Problem]:
        """The problems of a framework, in reading order."""
        _, document = read_framework(self.write_framework(text, **dimensions))
        return in_order(document.problems)

    def write_set(
        self, *, about: str = SET, sources: str | None = SOURCES, framework: str = FRAMEWORK, **assessments: str | bytes
    ) -> Path:
        """Write a set with its framework; without `assessments` it has one, of gold."""
        self.write_framework(framework)
        write(self.set_folder / "set.yaml", about)
        if sources is not None:
            write(self.set_folder / "sources.yaml", sources)
        for name, content in (assessments or {"gold": GOLD}).items():
            write(self.set_folder / f"{name}.yaml", content)
        return self.set_folder

    def read(
        self, *, about: str = SET, sources: str | None = SOURCES, framework: str = FRAMEWORK, **assessments: str | bytes
    ) -> SetReading:
        return read_set(self.write_set(about=about, sources=sources, framework=framework, **assessments))

    def errors(
        self, *, about: str = SET, sources: str | None = SOURCES, framework: str = FRAMEWORK, **assessments: str | bytes
    ) -> list[Problem]:
        """What forbids using the set, in reading order."""
        reading = self.read(about=about, sources=sources, framework=framework, **assessments)
        return in_order(problem for problem in reading.problems if problem.severity == "error")

    def gaps(
        self, *, about: str = SET, sources: str | None = SOURCES, framework: str = FRAMEWORK, **assessments: str | bytes
    ) -> list[Problem]:
        """What publishing asks for, where there is nothing worse."""
        reading = self.read(about=about, sources=sources, framework=framework, **assessments)
        assert {problem.severity for problem in reading.problems} <= {"gap"}
        return in_order(reading.problems)

    def rate(self, rating_a: str = RATING_A, rating_b: str = RATING_B, *, framework: str = FRAMEWORK) -> list[Problem]:
        """The errors when the two ratings are written like this."""
        return self.errors(framework=framework, gold=varied(GOLD, {RATING_A: rating_a, RATING_B: rating_b}))


def write(path: Path, text: str | bytes) -> Path:
    """Write a file, taking the common indentation of text away."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
    return path


def varied(text: str, changes: dict[str, str]) -> str:
    """`text` with each key of `changes`, which must stand in it, replaced by its value."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def with_criterion(criterion: str, more: str = "") -> str:
    """The small framework with another first criterion, in line 10, and `more` after the last line."""
    return varied(FRAMEWORK, {FIRST: criterion}) + dedent(more)


def with_scale(scale: str) -> str:
    """The small framework with one scale more, called `own`, in line 5."""
    return varied(FRAMEWORK, {SCALES: f"{SCALES[:-1]},\n  own: {scale}}}"})


def told(problems: Iterable[Problem]) -> list[str]:
    """Each problem as `file:line:column code`."""
    return [f"{_place(problem)} {problem.code}" for problem in problems]


def only(problems: Iterable[Problem]) -> Problem:
    """The one problem that there is."""
    found = list(problems)
    assert len(found) == 1, told(found)
    return found[0]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems as a person meets them: by file and line."""
    return sorted(problems, key=lambda problem: (str(problem.file), problem.line, problem.column))


def _place(problem: Problem) -> str:
    assert problem.file is not None
    return problem.file.name + (f":{problem.line}:{problem.column}" if problem.line else "")
