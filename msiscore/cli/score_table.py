"""The scores as text for a terminal and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from msiscore.cli.table import Heading, layout
from msiscore.cli.terminal import counted, paragraph
from msiscore.rounding import rounded, rounded_percent

if TYPE_CHECKING:
    from msiscore.assessment import AssessmentSet
    from msiscore.scoring.scores import HeadlineRow, Scores

HEADINGS = (
    Heading("Rank", right=True),
    Heading("Initiative", flexible=True),
    Heading("Score", right=True),
    Heading("Range", right=True),
    Heading("Coverage", right=True),
    Heading("Band"),
)
COLUMN_TITLES = {"overall": "Overall", "paper": "On paper", "practice": "In practice"}
UNRANKED = {
    "not-enough-evidence": "Not enough evidence for a score (coverage under {minimum})",
    "no-total": "No overall score, as the framework asks; the report has the profile",
}


def score_lines(scores: Scores) -> list[str]:
    """The table of scores, with what has to be known beside it."""
    lines = [*_title(scores)]
    for column in scores.columns:
        rows = scores.headline(column.column)
        lines += [
            "",
            *([COLUMN_TITLES.get(column.column, column.column)] if len(scores.columns) > 1 else []),
            *_table(rows, scores),
        ]
        lines += _standards(rows, scores)
    lines += [*_legend(scores), *_notices(scores.assessment_set)]
    return [line for text in lines for line in text.split("\n")]


def score_data(scores: Scores) -> dict[str, Any]:
    """The scores as plain data: numbers unrounded, scores 0..100, coverage 0..1, null where there is none."""
    about, framework = scores.assessment_set.about, scores.assessment_set.framework
    return {
        "assessment-set": about.id,
        "title": about.title.in_language(about.language),
        "fictional": about.fictional,
        "as-of": str(about.as_of),
        "framework": {"id": framework.id, "version": framework.version},
        "weight-set": scores.weight_set,
        "notices": [text.in_language(about.language) for text in (about.notice, framework.notice) if text is not None],
        "columns": {column.column: [_row_data(row) for row in scores.headline(column.column)] for column in scores.columns},
    }


def _row_data(row: HeadlineRow) -> dict[str, Any]:
    names = ("initiative", "title", "status", "rank", "score", "lower", "upper", "coverage", "band", "before_standards")
    data = {name.replace("_", "-"): getattr(row, name) for name in names}
    return data | {"standards-not-met": list(row.standards_not_met), "standards-unknown": list(row.standards_unknown)}


def _title(scores: Scores) -> Iterator[str]:
    about, framework = scores.assessment_set.about, scores.assessment_set.framework
    yield paragraph(about.title.in_language(about.language))
    if about.fictional:
        yield "FICTIONAL: the initiatives in this set are invented."
    weights = ""
    if scores.weight_set is not None:
        weights = f", weights: {framework.weight_sets[scores.weight_set].title.in_language(about.language)}"
    many = counted(len(scores.assessment_set.assessments), "initiative")
    yield paragraph(f"{many} by {framework.id} {framework.version}, as of {about.as_of}{weights}")


def _table(rows: tuple[HeadlineRow, ...], scores: Scores) -> list[str]:
    ranked = [row for row in rows if row.rank is not None]
    others = [row for row in rows if row.rank is None]
    # One layout for both parts, so that their columns stand under each other.
    head, *lines = layout(HEADINGS, [_cells(row, scores) for row in [*ranked, *others]])
    table = [*head, *chain.from_iterable(lines[: len(ranked)])]
    if not others:
        return table
    minimum = f"{rounded_percent(scores.assessment_set.framework.minimum_coverage)}%"
    reason = UNRANKED.get(others[0].status, others[0].status).format(minimum=minimum)
    return [*table, *([""] if ranked else []), reason, *chain.from_iterable(lines[len(ranked) :])]


def _cells(row: HeadlineRow, scores: Scores) -> list[str]:
    framework = scores.assessment_set.framework
    bands = {band.name: band.in_language(scores.assessment_set.about.language) for band in framework.bands}
    low, high = _number(row.lower, scores), _number(row.upper, scores)
    return [
        str(row.rank) if row.rank is not None else "-",
        row.title + (" (fictional)" if _is_fictional(row.initiative, scores.assessment_set) else ""),
        _number(row.score, scores),
        "-" if row.lower is None else low if low == high else f"{low}-{high}",
        f"{rounded_percent(row.coverage)}%",
        bands.get(row.band, row.band),
    ]


def _standards(rows: tuple[HeadlineRow, ...], scores: Scores) -> Iterator[str]:
    failing = [row for row in rows if row.standards_not_met]
    unknown = [row for row in rows if row.standards_unknown]
    if failing:
        yield from ("", "Minimum standards not met")
    for row in failing:
        before = row.before_standards
        changed = before is not None and row.score is not None and before - row.score > 1e-9
        without = f" (score without the cap: {_number(before, scores)})" if changed else ""
        yield paragraph(f"{row.title}: {', '.join(row.standards_not_met)}{without}", indent="  ", hang="  ")
    if unknown:
        yield from ("", "Minimum standards of which it is not known whether they are met")
    for row in unknown:
        yield paragraph(f"{row.title}: {', '.join(row.standards_unknown)}", indent="  ", hang="  ")


def _legend(scores: Scores) -> Iterator[str]:
    yield ""
    yield paragraph(
        "Score: 0 (worst) to 100 (best). Range: from every open answer at its lowest to every one at its highest. "
        "Coverage: the share of the weight that has a rating."
    )
    if len(scores.assessment_set.assessments) > 1:
        yield paragraph(
            "Where ranges overlap, the open answers could turn the order round. Which initiatives can be told apart, by other weights and "
            "judgements too, is said by `msiscore robustness`."
        )


def _notices(assessment_set: AssessmentSet) -> Iterator[str]:
    about = assessment_set.about
    for text in (about.notice, assessment_set.framework.notice):
        if text is not None:
            yield ""
            yield paragraph(f"Note: {text.in_language(about.language)}", hang="      ")


def _is_fictional(initiative: str, assessment_set: AssessmentSet) -> bool:
    if assessment_set.about.fictional:
        return False  # said once, above the table
    return any(a.initiative.fictional for a in assessment_set.assessments if a.initiative.id == initiative)


def _number(value: float | None, scores: Scores) -> str:
    decimals = scores.assessment_set.framework.decimals
    return "-" if value is None else str(rounded(value, decimals))
