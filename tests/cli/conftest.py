"""A small project in a folder of its own, and a way to run the program in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import msiscore
from msiscore.cli.application import application

Run = Callable[..., Result]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(msiscore.__file__).parents[1]), "COLUMNS": "80"}
"""For processes of their own that start in an empty folder: they find msiscore also where it is not installed."""

FRAMEWORK = """\
id: small
version: 1.0.0
title: A small framework
scales: {level: {kind: levels, levels: [absent, weak, partial, strong, leading]}}
minimum-coverage: 50%
bands: [{name: weak, from: 0}, {name: strong, from: 50}]
weight-sets: {doubled: {title: Rules twice, weights: {A-1: 2}}}
dimensions:
  - id: rules
    title: Rules
    criteria:
      - {id: A-1, title: Written rules, question: Are there rules?, minimum: {level: 1, otherwise: cap, at: 20}}
      - {id: A-2, title: Open rules, question: Can anyone read them?}
"""
SET = """\
id: things
title: A set of things
framework: small
as-of: 2020-07-08
notice: Made for a test.
"""
SOURCES = "report: {title: A report}\n"
APPLE = """\
initiative: {id: apple, title: Apple pact}
assessors: [{id: a, name: Ann, interests: none}]
ratings:
  A-1: {level: 3, reason: They are written down., evidence: [report]}
  A-2: {level: 4, reason: They are on the web., evidence: [report]}
"""
PEAR = """\
initiative: {id: pear, title: Pear round table}
assessors: [{id: a, name: Ann, interests: none}]
ratings:
  A-1: {level: 0, reason: Nothing is written., evidence: [report]}
  A-2: 4
"""
PLUM = "initiative: {id: plum, title: Plum code}\nassessors: [{id: a, name: Ann, interests: none}]\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program in an empty folder, at 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    separate: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
    runner = CliRunner(**separate)
    return lambda *arguments: runner.invoke(application, [str(argument) for argument in arguments])


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """A framework and a set: one good initiative, one capped, one without any rating."""
    texts = {
        "criteria/small/framework.yaml": FRAMEWORK,
        "assessments/things/set.yaml": SET,
        "assessments/things/sources.yaml": SOURCES,
        "assessments/things/apple.yaml": APPLE,
        "assessments/things/pear.yaml": PEAR,
        "assessments/things/plum.yaml": PLUM,
    }
    for name, text in texts.items():
        write(tmp_path / name, text)
    return tmp_path


def write(path: Path, text: str) -> Path:
    """Put `text` at `path`, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
