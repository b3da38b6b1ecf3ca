"""Other rules against a known answer, an independent library, and what must hold for each of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import TOPSIS
from pymcdm.normalizations import vector_normalization

from msiscore.analysis.other_rules import OTHER_RULES, Grid, borda, copeland, met, topsis
from msiscore.rating_matrix import FloatArray
from msiscore.scoring.hierarchy import Hierarchy, Node


def grid(values: list[list[float]] | FloatArray, weights: list[float] | None = None) -> Grid:
    """Criteria as rows, initiatives as columns; one mean above them."""
    array = np.array(values, dtype=np.float64)
    shares = np.array(weights or [1.0] * len(array))
    shares /= shares.sum()
    rows = tuple(range(len(array)))
    return Grid(
        array,
        shares,
        lambda power: Hierarchy(len(array), (Node(rows, tuple(shares.tolist()), power),)),
        array,
        np.zeros(array.shape, dtype=np.bool_),
    )


# Four cities of Tennessee choose a capital, each voter the nearest city first: an example that many textbooks on voting use.
# Columns: Memphis, Nashville, Chattanooga, Knoxville. Rows: the voters of each city, who are 42, 26, 15 and 17 of 100.
TENNESSEE = [[3, 2, 1, 0], [0, 3, 2, 1], [0, 1, 3, 2], [0, 1, 2, 3]]
VOTERS = [42.0, 26.0, 15.0, 17.0]


def test_the_capital_of_tennessee() -> None:
    of = grid(np.array(TENNESSEE) / 3, VOTERS)
    # Nashville beats all, Chattanooga the two others, Knoxville Memphis
    assert copeland(of).tolist() == [-3, 3, 1, -1]
    # Borda points 126, 194, 173 and 107 of at most 300
    assert (borda(of) * 3).tolist() == pytest.approx([126, 194, 173, 107])


@pytest.mark.filterwarnings("ignore:Alternatives with indices")
@settings(deadline=None, max_examples=80)
@given(st.integers(0, 2**32), st.integers(2, 8), st.integers(2, 8))
def test_topsis_is_that_of_an_independent_library(seed: int, m: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    values, weights = rng.uniform(0.05, 1, (m, n)), rng.dirichlet(np.ones(m))
    expected = TOPSIS(normalization_function=vector_normalization)(values.T, weights, np.ones(m))
    np.testing.assert_allclose(topsis(grid(values, weights.tolist())), 100 * expected, atol=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32), st.integers(1, 6), st.integers(1, 6), st.booleans())
def test_what_holds_for_every_rule(seed: int, m: int, n: int, gaps: bool) -> None:
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 5, (m, n)) / 4
    if gaps:
        values[1:][rng.random((m - 1, n)) < 0.3] = np.nan
    weights = rng.integers(1, 5, m).astype(float).tolist()
    twins = np.column_stack([values, values[:, 0]])
    order = rng.permutation(n)
    for rule in OTHER_RULES.values():
        found = rule.apply(grid(values, weights))
        assert found.shape == (n,), rule.name
        assert np.isfinite(found).all(), rule.name
        if rule.name == "copeland":
            assert found.sum() == 0
        else:
            assert found.min() >= 0
            assert found.max() <= 100 + 1e-9
        np.testing.assert_allclose(rule.apply(grid(values[:, order], weights)), found[order], atol=1e-9, err_msg=rule.name)
        both = rule.apply(grid(twins, weights))
        assert both[0] == pytest.approx(both[-1]), f"{rule.name}: what is rated the same comes out the same"


def test_the_better_on_everything_comes_first_by_every_rule() -> None:
    of = grid([[1.0, 0.25, 0.5], [0.75, 0.5, 0.25]], [1.0, 2.0])
    for rule in OTHER_RULES.values():
        assert int(np.argmax(rule.apply(of))) == 0, rule.name


def test_gaps_are_treated_as_each_rule_says() -> None:
    nan = float("nan")
    of = grid([[1.0, 0.0], [nan, 1.0], [0.5, 0.5]])
    assert copeland(of).tolist() == [1, -1], "the second criterion does not vote"
    assert borda(of).tolist() == pytest.approx([75, 25]), "and compares nobody"
    assert met(of).tolist() == [100, pytest.approx(200 / 3)]
    assert topsis(of)[0] > topsis(of)[1]
    assert OTHER_RULES["geometric"].apply(of).tolist() == [pytest.approx(100 * 0.5**0.5), 0]
    assert OTHER_RULES["minimum"].apply(of).tolist() == [50, 0]


def test_where_nothing_tells_initiatives_apart() -> None:
    alone, level = grid([[0.5], [1.0]]), grid([[0.5, 0.5], [0.0, 0.0]])
    assert (topsis(alone).tolist(), borda(alone).tolist(), copeland(alone).tolist()) == ([50], [50], [0])
    assert (topsis(level).tolist(), borda(level).tolist(), copeland(level).tolist()) == ([50, 50], [50, 50], [0, 0])
