"""The text of robustness and claims."""

from __future__ import annotations

from dataclasses import replace

import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.claims import claim
from msiscore.analysis.uncertainty import robustness
from msiscore.cli.robustness_table import claim_data, claim_lines, robustness_data, robustness_lines
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(dimension("x", criterion("X")), dimension("y", criterion("Y")), bands=[{"name": "all", "from": 0}])
FIXED = Assumptions(weights_within=0, ratings=False, open_answers="left-out")


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_the_rows_say_what_was_counted() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1, "Y": 3})))
    lines = robustness_lines(robustness(scores, FIXED, draws=10), 0.95)
    assert "1 A 75 75-75 1 100% 100%" in [" ".join(line.split()) for line in lines]
    assert "  1. A" in lines
    assert "  2. B" in lines


def test_ties_are_no_groups() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 2, "Y": 2}), assessment("b", {"X": 2, "Y": 2})))
    text = " ".join(robustness_lines(robustness(scores, FIXED, draws=10), 0.95))
    assert "no place in the order is safe to quote" in text
    assert "Of 1 pair, 0 can be told apart" in text


def test_a_claim_says_what_would_end_it() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1, "Y": 3})))
    text = " ".join(claim_lines(claim(scores, "a > b", draws=500)))
    # ahead 75 in x and behind 25 in y: even at shares 1/4 and 3/4
    assert "moves 25% of the whole: x 50% to 25%, y 50% to 75%." in text
    assert "No open answer can end it" in text
    assert "No rating alone ends it by one level." in text
    against = " ".join(claim_lines(claim(scores, "b > a", draws=500)))
    assert "not supported" in against
    assert "By the stated weights, ratings and answers it does not hold." in against


def test_dominance_is_said() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 4, "Y": 3}), assessment("b", {"X": 1, "Y": 3})))
    assert "No weights and no open answers can turn it" in " ".join(claim_lines(claim(scores, "a > b", draws=500)))


def test_a_change_that_is_not_proven_smallest_is_not_called_so() -> None:
    of = framework(dimension("x", criterion("X")), dimension("y", criterion("Y"), criterion("Q")), dimension("z", criterion("Z")))
    rated = assessment("a", {"X": 3, "Y": 4}), assessment("b", {"X": 4, "Q": 0, "Z": 1})
    found = claim(score(a_set(of, *rated)), "a > b", draws=64)
    text = " ".join(claim_lines(found))
    assert "The smallest change of dimension weights that ends it moves" in text
    assert "The weights inside y stay in this" in text
    assert found.change.distance is not None
    stopped = replace(found, change=replace(found.change, at_least=found.change.distance - 0.1))
    text = " ".join(claim_lines(stopped))
    assert "A change of dimension weights that ends it moves" in text
    assert "A smaller one may do it, but none that moves less than" in text


def test_who_is_level_on_every_criterion_is_named() -> None:
    scores = score(a_set(OF, *(assessment(id_, {"X": 2, "Y": 2}) for id_ in "abc")))
    found = robustness(scores, FIXED, draws=10)
    text = " ".join(robustness_lines(found, 0.95))
    assert "The 3 initiatives with a score have the same score." in text
    assert "Level on every criterion, with nothing open: A, B, C." in text
    assert robustness_data(found, 0.95)["level-on-every-criterion"] == [["a", "b", "c"]]
    claimed = claim(scores, "a > b", draws=64)
    assert "The two are level on every criterion, and nothing is open" in " ".join(claim_lines(claimed))
    assert claim_data(claimed)["level-on-every-criterion"] is True


def test_who_differs_anywhere_is_not_called_level() -> None:
    scores = score(
        a_set(OF, assessment("a", {"X": 2, "Y": 3}), assessment("b", {"X": 3, "Y": 2}), assessment("c", {"X": 0, "Y": 0}))
    )
    found = robustness(scores, FIXED, draws=10)
    text = " ".join([*robustness_lines(found, 0.95), *claim_lines(claim(scores, "a > b", draws=64))])
    assert "same score" not in text
    assert "evel on every criterion" not in text
    assert robustness_data(found, 0.95)["level-on-every-criterion"] == []
    assert "better on at least one." in " ".join(claim_lines(claim(scores, "a > c", draws=64)))


def test_one_draw_is_one_draw() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1, "Y": 3})))
    assert "of 1 draw (standard error" in " ".join(claim_lines(claim(scores, "a > b", draws=1)))
