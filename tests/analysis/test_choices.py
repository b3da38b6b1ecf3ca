"""Choices of method: which rules and which scales a draw may take."""

from __future__ import annotations

from dataclasses import replace

import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.choices import normalisations, rules, without_sizes
from msiscore.analysis.uncertainty import robustness
from msiscore.scales import LevelScale, RelativeScale
from msiscore.scoring.hierarchy import Hierarchy, Node
from msiscore.scoring.scores import score
from msiscore.scoring.weighting import score_tree
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework

BOTH = Assumptions(rules=True, normalisation=True)


def test_all_means_take_one_rule_and_minimum_and_aspects_stay() -> None:
    of = framework(
        dimension("one", criterion("A", aspects=["paper", "practice"]), criterion("B")),
        dimension("two", criterion("C"), criterion("D"), aggregation="minimum"),
        combine_aspects="arithmetic",
    )
    tree = score_tree(of)
    found = rules(of, [tree], BOTH)
    powers = [[node.power for node in hierarchy.nodes] for (hierarchy,) in found]
    # the aspects of A, one, two, the whole
    assert powers == [
        [1.0, 1.0, float("-inf"), 1.0],
        [1.0, 0.0, float("-inf"), 0.0],
        [1.0, -1.0, float("-inf"), -1.0],
    ]
    assert rules(of, [tree], Assumptions()) == [[tree.hierarchy]]


def test_a_rule_that_is_none_of_the_three_is_one_more() -> None:
    of = framework(dimension("one", criterion("A"), criterion("B")), dimension("two", criterion("C")), aggregation="geometric")
    powers = {tuple(node.power for node in hierarchy.nodes) for (hierarchy,) in rules(of, [score_tree(of)], BOTH)}
    assert powers == {(1.0, 1.0, 0.0), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (-1.0, -1.0, -1.0)}


def test_scales_take_other_methods_and_equal_steps() -> None:
    scales = {
        "level": LEVELS,
        "own": {"kind": "levels", "levels": ["a", "b", "c"], "values": [0, 1, 10]},
        "share": {"kind": "measure", "unit": "%", "from": 100, "to": 0},
    }
    of = framework(
        dimension("d", criterion("A", scale="level"), criterion("B", scale="own"), criterion("C", scale="share")), scales=scales
    )
    found = normalisations(of, BOTH)
    assert found[0] is of
    assert len(found) == 8, "four ways for the share, each with and without equal steps"
    assert all(one.scales["level"] == of.scales["level"] for one in found)
    ways = {(one.scales["own"] == of.scales["own"], getattr(one.scales["share"], "method", "goalposts")) for one in found}
    assert len(ways) == 8
    equal = next(one.scales["own"] for one in found if one.scales["own"] != of.scales["own"])
    assert isinstance(equal, LevelScale)
    assert equal.value_of(1.0) == 0.5
    relative = next(one.scales["share"] for one in found if one.scales["share"] != of.scales["share"])
    assert isinstance(relative, RelativeScale)
    assert relative.reversed, "less is better, as on the stated scale"


def test_without_such_scales_there_is_nothing_to_choose() -> None:
    of = framework(dimension("d", criterion("A")))
    assert normalisations(of, BOTH) == [of]
    assert len(normalisations(of, Assumptions())) == 1


def test_for_any_weights_sizes_no_longer_count() -> None:
    of = framework(
        dimension("one", criterion("A"), criterion("B")),
        dimension("two", criterion("C"), criterion("D", weight=0)),
        weighting="weight",
    )
    tree = score_tree(of)
    assert tree.hierarchy.nodes[-1].weighting == "size"
    (root,) = [node for node in without_sizes(tree).hierarchy.nodes if len(node.children) == 2][-1:]
    assert (root.weighting, root.sizes, root.weights) == ("fixed", (), (1.0, 1.0))
    scores = score(a_set(of, assessment("a", {"A": 4, "B": 4, "C": 0})))
    any_weights = Assumptions(any_weights=True, ratings=False, open_answers="left-out")
    # one is 100 and two is 0, with shares w and 1 - w, w spread evenly over 0 to 1: 5 to 95 in 90% of the draws
    found = robustness(scores, any_weights, draws=20_480)
    assert (found.score_low[0], found.score_high[0]) == (pytest.approx(5, abs=1), pytest.approx(95, abs=1))


def test_what_has_no_size_keeps_counting_for_nothing() -> None:
    tree = score_tree(framework(dimension("d", criterion("A"), criterion("B"))))
    sized = Hierarchy(2, (Node((0, 1), (2.0, 3.0), weighting="size", sizes=((0, 5.0), (1, 0.0))),))
    (node,) = without_sizes(replace(tree, hierarchy=sized)).hierarchy.nodes
    assert (node.weights, node.weighting) == ((2.0, 0.0), "fixed")
