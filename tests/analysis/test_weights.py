"""What follows from the weights of people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from msiscore.analysis.weights import analyse_weights
from msiscore.errors import NotPossible
from msiscore.scoring.scores import score
from tests.elicitation.asking import asked, direct, judgement, respondent
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(
    dimension("x", criterion("X")),
    dimension("y", criterion("Y")),
    dimension("z", criterion("Z")),
    bands=[{"name": "all", "from": 0}],
)
SET = a_set(
    OF,
    assessment("a", {"X": 4, "Y": 0, "Z": 2}),
    assessment("b", {"X": 0, "Y": 4, "Z": 2}),
    assessment("c", {"X": 0, "Y": 0, "Z": 1}),
    assessment("d", {"X": 4, "Y": 4, "Z": 4}),
)
ASKED = asked(
    SET,
    respondent("ann", "first", direct(x=60, y=30, z=10)),
    respondent("bob", "first", direct(x=40, y=30, z=30)),
    respondent("cid", "second", direct(x=20, y=60, z=20)),
)


def test_groups_stand_beside_each_other() -> None:
    (node,) = analyse_weights(ASKED).nodes
    assert (node.node, node.groups, node.parts) == ("", ("first", "second"), ("x", "y", "z"))
    assert node.shares["first"] == pytest.approx({"x": 0.5, "y": 0.3, "z": 0.2})
    assert node.own == pytest.approx({"x": 1 / 3, "y": 1 / 3, "z": 1 / 3})
    assert node.distances == {("first", "second"): pytest.approx(0.3)}
    assert node.spread == pytest.approx({"x": 0.3, "y": 0.3, "z": 0})
    assert (node.upper, node.lower) == ((), ())


def test_what_all_weigh_more_or_less_than_their_median() -> None:
    alike = asked(SET, respondent("ann", "f", direct(x=60, y=30, z=10)), respondent("cid", "s", direct(x=40, y=35, z=25)))
    (node,) = analyse_weights(alike).nodes
    assert (node.upper, node.lower) == (("x",), ("z",))


def test_the_ranks_are_those_of_scoring_by_the_group() -> None:
    found = analyse_weights(ASKED)
    by_id = {one.id: one for one in found.rankings if one.kind != "data-driven"}
    for name, ranking in by_id.items():
        rows = score(ASKED, weight_set=name or None).headline()
        assert ranking.ranks == {row.initiative: row.rank for row in rows}
        assert ranking.scores == {row.initiative: row.score for row in rows}
    assert by_id["first"].ranks == {"a": 2, "b": 3, "c": 4, "d": 1}
    assert by_id["second"].ranks == {"a": 3, "b": 2, "c": 4, "d": 1}
    assert by_id[""].ranks == {"a": 2, "b": 2, "c": 4, "d": 1}


def test_what_all_agree_on_and_what_depends_on_whose_weights_are_taken() -> None:
    found = analyse_weights(ASKED)
    assert found.order is not None
    assert set(found.order.agreed) == {("a", "c"), ("b", "c"), ("d", "a"), ("d", "b"), ("d", "c")}
    assert (found.order.level, found.order.disputed, found.order.left_out) == ((), (("a", "b"),), ())
    places = {one.id: k for k, one in enumerate(found.rankings)}
    assert found.rank_agreement[places["first"], places["second"]] == pytest.approx(4 / 6)


def test_people_stand_by_group_with_their_distance_from_it() -> None:
    found = analyse_weights(replace(ASKED, respondents=ASKED.respondents[::-1]))
    assert [one.respondent.id for one in found.people] == ["ann", "bob", "cid"]
    assert found.distance_to_group == pytest.approx({("ann", ""): 0.1, ("bob", ""): 0.1, ("cid", ""): 0})


def test_an_initiative_without_a_score_by_one_group_is_left_out_and_named() -> None:
    of = framework(dimension("x", criterion("X")), dimension("y", criterion("Y")), minimum_coverage="50%")
    found = analyse_weights(
        asked(
            a_set(of, assessment("a", {"X": 4}), assessment("b", {"X": 2, "Y": 3}), assessment("c", {"X": 1, "Y": 3})),
            respondent("ann", "f", direct(x=60, y=40)),
            respondent("cid", "s", direct(x=40, y=60)),
        )
    )
    assert found.order is not None
    assert found.order.left_out == ("a",)
    assert found.order.agreed == (("b", "c"),)


def test_one_group_has_nobody_to_be_compared_with() -> None:
    found = analyse_weights(asked(SET, respondent("ann", "f", direct(x=60, y=30, z=10))))
    (node,) = found.nodes
    assert (node.distances, node.upper, node.lower, found.order) == ({}, (), (), None)
    assert node.spread == {"x": 0, "y": 0, "z": 0}


def test_nobody_asked_is_told() -> None:
    with pytest.raises(NotPossible, match="nobody was asked for weights in the set `a-set`"):
        analyse_weights(SET)


def test_without_a_total_there_are_weights_but_no_ranking() -> None:
    of = framework(dimension("x", criterion("X")), dimension("y", criterion("Y")), total="none")
    found = analyse_weights(asked(a_set(of, assessment("a", {"X": 4, "Y": 1})), respondent("ann", "f", direct(x=60, y=40))))
    assert (found.rankings, found.order) == ((), None)
    assert len(found.nodes) == 1


def test_the_set_s_own_weight_set_does_not_pass_for_the_framework_s_weights() -> None:
    about = ASKED.about.model_copy(update={"weight_set": "second"})
    found = analyse_weights(replace(ASKED, about=about))
    assert found.rankings[0].ranks == {"a": 2, "b": 2, "c": 4, "d": 1}
    assert found.scores.weight_set is None
    scores = score(replace(ASKED, about=about))
    assert analyse_weights(scores).scores is scores


def test_deeper_levels_follow_the_top() -> None:
    of = framework(dimension("x", criterion("A"), criterion("B")), dimension("y", criterion("C"), criterion("D")))
    found = analyse_weights(
        asked(
            a_set(of, assessment("a", {"A": 4, "B": 1, "C": 2, "D": 0})),
            respondent("ann", "f", direct("y", C=60, D=40), direct("x", A=1, B=3)),
            respondent("bob", "s", judgement("rank-order", order=["y", "x"])),
        )
    )
    assert [(node.node, node.groups) for node in found.nodes] == [("", ("s",)), ("x", ("f",)), ("y", ("f",))]


def test_weights_from_data_come_with_their_ranking_or_a_reason() -> None:
    found = analyse_weights(ASKED)
    assert [one.method for one in found.data_driven] == ["entropy", "critic", "pca"]
    given = [one.method for one in found.data_driven if one.shares is not None]
    assert [one.id for one in found.rankings if one.kind == "data-driven"] == given


def test_a_framework_that_weighs_by_size_has_no_weights_from_data() -> None:
    of = framework(dimension("x", criterion("A"), criterion("B")), dimension("y", criterion("C")), weighting="count")
    found = analyse_weights(asked(a_set(of, assessment("a", {"A": 4})), respondent("ann", "f", direct("x", A=1, B=3))))
    assert [[fault.code for fault in one.faults] for one in found.data_driven] == [["sized"]] * 3


def test_one_initiative_all_tied_and_all_open_are_no_trouble() -> None:
    people = respondent("ann", "f", direct(x=60, y=30, z=10)), respondent("bob", "s", direct(x=1, y=1, z=1))
    for initiatives in (
        [assessment("a", {"X": 4, "Y": 1, "Z": 2})],
        [assessment(name, {"X": 2, "Y": 2, "Z": 2}) for name in "abcd"],
        [assessment(name, {}) for name in "abc"],
    ):
        found = analyse_weights(asked(a_set(OF, *initiatives), *people))
        assert found.order is not None
        assert found.order.agreed == ()
        assert all(value is None for value in found.rank_agreement.values())
        assert all(one.shares is None for one in found.data_driven)
