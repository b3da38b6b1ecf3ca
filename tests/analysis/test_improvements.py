"""The fewest candidates: held to trying all sets, for goals that add up, multiply, and ask for more than a number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from msiscore.analysis.improvements import Fewest, Probe, fewest
from msiscore.rating_matrix import FloatArray

GAINS = st.lists(st.integers(0, 20), min_size=1, max_size=8)


def adding(gains: list[int], due: float, needed: Sequence[int] = ()) -> Probe:
    def probe(sets: Sequence[tuple[int, ...]]) -> tuple[NDArray[np.bool_], FloatArray]:
        measure = np.array([float(sum(gains[k] for k in one)) for one in sets])
        return np.array([m >= due and set(needed) <= set(one) for m, one in zip(measure, sets, strict=True)]), measure

    return probe


def multiplying(gains: list[int], due: float) -> Probe:
    """A geometric mean: nothing is gained before no factor is 0."""

    def probe(sets: Sequence[tuple[int, ...]]) -> tuple[NDArray[np.bool_], FloatArray]:
        measure = np.array([np.prod([20.0 if k in one else gains[k] for k in range(len(gains))]) for one in sets])
        return measure >= due, measure

    return probe


def smallest(count: int, probe: Probe) -> int | None:
    for size in range(count + 1):
        if probe(list(combinations(range(count), size)))[0].any():
            return size
    return None


def check(found: Fewest | None, count: int, probe: Probe) -> None:
    size = smallest(count, probe)
    if found is None:
        assert size is None
        return
    assert probe([found.members])[0][0], "it reaches the goal"
    assert list(found.members) == sorted(found.members)
    for one in found.members:
        assert not probe([tuple(other for other in found.members if other != one)])[0][0], f"{one} can be spared"
    assert size is not None
    assert len(found.members) == size if found.proof != "none" else len(found.members) >= size


@settings(max_examples=200, deadline=None)
@given(GAINS, st.integers(0, 80), st.sets(st.integers(0, 7), max_size=3))
def test_gains_that_add_up(gains: list[int], due: int, needed: set[int]) -> None:
    probe = adding(gains, due, [one for one in needed if one < len(gains)])
    found = fewest(range(len(gains)), probe, due=due)
    check(found, len(gains), probe)
    assert found is None or found.proof != "none"
    check(fewest(range(len(gains)), probe), len(gains), probe)


@settings(max_examples=100, deadline=None)
@given(GAINS, st.integers(0, 10**6))
def test_gains_that_multiply(gains: list[int], due: int) -> None:
    probe = multiplying(gains, due)
    check(fewest(range(len(gains)), probe), len(gains), probe)


def test_each_proof() -> None:
    assert fewest([0, 1], adding([3, 5], 4)) == Fewest((1,), "one")
    assert fewest([0, 1], adding([3, 5], 0)) == Fewest((), "one")
    assert fewest([0, 1], adding([3, 5], 8)) == Fewest((0, 1), "needed")
    assert fewest([0, 1, 2, 3], adding([5, 5, 5, 5], 10), due=10) == Fewest((0, 1), "gains")
    assert fewest([0, 1, 2, 3], adding([5, 5, 5, 5], 10)) == Fewest((0, 1), "all-tried")
    assert fewest([0, 1], adding([3, 5], 9)) is None
    assert fewest([], adding([], 1)) is None


def test_too_many_sets_to_try_is_said() -> None:
    found = fewest(range(60), adding([1] * 60, 5))
    assert found is not None
    assert (len(found.members), found.proof) == (5, "none")
    with_sum = fewest(range(60), adding([1] * 60, 5), due=5)
    assert with_sum is not None
    assert (len(with_sum.members), with_sum.proof) == (5, "gains")


def test_a_smaller_set_is_found_by_trying_where_the_order_of_gains_misleads() -> None:
    # 0 gains most by itself, but only 1 and 2 together reach the goal without a third
    def probe(sets: Sequence[tuple[int, ...]]) -> tuple[NDArray[np.bool_], FloatArray]:
        reached = np.array([{1, 2} <= set(one) or {0, 3, 4} <= set(one) for one in sets])
        return reached, np.array([sum({0: 9.0, 3: 8.0, 4: 7.0}.get(k, 1.0) for k in one) for one in sets])

    assert fewest(range(5), probe) == Fewest((1, 2), "all-tried")


def test_the_measure_decides_between_single_candidates() -> None:
    found = fewest([4, 2, 7], adding([0, 0, 6, 0, 5, 0, 0, 9], 5))
    assert found == Fewest((7,), "one")
    with pytest.raises(TypeError):
        fewest(None, adding([1], 1))  # type: ignore[arg-type]
