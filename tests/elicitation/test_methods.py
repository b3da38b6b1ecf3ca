"""From judgements to shares."""

from __future__ import annotations

from typing import Any

import pytest

from msiscore.elicitation.methods import METHODS, elicit
from msiscore.elicitation.results import Elicited
from tests.elicitation.asking import judgement

PARTS = ("a", "b", "c")
EXAMPLES: dict[str, dict[str, Any]] = {
    "direct": {"weights": {"a": 50, "b": 30, "c": 20}},
    "budget": {"points": {"a": 50, "b": 30, "c": 20}},
    "swing": {"points": {"a": 100, "b": 60, "c": 40}},
    "pairwise": {"compared": {"a": {"b": 2, "c": 4}, "b": {"c": 2}}},
    "best-worst": {"best": "a", "worst": "c", "best_to_others": {"b": 2, "c": 4}, "others_to_worst": {"b": 2}},
    "rank-order": {"order": ["a", "b", "c"]},
}


def shares(method: str, **keys: Any) -> Elicited:
    return elicit(judgement(method, **keys), PARTS)


@pytest.mark.parametrize("method", METHODS)
def test_shares_stand_in_the_order_of_the_framework_and_sum_to_one(method: str) -> None:
    found = shares(method, of="x", **EXAMPLES[method])
    assert (found.node, found.method, tuple(found.shares)) == ("x", method, PARTS)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert found.shares["a"] > found.shares["b"] > found.shares["c"]
    assert found.rescaled_from is None


@pytest.mark.parametrize("weights", [{"a": 50, "b": 30, "c": 20}, {"a": 0.5, "b": 0.3, "c": 0.2}])
def test_shares_that_sum_are_taken_as_they_are(weights: dict[str, float]) -> None:
    found = shares("direct", weights=weights)
    assert found.rescaled_from is None
    assert found.shares == pytest.approx({"a": 0.5, "b": 0.3, "c": 0.2})


def test_shares_that_do_not_sum_are_rescaled_and_say_so() -> None:
    found = shares("direct", weights={"a": 5, "b": 3, "c": 4})
    assert (found.rescaled_from, found.due) == (12, 100)
    assert found.shares == pytest.approx({"a": 5 / 12, "b": 3 / 12, "c": 4 / 12})
    spent = shares("budget", points={"a": 4, "b": 3, "c": 2}, budget=10)
    assert (spent.rescaled_from, spent.due) == (9, 10)
    swung = shares("swing", points={"a": 50, "b": 30, "c": 20})
    assert (swung.rescaled_from, swung.due) == (50, 100)
    assert swung.shares == pytest.approx({"a": 0.5, "b": 0.3, "c": 0.2})


def test_comparisons_give_both_ways_to_derive_weights_apart() -> None:
    compared = {"a": {"b": 3, "c": "1/2"}, "b": {"c": 3}}
    vector, means = (shares("pairwise", compared=compared, derive=way) for way in ("eigenvector", "row-geometric-mean"))
    assert (vector.other_name, means.other_name) == ("row-geometric-mean", "eigenvector")
    assert vector.shares == means.other
    assert vector.other == means.shares
    rows = (1.5 ** (1 / 3), 1.0, (2 / 3) ** (1 / 3))
    assert list(means.shares.values()) == pytest.approx([row / sum(rows) for row in rows])
    ratio, index = vector.consistency
    assert ratio.acceptable is False
    assert index.acceptable is False
    assert vector.circular == (("a", "b", "c"),)
    assert {(one.first, one.second) for one in vector.doubts} == {("a", "b"), ("b", "c"), ("c", "a")}
    assert all(one.said > one.implied for one in vector.doubts)


def test_a_comparison_that_is_answered_both_ways_is_their_geometric_mean() -> None:
    both = {"a": {"b": 3, "c": 3}, "b": {"a": 0.34, "c": 1}}
    found = shares("pairwise", compared=both, derive="row-geometric-mean")
    ratio = (3 / 0.34) ** 0.5
    assert found.shares["a"] / found.shares["b"] == pytest.approx((ratio * 3) ** (1 / 3) / (1 / ratio) ** (1 / 3))


def test_the_best_over_the_worst_stands_in_for_an_answer_given_once() -> None:
    found = shares("best-worst", **EXAMPLES["best-worst"])
    assert found.shares == pytest.approx({"a": 4 / 7, "b": 2 / 7, "c": 1 / 7})
    assert [(one.measure, one.value) for one in found.consistency] == [
        ("linear-deviation", pytest.approx(0, abs=1e-9)),
        ("input-consistency-ratio", 0),
    ]
    assert found.doubts == ()


def test_the_answer_that_fits_worst_is_named() -> None:
    found = shares("best-worst", best="a", worst="c", best_to_others={"b": 8, "c": 8}, others_to_worst={"b": 8})
    assert [(one.first, one.second, one.said, one.implied) for one in found.doubts] == [("a", "b", 8, 1)]
    assert found.consistency[1].value == pytest.approx(1)


@pytest.mark.parametrize(("formula", "weights"), [("sum", (3 / 6, 2 / 6, 1 / 6)), ("reciprocal", (6 / 11, 3 / 11, 2 / 11))])
def test_the_formula_of_a_rank_order_can_be_chosen(formula: str, weights: tuple[float, ...]) -> None:
    assert tuple(shares("rank-order", order=["a", "b", "c"], formula=formula).shares.values()) == pytest.approx(weights)
