"""`msiscore robustness`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import APPLE, Run, write


def test_the_table_goes_to_standard_output(project: Path, run: Run) -> None:
    result = run("robustness", "things", "--draws", "2000")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "2,000 draws, seed 1. Varied: each weight within 25%" in result.stdout
    assert "1  Apple pact" in result.stdout
    assert "Left out, since they have no score: Plum code." in result.stdout
    assert "Of 1 pair, 1 can be told apart at 95%." in result.stdout
    assert all(len(line) < 80 for line in result.stdout.splitlines())


def test_json_holds_everything_and_the_seed_fixes_it(project: Path, run: Run) -> None:
    result = run("robustness", "things", "--json", "--draws", "500", "--seed", "0")
    data = json.loads(result.stdout)
    assert (data["draws"], data["seed"], data["left-out"]) == (500, 0, ["plum"])
    assert data["groups"] == [["apple"], ["pear"]]
    apple = data["initiatives"][0]
    assert sum(apple["ranks"]) == 1
    assert set(apple["bands"]) == {"weak", "strong"}
    assert set(apple["standards-met"]) == {"A-1"}
    assert apple["standard-errors"].keys() == {"mean", "ranks", "above", "bands", "standards-met", "standards-not-met"}
    share, error = apple["bands"]["strong"], apple["standard-errors"]["bands"]["strong"]
    assert error == pytest.approx(((share * 500 + 1) / 502 * (1 - (share * 500 + 1) / 502) / 502) ** 0.5)
    assert run("robustness", "things", "--json", "--draws", "500", "--seed", "0").stdout == result.stdout
    assert run("robustness", "things", "--json", "--draws", "500", "--seed", "2").stdout != result.stdout


def test_what_varies_can_be_chosen(project: Path, run: Run) -> None:
    result = run("robustness", "things", "--draws", "10", "--fixed-ratings", "--fixed-open", "--weights-within", "0")
    assert "Varied: nothing." in result.stdout
    assert "any weights at all" in run("robustness", "things", "--draws", "10", "--any-weights").stdout
    assert run("robustness", "things", "--draws", "10", "--weights", "doubled").exit_code == 0
    stdout = " ".join(run("robustness", "things", "--draws", "10", "--rules", "--normalisation").stdout.split())
    assert "the means, as stated or all arithmetic, geometric or harmonic, each as likely" in stdout
    assert "the normalisation of measured values" in stdout


def test_one_initiative_with_a_score(project: Path, run: Run) -> None:
    (project / "assessments/things/pear.yaml").unlink()
    assert "There is only one initiative with a score" in run("robustness", "things", "--draws", "10").stdout


def test_bad_input_is_answered(project: Path, run: Run) -> None:
    for arguments, says in (
        (["--draws", "0"], "the number of draws is 1 to 1,000,000, not 0"),
        (["--seed", "-1"], "a seed is a whole number"),
        (["--weights-within", "100%"], "weights can vary within 0"),
        (["--confidence", "50%"], "a confidence lies between 0.5 and 1"),
        (["--weights-within", "lots"], "is not a share"),
    ):
        result = run("robustness", "things", *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert says in result.stderr


def test_without_any_score_it_says_so(project: Path, run: Run) -> None:
    for name in ("apple", "pear"):
        write(project / f"assessments/things/{name}.yaml", APPLE.partition("ratings:")[0].replace("apple", name))
    result = run("robustness", "things")
    assert result.exit_code == 2
    assert "no initiative has enough evidence for a score" in result.stderr
