"""`msiscore next`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import PEAR, Run, write


def test_the_text_goes_to_standard_output(project: Path, run: Run) -> None:
    result = run("next", "things")
    assert (result.exit_code, result.stderr) == (0, "")
    text = " ".join(result.stdout.split())
    assert (
        "Apple pact: 88 (range 88-88), strong, rank 1, coverage 100% Nothing is open. Next band: it is in the highest band."
        in text
    )
    assert "To reach the band strong (from 50), it takes 1 better answer, and the score is 63 then:" in text
    assert "- A-1 Written rules: from 0 (absent) to 1 (weak)" in text
    assert "Plum code: not enough evidence for a score (possible 0-100, coverage 0%)" in text
    assert "To get a score, it takes 1 answer, whatever it says: - A-1 Written rules" in text
    assert all(len(line) < 80 for line in result.stdout.splitlines())


def test_one_initiative(project: Path, run: Run) -> None:
    result = run("next", "things", "pear")
    assert "Pear round table" in result.stdout
    assert "Apple" not in result.stdout


def test_json_and_csv(project: Path, run: Run) -> None:
    data = json.loads(run("next", "things", "--json").stdout)
    assert [one["initiative"] for one in data["initiatives"]] == ["apple", "pear", "plum"]
    way = data["initiatives"][1]["way"]
    assert (way["goal"], way["band"], way["fewest"], way["proof"]) == ("band", "strong", True, "one")
    (lift,) = way["lifts"]
    assert (lift["item"], lift["now"], lift["needed"], lift["open"]) == ("A-1", "0 (absent)", "1 (weak)", False)
    assert (lift["state"], lift["value-now"], lift["value"]) == (None, 0.0, 0.25)
    assert data["initiatives"][0]["why-no-way"] == "it is in the highest band"
    rows = list(csv.DictReader(io.StringIO(run("next", "things", "--csv").stdout)))
    assert [(row["initiative"], row["place"], row["item"], row["gives_score"]) for row in rows] == [
        ("plum", "1", "A-1", "True"),
        ("plum", "2", "A-2", "True"),
    ]


def test_bad_input_is_answered(project: Path, run: Run) -> None:
    for arguments, says in (
        (["things", "peer"], "there is no initiative `peer`; did you mean `pear`"),
        (["thing"], "thing"),
        (["things", "--top", "0"], "--top is 1 or more"),
        (["things", "--json", "--csv"], "exclude each other"),
        (["things", "--weights", "double"], "there is no weight set `double`"),
    ):
        result = run("next", *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert says in result.stderr


def test_problems_in_the_files_are_all_listed(project: Path, run: Run) -> None:
    write(project / "assessments/things/pear.yaml", PEAR.replace("level: 0", "level: 9").replace("A-2: 4", "A-7: 4"))
    result = run("next", "things")
    assert result.exit_code == 1
    assert "2 problems in the input" in result.stderr
