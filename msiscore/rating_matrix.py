"""All ratings of a set as arrays: items (criteria, or aspects of them) down, initiatives across.

This is the border between words and numbers: below it are files, above it plain arrays.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from msiscore.assessment import Assessment, AssessmentSet, Rating
from msiscore.framework import Aspect, Criterion, Framework, State, StatePolicy

FloatArray = NDArray[np.float64]
CodeArray = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Item:
    """What has one rating: a criterion, or one aspect of a criterion that tells paper and practice apart."""

    criterion: Criterion
    aspect: Aspect | None = None

    @property
    def id(self) -> str:
        """The criterion's id, with the aspect after a stroke where there is one."""
        return f"{self.criterion.id}/{self.aspect}" if self.aspect else self.criterion.id

    @property
    def is_first(self) -> bool:
        """Whether this is the criterion's only item or the first of its aspects."""
        return self.aspect is None or self.aspect == self.criterion.aspects[0]


class Treatment(IntEnum):
    """What scoring does with an item of an initiative."""

    RATED = 0
    LOWEST = 1
    OPEN = 2
    EXCLUDED = 3
    NOT_APPLICABLE = 4


TREATMENT_OF = {StatePolicy.LOWEST: Treatment.LOWEST, StatePolicy.OPEN: Treatment.OPEN, StatePolicy.EXCLUDE: Treatment.EXCLUDED}
"""What a policy makes of a state other than `not-applicable`."""


@dataclass(frozen=True, slots=True, eq=False)
class RatingMatrix:
    """The ratings of n initiatives on m items.

    raw: m x n, the level's index, points or measured value as it was read; NaN without a rating.
    values: m x n, 0..1, higher is better; NaN where there is no value. A state whose policy is `lowest` has the value 0.
    treatments: m x n, a `Treatment`: whether the item is rated, counts as lowest, is open, or is excluded.
    """

    initiatives: tuple[str, ...]
    items: tuple[Item, ...]
    raw: FloatArray
    values: FloatArray
    treatments: CodeArray

    @property
    def open_(self) -> NDArray[np.bool_]:
        """m x n: applicable, but without an answer."""
        return np.equal(self.treatments, Treatment.OPEN)

    @property
    def covered(self) -> NDArray[np.bool_]:
        """m x n: there is a rating, or a state that counts as one (`nothing-found` where the policy is lowest)."""
        return np.less_equal(self.treatments, Treatment.LOWEST)

    @property
    def relevant(self) -> NDArray[np.bool_]:
        """m x n: part of what coverage is a share of: everything but `not-applicable`, so that `too-early` lowers it."""
        return np.not_equal(self.treatments, Treatment.NOT_APPLICABLE)


def items_of(framework: Framework) -> tuple[Item, ...]:
    """The items of `framework` in reading order."""
    return tuple(Item(criterion, aspect) for criterion in framework.criteria for aspect in (criterion.aspects or (None,)))


def rating_matrix(assessment_set: AssessmentSet) -> RatingMatrix:
    """The ratings of all consensus assessments of a set that was loaded, and so checked."""
    return matrix_of(assessment_set.framework, assessment_set.assessments)


def matrix_of(framework: Framework, assessments: Sequence[Assessment]) -> RatingMatrix:
    """The ratings of `assessments` on the items of `framework`; raises UnreadableAnswer for an answer that was never checked."""
    items = items_of(framework)
    raw = np.full((len(items), len(assessments)), math.nan)
    treatments = np.empty(raw.shape, dtype=np.uint8)
    values = np.empty(raw.shape)
    for row, item in enumerate(items):
        scale = framework.scale_of(item.criterion)
        treatment_of = {state: _treatment(framework, item.criterion, state) for state in State}
        for column, assessment in enumerate(assessments):
            rating = rating_of(assessment, item)
            answer = rating.answer if rating is not None else None
            if answer is not None:
                raw[row, column] = scale.read(answer)
                treatments[row, column] = Treatment.RATED
            else:
                treatments[row, column] = treatment_of[state_of(rating)]
        values[row] = scale.normalise(raw[row].tolist())
    values[treatments == Treatment.LOWEST] = 0.0
    return RatingMatrix(tuple(a.initiative.id for a in assessments), items, raw, values, treatments)


def rating_of(assessment: Assessment, item: Item) -> Rating | None:
    """The rating of `item` in `assessment`, or None where it is absent."""
    rating = assessment.ratings.get(item.criterion.id)
    if rating is None or not item.criterion.aspects:
        return rating
    # A state given for the whole criterion would be refused by the checks; each aspect speaks for itself.
    return rating.of_aspect(item.aspect)


def state_of(rating: Rating | None) -> State:
    """The state of something that has no answer: the stated one, else unanswered."""
    return (rating.state if rating is not None else None) or State.UNANSWERED


def _treatment(framework: Framework, criterion: Criterion, state: State) -> Treatment:
    if state is State.NOT_APPLICABLE:
        return Treatment.NOT_APPLICABLE
    return TREATMENT_OF[framework.policy(criterion, state)]
