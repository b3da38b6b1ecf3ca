"""The smallest change of weights: by hand, against a search by brute force, and against a linear program solver."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from msiscore.analysis.weight_changes import smallest_change, turn
from msiscore.loading.set_loader import load_set
from msiscore.scoring.scores import score, score_column
from tests.making import a_set, assessment, criterion, dimension, framework

THREE = framework(dimension("x", criterion("X")), dimension("y", criterion("Y")), dimension("z", criterion("Z")))


def test_the_smallest_change_by_hand() -> None:
    # a is ahead by 75 in x, behind by 25 in y, level in z; shares 1/3 each: 1/3 x 75 - 1/3 x 25 = 50/3 to lose.
    # From x to y each unit of weight is worth 100, so 1/6 moves: x 1/6, y 1/2.
    of = a_set(THREE, assessment("a", {"X": 4, "Y": 2, "Z": 2}), assessment("b", {"X": 1, "Y": 3, "Z": 2}))
    change = smallest_change(score(of), "a", "b")
    assert change.distance == pytest.approx(1 / 3)
    assert change.needed == pytest.approx({"x": 1 / 6, "y": 1 / 2, "z": 1 / 3})
    reweighted = framework(*(dimension(name, criterion(name.upper()), weight=share) for name, share in change.needed.items()))
    again = score(a_set(reweighted, *of.assessments))
    assert again.column().score[0] == pytest.approx(again.column().score[1])


def test_when_there_is_no_change_it_says_why() -> None:
    of = score(
        a_set(
            THREE, assessment("a", {"X": 4, "Y": 2, "Z": 2}), assessment("b", {"X": 1, "Y": 2, "Z": 2}), assessment("c", {"X": 1})
        )
    )
    assert "no weights of dimensions turn the order" in smallest_change(of, "a", "b").reason
    # c has a value in x only, 25; a has 50 and more everywhere
    assert "as long as both keep 1% of the whole where they have a value" in smallest_change(of, "a", "c").reason
    geometric = framework(dimension("x", criterion("X")), dimension("y", criterion("Y")), aggregation="geometric")
    both = (assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1, "Y": 3}))
    assert "not a mean of dimensions" in smallest_change(score(a_set(geometric, *both)), "a", "b").reason
    capped = framework(
        dimension("x", criterion("X", minimum={"level": "2", "otherwise": "cap", "at": 10})), dimension("y", criterion("Y"))
    )
    assert "minimum standard" in smallest_change(score(a_set(capped, *both)), "a", "b").reason


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-4, 4)), min_size=2, max_size=5))
def test_the_smallest_change_is_that_of_a_linear_program(pairs: list[tuple[int, int]]) -> None:
    shares = np.array([weight for weight, _ in pairs], dtype=np.float64)
    shares /= shares.sum()
    ahead = np.array([step for _, step in pairs], dtype=np.float64)
    needed, k = turn(shares, ahead), len(pairs)
    if ahead.min() >= 0 and shares @ ahead > 0:
        assert needed is None
        return
    assert needed is not None
    assert needed.sum() == pytest.approx(1)
    assert needed.min() >= 0
    assert needed @ ahead <= 1e-12
    # v = shares + plus - minus, all at least 0
    solved = linprog(
        np.ones(2 * k),
        A_ub=np.vstack([np.concatenate([ahead, -ahead]), np.hstack([-np.eye(k), np.eye(k)])]),
        b_ub=np.concatenate([[-shares @ ahead], shares]),
        A_eq=np.concatenate([np.ones(k), -np.ones(k)])[np.newaxis],
        b_eq=[0],
        method="highs",
    )
    assert np.abs(needed - shares).sum() == pytest.approx(solved.fun, abs=1e-9)


def test_no_point_of_a_fine_grid_is_nearer() -> None:
    shares, ahead = np.array([0.5, 0.3, 0.2]), np.array([3.0, 1.0, -2.0])
    needed = turn(shares, ahead)
    assert needed is not None
    grid = [(i / 200, j / 200) for i, j in itertools.product(range(201), repeat=2) if i + j <= 200]
    points = np.array([(x, y, 1 - x - y) for x, y in grid])
    nearest = np.abs(points - shares).sum(axis=1)[points @ ahead <= 0].min()
    assert np.abs(needed - shares).sum() <= nearest + 1e-12
    assert np.abs(needed - shares).sum() == pytest.approx(nearest, abs=0.02)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-4, 4)), min_size=2, max_size=5))
def test_shares_that_change_by_less_than_the_given_part_of_themselves_keep_the_order(pairs: list[tuple[int, int]]) -> None:
    dimensions = [dimension(f"d{k}", criterion(f"C{k}"), weight=weight) for k, (weight, _) in enumerate(pairs)]
    one = {f"C{k}": max(0, step) for k, (_, step) in enumerate(pairs)}
    other = {f"C{k}": max(0, -step) for k, (_, step) in enumerate(pairs)}
    scores = score(a_set(framework(*dimensions), assessment("a", one), assessment("b", other)))
    if not scores.column().score[0] > scores.column().score[1] + 1e-6:
        return
    change = smallest_change(scores, "a", "b")
    if change.distance is None:
        assert change.within is None
        return
    assert change.within is not None
    shares = np.array(list(change.stated.values()))
    ahead = np.array([step for _, step in pairs], dtype=np.float64)
    # The worst that shares within t can do: as much as possible to where a is behind, under the sum of 1. A corner of a box.
    for part, turned in ((0.98 * change.within, False), (1.02 * change.within, True)):
        low, high = np.maximum(0, shares * (1 - part)), shares * (1 + part)
        left, worst = 1 - low.sum(), low.copy()
        for k in np.argsort(ahead, kind="stable"):
            more = min(left, high[k] - low[k])
            worst[k] += more
            left -= more
        assert (worst @ ahead <= 1e-9) == turned


def nested(**ratings: dict[str, Any]) -> Any:
    of = framework(
        dimension("x", criterion("A", weight=3), criterion("B"), weight=2),
        dimension("y", criterion("C"), dimension("z", criterion("D"), criterion("E"))),
    )
    return score(a_set(of, *(assessment(name, rated) for name, rated in ratings.items())))


def test_all_levels_may_change() -> None:
    a, b = {"A": 4, "B": 1, "C": 2, "D": 2, "E": 2}, {"A": 2, "B": 3, "C": 2, "D": 2, "E": 2}
    scores = nested(a=a, b=b)
    assert smallest_change(scores, "a", "b").reason.startswith("it scores no less in any of the dimensions")
    # shares: A 2/3 x 3/4 = 1/2, B 1/6, C 1/6, D and E 1/12. a is ahead by 50 in A and behind by 50 in B: even when they weigh the same
    change = smallest_change(scores, "a", "b", level="criteria")
    assert change.stated == pytest.approx({"A": 1 / 2, "B": 1 / 6, "C": 1 / 6, "D": 1 / 12, "E": 1 / 12})
    assert change.needed == pytest.approx({"A": 1 / 3, "B": 1 / 3, "C": 1 / 6, "D": 1 / 12, "E": 1 / 12})
    assert change.distance == pytest.approx(1 / 3)
    # A down and B up by the same part t: (1 - t) / 2 = (1 + t) / 6, so t = 1/2; what they free goes to the others, by 1/2 of themselves
    assert change.within == pytest.approx(0.5)


def test_the_changed_weights_make_the_two_level_when_they_are_put_in_the_framework() -> None:
    a, b = {"A": 4, "B": 1, "C": 4, "D": 0, "E": 2}, {"A": 2, "B": 3, "C": 2, "D": 4, "E": 3}
    change = smallest_change(nested(a=a, b=b), "a", "b", level="criteria")
    v = change.needed
    of = framework(
        dimension("x", criterion("A", weight=v["A"]), criterion("B", weight=v["B"]), weight=v["A"] + v["B"]),
        dimension(
            "y",
            criterion("C", weight=v["C"]),
            dimension("z", criterion("D", weight=v["D"]), criterion("E", weight=v["E"]), weight=v["D"] + v["E"]),
            weight=v["C"] + v["D"] + v["E"],
        ),
    )
    again = score(a_set(of, assessment("a", a), assessment("b", b))).column().score
    assert again[0] == pytest.approx(again[1])


def test_what_is_not_linear_is_one_part_and_shared_gaps_are_left_out() -> None:
    of = framework(
        dimension("x", criterion("A"), criterion("B"), aggregation="geometric"), dimension("y", criterion("C"), criterion("D"))
    )
    a, b = {"A": 4, "B": 4, "C": 1}, {"A": 1, "B": 1, "C": 3}
    change = smallest_change(score(a_set(of, assessment("a", a), assessment("b", b))), "a", "b", level="criteria")
    assert change.stated == pytest.approx({"x": 0.5, "C": 0.5})
    other = smallest_change(score(a_set(of, assessment("a", {**a, "D": 1}), assessment("b", b))), "a", "b", level="criteria")
    assert other.stated == pytest.approx({"x": 0.5, "y": 0.5}), "unlike gaps inside y, so it is one part"


def test_unlike_gaps_of_whole_dimensions() -> None:
    # a: 100 in x and 0 in y, no value in z; b: 50 in z only. Level when x and y weigh the same.
    of = framework(
        dimension("x", criterion("X"), weight=2), dimension("y", criterion("Y")), dimension("z", criterion("Z"), criterion("Q"))
    )
    rated = assessment("a", {"X": 4, "Y": 0}), assessment("b", {"Z": 1, "Q": 3})
    scores = score(a_set(of, *rated))
    change = smallest_change(scores, "a", "b")
    assert change.stated == pytest.approx({"x": 0.5, "y": 0.25, "z": 0.25})
    assert change.distance == pytest.approx(0.25)
    assert change.at_least is not None
    assert change.within is not None
    assert 0.2495 <= change.at_least <= 0.25
    assert 0.3325 <= change.within <= 1 / 3 + 1e-9, "a part that is ruled out, not one that was found"
    inside = smallest_change(scores, "a", "b", level="criteria")
    assert inside.stated == pytest.approx({"X": 0.5, "Y": 0.25, "Z": 0.125, "Q": 0.125}), "only b has values in z, so it opens"
    # More of Q than of Z lifts b to 75 at most; that may take less from X
    assert inside.distance is not None
    assert inside.distance <= 0.25 + 1e-9
    needed = change.needed
    again = framework(
        *(
            dimension(name, *inner, weight=needed[name])
            for name, inner in (("x", (criterion("X"),)), ("y", (criterion("Y"),)), ("z", (criterion("Z"), criterion("Q"))))
        )
    )
    level = score(a_set(again, *rated)).column().score
    assert level[0] == pytest.approx(level[1], abs=1e-4)


@pytest.mark.parametrize("level", ["dimensions", "criteria"])
def test_what_is_found_in_a_real_set_turns_the_order_when_it_is_put_in_the_framework(level: Any) -> None:
    whole = load_set("dutch-rbc-2023")
    scores = score(whole)
    change = smallest_change(scores, "garments-textile", "insurance", level=level)
    assert change.distance is not None
    assert change.at_least is not None
    assert change.distance - change.at_least <= 5e-4
    of, tree = whole.framework, scores.column().nodes.tree
    inside = {row.id: [*(d.id for d in row.walk()), *(c.id for c in row.all_criteria())] for row in of.walk()}
    under = {id_: float(sum(change.needed.get(one, 0.0) for one in ids)) for id_, ids in inside.items()}
    weights = {**under, **change.needed}
    kept = {id_ for id_ in change.needed if id_ in under}
    nodes = []
    for row, node in enumerate(tree.hierarchy.nodes, start=tree.hierarchy.items):
        names = [tree.row_ids[child].partition("/")[0] for child in node.children]
        opened = tree.row_ids[row] not in kept and any(name in weights for name in names) and tree.row_ids[row] in ("", *under)
        own = [weights.get(name, 0.0) for name in names]
        nodes.append(replace(node, weights=tuple(own)) if opened and sum(own) > 0 else node)
    other = replace(tree, hierarchy=replace(tree.hierarchy, nodes=tuple(nodes)))
    found = score_column(whole, scores.matrix, other).before_standards
    one, second = (scores.matrix.initiatives.index(name) for name in ("garments-textile", "insurance"))
    assert found[one] == pytest.approx(found[second], abs=1e-4)
