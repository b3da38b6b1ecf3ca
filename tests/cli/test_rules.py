"""`msiscore rules`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run


def test_the_table_goes_to_standard_output(project: Path, run: Run) -> None:
    result = run("rules", "things")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Copeland: pairs won minus pairs lost" in result.stdout
    assert "Left out, since 1 initiative has no score: Plum code." in result.stdout
    assert all(len(line) < 80 for line in result.stdout.splitlines())


def test_json_and_csv_hold_the_same_numbers(project: Path, run: Run) -> None:
    data = json.loads(run("rules", "things", "--json").stdout)
    rows = list(csv.DictReader(io.StringIO(run("rules", "things", "--csv").stdout)))
    assert [row["initiative"] for row in rows] == ["apple", "pear"]
    for rule in data["rules"]:
        for row, one in zip(rows, rule["initiatives"], strict=True):
            assert one["initiative"] == row["initiative"]
            assert (one["value"], one["rank"]) == (float(row[rule["rule"]]), int(row[f"{rule['rule']}_rank"]))
    assert data["rules"][1]["rule"] == "geometric"
    assert data["rules"][1]["initiatives"][1]["value"] == 0, "pear has a criterion at 0"


def test_rules_can_be_chosen(project: Path, run: Run) -> None:
    stdout = run("rules", "things", "--rule", "borda", "--weights", "doubled").stdout
    assert "Borda" in stdout
    assert "TOPSIS" not in stdout


def test_bad_input_is_answered(project: Path, run: Run) -> None:
    for arguments, says in (
        (["things", "--rule", "bord"], "did you mean `borda`"),
        (["things", "--json", "--csv"], "exclude each other"),
        (["thigns"], "things"),
    ):
        result = run("rules", *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert says in result.stderr


def test_one_initiative(project: Path, run: Run) -> None:
    (project / "assessments/things/pear.yaml").unlink()
    assert "There is only one initiative with a score" in run("rules", "things").stdout
