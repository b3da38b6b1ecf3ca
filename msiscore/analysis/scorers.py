"""One tree over the answers by one normalisation, made ready to be scored for many draws at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from msiscore.analysis.draws import RatingDraws
from msiscore.analysis.evaluation import Evaluation
from msiscore.analysis.gates import Gates
from msiscore.analysis.products import ExactProduct, exact_product, whole_weights
from msiscore.rating_matrix import FloatArray
from msiscore.scoring.kernel import Scratch

_scratch = Scratch()


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The answers by one normalisation: values (items x n, 0 to 1), the cells that vary, what is asked of them, and the values with the
    open answers at their lowest and at their highest where these still decide what is met (else nothing).
    """

    values: FloatArray
    ratings: RatingDraws
    gates: Gates
    bounds: tuple[FloatArray, ...] = ()


@dataclass(frozen=True, eq=False)
class Scorer:
    """One tree over one normalisation, ready for draws. nodes: the rows of the dimensions whose scores are looked at."""

    evaluation: Evaluation
    answers: Answers
    nodes: Mapping[str, int]
    bounds: tuple[Evaluation, ...]

    @cached_property
    def product(self) -> ExactProduct | None:
        """The scores as one exact product of weights and values, where that is what they are."""
        if self.evaluation.is_uniform and not len(self.answers.ratings.rows) and not self.nodes:
            return exact_product(self.answers.values)
        return None

    def score(
        self, values: Sequence[FloatArray], factors: Mapping[int, FloatArray]
    ) -> tuple[FloatArray, dict[str, tuple[FloatArray, FloatArray]]]:
        """Values of the root, 0 to 1, n x d or n x 1, and the lower and upper values of the dimensions that are looked at.

        They may stand in arrays that the next call uses again.
        """
        if self.product is not None and factors:
            weights = whole_weights(self.evaluation.path_weights(factors))
            scores = self.product.sums(weights)
            scores /= np.add.reduce(weights, axis=0)
            return scores, {}
        rows = self.evaluation.rows(values, factors, None if self.bounds else _scratch)
        if not self.bounds:
            return rows[-1], {id_: (rows[row], rows[row]) for id_, row in self.nodes.items()}
        lower, upper = (
            one.rows([np.where(np.isnan(x), end[:, np.newaxis], x) for x, end in zip(values, ends, strict=True)], factors)
            for one, ends in zip(self.bounds, self.answers.bounds, strict=True)
        )
        found = {}
        for id_, row in self.nodes.items():
            point = rows[row]
            low = np.where(np.isnan(point) & ~np.isnan(lower[row]), 0.0, np.fmin(lower[row], point))
            found[id_] = (low, np.fmax(upper[row], point))
        return rows[-1], found


def drawn_values(answers: Answers, numbers: FloatArray) -> list[FloatArray]:
    """The values of each item by some numbers (cells x draws), n x draws where some of its cells vary, else n x 1."""
    values = [row[:, np.newaxis] for row in answers.values]
    ratings = answers.ratings
    if len(ratings.rows):
        drawn = ratings.values_at(numbers)
        for row in np.unique(ratings.rows).tolist():
            here = ratings.rows == row
            full = np.repeat(values[row], drawn.shape[1], axis=1)
            full[ratings.columns[here]] = drawn[here]
            values[row] = full
    return values
