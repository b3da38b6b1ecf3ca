"""Weights from reciprocal matrices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from msiscore.elicitation import pairwise

FloatArray = NDArray[np.float64]
ratios = st.sampled_from((1 / 9, 1 / 5, 1 / 3, 1 / 2, 1.0, 2.0, 3.0, 4.0, 7.0, 9.0))


def reciprocal(*above: float) -> FloatArray:
    """The matrix with these values above the diagonal, row by row."""
    n = round((1 + (1 + 8 * len(above)) ** 0.5) / 2)
    matrix = np.ones((n, n))
    matrix[np.triu_indices(n, 1)] = above
    return np.where(np.tri(n, k=-1) > 0, 1 / matrix.T, matrix)


matrices = st.integers(2, 7).flatmap(
    lambda n: st.lists(ratios, min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2).map(lambda above: reciprocal(*above))
)


@given(st.lists(st.floats(0.05, 1.0), min_size=2, max_size=9))
@settings(deadline=None)
def test_answers_that_fit_give_their_weights_back(stated: list[float]) -> None:
    weights = np.array(stated) / sum(stated)
    matrix = weights[:, np.newaxis] / weights[np.newaxis, :]
    vector, largest = pairwise.eigenvector(matrix)
    np.testing.assert_allclose(vector, weights, atol=1e-12)
    np.testing.assert_allclose(pairwise.row_geometric_mean(matrix), weights, atol=1e-12)
    assert largest == pytest.approx(len(stated))
    assert pairwise.consistency_ratio(largest, len(stated)) == pytest.approx(0, abs=1e-9)
    assert pairwise.geometric_consistency_index(matrix) == pytest.approx(0, abs=1e-9)
    assert pairwise.doubtful(matrix, vector) == []
    assert list(pairwise.circular_triads(matrix)) == []


@given(matrices)
@settings(deadline=None)
def test_the_eigenvector_is_that_of_linear_algebra(matrix: FloatArray) -> None:
    vector, largest = pairwise.eigenvector(matrix)
    sizes, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(sizes.real))
    principal = vectors[:, first].real / vectors[:, first].real.sum()
    np.testing.assert_allclose(vector, principal, atol=1e-9)
    assert largest == pytest.approx(sizes[first].real)
    assert largest >= len(matrix) - 1e-9


@given(matrices)
@settings(deadline=None)
def test_the_order_of_the_parts_does_not_matter(matrix: FloatArray) -> None:
    turned = matrix[::-1, ::-1]
    np.testing.assert_allclose(pairwise.eigenvector(turned)[0][::-1], pairwise.eigenvector(matrix)[0], atol=1e-12)
    np.testing.assert_allclose(pairwise.row_geometric_mean(turned)[::-1], pairwise.row_geometric_mean(matrix), atol=1e-12)
    assert pairwise.geometric_consistency_index(turned) == pytest.approx(pairwise.geometric_consistency_index(matrix), abs=1e-9)


def test_two_parts_cannot_contradict_each_other_and_sixteen_have_no_random_index() -> None:
    assert pairwise.consistency_ratio(2.0, 2) == 0
    assert pairwise.geometric_consistency_index(reciprocal(9.0)) == 0
    assert pairwise.consistency_ratio(15.0, 15) == 0
    assert pairwise.consistency_ratio(16.0, 16) is None


def test_the_worst_answer_is_the_one_that_was_turned_round() -> None:
    weights = np.array([8.0, 4.0, 2.0, 1.0])
    matrix = weights[:, np.newaxis] / weights[np.newaxis, :]
    matrix[0, 3], matrix[3, 0] = 1 / 8, 8.0
    assert pairwise.doubtful(matrix, pairwise.row_geometric_mean(matrix))[0] == (0, 3)


def test_each_ring_is_found_once_with_its_direction() -> None:
    assert list(pairwise.circular_triads(reciprocal(3, 1 / 3, 3))) == [(0, 1, 2)]
    assert list(pairwise.circular_triads(reciprocal(1 / 3, 3, 1 / 3))) == [(0, 2, 1)]
    assert list(pairwise.circular_triads(reciprocal(3, 1, 3))) == []


@pytest.mark.parametrize(("n", "limit"), [(3, 0.31), (4, 0.35), (5, 0.37), (9, 0.37)])
def test_the_limits_of_the_geometric_index(n: int, limit: float) -> None:
    assert pairwise.geometric_limit(n) == limit
