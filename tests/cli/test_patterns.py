"""`msiscore patterns`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msiscore.loading.framework_loader import load_framework
from msiscore.loading.places import pattern_files
from tests.cli.conftest import Run

NAMES = [file.stem for file in pattern_files()]


def test_each_pattern_has_its_line(run: Run) -> None:
    result = run("patterns")
    assert result.exit_code == 0
    assert [line.split("  ")[0] for line in result.stdout.splitlines()[1:] if not line.startswith(" ")] == NAMES
    assert "msiscore init my-project --from PATTERN" in result.stderr


def test_as_data_with_its_sources(run: Run) -> None:
    found = json.loads(run("patterns", "--json").stdout)
    assert [one["id"] for one in found] == NAMES
    assert all(one["system"] and one["rule"] and one["summary"] and one["sources"] for one in found)


@pytest.mark.parametrize("name", NAMES)
def test_a_project_starts_from_it(name: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", "mine", "--from", name).exit_code == 0
    folder = tmp_path / "mine"
    assert load_framework(f"criteria/{name}", start=folder) == load_framework(name)
    assert (folder / "criteria/LICENSE").is_file()
    monkeypatch.chdir(folder)
    assert "No errors" in run("check").stdout


def test_a_pattern_that_is_not_there(tmp_path: Path, run: Run) -> None:
    result = run("init", "mine", "--from", "fair-ware")
    assert result.exit_code == 2
    assert "did you mean `fair-wear`?" in result.stderr
    both = run("init", "mine", "--from", "fair-wear", "--framework", "kit-rbc")
    assert both.exit_code == 2
    assert "exclude each other" in both.stderr
    assert not list(tmp_path.iterdir())
