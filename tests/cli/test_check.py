"""`msiscore check`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import APPLE, PEAR, Run, write


def test_a_project_without_errors(project: Path, run: Run) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "No errors in 6 files.",
        "",
        "assessments/things: 2 answers due for each initiative",
        "  Initiative  Rated  State  Open  No reason  No evidence  Coverage",
        "  apple           2      -     -          -            -      100%",
        "  pear            2      -     -          1            1      100%",
        "  plum            -      -     2          -            -        0%",
        "  Under the minimum coverage of 50%, so without a score: plum",
        "",
        "Missing before publishing",
        "  1 rating without a reason",
        "  1 rating without evidence",
        "  (--all lists them with their places)",
    ]


def test_every_problem_of_every_file_is_listed_with_its_place(project: Path, run: Run) -> None:
    folder = project / "assessments/things"
    write(folder / "apple.yaml", APPLE.replace("level: 3", "levl: 9"))
    write(folder / "pear.yaml", PEAR.replace("A-2", "A-3"))
    (folder / "binary.yaml").write_bytes(b"\x00\x01\x02")
    result = run("check", "things")
    assert result.exit_code == 1
    assert "assessments/things/apple.yaml:4:9: the key `levl` is not known here" in result.stdout
    assert "the framework `small` has no criterion `A-3`" in result.stdout
    assert "assessments/things/binary.yaml: the file is not text" in result.stdout
    assert "3 errors in 3 files" in result.stdout
    assert "did you mean `level`?" in result.stdout


def test_all_lists_the_gaps_with_their_places(project: Path, run: Run) -> None:
    result = run("check", "things", "--all")
    assert result.exit_code == 0
    assert "`A-2` has no reason" in result.stdout
    assert result.stdout.startswith("assessments/things/pear.yaml:5:")


def test_strict_makes_gaps_count(project: Path, run: Run) -> None:
    assert run("check", "things", "--strict").exit_code == 1
    assert run("check", "criteria/small", "--strict").exit_code == 0


def test_one_file(project: Path, run: Run) -> None:
    write(project / "assessments/things/pear.yaml", "broken: [")
    result = run("check", "assessments/things/apple.yaml")
    assert result.exit_code == 0
    assert "pear" not in result.stdout
    assert "Nothing is missing before publishing." in result.stdout


def test_a_framework_of_a_set_is_told_of_once(project: Path, run: Run) -> None:
    file = project / "criteria/small/framework.yaml"
    write(file, file.read_text().replace("question: Are there rules?, ", ""))
    result = run("check")
    assert result.stdout.count("the key `question` is missing") == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere", "there is no file, set or framework `nowhere`"),
        ("assessments/things/appel.yaml", "did you mean `apple.yaml`?"),
        ("empty", "holds neither a set.yaml nor a framework.yaml"),
        ("lonely/plum.yaml", "there is no set.yaml beside it"),
    ],
)
def test_what_is_not_there(name: str, said: str, project: Path, run: Run) -> None:
    (project / "empty").mkdir()
    write(project / "lonely/plum.yaml", "initiative: {id: plum, title: Plum}\n")
    result = run("check", name)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_file_that_cannot_be_read(project: Path, run: Run) -> None:
    (project / "assessments/things/folder.yaml").mkdir()
    result = run("check", "things")
    assert result.exit_code == 1
    assert "assessments/things/folder.yaml: " in result.stdout


def test_hostile_text_is_shown_and_not_obeyed(project: Path, run: Run) -> None:
    write(project / "assessments/things/apple.yaml", APPLE.replace("A-1", "\u202eA-1"))
    result = run("check", "things")
    assert result.exit_code == 1
    assert "\\u202e" in result.stdout
    assert not {"\u202e", "\u2066", "\x1b"} & set(result.stdout)
