"""Minimum standards, and what bands require, for `Calculation`: what is asked of each initiative, and the engine's verdicts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from msiscore.framework import Criterion, Framework, Requirement
from msiscore.rating_matrix import FloatArray
from msiscore.reporting.calculation import Numbers, StandardRule
from msiscore.reporting.phrases import standard_title
from msiscore.reporting.wording import Wording, with_unit
from msiscore.scales import BaseScale, LevelScale, ThresholdScale
from msiscore.scoring.scores import COVERAGE_SLACK, ColumnScores, Scores
from msiscore.scoring.standards import (
    TOTAL,
    NodeRange,
    StandardResult,
    Verdict,
    asked_of,
    check_standards,
    score_verdict,
    worst_verdict,
)
from msiscore.scoring.weighting import ROOT


def standard_rule(
    scores: Scores, column: ColumnScores, result: StandardResult, order: Sequence[int], wording: Wording
) -> StandardRule:
    """One minimum standard; the verdict on each item of it comes from the engine, asked for that item alone."""
    minimum, asked = result.minimum, [result.asked[k] for k in order]
    title = standard_title(result, wording)
    limit = None if minimum.otherwise == "flag" else 0.0 if minimum.otherwise == "fail" else float(minimum.at or 0.0)
    verdict, margin = tuple(int(result.verdicts[k]) for k in order), numbers(result.margins, order)
    if not isinstance(result.holder, Criterion):
        due = tuple(float(level) if level else None for level in asked)
        return StandardRule(
            id=result.id,
            title=title if result.id == TOTAL else result.id,
            node=ROOT if isinstance(result.holder, Framework) else result.holder.id,
            limit=limit,
            due=due,
            asked=due,
            verdicts=(verdict,),
            margins=(margin,),
            verdict=verdict,
            margin=margin,
        )
    scale = scores.assessment_set.framework.scale_of(result.holder)
    items = _items(scores, column, result.holder.id, getattr(minimum, "aspect", None))
    each = [_alone(scores, result.holder, row) for row in items]
    return StandardRule(
        id=result.id,
        title=result.id,
        items=items,
        limit=limit,
        units=_units(scale, wording),
        due=tuple(scale.minimum_value(level) * 100 if level else None for level in asked),
        asked=tuple(_asked(scale, level) if level else None for level in asked),
        verdicts=tuple(tuple(int(one.verdicts[k]) for k in order) for one in each),
        margins=tuple(numbers(one.margins, order) for one in each),
        verdict=verdict,
        margin=margin,
    )


def requirement_rule(scores: Scores, column: ColumnScores, requirement: Requirement, order: Sequence[int]) -> StandardRule:
    """What a band asks of one criterion or dimension; not applicable where this column has nothing of it."""
    assessments, framework = scores.assessment_set.assessments, scores.assessment_set.framework
    asked = [asked_of(requirement, assessments[k], scores.assessment_set.as_of(assessments[k])) for k in order]
    nothing: Numbers = (None,) * len(order)
    each: list[tuple[int, ...]]
    items: tuple[int, ...] = ()
    node = None
    if requirement.score is not None:
        known = _range(scores, column, requirement.of)
        node = requirement.of if known is not None else None
        each = [tuple(int(score_verdict(known, k, level)) for k, level in zip(order, asked, strict=True))] if known else []
        due: Numbers = tuple(float(level) if level else None for level in asked)
    else:
        items = _items(scores, column, requirement.of, None)
        scale = framework.scale_of(framework.criterion_by_id[requirement.of])
        due = tuple(scale.minimum_value(level) * 100 if level else None for level in asked)
        each = [
            tuple(
                int(worst_verdict(scores.assessment_set, scores.matrix, (row,), k, level))
                for k, level in zip(order, asked, strict=True)
            )
            for row in items
        ]
    worst = tuple(max((one[k] for one in each), default=int(Verdict.NOT_APPLICABLE)) for k in range(len(order)))
    return StandardRule(
        id=requirement.of,
        title=requirement.of,
        items=items,
        node=node,
        due=due,
        asked=due,
        verdicts=tuple(each),
        margins=(nothing,) * len(each),
        verdict=worst,
        margin=nothing,
    )


def _items(scores: Scores, column: ColumnScores, criterion: str, aspect: str | None) -> tuple[int, ...]:
    """The items of a criterion that this column looks at."""
    hierarchy, items = column.nodes.tree.hierarchy, scores.matrix.items
    leaves = hierarchy.leaves_under(hierarchy.rows - 1)
    return tuple(row for row in leaves if items[row].criterion.id == criterion and aspect in (None, items[row].aspect))


def _alone(scores: Scores, criterion: Criterion, row: int) -> StandardResult:
    results = check_standards(scores.assessment_set, scores.matrix, (row,))
    return next(result for result in results if result.holder is criterion)


def _range(scores: Scores, column: ColumnScores, id_: str) -> NodeRange | None:
    """What is known of the score of a dimension; None where the column has no such node."""
    nodes, matrix = column.nodes, scores.matrix
    hierarchy = nodes.tree.hierarchy
    ids = nodes.tree.row_ids[hierarchy.items :]
    if id_ not in ids:
        return None
    k = ids.index(id_)
    least = scores.assessment_set.framework.minimum_coverage - COVERAGE_SLACK
    leaves = list(hierarchy.leaves_under(hierarchy.items + k))
    return NodeRange(
        point=nodes.point[k],
        lower=nodes.lower[k],
        upper=nodes.upper[k],
        enough=nodes.coverage[k] >= least,
        applicable=np.logical_or.reduce(matrix.relevant[leaves], axis=0),
    )


def _units(scale: BaseScale, wording: Wording) -> tuple[str, str]:
    """What stands after a margin of one, and after one of another number."""
    if scale.step_count:
        one, many = (wording.plural("{count} level", "{count} levels", count)[1:] for count in (1, 2))
        return one, many
    unit = with_unit("", str(getattr(scale, "unit", "")))
    return (unit, unit) if unit in ("", "%") else (f" {unit}", f" {unit}")


def _asked(scale: BaseScale, level: str) -> float:
    """The answer asked as a number: counted as the answers are, so that the margin is the difference between the two."""
    if isinstance(scale, LevelScale):
        return scale.first + scale.read(level)
    return float(int(level)) if isinstance(scale, ThresholdScale) else scale.read(level)


def number(value: float) -> float | None:
    """The number, or None for NaN."""
    return None if math.isnan(value) else float(value)


def numbers(values: FloatArray, order: Sequence[int]) -> Numbers:
    """Numbers in the order of the initiatives, None for NaN."""
    return tuple(number(values[k]) for k in order)
