"""Scrambled Sobol points, those of scipy to the last bit, without `scipy.stats`, which takes longer to import than a report to draw.

Sobol (1967), doi:10.1016/0041-5553(67)90144-9, with the direction numbers of Joe and Kuo (2008), doi:10.1137/070709359, which scipy
brings as a table; drawn in the order of Antonov and Saleev (1979), doi:10.1016/0041-5553(79)90085-5; scrambled by random lower
triangular matrices and a random shift as in Matousek (1998), doi:10.1006/jcom.1998.0489.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from msiscore.rating_matrix import FloatArray

BITS = 30
"""Binary places of a point."""

TABLE = "stats/_sobol_direction_numbers.npz"
"""Where scipy keeps the table of Joe and Kuo: `poly`, the primitive polynomials, and `vinit`, the first direction numbers."""

_CHUNK = 512  # columns whose matrices are in memory together

Words = NDArray[np.uint32]


def sobol_points(columns: int, draws: int, numbers: np.random.Generator) -> FloatArray:
    """columns x draws, each row spread evenly over 0..1 and all of them together over the cube. `draws` is a power of 2.

    The points are those of `scipy.stats.qmc.Sobol(columns, rng=numbers)`. Where a scipy keeps its table somewhere else, it makes them.
    """
    table = _table()
    if table is None:
        from scipy.stats import qmc

        found: FloatArray = np.ascontiguousarray(qmc.Sobol(d=columns, scramble=True, seed=numbers).random(draws).T)
        return found
    return scrambled(directions(columns, *table), draws, numbers)


def directions(columns: int, polynomials: NDArray[np.int64], first: NDArray[np.int64]) -> Words:
    """The direction numbers, columns x 30: those given, continued by the recurrence of each column's primitive polynomial.

    With the polynomial x^s + a_1 x^(s-1) + ... + a_(s-1) x + 1 and m the direction numbers without their places:
    m_k = 2 a_1 m_(k-1) ^ 4 a_2 m_(k-2) ^ ... ^ 2^(s-1) a_(s-1) m_(k-s+1) ^ 2^s m_(k-s) ^ m_(k-s).
    """
    polynomial = polynomials[:columns].astype(np.int64)
    degrees = np.frexp(polynomial.astype(np.float64))[1] - 1
    found = np.zeros((columns, BITS), dtype=np.int64)
    found[0] = 1  # the first column halves and halves again
    for degree in range(1, int(degrees.max(initial=0)) + 1):
        rows = np.flatnonzero(degrees == degree)
        rows = rows[rows > 0]
        m = np.zeros((len(rows), BITS), dtype=np.int64)
        m[:, :degree] = first[rows, :degree]
        for k in range(degree, BITS):
            new = m[:, k - degree] ^ (m[:, k - degree] << degree)
            for step in range(1, degree):
                new ^= ((polynomial[rows] >> (degree - step)) & 1) * (m[:, k - step] << step)
            m[:, k] = new
        found[rows] = m
    return (found << np.arange(BITS - 1, -1, -1)).astype(np.uint32)


def scrambled(vectors: Words, draws: int, numbers: np.random.Generator) -> FloatArray:
    """The points of these direction numbers, scrambled, columns x draws."""
    columns, numbers = len(vectors), numbers.spawn(1)[0]  # as scipy does
    places = np.uint32(1) << np.arange(BITS, dtype=np.uint32)
    shift = (numbers.integers(2, size=(columns, BITS), dtype=np.uint32) * places).sum(axis=1, dtype=np.uint32)
    points = np.empty((columns, draws), dtype=np.uint32)
    for start in range(0, columns, _CHUNK):
        part = slice(start, start + _CHUNK)
        own = vectors[part]
        matrices = np.tril(numbers.integers(2, size=(len(own), BITS, BITS), dtype=np.uint32))
        _points(_multiplied(matrices, own), shift[part], points[part])
    found: FloatArray = points.astype(np.float64) * 2.0**-BITS
    return found


def _multiplied(matrices: Words, vectors: Words) -> Words:
    """Each direction number, its highest place first, times the matrix of its column, modulo 2; the diagonal counts as 1."""
    falling = np.arange(BITS - 1, -1, -1, dtype=np.uint32)
    matrices |= np.eye(BITS, dtype=np.uint32)
    bits = ((vectors[:, np.newaxis, :] >> falling[:, np.newaxis]) & np.uint32(1)).astype(np.float32)
    product = (matrices.astype(np.float32) @ bits).astype(np.uint32) & np.uint32(1)
    found: Words = (product << falling[:, np.newaxis]).sum(axis=1, dtype=np.uint32)
    return found


def _points(vectors: Words, shift: Words, out: Words) -> None:
    """In Gray code order: the second half of 2^k points is the first one backwards, moved by the direction number k."""
    out[:, 0] = shift
    done, k = 1, 0
    while done < out.shape[1]:
        out[:, done : 2 * done] = out[:, :done][:, ::-1] ^ vectors[:, [k]]
        done, k = 2 * done, k + 1


def _table() -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    spec = find_spec("scipy")
    path = Path(spec.origin).parent / TABLE if spec is not None and spec.origin is not None else None
    if path is None or not path.is_file():
        return None
    with np.load(path) as read:
        return read["poly"].astype(np.int64), read["vinit"].astype(np.int64)
