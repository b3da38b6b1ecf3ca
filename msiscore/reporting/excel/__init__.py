"""The workbook: the report as sheets that a reader can sort, filter and print. In this version numbers are values, not formulas.

`layout` says what a sheet is; `overview`, `initiative` and `annexes` lay the sheets out; `writer` writes them. To add a sheet, write
a function from a report to a `Sheet` and name it in `sheets_of`.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from msiscore.errors import OutputError
from msiscore.reporting.excel.annexes import criteria_sheet, method_sheet, sources_sheet, weights_sheet
from msiscore.reporting.excel.initiative import evidence_sheet, initiative_sheet
from msiscore.reporting.excel.layout import alarm_words
from msiscore.reporting.excel.overview import heat_map_sheet, standards_sheet, summary_sheet
from msiscore.reporting.excel.writer import Book, write_book

if TYPE_CHECKING:
    from msiscore.reporting.excel.layout import Sheet
    from msiscore.reporting.report import Report

__all__ = ["MOST_INITIATIVES", "render_excel"]

MOST_INITIATIVES = 250
_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "ur", "yi"}


def render_excel(report: Report) -> bytes:
    """The workbook of `report`; the same report gives the same bytes.

    Raises OutputError when there are more than `MOST_INITIATIVES` initiatives: with a sheet for each, nobody could open it.
    """
    count = len(report.profiles)
    if count > MOST_INITIATIVES:
        raise OutputError(
            f"The workbook has a sheet for each initiative and takes at most {MOST_INITIATIVES}; this report has {count:,}. "
            "Write the other formats instead, or split the assessment set into smaller ones."
        )
    return write_book(_book(report), sheets_of(report))


def sheets_of(report: Report) -> tuple[Sheet, ...]:
    """All sheets, in the order of their tabs."""
    label = report.label
    views = (heat_map_sheet(report, v, key=f"view:{v.id}", name=f"{label('View')} {v.id}") for v in report.views)
    others = (
        heat_map_sheet(report, report.heat_map, key="heat-map", name=label("Heat map")),
        *views,
        standards_sheet(report),
        *(initiative_sheet(report, profile) for profile in report.profiles),
        evidence_sheet(report),
        sources_sheet(report),
        criteria_sheet(report),
        weights_sheet(report),
        method_sheet(report),
    )
    return (summary_sheet(report, others), *others)


def _book(report: Report) -> Book:
    label = report.label
    return Book(
        title=report.title,
        author="; ".join(report.authors),
        subject=report.subtitle,
        status=alarm_words(report),
        language=report.language,
        created=_midnight(report.iso_date),
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
