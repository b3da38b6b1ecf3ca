"""The sheets that explain: criteria, weights, sources and method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.excel.layout import Cell, Sheet, opened, words
from msiscore.reporting.excel.text import host

if TYPE_CHECKING:
    from msiscore.reporting.excel.frame import Frame
    from msiscore.reporting.report import CriterionEntry, DimensionAnnex, Report, SourceEntry, Term

TAB = "#8a8f98"


def criteria_sheet(frame: Frame) -> Sheet:
    """The framework: each criterion with its question, levels and what counts as evidence."""
    report, label = frame.report, frame.report.label
    about = label("The framework: every criterion with its question, its levels and the evidence that it needs.")
    sheet = Sheet("criteria", frame.names["criteria"], (16, 10, 20, 28, 28, 60, 28, 20, 18, 18), tab=TAB, about=about)
    opened(report, sheet, report.framework_title, report.framework_summary)
    titles = (
        *("Dimension", "Criterion", "Title", "Question", "Why it matters", "Scale and levels", "Evidence needed and guidance"),
        *("Minimum standard", "Aspects and tags", "Origin"),
    )
    body = [_criterion_cells(dimension, criterion) for dimension in report.annex for criterion in dimension.criteria]
    sheet.table([label(title) for title in titles], body, freeze=3)
    summaries = [dimension for dimension in report.annex if dimension.summary]
    if summaries:
        sheet.heading(label("Dimensions"))
    for dimension in summaries:
        sheet.add(words(dimension.title, style="cell-strong", across=2), words(dimension.summary, across=4))
    return sheet


def _criterion_cells(dimension: DimensionAnnex, criterion: CriterionEntry) -> tuple[Cell, ...]:
    levels = [f"{level.name}: {level.text}" if level.text else level.name for level in criterion.descriptors]
    tags = (f"{tag.name}: {tag.text}" for tag in criterion.tags)
    return (
        words(dimension.title),
        words(criterion.id, style="cell-strong"),
        words(criterion.title),
        words(criterion.question),
        words(criterion.why),
        words(*(levels or [criterion.scale])),
        words(criterion.evidence_needed, criterion.guidance),
        words(criterion.minimum),
        words(criterion.aspects, *tags),
        words(criterion.origin),
    )


def sources_sheet(frame: Frame) -> Sheet:
    """The numbered list of sources, each with its links."""
    report, label = frame.report, frame.report.label
    about = label("Every source, with its link; the numbers are those beside the ratings.")
    sheet = Sheet("sources", frame.names["sources"], (9, 42, 18, 20, 14, 29, 44, 29, 14, 12, 30), tab=TAB, about=about)
    opened(report, sheet, label("Sources"), about)
    titles = ("Number", "Title", "Author", "Publisher", "Date", "Link", "Address", "Archived copy", "Accessed", "Licence", "Note")
    first = len(sheet.rows) + 1
    sheet.table([label(title) for title in titles], [_source_cells(source) for source in report.sources], freeze=2)
    sheet.anchors |= {str(source.number): row for row, source in enumerate(report.sources, start=first)}
    return sheet


def _source_cells(source: SourceEntry) -> tuple[Cell, ...]:
    return (
        words(f"[{source.number}]", style="cell-centre"),
        words(source.title),
        words(source.author),
        words(source.publisher),
        words(source.date),
        words(host(source.url), link=source.url),
        words(source.url),
        words(host(source.archived) or source.archived, link=source.archived),
        words(source.accessed),
        words(source.licence),
        words(source.note),
    )


def method_sheet(frame: Frame) -> Sheet:
    """How the scores came about, in words, and what it takes to make the workbook again."""
    report = frame.report
    label, origin = report.label, report.provenance
    about = label("How the scores came about, and what it takes to make this workbook again.")
    sheet = opened(report, Sheet("method", frame.names["method"], (34, 90), tab=TAB, about=about), label("Method"))
    for text in report.method:
        sheet.prose(text)
    _how_it_computes(report, sheet)
    _terms(sheet, label("States: why there is no rating, and what then"), report.states)
    _pairs(sheet, label("Bands"), [(band.title, band.range) for band in report.bands])
    _pairs(
        sheet,
        label("Where this comes from"),
        [
            (label("Assessment set"), origin.assessment_set),
            (label("As of"), origin.as_of),
            (label("Framework"), f"{report.framework_title} ({origin.framework} {origin.framework_version})"),
            (label("Authors"), "; ".join(report.authors)),
            (label("Licence"), report.licence),
            (label("Program"), f"msiscore {origin.msiscore}"),
            (label("Command"), origin.command),
        ],
    )
    _terms(sheet, label("Settings"), origin.settings)
    _terms(sheet, label("Input files, with their SHA-256"), origin.files)
    _terms(sheet, label("Changes"), report.changes)
    return sheet


def _how_it_computes(report: Report, sheet: Sheet) -> None:
    """How the workbook computes, for readers who follow its formulas."""
    label = report.label
    sheet.heading(label("How this workbook computes"))
    for text in (
        "Change a rating or a state on the sheet Ratings, or a weight or the weight set on the sheet Weights: shaded cells are open. "
        "Everything else follows.",
        "A rating becomes a value on the sheet Ratings. Hidden sheets put the values together: unhide Calculation to see each step, "
        "with one row for each initiative and one column for each node, and Lists for scales, policies and limits.",
        "The sheet Check compares every published result with what the workbook computes, and lists what was changed.",
        "Sheets are protected without a password, so that nothing is overwritten by mistake. What minimum standards ask, the "
        "evidence and the contributions are as published.",
    ):
        sheet.prose(label(text))


def _terms(sheet: Sheet, heading: str, terms: tuple[Term, ...]) -> None:
    _pairs(sheet, heading, [(term.name, term.text) for term in terms])


def _pairs(sheet: Sheet, heading: str, pairs: list[tuple[str, str]]) -> None:
    shown = [(name, text) for name, text in pairs if text]
    if shown:
        sheet.heading(heading)
    for name, text in shown:
        sheet.add(words(name, style="cell-strong"), words(text))
