from __future__ import annotations

import math

import numpy as np
import pytest

from msiscore.scoring import means

POWERS = [1, 2, 0.5, 0, -1, -2]


@pytest.mark.parametrize("power", POWERS)
def test_terms_and_mean_undo_each_other(power: float) -> None:
    values = np.array([0.01, 0.3, 1.0])
    np.testing.assert_allclose(means.mean(power, 2 * means.terms(power, values), np.full(3, 2.0)), values, rtol=1e-14)


@pytest.mark.parametrize("power", [*POWERS, 20, -20])
def test_terms_are_finite_for_anything(power: float) -> None:
    assert np.isfinite(means.terms(power, np.array([math.nan, 0.0, -0.0, 5e-324, 1e-200, 1.0]))).all()


def test_terms_write_where_they_are_told() -> None:
    values, out = np.array([0.25, 1.0]), np.empty(2)
    assert means.terms(2, values, out=out) is out
    np.testing.assert_array_equal(out, [0.0625, 1])
    np.testing.assert_array_equal(values, [0.25, 1])


@pytest.mark.parametrize("power", [0, -1, -2])
def test_the_term_of_zero_makes_the_mean_zero_for_good(power: float) -> None:
    total = np.array([means.term_of_zero(power)]) + means.terms(power, np.array([0.3]))
    assert means.mean(power, total, np.array([2.0])) == 0


@pytest.mark.parametrize(
    ("power", "at_zero", "at_one"),
    [(1, 0.25, 0.75), (0, 0, 0.5**0.5), (-1, 0, 2 / 3), (-math.inf, 0, 0.5), (math.inf, 0.5, 1)],
)
def test_open_answers_at_0_and_at_1(power: float, at_zero: float, at_one: float) -> None:
    total = np.array([0.5]) if math.isinf(power) else means.terms(power, np.array([0.5]))
    for at, expected in ((0.0, at_zero), (1.0, at_one)):
        with_open = means.with_open(power, total, np.array([1.0]), at)
        np.testing.assert_allclose(means.mean(power, with_open, np.array([2.0])), expected)


def test_lift_returns_the_weights_that_it_added() -> None:
    total, weight = np.array([0.2, 0.2]), np.array([1.0, 1.0])
    values = np.array([[0.1, math.nan], [0.5, 0.3], [1.0, 0.1]])
    added = means.lift(1, total, weight, values, np.array([[1.0], [2.0], [3.0]]))
    np.testing.assert_array_equal(added, [[0, 0], [0, 2], [3, 0]])
    np.testing.assert_allclose(means.mean(1, total, weight), [3.2 / 4, 0.8 / 3])


def test_a_minimum_is_not_lifted() -> None:
    total, weight = np.array([0.2]), np.array([1.0])
    assert not means.lift(-math.inf, total, weight, np.array([[0.9]]), np.array([[1.0]])).any()
    assert (total.item(), weight.item()) == (0.2, 1)
