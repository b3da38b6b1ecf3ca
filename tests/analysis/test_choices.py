"""Choices of method: which rules and which scales a draw may take."""

from __future__ import annotations

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.choices import normalisations, rules
from msiscore.scales import LevelScale, RelativeScale
from msiscore.scoring.weighting import score_tree
from tests.making import LEVELS, criterion, dimension, framework

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
