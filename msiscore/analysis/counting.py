"""Ranks, bins and bands of many draws, counted.

Only whole numbers are kept, so that the counts are the same however the draws are shared out, and take the same memory however many
draws there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from msiscore.rating_matrix import FloatArray
from msiscore.scoring.kernel import Scratch
from msiscore.scoring.ranking import TIE
from msiscore.scoring.standards import Verdict

BoolArray = NDArray[np.bool_]
CountArray = NDArray[np.int64]

BINS_PER_POINT = 20
BINS = 100 * BINS_PER_POINT + 1
MOST_INITIATIVES = 4096
"""Counts of ranks and of pairs take n x n numbers each; more initiatives than this fill the memory of a laptop."""

_SUM_UNIT = 1e-9  # sums of scores are kept as whole numbers of this
_FRACTION = 40  # bits after the point of a score in a sorting key: steps of 1e-12 points
_LANES = 8  # flags that are added up as one number of 64 bits, a byte each
_scratch = Scratch()


@dataclass(slots=True, eq=False)
class Counts:
    """What is counted over draws, for n initiatives.

    ranks: n x n, how often an initiative has the rank. above: n x n, how often one ranks above the other. bins: n x bins, how often
    the score falls in a bin of 0.05 points. bands: n x bands. met, not_met: standards x n. total: n, the sum of the scores.
    """

    draws: int
    ranks: CountArray
    above: CountArray
    bins: CountArray
    bands: CountArray
    met: CountArray
    not_met: CountArray
    total: CountArray

    def add(self, other: Counts) -> None:
        """Count what `other` counted, too."""
        for field in fields(self):
            total = getattr(self, field.name)
            total += getattr(other, field.name)  # arrays in place
            setattr(self, field.name, total)


def no_counts(n: int, bands: int, standards: int) -> Counts:
    """Counts of no draws."""
    shapes = ((n, n), (n, n), (n, BINS), (n, bands), (standards, n), (standards, n), (n,))
    return Counts(0, *(np.zeros(shape, dtype=np.int64) for shape in shapes))


def count_draws(
    scores: FloatArray,
    bands: FloatArray,
    verdicts: Sequence[NDArray[np.uint8]] = (),
    *,
    denied: Sequence[BoolArray | None] = (),
    decimals: int | None = None,
    pairwise: bool = True,
) -> Counts:
    """The counts of some draws.

    scores: n x draws, 0 to 100, after minimum standards. bands: where each band starts, the lowest first. verdicts: one for each
    standard, n x draws or n x 1. denied: one for each band, where it cannot be had whatever the score; n x draws or n x 1, None for
    nowhere. decimals: the decimals to which scores are rounded before they are ranked and put in bands; None for not at all.
    """
    n, draws = scores.shape
    compared = scores if decimals is None else rounded_draws(scores, decimals)
    order, placed = _placed(compared)
    above = _above(_ranks(order, placed)) if pairwise else np.zeros((n, n), dtype=np.int64)
    order *= n
    order += placed - 1
    full = [np.broadcast_to(verdict, (n, draws)) for verdict in verdicts]
    return Counts(
        draws=draws,
        ranks=np.bincount(order.ravel(), minlength=n * n).reshape(n, n),
        above=above,
        bins=_in_bins(scores),
        bands=_in_bands(compared, bands, denied),
        met=np.array([np.count_nonzero(v == Verdict.MET, axis=1) for v in full], dtype=np.int64).reshape(len(full), n),
        not_met=np.array([np.count_nonzero(v == Verdict.NOT_MET, axis=1) for v in full], dtype=np.int64).reshape(len(full), n),
        total=_totals(scores),
    )


def mean_of(counts: Counts) -> FloatArray:
    """The mean score of each initiative."""
    return np.array([int(total) * _SUM_UNIT / counts.draws for total in counts.total])


def mean_errors_of(counts: Counts) -> FloatArray:
    """The standard error of each mean score: the standard deviation of the draws (n - 1) / sqrt(n); NaN for a single draw.

    The deviation is that of the bins, which is that of the scores to within half a bin (0.025 points), however many draws there are.
    """
    n, bins = counts.draws, counts.bins
    if n < 2:
        return np.full(len(bins), np.nan)
    places = np.arange(BINS)
    first, second = bins @ places, bins @ places**2
    # Whole numbers in Python's arithmetic, for n x sum of squares does not fit into 64 bits.
    squares = [n * int(two) - int(one) ** 2 for one, two in zip(first, second, strict=True)]
    return np.array([np.sqrt(square / (n * (n - 1)) / n) / BINS_PER_POINT for square in squares])


def rank_draws(scores: FloatArray) -> NDArray[np.int64]:
    """Ranks of n initiatives in each draw, n x draws, by the engine's rule: see `scoring.ranking.rank`."""
    return _ranks(*_placed(scores)).astype(np.int64)


def rounded_draws(scores: FloatArray, decimals: int) -> FloatArray:
    """As `rounding.rounded`: halves away from zero, after noise beyond the ninth decimal is dropped."""
    scaled = np.round(np.round(scores, 9) * 10.0**decimals, 9 - decimals)
    return np.floor(scaled + 0.5) / 10.0**decimals


def _placed(scores: FloatArray) -> tuple[CountArray, CountArray]:
    """The initiatives of each draw from the highest score down, draws x n, and the rank at each place (draws x n, or 1 x n if no draw
    has a tie). The first stands in an array that the next call uses again.

    Score and place of an initiative make one whole number, since whole numbers sort several times faster than places by a score.
    """
    n, draws = scores.shape
    shift = max(1, (n - 1).bit_length())
    keys = _whole("keys", draws, n)
    np.multiply(scores.T, -(2.0**_FRACTION), out=keys, casting="unsafe")
    keys <<= shift
    keys += np.arange(n)
    keys.sort(axis=1)
    order = np.bitwise_and(keys, (1 << shift) - 1, out=_whole("order", draws, n))
    keys >>= shift
    placed = np.arange(1, n + 1)[np.newaxis]
    near = round(TIE * 2.0**_FRACTION)
    tied = np.zeros(0, dtype=np.intp)
    if n > 1:
        steps = np.subtract(keys[:, 1:], keys[:, :-1], out=_whole("steps", draws, n - 1))
        tied = np.flatnonzero(np.less_equal(steps, near).any(axis=1))
    if not len(tied):
        return order, placed
    placed = np.repeat(placed, draws, axis=0)
    falling = np.ascontiguousarray(keys[tied].T)
    top, leader = falling[0].copy(), np.ones(len(tied), dtype=np.int64)
    for place in range(1, n):
        new = falling[place] - top > near
        np.copyto(top, falling[place], where=new)
        np.copyto(leader, place + 1, where=new)
        placed[tied, place] = leader
    return order, placed


def _ranks(order: CountArray, placed: CountArray) -> NDArray[np.unsignedinteger]:
    """Ranks, n x draws, in the smallest numbers that hold them."""
    draws, n = order.shape
    kind = np.uint8 if n <= np.iinfo(np.uint8).max else np.uint16
    ranks = np.empty((n, draws), dtype=kind)
    ranks.reshape(-1)[order * draws + np.arange(draws)[:, np.newaxis]] = placed.astype(kind)
    return ranks


def _above(ranks: NDArray[np.unsignedinteger]) -> CountArray:
    """How often each initiative ranks above each other one, n x n. Flags are added up eight at a time, as bytes of one number."""
    n, draws = ranks.shape
    above = np.zeros((n, n), dtype=np.int64)
    flags = np.zeros((n, -(-draws // _LANES) * _LANES), dtype=np.bool_)
    for start in range(0, flags.shape[1], _LANES * 255):  # a byte counts to 255
        part = ranks[:, start : start + _LANES * 255]
        room = flags[:, start : start + _LANES * 255]
        for one in range(n):
            np.less(part[one], part, out=room[:, : part.shape[1]])
            lanes = np.add.reduce(room.view(np.uint64), axis=1)
            above[one] += lanes.view(np.uint8).reshape(n, _LANES).sum(axis=1, dtype=np.int64)
    return above


def _in_bins(scores: FloatArray) -> CountArray:
    """How often each score falls in each bin, n x bins."""
    n, draws = scores.shape
    moved = np.add(scores, TIE, out=_scratch.array("moved", n, draws))
    moved *= BINS_PER_POINT
    bins = _whole("bins", n, draws)
    np.copyto(bins, moved, casting="unsafe")  # which cuts off what is behind the point
    bins += np.arange(n)[:, np.newaxis] * BINS
    return np.bincount(bins.ravel(), minlength=n * BINS).reshape(n, BINS)


def _totals(scores: FloatArray) -> CountArray:
    """The sum of each initiative's scores in billionths; n. Whole numbers below 2^53 add up exactly in any order."""
    billionths = np.multiply(scores, 1 / _SUM_UNIT, out=_scratch.array("moved", *scores.shape))
    np.rint(billionths, out=billionths)
    total: CountArray = np.add.reduce(billionths, axis=1).astype(np.int64)
    return total


def _whole(name: str, *shape: int) -> CountArray:
    """An array of whole numbers that is used again for block after block."""
    return _scratch.array(name, *shape).view(np.int64)


def _in_bands(scores: FloatArray, bands: FloatArray, denied: Sequence[BoolArray | None]) -> CountArray:
    """How often each initiative is in each band, n x bands: the highest that it reaches and that is not denied."""
    counted = np.zeros((len(scores), len(bands)), dtype=np.int64)
    if not any(one is not None for one in denied):
        reached = [np.count_nonzero(scores >= start - TIE, axis=1) for start in bands]
        for k, count in enumerate(reached):
            counted[:, k] = count - (reached[k + 1] if k + 1 < len(reached) else 0)
        return counted
    free = np.ones(scores.shape, dtype=np.bool_)
    for k in range(len(bands) - 1, -1, -1):
        here = free & (scores >= bands[k] - TIE)
        barred = denied[k]
        if barred is not None:
            here &= ~barred
        counted[:, k] = np.count_nonzero(here, axis=1)
        free &= ~here
    return counted
