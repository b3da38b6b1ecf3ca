"""How often a score, a rank or a band holds when weights, ratings and open answers are other than stated: Monte Carlo with a seed.

The steps are those of the uncertainty analysis in OECD and JRC (2008), Handbook on Constructing Composite Indicators, step 7, and of
Saisana, Saltelli and Tarantola (2005), doi:10.1111/j.1467-985X.2005.00350.x. Rank acceptability, the share of draws in which an
initiative has a rank, is that of Lahdelma and Salminen (2001), SMAA-2, doi:10.1287/opre.49.3.444.11220. See docs/robustness.md.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from msiscore.analysis.assumptions import ERROR, MOST_DRAWS, MOST_RATINGS, MOST_TO_DECIDE, ROUND, Assumptions
from msiscore.analysis.counting import BINS_PER_POINT, CountArray, Counts, mean_errors_of, mean_of
from msiscore.analysis.draws import BLOCK, LARGEST_SEED
from msiscore.analysis.gates import counted_bands
from msiscore.analysis.monte_carlo import CONFIDENCE, quantile_places, standard_errors, undecided
from msiscore.analysis.simulation import Simulation, make_simulation
from msiscore.errors import NotFound, NotPossible, nearest
from msiscore.rating_matrix import FloatArray
from msiscore.scoring.scores import Scores
from msiscore.scoring.weighting import Column

if TYPE_CHECKING:
    import pandas as pd

INTERVAL = 0.9
"""The share of draws that the intervals of scores and ranks hold."""


@dataclass(frozen=True, eq=False)
class Robustness:
    """What n initiatives with a score keep over many draws; in the order of the stated ranks.

    mean: n, of the score. score_low, score_high: n, the ends of the 90% interval, to within 0.05 points. rank_low, rank_high: n, of
    the rank likewise. rank_shares: n x n, the share of draws in which the initiative of the row has the rank of the column, equal ones
    sharing the better rank. above: n x n, the share in which the row ranks above the column; what is missing to 1 in `above` and its
    mirror are ties. bands: n x bands, the lowest first. met, not_met: standards x n; the rest is unknown or not applicable.
    error: the largest Monte Carlo standard error of these shares. mean_error: n, the standard error of the mean: the standard deviation
    of the draws / sqrt(draws), NaN for a single draw. score_low_limits, score_high_limits, rank_low_limits, rank_high_limits: n x 2,
    from where to where the end may lie (95%, see `monte_carlo.quantile_places`). left_out: initiatives without a score, which take no
    part.
    """

    scores: Scores
    column: Column
    assumptions: Assumptions
    seed: int
    draws: int
    initiatives: tuple[str, ...]
    left_out: tuple[str, ...]
    mean: FloatArray
    score_low: FloatArray
    score_high: FloatArray
    rank_low: CountArray
    rank_high: CountArray
    mean_error: FloatArray
    score_low_limits: FloatArray
    score_high_limits: FloatArray
    rank_low_limits: CountArray
    rank_high_limits: CountArray
    rank_shares: FloatArray
    above: FloatArray
    bands: FloatArray
    band_names: tuple[str, ...]
    met: FloatArray
    not_met: FloatArray
    standards: tuple[str, ...]
    error: float
    measures: int

    def index(self, initiative: str) -> int:
        """The place of an initiative; raises NotFound with the near miss, and NotPossible for one without a score."""
        if initiative in self.initiatives:
            return self.initiatives.index(initiative)
        check_initiative(self.scores, initiative)
        raise NotPossible(f"`{initiative}` has no score (not enough evidence), so it has no place in an order")

    def probability_above(self, one: str, other: str) -> float:
        """The share of draws in which `one` ranks above `other`."""
        return float(self.above[self.index(one), self.index(other)])

    def end_errors(self) -> tuple[float, int]:
        """How far an end of a 90% interval may be off at most (95%): points of score, and ranks."""
        ends = (
            (self.score_low, self.score_low_limits),
            (self.score_high, self.score_high_limits),
            (self.rank_low, self.rank_low_limits),
            (self.rank_high, self.rank_high_limits),
        )
        score_low, score_high, rank_low, rank_high = (float(np.abs(limits - end[:, np.newaxis]).max()) for end, limits in ends)
        return max(score_low, score_high), int(max(rank_low, rank_high))

    def to_frame(self) -> pd.DataFrame:
        """One row per initiative: mean and 90% interval of score and rank, what these may be off by, and the share of each band."""
        import pandas as pd

        data = {
            "mean": self.mean,
            "score_low": self.score_low,
            "score_high": self.score_high,
            "rank_low": self.rank_low,
            "rank_high": self.rank_high,
            "mean_error": self.mean_error,
        }
        ends = (
            ("score_low", self.score_low_limits),
            ("score_high", self.score_high_limits),
            ("rank_low", self.rank_low_limits),
            ("rank_high", self.rank_high_limits),
        )
        for name, limits in ends:
            data |= {f"{name}_from": limits[:, 0], f"{name}_to": limits[:, 1]}
        data["first"] = self.rank_shares[:, 0]
        bands = {f"band_{name}": self.bands[:, k] for k, name in enumerate(self.band_names)}
        return pd.DataFrame(data | bands, index=pd.Index(self.initiatives, name="initiative"))

    def ranks_to_frame(self) -> pd.DataFrame:
        """Rank acceptability: one row per initiative and one column per rank, shares of the draws."""
        import pandas as pd

        ranks = range(1, len(self.initiatives) + 1)
        return pd.DataFrame(self.rank_shares, index=pd.Index(self.initiatives, name="initiative"), columns=list(ranks))

    def above_to_frame(self) -> pd.DataFrame:
        """The share of draws in which the initiative of the row ranks above that of the column."""
        import pandas as pd

        return pd.DataFrame(self.above, index=pd.Index(self.initiatives, name="initiative"), columns=list(self.initiatives))


def robustness(
    scores: Scores,
    assumptions: Assumptions | None = None,
    *,
    draws: int | None = None,
    seed: int = 1,
    error: float = ERROR,
    column: Column | None = None,
    threads: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Robustness:
    """Score and rank again and again with other weights, ratings and answers to what is open, as `assumptions` says.

    draws: how many; if absent, as many as it takes until no share has a standard error above `error`, at most a million; and as long as
    pairs are not decided at 95% (`monte_carlo.undecided`), up to 40,960, unless that takes more than 20 million ratings scored.
    seed: the same seed gives the same result to the last bit, on any number of `threads`. 0 is a seed.
    progress: called with the number of draws that were added.
    Who takes part is decided by the stated scores: initiatives with too little coverage have no score, are left out and are named in
    `left_out`. Minimum standards act on every draw. Raises NotPossible for numbers that make no sense and where nobody has a score.
    """
    assumptions = assumptions or Assumptions()
    _check_numbers(draws, seed, error)
    found = scores.column(column)
    if "scored" not in found.status:
        if "no-total" in found.status:
            raise NotPossible(
                "the framework gives no overall score, so there is no score or rank whose robustness could be tested"
            )
        raise NotPossible("no initiative has enough evidence for a score, so there is no rank whose robustness could be tested")
    simulation = make_simulation(scores, found, assumptions)
    counts = _run(simulation, seed, draws, error, threads, progress)
    return _result(scores, found.column, assumptions, seed, simulation, counts)


def check_initiative(scores: Scores, initiative: str) -> None:
    """Raise NotFound, with the near miss, for an initiative that the set does not have."""
    known = list(scores.matrix.initiatives)
    if initiative not in known:
        near = nearest(initiative, known)
        raise NotFound(f"there is no initiative `{initiative}`" + (f"; {near}" if near else "") + f" (known: {', '.join(known)})")


def _check_numbers(draws: int | None, seed: int, error: float) -> None:
    if draws is not None and not 1 <= draws <= MOST_DRAWS:
        raise NotPossible(f"the number of draws is 1 to {MOST_DRAWS:,}, not {draws:,}")
    if not 0 <= seed <= LARGEST_SEED:
        raise NotPossible(f"a seed is a whole number from 0 to {LARGEST_SEED}, not {seed}")
    if not 0.0005 <= error < 1:
        raise NotPossible(f"the standard error can be 0.0005 or more, not {error:g}: less takes more than {MOST_DRAWS:,} draws")


def _run(
    simulation: Simulation, seed: int, draws: int | None, error: float, threads: int, progress: Callable[[int], None] | None
) -> Counts:
    counts = simulation.nothing()
    done, wanted = 0, draws if draws is not None else ROUND
    with ThreadPoolExecutor(max(1, threads)) as pool:
        while done < wanted:
            blocks = [(start // BLOCK, min(BLOCK, wanted - start)) for start in range(done, wanted, BLOCK)][: ROUND // BLOCK]
            for part in pool.map(lambda job: simulation.count(seed, *job), blocks):
                counts.add(part)
                done += part.draws
                if progress is not None:
                    progress(part.draws)
            if draws is None and done >= wanted and (_largest_error(counts) > error or _not_decided(simulation, counts)):
                wanted = min(wanted + ROUND, MOST_DRAWS)
    return counts


def _largest_error(counts: Counts) -> float:
    arrays = (counts.ranks, counts.above, counts.bands, counts.met, counts.not_met)
    return max(float(standard_errors(array / counts.draws, counts.draws).max()) for array in arrays if array.size)


def _not_decided(simulation: Simulation, counts: Counts) -> bool:
    """Whether another round is worth its time for a pair that is close to 95%."""
    wanted = counts.draws + ROUND
    if wanted > MOST_TO_DECIDE or simulation.values.size * wanted > MOST_RATINGS:
        return False
    return bool(undecided(counts.above / counts.draws, counts.draws, CONFIDENCE).any())


def _result(
    scores: Scores, column: Column, assumptions: Assumptions, seed: int, simulation: Simulation, counts: Counts
) -> Robustness:
    found = scores.column(column)
    taking_part = [i for i, status in zip(scores.matrix.initiatives, found.status, strict=True) if status == "scored"]
    headline = [row.initiative for row in scores.headline(column)]
    order = [taking_part.index(name) for name in headline if name in taking_part]
    low, high = _ends(counts.bins)
    rank_low, rank_high = _ends(counts.ranks)
    score_limits, rank_limits = _end_limits(counts.bins, counts.draws), _end_limits(counts.ranks, counts.draws)
    return Robustness(
        scores=scores,
        column=column,
        assumptions=assumptions,
        seed=seed,
        draws=counts.draws,
        initiatives=tuple(taking_part[i] for i in order),
        left_out=tuple(name for name in headline if name not in taking_part),
        mean=mean_of(counts)[order],
        score_low=low[order] / BINS_PER_POINT,
        score_high=high[order] / BINS_PER_POINT,
        rank_low=rank_low[order] + 1,
        rank_high=rank_high[order] + 1,
        mean_error=mean_errors_of(counts)[order],
        score_low_limits=score_limits[0][order] / BINS_PER_POINT,
        score_high_limits=score_limits[1][order] / BINS_PER_POINT,
        rank_low_limits=rank_limits[0][order] + 1,
        rank_high_limits=rank_limits[1][order] + 1,
        rank_shares=_shares(counts.ranks[order], counts),
        above=_shares(counts.above[np.ix_(order, order)], counts),
        bands=_shares(counts.bands[order], counts),
        band_names=tuple(band.name for band in counted_bands(scores.assessment_set.framework)),
        met=_shares(counts.met[:, order], counts),
        not_met=_shares(counts.not_met[:, order], counts),
        standards=tuple(result.id for result in found.standards),
        error=_largest_error(counts),
        measures=simulation.ratings.measures,
    )


def _shares(counted: CountArray, counts: Counts) -> FloatArray:
    return counted.astype(np.float64) / counts.draws


def _ends(counts: CountArray) -> tuple[CountArray, CountArray]:
    """The first places at which the running count reaches 5% and 95%, by row."""
    running = np.cumsum(counts, axis=1)
    total = running[:, -1:]
    tail = (1 - INTERVAL) / 2
    low = np.argmax(running >= tail * total, axis=1)
    high = np.argmax(running >= (1 - tail) * total - 1e-6, axis=1)
    return low, high


def _end_limits(counts: CountArray, draws: int) -> tuple[CountArray, CountArray]:
    """Where the true ends may lie: for the 5% and for the 95% point the two places, n x 2, between which it lies with 95%."""
    running = np.cumsum(counts, axis=1)
    tail = (1 - INTERVAL) / 2

    def limits(part: float) -> CountArray:
        low, high = quantile_places(draws, part)
        first = np.argmax(running >= low, axis=1) if low > 0 else np.zeros(len(counts), dtype=np.int64)
        last = np.argmax(running >= high, axis=1) if high <= draws else np.full(len(counts), counts.shape[1] - 1)
        return np.column_stack([first, last])

    return limits(tail), limits(1 - tail)
