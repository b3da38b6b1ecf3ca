from __future__ import annotations

import ast
import itertools
import math
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from msiscore.scoring import kernel, means, stages
from msiscore.scoring.hierarchy import Hierarchy, Node
from msiscore.scoring.kernel import Aggregate, aggregate, aggregate_with_bounds, coverage, effective_weights, is_linear
from tests.scoring import reference
from tests.scoring.strategies import Case, cases, hierarchies, linear_hierarchies, ratings, weights

pytestmark = pytest.mark.filterwarnings("error")

NAN = math.nan
CLOSE = 1e-12
FloatArray = NDArray[np.float64]


def bits(array: FloatArray) -> NDArray[np.uint64]:
    return np.ascontiguousarray(array).view(np.uint64)


def assert_same_bits(seen: FloatArray, expected: FloatArray) -> None:
    np.testing.assert_array_equal(bits(seen), bits(expected))


def score_all(case: Case, **options: Any) -> list[FloatArray]:
    """Everything the kernel computes for a case."""
    point = aggregate(case.hierarchy, case.values, case.open_, **options)
    rated = ~np.isnan(case.values)
    return [
        point,
        *aggregate_with_bounds(case.hierarchy, case.values, case.open_, **options),
        coverage(case.hierarchy, rated, case.open_ | rated, **options),
        coverage(case.hierarchy, rated, case.open_ | rated, without=np.isnan(point), **options),
        effective_weights(case.hierarchy, case.values, case.open_, **options),
    ]


@contextmanager
def blocks_of(width: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "_block_width", lambda _: width)
        yield


def root(node: Node, column: list[float], open_: list[bool] | None = None) -> float:
    values = np.array(column)[:, np.newaxis]
    flags = None if open_ is None else np.array(open_)[:, np.newaxis]
    return float(aggregate(Hierarchy(len(column), (node,)), values, flags)[-1, 0])


# Worked examples.


@pytest.mark.parametrize(
    ("power", "expected"),
    [
        (1, (0.25 + 3 * 0.5) / 4),
        (0, (0.25 * 0.5**3) ** 0.25),
        (-1, 4 / (1 / 0.25 + 3 / 0.5)),
        (2, math.sqrt((0.25**2 + 3 * 0.5**2) / 4)),
        (-math.inf, 0.25),
        (math.inf, 0.5),
    ],
)
def test_weighted_power_means(power: float, expected: float) -> None:
    assert root(Node((0, 1, 2), (1.0, 3.0, 5.0), power), [0.25, 0.5, NAN]) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("power", "expected"), [(1, 0.25), (2, math.sqrt(0.125)), (0, 0), (-1, 0), (-2, 0), (-math.inf, 0), (math.inf, 0.5)]
)
def test_a_zero_makes_means_of_powers_up_to_0_zero(power: float, expected: float) -> None:
    assert root(Node((0, 1), (1.0, 1.0), power), [0.0, 0.5]) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("power", [1, 2, 0, -1, -2, -math.inf, math.inf])
def test_a_child_of_weight_0_never_counts(power: float) -> None:
    assert root(Node((0, 1, 2), (0.0, 1.0, 0.0), power), [0.0, 0.5, 1.0]) == pytest.approx(0.5, rel=1e-15)
    assert math.isnan(root(Node((0, 1), (0.0, 1.0), power), [0.5, NAN]))


def test_human_development_index_2021_as_published() -> None:
    """UNDP, Human Development Report 2021/22, statistical annex, table 1: Afghanistan 0.478, Angola 0.586 (CC BY 3.0
    IGO).
    """
    income = math.log(75000 / 100)
    values = np.array(
        [
            [(61.9824 - 20) / 65, (61.6434 - 20) / 65],
            [10.26384398 / 18, 12.1721 / 18],
            [2.98506999 / 15, 5.417390823 / 15],
            [math.log(1824.190915 / 100) / income, math.log(5465.617791 / 100) / income],
        ]
    )
    index = Hierarchy(4, (Node((1, 2), (1.0, 1.0)), Node((0, 4, 3), (1.0, 1.0, 1.0), power=0)))
    np.testing.assert_array_equal(aggregate(index, values)[-1].round(3), [0.478, 0.586])


def test_mean_of_dimensions_and_mean_of_criteria() -> None:
    dimensions = (Node((0, 1, 2), (1.0, 1.0, 1.0)), Node((3,), (1.0,)))
    column = np.array([[0.2], [0.4], [NAN], [1.0]])
    by_dimension = Hierarchy(4, (*dimensions, Node((4, 5), (1.0, 1.0))))
    by_criterion = Hierarchy(
        4, (*dimensions, Node((4, 5), (1.0, 1.0), weighting="size", sizes=tuple((i, 1.0) for i in range(4))))
    )
    assert aggregate(by_dimension, column)[-1, 0] == pytest.approx((0.3 + 1) / 2)
    assert aggregate(by_criterion, column)[-1, 0] == pytest.approx((0.2 + 0.4 + 1) / 3)
    open_ = np.array([[False], [False], [True], [False]])  # an open answer is applicable, and counts in the size
    point, lower, upper = aggregate_with_bounds(by_criterion, column, open_)
    assert point[-1, 0] == pytest.approx((3 * 0.3 + 1) / 4)
    assert lower[-1, 0] == pytest.approx((0.2 + 0.4 + 0 + 1) / 4)
    assert upper[-1, 0] == pytest.approx((0.2 + 0.4 + 1 + 1) / 4)


def test_points_achieved_over_points_available() -> None:
    points = ((0, 5.0), (1, 10.0), (2, 5.0))
    node = Node((0, 1, 2), (1.0, 1.0, 1.0), weighting="size", sizes=points)
    assert root(node, [3 / 5, 4 / 10, NAN]) == pytest.approx((3 + 4) / (5 + 10))


def test_a_row_of_several_items_counts_once() -> None:
    aspects = Node((0, 1), (1.0, 1.0), -math.inf)
    tree = Hierarchy(3, (aspects, Node((3, 2), (1.0, 1.0), weighting="size", sizes=((3, 1.0), (2, 1.0)))))
    values = np.array([[0.4, 0.4, NAN], [0.8, NAN, NAN], [1.0, 1.0, 1.0]])
    np.testing.assert_allclose(aggregate(tree, values)[-1], [0.7, 0.7, 1.0])


@pytest.mark.parametrize(
    ("power", "expected"),
    [(1, (0.4 + 2 * 0.9) / 3), (0, (0.4 * 0.9**2) ** (1 / 3)), (-math.inf, 0.4), (math.inf, 0.9)],
)
def test_a_bonus_lifts_and_never_lowers(power: float, expected: float) -> None:
    node = Node((0, 1, 2), (1.0, 2.0, 5.0), power, (False, True, True))
    assert root(node, [0.4, 0.9, 0.1]) == pytest.approx(expected)
    assert root(node, [0.4, 0.4, NAN]) == pytest.approx(0.4)
    assert math.isnan(root(node, [NAN, 0.9, 0.1]))


@pytest.mark.parametrize(
    ("least", "share", "column", "open_", "expected"),
    [
        (2, 0.0, [0.8, NAN, NAN], [False, True, False], (NAN, 0.0, 1.0)),  # the open answer could make two
        (2, 0.0, [0.8, NAN, NAN], [False, False, False], (NAN, NAN, NAN)),  # nothing could
        (2, 0.0, [0.8, 0.4, NAN], [False, False, True], (0.6, 0.4, 2.2 / 3)),
        (9, 0.0, [0.8, 0.4, 0.3], [False, False, False], (0.5, 0.5, 0.5)),  # never more than there are
        (0, 0.5, [0.8, NAN, NAN], [False, True, False], (0.8, 0.4, 0.9)),  # one of two
        (0, 0.6, [0.8, NAN, NAN], [False, True, False], (NAN, 0.0, 1.0)),
        (0, 0.6, [0.8, NAN, NAN], [False, False, False], (0.8, 0.8, 0.8)),  # one of one
    ],
)
def test_a_node_asks_for_a_number_or_share_of_its_children(
    least: int, share: float, column: list[float], open_: list[bool], expected: tuple[float, ...]
) -> None:
    hierarchy = Hierarchy(3, (Node((0, 1, 2), (1.0,) * 3, least=least, least_share=share),))
    found = aggregate_with_bounds(hierarchy, np.array(column)[:, np.newaxis], np.array(open_)[:, np.newaxis])
    np.testing.assert_allclose([side[0, 0] for side in found], expected, rtol=CLOSE)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ([0.9, 0.9, 1.0], (2.8 / 3,) * 3),  # both reach it
        ([0.9, 0.8, 1.0], (0.85,) * 3),
        ([0.9, NAN, 1.0], (0.9, 0.45, 2.9 / 3)),  # open: not known to reach it, could fail it, could reach it
        ([0.2, NAN, 1.0], (0.2, 0.1, 0.6)),
    ],
)
def test_a_bonus_may_wait_for_every_other_child(column: list[float], expected: tuple[float, ...]) -> None:
    node = Node((0, 1, 2), (1.0,) * 3, bonus=(False, False, True), lifts_from=0.9)
    values = np.array(column)[:, np.newaxis]
    found = aggregate_with_bounds(Hierarchy(3, (node,)), values, np.isnan(values))
    np.testing.assert_allclose([side[0, 0] for side in found], expected, rtol=CLOSE)


def test_what_is_covered_in_a_node_without_a_value_is_not_covered_above_it() -> None:
    inner, outer = Node((0, 1), (1.0, 1.0), least=2), Node((2, 3), (1.0, 1.0))
    hierarchy = Hierarchy(3, (inner, outer))
    values = np.array([[0.8], [NAN], [0.4]])
    open_ = np.isnan(values)
    point = aggregate(hierarchy, values, open_)
    np.testing.assert_array_equal(point, [[NAN], [0.4]])
    seen = coverage(hierarchy, ~open_, np.ones_like(open_), without=np.isnan(point))
    np.testing.assert_array_equal(seen, [[0.5], [0.5]])
    assert coverage(hierarchy, ~open_, np.ones_like(open_))[-1, 0] == 0.75
    np.testing.assert_array_equal(effective_weights(hierarchy, values, open_), [[0.0], [0.0], [1.0]])


def test_a_bonus_that_would_lower_after_a_higher_one_is_left_out() -> None:
    node = Node((0, 1, 2), (1.0, 1.0, 1.0), 1.0, (False, True, True))
    assert root(node, [0.2, 0.5, 1.0]) == pytest.approx(0.6)  # 0.5 lies above 0.2, and below (0.2 + 1) / 2


def test_bounds_of_a_bonus_without_an_ordinary_value_hold_the_point_of_the_parent() -> None:
    tree = Hierarchy(3, (Node((0, 1), (1.0, 1.0), 1.0, (False, True)), Node((3, 2), (1.0, 1.0))))
    point, lower, upper = aggregate_with_bounds(tree, np.array([[NAN], [1.0], [0.2]]), np.array([[True], [False], [False]]))
    np.testing.assert_allclose(np.hstack([point, lower, upper]).T, [[NAN, 0.2], [0, 0.1], [1, 0.6]])


@pytest.mark.parametrize("power", [1, 2, 0, -1, -2, -math.inf, math.inf])
def test_bounds_of_a_node(power: float) -> None:
    node = Hierarchy(2, (Node((0, 1), (1.0, 1.0), power),))
    values, open_ = np.array([[0.5, NAN, NAN], [NAN, NAN, NAN]]), np.array([[False, True, False], [True, True, False]])
    point, lower, upper = aggregate_with_bounds(node, values, open_)
    np.testing.assert_allclose(point[0], [0.5, NAN, NAN])
    np.testing.assert_allclose(lower[0], [root(node.nodes[0], [0.5, 0.0]), 0, NAN])
    np.testing.assert_allclose(upper[0], [root(node.nodes[0], [0.5, 1.0]), 1, NAN])


def test_coverage_is_a_share_of_weight() -> None:
    tree = Hierarchy(
        4,
        (
            Node((0, 1), (1.0, 3.0), 0.0),
            Node((2, 3), (1.0, 1.0), 1.0, (False, True)),
            Node((4, 5), (1.0, 2.0), -math.inf),
        ),
    )
    covered = np.array([[True, True], [False, False], [True, True], [False, False]])
    relevant = np.array([[True, False], [True, False], [True, True], [True, True]])
    np.testing.assert_allclose(coverage(tree, covered, relevant), np.array([[0.25, NAN], [1.0, 1.0], [2.25 / 3, 1.0]]))


def test_effective_weights_are_shares_along_the_path() -> None:
    tree = Hierarchy(
        5,
        (
            Node((0, 1), (1.0, 3.0)),
            Node((2, 3, 4), (2.0, 2.0, 4.0), 1.0, (False, False, True)),
            Node((5, 6), (1.0, 2.0)),
        ),
    )
    values = np.array([[0.1, 0.1, NAN], [0.2, NAN, NAN], [0.3, 0.3, NAN], [0.5, 0.5, NAN], [0.9, 0.2, 1.0]])
    expected = [[1 / 12, 1 / 3, 0], [1 / 4, 0, 0], [1 / 6, 1 / 3, 0], [1 / 6, 1 / 3, 0], [1 / 3, 0, 0]]
    np.testing.assert_allclose(effective_weights(tree, values), expected)


def test_effective_weights_below_other_means_do_not_exist() -> None:
    tree = Hierarchy(4, (Node((0, 1), (1.0, 1.0), 0.0), Node((4, 2, 3), (1.0, 1.0, 1.0))))
    assert not is_linear(tree)
    np.testing.assert_allclose(effective_weights(tree, np.array([[0.5], [NAN], [0.5], [NAN]]))[:, 0], [NAN, 0, 0.5, 0])


def test_is_linear() -> None:
    assert is_linear(Hierarchy(2, (Node((0, 1), (1.0, 2.0), 1, (False, True)),)))
    assert not is_linear(Hierarchy(2, (Node((0, 1), (1.0, 2.0), 1), Node((2,), (1.0,), math.inf))))


# The plain loop.


@settings(max_examples=150)
@given(cases())
def test_the_bits_are_those_of_the_plain_loop(case: Case) -> None:
    assert_equals_plain_loop(case)


def assert_equals_plain_loop(case: Case) -> None:
    point, *bounds, covered, counted, shares = score_all(case)
    assert_same_bits(bounds[0], point)
    for j in range(case.values.shape[1]):
        column, open_ = case.values[:, j].tolist(), case.open_[:, j].tolist()
        for seen, expected in zip(bounds, reference.aggregate(case.hierarchy, column, open_), strict=True):
            assert_same_bits(seen[:, j], np.array(expected))
        rated = [not math.isnan(value) for value in column]
        relevant = [a or b for a, b in zip(rated, open_, strict=True)]
        assert_same_bits(covered[:, j], np.array(reference.coverage(case.hierarchy, rated, relevant)))
        lost = np.isnan(point[:, j]).tolist()
        assert_same_bits(counted[:, j], np.array(reference.coverage(case.hierarchy, rated, relevant, lost)))
        np.testing.assert_allclose(shares[:, j], reference.effective_weights(case.hierarchy, column, open_), rtol=CLOSE)


def wide_case(n: int, powers: tuple[float, ...] = (1.0,), seed: int = 1) -> Case:
    """60 items in 12 uneven groups in 4 dimensions; weights that binary numbers cannot hold; 15 % missing, two thirds
    of it open.
    """
    rng = np.random.default_rng(seed)
    rows = list(range(60))
    nodes: list[Node] = []
    for groups in (12, 4, 1):
        cuts = sorted(rng.choice(range(1, len(rows)), groups - 1, replace=False).tolist())
        start = 60 + len(nodes)
        for first, last in itertools.pairwise([0, *cuts, len(rows)]):
            node_weights = tuple(rng.uniform(0.3, 2.7, last - first).tolist())
            nodes.append(Node(tuple(rows[first:last]), node_weights, powers[len(nodes) % len(powers)]))
        rows = list(range(start, 60 + len(nodes)))
    values = rng.integers(0, 8, (60, n)) / 7
    draw = rng.random(values.shape)
    values[draw < 0.15] = NAN
    return Case(Hierarchy(60, tuple(nodes)), values, draw < 0.1)


@pytest.mark.parametrize("powers", [(1.0,), (0.0,), (-1.0,), (0.5, 1.0, 0.0, -math.inf, 3.0, math.inf, -2.0)])
def test_the_bits_are_those_of_the_plain_loop_on_a_wide_tree(powers: tuple[float, ...]) -> None:
    assert_equals_plain_loop(wide_case(97, powers))


# The same bits, however the work is cut.


@settings(max_examples=60)
@given(cases(largest=9), st.data())
def test_any_partition_order_and_block_width_give_the_same_bits(case: Case, data: st.DataObject) -> None:
    n = case.values.shape[1]
    whole = score_all(case)
    order = data.draw(st.permutations(range(n)))
    for seen, expected in zip(score_all(case.columns(list(order))), whole, strict=True):
        assert_same_bits(seen, expected[:, list(order)])
    cut = data.draw(st.integers(0, n))
    halves = zip(score_all(case.columns(slice(0, cut))), score_all(case.columns(slice(cut, n))), strict=True)
    for (left, right), expected in zip(halves, whole, strict=True):
        assert_same_bits(np.hstack([left, right]), expected)
    for width in (1, 2, 3):
        with blocks_of(width):
            for seen, expected in zip(score_all(case, threads=data.draw(st.sampled_from((1, 2)))), whole, strict=True):
                assert_same_bits(seen, expected)


MIXED = (1.0, 0.0, -1.0, 0.5, 3.0, -math.inf, math.inf)


@pytest.mark.parametrize("powers", [(1.0,), MIXED])
def test_every_number_of_initiatives_gives_the_same_bits(powers: tuple[float, ...]) -> None:
    case = wide_case(40, powers)
    whole = score_all(case)
    for n in range(41):
        for seen, expected in zip(score_all(case.columns(slice(0, n))), whole, strict=True):
            assert_same_bits(seen, expected[:, :n])


@pytest.mark.parametrize("width", [1, 2, 7, 64, 255, 256, 1000, 1023])
def test_every_block_width_and_number_of_threads_gives_the_same_bits(width: int) -> None:
    case = wide_case(1025, MIXED)
    whole = score_all(case)
    with blocks_of(width):
        for seen, expected in zip(score_all(case, threads=width % 3 + 1), whole, strict=True):
            assert_same_bits(seen, expected)


def test_initiatives_one_by_one_under_a_wide_node() -> None:
    """Only from nine children on does the pairwise sum of a lone column differ from one from left to right."""
    rng = np.random.default_rng(0)
    numbers = tuple(rng.uniform(0.3, 2.7, 40).tolist())
    sizes = tuple((row, size) for row, size in enumerate(rng.uniform(0.3, 2.7, 40).tolist()))
    nodes = (Node(tuple(range(40)), numbers), Node((40,), (1.0,), weighting="size", sizes=sizes))
    case = Case(Hierarchy(40, nodes), rng.random((40, 50)), np.zeros((40, 50), dtype=np.bool_))
    whole = score_all(case)
    for j in range(50):
        for seen, expected in zip(score_all(case.columns(slice(j, j + 1))), whole, strict=True):
            assert_same_bits(seen, expected[:, j : j + 1])


def test_around_the_real_block_width() -> None:
    case = wide_case(2 * 2048 + 3)
    whole = score_all(case)
    assert kernel._block_width(case.hierarchy) == 2048
    for n in (2047, 2048, 2049, 4096, 4097):
        for seen, expected in zip(score_all(case.columns(slice(0, n)), threads=3), whole, strict=True):
            assert_same_bits(seen, expected[:, :n])


def test_the_layout_of_the_input_does_not_matter() -> None:
    case = wide_case(301, MIXED)
    whole = score_all(case)
    rows_by_initiative = Case(case.hierarchy, np.ascontiguousarray(case.values.T).T, np.asfortranarray(case.open_))
    every_second = Case(case.hierarchy, np.repeat(case.values, 2, axis=1)[:, ::2], np.repeat(case.open_, 2, axis=1)[:, ::2])
    for other in (rows_by_initiative, every_second):
        for seen, expected in zip(score_all(other), whole, strict=True):
            assert_same_bits(seen, expected)


def test_the_input_is_left_alone() -> None:
    case = wide_case(5, MIXED)
    before = case.values.copy(), case.open_.copy()
    score_all(case)
    assert_same_bits(case.values, before[0])
    np.testing.assert_array_equal(case.open_, before[1])


@pytest.mark.parametrize("module", [kernel, means, stages])
def test_no_matrix_products(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & {"dot", "vdot", "inner", "matmul", "einsum", "tensordot", "linalg"}
    assert not any(isinstance(node, ast.MatMult) for node in ast.walk(tree))


# Properties that a reader of scores relies on.


@given(cases(), st.data())
def test_a_higher_rating_never_lowers_any_node(case: Case, data: st.DataObject) -> None:
    rated = np.argwhere(~np.isnan(case.values)).tolist()
    assume(rated)
    item, j = data.draw(st.sampled_from(rated))
    higher = case.values.copy()
    higher[item, j] = max(higher[item, j], data.draw(ratings))
    before = aggregate_with_bounds(case.hierarchy, case.values, case.open_)
    after = aggregate_with_bounds(case.hierarchy, higher, case.open_)
    for old, new in zip(before, after, strict=True):
        np.testing.assert_array_equal(np.isnan(old), np.isnan(new))
        assert not (new < old - CLOSE).any()


@given(cases())
def test_a_node_lies_between_the_smallest_and_largest_value_under_it(case: Case) -> None:
    point = aggregate(case.hierarchy, case.values, case.open_)
    for k, values in enumerate(point):
        below = case.values[list(case.hierarchy.leaves_under(case.hierarchy.items + k))]
        smallest, largest = np.fmin.reduce(below, axis=0), np.fmax.reduce(below, axis=0)
        assert not ((values < smallest - CLOSE) | (values > largest + CLOSE)).any()
        assert np.isnan(values[np.isnan(smallest)]).all()


@given(cases())
def test_the_interval_holds_the_point(case: Case) -> None:
    point, lower, upper = aggregate_with_bounds(case.hierarchy, case.values, case.open_)
    np.testing.assert_array_equal(np.isnan(lower), np.isnan(upper))
    assert not (np.isnan(lower) & ~np.isnan(point)).any()
    assert not ((lower > point) | (point > upper) | (lower < 0) | (upper > 1)).any()
    unknown = np.isnan(point) & ~np.isnan(lower)
    assert (lower[unknown] == 0).all()
    assert (upper[unknown] == 1).all()


@given(cases(), st.data())
def test_an_answer_keeps_the_new_interval_inside_the_old(case: Case, data: st.DataObject) -> None:
    unanswered = np.argwhere(case.open_).tolist()
    assume(unanswered)
    item, j = data.draw(st.sampled_from(unanswered))
    values, open_ = case.values.copy(), case.open_.copy()
    values[item, j], open_[item, j] = data.draw(ratings), False
    old = aggregate_with_bounds(case.hierarchy, case.values, case.open_)
    new = aggregate_with_bounds(case.hierarchy, values, open_)
    np.testing.assert_array_equal(np.isnan(old.lower), np.isnan(new.lower))
    assert not ((new.lower < old.lower - CLOSE) | (new.upper > old.upper + CLOSE)).any()


@given(cases())
def test_a_value_that_a_node_had_stays_there_when_an_open_answer_is_given(case: Case) -> None:
    """Conditions ask for no less when more is known: what could not be had before cannot be had after, and what was had stays."""
    filled = np.where(case.open_, 0.5, case.values)
    before = aggregate_with_bounds(case.hierarchy, case.values, case.open_)
    after = aggregate(case.hierarchy, filled)
    assert not (np.isnan(after) & ~np.isnan(before.point)).any()
    np.testing.assert_array_equal(np.isnan(after), np.isnan(before.lower))
    assert not ((after < before.lower - CLOSE) | (after > before.upper + CLOSE)).any()


@given(cases())
def test_without_open_answers_the_bounds_are_the_point(case: Case) -> None:
    point, lower, upper = aggregate_with_bounds(case.hierarchy, case.values, np.zeros_like(case.open_))
    np.testing.assert_allclose(lower, point, rtol=CLOSE)
    np.testing.assert_allclose(upper, point, rtol=CLOSE)


@given(cases(hierarchies(bonus=False, conditions=False)))
def test_the_bounds_are_the_points_of_the_filled_ratings(case: Case) -> None:
    """Only where no node has a bonus or a condition: see aggregate_with_bounds on a node without a point value."""
    _, lower, upper = aggregate_with_bounds(case.hierarchy, case.values, case.open_)
    for side, fill in ((lower, 0.0), (upper, 1.0)):
        filled = np.where(case.open_, fill, case.values)
        np.testing.assert_allclose(side, aggregate(case.hierarchy, filled), rtol=CLOSE, atol=CLOSE)


def changed(hierarchy: Hierarchy, change: Callable[[Node], Node]) -> Hierarchy:
    return replace(hierarchy, nodes=tuple(change(node) for node in hierarchy.nodes))


def assert_close(seen: Aggregate, expected: Aggregate) -> None:
    for one, other in zip(seen, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=CLOSE, atol=CLOSE)


@given(cases(), st.integers())
def test_the_order_of_children_does_not_matter(case: Case, seed: int) -> None:
    shuffle = random.Random(seed)  # noqa: S311

    def reorder(node: Node) -> Node:
        order = shuffle.sample(range(len(node.children)), len(node.children))
        children, numbers, bonus = (tuple(row[i] for i in order) for row in (node.children, node.weights, node.bonus))
        sizes = tuple(shuffle.sample(node.sizes, len(node.sizes)))
        return replace(node, children=children, weights=numbers, bonus=bonus, sizes=sizes)  # type: ignore[arg-type]

    other = changed(case.hierarchy, reorder)
    assert_close(
        aggregate_with_bounds(other, case.values, case.open_),
        aggregate_with_bounds(case.hierarchy, case.values, case.open_),
    )


@given(cases(), st.data())
def test_the_scale_of_weights_does_not_matter(case: Case, data: st.DataObject) -> None:
    def scale(node: Node) -> Node:
        factor, size_factor = data.draw(weights), data.draw(weights)
        sizes = tuple((row, size * size_factor) for row, size in node.sizes)
        return replace(node, weights=tuple(weight * factor for weight in node.weights), sizes=sizes)

    other = changed(case.hierarchy, scale)
    assert_close(
        aggregate_with_bounds(other, case.values, case.open_),
        aggregate_with_bounds(case.hierarchy, case.values, case.open_),
    )


@given(cases(), st.data())
def test_weight_0_counts_zero(case: Case, data: st.DataObject) -> None:
    """Other ratings under a child of weight 0 change no bit of its parent, nor of anything above."""
    hierarchy = case.hierarchy
    weightless = [
        (k, child)
        for k, node in enumerate(hierarchy.nodes)
        for child, w in zip(node.children, node.weights, strict=True)
        if w == 0
    ]
    assume(weightless)
    k, child = data.draw(st.sampled_from(weightless))
    under = list(hierarchy.leaves_under(child))
    values = case.values.copy()
    values[under] = np.where(np.isnan(values[under]), NAN, data.draw(ratings))
    untouched = [
        row for row in range(len(hierarchy.nodes)) if not set(hierarchy.leaves_under(hierarchy.items + row)) <= set(under)
    ]
    assert k in untouched or set(hierarchy.leaves_under(hierarchy.items + k)) == set(under)
    before = aggregate_with_bounds(hierarchy, case.values, case.open_)
    after = aggregate_with_bounds(hierarchy, values, case.open_)
    for old, new in zip(before, after, strict=True):
        assert_same_bits(new[untouched], old[untouched])


@given(cases(hierarchies(depth=2, conditions=False)))
def test_a_bonus_is_the_best_of_all_subsets(case: Case) -> None:
    """For the nodes above items alone, where one node's bonus cannot change what another one sees."""
    point = aggregate(case.hierarchy, case.values, case.open_)
    for k, node in enumerate(case.hierarchy.nodes):
        if not any(node.bonus) or max(node.children) >= case.hierarchy.items or node.weighting == "size":
            continue
        bonus = [i for i, flag in enumerate(node.bonus) if flag]
        base = np.full(point[k].shape, NAN)
        for count in range(len(bonus) + 1):
            for taken in itertools.combinations(bonus, count):
                numbers = tuple(
                    0.0 if flag and i not in taken else w
                    for i, (w, flag) in enumerate(zip(node.weights, node.bonus, strict=True))
                )
                one = aggregate(Hierarchy(case.hierarchy.items, (replace(node, weights=numbers, bonus=()),)), case.values)[0]
                base = one if count == 0 else np.where(np.isnan(base), NAN, np.fmax(base, one))
        np.testing.assert_allclose(point[k], base, rtol=CLOSE)


@given(cases())
def test_coverage_depends_on_neither_powers_nor_values(case: Case) -> None:
    covered, relevant = ~np.isnan(case.values), case.open_ | ~np.isnan(case.values)
    seen = coverage(case.hierarchy, covered, relevant)
    plain = changed(case.hierarchy, lambda node: replace(node, power=1.0))
    np.testing.assert_array_equal(seen, coverage(plain, covered | ~relevant, relevant))
    assert not ((seen < 0) | (seen > 1)).any()
    assert set(np.unique(coverage(case.hierarchy, relevant, relevant)[~np.isnan(seen)])) <= {1.0}


@given(cases(linear_hierarchies))
def test_shares_sum_to_1_and_decompose_the_root(case: Case) -> None:
    assert is_linear(case.hierarchy)
    total = aggregate(case.hierarchy, case.values, case.open_)[-1]
    shares = effective_weights(case.hierarchy, case.values, case.open_)
    assert (shares >= 0).all()
    assert (shares[np.isnan(case.values)] == 0).all()
    scored = ~np.isnan(total)
    np.testing.assert_allclose(shares.sum(axis=0), np.where(scored, 1.0, 0.0), atol=CLOSE)
    parts = (shares * np.nan_to_num(case.values)).sum(axis=0)
    np.testing.assert_allclose(parts[scored], total[scored], atol=CLOSE)


# Odd numbers, bad input.


@pytest.mark.parametrize("power", [1, 2, 20, 0.01, 0, -0.01, -1, -20, -math.inf, math.inf])
def test_the_smallest_numbers_give_no_warning_and_stay_within_bounds(power: float) -> None:
    column = np.array([5e-324, 1e-310, 1e-200, 1e-20, 1.0])
    values = np.array(list(itertools.product(column, column))).T
    for extreme in (1e-100, 1.0, 1e100):
        node = Hierarchy(2, (Node((0, 1), (extreme, 1.0), power),))
        point, lower, upper = aggregate_with_bounds(node, values, np.zeros(values.shape, dtype=bool))
        assert ((point >= 0) & (point <= 1) & (lower <= point) & (point <= upper)).all()


def test_a_negative_zero_is_a_zero() -> None:
    tree = Hierarchy(
        2,
        tuple(Node((row,), (1.0,), power) for row, power in zip((0, 1, 2, 3), (1.0, -math.inf, 0.0, -1.0), strict=True)),
    )
    for power in (1.0, 2.0, -math.inf, math.inf):
        tree = Hierarchy(2, (Node((0, 1), (1.0, 1.0), power),))
        for values in ([-0.0, -0.0], [-0.0, 0.0], [0.0, -0.0]):
            assert_same_bits(aggregate(tree, np.array([values]).T), np.array([[0.0]]))


def test_nan_is_one_nan() -> None:
    odd = np.array([0xFFF8000000000001], dtype=np.uint64).view(np.float64)[0]
    for power in (1.0, 2.0, 0.0, -1.0, -math.inf, math.inf):
        tree = Hierarchy(2, (Node((0, 1), (1.0, 1.0), power),))
        assert_same_bits(aggregate(tree, np.array([[odd, odd], [odd, 1.0]]))[:, :1], np.array([[NAN]]))


@pytest.mark.parametrize("n", [0, 1])
def test_no_initiatives_or_one(n: int) -> None:
    case = wide_case(3).columns(slice(0, n))
    assert [array.shape for array in score_all(case)] == [(17, n)] * 6 + [(60, n)]


PAIR = Hierarchy(2, (Node((0, 1), (1.0, 1.0)),))


@pytest.mark.parametrize("bad", [-0.1, 1.0000001, math.inf, -math.inf])
def test_values_outside_0_to_1_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        aggregate(PAIR, np.array([[0.5], [bad]]))


@pytest.mark.parametrize(
    ("values", "open_", "message"),
    [
        (np.zeros((3, 1)), None, "one row for each of 2 items"),
        (np.zeros(2), None, "one row for each of 2 items"),
        (np.zeros((2, 1), dtype=np.float32), None, "must be float64, not float32"),
        (np.zeros((2, 1)), np.zeros((2, 2), dtype=bool), r"shape \(2, 1\) and open answers \(2, 2\)"),
        (np.zeros((2, 1)), np.zeros((1, 1), dtype=bool), "one row for each of 2 items"),
        (np.zeros((2, 1)), np.zeros((2, 1)), "must be bool, not float64"),
    ],
)
def test_arrays_of_another_shape_or_kind_are_refused(values: Any, open_: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        aggregate(PAIR, values, open_)


def test_coverage_needs_flags_of_one_shape() -> None:
    with pytest.raises(ValueError, match="covered has shape"):
        coverage(PAIR, np.zeros((2, 1), dtype=bool), np.zeros((2, 2), dtype=bool))
    with pytest.raises(ValueError, match="must be bool"):
        coverage(PAIR, np.zeros((2, 1)), np.zeros((2, 1), dtype=bool))  # type: ignore[arg-type]
