"""What the engine would say if something were otherwise: the same rules of scoring on a changed matrix, tree or answer.

Minimum standards, bonus, sizes, minimum coverage and the requirements of bands all act, for nothing here scores by itself: everything goes
through `scoring.scores.score_column`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from msiscore.assessment import Assessment
from msiscore.errors import NotPossible
from msiscore.framework import State
from msiscore.rating_matrix import FloatArray, RatingMatrix, Treatment, rating_of, state_of
from msiscore.scoring.ranking import rank
from msiscore.scoring.scores import ColumnScores, Scores, score_column
from msiscore.scoring.weighting import Column

PART = 1024
"""Variants that are scored at a time."""

Change = tuple[int, float]
"""An item by its row in the rating matrix, and the value (0..1) that it would have."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One initiative (by its column in the rating matrix) with other answers to some items."""

    initiative: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, eq=False)
class VariantScores:
    """The results of v variants, each beside the stated results of the other initiatives.

    score, lower, upper: v, after minimum standards; the score is NaN where there is none. before_standards: v, likewise. width: v,
    of the interval. band: v, the lower end of the band reached (-1 without a band). scored: v, whether there is a score.
    """

    score: FloatArray
    lower: FloatArray
    upper: FloatArray
    before_standards: FloatArray
    coverage: FloatArray
    band: FloatArray
    scored: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

    @property
    def width(self) -> FloatArray:
        """The width of each interval."""
        return self.upper - self.lower


def scored_column(scores: Scores, column: Column | None, what: str) -> ColumnScores:
    """The column, when anybody has a score in it; `what` cannot be said otherwise, and NotPossible says so."""
    found = scores.column(column)
    if "no-total" in found.status:
        raise NotPossible(f"the framework gives no overall score (total: none), so {what}")
    if "scored" not in found.status:
        raise NotPossible(f"no initiative has enough evidence for a score, so {what}")
    return found


def score_variants(scores: Scores, column: ColumnScores, variants: Sequence[Variant]) -> VariantScores:
    """The results of each variant, as if its answers stood in the file of its initiative.

    On a relative scale the values of the other initiatives stay what they are.
    """
    parts = [_score_part(scores, column, variants[start : start + PART]) for start in range(0, max(1, len(variants)), PART)]
    return VariantScores(*(np.concatenate([part[k] for part in parts]) for k in range(len(parts[0]))))


def ranks_of(scores: Scores, column: ColumnScores, initiative: int, found: FloatArray) -> list[int]:
    """The rank that `initiative` would have with each of the scores `found` (NaN: none, rank 0) among the stated scores."""
    framework = scores.assessment_set.framework
    compared = np.array([framework.compared(number) for number in column.score.tolist()])
    ranks = []
    for number in found.tolist():
        compared[initiative] = framework.compared(number)
        ranks.append(int(rank(compared)[initiative]))
    return ranks


def _score_part(scores: Scores, column: ColumnScores, variants: Sequence[Variant]) -> tuple[np.ndarray, ...]:
    matrix, whole = scores.matrix, scores.assessment_set
    places = [variant.initiative for variant in variants]
    values, treatments = matrix.values[:, places].copy(), matrix.treatments[:, places].copy()
    assessments = []
    for k, variant in enumerate(variants):
        rows = [row for row, _ in variant.changes]
        values[rows, k] = [value for _, value in variant.changes]
        treatments[rows, k] = Treatment.RATED
        assessments.append(_answered(matrix, whole.assessments[variant.initiative], rows))
    changed = RatingMatrix(
        tuple(matrix.initiatives[place] for place in places), matrix.items, np.full(values.shape, np.nan), values, treatments
    )
    found = score_column(replace(whole, assessments=tuple(assessments)), changed, column.nodes.tree)
    bands = [
        whole.framework.band_of(number, denied=denied) if not np.isnan(number) else None
        for number, denied in zip(found.score.tolist(), found.denied_bands, strict=True)
    ]
    return (
        found.score,
        found.lower,
        found.upper,
        found.before_standards,
        found.coverage,
        np.array([-1.0 if band is None else band.from_ for band in bands]),
        np.array([status == "scored" for status in found.status], dtype=np.bool_),
    )


def _answered(matrix: RatingMatrix, assessment: Assessment, rows: Sequence[int]) -> Assessment:
    """The assessment without `nothing-found` where there is an answer now: to a minimum standard that state is a failure."""
    gone = set()
    for row in rows:
        rating = rating_of(assessment, matrix.items[row])
        if (rating is None or rating.answer is None) and state_of(rating) is State.NOTHING_FOUND:
            gone.add(matrix.items[row].criterion.id)
    if not gone:
        return assessment
    return assessment.model_copy(update={"ratings": {id_: one for id_, one in assessment.ratings.items() if id_ not in gone}})
