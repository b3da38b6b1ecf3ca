"""The text of a sensitivity analysis."""

from __future__ import annotations

from itertools import product

import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.sensitivity import Sensitivity, analyse_sensitivity
from msiscore.cli.sensitivity_table import sensitivity_lines
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(
    dimension("d", criterion("A"), criterion("B")), dimension("e", criterion("C"), weight=2), decimals=1, minimum_coverage=0.3
)


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def many() -> Sensitivity:
    people = [
        assessment(f"i{k:02}", dict(zip("ABC", row, strict=True)) | ({} if k else {"B": 4 - row[1]}))
        for k, row in enumerate(product([0, 2, 4], repeat=3))
    ]
    return analyse_sensitivity(score(a_set(OF, *people)), draws=64)


def text(found: Sensitivity, initiative: str | None = None, top: int = 10) -> str:
    return " ".join(" ".join(sensitivity_lines(found, initiative, top)).split())


def test_weights_as_stated_and_in_effect() -> None:
    said = text(many())
    assert "Dimension Stated In effect Goes with the score Without any one" in said
    assert "Title of e 67%" in said
    assert "Of 3 pairs of criteria with enough ratings, none is named" in said


def test_pairs_that_go_together_or_against_each_other_are_named() -> None:
    people = [assessment(f"i{k}", {"A": k % 5, "B": 4 - k % 5, "C": k % 5}) for k in range(12)]
    said = text(analyse_sensitivity(score(a_set(OF, *people)), draws=64))
    assert "A and C go together so closely that one may do (r 1.00, 12 initiatives)." in said
    assert "A and B go against each other (r -1.00, 12 initiatives)." in said


def test_many_groups_are_a_list_and_few_a_table() -> None:
    scores = score(a_set(OF, assessment("a", {"A": 4, "B": 1}), assessment("b", {"A": 1, "B": 2, "C": 3})))
    table = text(analyse_sensitivity(scores, draws=256))
    assert "Share of the score Weights Ratings Open answers" in table
    listed = text(analyse_sensitivity(scores, draws=4096, by="criterion"))
    assert "Share of the score, the largest first:" in listed
    assert "A: C " in listed, "the open answer matters most for a"


def test_one_source_of_uncertainty_needs_no_table() -> None:
    scores = score(a_set(OF, assessment("a", {"A": 4, "B": 1, "C": 2})))
    said = text(analyse_sensitivity(scores, Assumptions(ratings=False), draws=64))
    assert "All of the uncertainty comes from one source, for nothing else varies: weights." in said


def test_who_gets_or_loses_a_score_is_said() -> None:
    of = framework(dimension("d", criterion("A"), criterion("B"), criterion("C")), minimum_coverage=0.5)
    scores = score(a_set(of, assessment("p", {"A": 1, "B": 1, "C": 1}), assessment("q", {"A": 4})))
    assert "C left out: gives a score to Q." in text(analyse_sensitivity(scores, draws=64))
    alone = framework(dimension("d", criterion("A"), criterion("B"), criterion("C")), minimum_coverage=0.6)
    losing = analyse_sensitivity(score(a_set(alone, assessment("p", {"A": 1, "B": 1}))), draws=64)
    assert "A left out: takes the score from P." in text(losing)
    assert "A left out (Title of A) 0 0 no score" in text(losing, "p")


def test_nothing_moves() -> None:
    of = framework(dimension("d", criterion("A"), criterion("B")))
    same = analyse_sensitivity(score(a_set(of, assessment("p", {"A": 2, "B": 2}))), draws=64)
    assert "No change of one criterion, weight or state moves any score." in text(same)
    assert "Nothing does." in text(same, "p")


def test_titles_of_others_obey_no_terminal() -> None:
    scores = score(a_set(OF, assessment("a", {"A": 4, "B": 1, "C": 0}, title="=cmd|' \u202e <b>#set \U0001f600" + "x" * 500)))
    lines = sensitivity_lines(analyse_sensitivity(scores, draws=64), None, 10)
    assert any("=cmd|' " in line for line in lines)
    assert all(len(line) < 80 for line in lines)
