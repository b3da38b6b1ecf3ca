"""The program starts, as a module and as the script that pip installs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import msiscore
from msiscore.cli.application import application


@pytest.mark.parametrize("start", [["-m", "msiscore"], ["-c", "from msiscore.cli import main; main()"]])
def test_the_program_starts_and_tells_its_version(start: list[str]) -> None:
    done = subprocess.run([sys.executable, *start, "--version"], capture_output=True, check=True, text=True)
    assert msiscore.__version__ in done.stdout


FRAMEWORK = """\
id: small
version: 1.0.0
title: A small framework
scales: {{level: {{kind: levels, levels: [absent, weak, partial, strong, leading]}}}}
dimensions:
  - id: rules
    title: Rules
    criteria:
      - {{id: A-1, title: Written rules, question: Are there rules?, weight: {weight}}}
      - {{id: A-2, title: Open rules, question: Can anyone read them?, weight: {weight}}}
"""
ANALYSES = {
    "robustness": ("robustness", "s", "--draws", "64"),
    "claim": ("claim", "a > b", "s", "--draws", "64"),
    "rules": ("rules", "s"),
    "sensitivity": ("sensitivity", "s", "--draws", "64", "--seed", "0", "--rules", "--normalisation"),
    "next": ("next", "s"),
}
ODD_SETS: dict[str, tuple[int, dict[str, tuple[int | str, int | str]]]] = {
    "one initiative": (1, {"a": (3, 1)}),
    "all tied": (1, {"a": (2, 2), "b": (2, 2)}),
    "all open": (1, {"a": ("confidential",) * 2, "b": ("confidential",) * 2}),
    "a criterion that nobody has": (1, {"a": (3, "not-applicable"), "b": (1, "not-applicable")}),
    "weights of zero": (0, {"a": (3, 1), "b": (1, 2)}),
}
ANSWERS = {
    ("one initiative", "robustness"): (0, "only one initiative with a score, so there is nothing to tell apart"),
    ("one initiative", "claim"): (2, "there is no initiative `b` (known: a)"),
    ("one initiative", "rules"): (0, "only one initiative with a score, so there is no order to compare"),
    ("one initiative", "sensitivity"): (0, "fixed"),
    ("one initiative", "next"): (0, "A: 50"),
    ("all tied", "robustness"): (0, "no place in the order is safe to quote"),
    ("all tied", "claim"): (0, "By the stated weights, ratings and answers it does not hold"),
    ("all tied", "rules"): (0, "`-` where a rule puts all level"),
    ("all tied", "sensitivity"): (0, "No change of one criterion, weight or state moves any score"),
    ("all tied", "next"): (0, "rank 1"),
    ("all open", "robustness"): (2, "no initiative has enough evidence for a score"),
    ("all open", "claim"): (2, "no initiative has enough evidence for a score"),
    ("all open", "rules"): (2, "no initiative has enough evidence"),
    ("all open", "sensitivity"): (2, "no initiative has enough evidence for a score"),
    ("all open", "next"): (0, "not enough evidence for a score (possible 0-100, coverage 0%)"),
    ("a criterion that nobody has", "robustness"): (0, "In 90%"),
    ("a criterion that nobody has", "claim"): (0, "It holds in"),
    ("a criterion that nobody has", "rules"): (0, "Agreement"),
    ("a criterion that nobody has", "sensitivity"): (0, "no scale has another normalisation to choose from"),
    ("a criterion that nobody has", "next"): (0, "Nothing is open"),
    **{("weights of zero", command): (1, "all weights here are 0, so nothing would be scored") for command in ANALYSES},
}


@pytest.mark.parametrize(("odd", "command"), list(ANSWERS), ids=str)
def test_an_odd_set_gets_a_clear_answer(odd: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weight, initiatives = ODD_SETS[odd]
    files = {"criteria/small/framework.yaml": FRAMEWORK.format(weight=weight)}
    files["assessments/s/set.yaml"] = "{id: s, title: A set, framework: small, as-of: 2020-07-08}\n"
    files["assessments/s/sources.yaml"] = "report: {title: A report}\n"
    for name, (one, other) in initiatives.items():
        about = f"{{id: {name}, title: {name.upper()}}}"
        files[f"assessments/s/{name}.yaml"] = f"initiative: {about}\nratings: {{A-1: {one}, A-2: {other}}}\n"
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(application, ANALYSES[command])
    status, says = ANSWERS[odd, command]
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert (result.exit_code, says in " ".join(result.output.split())) == (status, True), result.output
