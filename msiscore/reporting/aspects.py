"""Paper against practice: how far what is written and what happens lie apart, for those that have a score for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msiscore.reporting.figures import Figures
from msiscore.reporting.report import Figure, ScoreRow, ScoreTable, Term
from msiscore.reporting.report_results import AspectRow, AspectTable
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import ColumnScores, Scores

SLACK = 1e-9


def paper_and_practice(scores: Scores, tables: Sequence[ScoreTable], figures: Figures, wording: Wording) -> AspectTable | None:
    """The gap between the two aspects of each initiative; None where the framework has no such columns or gives no scores.

    The gap is the score in practice less the score on paper, made before either is rounded. That open answers cannot turn it round is
    said where the intervals lie apart, and never where a scale is relative, for there an open answer of one moves the others.
    """
    columns: Mapping[str, ColumnScores] = {column.column: column for column in scores.columns}
    by_name = {table.column: table for table in tables}
    if not {"paper", "practice"} <= set(by_name):
        return None
    paper, practice = (_rows(by_name[name]) for name in ("paper", "practice"))
    framework = scores.assessment_set.framework
    relative = any(framework.scale_of(criterion).relative for criterion in framework.criteria)
    made: list[tuple[float, AspectRow]] = []
    without = []
    for place, id_ in enumerate(scores.matrix.initiatives):
        one, other = columns["paper"], columns["practice"]
        if paper[id_].score.value is None or practice[id_].score.value is None:
            reason = wording("no score on paper") if paper[id_].score.value is None else wording("no score in practice")
            without.append(Term(id_, f"{paper[id_].title} ({reason})"))
            continue
        gap = float(other.score[place] - one.score[place])
        apart = not relative and (one.lower[place] > other.upper[place] + SLACK or other.lower[place] > one.upper[place] + SLACK)
        row = AspectRow(
            initiative=Term(id_, paper[id_].title),
            paper=paper[id_],
            practice=practice[id_],
            gap=figures.score(abs(gap)),
            verdict=_verdict(gap, figures, wording) + (wording("; the intervals lie apart") if apart else ""),
        )
        made.append((gap, row))
    made.sort(key=lambda pair: (pair[0], pair[1].initiative.text.casefold()))
    rows = tuple(row for _, row in made)
    return AspectTable(rows=rows, without=tuple(without), reading=_reading([gap for gap, _ in made], wording))


def _rows(table: ScoreTable) -> dict[str, ScoreRow]:
    return {row.initiative: row for row in (*table.ranked, *table.unranked)}


def _verdict(gap: float, figures: Figures, wording: Wording) -> str:
    shown: Figure = figures.score(abs(gap))
    if abs(gap) <= SLACK:
        return wording("no difference")
    return wording("{gap} higher on paper", gap=shown.text) if gap < 0 else wording("{gap} higher in practice", gap=shown.text)


def _reading(gaps: Sequence[float], wording: Wording) -> str:
    return wording.plural(
        "One initiative has both scores.",
        "Of {count} with both scores, {paper} score higher on paper, {practice} higher in practice, and {same} the same.",
        len(gaps),
        paper=sum(gap < -SLACK for gap in gaps),
        practice=sum(gap > SLACK for gap in gaps),
        same=sum(abs(gap) <= SLACK for gap in gaps),
    )
