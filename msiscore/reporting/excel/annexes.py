"""The sheets that explain: criteria, weights, sources and method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.excel.layout import Cell, Sheet, number, opened, words
from msiscore.reporting.excel.text import host

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msiscore.reporting.report import CriterionEntry, DimensionAnnex, Report, SourceEntry, Term

TAB = "#8a8f98"


def criteria_sheet(report: Report) -> Sheet:
    """The framework: each criterion with its question, levels and what counts as evidence."""
    label = report.label
    about = label("The framework: every criterion with its question, its levels and the evidence that it needs.")
    sheet = Sheet("criteria", label("Criteria"), (16, 10, 20, 28, 28, 60, 28, 20, 18, 18), tab=TAB, about=about)
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


def weights_sheet(report: Report) -> Sheet:
    """The weight of every node and its share in the whole, then the named sets of weights."""
    label = report.label
    about = label("What each dimension and criterion weighs, how their values are put together, and other sets of weights.")
    sheet = Sheet("weights", label("Weights"), (46, 18, 18, 12, 14, 44), tab=TAB, about=about)
    opened(report, sheet, label("Weights"), label("Share: what a node weighs in the whole when everything is rated."))
    titles = ("Dimension or criterion", "Id", "Kind", "Weight", "Share", "Rule")
    sheet.table([label(title) for title in titles], _weight_rows(report), freeze=1)
    if report.weight_sets:
        _weight_sets(report, sheet)
    return sheet


def _weight_rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    label = report.label
    for dimension in report.annex:
        yield (
            words(dimension.title, style="group", indent=2 * dimension.depth),
            words(dimension.id, style="group"),
            words(label("dimension"), style="group"),
            number(dimension.weight, "group-centre"),
            number(dimension.share, "group-centre"),
            words(dimension.rule, style="group"),
        )
        for criterion in dimension.criteria:
            yield (
                words(criterion.title, indent=2 * dimension.depth + 2),
                words(criterion.id),
                words(label("bonus criterion") if criterion.bonus else label("criterion")),
                number(criterion.weight),
                number(criterion.share),
                words(""),
            )


def _weight_sets(report: Report, sheet: Sheet) -> None:
    label = report.label
    sheet.heading(label("Weight sets"))
    sheet.prose(label("A node that a set does not name keeps its own weight."), "quiet")
    sheet.header(
        label("Weight set"),
        label("Stands for"),
        label("In use"),
        label("Weight"),
        words(label("Dimension or criterion"), style="header", across=2),
    )
    for entry in report.weight_sets:
        used = label("in use") if entry.used else label("not in use")
        head = (words(entry.title, style="cell-strong"), words(entry.who), words(used))
        if not entry.weights:
            sheet.add(*head, words("–"), words(label("all nodes keep their own weight"), across=2))
        for term, weight in entry.weights:
            sheet.add(*head, number(weight), words(f"{term.text} ({term.name})" if term.text else term.name, across=2))


def sources_sheet(report: Report) -> Sheet:
    """The numbered list of sources, each with its links."""
    label = report.label
    about = label("Every source, with its link; the numbers are those beside the ratings.")
    sheet = Sheet("sources", label("Sources"), (9, 42, 18, 20, 14, 29, 44, 29, 14, 12, 30), tab=TAB, about=about)
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


def method_sheet(report: Report) -> Sheet:
    """How the scores came about, in words, and what it takes to make the workbook again."""
    label, origin = report.label, report.provenance
    about = label("How the scores came about, and what it takes to make this workbook again.")
    sheet = opened(report, Sheet("method", label("Method"), (34, 90), tab=TAB, about=about), label("Method"))
    for text in report.method:
        sheet.prose(text)
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


def _terms(sheet: Sheet, heading: str, terms: tuple[Term, ...]) -> None:
    _pairs(sheet, heading, [(term.name, term.text) for term in terms])


def _pairs(sheet: Sheet, heading: str, pairs: list[tuple[str, str]]) -> None:
    shown = [(name, text) for name, text in pairs if text]
    if shown:
        sheet.heading(heading)
    for name, text in shown:
        sheet.add(words(name, style="cell-strong"), words(text))
