"""Exact products: the same bits by any order of adding, and the sums that they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.analysis.products import common_denominator, exact_product, whole_weights


def random_values(seed: int, items: int, n: int, levels: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, levels + 1, (items, n)) / levels if levels else rng.random((items, n))


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 2**32), st.integers(1, 60), st.integers(1, 8), st.sampled_from([0, 1, 4, 7]))
def test_sums_are_those_of_whole_weights_and_do_not_depend_on_the_order(seed: int, items: int, n: int, levels: int) -> None:
    rng = np.random.default_rng(seed)
    values = random_values(seed, items, n, levels)
    weights = whole_weights(rng.uniform(1e-6, 3, (items, 7)))
    found = exact_product(values).sums(weights)
    np.testing.assert_allclose(found, values.T @ weights, rtol=1e-14)
    order = rng.permutation(items)
    assert exact_product(values[order]).sums(weights[order]).tobytes() == found.tobytes()
    alone = exact_product(values[:, [0]]).sums(weights[:, [3]])
    if levels:
        assert alone[0, 0] == pytest.approx(found[0, 3], rel=1e-15)


def test_a_weight_above_0_never_becomes_0() -> None:
    whole = whole_weights(np.array([[1.0], [1e-30], [0.0]]))
    assert whole[:, 0].tolist() == [2.0**26, 1.0, 0.0]


def test_a_common_denominator_needs_one_part_and_other_values_two() -> None:
    assert common_denominator(np.array([0.25, 2 / 3, 1.0])) == 12
    assert common_denominator(np.array([0.1, 1 / 7])) == 70
    assert common_denominator(np.array([2**0.5 / 2])) is None
    assert common_denominator(np.array([1 / p for p in (983, 991, 997)])) is None, "their product is too large"
    assert len(exact_product(np.array([[0.25, 1.0]])).parts) == 1
    assert len(exact_product(np.array([[2**0.5 / 2, 1.0]])).parts) == 2


def test_what_has_no_value_counts_for_nothing() -> None:
    values = np.array([[0.5, 1.0], [np.nan, 0.5]])
    assert exact_product(values).sums(np.array([[1.0], [2.0]])).tolist() == [[0.5], [2.0]]
