"""The smallest change of weights: by hand, against a search by brute force, and against a linear program solver."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from msiscore.analysis.weight_changes import smallest_change, turn
from msiscore.scoring.scores import score
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
    assert "not both have a score in the same dimensions" in smallest_change(of, "a", "c").reason
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
    assert other.reason == "not both have a score in the same criteria"
