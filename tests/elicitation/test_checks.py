"""What is wrong with a judgement, by method."""

from __future__ import annotations

from typing import Any

import pytest

from msiscore.elicitation.checks import CHECKS, Fault, faults
from msiscore.elicitation.methods import METHODS
from tests.elicitation.asking import judgement

PARTS = ("rules", "rights", "results")


def found(method: str, **keys: Any) -> list[Fault]:
    return list(faults(judgement(method, **keys), PARTS))


def codes(method: str, **keys: Any) -> list[str]:
    return [fault.code for fault in found(method, **keys)]


def test_every_method_has_its_check_and_its_formula() -> None:
    assert list(CHECKS) == list(METHODS)


@pytest.mark.parametrize("method", CHECKS)
def test_a_method_without_its_keys_says_which_are_due(method: str) -> None:
    assert codes(method) == ["missing-key"] * len(CHECKS[method][0])


def test_keys_of_other_methods_are_named() -> None:
    problems = found("direct", weights={"rules": 1, "rights": 1, "results": 1}, points={"rules": 1}, formula="sum")
    assert [(problem.code, problem.path) for problem in problems] == [
        ("key-of-other-method", ("points",)),
        ("key-of-other-method", ("formula",)),
    ]
    assert codes("budget", points={"rules": 1, "rights": 1, "results": 1}, budget=3) == []


@pytest.mark.parametrize(("method", "key"), [("direct", "weights"), ("budget", "points"), ("swing", "points")])
def test_stated_numbers_name_every_part_and_leave_some_weight(method: str, key: str) -> None:
    assert codes(method, **{key: {"rules": 1, "rights": 0, "results": 0}}) == []
    (unknown, missing) = found(method, **{key: {"rules": 1, "right": 2, "results": 3}})
    assert (unknown.code, unknown.path, unknown.hint) == ("unknown-part", (key, "right"), "did you mean `rights`?")
    assert (missing.code, missing.found) == ("missing-part", "rights")
    assert codes(method, **{key: {"rules": 0, "rights": 0, "results": 0}}) == ["no-weight"]
    assert codes(method, **{key: {"rules": 1e9, "rights": 1e-9, "results": 1}}) == ["weight"]
    assert codes(method, **{key: {}}) == ["missing-part"]


def test_comparisons_are_complete_reciprocal_and_on_the_scale() -> None:
    whole = {"rules": {"rights": 3, "results": 5}, "rights": {"results": 2}}
    assert codes("pairwise", compared=whole) == []
    assert codes("pairwise", compared={**whole, "results": {"rules": "0.2", "rights": 0.5, "results": 1}}) == []
    (gap,) = found("pairwise", compared={"rules": {"rights": 3}, "rights": {"results": 2}})
    assert (gap.code, gap.message.split(";")[0]) == ("missing-comparison", "1 of 3 comparisons are missing")
    assert gap.hint.startswith("add rules - results;")
    (both,) = found("pairwise", compared={**whole, "rights": {"results": 2, "rules": 3}})
    assert (both.code, both.path) == ("not-reciprocal", ("compared", "rights", "rules"))
    assert both.found == "rules over rights: 3; rights over rules: 3"
    assert codes("pairwise", compared={**whole, "rights": {"results": 2, "rules": 0.33}}) == [], "people round"
    assert codes("pairwise", compared={**whole, "rights": {"results": 10}}) == ["off-scale"]
    assert codes("pairwise", compared={**whole, "rights": {"results": "1/10"}}) == ["off-scale"]
    assert codes("pairwise", compared={**whole, "rights": {"results": 0.11}}) == [], "1/9 as people round it"
    assert codes("pairwise", compared={**whole, "rules": {"rules": 2, "rights": 3, "results": 5}}) == ["itself"]
    assert codes("pairwise", compared={**whole, "rites": {"rules": 1}}) == ["unknown-part"]
    assert codes("pairwise", compared={**whole, "rights": {"results": 2, "rites": 1}}) == ["unknown-part"]


def best_worst(**keys: Any) -> list[str]:
    whole = {"best": "rules", "worst": "results", "best_to_others": {"rights": 2, "results": 6}, "others_to_worst": {"rights": 3}}
    return codes("best-worst", **{**whole, **keys})


def test_the_best_and_the_worst_are_compared_with_all_others() -> None:
    assert best_worst() == []
    assert (
        best_worst(
            others_to_worst={"rights": 3, "rules": 6, "results": 1}, best_to_others={"rules": 1, "rights": 2, "results": 6}
        )
        == []
    )
    assert best_worst(best="ruled") == ["unknown-part"]
    assert best_worst(worst="rules") == ["contradiction"]
    assert best_worst(best_to_others={"rights": 2}) == ["missing-part"]
    assert best_worst(others_to_worst={}) == ["missing-part"]
    assert best_worst(others_to_worst={"rights": 3, "rules": 5}) == ["contradiction"]
    assert best_worst(best_to_others={"rules": 2, "rights": 2, "results": 6}) == ["itself"]
    assert best_worst(best_to_others={"rights": "1/2", "results": 6}) == ["off-scale"]
    assert best_worst(best_to_others={"rights": 2, "results": 10}) == ["off-scale"]


def test_an_order_names_every_part_once() -> None:
    assert codes("rank-order", order=["rights", ["rules", "results"]]) == []
    (twice,) = found("rank-order", order=["rights", "rules", ["results", "rights"]])
    assert (twice.code, twice.found) == ("contradiction", "places 1, 3")
    assert codes("rank-order", order=["rights", "rules"]) == ["missing-part"]
    assert codes("rank-order", order=["rights", "rules", "result"]) == ["unknown-part", "missing-part"]
    assert codes("rank-order", order=["rights", [], "rules", "results"]) == ["length"]
    assert codes("rank-order", order=[]) == ["missing-part"]
