"""The workbook: a scorecard that recalculates. Its readers change a rating or a weight, and every score, rank and chart follows.

`layout` says what a sheet is and `frame` where things stand; `formulas` writes formulas. From the ratings to the results: `lists`,
`ratings`, `weights`, `tree`, `outcomes`, `check`; what readers look at: `overview`, `initiative`, `annexes`; `writer` writes all of
it. To add a sheet, write a function from a `LiveBook` to a `Sheet`, and name it in `WANTED` and `sheets_of`.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from msiscore.errors import OutputError
from msiscore.reporting.excel import check
from msiscore.reporting.excel.analysis import ANALYSES, Painted, analysis_of, analysis_sheet, paint
from msiscore.reporting.excel.annexes import criteria_sheet, method_sheet, sources_sheet
from msiscore.reporting.excel.frame import framed
from msiscore.reporting.excel.initiative import evidence_sheet, initiative_sheet
from msiscore.reporting.excel.layout import alarm_words
from msiscore.reporting.excel.lists import lists
from msiscore.reporting.excel.livebook import LiveBook
from msiscore.reporting.excel.outcomes import Outcomes, outcomes, view_columns
from msiscore.reporting.excel.overview import criteria_map_sheet, heat_map_sheet, standards_sheet, summary_sheet
from msiscore.reporting.excel.ratings import Ratings, ratings_sheet
from msiscore.reporting.excel.tree import finished, tree_sheet
from msiscore.reporting.excel.tree_grid import SHARE, TreeSheet
from msiscore.reporting.excel.weights import weights, weights_sheet
from msiscore.reporting.excel.writer import Book, write_book
from msiscore.reporting.phrases import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msiscore.reporting.excel.layout import Sheet
    from msiscore.reporting.report import Chart, Report

__all__ = ["MOST_INITIATIVES", "render_excel"]

MOST_INITIATIVES = 400
_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "ur", "yi"}
_FIXED = (
    *(("heat-map", "Heat map"), ("criteria-map", "Heat map by criterion"), ("weights", "Weights"), ("ratings", "Ratings")),
    *(("standards", "Minimum standards"), ("evidence", "Evidence"), ("sources", "Sources"), ("criteria", "Criteria")),
    *(("method", "Method"), ("check", "Check"), ("lists", "Lists")),
)
"""The sheets that every workbook has beside the summary, by key."""


def render_excel(report: Report, charts: Sequence[Chart] = ()) -> bytes:
    """The workbook of `report`, with those of `charts` that show what the scores can carry; the same input gives the same bytes.

    Raises OutputError when there are more than `MOST_INITIATIVES` initiatives: with a sheet for each, nobody could open it.
    """
    count = len(report.profiles)
    if count > MOST_INITIATIVES:
        raise OutputError(
            f"The workbook has a sheet for each initiative and takes at most {MOST_INITIATIVES}; this report has {count:,}. "
            "Write the other formats instead, or split the assessment set into smaller ones."
        )
    book = book_of(report)
    return write_book(_book(report), sheets_of(book, paint(charts)), book.frame.defined)


def book_of(report: Report) -> LiveBook:
    """The computing part of the workbook: where every number stands."""
    frame = framed(report, list(_wanted(report)))
    check.named(frame)
    made = lists(frame)
    found = weights(frame)
    bare = Ratings(frame)
    relative = [k for k, item in enumerate(frame.calc.items) if frame.calc.scales[item.scale].kind == "relative"]
    trees = tuple(
        tree_sheet(frame, column, bare, found, headline=number == 0) for number, column in enumerate(frame.calc.columns)
    )
    views = view_columns(trees[0])
    results: tuple[Outcomes, ...] = tuple(outcomes(tree) for tree in trees)
    ratings = Ratings(frame, {item: trees[0].answers(item) for item in relative})
    return LiveBook(frame, made, ratings, found, trees, results, views, check.published_line(frame))


def sheets_of(book: LiveBook, pictures: Sequence[Painted] = ()) -> tuple[Sheet, ...]:
    """All sheets, in the order of their tabs."""
    frame = book.frame
    report = frame.report
    views = (
        heat_map_sheet(book, view, key=f"view:{view.id}", formula=lambda id_, k, view=view: book.view(view.id, id_, k))  # type: ignore[misc]
        for view in report.views
    )
    shares = _shares(book.trees[0])
    others = (
        heat_map_sheet(book, report.heat_map, key="heat-map", formula=book.node),
        criteria_map_sheet(book),
        *views,
        standards_sheet(book),
        *(analysis_sheet(frame, id_, pictures) for id_ in ANALYSES if analysis_of(report, id_) is not None),
        ratings_sheet(book.ratings, book.lists),
        weights_sheet(book.weights, {id_: cell for id_, (cell, _) in shares.items()}, {id_: s for id_, (_, s) in shares.items()}),
        check.check_sheet(book),
        *(initiative_sheet(book, profile) for profile in report.profiles),
        evidence_sheet(frame),
        sources_sheet(frame),
        criteria_sheet(frame),
        method_sheet(frame),
    )
    hidden = (*(finished(tree) for tree in book.trees), book.lists.sheet)
    return (summary_sheet(book, others), *others, *hidden)


def _shares(tree: TreeSheet) -> dict[str, tuple[str, float]]:
    """The cell with the share of each dimension and criterion of the headline column, and the share itself."""
    found = {}
    for rule in tree.frame.calc.weights:
        slot = tree.slot_of(rule.id)
        if slot is not None:
            share = tree.column.rows[slot].share
            found[rule.id] = (tree.frame.at(tree.key, SHARE, tree.col("point", slot)), share)
    return found


def _wanted(report: Report) -> Iterator[tuple[str, str]]:
    """The key of each sheet and what its tab should say."""
    label = report.label
    yield "summary", label("Summary")
    yield from ((key, label(name)) for key, name in _FIXED)
    yield from ((f"view:{view.id}", f"{label('View')} {view.id}") for view in report.views)
    yield from ((f"analysis:{id_}", label(name)) for id_, name in ANALYSES.items() if analysis_of(report, id_) is not None)
    columns = report.calculation.columns if report.calculation is not None else ()
    yield from ((f"calc:{column.id}", f"{label('Calculation')} {label(COLUMNS[column.id])}") for column in columns)
    yield from ((f"initiative:{profile.id}", profile.id) for profile in report.profiles)


def _book(report: Report) -> Book:
    label = report.label
    return Book(
        title=report.title,
        author="; ".join(report.authors),
        subject=report.subtitle,
        status=alarm_words(report),
        language=report.language,
        framework=f"{report.provenance.framework} {report.provenance.framework_version}",
        created=_midnight(report.made_on),
        footer=f"{report.title} · {report.date}",
        page=label("Page {page} of {pages}").format(page="&P", pages="&N"),
        warning=alarm_words(report),
        cut_note=label("shortened: the whole text is in the assessment's file and in the HTML report"),
        tall_note=label("Some texts are longer than a row can show: open their cell to read the whole."),
        right_to_left=report.language.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT,
    )


def _midnight(iso_date: str) -> datetime.datetime:
    """The report's date, the only time in the workbook; a date that is known to the month or year counts from its first day."""
    year, month, day = (*iso_date.split("-"), "1", "1")[:3]
    return datetime.datetime(int(year), int(month), int(day))
