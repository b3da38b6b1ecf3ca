from __future__ import annotations

import numpy as np

from msiscore.scoring.hierarchy import Hierarchy, Node
from msiscore.scoring.stages import coverage_hierarchy, make_plan

TREE = Hierarchy(
    7,
    (
        Node((0, 1), (1.0, 2.0)),
        Node((2, 3), (0.0, 3.0)),
        Node((4, 5), (4.0, 5.0), 0.0, (False, True)),
        Node((7, 8, 6), (6.0, 7.0, 8.0), weighting="size", sizes=((7, 1.0), (3, 2.0), (6, 3.0))),
        Node((9, 10), (1.0, 1.0)),
    ),
)


def test_nodes_of_one_height_and_power_are_one_stage() -> None:
    plan = make_plan(TREE)
    assert [stage.rows for stage in plan.stages] == [slice(9, 10), slice(7, 9), slice(10, 11), slice(11, 12)]
    assert [stage.of_items for stage in plan.stages] == [True, True, False, False]
    assert plan.sized


def test_children_of_weight_0_and_bonus_children_are_apart() -> None:
    geometric, arithmetic, *_ = make_plan(TREE).stages
    np.testing.assert_array_equal(arithmetic.ordinary.rows, [0, 1, 3])
    np.testing.assert_array_equal(arithmetic.ordinary.weights, [[1], [2], [3]])
    assert arithmetic.cuts == (slice(0, 2), slice(2, 3))
    assert arithmetic.bonus == ()
    ((place, bonus),) = geometric.bonus
    assert (place, bonus.rows, bonus.weights.tolist()) == (0, slice(5, 6), [[5.0]])


def test_sizes_are_kept_with_the_child_that_they_stand_under() -> None:
    sizes = make_plan(TREE).stages[2].ordinary.sizes
    assert sizes is not None
    assert [(rows, numbers.tolist()) for rows, numbers in sizes] == [
        (slice(7, 8), [[1.0]]),
        (slice(3, 4), [[2.0]]),
        (slice(6, 7), [[3.0]]),
    ]


def test_items_that_need_bounds_of_their_own() -> None:
    """Those beside nodes and bonus items; item 2 needs none, as it has no weight, but gets them all the same."""
    np.testing.assert_array_equal(make_plan(TREE).filled, [2, 5, 6])


def test_a_plan_is_made_once() -> None:
    assert make_plan(TREE) is make_plan(Hierarchy(TREE.items, TREE.nodes))


def test_coverage_knows_neither_powers_nor_bonus() -> None:
    plain = coverage_hierarchy(TREE).nodes[2]
    assert plain == Node((4, 5), (4.0, 0.0), 1.0)
