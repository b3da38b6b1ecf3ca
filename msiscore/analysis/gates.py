"""What is asked beside a score, in every draw: minimum standards, minimum scores, and what bands require."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.assumptions import OpenAnswers
from msiscore.framework import Aspect, Band, Criterion, Framework, Requirement
from msiscore.rating_matrix import FloatArray
from msiscore.scoring.kernel import coverage
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.standards import StandardResult, Verdict, asked_of, worst_verdict

BoolArray = NDArray[np.bool_]
Verdicts = NDArray[np.uint8]

_SLACK = 1e-12
_SCORE_SLACK = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class RatingGate:
    """A level or value that the items of one criterion must reach.

    rows: its items. verdicts: items x n, on what is stated. due: n, the value (0 to 1) that is asked; NaN: not known. limit: the highest
    score that is left where it is not met.
    """

    rows: tuple[int, ...]
    verdicts: Verdicts
    due: FloatArray
    limit: float = np.inf

    def judge(self, values: Sequence[FloatArray], changed: NDArray[np.intp], of: NDArray[np.intp]) -> Verdicts:
        """The worst verdict over the items, n x draws or n x 1. The cells (`changed`, `of`) were drawn: there values are compared."""
        worst: Verdicts = np.zeros((values[0].shape[0], 1), dtype=np.uint8)
        for row, stated in zip(self.rows, self.verdicts, strict=True):
            verdict = stated[:, np.newaxis]
            columns = of[changed == row]
            if len(columns):
                verdict = np.repeat(verdict, values[row].shape[1], axis=1)
                due = self.due[columns, np.newaxis]
                compared = np.where(values[row][columns] >= due - _SLACK, Verdict.MET, Verdict.NOT_MET)
                verdict[columns] = np.where(np.isnan(due), Verdict.UNKNOWN, compared)
            worst = np.maximum(worst, verdict)
        return worst


@dataclass(frozen=True, slots=True, eq=False)
class ScoreGate:
    """A score that a dimension, or the whole (id ""), must reach. due: n, 0 to 100, NaN where it is not known.

    applicable: n, whether anything in it is. enough: n, whether so much of it has an answer, or in the draws gets one, that it has a
    score at all. limit: as of a `RatingGate`.
    """

    id: str
    due: FloatArray
    applicable: BoolArray
    enough: BoolArray
    limit: float = np.inf

    def judge(self, lower: FloatArray, upper: FloatArray) -> Verdicts:
        """Verdicts, n x draws, from the ends of the interval (0 to 1) of the node; the two are the same where nothing stays open."""
        due = self.due[:, np.newaxis]
        known = self.enough[:, np.newaxis] & ~np.isnan(due) & ~np.isnan(lower)
        found = np.where(100 * lower >= due - _SCORE_SLACK, Verdict.MET, Verdict.UNKNOWN)
        found = np.where(100 * upper < due - _SCORE_SLACK, Verdict.NOT_MET, found)
        found = np.where(known, found, Verdict.UNKNOWN)
        return np.where(self.applicable[:, np.newaxis], found, Verdict.NOT_APPLICABLE).astype(np.uint8)


Gate = RatingGate | ScoreGate


@dataclass(frozen=True, slots=True, eq=False)
class Gates:
    """standards: the minimum standards and minimum scores. bands: what each band requires, the lowest band first."""

    standards: tuple[Gate, ...]
    bands: tuple[tuple[Gate, ...], ...]

    @property
    def scores(self) -> tuple[str, ...]:
        """The dimensions ("" is the whole) whose scores are looked at."""
        gates = [*self.standards, *(gate for band in self.bands for gate in band)]
        return tuple(sorted({gate.id for gate in gates if isinstance(gate, ScoreGate)}))


def make_gates(
    scores: Scores, column: ColumnScores, taking_part: Sequence[int], scales: Framework, open_answers: OpenAnswers
) -> Gates:
    """The gates of the initiatives `taking_part`. scales: the framework by whose scales drawn values are compared with what is asked."""
    maker = _Maker(scores, column, list(taking_part), scales, open_answers)
    return Gates(
        tuple(maker.of_standard(result) for result in column.standards),
        tuple(
            tuple(maker.of_requirement(one) for one in band.requires) for band in counted_bands(scores.assessment_set.framework)
        ),
    )


def counted_bands(framework: Framework) -> list[Band]:
    """The bands, the lowest first."""
    return sorted(framework.bands, key=lambda band: band.from_)


def judge(
    gate: Gate,
    values: Sequence[FloatArray],
    cells: tuple[NDArray[np.intp], NDArray[np.intp]],
    nodes: Mapping[str, tuple[FloatArray, FloatArray]],
) -> Verdicts:
    """The verdicts of a gate. nodes: lower and upper values of the dimensions that are scored; one that is not decides nothing."""
    if isinstance(gate, RatingGate):
        return gate.judge(values, *cells)
    if gate.id not in nodes:
        return np.zeros((len(gate.due), 1), dtype=np.uint8)
    return gate.judge(*nodes[gate.id])


@dataclass(frozen=True, slots=True, eq=False)
class _Maker:
    scores: Scores
    column: ColumnScores
    taking_part: list[int]
    scales: Framework
    open_answers: OpenAnswers

    def of_standard(self, result: StandardResult) -> Gate:
        minimum = result.minimum
        limit = {"flag": np.inf, "fail": 0.0, "cap": float(minimum.at or 0.0)}[minimum.otherwise]
        if isinstance(result.holder, Criterion):
            return self._of_criterion(result.holder, result.asked, getattr(minimum, "aspect", None), limit)
        return self._of_score("" if isinstance(result.holder, Framework) else result.holder.id, result.asked, limit)

    def of_requirement(self, one: Requirement) -> Gate:
        of = self.scores.assessment_set
        asked = [asked_of(one, assessment, of.as_of(assessment)) for assessment in of.assessments]
        if one.score is not None:
            return self._of_score(one.of, asked)
        return self._of_criterion(of.framework.criterion_by_id[one.of], asked)

    def _of_criterion(
        self, criterion: Criterion, asked: Sequence[str], aspect: Aspect | None = None, limit: float = np.inf
    ) -> RatingGate:
        of, matrix, hierarchy = self.scores.assessment_set, self.scores.matrix, self.column.nodes.tree.hierarchy
        counted = set(hierarchy.leaves_under(hierarchy.rows - 1))
        rows = [
            row
            for row, item in enumerate(matrix.items)
            if row in counted and item.criterion is criterion and aspect in (None, item.aspect)
        ]
        verdicts = [[worst_verdict(of, matrix, [row], n, asked[n]) for n in self.taking_part] for row in rows]
        scale = self.scales.scale_of(criterion)
        if scale.relative:  # what is asked is a value of the stated scale
            scale = of.framework.scale_of(criterion)
        due = [scale.minimum_value(asked[n]) if asked[n] else np.nan for n in self.taking_part]
        return RatingGate(tuple(rows), np.array(verdicts, dtype=np.uint8).reshape(len(rows), -1), np.array(due), limit)

    def _of_score(self, id_: str, asked: Sequence[str], limit: float = np.inf) -> ScoreGate:
        tree, matrix, framework = self.column.nodes.tree, self.scores.matrix, self.scores.assessment_set.framework
        hierarchy, n = tree.hierarchy, len(self.taking_part)
        due = np.array([float(asked[one]) if asked[one] else np.nan for one in self.taking_part])
        places = [k for k, name in enumerate(tree.row_ids[hierarchy.items :]) if name == id_]
        if not places:
            return ScoreGate(id_, due, np.zeros(n, dtype=np.bool_), np.zeros(n, dtype=np.bool_), limit)
        leaves = list(hierarchy.leaves_under(hierarchy.items + places[0]))
        applicable: BoolArray = np.logical_or.reduce(matrix.relevant[leaves], axis=0)
        share = self.column.nodes.coverage
        if self.open_answers == "any":  # a drawn answer is an answer
            share = coverage(hierarchy, matrix.covered | matrix.open_, matrix.relevant)
        enough = np.nan_to_num(share[places[0]]) >= framework.minimum_coverage - _SLACK
        return ScoreGate(id_, due, applicable[self.taking_part], enough[self.taking_part], limit)
