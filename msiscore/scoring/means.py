"""Weighted power means, from their sums.

A mean is made of two sums over what it is taken of: `total`, of weight x f(value), and `weight`; f is log for the
geometric mean (power 0) and x ** power for the others. For minimum and maximum (powers -inf and inf) `total` is the
extreme itself. Values run from 0 to 1. A value of 0 makes the means of powers up to 0 zero; log and negative powers
never meet it. Formulas: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 1.6; Bullen, Handbook
of Means and Their Inequalities (2003), chapter III.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

FLOOR = 1e-15
"""For powers up to 0, values between 0 and this count as this, so that no term overflows."""


def terms(power: float, values: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """f(value); something finite where there is no value, and where the value is 0 and f(0) is not finite."""
    out = np.fmax(values, 0.0 if power > 0 else FLOOR, out=out)  # drops NaN, several times faster than np.where
    if power == 0:
        np.log(out, out=out)
    elif power == -1:
        np.reciprocal(out, out=out)
    elif power != 1:
        np.power(out, power, out=out)
    return out


def term_of_zero(power: float) -> float:
    """f(0) for powers <= 0. As the total it makes the node 0, whatever is added to it later."""
    return -math.inf if power == 0 else math.inf


def extreme(power: float) -> np.ufunc:
    """Minimum for power -inf, maximum for inf."""
    return np.fmin if power < 0 else np.fmax  # these pass over NaN


def mean(power: float, total: FloatArray, weight: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """The mean from its sums; NaN where the weight is 0, which is 0 / 0: the caller silences NumPy's warnings."""
    if math.isinf(power):
        value = np.where(weight > 0, total, np.nan)
    elif power == -1:
        value = np.divide(weight, total, out=out)
    else:
        value = np.divide(total, weight, out=out)
        if power == 0:
            np.exp(value, out=value)
        elif power != 1:
            np.power(value, 1 / power, out=value)
    return np.abs(value, out=value)  # -0.0 and the negative NaN of 0 / 0 equal their fellows, but not in their bits


def with_open(power: float, total: FloatArray, open_weight: FloatArray, at: float) -> FloatArray:
    """The total when all open items have the value `at`, 0 or 1."""
    if math.isinf(power):
        return np.where(open_weight > 0, extreme(power)(total, at), total)
    if at == 0:
        return total if power > 0 else np.where(open_weight > 0, term_of_zero(power), total)
    return total if power == 0 else total + open_weight  # log(1) is 0 and 1 ** power is 1


def lift(power: float, total: FloatArray, weight: FloatArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    """Add to `total` and `weight` of one node, in place, the bonus children that raise it; return what they weigh.

    total, weight: one number for each of b initiatives. values, weights: k x b, NaN for a child without a value. The
    weights that are returned are k x b too, 0 where a child was not added.

    The children are tried from the highest value down, and each is added if its value is above the mean so far. That is
    the best subset of all: a power mean rises if and only if what is added lies above it. So a best subset holds every
    child above its own mean and none below it, which makes it a first part of the descending order; and along this
    order the mean rises up to the first child that is not above it, and from there on no later child is above it
    either. A minimum is never raised by adding to it.
    """
    counted = np.zeros(values.shape)
    if power == -math.inf:
        return counted
    order = np.argsort(-values, axis=0, kind="stable")  # NaN comes last
    weights = np.broadcast_to(weights, values.shape)
    for place in order[:, np.newaxis]:
        (value,), (share,) = (np.take_along_axis(array, place, axis=0) for array in (values, weights))
        taken = value > mean(power, total, weight)  # False where either is NaN
        share = np.where(taken, share, 0.0)
        if power == math.inf:
            np.copyto(total, value, where=taken)
        else:
            total += share * terms(power, value)
        weight += share
        np.put_along_axis(counted, place, share[np.newaxis], axis=0)
    return counted
