"""The uncertain inputs of the scores as numbers spread evenly over 0..1, and the scores that follow from them.

What varies and how far is said by the same `Assumptions` as in a robustness analysis, and turned into weights and values by the same rules
(`analysis/draws.py`); only the numbers come from outside. So the variance of a score can be shared out over the inputs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.draws import RatingDraws, WeightDraws
from msiscore.analysis.evaluation import evaluate
from msiscore.analysis.simulation import Simulation
from msiscore.framework import Framework
from msiscore.rating_matrix import FloatArray
from msiscore.rounding import rounded
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.standards import Verdict
from msiscore.scoring.weighting import ScoreTree, score_tree

Grouping = Literal["kind", "dimension", "criterion"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
WEIGHT_SETS = "weight-sets"
"""The choice of a weight set is a group by itself, however the others are grouped."""

_IN_CACHE = 64 * 1024  # the most scores in a part of the draws
_SLACK = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """Uncertain inputs in groups. `of` has the group of each input by its place in `groups`.

    Inputs stand in this order: the choice of the weight set (where it varies), the weights of each set's tree, the cells of the matrix.
    """

    simulation: Simulation
    groups: tuple[str, ...]
    of: NDArray[np.intp]

    @property
    def count(self) -> int:
        """How many inputs there are."""
        return len(self.of)

    def scores(self, drawn: FloatArray) -> FloatArray:
        """Scores after minimum standards, n x draws, 0..100, from inputs x draws numbers of 0..1; draws in a multiple of 64."""
        n, draws = self.simulation.n, drawn.shape[1]
        found = np.empty((n, draws))
        width = max(64, min(1024, 1 << (max(1, _IN_CACHE // n).bit_length() - 1)))
        for start in range(0, draws, width):
            found[:, start : start + width] = self._part(drawn[:, start : start + width])
        return found

    def compared(self, scores: FloatArray, framework: Framework) -> FloatArray:
        """The numbers that ranks are made from."""
        if framework.ranking != "rounded":
            return scores
        different, places = np.unique(scores, return_inverse=True)
        return np.array([float(rounded(number, framework.decimals)) for number in different.tolist()])[places].reshape(
            scores.shape
        )

    def _part(self, drawn: FloatArray) -> FloatArray:
        simulation = self.simulation
        place, sets, draws = 0, len(simulation.hierarchies), drawn.shape[1]
        chosen = np.zeros(draws, dtype=np.intp)
        if sets > 1:
            chosen, place = np.minimum((drawn[0] * sets).astype(np.intp), sets - 1), 1
        values = [row[:, np.newaxis] for row in simulation.values]
        worth = cell_values(simulation.ratings, drawn[self.count - len(simulation.ratings.rows) :])
        varied = sorted(set(simulation.ratings.rows.tolist()))
        for row in varied:
            here = simulation.ratings.rows == row
            values[row] = np.repeat(values[row], draws, axis=1)
            values[row][simulation.ratings.columns[here]] = worth[here]
        scores = np.empty((simulation.n, draws))
        for k, (hierarchy, weighting) in enumerate(zip(simulation.hierarchies, simulation.weights, strict=True)):
            inputs = sum(len(stated) for _, stated in weighting.nodes)
            factors = weight_factors(weighting, drawn[place : place + inputs])
            place += inputs
            which, own = np.flatnonzero(chosen == k), values
            if not len(which):
                continue
            if sets > 1:  # a lone draw is doubled: one column is how `evaluate` knows what is the same in every draw
                several = which if len(which) > 1 else np.repeat(which, 2)
                factors = {node: factor[:, several] for node, factor in factors.items()}
                own = [value[:, several] if row in varied else value for row, value in enumerate(values)]
            scores[:, which] = evaluate(hierarchy, own, simulation.applicable, factors)[-1][:, : len(which)]
        scores *= 100
        self._cap(scores, values)
        return scores

    def _cap(self, scores: FloatArray, values: list[FloatArray]) -> None:
        """What the minimum standards leave, in place: a drawn answer is compared, others keep their verdict."""
        ratings = self.simulation.ratings
        for standard in self.simulation.standards:
            if not np.isfinite(standard.limit):
                continue
            worst = np.zeros((self.simulation.n, 1), dtype=np.bool_)
            for row, stated in zip(standard.rows, standard.verdicts, strict=True):
                failed = np.repeat((stated == Verdict.NOT_MET)[:, np.newaxis], values[row].shape[1], axis=1)
                columns = ratings.columns[ratings.rows == row]
                due = standard.due[columns, np.newaxis]
                failed[columns] = ~np.isnan(due) & (values[row][columns] < due - _SLACK)
                worst = worst | failed
            np.copyto(scores, np.minimum(scores, standard.limit), where=worst)


def weight_factors(weighting: WeightDraws, drawn: FloatArray) -> dict[int, FloatArray]:
    """What `WeightDraws.draw` makes of random numbers, from numbers that are given, weights x draws."""
    factors, start = {}, 0
    for node, stated in weighting.nodes:
        here = drawn[start : start + len(stated)]
        if weighting.any_weights:
            factors[node] = (1e-12 - np.log1p(-here)) / np.array([[weight or 1.0] for weight in stated])
        else:
            factors[node] = 1 + weighting.within * (2 * here - 1)
        start += len(stated)
    return factors


def cell_values(ratings: RatingDraws, drawn: FloatArray) -> FloatArray:
    """What `RatingDraws.draw` makes of random numbers, from numbers that are given, cells x draws."""
    share, count = ratings.shares[:, np.newaxis], ratings.counts[:, np.newaxis]
    answered = np.minimum((drawn * count).astype(np.intp), np.maximum(count - 1, 0))
    place = np.where(ratings.open_[:, np.newaxis], answered, 1 - (drawn < share) + (drawn >= 1 - share))
    return np.where(count == 0, drawn, np.take_along_axis(ratings.levels, place, axis=1)) if len(count) else drawn


def make_inputs(scores: Scores, column: ColumnScores, simulation: Simulation, by: Grouping) -> Inputs:
    """The inputs that vary in `simulation`, grouped.

    kind: weights, ratings, open answers, the choice of the weight set. dimension: what belongs to each dimension of the top level, its
    own weight too. criterion: a criterion with its weight, ratings and open answers; and each dimension's weight.
    """
    framework = scores.assessment_set.framework
    names = [WEIGHT_SETS] if len(simulation.hierarchies) > 1 else []
    top = {id_: dimension.id for dimension in framework.dimensions for id_ in _ids(framework, dimension.id)}
    for tree, weighting in zip(_trees(scores, column, simulation), simulation.weights, strict=True):
        for node, _ in weighting.nodes:
            for child in tree.hierarchy.nodes[node].children:
                id_ = tree.row_ids[child].partition("/")[0]
                names.append({"kind": "weights", "dimension": top[id_], "criterion": id_}[by])
    for row, is_open in zip(simulation.ratings.rows.tolist(), simulation.ratings.open_.tolist(), strict=True):
        id_ = scores.matrix.items[row].criterion.id
        names.append({"kind": "open-answers" if is_open else "ratings", "dimension": top[id_], "criterion": id_}[by])
    order = [WEIGHT_SETS, "weights", "ratings", "open-answers", *_reading_order(framework)]
    groups = tuple(name for name in order if name in set(names))
    return Inputs(simulation, groups, np.array([groups.index(name) for name in names], dtype=np.intp))


def _trees(scores: Scores, column: ColumnScores, simulation: Simulation) -> Sequence[ScoreTree]:
    """The trees in the order of `Simulation.hierarchies`."""
    if len(simulation.hierarchies) == 1:
        return [column.nodes.tree]
    framework = scores.assessment_set.framework
    return [score_tree(framework, column.column, framework.weights_of(name)) for name in (None, *framework.weight_sets)]


def _ids(framework: Framework, top: str) -> Iterator[str]:
    """The ids of a dimension and of everything in it."""
    whole = next(dimension for dimension in framework.dimensions if dimension.id == top)
    yield from (dimension.id for dimension in whole.walk())
    yield from (criterion.id for criterion in whole.all_criteria())


def _reading_order(framework: Framework) -> Iterator[str]:
    for dimension in framework.walk():
        yield dimension.id
        yield from (criterion.id for criterion in dimension.criteria)
