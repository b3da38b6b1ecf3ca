"""The tables that compare initiatives: ranking, heat map, views by tag, minimum standards."""

from __future__ import annotations

from msiscore.framework import Criterion, Framework
from msiscore.reporting.figures import Figures
from msiscore.reporting.phrases import COLUMNS, VERDICTS, minimum_consequence, standard_asks, standard_margin, standard_title
from msiscore.reporting.report import (
    HeatCell,
    HeatMap,
    ScoreRow,
    ScoreTable,
    StandardCell,
    StandardRow,
    StandardTable,
    Term,
)
from msiscore.reporting.wording import NO_NUMBER, Wording
from msiscore.scoring.scores import ColumnScores, HeadlineRow, NodeScores, Scores
from msiscore.scoring.standards import TOTAL, StandardResult, Verdict


def score_tables(scores: Scores, figures: Figures, wording: Wording) -> tuple[ScoreTable, ...]:
    """A ranking for each column of scores; none where the framework has no total."""
    if scores.assessment_set.framework.total == "none":
        return ()
    return tuple(_score_table(scores, column, figures, wording) for column in scores.columns)


def _score_table(scores: Scores, column: ColumnScores, figures: Figures, wording: Wording) -> ScoreTable:
    rows = [_score_row(scores, row, figures, wording) for row in scores.headline(column.column)]
    return ScoreTable(
        column=column.column,
        title=_column_title(column, wording),
        ranked=tuple(row for row in rows if row.rank),
        unranked=tuple(row for row in rows if not row.rank),
    )


def _column_title(column: ColumnScores, wording: Wording) -> str:
    """What the column is called; that of an aspect says how many criteria it rests on, for it may be few."""
    title = wording(COLUMNS[column.column])
    if column.column == "overall":
        return title
    tree = column.nodes.tree
    items = tree.hierarchy.leaves_under(tree.hierarchy.rows - 1)
    return f"{title} ({wording.plural('{count} criterion', '{count} criteria', len(items))})"


def _score_row(scores: Scores, row: HeadlineRow, figures: Figures, wording: Wording) -> ScoreRow:
    band, band_step = figures.band(row.band)
    title = next(a.initiative.title for a in scores.assessment_set.assessments if a.initiative.id == row.initiative)
    return ScoreRow(
        initiative=row.initiative,
        title=title.in_language(wording.language),
        rank=str(row.rank or ""),
        score=figures.score(row.score),
        lower=figures.score(row.lower),
        upper=figures.score(row.upper),
        interval=figures.interval(row.lower, row.upper),
        coverage=figures.percent(row.coverage),
        band=band,
        band_step=band_step,
        standards=_standards_summary(scores, row, wording),
        remark=_remark(scores, row, figures, wording),
    )


def _standards_summary(scores: Scores, row: HeadlineRow, wording: Wording) -> str:
    parts = []
    if row.standards_not_met:
        parts.append(wording("{count} not met", count=len(row.standards_not_met)))
    if row.standards_unknown:
        parts.append(wording("{count} unknown", count=len(row.standards_unknown)))
    if not parts and not any(scores.assessment_set.framework.standards):
        return NO_NUMBER
    return ", ".join(parts) or wording("all met")


def _remark(scores: Scores, row: HeadlineRow, figures: Figures, wording: Wording) -> str:
    framework = scores.assessment_set.framework
    if row.status == "not-enough-evidence":
        return wording(
            "Not enough evidence for a score: {coverage} of the weight is rated, {needed} is needed.",
            coverage=figures.percent(row.coverage).text,
            needed=figures.percent(framework.minimum_coverage).text,
        )
    if row.score is not None and row.before_standards is not None and row.before_standards > row.score + 1e-9:
        return wording(
            "{score} before minimum standards; not met: {criteria}.",
            score=figures.score(row.before_standards).text,
            criteria=", ".join(wording("Overall score") if id_ == TOTAL else id_ for id_ in row.standards_not_met),
        )
    return ""


def initiative_terms(scores: Scores, wording: Wording) -> list[tuple[int, Term]]:
    """The initiatives in the order of the headline ranking, with their place in the matrix."""
    places = {id_: place for place, id_ in enumerate(scores.matrix.initiatives)}
    titles = {a.initiative.id: a.initiative.title.in_language(wording.language) for a in scores.assessment_set.assessments}
    return [(places[row.initiative], Term(row.initiative, titles[row.initiative])) for row in scores.headline()]


def node_score(nodes: NodeScores, row: int, column: int, framework: Framework) -> tuple[float | None, float]:
    """The score of a node that may be shown, and its coverage."""
    k = row - nodes.tree.hierarchy.items
    return nodes.published(k, column, framework.minimum_coverage), float(nodes.coverage[k, column])


def heat_map(scores: Scores, figures: Figures, wording: Wording) -> HeatMap:
    """Initiatives by the top-level dimensions of the headline column."""
    framework, nodes = scores.assessment_set.framework, scores.columns[0].nodes
    dimensions = [dimension for dimension in framework.dimensions if dimension.id in nodes.tree.rows]
    terms = tuple(Term(dimension.id, dimension.title.in_language(wording.language)) for dimension in dimensions)
    rows = []
    for column, initiative in initiative_terms(scores, wording):
        cells = [
            _cell(
                *node_score(nodes, nodes.tree.rows[dimension.id], column, framework), initiative.text, term.text, figures, wording
            )
            for dimension, term in zip(dimensions, terms, strict=True)
        ]
        rows.append((initiative, tuple(cells)))
    caption = wording("Scores from 0 (worst) to 100 (best) before minimum standards; a dash where too little is rated.")
    return HeatMap(id="dimensions", title=wording("Scores by dimension"), caption=caption, columns=terms, rows=tuple(rows))


def views(scores: Scores, figures: Figures, wording: Wording) -> tuple[HeatMap, ...]:
    """The framework's views: the same ratings re-cut by tag."""
    framework = scores.assessment_set.framework
    maps = []
    for view in framework.views:
        values = [value for value in view.values if (view.id, value.id) in scores.views]
        terms = tuple(Term(value.id, value.title.in_language(wording.language)) for value in values)
        rows = []
        for column, initiative in initiative_terms(scores, wording):
            cells = []
            for value, term in zip(values, terms, strict=True):
                nodes = scores.views[view.id, value.id]
                root = nodes.tree.hierarchy.rows - 1
                cells.append(_cell(*node_score(nodes, root, column, framework), initiative.text, term.text, figures, wording))
            rows.append((initiative, tuple(cells)))
        caption = wording(
            "The same ratings, grouped another way; below each score its coverage, and a dash where too little is rated."
        )
        title = view.title.in_language(wording.language)
        maps.append(HeatMap(id=view.id, title=title, caption=caption, columns=terms, rows=tuple(rows), with_coverage=True))
    return tuple(maps)


def _cell(score: float | None, share: float, initiative: str, column: str, figures: Figures, wording: Wording) -> HeatCell:
    figure, letter, coverage = figures.score(score), figures.letter(score), figures.percent(share)
    if score is None:
        spoken = wording(
            "{initiative}, {column}: no score, coverage {coverage}", initiative=initiative, column=column, coverage=coverage.text
        )
    else:
        spoken = wording(
            "{initiative}, {column}: {score} ({letter}), coverage {coverage}",
            initiative=initiative,
            column=column,
            score=figure.text,
            letter=letter,
            coverage=coverage.text,
        )
    return HeatCell(figure=figure, step=figures.step(score), letter=letter, spoken=spoken, coverage=coverage)


def standard_cell(scores: Scores, result: StandardResult, column: int, wording: Wording) -> StandardCell:
    """Whether the initiative in `column` meets the standard of `result`."""
    status, symbol, word = VERDICTS[Verdict(int(result.verdicts[column]))]
    margin = standard_margin(scores.assessment_set.framework, result, column, wording)
    return StandardCell(status=status, symbol=symbol, word=wording(word), margin=margin)


def standard_table(scores: Scores, wording: Wording) -> StandardTable:
    """The minimum standards of the headline column."""
    initiatives = initiative_terms(scores, wording)
    framework = scores.assessment_set.framework
    rows = []
    for result in scores.columns[0].standards:
        minimum = result.minimum
        asked = {result.asked[column] for column, _ in initiatives}
        rows.append(
            StandardRow(
                criterion=result.id if isinstance(result.holder, Criterion) else "",
                title=standard_title(result, wording),
                asks=standard_asks(framework, result, asked.pop() if len(asked) == 1 else "", wording),
                consequence=minimum_consequence(minimum, wording),
                cells=tuple(standard_cell(scores, result, column, wording) for column, _ in initiatives),
            )
        )
    return StandardTable(initiatives=tuple(term for _, term in initiatives), rows=tuple(rows))
