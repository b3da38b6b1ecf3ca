"""Dominance, and the levels and lines of its diagram."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.analysis.dominance import dominance
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

THREE = framework(dimension("x", criterion("X")), dimension("y", criterion("Y")), dimension("z", criterion("Z")))


def test_pairs_and_the_edges_of_the_diagram() -> None:
    of = a_set(
        THREE,
        assessment("best", {"X": 4, "Y": 3, "Z": 3}),
        assessment("middle", {"X": 3, "Y": 3, "Z": 2}),
        assessment("worst", {"X": 1, "Y": 3, "Z": 0}),
        assessment("other", {"X": 0, "Y": 4, "Z": 4}),
        assessment("twin", {"X": 0, "Y": 4, "Z": 4}),
    )
    found = dominance(score(of))
    assert found.holds("best", "middle")
    assert found.holds("best", "worst")
    assert set(found.edges) == {("best", "middle"), ("middle", "worst")}, "what follows from two edges is no edge"
    assert not found.holds("other", "twin")
    assert not found.certain.diagonal().any()
    assert found.levels == (("best", "other", "twin"), ("middle",), ("worst",))


def test_an_open_answer_counts_at_its_worst_for_the_better_and_at_its_best_for_the_other() -> None:
    of = a_set(
        THREE,
        assessment("open", {"X": 4, "Y": 3}),
        assessment("low", {"X": 1, "Y": 1, "Z": 0}),
        assessment("some", {"X": 1, "Y": 1, "Z": 1}),
        assessment("top", {"X": 4, "Y": 4, "Z": 4}),
        assessment("less", {"X": 1, "Y": 1}),
    )
    found = dominance(score(of))
    assert found.holds("open", "low")
    assert not found.holds("open", "some")
    assert not found.holds("open", "less")
    assert found.holds("top", "less")


def test_where_a_criterion_applies_to_one_only_weights_can_turn_it() -> None:
    of = a_set(THREE, assessment("a", {"X": 4, "Y": 2, "Z": 1}), assessment("b", {"X": 4, "Y": 1, "Z": "not-applicable"}))
    assert dominance(score(of)).edges == ()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(*(st.integers(0, 4) for _ in "xyz")), min_size=1, max_size=7))
def test_the_lines_carry_the_whole_order_and_go_down(rated: list[tuple[int, int, int]]) -> None:
    of = a_set(THREE, *(assessment(f"i{k}", dict(zip("XYZ", ratings, strict=True))) for k, ratings in enumerate(rated)))
    found = dominance(score(of))
    level = {name: depth for depth, names in enumerate(found.levels) for name in names}
    assert sorted(level) == sorted(found.initiatives)
    reached = {name: {name} for name in found.initiatives}
    for name in sorted(found.initiatives, key=lambda one: -level[one]):
        for better, worse in found.edges:
            if better == name:
                assert level[better] < level[worse]
                reached[name] |= reached[worse]
    for better in found.initiatives:
        assert reached[better] - {better} == {worse for worse in found.initiatives if found.holds(better, worse)}
    for better, worse in found.edges:
        others = [edge for edge in found.edges if edge != (better, worse)]
        assert not any(one == better and worse in reached[other] for one, other in others), "no line follows from others"


def test_who_is_level_on_every_criterion_with_nothing_open_is_in_one_group() -> None:
    of = a_set(
        THREE,
        assessment("a", {"X": 2, "Y": 3, "Z": "not-applicable"}),
        assessment("b", {"X": 2, "Y": 3, "Z": "not-applicable"}),
        assessment("c", {"X": 2, "Y": 3}),
        assessment("d", {"X": 2, "Y": 3}),
        assessment("e", {"X": 2, "Y": 3, "Z": 0}),
        assessment("f", {"X": 2, "Y": 3, "Z": 0}),
        assessment("g", {"X": 2, "Y": 3, "Z": 1}),
    )
    found = dominance(score(of))
    assert found.equal == (("a", "b"), ("e", "f")), "an open answer may turn out otherwise, and what does not apply is no value"
    assert found.same("f", "e")
    assert not found.same("a", "e")


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(*(st.integers(0, 1) for _ in "xyz")), min_size=1, max_size=6))
def test_level_are_those_that_were_rated_the_same(rated: list[tuple[int, int, int]]) -> None:
    of = a_set(THREE, *(assessment(f"i{k}", dict(zip("XYZ", ratings, strict=True))) for k, ratings in enumerate(rated)))
    found = dominance(score(of))
    for i, one in enumerate(rated):
        for k, other in enumerate(rated):
            assert found.same(f"i{i}", f"i{k}") == (one == other and rated.count(one) > 1)
