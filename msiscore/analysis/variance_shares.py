"""How much of the uncertainty of a score, and of a rank, comes from the weights, the ratings and the open answers: Sobol indices.

As proposed for composite indicators by Saisana, Saltelli and Tarantola (2005), doi:10.1111/j.1467-985X.2005.00350.x; estimators and limits
in `analysis/sobol.py`. An index whose limit is too wide to say anything is not shown: see `VarianceShares.shown`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.draws import LARGEST_SEED
from msiscore.analysis.inputs import GROUPINGS, Grouping, Inputs, make_inputs
from msiscore.analysis.simulation import make_simulation, rank_draws
from msiscore.analysis.sobol import MOST_DRAWS, Estimator, Indices, base_sample
from msiscore.analysis.variants import scored_column
from msiscore.errors import NotPossible, nearest
from msiscore.rating_matrix import FloatArray
from msiscore.scoring.ranking import TIE
from msiscore.scoring.scores import Scores
from msiscore.scoring.weighting import Column

if TYPE_CHECKING:
    import pandas as pd

NOISE = 0.1
"""An index is shown when its 95% limit is no wider than plus or minus this. An own proposal."""

FIRST_DRAWS, LAST_DRAWS, LEAST_DRAWS = 1024, 8192, 64
"""Where no number of draws is asked for: they are doubled from the first to the last of these until every index can be shown."""

MOST_WORK = 2_000_000_000
"""Draws are not doubled beyond so many ratings scored."""

MOST_NUMBERS = 2**25
"""Random numbers in each of A and B, inputs x draws: 256 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class VarianceShares:
    """Indices of g groups of inputs for n initiatives, those with a score in the order of their ranks.

    score, rank: the indices for the scores and for the ranks, g x n; NaN where the score or rank does not vary. draws: rows of A; runs: how
    often everything was scored, draws x (g + 2).
    """

    column: Column
    assumptions: Assumptions
    by: Grouping
    seed: int
    draws: int
    runs: int
    inputs: int
    initiatives: tuple[str, ...]
    left_out: tuple[str, ...]
    groups: tuple[str, ...]
    score: Indices
    rank: Indices

    @staticmethod
    def shown(indices: Indices) -> NDArray[np.bool_]:
        """Which indices carry a claim, g x n: the output varies, and both limits are 0.1 or less. The others are noise."""
        with np.errstate(invalid="ignore"):
            found: NDArray[np.bool_] = (indices.first_limit <= NOISE) & (indices.total_limit <= NOISE)
        return found

    def to_frame(self) -> pd.DataFrame:
        """One row per output, initiative and group: the indices and their limits, empty where they are not shown."""
        import pandas as pd

        rows = []
        for output, found in (("score", self.score), ("rank", self.rank)):
            kept = self.shown(found)
            for k, name in enumerate(self.initiatives):
                for g, group in enumerate(self.groups):
                    numbers = (found.first, found.first_limit, found.total, found.total_limit)
                    one = [float(array[g, k]) if kept[g, k] else np.nan for array in numbers]
                    rows.append([output, name, group, *one, bool(kept[g, k])])
        names = ["output", "initiative", "group", "first", "first_limit", "total", "total_limit", "shown"]
        return pd.DataFrame(rows, columns=names)


def variance_shares(
    scores: Scores,
    assumptions: Assumptions | None = None,
    *,
    by: Grouping = "kind",
    draws: int | None = None,
    seed: int = 1,
    column: Column | None = None,
    most_work: int = MOST_WORK,
    progress: Callable[[int, int], None] | None = None,
) -> VarianceShares:
    """First and total order Sobol indices of groups of uncertain inputs, for all scores and ranks at once.

    assumptions: what varies, as in a robustness analysis. by: how inputs are grouped, see `inputs.make_inputs`. draws: a power of 2 from 64
    to 65,536; if absent, they are doubled from 1,024 to 8,192 until every index can be shown. The same seed gives the same result; 0 is a
    seed. most_work: they are not doubled where a round would score more ratings than this. progress: called with the parts done and all
    of them. Raises NotPossible where nothing varies, nobody has a score, or a number makes no sense.
    """
    assumptions = assumptions or Assumptions()
    check_numbers(by, draws, seed)
    if not assumptions.vary:
        raise NotPossible("nothing varies, so there is no uncertainty to share out")
    found = scored_column(scores, column, "there is no uncertainty of scores to share out")
    inputs = make_inputs(scores, found, make_simulation(scores, found, assumptions, pairwise=False), by)
    if not inputs.count:
        raise NotPossible(
            "nothing varies: there are no two weights beside each other, no rating that may be off and no open answer"
        )
    fitting = 2 ** ((MOST_NUMBERS // inputs.count).bit_length() - 1)
    if (draws or LEAST_DRAWS) > fitting:
        room = f"at most {fitting:,} draws fit" if fitting >= LEAST_DRAWS else "no useful number of draws fits"
        raise NotPossible(f"with {inputs.count:,} uncertain inputs {room} into memory; leave ratings or open answers as they are")
    rows = first = draws if draws is not None else min(FIRST_DRAWS, fitting)
    most = draws if draws is not None else 2 * LAST_DRAWS - first  # all rounds together
    while True:

        def tell(step: int, before: int = rows - first, size: int = rows) -> None:
            if progress is not None:
                progress(before * (len(inputs.groups) + 2) + size * step, most * (len(inputs.groups) + 2))

        score, rank = _indices(scores, inputs, rows, seed, tell)
        work = inputs.simulation.values.size * (len(inputs.groups) + 2) * rows * 2
        if draws is not None or rows >= min(LAST_DRAWS, fitting) or work > most_work or _enough(score, rank):
            break
        rows *= 2
    taking_part = [i for i, status in zip(scores.matrix.initiatives, found.status, strict=True) if status == "scored"]
    headline = [row.initiative for row in scores.headline(found.column)]
    order = [taking_part.index(name) for name in headline if name in taking_part]
    return VarianceShares(
        column=found.column,
        assumptions=assumptions,
        by=by,
        seed=seed,
        draws=rows,
        runs=rows * (len(inputs.groups) + 2),
        inputs=inputs.count,
        initiatives=tuple(taking_part[i] for i in order),
        left_out=tuple(name for name in headline if name not in taking_part),
        groups=inputs.groups,
        score=_ordered(score, order),
        rank=_ordered(rank, order),
    )


def check_numbers(by: Grouping, draws: int | None, seed: int) -> None:
    """Raise NotPossible for a grouping, a number of draws or a seed that there is not."""
    if by not in GROUPINGS:
        near = nearest(by, GROUPINGS)
        raise NotPossible(f"inputs are grouped by {', '.join(GROUPINGS)}, not by `{by}`" + (f"; {near}" if near else ""))
    if draws is not None and (not LEAST_DRAWS <= draws <= MOST_DRAWS or draws & (draws - 1)):
        raise NotPossible(f"the number of draws is a power of 2 from {LEAST_DRAWS} to {MOST_DRAWS:,}, not {draws:,}")
    if not 0 <= seed <= LARGEST_SEED:
        raise NotPossible(f"a seed is a whole number from 0 to {LARGEST_SEED}, not {seed}")


def _indices(scores: Scores, inputs: Inputs, draws: int, seed: int, tell: Callable[[int], None]) -> tuple[Indices, Indices]:
    """Scores and ranks are outputs of one estimator, n rows each."""
    framework, n = scores.assessment_set.framework, inputs.simulation.n

    def outputs(drawn: FloatArray, step: int) -> FloatArray:
        found = inputs.scores(drawn)
        ranks = rank_draws(inputs.compared(found, framework)).astype(np.float64)
        tell(step)
        return np.concatenate([found, ranks])

    a, b = base_sample(inputs.count, draws, seed)
    estimator = Estimator(outputs(a, 1), outputs(b, 2), seed, least_sd=TIE)
    all_ = np.array(
        [estimator.group(outputs(np.where((inputs.of == g)[:, np.newaxis], b, a), g + 3)) for g in range(len(inputs.groups))]
    )
    score, rank = (
        Indices(all_[:, 0, cut], all_[:, 1, cut], all_[:, 2, cut], all_[:, 3, cut], estimator.sd[cut])
        for cut in (slice(0, n), slice(n, 2 * n))
    )
    return score, rank


def _enough(*found: Indices) -> bool:
    return all((np.isnan(one.first) | VarianceShares.shown(one)).all() for one in found)


def _ordered(found: Indices, order: list[int]) -> Indices:
    return Indices(
        found.first[:, order], found.first_limit[:, order], found.total[:, order], found.total_limit[:, order], found.sd[order]
    )
