"""Other rules beside the framework's own mean: what makes one number of the values of the criteria. For comparison only.

To add one: a function of a `Grid` that gives n numbers, the higher the better, and one line in `OTHER_RULES`. Ranks, agreement, the
command, its help and the docs take it from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from msiscore.rating_matrix import FloatArray
from msiscore.scoring.hierarchy import Hierarchy
from msiscore.scoring.kernel import BoolArray, aggregate

_EQUAL = 1e-12  # values are quotients of small numbers


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """What rules look at: n initiatives that have a score.

    values: m x n, of the criteria that count, 0 to 1, NaN where there is none. weights: m, the share of each in the whole when everything
    is rated; they sum to 1. with_power: the framework's tree with all its means replaced by those of a power. items, open_: the values
    and open answers of the items of that tree.
    """

    values: FloatArray
    weights: FloatArray
    with_power: Callable[[float], Hierarchy]
    items: FloatArray
    open_: BoolArray


@dataclass(frozen=True, slots=True)
class OtherRule:
    """A rule by name.

    short: its title where space is scarce. unit: what its numbers are. gaps: what becomes of a criterion without a value.
    """

    name: str
    title: str
    short: str
    what: str
    unit: str
    gaps: str
    source: str
    apply: Callable[[Grid], FloatArray]


def mean_of_power(power: float) -> Callable[[Grid], FloatArray]:
    """The framework's tree with all means of one power (1 arithmetic, 0 geometric, -1 harmonic, -inf minimum); n, 0 to 100.

    Bonus, sizes and renormalised weights as in the framework. Errors as of `kernel.aggregate`.
    """

    def apply(grid: Grid) -> FloatArray:
        scores: FloatArray = aggregate(grid.with_power(power), grid.items, grid.open_)[-1] * 100
        return scores

    return apply


def copeland(grid: Grid) -> FloatArray:
    """Pairs won minus pairs lost, n. One wins a pair if the criteria on which it is better weigh more than those on which the other is.

    A criterion on which one of the two has no value does not vote on the pair.
    """
    n = grid.values.shape[1]
    found = np.zeros(n)
    for one in range(n):
        ahead = grid.values[:, [one]] - grid.values  # NaN, which votes for nobody, where either has no value
        votes = np.where(ahead > _EQUAL, 1.0, np.where(ahead < -_EQUAL, -1.0, 0.0))
        balance = np.add.reduce(votes * grid.weights[:, np.newaxis], axis=0)
        found[one] = np.count_nonzero(balance > _EQUAL) - np.count_nonzero(balance < -_EQUAL)
    return found


def borda(grid: Grid) -> FloatArray:
    """Weighted mean over the criteria of the share of the others that one is better than, equal ones counting half; n, 0 to 100.

    A criterion counts for the initiatives that have a value on it, among these alone; with one such there is nobody to compare with, and
    it does not count. 50 where no criterion does.
    """
    total, weight = np.zeros(grid.values.shape[1]), np.zeros(grid.values.shape[1])
    for row, share in zip(grid.values, grid.weights.tolist(), strict=True):
        known = np.flatnonzero(~np.isnan(row))
        if len(known) < 2:
            continue
        ahead = row[known][:, np.newaxis] - row[known]
        better = np.count_nonzero(ahead > _EQUAL, axis=1)
        equal = np.count_nonzero(np.abs(ahead) <= _EQUAL, axis=1) - 1
        total[known] += share * (better + 0.5 * equal) / (len(known) - 1)
        weight[known] += share
    return np.where(weight > 0, 100 * total / np.where(weight > 0, weight, 1), 50.0)


def topsis(grid: Grid) -> FloatArray:
    """Nearness to the best of the set: 100 x d- / (d+ + d-), n.

    Each criterion is divided by the root of the sum of its squares and multiplied by its weight; d+ and d- are the distances (root of the
    sum of squares) to the best and to the worst of the set. An initiative is measured on the criteria on which it has a value, with the
    weights of these rescaled to 1. Where nothing tells best from worst it is 50.
    """
    length = np.sqrt(np.nansum(grid.values**2, axis=1, keepdims=True))
    scaled = grid.values / np.where(length > 0, length, 1.0)
    known = ~np.isnan(scaled)
    best, worst = np.fmax.reduce(scaled, axis=1, keepdims=True), np.fmin.reduce(scaled, axis=1, keepdims=True)
    weights = known * grid.weights[:, np.newaxis]
    weights = weights / np.add.reduce(weights, axis=0)
    to_best = np.sqrt(np.nansum((weights * (best - scaled)) ** 2, axis=0))
    to_worst = np.sqrt(np.nansum((weights * (scaled - worst)) ** 2, axis=0))
    whole = to_best + to_worst
    return np.where(whole > 0, 100 * to_worst / np.where(whole > 0, whole, 1), 50.0)


def met(grid: Grid) -> FloatArray:
    """The share of the criteria with a value that reach half of their scale; n, 0 to 100. Every criterion counts once."""
    known = ~np.isnan(grid.values)
    reached = np.count_nonzero(np.nan_to_num(grid.values) >= 0.5 - _EQUAL, axis=0)
    share: FloatArray = 100 * reached / np.count_nonzero(known, axis=0)
    return share


_LEFT_OUT = "left out; the weights of the other criteria of its dimension are rescaled"
_MEANS = "Bullen (2003), Handbook of Means and Their Inequalities, chapter III"

OTHER_RULES: Mapping[str, OtherRule] = {
    rule.name: rule
    for rule in (
        OtherRule(
            "arithmetic",
            "Arithmetic",
            "Arith.",
            "all means arithmetic",
            "score of 0 to 100",
            _LEFT_OUT,
            _MEANS,
            mean_of_power(1.0),
        ),
        OtherRule(
            "geometric", "Geometric", "Geom.", "all means geometric", "score of 0 to 100", _LEFT_OUT, _MEANS, mean_of_power(0.0)
        ),
        OtherRule(
            "harmonic", "Harmonic", "Harm.", "all means harmonic", "score of 0 to 100", _LEFT_OUT, _MEANS, mean_of_power(-1.0)
        ),
        OtherRule(
            "minimum",
            "Minimum",
            "Min.",
            "the lowest criterion",
            "score of 0 to 100",
            "left out",
            _MEANS,
            mean_of_power(float("-inf")),
        ),
        OtherRule(
            "copeland",
            "Copeland",
            "Copel.",
            "pairs won minus pairs lost, each criterion voting with its weight",
            "pairs",
            "it does not vote on the pair",
            "Copeland (1951), in Munda and Nardo (2009), doi:10.1080/00036840601019364",
            copeland,
        ),
        OtherRule(
            "borda",
            "Borda",
            "Borda",
            "the weighted share of the others that it is better than",
            "0 to 100",
            "it counts only among those that have a value",
            "Borda (1784), in Young (1974), doi:10.1016/0022-0531(74)90073-8",
            borda,
        ),
        OtherRule(
            "topsis",
            "TOPSIS",
            "TOPSIS",
            "nearness to the best of the set against the worst",
            "0 to 100",
            "left out of the distance; the weights of the other criteria are rescaled",
            "Hwang and Yoon (1981), doi:10.1007/978-3-642-48318-9",
            topsis,
        ),
        OtherRule(
            "met",
            "Met",
            "Met",
            "the share of the criteria that reach half of their scale, each counting once",
            "% of criteria",
            "left out",
            "own proposal",
            met,
        ),
    )
}
"""The rules by name, in the order of the table."""
