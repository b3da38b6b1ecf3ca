"""Dominance, and the smallest change of weights against a search by brute force and a linear program solver."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from msiscore.analysis.dominance import dominance, smallest_change, turn
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
