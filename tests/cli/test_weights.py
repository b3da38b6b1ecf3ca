"""`msiscore weights`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, write

ANN = """\
id: ann
title: Ann
group: {id: unions, title: Trade unions}
asked: {how: interview}
judgements: {of: rules, method: budget, points: {A-1: 60, A-2: 30}}
"""
BOB = """\
id: bob
title: "=Bob & <b>Co</b>"
group: firms
asked: {how: letter, date: 2020-05, people: 3}
judgements: {of: rules, method: rank-order, order: [A-2, A-1]}
"""


@pytest.fixture
def weighed(project: Path) -> Path:
    """The project of the other tests, with two respondents."""
    for name, text in {"ann": ANN, "bob": BOB}.items():
        write(project / "assessments" / "things" / "weights" / f"{name}.yaml", text)
    return project


def test_the_tables_go_to_standard_output(weighed: Path, run: Run) -> None:
    result = run("weights", "things")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "2 respondents in 2 groups:" in result.stdout
    assert "the numbers sum to 90, not 100" in result.stdout
    assert all(len(line) < 80 for line in result.stdout.splitlines())


def test_json_holds_everything(weighed: Path, run: Run) -> None:
    result = run("weights", "things", "--json")
    data = json.loads(result.stdout)
    assert [one["id"] for one in data["respondents"]] == ["bob", "ann"]
    ann = data["respondents"][1]["nodes"][0]
    assert (ann["node"], ann["rescaled-from"], ann["due"]) == ("rules", 90, 100)
    assert ann["shares"] == pytest.approx({"A-1": 2 / 3, "A-2": 1 / 3})
    assert data["respondents"][0]["asked"] == {"how": "letter", "date": "2020-05", "by": None, "people": 3}
    assert data["nodes"][0]["distances"] == [["firms", "unions", pytest.approx(0.75 - 1 / 3)]]
    assert [one["kind"] for one in data["rankings"]] == ["framework", "group", "group"]
    assert data["order"]["agreed"] == [["apple", "pear"]]
    assert run("weights", "things", "--json").stdout == result.stdout


def test_csv_has_a_line_for_each_share_and_no_formula(weighed: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("weights", "things", "--csv").stdout)))
    assert [row["kind"] for row in rows] == [*["framework"] * 2, *["respondent"] * 4, *["group"] * 4]
    assert {row["title"] for row in rows if row["id"] == "bob"} == {"'=Bob & <b>Co</b>"}
    assert sum(float(row["share"]) for row in rows) == pytest.approx(5)


def test_a_group_s_weights_can_be_scored_by(weighed: Path, run: Run) -> None:
    by_group = run("score", "things", "--weights", "unions", "--json")
    assert by_group.exit_code == 0
    assert json.loads(by_group.stdout)["weight-set"] == "unions"
    assert "weights: firms" in run("score", "things", "--weights", "firms").stdout
    assert run("robustness", "things", "--weights", "unions", "--draws", "50").exit_code == 0
    assert run("robustness", "things", "--weight-sets", "--draws", "50").exit_code == 0
    wrong = run("score", "things", "--weights", "union")
    assert wrong.exit_code == 2
    assert "did you mean `unions`?" in wrong.stderr


def test_one_file_of_the_folder_can_be_checked(weighed: Path, run: Run) -> None:
    file = weighed / "assessments" / "things" / "weights" / "ann.yaml"
    assert run("check", str(file)).exit_code == 0
    write(file, ANN.replace("30", "-30"))
    result = run("check", str(file))
    assert result.exit_code == 1
    assert "ann.yaml:5:" in result.stdout
    assert "a number of at least 0 is due" in result.stdout


def test_without_the_folder_it_says_what_to_do(project: Path, run: Run) -> None:
    result = run("weights", "things")
    assert result.exit_code == 2
    assert "nobody was asked for weights in the set `things`" in result.stderr
    assert run("weights", "things", "--csv", "--json").exit_code == 2
