"""`msiscore sensitivity`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import APPLE, Run, write


def test_the_tables_go_to_standard_output(project: Path, run: Run) -> None:
    result = run("sensitivity", "things", "--draws", "128")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "Change On average Down Up Ranks moved" in lines
    assert "A-1 left out (Written rules) 46.3 0 80.0 1 of 2" in lines
    text = " ".join(lines)
    assert "Share of the score Weights Ratings" in text
    assert "128 draws (512 scorings), seed 1. Varied: each weight within 25%" in text
    assert "Effective weights are not shown: that takes 8 initiatives or more" in text
    assert "correlations are given from 8 on" in text
    assert "Left out, since they have no score: Plum code." in text
    assert all(len(line) < 80 for line in result.stdout.splitlines())


def test_json_holds_everything_and_the_seed_fixes_it(project: Path, run: Run) -> None:
    result = run("sensitivity", "things", "--json", "--draws", "64", "--seed", "0", "--by", "criterion")
    data = json.loads(result.stdout)
    assert data["left-out"] == ["plum"]
    assert data["initiatives"]["apple"] == {"score": 87.5, "rank": 1}
    assert data["variance-shares"]["seed"] == 0
    assert set(data["variance-shares"]["score"]["apple"]["groups"]) == {"A-1", "A-2"}
    without = next(one for one in data["changes"] if (one["kind"], one["id"]) == ("left-out", "A-1"))
    assert without["initiatives"]["pear"]["score"] == 100
    assert without["initiatives"]["pear"]["change"] == 80
    assert data["correlations"]["reason"] == "the set has 3 initiatives; correlations are given from 8 on"
    again = run("sensitivity", "things", "--json", "--draws", "64", "--seed", "0", "--by", "criterion")
    assert again.stdout == result.stdout
    other = run("sensitivity", "things", "--json", "--draws", "64", "--seed", "2", "--by", "criterion")
    assert other.stdout != result.stdout


def test_csv_has_a_row_for_each_change_and_initiative(project: Path, run: Run) -> None:
    result = run("sensitivity", "things", "--csv", "--draws", "64")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["initiative"] for row in rows} == {"apple", "pear"}
    assert {row["kind"] for row in rows} >= {"left-out", "weight", "no-weight"}
    first = next(row for row in rows if (row["kind"], row["id"], row["initiative"]) == ("left-out", "A-1", "pear"))
    assert (float(first["score"]), first["rank"]) == (100, "1"), "level with the other"


def test_one_initiative(project: Path, run: Run) -> None:
    result = run("sensitivity", "things", "--initiative", "pear", "--draws", "64", "--top", "1")
    assert "what moves Pear round table most (score 20.0)" in " ".join(result.stdout.split())
    assert "Apple" not in result.stdout
    assert "(--top)" in result.stdout
    unscored = run("sensitivity", "things", "--initiative", "plum", "--draws", "64")
    assert "Plum code has no score (not enough evidence), so no change moves it." in " ".join(unscored.stdout.split())


def test_nothing_varies(project: Path, run: Run) -> None:
    result = run("sensitivity", "things", "--weights-within", "0", "--fixed-ratings", "--fixed-open", "--weights", "doubled")
    assert "Where the uncertainty comes from is not shown: nothing varies" in " ".join(result.stdout.split())


def test_bad_input_is_answered(project: Path, run: Run) -> None:
    for arguments, says in (
        (["--draws", "0"], "the number of draws is a power of 2 from 64 to 65,536, not 0"),
        (["--seed", "-1"], "a seed is a whole number"),
        (["--by", "criterium"], "not by `criterium`; did you mean `criterion`"),
        (["--initiative", "aple"], "there is no initiative `aple`; did you mean `apple`"),
        (["--top", "0"], "--top is 1 or more"),
        (["--json", "--csv"], "--json and --csv exclude each other"),
        (["--weights-within", "100%"], "weights can vary within 0"),
    ):
        result = run("sensitivity", "things", *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert says in result.stderr


def test_without_any_score_it_says_so(project: Path, run: Run) -> None:
    for name in ("apple", "pear"):
        write(project / f"assessments/things/{name}.yaml", APPLE.partition("ratings:")[0].replace("apple", name))
    result = run("sensitivity", "things")
    assert result.exit_code == 2
    assert "no initiative has enough evidence for a score" in result.stderr
