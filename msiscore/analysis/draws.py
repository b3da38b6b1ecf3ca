"""Random weights and ratings, draw by draw.

Every block of 1,024 draws has random streams of its own: Philox, keyed by the seed and the number of the block, with one counter for
each purpose. So a draw is the same however the work is cut up and on however many threads, and leaving the ratings as they are does
not change which weights are drawn. Numbers are taken draw after draw, so that a block may be worked through in parts.
Philox: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, doi:10.1145/2063384.2063405.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.assumptions import UNSTATED, Assumptions
from msiscore.assessment import AssessmentSet
from msiscore.framework import Framework
from msiscore.rating_matrix import FloatArray, Item, RatingMatrix, Treatment, rating_of
from msiscore.scales import BaseScale, LevelScale, PointsScale, ThresholdScale, YesNoScale
from msiscore.scoring.weighting import ScoreTree

BLOCK = 1024
LARGEST_SEED = 2**64 - 1
_MOST_LEVELS = 1001
SETS, RATINGS, WEIGHTS = 0, 1, 2  # purposes of streams; the weights of further weight sets follow
RULES, NORMALISATIONS = 2**32, 2**32 + 1


def stream(seed: int, block: int, purpose: int) -> np.random.Generator:
    """The random numbers of one block for one purpose."""
    return np.random.Generator(
        np.random.Philox(key=np.array([seed, block], np.uint64), counter=np.array([0, 0, 0, purpose], np.uint64))
    )


@dataclass(frozen=True, slots=True)
class WeightDraws:
    """The weights of a tree that vary.

    nodes: each node with more than one child of some weight, by its place in the hierarchy, with the stated weights of its children.
    The two aspects of a criterion are not weighted by anyone, and do not vary. A weight of 0 stays 0.
    """

    nodes: tuple[tuple[int, tuple[float, ...]], ...]
    within: float
    any_weights: bool

    def draw(self, numbers: np.random.Generator, draws: int) -> dict[int, FloatArray]:
        """Factors for `evaluate`, children x draws for each node."""
        if not self.nodes:
            return {}
        width = sum(len(stated) for _, stated in self.nodes)
        if self.any_weights:  # exponential weights, rescaled to a sum of 1, are Dirichlet(1, ..., 1)
            drawn = numbers.standard_exponential((draws, width)) + 1e-12
        else:
            drawn = 1 + self.within * (2 * numbers.random((draws, width)) - 1)
        columns = np.ascontiguousarray(drawn.T)
        factors, start = {}, 0
        for k, stated in self.nodes:
            factors[k] = columns[start : start + len(stated)]
            if self.any_weights:  # in the place of the stated weights, which the factors multiply
                factors[k] /= np.array([[weight or 1.0] for weight in stated])
            start += len(stated)
        return factors


def weight_draws(framework: Framework, tree: ScoreTree, assumptions: Assumptions) -> WeightDraws:
    """Which weights of `tree` vary. Where weights follow sizes, what is drawn multiplies the size."""
    if not assumptions.any_weights and not assumptions.weights_within:
        return WeightDraws((), 0.0, False)
    hierarchy = tree.hierarchy
    found = []
    for k, node in enumerate(hierarchy.nodes):
        id_ = tree.row_ids[hierarchy.items + k]
        if id_ in framework.criterion_by_id or sum(weight > 0 for weight in node.weights) < 2:
            continue
        found.append((k, node.weights))
    return WeightDraws(tuple(found), assumptions.weights_within, assumptions.any_weights)


@dataclass(frozen=True, slots=True)
class RatingDraws:
    """The answers that vary: cells of the rating matrix with what they may be worth.

    cells: row (item) and column (initiative) of each. open_: whether the cell is an open answer. levels: cells x the most levels,
    the worth of each level (rated: next lower, own, next higher). counts: how many levels each cell has; 0 for an open answer that
    may have any value from 0 to 1. shares: the probability of the next lower level, and of the next higher.
    measures: how many ratings stay as they are.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    open_: NDArray[np.bool_]
    levels: FloatArray
    counts: NDArray[np.intp]
    shares: FloatArray
    measures: int = 0

    def of(self, columns: Sequence[int]) -> RatingDraws:
        """Only the cells of some initiatives, whose columns are counted anew."""
        place = {column: new for new, column in enumerate(columns)}
        kept = np.isin(self.columns, list(columns))
        return RatingDraws(
            self.rows[kept],
            np.array([place[column] for column in self.columns[kept].tolist()], dtype=np.intp),
            self.open_[kept],
            self.levels[kept],
            self.counts[kept],
            self.shares[kept],
            self.measures,
        )

    def draw(self, numbers: np.random.Generator, draws: int) -> FloatArray:
        """Values, cells x draws."""
        return self.values_at(np.ascontiguousarray(numbers.random((draws, len(self.rows))).T))

    def values_at(self, u: FloatArray) -> FloatArray:
        """Values for numbers spread evenly over 0 to 1, cells x draws."""
        share, count = self.shares[:, np.newaxis], self.counts[:, np.newaxis]
        place = np.where(
            self.open_[:, np.newaxis], np.minimum((u * count).astype(np.intp), count - 1), 1 - (u < share) + (u >= 1 - share)
        )
        drawn: FloatArray = np.take_along_axis(self.levels, np.maximum(place, 0), axis=1)
        return np.where(count == 0, u, drawn)


def rating_draws(
    assessment_set: AssessmentSet, matrix: RatingMatrix, rows: Sequence[int], assumptions: Assumptions
) -> RatingDraws:
    """The cells of the items `rows` that vary. Measured ratings have no neighbouring level, and stay as they are."""
    framework = assessment_set.framework
    neighbour = dict(assumptions.neighbour)
    cells: list[tuple[int, int, bool, list[float], int, float]] = []
    measures = 0
    for row in rows:
        item = matrix.items[row]
        scale = framework.scale_of(item.criterion)
        worths = level_values(scale)
        for column, assessment in enumerate(assessment_set.assessments):
            treatment = matrix.treatments[row, column]
            if treatment == Treatment.OPEN and assumptions.open_answers == "any":
                cells.append((row, column, True, worths or [0.0], len(worths), 0.0))
            elif treatment == Treatment.RATED and assumptions.ratings:
                rating = rating_of(assessment, item)
                share = neighbour.get((rating.confidence if rating else None) or UNSTATED, 0.0)
                if not worths:
                    measures += 1
                elif share > 0:
                    cells.append((row, column, False, neighbours(worths, float(matrix.values[row, column])), 3, share))
    most = max((len(cell[3]) for cell in cells), default=1)
    return RatingDraws(
        rows=np.array([cell[0] for cell in cells], dtype=np.intp),
        columns=np.array([cell[1] for cell in cells], dtype=np.intp),
        open_=np.array([cell[2] for cell in cells], dtype=np.bool_),
        levels=np.array([cell[3] + [0.0] * (most - len(cell[3])) for cell in cells]).reshape(len(cells), most),
        counts=np.array([cell[4] for cell in cells], dtype=np.intp),
        shares=np.array([cell[5] for cell in cells]),
        measures=measures,
    )


def level_values(scale: BaseScale) -> list[float]:
    """What each level of a scale is worth, the worst first; empty for a scale without levels."""
    if isinstance(scale, LevelScale):
        return sorted(scale.value_of(float(index)) for index in range(len(scale.levels)))
    if isinstance(scale, YesNoScale):
        return [0.0, 1.0]
    if isinstance(scale, ThresholdScale):
        return [index / len(scale.steps) for index in range(len(scale.steps) + 1)]
    if isinstance(scale, PointsScale) and scale.step:
        count = round(scale.of / scale.step) + 1
        if count <= _MOST_LEVELS:
            return sorted(scale.value_of(min(scale.of, index * scale.step)) for index in range(count))
    return []


def neighbours(worths: list[float], value: float) -> list[float]:
    """The worth of the next lower level, of the own and of the next higher one; at an end of the scale, the own again."""
    place = min(range(len(worths)), key=lambda index: abs(worths[index] - value))
    return [worths[max(0, place - 1)], value, worths[min(len(worths) - 1, place + 1)]]


def item_rows(items: Sequence[Item], tree: ScoreTree) -> list[int]:
    """The items that count in `tree`."""
    leaves = tree.hierarchy.leaves_under(tree.hierarchy.rows - 1)
    return [row for row in range(len(items)) if row in leaves]
