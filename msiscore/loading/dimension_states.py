"""A state that is given for a whole dimension, written out for each criterion in it."""

from __future__ import annotations

from collections.abc import Iterator

from msiscore.assessment import Assessment, CriterionRating
from msiscore.framework import Criterion, Dimension, Framework


def with_dimension_states(assessment: Assessment, framework: Framework) -> Assessment:
    """`assessment` with each rating of a dimension, which is a state, given to every criterion under it that has no rating.

    The state of an inner dimension goes before that of one around it. What comes out rates criteria only.
    """
    dimensions = {dimension.id for dimension in framework.walk()}
    if dimensions.isdisjoint(assessment.ratings):
        return assessment
    ratings = {id_: rating for id_, rating in assessment.ratings.items() if id_ not in dimensions}
    for criterion, rating in _inherited(framework.dimensions, None, assessment):
        ratings.setdefault(criterion.id, _for_criterion(criterion, rating))
    return assessment.model_copy(update={"ratings": ratings})


def _inherited(
    dimensions: tuple[Dimension, ...], around: CriterionRating | None, assessment: Assessment
) -> Iterator[tuple[Criterion, CriterionRating]]:
    for dimension in dimensions:
        rating = assessment.ratings.get(dimension.id, around)
        if rating is not None:
            yield from ((criterion, rating) for criterion in dimension.criteria)
        yield from _inherited(dimension.dimensions, rating, assessment)


def _for_criterion(criterion: Criterion, rating: CriterionRating) -> CriterionRating:
    """The rating as the criterion would have it: under each of its aspects, if it tells them apart."""
    if not criterion.aspects:
        return rating
    return CriterionRating.model_validate({aspect.value: rating for aspect in criterion.aspects})
