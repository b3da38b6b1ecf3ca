"""`msiscore score`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import PEAR, Run, write


def test_the_table_goes_to_standard_output(project: Path, run: Run) -> None:
    result = run("score", "things")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "   1  Apple pact           88     88      100%  strong" in result.stdout.splitlines()


def test_json_is_ascii_and_complete(project: Path, run: Run) -> None:
    write(project / "assessments/things/pear.yaml", PEAR.replace("Pear", "Pëar \u202e"))
    result = run("score", "things", "--json")
    assert result.stdout.isascii()
    rows = json.loads(result.stdout)["columns"]["overall"]
    assert [row["title"] for row in rows] == ["Apple pact", "Pëar \u202e round table", "Plum code"]


def test_csv_is_a_table(project: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("score", "things", "--csv").stdout)))
    total = [row for row in rows if row["node"] == "total"]
    assert [(row["initiative"], row["score"]) for row in total] == [("apple", "87.5"), ("pear", "20.0"), ("plum", "")]


def test_a_formula_in_a_title_is_no_formula(project: Path, run: Run) -> None:
    write(project / "assessments/things/pear.yaml", PEAR.replace("Pear", '"=1+1"').replace(" round table", ""))
    assert "\r\npear,'=1+1," in run("score", "things", "--csv").stdout_bytes.decode()


def test_weights(project: Path, run: Run) -> None:
    assert "weights: Rules twice" in run("score", "things", "--weights", "doubled").stdout
    wrong = run("score", "things", "--weights", "dubled")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "did you mean `doubled`?" in wrong.stderr


def test_two_formats_at_once_are_refused(project: Path, run: Run) -> None:
    assert run("score", "things", "--json", "--csv").exit_code == 2


def test_a_path_and_a_name_are_the_same_set(project: Path, run: Run) -> None:
    assert run("score", "assessments/things").stdout == run("score", "things").stdout


def test_an_unknown_set_is_answered_with_those_there_are(project: Path, run: Run) -> None:
    result = run("score", "thing")
    assert result.exit_code == 2
    assert "did you mean `things`?" in result.stderr
    assert "tutorial" in result.stderr


def test_problems_are_all_listed_and_nothing_is_scored(project: Path, run: Run) -> None:
    write(project / "assessments/things/pear.yaml", PEAR.replace("level: 0", "level: 7").replace("A-2", "A-9"))
    result = run("score", "things")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("assessments/things/pear.yaml:") == 2
    assert result.stderr.endswith("error: 2 problems in the input\n")


def test_hostile_titles_are_shown_and_not_obeyed(project: Path, run: Run) -> None:
    write(project / "assessments/things/pear.yaml", PEAR.replace("Pear round table", '"\u202eevil\\e[31m\\a"'))
    result = run("score", "things")
    assert result.exit_code == 1, "control characters are refused by the reader"
    write(project / "assessments/things/pear.yaml", PEAR.replace("Pear round table", "\u202eevil <b> مرحبا"))
    result = run("score", "things")
    assert result.exit_code == 0
    assert "\\u202eevil <b> مرحبا" in result.stdout
    assert "\u202e" not in result.stdout
