from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import APPLE, Run
from tests.exchange.filling import fill


def filled(run: Run, *cells: tuple[str, str, str, object]) -> Path:
    assert run("form", "small", "--set", "things", "--for", "apple", "--output", "f.xlsx").exit_code == 0
    return fill(Path("f.xlsx"), *cells)


def test_it_shows_what_changes_and_asks(run: Run, project: Path) -> None:
    filled(run, ("questions", "A-1", "answer", 1))
    result = run("import", "f.xlsx", "--dry-run")
    assert result.exit_code == 0
    assert "apple.yaml\n  A-1, answer: 3 -> 1\n" in result.stdout
    assert "1 change in 1 file; nothing was written" in result.stderr
    assert run("import", "f.xlsx").exit_code == 130  # nobody is there to answer
    assert (project / "assessments/things/apple.yaml").read_text() == APPLE
    result = run("import", "f.xlsx", "--yes")
    assert result.exit_code == 0
    assert "wrote assessments/things/apple.yaml" in result.stdout.replace("\\", "/")
    assert "level: 1, reason: They are written down." in (project / "assessments/things/apple.yaml").read_text()
    assert "Nothing changes" in run("import", "f.xlsx").stderr


def test_problems_are_listed_with_their_cells(run: Run, project: Path) -> None:
    filled(run, ("questions", "A-1", "answer", 9), ("questions", "A-2", "confidence", "hihg"))
    result = run("import", "f.xlsx", "--yes")
    assert result.exit_code == 1
    assert "f.xlsx:Questions!K4: `9` is not a level of this scale" in result.stderr
    assert "did you mean `high`?" in result.stderr
    assert "2 problems in the input" in result.stderr
    assert (project / "assessments/things/apple.yaml").read_text() == APPLE


def test_a_table_needs_to_know_its_set(run: Run, project: Path) -> None:
    (project / "t.csv").write_text("initiative,criterion,level\napple,A-1,0\n")
    result = run("import", "t.csv")
    assert result.exit_code == 2
    assert "say so with --into SET" in result.stderr
    assert run("import", "t.csv", "--into", "things", "--yes").exit_code == 0
