"""The comparison of rules: agreement against scipy, and the framework's tree, states and weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau, spearmanr

from msiscore.analysis.other_rules import OTHER_RULES
from msiscore.analysis.rule_comparison import compare_rules, kendall_tau_b, spearman_rho
from msiscore.errors import NotFound, NotPossible
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

NUMBERS = st.integers(2, 9).flatmap(lambda n: st.tuples(*(st.lists(st.integers(0, 5), min_size=n, max_size=n) for _ in "xy")))
OF = framework(dimension("d", criterion("A", weight=3), criterion("B")), dimension("e", criterion("C"), weight=2))


@settings(deadline=None, max_examples=150)
@given(NUMBERS)
def test_agreement_is_that_of_scipy(pair: tuple[list[int], list[int]]) -> None:
    one, other = (np.array(numbers, dtype=np.float64) for numbers in pair)
    tau, rho = kendall_tau_b(one, other), spearman_rho(one, other)
    if len(set(pair[0])) == 1 or len(set(pair[1])) == 1:
        assert tau is None
        assert rho is None
        return
    assert tau == pytest.approx(kendalltau(one, other).statistic)
    assert rho == pytest.approx(spearmanr(one, other).statistic)


def test_ties_stay_ties() -> None:
    assert kendall_tau_b(np.array([0.1 + 0.2, 0.3]), np.array([1.0, 2.0])) is None
    assert kendall_tau_b(np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])) == -1


def test_the_tree_and_its_weights_are_the_framework_s() -> None:
    found = compare_rules(score(a_set(OF, assessment("a", {"A": 4, "B": 2, "C": 1}), assessment("b", {"A": 1, "B": 1, "C": 3}))))
    rows = found.to_frame().to_dict("index")
    # a: d = (3 x 1 + 1/2) / 4 = 0.875, e = 0.25; (0.875 + 2 x 0.25) / 3
    assert rows["a"]["own"] == pytest.approx(100 * 1.375 / 3)
    assert rows["a"]["arithmetic"] == rows["a"]["own"]
    assert rows["a"]["geometric"] == pytest.approx(100 * ((0.5 ** (1 / 4)) * 0.25**2) ** (1 / 3))
    assert rows["a"]["minimum"] == 25
    # C weighs 2/3 of the whole and A and B 1/3: b wins the pair
    assert (rows["b"]["copeland"], rows["a"]["copeland"]) == (1, -1)
    assert rows["b"]["borda"] == pytest.approx(200 / 3)
    assert rows["a"]["met"] == pytest.approx(200 / 3)
    assert found.initiatives == ("b", "a")
    assert {result.rule.name: result.turned for result in found.results}["met"] == 1


def test_all_level_has_no_agreement_to_speak_of() -> None:
    found = compare_rules(score(a_set(OF, *(assessment(name, {"A": 2, "B": 2, "C": 2}) for name in "ab"))))
    assert {(result.tau, result.rho, result.turned) for result in found.results} == {(None, None, 0)}
    assert found.own_ranks.tolist() == [1, 1]


def test_one_initiative_and_chosen_rules() -> None:
    found = compare_rules(score(a_set(OF, assessment("a", {"A": 2}))), ["borda", "met", "borda"])
    assert [result.rule.name for result in found.results] == ["borda", "met"]
    assert found.pairs == 0
    assert found.results[0].tau is None


def test_minimum_standards_and_left_out_initiatives() -> None:
    of = framework(
        dimension("d", criterion("A", minimum={"level": "4", "otherwise": "fail"}), criterion("B")), minimum_coverage="60%"
    )
    found = compare_rules(score(a_set(of, assessment("a", {"A": 2, "B": 2}), assessment("b", {"A": 2}))))
    assert (found.initiatives, found.left_out) == (("a",), ("b",))
    assert found.own.tolist() == [50], "before minimum standards"


def test_aspects_bonus_and_criteria_of_weight_0() -> None:
    of = framework(
        dimension("d", criterion("A", aspects=["paper", "practice"]), criterion("N", weight=0), criterion("X", bonus="yes")),
        combine_aspects="minimum",
    )
    rated = assessment("a", {"A": {"paper": {"level": 4}, "practice": {"level": 1}}, "N": 0, "X": 4})
    found = compare_rules(score(a_set(of, rated)))
    rows = found.to_frame().to_dict("index")
    assert rows["a"]["minimum"] == 25, "the framework's rule for the two aspects stays, and N does not count"
    assert rows["a"]["met"] == 0
    assert rows["a"]["own"] == rows["a"]["arithmetic"] > 25, "the bonus lifts means"


def test_bad_input_is_answered() -> None:
    scores = score(a_set(OF, assessment("a", {"A": 2})))
    with pytest.raises(NotFound, match="did you mean `topsis`"):
        compare_rules(scores, ["topsys"])
    with pytest.raises(NotPossible, match="no initiative has enough evidence"):
        compare_rules(score(a_set(OF, assessment("a", {}))))
    with pytest.raises(NotPossible, match="gives no overall score"):
        compare_rules(score(a_set(framework(dimension("d", criterion("A")), total="none"), assessment("a", {"A": 4}))))


def test_every_rule_says_what_it_does() -> None:
    for name, rule in OTHER_RULES.items():
        assert name == rule.name
        assert all((rule.title, rule.what, rule.unit, rule.gaps, rule.source))
