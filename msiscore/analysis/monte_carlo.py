"""How far numbers that were counted over random draws may be off, and what may be said of a share in spite of that."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.assumptions import MOST_DRAWS
from msiscore.rating_matrix import FloatArray

BoolArray = NDArray[np.bool_]
Decision = Literal["supported", "not-supported", "not-decided"]

CONFIDENCE = 0.95
"""The share of the cases from which a difference counts as shown."""

ONE_SIDED = 1.6448536269514722
"""Standard deviations below which 95% of a normal distribution lie."""

OUTSIDE = 0.05
"""The probability with which an interval of 95% leaves out the true value."""


def standard_errors(shares: FloatArray, draws: int) -> FloatArray:
    """Standard error of shares of independent draws: sqrt(p (1 - p) / draws), with one draw more for and one against.

    The two draws keep the error of something that never happened from being 0 (Agresti and Coull 1998, doi:10.2307/2685469).
    """
    p = (shares * draws + 1) / (draws + 2)
    return np.sqrt(p * (1 - p) / (draws + 2))


def reaches(shares: FloatArray, draws: int, confidence: float) -> BoolArray:
    """Where a share, less its Monte Carlo margin, is at least `confidence`: what every "supported" and "told apart" rests on.

    The margin is that of the score interval (Wilson 1927, doi:10.1080/01621459.1927.10502953; that it keeps its promise at few draws and
    near 0 and 1, where the normal one does not: Brown, Cai and DasGupta 2001, doi:10.1214/ss/1009213286), on one side at 95%. With
    p a share of n independent draws and z = 1.645:

        lower, upper = (p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n)

    Draws are independent, in whatever blocks they are made. A share of 1 reaches 95% from 52 draws on.
    """
    return _bound(shares, draws, -ONE_SIDED) >= confidence


def falls_short(shares: FloatArray, draws: int, confidence: float) -> BoolArray:
    """Where a share, with its Monte Carlo margin (see `reaches`), is below `confidence`. Neither of the two: the draws are too few."""
    return _bound(shares, draws, ONE_SIDED) < confidence


def undecided(above: FloatArray, draws: int, confidence: float) -> BoolArray:
    """n x n, above the diagonal: pairs of which so few draws show neither that one ranks above the other nor that none does.

    above: n x n, the share of draws in which the row ranks above the column.
    """
    apart, short = reaches(above, draws, confidence), falls_short(above, draws, confidence)
    return np.triu(~(apart | apart.T) & ~(short & short.T), 1)


def decide(share: float, draws: int, confidence: float) -> Decision:
    """What so many draws say of one share; see `reaches`."""
    one = np.array([share])
    if reaches(one, draws, confidence)[0]:
        return "supported"
    return "not-supported" if falls_short(one, draws, confidence)[0] else "not-decided"


def draws_to_decide(share: float, draws: int, confidence: float) -> int | None:
    """How many draws would decide if the share stayed what it is: 100, 200, 500, 1,000 and so on; None if no allowed number would."""
    steps = (first * 10**power for power in range(2, 7) for first in (1, 2, 5))
    wanted = (n for n in steps if draws < n <= MOST_DRAWS)
    return next((n for n in wanted if decide(share, n, confidence) != "not-decided"), None)


def quantile_places(draws: int, part: float) -> tuple[int, int]:
    """The places l and u among `draws` sorted numbers between which the true quantile `part` lies with a probability of 95% or more.

    Distribution-free, from the binomial distribution of how many of n numbers lie below the quantile q (David and Nagaraja 2003, Order
    Statistics, 7.1): l is the largest with P(Bin(n, q) < l) <= 2.5%, u the smallest with P(Bin(n, q) >= u) <= 2.5%. Places
    count from 1; 0 and draws + 1 say that so few numbers have no bound on that side.
    """
    k = np.arange(draws)
    steps = np.log((draws - k) / (k + 1)) + np.log(part / (1 - part))
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    chances = np.exp(logs - logs.max())
    below = np.cumsum(chances / chances.sum())  # P(Bin <= k)
    low = int(np.searchsorted(below, OUTSIDE / 2, side="right"))
    high = int(np.searchsorted(below, 1 - OUTSIDE / 2, side="left")) + 1
    return low, high


def _bound(shares: FloatArray, draws: int, z: float) -> FloatArray:
    centre = shares + z**2 / (2 * draws)
    spread = z * np.sqrt(shares * (1 - shares) / draws + (z / (2 * draws)) ** 2)
    bound: FloatArray = np.clip((centre + spread) / (1 + z**2 / draws), 0.0, 1.0)
    return bound
