"""Weights and consistency as they were published, or as another library finds them."""

from __future__ import annotations

import ahpy
import numpy as np
import pymcdm.weights
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from msiscore.analysis.data_weights import critic, entropy
from msiscore.elicitation import best_worst, pairwise, rank_order
from tests.elicitation.test_pairwise import matrices, reciprocal

FloatArray = NDArray[np.float64]

DRINKS = np.array(
    [
        [1, 9, 5, 2, 1, 1, 1 / 2],
        [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
        [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
        [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
        [1, 9, 4, 2, 1, 2, 1 / 2],
        [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
        [2, 9, 9, 3, 2, 3, 1],
    ]
)
"""Coffee, wine, tea, beer, sodas, milk, water: which drink is consumed more in the USA (Saaty 2008)."""


def test_the_drinks_of_saaty_2008() -> None:
    """T. L. Saaty, Int. J. Services Sciences 1(1), 2008, 83-98, table 2: weights to three decimals, consistency ratio 0.022."""
    weights, largest = pairwise.eigenvector(DRINKS)
    assert weights.round(3).tolist() == [0.177, 0.019, 0.042, 0.116, 0.19, 0.129, 0.327]
    ratio = pairwise.consistency_ratio(largest, 7)
    assert ratio is not None
    # With the random index 1.35 that Saaty later printed for 7, in the place of 1.32 in his book of 1980.
    assert ratio * 1.32 / 1.35 == pytest.approx(0.022, abs=0.0005)


def test_the_random_indices_of_saaty_1980() -> None:
    """As printed in the book, orders 3 to 10; random matrices on the scale 1/9 to 9 come near them."""
    assert pairwise.RANDOM_INDEX[2:10] == (0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
    random = np.random.default_rng(0)
    scale = np.array([*(1 / k for k in range(9, 1, -1)), *range(1, 10)])
    for n in (3, 5, 8):
        found = [(pairwise.eigenvector(reciprocal(*random.choice(scale, n * (n - 1) // 2)))[1] - n) / (n - 1) for _ in range(400)]
        assert np.mean(found) == pytest.approx(pairwise.RANDOM_INDEX[n - 1], abs=0.1)


@given(matrices.filter(lambda matrix: len(matrix) > 2))
@settings(max_examples=25, deadline=None)
def test_ahpy_finds_the_same_eigenvector_and_ratio(matrix: FloatArray) -> None:
    """ahpy's table of random indices is another one, so the ratios are compared after taking the tables out."""
    n = len(matrix)
    names = [str(k) for k in range(n)]
    compared = {(names[i], names[j]): float(matrix[i, j]) for i in range(n) for j in range(i + 1, n)}
    other = ahpy.Compare("x", compared, precision=9, random_index="saaty", iterations=1000, tolerance=1e-12)
    weights, largest = pairwise.eigenvector(matrix)
    assert [other.target_weights[name] for name in names] == pytest.approx(weights.tolist(), abs=1e-6)
    table = {3: 0.52, 4: 0.89, 5: 1.11, 6: 1.25, 7: 1.35}
    ratio = pairwise.consistency_ratio(largest, n)
    assert ratio is not None
    assert other.consistency_ratio == pytest.approx(ratio * pairwise.RANDOM_INDEX[n - 1] / table[n], abs=1e-5)


def test_the_car_buyer_of_rezaei_2015() -> None:
    """J. Rezaei, Omega 53, 2015, 49-57: quality, price, comfort, safety, style; price is the best and style the worst. The answers fit
    each other, so the shares are 8/19 for the price and that over its answers for the others.
    """
    to_others, to_worst = np.array([2.0, 1, 4, 2, 8]), np.array([4.0, 8, 2, 4, 1])
    weights, deviation = best_worst.linear_weights(to_others, to_worst, 1, 4)
    assert weights.round(4).tolist() == [0.2105, 0.4211, 0.1053, 0.2105, 0.0526]
    assert deviation == pytest.approx(0, abs=1e-12)


def test_the_mode_of_transport_of_rezaei_2016() -> None:
    """J. Rezaei, Omega 64, 2016, 126-130: load flexibility (worst), accessibility, cost (best), with the answers 8, 2, 1 and 1, 5, 8.

    The linear program has three unknowns and can be solved by hand: at its optimum w3 - 8 w1 = x, 2 w2 - w3 = x and 5 w1 - w2 = x, hence
    w = (2, 9, 17) / 28 and x = 1 / 28.
    """
    weights, deviation = best_worst.linear_weights(np.array([8.0, 2, 1]), np.array([1.0, 5, 8]), 2, 0)
    assert weights.tolist() == pytest.approx([2 / 28, 9 / 28, 17 / 28])
    assert deviation == pytest.approx(1 / 28)
    assert best_worst.input_ratios(np.array([8.0, 2, 1]), np.array([1.0, 5, 8]), 2, 0).max() == pytest.approx((10 - 8) / (64 - 8))


@pytest.mark.parametrize(
    ("formula", "n", "published"),
    [
        (rank_order.centroid, 2, [0.75, 0.25]),
        (rank_order.centroid, 3, [0.6111, 0.2778, 0.1111]),
        (rank_order.centroid, 4, [0.5208, 0.2708, 0.1458, 0.0625]),
        (rank_order.centroid, 5, [0.4567, 0.2567, 0.1567, 0.09, 0.04]),
        (rank_order.rank_sum, 4, [0.4, 0.3, 0.2, 0.1]),
        (rank_order.rank_reciprocal, 4, [0.48, 0.24, 0.16, 0.12]),
    ],
)
def test_the_weights_of_places(formula: object, n: int, published: list[float]) -> None:
    """Centroid: W. Edwards and F. H. Barron, Organizational Behavior and Human Decision Processes 60, 1994, 306-325, table of weights; rank
    sum and reciprocal: Stillwell, Seaver and Edwards 1981.
    """
    assert callable(formula)
    assert formula(n).round(4).tolist() == published


FIRMS = np.array(
    [
        [61, 1.08, 4.33],
        [20.7, 0.26, 4.34],
        [16.3, 1.98, 2.53],
        [9, 3.29, 1.65],
        [5.4, 2.77, 2.33],
        [4, 4.12, 1.21],
        [-6.1, 3.52, 2.1],
        [-34.6, 3.31, 0.98],
    ]
)
"""Eight firms on profitability, market share and productivity (Diakoulaki et al. 1995)."""


def test_the_firms_of_diakoulaki_1995() -> None:
    """D. Diakoulaki, G. Mavrotas and L. Papayannakis, Computers and Operations Research 22(7), 1995, 763-770; the data and the weights to
    eight decimals as the tests of scikit-criteria have them.
    """
    assert critic(FIRMS).round(8).tolist() == [0.20222554, 0.48090173, 0.31687273]


def test_the_entropy_weights_of_xu_2004() -> None:
    """X. Xu, European J. Operational Research 156(2), 2004, 530-532; data and weights as the tests of pyrepo-mcda have them."""
    matrix = np.array([[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]])
    assert entropy(matrix).round(4).tolist() == [0.4630, 0.3992, 0.1378, 0.0]


@given(st.integers(3, 12), st.integers(2, 6), st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_pymcdm_finds_the_same_weights_from_data(n: int, m: int, seed: int) -> None:
    values = np.random.default_rng(seed).uniform(1, 100, (n, m))
    np.testing.assert_allclose(entropy(values), pymcdm.weights.entropy_weights(values), atol=1e-9)
    np.testing.assert_allclose(critic(values), pymcdm.weights.critic_weights(values), atol=1e-9)
