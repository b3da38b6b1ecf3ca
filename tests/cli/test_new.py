"""`msiscore new`."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.loading import places
from tests.cli.conftest import Run, write


def test_a_file_that_passes_its_check(project: Path, run: Run) -> None:
    result = run("new", "things", "cherry-stone", "--title", 'The "cherry": a code')
    assert result.exit_code == 0
    assert result.stdout == f"{Path('assessments/things/cherry-stone.yaml')}\n"
    checked = run("check", "things")
    assert checked.exit_code == 0
    assert "  cherry-stone      -      -     2" in checked.stdout
    assert 'title: "The \\"cherry\\": a code"' in (project / "assessments/things/cherry-stone.yaml").read_text()


def test_the_title_is_made_from_the_id(project: Path, run: Run) -> None:
    run("new", "things", "cherry-stone")
    assert 'title: "Cherry stone"' in (project / "assessments/things/cherry-stone.yaml").read_text()


def test_a_second_assessor(project: Path, run: Run) -> None:
    assert run("new", "things", "apple", "--assessor", "ben").exit_code == 0
    assert (project / "assessments/things/apple+ben.yaml").is_file()
    assert run("check", "things").exit_code == 0


def test_nothing_is_overwritten(project: Path, run: Run) -> None:
    before = (project / "assessments/things/apple.yaml").read_bytes()
    result = run("new", "things", "apple")
    assert result.exit_code == 2
    assert "exists already; nothing was written" in result.stderr
    assert (project / "assessments/things/apple.yaml").read_bytes() == before


@pytest.mark.parametrize("id_", ["../evil", "a/b", "", " ", "ap ple", "=1", "x" * 81])
def test_what_is_no_id_is_refused(id_: str, project: Path, run: Run) -> None:
    files = sorted(project.rglob("*"))
    assert run("new", "things", id_).exit_code == 2
    assert sorted(project.rglob("*")) == files


@pytest.mark.parametrize("title", ["line\nbreak", "\u202e right to left", "# hash: colon", "\x1b[31m", "'\"\\", "\u2028", "😀"])
def test_hostile_titles_stay_in_their_place(title: str, project: Path, run: Run) -> None:
    assert run("new", "things", "cherry", "--title", title).exit_code == 0
    assert run("check", "assessments/things/cherry.yaml").exit_code == 0


def test_a_set_with_problems(project: Path, run: Run) -> None:
    write(project / "assessments/things/set.yaml", "id: things\n")
    result = run("new", "things", "cherry")
    assert result.exit_code == 1
    assert "the key `framework` is missing" in result.stderr


def test_a_set_of_msiscore_itself_is_left_alone(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = project / "lib/msiscore"
    (project / "assessments").rename(project / "gone")
    (installed / "data").mkdir(parents=True)
    (project / "gone").rename(installed / "data/assessments")
    monkeypatch.setattr(places, "_PACKAGE", installed)
    result = run("new", "things", "cherry")
    assert result.exit_code == 2
    assert "start a project of your own with `msiscore init`" in result.stderr
