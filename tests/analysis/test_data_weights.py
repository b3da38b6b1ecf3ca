"""Weights from the data, and what goes wrong with them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.analysis.data_weights import METHODS, DataWeights, critic, data_weights, entropy, first_component

PARTS = ("x", "y", "z")


def weigh(method: str, *rows: tuple[float, ...]) -> DataWeights:
    names = tuple(f"i{k}" for k in range(len(rows)))
    return data_weights(method, np.array(rows, dtype=float), PARTS[: len(rows[0])], names)


def codes(found: DataWeights) -> list[str]:
    return [fault.code for fault in found.faults]


@pytest.mark.parametrize("method", METHODS)
@given(n=st.integers(3, 9), m=st.integers(2, 3), seed=st.integers(0, 10**6))
@settings(deadline=None)
def test_weights_sum_to_one_or_there_are_none(method: str, n: int, m: int, seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 5, (n, m)).astype(np.float64) * 25.0
    found = data_weights(method, values, PARTS[:m], tuple(map(str, range(n))))
    if found.shares is None:
        assert found.faults
    else:
        assert sum(found.shares.values()) == pytest.approx(1)
        assert min(found.shares.values()) >= 0


@pytest.mark.parametrize("method", METHODS)
def test_what_is_the_same_everywhere_has_no_weight(method: str) -> None:
    found = weigh(method, (0, 50, 10), (50, 50, 60), (75, 50, 70), (100, 50, 90))
    assert found.shares is not None
    assert found.shares["y"] == 0
    assert [(fault.code, fault.names) for fault in found.faults] == [("constant", ("y",))]
    assert weigh(method, *[(50, 50, 50)] * 4).shares is None


@pytest.mark.parametrize("method", METHODS)
def test_empty_values_leave_an_initiative_out_and_too_few_leave_nothing(method: str) -> None:
    rows = [(0, 20, 10), (50, 30, 60), (75, 100, 70), (100, 90, 95), (np.nan, 1, 2)]
    found = weigh(method, *rows)
    assert found.shares == weigh(method, *rows[:4]).shares
    assert [(fault.code, fault.names) for fault in found.faults] == [("incomplete", ("i4",))]
    assert codes(weigh(method, *rows[2:])) == ["incomplete", "too-few"]
    assert codes(weigh(method, *rows[:3])) == ["few-initiatives"]


def test_a_part_that_runs_against_the_others_has_a_negative_loading() -> None:
    found = weigh("pca", (0, 10, 100), (40, 50, 60), (70, 60, 30), (100, 90, 0))
    assert found.shares is None
    assert [(fault.code, fault.names) for fault in found.faults] == [("negative-loadings", ("z",))]


def test_a_weak_first_component_is_said() -> None:
    rows = [(0, 0, 0), (100, 0, 0), (0, 100, 0), (0, 0, 100), (100, 100, 0), (100, 0, 100), (0, 100, 100), (100, 100, 100)]
    assert "low-share" in codes(weigh("pca", *rows))


@given(st.integers(0, 10**6))
@settings(deadline=None)
def test_alike_columns_weigh_alike_and_units_do_not_matter_to_critic(seed: int) -> None:
    one = np.random.default_rng(seed).uniform(0, 100, 6)
    other = np.random.default_rng(seed + 1).uniform(0, 100, 6)
    values = np.column_stack([one, one, other])
    for weights in (entropy(values), critic(values), first_component(values)[0] ** 2):
        assert weights[0] == pytest.approx(weights[1])
    np.testing.assert_allclose(critic(values * [1, 2, 3] + 7), critic(values))


def test_columns_that_say_the_same_give_critic_nothing_to_go_by() -> None:
    column = np.array([0.0, 30.0, 100.0])
    assert critic(np.column_stack([column, column, np.full(3, 50.0)])).tolist() == [0.5, 0.5, 0]


def test_the_first_component_of_two_columns_is_known() -> None:
    loadings, explained = first_component(np.array([[0.0, 10.0], [50.0, 40.0], [100.0, 100.0], [20.0, 60.0]]))
    r = float(np.corrcoef([0, 50, 100, 20], [10, 40, 100, 60])[0, 1])
    assert (loadings**2).tolist() == pytest.approx([0.5, 0.5])
    assert explained == pytest.approx((1 + r) / 2)
