"""What nodes ask of their children, on single stages. The kernel with them is held to a plain loop in test_kernel.py."""

from __future__ import annotations

import numpy as np
import pytest

from msiscore.scoring.conditions import may_lift, withhold, within_reach
from msiscore.scoring.hierarchy import Hierarchy, Node
from msiscore.scoring.stages import Stage, make_stage

NAN = np.nan
POSSIBLE = np.array([[True, True], [True, False], [True, False]])


def stage(**asked: float) -> Stage:
    return make_stage(Hierarchy(3, (Node((0, 1, 2), (1.0, 2.0, 0.0), **asked),)), [3])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [True, True]),
        ({"least": 2}, [True, False]),
        ({"least": 3}, [True, False]),  # the third has no weight, so two are all there are
        ({"least_share": 1.0}, [True, True]),
    ],
)
def test_whether_a_node_can_have_a_value(asked: dict[str, float], expected: list[bool]) -> None:
    of = stage(**asked)
    np.testing.assert_array_equal(within_reach(of, of.ordinary.weights, POSSIBLE), [expected])


def test_nothing_possible_is_no_value() -> None:
    of = stage()
    assert not within_reach(of, of.ordinary.weights, np.zeros((3, 1), dtype=np.bool_)).any()


def test_too_few_children_take_the_value_back() -> None:
    of = stage(least=2)
    scores = np.array([[[0.5, 0.5], [NAN, NAN], [0.1, NAN]]] * 3)
    scored = np.full((3, 1, 2), 0.5)
    withhold(of, of.ordinary.weights, scores, POSSIBLE, scored)
    np.testing.assert_array_equal(scored[:, 0], [[NAN, NAN], [0.0, NAN], [1.0, NAN]])


def test_a_share_that_is_just_reached_is_enough() -> None:
    nodes = (Node(tuple(range(10)), (1.0,) * 10, least_share=0.7),)
    of = make_stage(Hierarchy(10, nodes), [10])
    scores = np.array([[[0.5]] * 7 + [[NAN]] * 3])
    scored = np.full((1, 1, 1), 0.5)
    withhold(of, of.ordinary.weights, scores, np.ones((10, 1), dtype=np.bool_), scored)
    assert scored[0, 0, 0] == 0.5


@pytest.mark.parametrize(
    ("column", "possible", "expected"),
    [
        ([0.9, 0.9], [True, True], True),
        ([0.9 - 1e-12, 1.0], [True, True], True),
        ([0.9, 0.8], [True, True], False),
        ([0.9, NAN], [True, True], False),
        ([0.9, NAN], [True, False], True),
    ],
)
def test_every_child_that_can_have_a_value_has_to_reach_it(column: list[float], possible: list[bool], expected: bool) -> None:
    of = stage(lifts_from=0.9)
    scores = np.array([[*column, 0.0]]).reshape(1, 3, 1)
    found = may_lift(of, 0, of.ordinary.weights, scores, np.array([*possible, True]).reshape(3, 1))
    assert found.tolist() == [[expected]]


def test_without_a_condition_a_bonus_may_always_lift() -> None:
    of = stage()
    assert may_lift(of, 0, of.ordinary.weights, np.full((3, 3, 2), NAN), POSSIBLE).all()
