"""Which band each initiative falls in, where a band asks for more than a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msiscore.assessment import AssessmentSet
from msiscore.framework import Requirement
from msiscore.rating_matrix import RatingMatrix
from msiscore.scoring.standards import NodeRange, Verdict, asked_of, score_verdict, worst_verdict


def denied_bands(
    assessment_set: AssessmentSet, matrix: RatingMatrix, rows: Sequence[int], ranges: Mapping[str, NodeRange]
) -> tuple[frozenset[str], ...]:
    """The bands that each initiative cannot have, by name, because a requirement of theirs is not known to be met.

    rows: the items of the column. ranges: what is known of its dimensions. A requirement that is not applicable, or that looks at
    nothing in this column, denies nothing. One that is unknown does: a band is a claim, and the data would not carry it.
    """
    found = []
    for column in range(len(matrix.initiatives)):
        verdicts = {
            band.name: [_verdict(assessment_set, matrix, rows, ranges, one, column) for one in band.requires]
            for band in assessment_set.framework.bands
        }
        found.append(frozenset(name for name, of in verdicts.items() if any(verdict >= Verdict.UNKNOWN for verdict in of)))
    return tuple(found)


def _verdict(
    assessment_set: AssessmentSet,
    matrix: RatingMatrix,
    rows: Sequence[int],
    ranges: Mapping[str, NodeRange],
    requirement: Requirement,
    column: int,
) -> Verdict:
    assessment = assessment_set.assessments[column]
    asked = asked_of(requirement, assessment, assessment_set.as_of(assessment))
    if requirement.score is not None:
        known = ranges.get(requirement.of)
        return score_verdict(known, column, asked) if known is not None else Verdict.NOT_APPLICABLE
    looked_at = [row for row in rows if matrix.items[row].criterion.id == requirement.of]
    return worst_verdict(assessment_set, matrix, looked_at, column, asked) if looked_at else Verdict.NOT_APPLICABLE
