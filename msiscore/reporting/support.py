"""Which ratings lack what publishing asks for."""

from __future__ import annotations

from msiscore.assessment import AssessmentSet
from msiscore.framework import State
from msiscore.rating_matrix import items_of, rating_of, state_of


def unsupported(assessment_set: AssessmentSet) -> tuple[int, int]:
    """How many ratings lack a reason, and how many lack evidence, of those that publishing asks it for."""
    without_reason = without_evidence = 0
    for assessment in assessment_set.assessments:
        for item in items_of(assessment_set.framework):
            rating = rating_of(assessment, item)
            state = None if rating is not None and rating.answer is not None else state_of(rating)
            if rating is None or state is State.UNANSWERED:
                continue
            without_reason += rating.reason is None
            without_evidence += not rating.evidence and state in (None, State.NOTHING_FOUND)
    return without_reason, without_evidence
