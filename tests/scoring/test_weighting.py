"""Frameworks as trees: shares, columns, and what is left out of them."""

from __future__ import annotations

import pytest

from msiscore.scoring.scores import score
from msiscore.scoring.weighting import ROOT, columns_of, score_tree, view_tree
from tests.making import a_set, assessment, criterion, dimension, framework

BOTH = {"aspects": ["paper", "practice"]}


def test_shares_are_the_product_of_the_weights_on_the_path() -> None:
    of = framework(dimension("a", criterion("A1"), criterion("A2", weight=3)), dimension("b", criterion("B1"), weight=3))
    tree = score_tree(of)
    shares = dict(zip(tree.row_ids, tree.shares, strict=True))
    assert shares == {"A1": 1 / 16, "A2": 3 / 16, "B1": 3 / 4, "a": 1 / 4, "b": 3 / 4, ROOT: 1.0}


def test_the_shares_of_the_items_sum_to_the_whole_and_a_bonus_has_none() -> None:
    of = framework(dimension("a", criterion("A1"), criterion("A2", bonus=True)), dimension("b", criterion("B1"), criterion("B2")))
    tree = score_tree(of)
    assert tree.shares[1] == 0.0
    assert sum(tree.shares[: tree.hierarchy.items]) == pytest.approx(1.0)


def test_a_criterion_with_two_aspects_is_a_node_of_its_own() -> None:
    of = framework(dimension("d", criterion("A", **BOTH), criterion("B")), combine_aspects="minimum")
    tree = score_tree(of)
    assert tree.row_ids == ("A/paper", "A/practice", "B", "A", "d", ROOT)
    assert tree.hierarchy.nodes[0].power == float("-inf")
    assert tree.rows["A"] == 3


def test_the_column_of_an_aspect_leaves_out_what_is_not_in_it() -> None:
    of = framework(dimension("d", criterion("A", **BOTH)), dimension("e", criterion("B")), combine_aspects="arithmetic")
    assert columns_of(of) == ("overall", "paper", "practice")
    tree = score_tree(of, "paper")
    assert tree.shares[0] == 1.0
    assert "e" not in tree.rows
    assert tree.hierarchy.leaves_under(tree.hierarchy.rows - 1) == (0,)


def test_a_dimension_without_weight_in_a_column_is_left_out() -> None:
    of = framework(
        dimension("d", criterion("A", weight=0, **BOTH), criterion("B")),
        dimension("e", criterion("C", **BOTH)),
        combine_aspects="minimum",
    )
    assert "d" not in score_tree(of, "paper").rows


def test_count_weighs_a_criterion_with_two_aspects_once() -> None:
    of = framework(
        dimension("d", criterion("A", **BOTH), criterion("B")),
        dimension("e", criterion("C")),
        combine_aspects="minimum",
        weighting="count",
    )
    tree = score_tree(of)
    assert [tree.shares[tree.rows[id_]] for id_ in ("d", "e")] == pytest.approx([2 / 3, 1 / 3])


def test_a_view_weighs_each_criterion_by_its_share_of_the_whole() -> None:
    of = framework(
        dimension("a", criterion("A1", tags={"t": "x"}), criterion("A2", tags={"t": "y"})),
        dimension("b", criterion("B1", tags={"t": ["x", "y"]}), weight=3),
    )
    tree = view_tree(of, score_tree(of), "t", "x")
    assert tree is not None
    assert tree.shares[:3] == pytest.approx((1 / 7, 0.0, 6 / 7))
    assert view_tree(of, score_tree(of), "t", "nowhere") is None


def indicators(**inner: object) -> list[dict[str, object]]:
    return [
        dimension("a", dimension("a1", criterion("A1"), criterion("A2"), criterion("A3"), **inner)),
        dimension("b", dimension("b1", criterion("B1"), **inner), dimension("b2", criterion("B2"), criterion("B3"), **inner)),
    ]


@pytest.mark.parametrize("weighting", ["count", "weight", "points"])
def test_a_dimension_that_counts_as_a_number_is_not_counted_by_what_is_in_it(weighting: str) -> None:
    plain, counted = (
        score_tree(framework(*indicators(), weighting=weighting)),
        framework(*indicators(counts_as=1), weighting=weighting),
    )
    assert (plain.shares[plain.rows["a"]], plain.shares[plain.rows["b"]]) == (0.5, 0.5)
    tree = score_tree(counted)
    assert [tree.shares[tree.rows[id_]] for id_ in ("a", "b", "b1")] == pytest.approx([1 / 3, 2 / 3, 1 / 3])


def test_the_uppermost_dimension_with_a_number_counts_and_its_size_may_be_any() -> None:
    outer = dimension("a", dimension("a1", criterion("A1"), counts_as=5), counts_as=3)
    tree = score_tree(framework(outer, dimension("b", criterion("B1")), weighting="count"))
    assert tree.shares[tree.rows["a"]] == 0.75


def test_what_is_not_applicable_counts_for_nothing() -> None:
    of = framework(*indicators(counts_as=1), weighting="count")
    ratings = {"A1": 4, "A2": 4, "A3": 4, "B1": "not-applicable", "B2": 0, "B3": "not-applicable"}
    assert score(a_set(of, assessment("x", ratings))).headline()[0].score == 50.0


def test_what_stands_in_a_node_that_is_left_out_counts_in_no_size() -> None:
    empty = dimension("inner", criterion("I", weight=0))
    made = framework(
        dimension("a", criterion("A"), dimension("b", criterion("B"), empty)), dimension("c", criterion("C")), weighting="count"
    )
    tree = score_tree(made)
    assert tree.hierarchy.nodes[-1].sizes == ((tree.rows["A"], 1.0), (tree.rows["B"], 1.0), (tree.rows["C"], 1.0))
    assert "I" not in tree.rows
