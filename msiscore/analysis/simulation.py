"""Blocks of draws, scored, capped, ranked and counted.

Only whole numbers are kept, so that the counts are the same however the blocks are shared out, and take the same memory however many
draws there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.draws import (
    BLOCK,
    RATINGS,
    SETS,
    WEIGHTS,
    RatingDraws,
    WeightDraws,
    item_rows,
    rating_draws,
    stream,
    weight_draws,
)
from msiscore.analysis.evaluation import BoolArray, evaluate
from msiscore.errors import NotPossible
from msiscore.framework import Band, Criterion, Framework
from msiscore.rating_matrix import FloatArray
from msiscore.scoring.hierarchy import Hierarchy
from msiscore.scoring.ranking import TIE
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.standards import StandardResult, Verdict, check_standards
from msiscore.scoring.weighting import score_tree

CountArray = NDArray[np.int64]

BINS_PER_POINT = 20
BINS = 100 * BINS_PER_POINT + 1
_IN_CACHE = 128 * 1024  # the most scores in a part of a block
_SUM_UNIT = 1e-9  # sums of scores are kept as whole numbers of this
_SLACK = 1e-12


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


@dataclass(frozen=True, slots=True, eq=False)
class _Standard:
    """One minimum standard: by item, the verdict on what is stated (items x n) and the value that is asked (NaN: not known)."""

    limit: float
    rows: tuple[int, ...]
    verdicts: NDArray[np.uint8]
    due: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Simulation:
    """All that draws need, for the initiatives that have a score. `hierarchies` and `weights` have one entry a weight set.

    decimals: the decimals to which scores are rounded before they are ranked and put in bands; None for not at all.
    """

    hierarchies: tuple[Hierarchy, ...]
    weights: tuple[WeightDraws, ...]
    ratings: RatingDraws
    standards: tuple[_Standard, ...]
    values: FloatArray
    applicable: BoolArray
    bands: FloatArray
    pairwise: bool
    decimals: int | None = None

    @property
    def n(self) -> int:
        """How many initiatives take part."""
        return int(self.values.shape[1])

    def nothing(self) -> Counts:
        """Counts of no draws."""
        n, bands, standards = self.n, len(self.bands), len(self.standards)
        shapes = ((n, n), (n, n), (n, BINS), (n, bands), (standards, n), (standards, n), (n,))
        return Counts(0, *(np.zeros(shape, dtype=np.int64) for shape in shapes))

    def count(self, seed: int, block: int, draws: int = BLOCK, width: int = 0) -> Counts:
        """The counts over the first `draws` draws of a block, worked through in parts of `width` draws."""
        sets, ratings = stream(seed, block, SETS), stream(seed, block, RATINGS)
        weights = [stream(seed, block, WEIGHTS + k) for k in range(len(self.weights))]
        width = width or self._width()
        counts = self.nothing()
        for start in range(0, draws, width):
            counts.add(self._count(*self._draw(min(width, draws - start), sets, ratings, weights)))
        return counts

    def _width(self) -> int:
        """Draws in a part of a block: a power of two, so that no small part is left over."""
        return 1 << max(5, min(10, (_IN_CACHE // self.n).bit_length() - 1))

    def _draw(
        self, draws: int, sets: np.random.Generator, ratings: np.random.Generator, weights: list[np.random.Generator]
    ) -> tuple[FloatArray, list[NDArray[np.uint8]]]:
        """Scores after minimum standards, n x draws, and the verdicts, standards x (n x draws, or n x 1)."""
        values = [row[:, np.newaxis] for row in self.values]
        varied = set(self.ratings.rows.tolist())
        if varied:
            drawn = self.ratings.draw(ratings, draws)
            for row in sorted(varied):
                here = self.ratings.rows == row
                full = np.repeat(values[row], draws, axis=1)
                full[self.ratings.columns[here]] = drawn[here]
                values[row] = full
        chosen = (sets.random(draws) * len(self.hierarchies)).astype(np.intp)
        scores = np.empty((self.n, draws))
        for k, (hierarchy, weighting) in enumerate(zip(self.hierarchies, self.weights, strict=True)):
            factors, own = weighting.draw(weights[k], draws), values
            which = np.flatnonzero(chosen == k)
            if not len(which):
                continue
            if len(which) < draws or draws == 1:
                # A lone draw is doubled: one column is how `evaluate` knows what is the same in every draw.
                several = which if len(which) > 1 else np.repeat(which, 2)
                factors = {node: factor[:, several] for node, factor in factors.items()}
                own = [value[:, several] if row in varied else value for row, value in enumerate(values)]
            scores[:, which] = evaluate(hierarchy, own, self.applicable, factors)[-1][:, : len(which)]
        return scores, self._cap(scores, values, self.ratings.rows, self.ratings.columns)

    def score_with(self, changes: Sequence[tuple[int, int, float]]) -> FloatArray:
        """The scores by the first weights when some cells (item, initiative) have other values; n."""
        values = self.values.copy()
        rows = np.array([row for row, _, _ in changes], dtype=np.intp)
        columns = np.array([column for _, column, _ in changes], dtype=np.intp)
        values[rows, columns] = [value for _, _, value in changes]
        cells = [row[:, np.newaxis] for row in values]
        scores = evaluate(self.hierarchies[0], cells, self.applicable, {})[-1].copy()
        self._cap(scores, cells, rows, columns)
        return scores[:, 0]

    def _cap(
        self, scores: FloatArray, values: list[FloatArray], rows: NDArray[np.intp], columns: NDArray[np.intp]
    ) -> list[NDArray[np.uint8]]:
        """Make 0..1 into 0..100 and cap, in place; the verdicts on the standards."""
        scores *= 100
        verdicts = [_verdicts(standard, values, rows, columns) for standard in self.standards]
        for standard, verdict in zip(self.standards, verdicts, strict=True):
            if np.isfinite(standard.limit):
                np.copyto(scores, np.minimum(scores, standard.limit), where=verdict == Verdict.NOT_MET)
        return verdicts

    def _count(self, scores: FloatArray, verdicts: list[NDArray[np.uint8]]) -> Counts:
        n, draws = scores.shape
        compared = scores if self.decimals is None else _rounded(scores, self.decimals)
        ranks = rank_draws(compared)
        place = np.arange(n)[:, np.newaxis]
        above = np.zeros((n, n), dtype=np.int64)
        if self.pairwise:
            for one in range(n):
                above[one] = np.count_nonzero(ranks[one] < ranks, axis=1)
        bins = np.minimum(((scores + TIE) * BINS_PER_POINT).astype(np.int64), BINS - 1)
        bands = np.zeros((n, len(self.bands)), dtype=np.int64)
        reached = [np.count_nonzero(compared >= start - TIE, axis=1) for start in self.bands]
        for k, count in enumerate(reached):
            bands[:, k] = count - (reached[k + 1] if k + 1 < len(reached) else 0)
        full = [np.broadcast_to(verdict, (n, draws)) for verdict in verdicts]
        return Counts(
            draws=draws,
            ranks=np.bincount((place * n + ranks - 1).ravel(), minlength=n * n).reshape(n, n),
            above=above,
            bins=np.bincount((place * BINS + bins).ravel(), minlength=n * BINS).reshape(n, BINS),
            bands=bands,
            met=np.array([np.count_nonzero(v == Verdict.MET, axis=1) for v in full], dtype=np.int64).reshape(len(full), n),
            not_met=np.array([np.count_nonzero(v == Verdict.NOT_MET, axis=1) for v in full], dtype=np.int64).reshape(
                len(full), n
            ),
            total=np.rint(scores / _SUM_UNIT).astype(np.int64).sum(axis=1),
        )


def mean_of(counts: Counts) -> FloatArray:
    """The mean score of each initiative."""
    return np.array([int(total) * _SUM_UNIT / counts.draws for total in counts.total])


def rank_draws(scores: FloatArray) -> NDArray[np.int32]:
    """Ranks of n initiatives in each draw, n x draws, by the engine's rule: see `scoring.ranking.rank`."""
    n, draws = scores.shape
    falling = np.negative(scores.T, order="C")
    order = np.argsort(falling, axis=1)
    falling = np.take_along_axis(falling, order, axis=1)
    placed = np.empty((draws, n), dtype=np.int32)
    placed[:] = np.arange(1, n + 1)
    tied = np.flatnonzero((np.diff(falling, axis=1) <= TIE).any(axis=1)) if n > 1 else np.zeros(0, dtype=np.intp)
    if len(tied):
        rows = np.ascontiguousarray(falling[tied].T)
        top, leader = rows[0].copy(), np.ones(len(tied), dtype=np.int32)
        for place in range(1, n):
            new = rows[place] - top > TIE
            np.copyto(top, rows[place], where=new)
            np.copyto(leader, place + 1, where=new)
            placed[tied, place] = leader
    ranks = np.empty((draws, n), dtype=np.int32)
    np.put_along_axis(ranks, order, placed, axis=1)
    return np.ascontiguousarray(ranks.T)


def make_simulation(scores: Scores, column: ColumnScores, assumptions: Assumptions, pairwise: bool = True) -> Simulation:
    """The draws for the initiatives of `column` that have a score."""
    taking_part = [place for place, status in enumerate(column.status) if status == "scored"]
    whole, framework = scores.assessment_set, scores.assessment_set.framework
    sets = [framework.weights_of(scores.weight_set)]
    if assumptions.weight_sets:
        sets = [framework.weights_of(name) for name in (None, *framework.weight_sets)]
    trees = [score_tree(framework, column.column, weights) for weights in sets]
    rows = sorted({row for tree in trees for row in item_rows(scores.matrix.items, tree)})
    ratings = rating_draws(whole, scores.matrix, rows, assumptions)
    simulation = Simulation(
        hierarchies=tuple(tree.hierarchy for tree in trees),
        weights=tuple(weight_draws(framework, tree, assumptions) for tree in trees),
        ratings=ratings.of(taking_part),
        standards=tuple(_standards(scores, column, taking_part)),
        values=scores.matrix.values[:, taking_part],
        applicable=(scores.matrix.open_ | ~np.isnan(scores.matrix.values))[:, taking_part],
        bands=np.array([band.from_ for band in counted_bands(framework)]),
        pairwise=pairwise,
        decimals=framework.decimals if framework.ranking == "rounded" else None,
    )
    for hierarchy in simulation.hierarchies:
        plain = evaluate(hierarchy, [row[:, np.newaxis] for row in simulation.values], simulation.applicable, {})[-1]
        if np.isnan(plain).any():
            lost = scores.matrix.initiatives[taking_part[int(np.flatnonzero(np.isnan(plain[:, 0]))[0])]]
            raise NotPossible(f"by one of the weight sets nothing that `{lost}` was rated on counts, so it has no score by it")
    return simulation


def counted_bands(framework: Framework) -> list[Band]:
    """The bands, the lowest first; none where a band requires more than a score, for that is not followed from draw to draw."""
    if any(band.requires for band in framework.bands):
        return []
    return sorted(framework.bands, key=lambda band: band.from_)


def counted_standards(column: ColumnScores) -> list[StandardResult]:
    """The minimum standards of criteria. Minimum scores that only mark are left out; raises NotPossible for one that acts on scores."""
    for result in column.standards:
        if not isinstance(result.holder, Criterion) and result.minimum.otherwise != "flag":
            raise NotPossible(
                f"`{result.id}` carries a minimum score that changes the total; robustness follows only the minimum standards of criteria"
            )
    return [result for result in column.standards if isinstance(result.holder, Criterion)]


def _rounded(scores: FloatArray, decimals: int) -> FloatArray:
    """As `rounding.rounded`: halves away from zero, after noise beyond the ninth decimal is dropped."""
    scaled = np.round(np.round(scores, 9) * 10.0**decimals, 9 - decimals)
    return np.floor(scaled + 0.5) / 10.0**decimals


def _standards(scores: Scores, column: ColumnScores, taking_part: list[int]) -> list[_Standard]:
    matrix, framework = scores.matrix, scores.assessment_set.framework
    tree = column.nodes.tree
    counted = set(tree.hierarchy.leaves_under(tree.hierarchy.rows - 1))
    found = []
    for result in counted_standards(column):
        criterion, minimum = result.holder, result.minimum
        if not isinstance(criterion, Criterion):
            continue
        limit = {"flag": np.inf, "fail": 0.0, "cap": float(minimum.at or 0.0)}[minimum.otherwise]
        rows, verdicts = [], []
        for row in sorted(counted):
            single = [one for one in check_standards(scores.assessment_set, matrix, [row]) if one.holder is criterion]
            if single:
                rows.append(row)
                verdicts.append(single[0].verdicts[taking_part])
        scale = framework.scale_of(criterion)
        due = np.array([scale.minimum_value(asked) if asked else np.nan for asked in result.asked])[taking_part]
        found.append(_Standard(limit, tuple(rows), np.array(verdicts), due))
    return found


def _verdicts(
    standard: _Standard, values: list[FloatArray], changed: NDArray[np.intp], of: NDArray[np.intp]
) -> NDArray[np.uint8]:
    """The worst verdict over the items of a standard, n x draws or n x 1. The cells (`changed`, `of`) were drawn: compare."""
    worst: NDArray[np.uint8] = np.zeros((values[0].shape[0], 1), dtype=np.uint8)
    for row, stated in zip(standard.rows, standard.verdicts, strict=True):
        verdict = stated[:, np.newaxis]
        columns = of[changed == row]
        if len(columns):
            verdict = np.repeat(verdict, values[row].shape[1], axis=1)
            due = standard.due[columns, np.newaxis]
            compared = np.where(values[row][columns] >= due - _SLACK, Verdict.MET, Verdict.NOT_MET)
            verdict[columns] = np.where(np.isnan(due), Verdict.UNKNOWN, compared)
        worst = np.maximum(worst, verdict)
    return worst
