"""The sheets on what the scores can carry: the tables of the report as values, for they come from draws that a workbook cannot repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msiscore.errors import OutputError
from msiscore.reporting.excel.frame import fixed
from msiscore.reporting.excel.layout import Cell, Colour, Sheet, number, opened, words
from msiscore.reporting.excel.styles import step_style
from msiscore.reporting.glyphs import Glyphs, shipped_fonts
from msiscore.reporting.slides import painted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from msiscore.reporting.excel.frame import Frame
    from msiscore.reporting.report import Chart, Figure, Report
    from msiscore.reporting.report_analysis import Analysis, AnalysisRow, AnalysisTable

ANALYSES: Mapping[str, str] = {
    "robustness": "Robustness",
    "groups": "Weights of people",
    "sensitivity": "Sensitivity",
    "next": "Where to look next",
}
"""The sheets by the id of their section, with what their tabs say."""

WEIGHT_SETS = "weight-sets"
TAB = "#00224e"
NAME, COLUMN, COLUMNS = 44, 14, 10
"""Widths of the first column and the others, and how many are laid out at least."""


def analysis_of(report: Report, id_: str) -> Analysis | None:
    """What the sheet `id_` shows; None where the report has nothing for it."""
    if not any(section.id == id_ for section in report.sections):
        return None
    return {
        "robustness": report.robustness,
        "groups": report.groups,
        "sensitivity": report.sensitivity,
        "next": report.where_next,
    }[id_]


@dataclass(frozen=True, slots=True)
class Painted:
    """A chart of the report as a picture."""

    chart: Chart
    png: bytes


def paint(charts: Sequence[Chart]) -> tuple[Painted, ...]:
    """The charts of the analyses, and the one of the weight sets, as pictures; none where there is no typesetter to paint them."""
    wanted = [chart for chart in charts if chart.section in ANALYSES or chart.section == WEIGHT_SETS]
    if not wanted:
        return ()
    glyphs = Glyphs(shipped_fonts().characters)  # the table below each chart has the letters that no font of ours has
    try:
        pictures = painted([glyphs.mend(chart.svg.decode()).encode() for chart in wanted])
    except OutputError:
        return ()
    return tuple(Painted(chart, png) for chart, png in zip(wanted, pictures, strict=True))


def analysis_sheet(frame: Frame, id_: str, pictures: Sequence[Painted] = ()) -> Sheet:
    """One analysis: how it was done, then each question with its answer, chart and table."""
    report, label = frame.report, frame.report.label
    found = analysis_of(report, id_)
    if found is None:
        raise ValueError(f"the report has no {id_}")
    about = label("As published: these numbers do not follow what you change in this workbook.")
    most = max((len(part.table.columns) for part in found.parts if part.table is not None), default=0)
    key = f"analysis:{id_}"
    sheet = Sheet(key, frame.names[key], (NAME, *(COLUMN,) * max(COLUMNS, most)), tab=TAB, about=about)
    title = next(section.title for section in report.sections if section.id == id_)
    opened(report, sheet, title, about)
    for sentence in found.lead:
        sheet.prose(sentence, across=COLUMNS)
    for part in found.parts:
        sheet.heading(part.title)
        for sentence in part.text:
            sheet.prose(sentence, across=COLUMNS)
        _pictures(sheet, [one for one in pictures if (one.chart.section, one.chart.part) == (id_, part.id)])
        if part.table is not None:
            _table(sheet, part.table, coloured=part.id in ("ranks", "pairs") and id_ == "robustness")
    by_weights = [one for one in pictures if one.chart.section == WEIGHT_SETS and id_ == "robustness"]
    if by_weights:
        sheet.heading(label("Weight sets side by side"))
        _pictures(sheet, by_weights)
    return sheet


def _pictures(sheet: Sheet, pictures: Sequence[Painted]) -> None:
    for one in pictures:
        sheet.prose(f"{one.chart.title} {one.chart.reading}", "quiet", across=COLUMNS)
        sheet.picture(one.png, one.chart.alt, one.chart.height)


def _table(sheet: Sheet, table: AnalysisTable, *, coloured: bool) -> None:
    sheet.prose(table.caption, "quiet", across=COLUMNS)
    across = _across(table)
    titles = (
        words(title, style="header" if wide > 1 else "header-centre", across=wide)
        for title, wide in zip(table.columns, across, strict=True)
    )
    sheet.header(words(table.corner, style="header"), *titles)
    first = len(sheet.rows)
    for row in table.rows:
        sheet.add(_head(row), *(_figure(figure, wide) for figure, wide in zip(row.figures, across, strict=True)))
    if coloured and table.rows:
        corner, last = (first, 1), (len(sheet.rows) - 1, len(table.columns))
        at = fixed(*corner).replace("$", "")
        sheet.colours += [
            Colour(corner, last, f"AND(ISNUMBER({at}),{at}>={least})", style=step_style(step)) for least, step in _SHADES
        ]


_SHADES = ((95, 0), (50, 1), (20, 3))
"""From which share in percent a cell is how dark; the steps are those of scores, of which the darkest has the lowest number."""


def _across(table: AnalysisTable) -> list[int]:
    """How many columns of the sheet each column of the table takes: one for numbers, and what is left for those with sentences."""
    told = [
        any(row.figures[place].value is None and len(row.figures[place].text) > COLUMN for row in table.rows)
        for place in range(len(table.columns))
    ]
    left = COLUMNS - told.count(False)
    return [max(2, left // told.count(True)) if sentences else 1 for sentences in told]


def _head(row: AnalysisRow) -> Cell:
    jump = f"initiative:{row.head.name}" if row.head.name else ""
    return words(row.head.text, style="cell-strong", jump=jump)


def _figure(figure: Figure, wide: int) -> Cell:
    if figure.value is None:
        return words(figure.text, style="cell" if wide > 1 else "cell-centre", across=wide)
    return number(figure)
