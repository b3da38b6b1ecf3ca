"""What the report shows and what it does not, in plain sentences made from the set; none is made that is not true of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from msiscore.rating_matrix import Treatment
from msiscore.reporting.support import unsupported
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores


def shows(scores: Scores, wording: Wording) -> tuple[str, ...]:
    """What the report rests on: what was compared, by what, and how much of it is known."""
    return tuple(_shows(scores, wording))


def _shows(scores: Scores, say: Wording) -> Iterator[str]:
    made, matrix = scores.assessment_set, scores.matrix
    framework = made.framework
    yield say.plural(
        "How {count} initiative meets {criteria} of the framework “{framework}”, as of {date}.",
        "How {count} initiatives meet {criteria} of the framework “{framework}”, as of {date}.",
        len(made.assessments),
        criteria=say.plural("{count} criterion", "{count} criteria", len(framework.criteria)),
        framework=framework.title.in_language(say.language),
        date=say.date(made.about.as_of),
    )
    fits = int(np.sum(matrix.treatments != Treatment.NOT_APPLICABLE))
    rated = int(np.sum(~np.isnan(matrix.raw)))
    yield say.plural(
        "{rated} of {count} question that applies has a rating.",
        "{rated} of {count} questions that apply have a rating; the profiles say why the others have none.",
        fits,
        rated=rated,
    )
    reasons, evidence = unsupported(made)
    if rated and not reasons and not evidence:
        yield say("Every rating has a reason and every answer a source; sources that may not be shown are counted.")
    if made.files:
        yield say("The annex names the files, versions and command that make the same report again.")


def does_not_show(scores: Scores, wording: Wording) -> tuple[str, ...]:
    """What must not be read into the report."""
    return tuple(_does_not_show(scores, wording))


def _does_not_show(scores: Scores, say: Wording) -> Iterator[str]:
    made, headline = scores.assessment_set, scores.columns[0]
    framework = made.framework
    if made.about.fictional or any(one.initiative.fictional for one in made.assessments):
        yield say("It says nothing about any real organisation: the initiatives are invented.")
    if framework.total == "none":
        yield say("It ranks nobody: there is no overall score.")
    unranked = sum(status == "not-enough-evidence" for status in headline.status)
    if unranked:
        yield say("It does not rank all. Without enough evidence for a score: {count}. That is not a low score.", count=unranked)
    open_ = int(np.sum(scores.matrix.treatments == Treatment.OPEN))
    if open_:
        yield say("It does not say what open answers would be ({count}); the intervals show what they could change.", count=open_)
    if framework.total != "none" and len(made.assessments) > 1:
        yield say("A higher score is no proof of being better where the intervals overlap.")
    if framework.weight_sets:
        yield say("It does not settle what matters most: weights are a choice, and other choices stand beside it.")
    elif len(framework.criteria) > 1:
        yield say("It does not settle what matters most: weights are a choice.")
    yield say("It does not cover what happened after the date that the ratings speak of.")
    if not any(one.replies for one in made.assessments):
        yield say("It holds no replies of the assessed initiatives.")
    if made.second_ratings:
        yield say("Ratings by second assessors are kept with the set but do not count in the scores.")
