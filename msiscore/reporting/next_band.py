"""What would lift an initiative into the next band: how much is missing, which ratings could add most, and what stands in the way."""

from __future__ import annotations

import numpy as np

from msiscore.framework import Band, Criterion
from msiscore.rating_matrix import FloatArray, Treatment
from msiscore.reporting.figures import Figures
from msiscore.reporting.phrases import standard_title
from msiscore.reporting.report import Term
from msiscore.reporting.report_results import NextBand
from msiscore.reporting.wording import Wording
from msiscore.scoring.kernel import aggregate
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.standards import Verdict

MOST_GAINS = 5


def next_band(scores: Scores, column: int, figures: Figures, wording: Wording) -> NextBand | None:
    """The way of the initiative in `column` to the next band of the headline column; None without bands or without a score.

    A gain is exact: the score before minimum standards, computed again with that one criterion at the highest value and all else as
    it is, less the score as it is. Only what is rated can gain; an open answer is something to find out, not to improve. Where a scale
    is relative, nobody's value can be raised alone, and no gains are given.
    """
    framework, headline = scores.assessment_set.framework, scores.columns[0]
    number = float(headline.score[column])
    if not framework.bands or np.isnan(number):
        return None
    here = framework.band_of(number, denied=headline.denied_bands[column])
    above = [band for band in framework.bands if here is None or band.from_ > here.from_]
    limits = tuple(_limits(scores, column, wording))
    if not above:
        return NextBand(text=wording("This is the highest band."), gains=(), limits=limits)
    target = above[0]
    before = float(headline.before_standards[column])
    missing = _asked(scores, target) - before
    name = target.in_language(wording.language)
    if missing > 1e-9:
        text = wording(
            "{missing} points are missing to “{band}”, which begins at {start}.",
            missing=_at_least(missing, figures),
            band=name,
            start=figures.plain(target.from_).text,
        )
    elif before > number + 1e-9:
        text = wording(
            "Before minimum standards the score is {score}, enough for “{band}”; standards that are not met hold it down.",
            score=figures.score(before).text,
            band=name,
        )
    else:
        text = wording("The score is high enough for “{band}”, which asks for more than a score.", band=name)
    return NextBand(text=text, gains=_gains(scores, column, figures, wording), limits=limits)


def _asked(scores: Scores, band: Band) -> float:
    """The lowest score that reaches `band`; where rounded scores are compared, the lowest that rounds up to it."""
    framework = scores.assessment_set.framework
    return band.from_ - (0.5 * 10**-framework.decimals if framework.ranking == "rounded" else 0.0)


def _at_least(points: float, figures: Figures) -> str:
    """`points` with one decimal more than scores have, rounded up: that many are enough."""
    unit = 10.0 ** -(figures.decimals + 1)
    return figures.score(np.ceil(points / unit - 1e-9) * unit, extra_decimals=1).text


def gains(scores: Scores, column: int) -> FloatArray:
    """What each criterion alone could add to the score before minimum standards of one initiative, criteria, 0..100; 0 if nothing."""
    framework, matrix, headline = scores.assessment_set.framework, scores.matrix, scores.columns[0]
    criteria = framework.criteria
    hierarchy = headline.nodes.tree.hierarchy
    values = np.repeat(matrix.values[:, [column]], len(criteria), axis=1)
    open_ = np.repeat(matrix.open_[:, [column]], len(criteria), axis=1)
    for place, criterion in enumerate(criteria):
        for row in rows_of(scores, criterion):
            if matrix.treatments[row, column] <= Treatment.LOWEST:
                values[row, place] = 1.0
    lifted = aggregate(hierarchy, values, open_)[-1] * 100
    added: FloatArray = np.nan_to_num(lifted - float(headline.nodes.point[-1, column]))
    return added


def rows_of(scores: Scores, criterion: Criterion) -> list[int]:
    """The rows of the matrix that belong to `criterion`."""
    return [row for row, item in enumerate(scores.matrix.items) if item.criterion is criterion]


def _gains(scores: Scores, column: int, figures: Figures, wording: Wording) -> tuple[Term, ...]:
    framework = scores.assessment_set.framework
    if any(framework.scale_of(criterion).relative for criterion in framework.criteria):
        return ()
    possible = gains(scores, column)
    order = sorted(range(len(possible)), key=lambda place: (-round(float(possible[place]), 9), place))
    return tuple(
        Term(
            framework.criteria[place].id,
            wording(
                "{title}: up to {gain} points",
                title=framework.criteria[place].title.in_language(wording.language),
                gain=figures.score(float(possible[place]), extra_decimals=1).text,
            ),
        )
        for place in order[:MOST_GAINS]
        if possible[place] > 1e-9
    )


def _limits(scores: Scores, column: int, wording: Wording) -> list[str]:
    """The caps that hold the score down, and the bands that are out of reach because of what they require."""
    headline: ColumnScores = scores.columns[0]
    said = []
    for result in headline.standards:
        if result.verdicts[column] != Verdict.NOT_MET or result.minimum.otherwise == "flag":
            continue
        most = 0.0 if result.minimum.otherwise == "fail" else float(result.minimum.at or 0.0)
        said.append(
            wording(
                "As long as the minimum standard “{title}” is not met, the score is at most {at}.",
                title=standard_title(result, wording),
                at=wording.quantity(most),
            )
        )
    for band in scores.assessment_set.framework.bands:
        if band.name in headline.denied_bands[column]:
            name = band.in_language(wording.language)
            said.append(wording("“{band}” also asks for what is not known to be met.", band=name))
    return said
