"""Variance shares of the inputs of any model, first and total order (Sobol indices), for many outputs at once, with confidence limits.

With f the model, A and B two independent matrices of draws, and AB_g the matrix A with the columns of group g taken from B:

    first order   S_g = mean(f(B) (f(AB_g) - f(A))) / V         the share of the variance that g alone explains
    total order   T_g = mean((f(A) - f(AB_g))^2) / (2 V)        the share that g has a part in, together with others
    V             variance of f over A and B together

Saltelli and others (2010), doi:10.1016/j.cpc.2009.09.018, table 2 (b) and (f), the latter from Jansen (1999); f is centred first. The
limits are 1.96 standard deviations of the indices over resampled draws (bootstrap). `tests/analysis/test_sobol.py` holds both to SALib.

Sums are exact, so that no order of adding and no matrix library changes a bit: terms are rounded to 36 binary places of the largest
one, and then every sum of up to 2^16 of them is a whole number that a float holds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from msiscore.analysis.sobol_points import sobol_points
from msiscore.rating_matrix import FloatArray

MOST_INPUTS = 10_000
"""Inputs for which there is a Sobol sequence of twice as many columns; beyond that plain random numbers are drawn."""

MOST_DRAWS = 2**16
RESAMPLES = 100
LIMIT = 1.959963984540054
"""Standard deviations on each side that hold 95% of a normal distribution."""

_PLACES = 36
_ROWS, _WIDTH = 16, 128
_RESAMPLING = 1  # beside the seed: another stream than that of the draws


@dataclass(frozen=True, slots=True, eq=False)
class Indices:
    """Sobol indices: first, total and their 95% limits (plus and minus), each groups x outputs; NaN for an output that does not vary.

    sd: outputs, the standard deviation of each output.
    """

    first: FloatArray
    first_limit: FloatArray
    total: FloatArray
    total_limit: FloatArray
    sd: FloatArray


def base_sample(inputs: int, draws: int, seed: int) -> tuple[FloatArray, FloatArray]:
    """A and B, inputs x draws each, spread evenly over 0..1.

    The points are those of SALib's `sample.sobol`: a scrambled Sobol sequence (`sobol_points`) of twice as many columns. `draws` is a
    power of 2.
    """
    numbers = np.random.default_rng(seed)
    if inputs <= MOST_INPUTS:
        columns = sobol_points(2 * inputs, draws, numbers)
    else:
        columns = np.ascontiguousarray(numbers.random((draws, 2 * inputs)).T)
    return columns[:inputs], columns[inputs:]


class Estimator:
    """Indices of one group after the other, from outputs x draws arrays, so that no more than three of them are in memory."""

    def __init__(self, a: FloatArray, b: FloatArray, seed: int, *, least_sd: float, resamples: int = RESAMPLES) -> None:
        """a, b: f(A) and f(B). least_sd: an output that varies no more than this does not vary."""
        draws = a.shape[1]
        self._centre = np.round((a.sum(axis=1, keepdims=True) + b.sum(axis=1, keepdims=True)) / (2 * draws), 6)
        self._a, self._b = a - self._centre, b - self._centre
        drawn = np.random.default_rng([seed, _RESAMPLING]).integers(draws, size=(resamples, draws))
        counts = np.array([np.ones(draws), *(np.bincount(one, minlength=draws) for one in drawn)])
        self._draws = draws
        # Parts x draws of a part x (all of them, then each resample): products so small that no library starts threads for them.
        self._counts = np.ascontiguousarray(counts.T).reshape(-1, math.gcd(draws, _WIDTH), 1 + resamples)
        mean = self._sums(self._a + self._b) / (2 * draws)
        self._variance = self._sums(self._a**2 + self._b**2) / (2 * draws) - mean**2
        self.sd = np.sqrt(np.maximum(self._variance[:, 0], 0.0))
        self._fixed = np.maximum(np.ptp(a, axis=1), np.ptp(b, axis=1)) <= least_sd
        self.sd[self._fixed] = 0.0

    def group(self, mixed: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """First order, its limit, total order, its limit for f(AB_g); one number an output each."""
        step = mixed - self._centre
        step -= self._a
        first = self._index(self._sums(self._b * step) / self._draws)
        total = self._index(self._sums(step * step) / (2 * self._draws))
        return (*first, *total)

    def _index(self, part: FloatArray) -> tuple[FloatArray, FloatArray]:
        with np.errstate(all="ignore"):
            index = part / self._variance
        index[self._fixed] = np.nan
        return index[:, 0], LIMIT * index[:, 1:].std(axis=1, ddof=1)

    def _sums(self, terms: FloatArray) -> FloatArray:
        """Sums over all draws and over each resample, outputs x (1 + resamples), exact after rounding the terms."""
        largest = np.maximum(np.abs(terms).max(axis=1, keepdims=True), 1e-300)
        unit = np.exp2(np.ceil(np.log2(largest)) - _PLACES)
        whole = np.rint(terms / unit)
        sums = np.empty((len(terms), self._counts.shape[2]))
        for start in range(0, len(terms), _ROWS):
            rows = whole[start : start + _ROWS]
            cut = rows.reshape(len(rows), len(self._counts), -1).transpose(1, 0, 2)
            np.add.reduce(cut @ self._counts, axis=0, out=sums[start : start + _ROWS])
        scaled: FloatArray = sums * unit
        return scaled


def sobol_indices(a: FloatArray, b: FloatArray, mixed: FloatArray, seed: int, *, least_sd: float = 0.0) -> Indices:
    """Indices of all groups: f(A) and f(B) are outputs x draws, f(AB_g) is groups x outputs x draws."""
    estimator = Estimator(a, b, seed, least_sd=least_sd)
    parts = np.array([estimator.group(one) for one in mixed])
    return Indices(parts[:, 0], parts[:, 1], parts[:, 2], parts[:, 3], estimator.sd)
