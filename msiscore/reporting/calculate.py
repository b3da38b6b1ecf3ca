"""Scores to `Calculation`: what a workbook needs to compute the scores itself, with the engine's own numbers beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msiscore.framework import Criterion, Dimension, Framework, State, StatePolicy
from msiscore.rating_matrix import Item
from msiscore.reporting.calculation import (
    BandRule,
    Calculation,
    ColumnRule,
    ItemRule,
    Named,
    Outcome,
    ScaleRule,
    ViewRule,
    WeightRule,
)
from msiscore.reporting.calculation_standards import number, numbers, requirement_rule, standard_rule
from msiscore.reporting.calculation_tree import tree_rows
from msiscore.reporting.phrases import CONFIDENCE, STATE_NAMES, answer
from msiscore.reporting.report import ScoreRow, ScoreTable
from msiscore.reporting.wording import Wording
from msiscore.scales import BaseScale, LevelScale, MeasureScale, PointsScale, RelativeScale, ThresholdScale, YesNoScale
from msiscore.scoring.scores import ColumnScores, Scores

_LETTERS = {StatePolicy.LOWEST: "L", StatePolicy.OPEN: "O", StatePolicy.EXCLUDE: "X"}


def calculation(scores: Scores, tables: Sequence[ScoreTable], wording: Wording) -> Calculation:
    """The calculation behind `scores`, worded in the report's language."""
    framework = scores.assessment_set.framework
    scales = list(framework.scales.items())
    places = [name for name, _ in scales]
    order = _order(scores)
    titles = {a.initiative.id: a.initiative.title.in_language(wording.language) for a in scores.assessment_set.assessments}
    sets = tuple(Named(id_, weight_set.title.in_language(wording.language)) for id_, weight_set in framework.weight_sets.items())
    return Calculation(
        initiatives=tuple(Named(scores.matrix.initiatives[k], titles[scores.matrix.initiatives[k]]) for k in order),
        decimals=framework.decimals,
        minimum_coverage=framework.minimum_coverage,
        states=tuple(Named(state.value, wording(STATE_NAMES[state])) for state in State),
        confidences=tuple(Named(code, wording(word)) for code, word in CONFIDENCE.items()),
        scales=tuple(_scale(name, scale, wording) for name, scale in scales),
        items=tuple(_item(framework, item, places) for item in scores.matrix.items),
        answers=tuple(
            tuple(
                _answer(framework, item, float(scores.matrix.raw[row, k]), wording)
                for row, item in enumerate(scores.matrix.items)
            )
            for k in order
        ),
        weights=_weights(scores),
        weight_sets=(Named("", wording("the framework's own")), *sets),
        weight_set=1 + list(framework.weight_sets).index(scores.weight_set) if scores.weight_set is not None else 0,
        rounded_ranking=framework.ranking == "rounded",
        bands=tuple(BandRule(low=band.from_, title=band.in_language(wording.language)) for band in framework.bands),
        columns=tuple(_column(scores, column, tables, order, wording) for column in scores.columns),
        views=_views(scores, order, wording),
    )


def _order(scores: Scores) -> list[int]:
    """The initiatives by title, as equal ones stand in the ranking."""
    language = scores.assessment_set.about.language
    initiatives = [a.initiative for a in scores.assessment_set.assessments]
    return sorted(
        range(len(initiatives)), key=lambda k: (initiatives[k].title.in_language(language).casefold(), initiatives[k].id)
    )


def _scale(name: str, scale: BaseScale, wording: Wording) -> ScaleRule:
    unit, less = str(getattr(scale, "unit", "")), scale.lower_is_better
    if isinstance(scale, LevelScale | YesNoScale):
        levels = tuple(
            (entered(scale, float(k), wording), answer(scale, float(k), wording), scale.value_of(float(k)) * 100)
            for k in range(scale.step_count)
        )
        return ScaleRule(id=name, kind=scale.kind, levels=levels, less_is_better=less)
    if isinstance(scale, PointsScale):
        return ScaleRule(id=name, kind=scale.kind, ends=(0.0, scale.of), less_is_better=less)
    if isinstance(scale, MeasureScale):
        ends = (scale.from_, scale.to)
        return ScaleRule(id=name, kind=scale.kind, unit=unit, ends=ends, log=scale.log, clip=scale.clip, less_is_better=less)
    if isinstance(scale, ThresholdScale):
        steps = tuple((float(step.split(" ")[1]), "=" in step.split(" ")[0]) for step in scale.steps)
        return ScaleRule(id=name, kind=scale.kind, unit=unit, steps=steps, less_is_better=scale.steps[0].startswith("<"))
    if isinstance(scale, RelativeScale):
        return ScaleRule(
            id=name,
            kind=scale.kind,
            unit=unit,
            method=scale.method,
            less_is_better=less,
            deviations=scale.deviations,
            above=scale.above,
        )
    raise TypeError(f"no formula for the scale {name} of the kind {type(scale).__name__}")


def entered(scale: BaseScale, raw: float, wording: Wording) -> float | str:
    """A rating as it is entered in a cell: the number of the level, the word for yes or no, or the number itself."""
    if isinstance(scale, LevelScale):
        return scale.first + raw
    return answer(scale, raw, wording) if isinstance(scale, YesNoScale) else raw


def _answer(framework: Framework, item: Item, raw: float, wording: Wording) -> float | str | None:
    return None if math.isnan(raw) else entered(framework.scale_of(item.criterion), raw, wording)


def _item(framework: Framework, item: Item, places: list[str]) -> ItemRule:
    criterion = item.criterion
    letters = ("N" if state is State.NOT_APPLICABLE else _LETTERS[framework.policy(criterion, state)] for state in State)
    scale = criterion.scale or framework.default_scale or places[0]
    return ItemRule(criterion=criterion.id, aspect=item.aspect or "", scale=places.index(scale), policies="".join(letters))


def _weights(scores: Scores) -> tuple[WeightRule, ...]:
    framework = scores.assessment_set.framework
    own = framework.weights_of()
    sets = [_named(framework, name, own) for name in framework.weight_sets]
    used: Mapping[str, float] = framework.weights_of(scores.weight_set)
    nodes: list[Dimension | Criterion] = [*framework.walk(), *framework.criteria]
    return tuple(
        WeightRule(
            id=node.id,
            own=own.get(node.id, node.weight),
            named=tuple(weights.get(node.id) for weights in sets),
            in_use=used.get(node.id, node.weight),
        )
        for node in nodes
    )


def _named(framework: Framework, name: str, own: Mapping[str, float]) -> Mapping[str, float]:
    """The weights that a weight set gives by naming a node, or by changing one of its weights by tag."""
    stated = framework.weight_sets[name].weights
    return {id_: weight for id_, weight in framework.weights_of(name).items() if id_ in stated or own.get(id_) != weight}


def _column(scores: Scores, column: ColumnScores, tables: Sequence[ScoreTable], order: list[int], wording: Wording) -> ColumnRule:
    table = next((table for table in tables if table.column == column.column), None)
    shown = {row.initiative: row for row in (*table.ranked, *table.unranked)} if table is not None else {}
    return ColumnRule(
        id=column.column,
        title=table.title if table is not None else wording(column.column),
        rows=tree_rows(scores, column, order, wording),
        standards=tuple(standard_rule(scores, column, result, order, wording) for result in column.standards),
        required=tuple(
            tuple(requirement_rule(scores, column, one, order) for one in band.requires)
            for band in scores.assessment_set.framework.bands
        ),
        outcomes=tuple(_outcome(scores, column, shown.get(scores.matrix.initiatives[k]), k) for k in order),
    )


def _outcome(scores: Scores, column: ColumnScores, row: ScoreRow | None, k: int) -> Outcome:
    return Outcome(
        rank=int(column.ranks[k]) or None,
        score=number(column.score[k]),
        lower=number(column.lower[k]),
        upper=number(column.upper[k]),
        coverage=float(column.coverage[k]),
        before=number(column.before_standards[k]),
        compared=number(scores.assessment_set.framework.compared(float(column.score[k]))),
        band=row.band if row is not None else "",
        standards=row.standards if row is not None else "",
        remark=row.remark if row is not None else "",
    )


def _views(scores: Scores, order: list[int], wording: Wording) -> tuple[ViewRule, ...]:
    framework = scores.assessment_set.framework
    made = []
    for view in framework.views:
        for value in view.values:
            nodes = scores.views.get((view.id, value.id))
            if nodes is None:
                continue
            tagged = tuple(c.id for c in framework.criteria if value.id in c.tags.get(view.tag, ()))
            made.append(
                ViewRule(
                    view=view.id,
                    value=value.id,
                    title=value.title.in_language(wording.language),
                    criteria=tagged,
                    score=numbers(nodes.point[-1], order),
                    coverage=numbers(nodes.coverage[-1], order),
                )
            )
    return tuple(made)
