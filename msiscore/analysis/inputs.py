"""The uncertain inputs of the scores as numbers spread evenly over 0..1, and the scores that follow from them.

What varies and how far is said by the same `Assumptions` as in a robustness analysis, and turned into weights and values by the same rules
(`analysis/draws.py`), and everything is scored, capped and chosen by the same `Simulation`; only the numbers come from outside. So the
variance of a score can be shared out over the inputs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.draws import WeightDraws
from msiscore.analysis.simulation import Simulation
from msiscore.framework import Framework
from msiscore.rating_matrix import FloatArray
from msiscore.rounding import rounded
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.weighting import ScoreTree, score_tree

Grouping = Literal["kind", "dimension", "criterion"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
CHOICES = ("normalisation", "rule", "weight-sets")
"""What a draw chooses, in the order of `Simulation.choices`: the normalisation, the rule of the means, and the weight set."""

_IN_CACHE = 64 * 1024  # the most scores in a part of the draws


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """Uncertain inputs in groups. `of` has the group of each input by its place in `groups`.

    Inputs stand in this order: the choices (those that vary), the weights of each set's tree, the cells of the matrix.
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
        simulation, place = self.simulation, 0
        chosen = np.zeros(drawn.shape[1], dtype=np.intp)
        for count in simulation.choices:
            chosen *= count
            if count > 1:
                chosen += np.minimum((drawn[place] * count).astype(np.intp), count - 1)
                place += 1
        factors = []
        for weighting in simulation.weights:
            inputs = sum(len(stated) for _, stated in weighting.nodes)
            factors.append(weight_factors(weighting, drawn[place : place + inputs]))
            place += inputs
        return simulation.outcomes(drawn[place:], factors, chosen).scores


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


def make_inputs(scores: Scores, column: ColumnScores, simulation: Simulation, by: Grouping) -> Inputs:
    """The inputs that vary in `simulation`, grouped.

    kind: weights, ratings, open answers. dimension: what belongs to each dimension of the top level, its own weight too. criterion: a
    criterion with its weight, ratings and open answers; and each dimension's weight. Each choice is a group by itself, by any grouping.
    """
    framework = scores.assessment_set.framework
    names: list[str] = [name for name, count in zip(CHOICES, simulation.choices, strict=True) if count > 1]
    top = {id_: dimension.id for dimension in framework.dimensions for id_ in _ids(framework, dimension.id)}
    for tree, weighting in zip(_trees(scores, column, simulation), simulation.weights, strict=True):
        for node, _ in weighting.nodes:
            for child in tree.hierarchy.nodes[node].children:
                id_ = tree.row_ids[child].partition("/")[0]
                names.append({"kind": "weights", "dimension": top[id_], "criterion": id_}[by])
    for row, is_open in zip(simulation.ratings.rows.tolist(), simulation.ratings.open_.tolist(), strict=True):
        id_ = scores.matrix.items[row].criterion.id
        names.append({"kind": "open-answers" if is_open else "ratings", "dimension": top[id_], "criterion": id_}[by])
    order = [*CHOICES, "weights", "ratings", "open-answers", *_reading_order(framework)]
    groups = tuple(name for name in order if name in set(names))
    return Inputs(simulation, groups, np.array([groups.index(name) for name in names], dtype=np.intp))


def _trees(scores: Scores, column: ColumnScores, simulation: Simulation) -> Sequence[ScoreTree]:
    """The trees in the order of `Simulation.weights`."""
    if len(simulation.weights) == 1:
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
