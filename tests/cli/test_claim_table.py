"""The text of claims."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.claims import claim
from msiscore.analysis.uncertainty import robustness
from msiscore.cli.claim_table import claim_data, claim_lines
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(dimension("x", criterion("X")), dimension("y", criterion("Y")), bands=[{"name": "all", "from": 0}])
FIXED = Assumptions(weights_within=0, ratings=False, open_answers="left-out")


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


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


def test_a_weight_set_without_a_score_is_no_argument_against() -> None:
    of = framework(
        dimension("x", criterion("X")),
        dimension("y", criterion("Y")),
        minimum_coverage="50%",
        weight_sets={"only-y": {"title": "More of y", "weights": {"y": 9}}},
    )
    found = claim(score(a_set(of, assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1}))), "a > b", draws=64)
    assert (found.weight_sets, found.weight_sets_without) == ((), ("only-y",))
    text = " ".join(claim_lines(found))
    assert "By these weight sets the two cannot be compared, since not both have a score: only-y." in text
    assert "By these weight sets it does not hold" not in text


def test_how_far_all_shares_may_change_is_said_from_and_to() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1, "Y": 3})))
    found = claim(scores, "a > b", draws=64)
    # even at shares 1/4 and 3/4, half of 50% away
    assert found.change.within == pytest.approx(0.5)
    text = " ".join(claim_lines(found))
    assert "none falls below 0.5 times and none grows beyond 1.5 times what it is now: x 25% to 75%, y 25% to 75%." in text
    wide = replace(found, change=replace(found.change, within=1.874))
    assert "none grows beyond 2.87 times what it is now: x 0% to 100%, y 0% to 100%." in " ".join(claim_lines(wide))


def test_the_largest_change_comes_first() -> None:
    of = framework(*(dimension(name, criterion(name.upper())) for name in "xyz"))
    rated = assessment("a", {"X": 2, "Y": 4, "Z": 0}), assessment("b", {"X": 1, "Y": 0, "Z": 3})
    found = claim(score(a_set(of, *rated)), "a > b", draws=64)
    text = " ".join(claim_lines(found))
    moved = {name: abs(found.change.needed[name] - share) for name, share in found.change.stated.items()}
    said = re.search(r"change of dimension weights that ends it moves [^:]*: ([^.]*)\.", text)
    assert said is not None
    names = [part.split()[0] for part in said[1].split(", ")]
    assert [moved[name] for name in names] == sorted((moved[name] for name in names), reverse=True)


def test_too_few_draws_support_nothing_and_it_is_said() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1, "Y": 3})))
    few = robustness(scores, FIXED, draws=1)
    one = claim(scores, "a > b", found=few)
    assert not one.supported
    said = " ".join(claim_lines(one))
    assert "A scores higher than B: not decided, too few draws." in said
    assert "Try --draws 100." in said
    assert claim_data(one)["decision"] == "not-decided"
    enough = claim(scores, "a > b", assumptions=FIXED, draws=100)
    assert enough.supported
    assert "A scores higher than B: supported." in claim_lines(enough)


def test_two_that_are_level_on_every_criterion_are_said_to_be() -> None:
    level = score(a_set(OF, *(assessment(id_, {"X": 2, "Y": 2}) for id_ in "ab")))
    claimed = claim(level, "a > b", draws=64)
    assert "The two are level on every criterion, and nothing is open" in " ".join(claim_lines(claimed))
    assert claim_data(claimed)["level-on-every-criterion"] is True
    other = score(
        a_set(OF, assessment("a", {"X": 2, "Y": 3}), assessment("b", {"X": 3, "Y": 2}), assessment("c", {"X": 0, "Y": 0}))
    )
    assert "evel on every criterion" not in " ".join(claim_lines(claim(other, "a > b", draws=64)))
    assert "better on at least one." in " ".join(claim_lines(claim(other, "a > c", draws=64)))


def test_one_draw_is_one_draw() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1, "Y": 3})))
    assert "of 1 draw (standard error" in " ".join(claim_lines(claim(scores, "a > b", draws=1)))
