"""Blocks of draws: what is chosen, weights and answers are drawn, and all is scored, capped, ranked and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.choices import normalisations, rules, without_sizes
from msiscore.analysis.counting import MOST_INITIATIVES, Counts, count_draws, mean_of, no_counts, rank_draws
from msiscore.analysis.draws import (
    BLOCK,
    NORMALISATIONS,
    RATINGS,
    RULES,
    SETS,
    WEIGHTS,
    RatingDraws,
    WeightDraws,
    item_rows,
    rating_draws,
    stream,
    weight_draws,
)
from msiscore.analysis.evaluation import BoolArray, Evaluation
from msiscore.analysis.gates import Verdicts, counted_bands, judge, make_gates
from msiscore.analysis.scorers import Answers, Scorer, drawn_values
from msiscore.errors import NotPossible
from msiscore.rating_matrix import FloatArray, rating_matrix
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.standards import Verdict
from msiscore.scoring.weighting import score_tree

__all__ = ["Outcomes", "Simulation", "make_simulation", "mean_of", "rank_draws"]

_IN_CACHE = 64 * 1024  # the most scores in a part of a block
Places = NDArray[np.intp]
Factors = Mapping[int, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What comes of d draws for n initiatives.

    scores: n x d, 0 to 100, after minimum standards. verdicts: one array for each standard, n x d or n x 1. denied: one for each band,
    the lowest first: where it cannot be had whatever the score; None for nowhere.
    """

    scores: FloatArray
    verdicts: list[Verdicts]
    denied: list[BoolArray | None]


@dataclass(frozen=True, slots=True, eq=False)
class Simulation:
    """All that draws need, for the n initiatives that have a score.

    weights: what varies in the weights, by weight set. answers: by normalisation. scorers: by normalisation, rule and weight set; the
    last changes fastest. bands: where each starts, the lowest first. decimals: the decimals to which scores are rounded before they are
    ranked and put in bands; None for not at all.
    """

    weights: tuple[WeightDraws, ...]
    answers: tuple[Answers, ...]
    scorers: tuple[Scorer, ...]
    bands: FloatArray
    pairwise: bool = True
    decimals: int | None = None

    @property
    def n(self) -> int:
        """How many initiatives take part."""
        return int(self.values.shape[1])

    @property
    def choices(self) -> tuple[int, int, int]:
        """How many normalisations, rules and weight sets there are to choose from."""
        return len(self.answers), len(self.scorers) // (len(self.answers) * len(self.weights)), len(self.weights)

    @property
    def values(self) -> FloatArray:
        """The values as stated, items x n."""
        return self.answers[0].values

    @property
    def applicable(self) -> BoolArray:
        """Whether an item is rated or open, items x n."""
        return self.scorers[0].evaluation.applicable

    @property
    def ratings(self) -> RatingDraws:
        """The cells that vary, by the stated normalisation."""
        return self.answers[0].ratings

    def nothing(self) -> Counts:
        """Counts of no draws."""
        return no_counts(self.n, len(self.bands), len(self.answers[0].gates.standards))

    def count(self, seed: int, block: int, draws: int = BLOCK, width: int = 0) -> Counts:
        """The counts over the first `draws` draws of a block, worked through in parts of `width` draws."""
        streams = _Streams(seed, block, len(self.weights))
        numbers = streams.numbers(draws, len(self.ratings.rows))
        factors = [weights.draw(own, draws) for weights, own in zip(self.weights, streams.weights, strict=True)]
        chosen = streams.chosen(draws, self.choices)
        width = width or self._width()
        parts = []
        for start in range(0, draws, width):
            cut = slice(start, min(start + width, draws))
            own = [{node: factor[:, cut] for node, factor in one.items()} for one in factors]
            parts.append(self.outcomes(numbers[:, cut], own, chosen[cut]))
        found = _joined(parts)
        return count_draws(
            found.scores, self.bands, found.verdicts, denied=found.denied, decimals=self.decimals, pairwise=self.pairwise
        )

    def outcomes(self, numbers: FloatArray, factors: Sequence[Factors], chosen: Places) -> Outcomes:
        """What comes of d draws.

        numbers: cells x d, spread evenly over 0 to 1, for the cells of `ratings`. factors: by weight set, what its weights are multiplied
        by (see `Evaluation.rows`). chosen: d, the scorer of each draw.
        """
        parts = [(which, self._by(one, which, numbers, factors)) for one, which in _by_value(chosen)]
        if len(parts) == 1:
            return parts[0][1]
        shape = self.n, len(chosen)
        whole = Outcomes(
            np.empty(shape),
            [np.empty(shape, dtype=np.uint8) for _ in parts[0][1].verdicts],
            [None if one is None else np.empty(shape, dtype=np.bool_) for one in parts[0][1].denied],
        )
        for which, part in parts:
            whole.scores[:, which] = part.scores
            for into, verdict in zip(whole.verdicts, part.verdicts, strict=True):
                into[:, which] = verdict
            for room, denied in zip(whole.denied, part.denied, strict=True):
                if room is not None and denied is not None:
                    room[:, which] = denied
        return whole

    def score_with(self, changes: Sequence[tuple[int, int, float]]) -> FloatArray:
        """The scores by the first weights, rule and normalisation when some cells (item, initiative) have other values; n."""
        scorer, values = self.scorers[0], self.values.copy()
        rows = np.array([row for row, _, _ in changes], dtype=np.intp)
        columns = np.array([column for _, column, _ in changes], dtype=np.intp)
        values[rows, columns] = [value for _, _, value in changes]
        evaluation = Evaluation(scorer.evaluation.hierarchy, ~np.isnan(values), self.applicable)
        cells = [row[:, np.newaxis] for row in values]
        found = _judged(replace(scorer, evaluation=evaluation), cells, {}, 1, (rows, columns))
        return found.scores[:, 0]

    def _width(self) -> int:
        """Draws in a part of a block: a power of two, so that no small part is left over."""
        return 1 << max(5, min(9, (_IN_CACHE // self.n).bit_length() - 1))

    def _by(self, scorer: int, which: Places, numbers: FloatArray, factors: Sequence[Factors]) -> Outcomes:
        """The outcomes of some of the draws, which one scorer scores."""
        one, own, draws = self.scorers[scorer], factors[scorer % len(self.weights)], numbers.shape[1]
        if len(which) < draws or draws == 1:
            # A lone draw is doubled: one column is how `Evaluation` knows what is the same in every draw.
            several = which if len(which) > 1 else np.repeat(which, 2)
            numbers, own = numbers[:, several], {node: factor[:, several] for node, factor in own.items()}
        ratings = one.answers.ratings
        return _judged(one, drawn_values(one.answers, numbers), own, len(which), (ratings.rows, ratings.columns))


def _judged(scorer: Scorer, values: list[FloatArray], factors: Factors, draws: int, cells: tuple[Places, Places]) -> Outcomes:
    root, nodes = scorer.score(values, factors)
    scores = np.empty((len(root), draws))
    np.multiply(root[:, :draws], 100, out=scores)
    gates = scorer.answers.gates
    verdicts = [judge(gate, values, cells, nodes)[:, :draws] for gate in gates.standards]
    for gate, verdict in zip(gates.standards, verdicts, strict=True):
        if np.isfinite(gate.limit):
            np.copyto(scores, np.minimum(scores, gate.limit), where=verdict == Verdict.NOT_MET)
    denied: list[BoolArray | None] = []
    for band in gates.bands:
        found = [judge(gate, values, cells, nodes)[:, :draws] >= Verdict.UNKNOWN for gate in band]
        denied.append(np.logical_or.reduce(np.broadcast_arrays(*found)) if found else None)
    return Outcomes(scores, verdicts, denied)


def _joined(parts: Sequence[Outcomes]) -> Outcomes:
    """The outcomes of draws that follow one another."""
    if len(parts) == 1:
        return parts[0]
    shapes = [part.scores.shape for part in parts]

    def side_by_side(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
        return np.concatenate([np.broadcast_to(array, shape) for array, shape in zip(arrays, shapes, strict=True)], axis=1)

    denied: list[BoolArray | None] = []
    for k in range(len(parts[0].denied)):
        found = [one for part in parts if (one := part.denied[k]) is not None]
        denied.append(side_by_side(found) if found else None)
    return Outcomes(
        np.concatenate([part.scores for part in parts], axis=1),
        [side_by_side([part.verdicts[k] for part in parts]) for k in range(len(parts[0].verdicts))],
        denied,
    )


class _Streams:
    """The random numbers of one block, taken draw after draw."""

    def __init__(self, seed: int, block: int, weight_sets: int) -> None:
        self._choices = [stream(seed, block, purpose) for purpose in (NORMALISATIONS, RULES, SETS)]
        self._ratings = stream(seed, block, RATINGS)
        self.weights = [stream(seed, block, WEIGHTS + k) for k in range(weight_sets)]

    def numbers(self, draws: int, cells: int) -> FloatArray:
        """Numbers spread evenly over 0 to 1 for the answers, cells x draws."""
        return np.ascontiguousarray(self._ratings.random((draws, cells)).T)

    def chosen(self, draws: int, choices: tuple[int, int, int]) -> Places:
        """The scorer of each draw."""
        scorer = np.zeros(draws, dtype=np.intp)
        for numbers, count in zip(self._choices, choices, strict=True):
            if count > 1:
                scorer = scorer * count + (numbers.random(draws) * count).astype(np.intp)
        return scorer


def _by_value(numbers: Places) -> list[tuple[int, Places]]:
    if not numbers.any():
        return [(0, np.arange(len(numbers)))]
    return [(number, np.flatnonzero(numbers == number)) for number in np.unique(numbers).tolist()]


def make_simulation(scores: Scores, column: ColumnScores, assumptions: Assumptions, pairwise: bool = True) -> Simulation:
    """The draws for the initiatives of `column` that have a score."""
    taking_part = [place for place, status in enumerate(column.status) if status == "scored"]
    if len(taking_part) > MOST_INITIATIVES:
        raise NotPossible(
            f"the set has {len(taking_part):,} initiatives with a score; ranks can be counted for {MOST_INITIATIVES:,} at most"
        )
    whole, framework = scores.assessment_set, scores.assessment_set.framework
    sets = [framework.weights_of(scores.weight_set)]
    if assumptions.weight_sets:
        sets = [framework.weights_of(name) for name in (None, *framework.weight_sets)]
    trees = [score_tree(framework, column.column, weights) for weights in sets]
    if assumptions.any_weights:
        trees = [without_sizes(tree) for tree in trees]
    rows = sorted({row for tree in trees for row in item_rows(scores.matrix.items, tree)})
    answers, scorers = [], []
    for scales in normalisations(framework, assumptions):
        of = replace(whole, framework=scales)
        matrix = scores.matrix if scales is framework else rating_matrix(of)
        ratings = rating_draws(of, matrix, rows, assumptions).of(taking_part)
        gates = make_gates(scores, column, taking_part, scales, assumptions.open_answers)
        values, open_ = matrix.values[:, taking_part], matrix.open_[:, taking_part]
        bounds: tuple[FloatArray, ...] = ()
        if gates.scores and assumptions.open_answers == "left-out" and open_.any():
            bounds = np.where(open_, 0.0, values), np.where(open_, 1.0, values)
        answers.append(Answers(values, ratings, gates, bounds))
        known, applicable = ~np.isnan(values), open_ | ~np.isnan(values)
        for hierarchies in rules(framework, trees, assumptions):
            for tree, hierarchy in zip(trees, hierarchies, strict=True):
                _check_scores(scores, taking_part, Evaluation(hierarchy, known, applicable))
                drawn = known.copy()
                drawn[ratings.rows, ratings.columns] = True
                items = hierarchy.items
                nodes = {id_: row for row, id_ in enumerate(tree.row_ids[items:], start=items) if id_ in gates.scores}
                edges = tuple(Evaluation(hierarchy, ~np.isnan(end), applicable) for end in bounds)
                fixed = {row: values[row] for row in range(items) if row not in ratings.rows}
                scorers.append(Scorer(Evaluation(hierarchy, drawn, applicable, fixed), answers[-1], nodes, edges))
    return Simulation(
        weights=tuple(weight_draws(framework, tree, assumptions) for tree in trees),
        answers=tuple(answers),
        scorers=tuple(scorers),
        bands=np.array([band.from_ for band in counted_bands(framework)]),
        pairwise=pairwise,
        decimals=framework.decimals if framework.ranking == "rounded" else None,
    )


def _check_scores(scores: Scores, taking_part: list[int], stated: Evaluation) -> None:
    """Raise NotPossible where a weight set leaves an initiative without a score."""
    lost = np.flatnonzero(~stated.filled[-1])
    if len(lost):
        name = scores.matrix.initiatives[taking_part[int(lost[0])]]
        raise NotPossible(f"by one of the weight sets nothing that `{name}` was rated on counts, so it has no score by it")
