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


TABLE = "Code;Chair;Total\nmoon;Yes;1\nstar;Maybe;2\n"
MAPPING = """\
layout: wide
framework: {id: fruit, title: Fruit, scales: {level: {kind: levels, levels: ["No", "Yes"]}}}
dimensions: [{id: rules, title: Rules}]
criteria: [{from: Chair, id: A-1}]
set: {id: schemes, title: Schemes, as-of: 2023}
initiative: {id: Code}
"""


def test_a_table_becomes_a_project_and_what_was_not_mapped_is_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    dry = run("import", "t.csv", "--mapping", "m.yaml", "--to", "p", "--dry-run")
    assert (dry.exit_code, "nothing was written" in dry.stderr, Path("p").exists()) == (0, True, False)
    result = run("import", "t.csv", "--mapping", "m.yaml", "--to", "p")
    assert result.exit_code == 0
    *shown, wrote = result.stdout.splitlines()
    assert wrote.startswith("wrote ")
    assert wrote.endswith(" files to p")
    assert shown == [
        "2 initiatives, 1 criterion",
        "1 answer, 0 states, 0 empty cells",
        "1 column left out: Total",
        "1 cell or row could not be mapped; what stands there is left out:",
        "t.csv:3:2: `Maybe` is no answer on the scale `level`",
        "  allowed: 0 (No), 1 (Yes)",
        "  hint:    say what the word means under `words` or `states` in the mapping",
    ]
    assert "p/assessments/schemes/import-report.txt" in result.stderr.replace("\\", "/")
    assert run("check", "p/assessments/schemes").exit_code == 0
    assert "1  moon" in run("score", "p/assessments/schemes").stdout
    again = run("import", "t.csv", "--mapping", "m.yaml", "--to", "p")
    assert (again.exit_code, "already; nothing was written" in again.stderr) == (2, True)


def test_problems_of_a_mapping_are_listed_with_their_lines(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "m.yaml").write_text(MAPPING.replace("from: Chair", "from: Chairs"), encoding="utf-8")
    result = run("import", "t.csv", "--mapping", "m.yaml", "--to", "p")
    assert result.exit_code == 1
    assert "m.yaml:4:19: the table has no column `Chairs`" in result.stderr
    assert "did you mean `Chair`?" in result.stderr
    assert not Path("p").exists()


def test_a_mapping_is_drafted_once_and_works(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE.replace("Maybe", "No"), encoding="utf-8")
    shown = run("import", "t.csv", "--make-mapping", "m.yaml", "--dry-run")
    assert (shown.stdout.startswith("# How t.csv is read"), Path("m.yaml").exists()) == (True, False)
    result = run("import", "t.csv", "--make-mapping", "m.yaml")
    assert (result.exit_code, result.stdout) == (0, "wrote m.yaml\n")
    assert run("import", "t.csv", "--make-mapping", "m.yaml").exit_code == 2
    assert run("import", "t.csv", "--mapping", "m.yaml", "--to", "p").exit_code == 0
    assert run("check", "p/assessments/my-set").exit_code == 0


def test_options_that_do_not_belong_together_are_told(run: Run, tmp_path: Path) -> None:
    for options, words in (
        (["--mapping", "m.yaml"], "--mapping and --to belong together"),
        (["--to", "p"], "--mapping and --to belong together"),
        (["--mapping", "m.yaml", "--to", "p", "--into", "s"], "--into and --overwrite are for forms"),
        (["--make-mapping", "m.yaml", "--to", "p"], "--make-mapping only drafts"),
        (["--sheet", "S"], "belong to --make-mapping"),
    ):
        result = run("import", "t.csv", *options)
        assert result.exit_code == 2
        assert words in result.stderr
