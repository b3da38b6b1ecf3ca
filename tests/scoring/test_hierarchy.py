from __future__ import annotations

import math
from dataclasses import FrozenInstanceError

import pytest

from msiscore.scoring.hierarchy import Hierarchy, Node

ASPECTS = Hierarchy(
    4,
    (
        Node((0, 1), (1.0, 1.0), power=-math.inf),
        Node((2, 3), (1.0, 1.0), bonus=(False, True)),
        Node((5, 4), (2.0, 1.0), weighting="size", sizes=((4, 1.0), (2, 1.0))),
    ),
)


def test_rows_are_items_then_nodes() -> None:
    assert ASPECTS.rows == 7
    assert ASPECTS.leaves_under(0) == (0,)
    assert ASPECTS.leaves_under(4) == (0, 1)
    assert ASPECTS.leaves_under(6) == (2, 3, 0, 1)  # in the order of the children


@pytest.mark.parametrize("row", [-1, 7])
def test_leaves_of_a_row_outside_the_tree(row: int) -> None:
    with pytest.raises(IndexError, match="rows 0 to 6"):
        ASPECTS.leaves_under(row)


def test_leaves_under_a_very_deep_chain() -> None:
    chain = Hierarchy(1, tuple(Node((row,), (1.0,)) for row in range(5000)))
    assert chain.leaves_under(5000) == (0,)


def test_a_node_without_flags_has_no_bonus_children() -> None:
    assert Node((0, 1), (1.0, 2.0)).bonus == (False, False)


def test_values_are_frozen_and_comparable() -> None:
    node = Node((0,), (1.0,))
    assert {Hierarchy(1, (node,)): 1}[Hierarchy(1, (Node((0,), (1.0,)),))] == 1
    with pytest.raises(FrozenInstanceError):
        node.power = 0.0  # type: ignore[misc]


@pytest.mark.parametrize("power", [1, 0, -1, 0.01, -20, 20, 2.5, math.inf, -math.inf])
def test_powers_that_are_allowed(power: float) -> None:
    assert Hierarchy(1, (Node((0,), (1.0,), power),)).nodes[0].power == power


def sized(*sizes: tuple[int, float], weights: tuple[float, ...] = (1.0, 1.0)) -> tuple[Node, ...]:
    """Items 0 and 1 under node row 3; the root has that node and item 2."""
    return Node((0, 1), (1.0, 1.0)), Node((3, 2), weights, weighting="size", sizes=sizes)


@pytest.mark.parametrize(
    ("items", "nodes", "message"),
    [
        (0, (Node((0,), (1.0,)),), "at least one item"),
        (1, (), "at least one item and one node"),
        (1, (Node((), ()),), "node 0 has no children"),
        (2, (Node((0, 1), (1.0,)),), "2 children, 1 weights and 2 bonus flags"),
        (2, (Node((0, 1), (1.0, 1.0), bonus=(True,)),), "2 children, 2 weights and 1 bonus flags"),
        (1, (Node((1,), (1.0,)),), "node 0 has child row 1; .* rows 0 to 0"),
        (1, (Node((-1,), (1.0,)),), "child row -1"),
        (1, (Node((2,), (1.0,)), Node((0,), (1.0,))), "node 0 has child row 2"),
        (1, (Node((0, 0), (1.0, 1.0)),), "row 0 is a child of node 0 and again of node 0"),
        (1, (Node((0,), (1.0,)), Node((0,), (1.0,))), "row 0 is a child of node 0 and again of node 1"),
        (1, (Node((0,), (-1.0,)),), "weight or size -1.0"),
        (1, (Node((0,), (math.nan,)),), "weight or size nan"),
        (1, (Node((0,), (math.inf,)),), "weight or size inf"),
        (1, (Node((0,), (5e-324,)),), "weight or size 5e-324"),
        (1, (Node((0,), (0.0,)),), "no ordinary child with a weight above 0"),
        (2, (Node((0, 1), (0.0, 1.0), bonus=(False, True)),), "no ordinary child with a weight above 0"),
        (1, (Node((0,), (1.0,), math.nan),), "power nan; allowed are 0 "),
        (1, (Node((0,), (1.0,), 1e-9),), "power 1e-09"),
        (1, (Node((0,), (1.0,), -21),), "power -21"),
        (1, (Node((0,), (1.0,), "1"),), "power 1"),  # type: ignore[arg-type]
        (1, (Node((0,), (1.0,), weighting="count"),), "weighting 'count'"),  # type: ignore[arg-type]
        (1, (Node((0,), (1.0,), sizes=((0, 1.0),)),), 'only the weighting "size" uses'),
        (3, sized((4, 1.0)), "row 4, which does not stand under it"),
        (3, sized((7, 1.0)), "row 7, which does not stand under it"),
        (3, sized((-1, 1.0)), "row -1, which does not stand under it"),
        (3, sized((2, 1.0), (2, 1.0)), "two sizes for one row"),
        (3, sized((0, 1.0), (3, 1.0)), "row 0 and for row 3 above it"),
        (3, sized((2, -1.0)), "weight or size -1.0"),
        (3, sized(), "no ordinary child with both a weight and a size"),
        (3, sized((2, 0.0)), "no ordinary child with both a weight and a size"),
        (3, sized((2, 1.0), weights=(1.0, 0.0)), "no ordinary child with both a weight and a size"),
    ],
)
def test_what_cannot_be_scored_is_refused(items: int, nodes: tuple[Node, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Hierarchy(items, nodes)
