"""Minimum standards: whether each initiative meets them, and what is left of its score when it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from msiscore.assessment import Assessment, AssessmentSet
from msiscore.framework import AnyMinimum, Criterion, Dimension, Framework, MinimumScore, MinimumStandard, Requirement, State
from msiscore.model import PartialDate
from msiscore.rating_matrix import FloatArray, RatingMatrix, Treatment, rating_of, state_of

TOTAL = "total"
"""What carries a minimum score of the whole is called this in results; reports have a word for it."""

_SLACK = 1e-12  # values are quotients of small numbers: 3 / 7 read twice is the same, 0.3 and 1 - 0.7 are not


class Verdict(IntEnum):
    """Whether a minimum standard is met. Ordered so that the worst verdict of several items is the largest."""

    NOT_APPLICABLE = 0
    MET = 1
    UNKNOWN = 2
    NOT_MET = 3


@dataclass(frozen=True, slots=True, eq=False)
class StandardResult:
    """One minimum standard for n initiatives.

    holder: what carries it: a criterion, a dimension, or the framework for the whole. verdicts: n, a `Verdict`. margins: n, how far the
    rating lies above (or, negative, below) what is asked, in levels on a scale with levels, in scores of 0..100 for a minimum score, and
    else in the unit of the scale; NaN where there is no rating. asked: what is asked of each initiative as it is written in the
    framework, "" where it rises by year and the starting date is not known.
    """

    holder: Criterion | Dimension | Framework
    minimum: AnyMinimum
    verdicts: NDArray[np.uint8]
    margins: FloatArray
    asked: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the criterion or dimension that carries the standard; `total` for the whole."""
        return TOTAL if isinstance(self.holder, Framework) else self.holder.id


@dataclass(frozen=True, slots=True, eq=False)
class NodeRange:
    """What is known of the score of one node for n initiatives, 0..100, before minimum standards.

    lower, upper: n, the ends of the interval; NaN where nothing is applicable or all of it is excluded. point: n, NaN where nothing
    is rated. enough: n, whether the node has the minimum coverage. applicable: n, whether anything in it is applicable.
    """

    point: FloatArray
    lower: FloatArray
    upper: FloatArray
    enough: NDArray[np.bool_]
    applicable: NDArray[np.bool_]


def check_standards(assessment_set: AssessmentSet, matrix: RatingMatrix, rows: Sequence[int]) -> tuple[StandardResult, ...]:
    """The result of each minimum standard whose criterion has items among `rows`, the items of one column.

    `nothing-found` is not met and `not-applicable` is not applicable whatever the policies say; any other state is unknown, except
    where its policy is `lowest`. Of two aspects the worse verdict counts, unless the standard names one.
    """
    results = []
    for criterion in assessment_set.framework.criteria:
        minimum = criterion.minimum
        if minimum is None:
            continue
        wanted = [
            row for row in rows if matrix.items[row].criterion is criterion and minimum.aspect in (None, matrix.items[row].aspect)
        ]
        if wanted:
            results.append(_check(assessment_set, matrix, criterion, minimum, wanted))
    return tuple(results)


def check_scores(assessment_set: AssessmentSet, ranges: Mapping[str, NodeRange]) -> tuple[StandardResult, ...]:
    """The result of each minimum score of a dimension, or of the whole, whose node is among `ranges` ("" is the whole).

    A score is compared before any standard caps it. It is met if the whole interval lies at or above what is asked, not met if all of
    it lies below, and otherwise unknown, since the open answers decide; so too under the minimum coverage.
    """
    framework = assessment_set.framework
    holders: list[Dimension | Framework] = [*framework.walk(), framework]
    return tuple(
        _check_score(assessment_set, holder, holder.minimum, ranges["" if holder is framework else holder.id])
        for holder in holders
        if holder.minimum is not None and ("" if holder is framework else holder.id) in ranges
    )


def score_verdict(known: NodeRange, column: int, asked: str) -> Verdict:
    """Whether the score of one initiative on a node reaches `asked`; "" where it is not known what is asked."""
    if not known.applicable[column]:
        return Verdict.NOT_APPLICABLE
    lower, upper = known.lower[column], known.upper[column]
    if not asked or np.isnan(lower) or not known.enough[column]:
        return Verdict.UNKNOWN
    due = float(asked)
    slack = _SLACK * 1e3  # scores are 100 times the values
    return Verdict.MET if lower >= due - slack else Verdict.NOT_MET if upper < due - slack else Verdict.UNKNOWN


def worst_verdict(assessment_set: AssessmentSet, matrix: RatingMatrix, rows: Sequence[int], column: int, asked: str) -> Verdict:
    """Whether the items `rows` of one initiative all reach `asked`, as it is written: the worst of their verdicts."""
    framework, assessment = assessment_set.framework, assessment_set.assessments[column]
    return max(_verdict(framework, matrix, assessment, row, column, asked) for row in rows)


def caps(results: Sequence[StandardResult], n: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The highest score (0..100) that the standards leave in the point score, the lower and the upper bound; n each.

    Point and upper bound: only what is not met caps. Lower bound: what is unknown is taken as not met. `fail` caps at 0, `flag`
    does not cap.
    """
    point, lower = np.full(n, np.inf), np.full(n, np.inf)
    for result in results:
        if result.minimum.otherwise == "flag":
            continue
        limit = 0.0 if result.minimum.otherwise == "fail" else float(result.minimum.at or 0.0)
        point = np.where(result.verdicts == Verdict.NOT_MET, np.minimum(point, limit), point)
        lower = np.where(result.verdicts >= Verdict.UNKNOWN, np.minimum(lower, limit), lower)
    return point, lower, point


def year_of_running(start: PartialDate | None, as_of: PartialDate) -> int | None:
    """The year of running on the date `as_of`: 1 in the first twelve months; None when the start is not known.

    A start known to the month or year is taken as its first day, and so is `as_of` as its last.
    """
    if start is None:
        return None
    first, now = start.first_day, as_of.last_day
    return max(1, now.year - first.year + ((now.month, now.day) >= (first.month, first.day)))


def _check(
    assessment_set: AssessmentSet, matrix: RatingMatrix, criterion: Criterion, minimum: MinimumStandard, rows: Sequence[int]
) -> StandardResult:
    framework, n = assessment_set.framework, len(matrix.initiatives)
    verdicts = np.zeros(n, dtype=np.uint8)
    margins = np.full(n, np.nan)
    asked = []
    for column, assessment in enumerate(assessment_set.assessments):
        level = asked_of(minimum, assessment, assessment_set.as_of(assessment))
        asked.append(level)
        for row in rows:
            verdict = _verdict(framework, matrix, assessment, row, column, level)
            if verdict >= verdicts[column]:
                verdicts[column] = verdict
                margins[column] = _margin(framework, matrix, row, column, level)
    return StandardResult(criterion, minimum, verdicts, margins, tuple(asked))


def _check_score(
    assessment_set: AssessmentSet, holder: Dimension | Framework, minimum: MinimumScore, known: NodeRange
) -> StandardResult:
    asked = tuple(asked_of(minimum, one, assessment_set.as_of(one)) for one in assessment_set.assessments)
    verdicts = [score_verdict(known, column, level) for column, level in enumerate(asked)]
    due = np.array([float(level) if level else np.nan for level in asked])
    margins = np.where(known.enough, known.point - due, np.nan)
    return StandardResult(holder, minimum, np.array(verdicts, dtype=np.uint8), margins, asked)


def asked_of(minimum: AnyMinimum | Requirement, assessment: Assessment, as_of: PartialDate) -> str:
    """What is asked of one initiative, as it is written; "" where it rises by year and the starting date is not known."""
    if not minimum.by_year:
        return minimum.base
    initiative = assessment.initiative
    year = year_of_running(initiative.started if minimum.counted_from == "started" else initiative.member_since, as_of)
    if year is None:
        return ""
    reached = [start for start in minimum.by_year if start <= year]
    return f"{minimum.by_year[max(reached)]}" if reached else minimum.base


def _verdict(framework: Framework, matrix: RatingMatrix, assessment: Assessment, row: int, column: int, asked: str) -> Verdict:
    item = matrix.items[row]
    treatment = matrix.treatments[row, column]
    if treatment == Treatment.NOT_APPLICABLE:
        return Verdict.NOT_APPLICABLE
    rating = rating_of(assessment, item)
    has_answer = rating is not None and rating.answer is not None
    if not has_answer and state_of(rating) is State.NOTHING_FOUND:
        return Verdict.NOT_MET
    if not asked or treatment not in (Treatment.RATED, Treatment.LOWEST):
        return Verdict.UNKNOWN
    due = framework.scale_of(item.criterion).minimum_value(asked)
    return Verdict.MET if matrix.values[row, column] >= due - _SLACK else Verdict.NOT_MET


def _margin(framework: Framework, matrix: RatingMatrix, row: int, column: int, asked: str) -> float:
    raw = float(matrix.raw[row, column])
    if np.isnan(raw) or not asked:
        return float("nan")
    return framework.scale_of(matrix.items[row].criterion).margin(raw, asked)
