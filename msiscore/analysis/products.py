"""Sums of weight x value by matrix products whose bits do not depend on the library, the processor or the shape.

A matrix product adds in an order of its own, and rounding then differs from one machine to another. Here nothing is rounded: weights
become whole numbers of 1 / 2^26 of their sum, values whole numbers of a common unit, and all sums stay below 2^53, up to which a
floating-point number holds every whole number. What is exact is the same in any order.
The idea of cutting numbers so that products add up exactly: Ozaki, Ogita, Oishi and Rump (2012), doi:10.1007/s11075-011-9478-1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from msiscore.rating_matrix import FloatArray

WEIGHT_BITS = VALUE_BITS = 26
_LARGEST_DENOMINATOR = 1000
_NEAR = 1e-15


@dataclass(frozen=True, slots=True, eq=False)
class ExactProduct:
    """Values of m items for n initiatives, cut into parts for exact products.

    parts: n x m each, whole numbers. units: what 1 is worth in each part.
    """

    parts: tuple[FloatArray, ...]
    units: tuple[float, ...]

    def sums(self, weights: FloatArray, out: FloatArray | None = None) -> FloatArray:
        """Sums of weight x value, n x d, for whole weights (`whole_weights`), items x d."""
        total: FloatArray = np.matmul(self.parts[0], weights, out=out)
        total *= self.units[0]
        for part, unit in zip(self.parts[1:], self.units[1:], strict=True):
            total += (part @ weights) * unit
        return total


def whole_weights(weights: FloatArray) -> FloatArray:
    """Weights, k x d, as whole numbers that sum to about 2^26 in each draw; one that is above 0 stays so.

    A drawn weight has no more digits than that: 8 decimals of the sum.
    """
    scaled: FloatArray = np.multiply(weights, 2.0**WEIGHT_BITS / np.add.reduce(weights, axis=0))
    np.rint(scaled, out=scaled)
    np.maximum(scaled, weights > 0, out=scaled)
    return scaled


def exact_product(values: FloatArray) -> ExactProduct:
    """The product for values (items x n, 0 to 1; NaN counts for nothing, and must have no weight).

    Where all values are fractions with a common denominator, as on scales with levels, one part is enough; otherwise there are two, and
    a value is held to 2^-52.
    """
    known = np.nan_to_num(values.T)
    common = common_denominator(known)
    if common is not None:
        return ExactProduct((np.rint(known * common),), (1.0 / common,))
    high = np.rint(known * 2.0**VALUE_BITS)
    low = np.rint((known - high / 2.0**VALUE_BITS) * 2.0 ** (2 * VALUE_BITS))
    return ExactProduct((high, low), (2.0**-VALUE_BITS, 2.0 ** (-2 * VALUE_BITS)))


def common_denominator(values: FloatArray) -> int | None:
    """The smallest number of which all `values` are multiples of one part, up to 2^26; None where there is none.

    >>> common_denominator(np.array([0.25, 2 / 3, 1.0]))
    12
    """
    common = 1
    for value in np.unique(values).tolist():
        fraction = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
        if abs(fraction.numerator / fraction.denominator - value) > _NEAR:
            return None
        common = math.lcm(common, fraction.denominator)
        if common > 2**VALUE_BITS:
            return None
    return common
