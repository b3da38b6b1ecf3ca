"""What stands out in a profile, by a rule that is printed with it: in the upper two fifths of the scale it is a strength, in the lower
two a weakness.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from msiscore.framework import Criterion, Dimension, State
from msiscore.rating_matrix import FloatArray, rating_of, state_of
from msiscore.reporting.figures import Figures
from msiscore.reporting.next_band import rows_of
from msiscore.reporting.phrases import STATE_NAMES, standard_title
from msiscore.reporting.report import Term
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores
from msiscore.scoring.standards import Verdict

HIGH, LOW = 60.0, 40.0
"""The upper two and the lower two of the five equal steps that scores have in colours."""

MOST_DIMENSIONS, MOST_CRITERIA = 3, 4


def strengths(scores: Scores, column: int, figures: Figures, wording: Wording) -> tuple[Term, ...]:
    """Dimensions whose whole interval lies at 60 or above, the highest first, then criteria rated at the highest value.

    At most three dimensions and four criteria; of criteria those with the largest share of the total weight.
    """
    found = [(low, term) for low, _, term in _dimensions(scores, column, figures, wording) if low >= HIGH - 1e-9]
    found.sort(key=lambda pair: -pair[0])
    best = tuple(_criteria(scores, column, 1.0, wording))
    return (*(term for _, term in found[:MOST_DIMENSIONS]), *best)


def weaknesses(scores: Scores, column: int, figures: Figures, wording: Wording) -> tuple[Term, ...]:
    """Minimum standards that are not met, dimensions whose whole interval lies below 40, the lowest first, then criteria at the lowest.

    All such standards; at most three dimensions and four criteria, of these those with the largest share of the total weight.
    """
    missed = [
        Term(result.id, f"{wording('Minimum standard not met')}: {standard_title(result, wording)}")
        for result in scores.columns[0].standards
        if result.verdicts[column] == Verdict.NOT_MET
    ]
    found = [(high, term) for _, high, term in _dimensions(scores, column, figures, wording) if high < LOW - 1e-9]
    found.sort(key=lambda pair: pair[0])
    named = {term.name for term in missed}
    worst = [term for term in _criteria(scores, column, 0.0, wording) if term.name not in named]
    return (*missed, *(term for _, term in found[:MOST_DIMENSIONS]), *worst)


def _dimensions(scores: Scores, column: int, figures: Figures, wording: Wording) -> Iterator[tuple[float, float, Term]]:
    """Every top-level dimension with an interval: its ends, and its name with both."""
    nodes = scores.columns[0].nodes
    for dimension in scores.assessment_set.framework.dimensions:
        row = nodes.tree.rows.get(dimension.id)
        if row is None:
            continue
        k = row - nodes.tree.hierarchy.items
        low, high = float(nodes.lower[k, column]), float(nodes.upper[k, column])
        if not np.isnan(low):
            yield low, high, Term(dimension.id, f"{_title(dimension, wording)} ({figures.interval(low, high)})")


def _criteria(scores: Scores, column: int, value: float, wording: Wording) -> Iterator[Term]:
    """The criteria whose every aspect has the value `value`, by a rating or by a state that counts as lowest; the weightiest first."""
    framework, tree = scores.assessment_set.framework, scores.columns[0].nodes.tree
    if any(framework.scale_of(criterion).relative for criterion in framework.criteria):
        return
    values: FloatArray = scores.matrix.values[:, column]
    shares = {one.id: tree.shares[tree.rows[one.id]] if one.id in tree.rows else 0.0 for one in framework.criteria}
    same = [one for one in framework.criteria if all(values[row] == value for row in rows_of(scores, one)) and shares[one.id] > 0]
    for criterion in sorted(same, key=lambda one: -shares[one.id])[:MOST_CRITERIA]:
        states = {_state(scores, row, column) for row in rows_of(scores, criterion)} - {None}
        said = ", ".join(wording(STATE_NAMES[state]) for state in State if state in states)
        said = said or wording("highest value" if value else "lowest value")
        yield Term(criterion.id, f"{_title(criterion, wording)} ({said})")


def _state(scores: Scores, row: int, column: int) -> State | None:
    """Why there is no rating, where there is none."""
    if not np.isnan(scores.matrix.raw[row, column]):
        return None
    return state_of(rating_of(scores.assessment_set.assessments[column], scores.matrix.items[row]))


def _title(part: Criterion | Dimension, wording: Wording) -> str:
    return part.title.in_language(wording.language)
