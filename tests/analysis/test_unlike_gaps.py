"""The nearest weights of two means over different parts: by hand, against a fine grid, and without gaps against the closed form."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from msiscore.analysis import unlike_gaps
from msiscore.analysis.unlike_gaps import LEAST, TOLERANCE, nearest
from msiscore.analysis.weight_changes import turn
from msiscore.rating_matrix import FloatArray

NONE = float("nan")


def mean(v: FloatArray, x: FloatArray) -> float:
    has = ~np.isnan(x)
    return float((v[has] @ x[has]) / v[has].sum())


def test_by_hand() -> None:
    # a: 1 in the first part, 0 in the second; b: 1/2 in the third. Shares 1/2, 1/4, 1/4: a has 2/3. Level when the first two weigh the
    # same, whatever the third. 1/4 off the first, or 1/8 from it to the second: the sum of changes is 1/4 for the latter.
    found = nearest(np.array([0.5, 0.25, 0.25]), np.array([1.0, 0.0, NONE]), np.array([NONE, NONE, 0.5]))
    assert found.distance == pytest.approx(1 / 4)
    assert found.needed is not None
    assert found.needed[0] == pytest.approx(found.needed[1])
    # Each by the same part t of itself: (1 - t) / 2 = (1 + t) / 4, so t = 1/3
    relative = nearest(np.array([0.5, 0.25, 0.25]), np.array([1.0, 0.0, NONE]), np.array([NONE, NONE, 0.5]), relative=True)
    assert relative.distance == pytest.approx(1 / 3, abs=TOLERANCE)


def test_where_one_is_never_below_the_other_there_are_none() -> None:
    found = nearest(np.array([0.5, 0.5]), np.array([0.8, NONE]), np.array([0.7, 0.2]))
    assert (found.needed, found.at_least) == (None, np.inf)


def test_a_mean_over_nothing_is_no_mean() -> None:
    # a has 0.8 wherever it has a value, so only weight on b's better part helps: 0.5 x + 1 y = 0.8 (x + y), so y = 1.5 x. All weight there
    # would do as well, but a would have no score.
    found = nearest(np.array([0.9, 0.1]), np.array([0.8, NONE]), np.array([0.5, 1.0]))
    assert found.needed == pytest.approx([0.4, 0.6])
    far = nearest(np.array([0.9, 0.1]), np.array([0.995, NONE]), np.array([0.0, 1.0]))
    assert far.needed is None, "a would keep only half of a hundredth"
    near = nearest(np.array([0.9, 0.1]), np.array([0.985, NONE]), np.array([0.0, 1.0]))
    assert near.needed is not None
    assert near.needed[0] == pytest.approx(0.015)
    assert near.needed[0] > LEAST


@st.composite
def pairs(draw: st.DrawFn, most: int = 5) -> tuple[FloatArray, FloatArray, FloatArray]:
    k = draw(st.integers(2, most))
    worth = st.sampled_from([NONE, 0.0, 0.25, 0.5, 0.75, 1.0])
    one, other = (np.array(draw(st.lists(worth, min_size=k, max_size=k))) for _ in range(2))
    weights = np.array(draw(st.lists(st.integers(1, 5), min_size=k, max_size=k)), dtype=np.float64)
    assume(not np.isnan(one).all() and not np.isnan(other).all() and not (np.isnan(one) & np.isnan(other)).any())
    return weights / weights.sum(), one, other


@settings(deadline=None, max_examples=12)
@given(pairs(), st.integers(0, 2**32), st.booleans())
def test_what_is_found_does_it_and_nothing_nearer_does(
    pair: tuple[FloatArray, FloatArray, FloatArray], seed: int, relative: bool
) -> None:
    shares, one, other = pair
    found = nearest(shares, one, other, relative=relative)

    def distance(v: FloatArray) -> float:
        return float((np.abs(v - shares) / shares).max() if relative else np.abs(v - shares).sum())

    if found.needed is not None:
        assert mean(found.needed, one) <= mean(found.needed, other) + 1e-6
        assert distance(found.needed) == pytest.approx(found.distance, abs=1e-6)
        assert found.at_least <= found.distance  # further apart than TOLERANCE where the search was stopped; then it says so
        if mean(shares, one) > mean(shares, other) + 1e-6:
            assert found.distance > 0
    rng = np.random.default_rng(seed)
    for v in (*rng.dirichlet(np.ones(len(shares)), 100), *(0.5 * shares + 0.5 * rng.dirichlet(np.ones(len(shares)), 100))):
        each = [v[~np.isnan(x)].sum() for x in (one, other)]
        if min(each) >= LEAST and mean(v, one) <= mean(v, other):
            assert distance(v) >= found.at_least - 1e-6


def test_no_point_of_a_fine_grid_is_nearer_and_one_is_near() -> None:
    shares, one, other = np.array([0.5, 0.3, 0.2]), np.array([0.75, 1.0, NONE]), np.array([1.0, NONE, 0.25])
    found = nearest(shares, one, other)
    grid = np.array([(i, j, 100 - i - j) for i, j in itertools.product(range(1, 100), repeat=2) if i + j < 100]) / 100
    does = [v for v in grid if mean(v, one) <= mean(v, other)]
    least = min(float(np.abs(v - shares).sum()) for v in does)
    assert found.at_least <= least
    assert found.distance == pytest.approx(least, abs=0.02)


@settings(deadline=None, max_examples=12)
@given(pairs(4))
def test_without_gaps_it_is_the_closed_form(pair: tuple[FloatArray, FloatArray, FloatArray]) -> None:
    shares, one, other = pair[0], np.nan_to_num(pair[1]), np.nan_to_num(pair[2])
    assume(shares @ (one - other) > 1e-6)
    assume((other > one).any())  # else they are level only where all weight leaves what tells them apart
    found, known = nearest(shares, one, other), turn(shares, one - other)
    assert (found.needed is None) == (known is None)
    if known is not None:
        assert found.distance == pytest.approx(float(np.abs(known - shares).sum()), abs=TOLERANCE + 1e-9)


def test_a_search_that_is_stopped_says_how_much_it_has_ruled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlike_gaps, "MOST_PROGRAMS", 2)
    shares, one, other = np.array([0.5, 0.3, 0.2]), np.array([0.75, 1.0, NONE]), np.array([1.0, NONE, 0.25])
    stopped = nearest(shares, one, other)
    monkeypatch.undo()
    whole = nearest(shares, one, other)
    assert stopped.at_least <= whole.at_least <= whole.distance <= stopped.distance
    assert stopped.distance - stopped.at_least > TOLERANCE
