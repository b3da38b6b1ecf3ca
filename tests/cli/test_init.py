"""`msiscore init`."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.loading.framework_loader import load_framework
from tests.cli.conftest import FRAMEWORK, Run, write


def test_a_project_that_passes_its_check(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("init", "mine")
    assert result.exit_code == 0
    assert "msiscore check my-set" in result.stderr
    folder = tmp_path / "mine"
    assert {path.name for path in folder.iterdir()} == {"README.txt", "criteria", "assessments", "schemas"}
    assert load_framework("criteria/msi-core", start=folder) == load_framework("msi-core")
    monkeypatch.chdir(folder)
    checked = run("check")
    assert checked.exit_code == 0
    assert "No errors" in checked.stdout
    scored = run("score", "my-set")
    assert "Not enough evidence for a score" in scored.stdout


def test_the_commands_that_the_page_names_work(tmp_path: Path, run: Run) -> None:
    run("init")
    lines = (tmp_path / "README.txt").read_text(encoding="utf-8").splitlines()
    commands = [line.split("  ")[2].split() for line in lines if line.startswith("    msiscore ")]
    assert [command[1] for command in commands] == ["check", "new", "report"]
    for command in commands[:2]:
        assert run(*[word.replace("NAME", "another") for word in command[1:]]).exit_code == 0


def test_every_yaml_file_names_a_schema_that_is_there(tmp_path: Path, run: Run) -> None:
    run("init", "--framework", "kit-rbc", "--language", "nl")
    run("new", "my-set", "another")
    files = list(tmp_path.rglob("*.yaml"))
    assert len(files) > 8
    for file in files:
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (file.parent / first.partition("=")[2]).is_file(), file


def test_the_criteria_bring_their_licence(tmp_path: Path, run: Run) -> None:
    run("init")
    assert "Creative Commons Attribution 4.0" in (tmp_path / "criteria/LICENSE").read_text(encoding="utf-8")


def test_nothing_is_overwritten_and_nothing_half_written(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "schemas/set.schema.json", "mine")
    result = run("init")
    assert result.exit_code == 2
    assert "schemas/set.schema.json exists already; nothing was written" in result.stderr.replace("\\", "/")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["set.schema.json"]


def test_a_framework_of_ones_own(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "own.yaml", FRAMEWORK)
    assert run("init", "mine", "--framework", "own.yaml").exit_code == 0
    assert load_framework("mine/criteria/small", start=tmp_path).id == "small"
    assert not (tmp_path / "mine/criteria/LICENSE").exists()


def test_wrong_names(run: Run) -> None:
    assert "did you mean `msi-core`?" in run("init", "--framework", "msi-cor").stderr
    wrong = run("init", "--language", "fr")
    assert wrong.exit_code == 2
    assert "known: en, nl" in wrong.stderr


def test_a_framework_with_problems_is_not_copied(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "own.yaml", FRAMEWORK.replace("id: A-2", "id: A-1"))
    result = run("init", "mine", "--framework", "own.yaml")
    assert result.exit_code == 1
    assert "the id `A-1` is taken" in result.stderr
    assert not (tmp_path / "mine").exists()
