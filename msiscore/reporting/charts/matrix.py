"""Shares of each against each as a map: the darker, the larger the share. One hue from light to dark keeps its order in grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.charts.canvas import GRID, INK, MUTED, SCORE, WIDTH, drawing, shorten, to_svg, write
from msiscore.reporting.report import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from msiscore.reporting.report import Report
    from msiscore.reporting.report_analysis import AnalysisPart, AnalysisTable

LEFT, RIGHT, HEAD, ROW = 140.0, 316.0, 20.0, 17.0
NUMBERED = 11
"""With so many columns or fewer, the numbers stand in the cells."""

PALE = (0xF6, 0xF3, 0xE7)
MOST_COLUMNS = 24


def draw_matrices(report: Report) -> tuple[Chart, ...]:
    """Rank acceptability and each pair of initiatives; none where the report has no such tables."""
    reading = {
        "ranks": "Each row is an initiative, each column a rank; the darker a cell, the more often the initiative has that rank.",
        "pairs": "The darker a cell, the more often the row ranks above the column. Pale and dark cells are settled, those "
        "between are not.",
    }
    found = report.robustness
    parts = [found.part(id_) for id_ in reading] if found is not None else []
    return tuple(
        _draw(report, "robustness", part, part.table, report.label(reading[part.id]))
        for part in parts
        if part is not None and part.table is not None
    )


def draw_group_distances(report: Report) -> tuple[Chart, ...]:
    """How far the groups that were asked are apart; none with fewer than two."""
    part = report.groups.part("distances") if report.groups is not None else None
    if part is None or part.table is None:
        return ()
    return (_draw(report, "groups", part, part.table, report.label("The darker a cell, the further the two groups are apart.")),)


def _draw(report: Report, section: str, part: AnalysisPart, table: AnalysisTable, reading: str) -> Chart:
    height = HEAD + ROW * len(table.rows) + 6
    with drawing(height) as axes:
        _cells(axes, table)
        svg = to_svg(axes, part.title)
    alt = [report.label("Chart: {title}").format(title=part.title), *part.text]
    alt.append(report.label("The table with the same numbers stands beside it."))
    return Chart(
        id=f"{section}-{part.id}",
        section=section,
        part=part.id,
        title=part.title,
        alt=" ".join(alt),
        reading=reading,
        svg=svg,
        width=WIDTH,
        height=height,
    )


def _cells(axes: Axes, table: AnalysisTable) -> None:
    from matplotlib.patches import Rectangle

    width = (RIGHT - LEFT) / len(table.columns)
    for place, column in enumerate(table.columns):
        if width >= NUMBERED or place == 0 or (place + 1) % 5 == 0:
            write(axes, LEFT + width * (place + 0.5), HEAD - 6, shorten(column, 3), color=MUTED, size=8, ha="center")
    for line, row in enumerate(table.rows):
        y = HEAD + ROW * line
        write(axes, 4, y + 12, shorten(row.head.text, 27), size=8)
        for place, figure in enumerate(row.figures):
            share = None if figure.value is None else figure.value / 100
            axes.add_patch(
                Rectangle((LEFT + width * place, y), width, ROW, facecolor=shade(share), edgecolor=GRID, linewidth=0.5, zorder=1)
            )
            if len(table.columns) <= NUMBERED - 1 and figure.value is not None:
                ink = "white" if share is not None and share > 0.45 else INK
                number = figure.text.removesuffix("%")
                write(axes, LEFT + width * (place + 0.5), y + 12, number, color=ink, size=8, ha="center")


def shade(share: float | None) -> str:
    """The colour of a share of 0..1: from pale to the dark blue of scores; white for none.

    >>> shade(0.0), shade(1.0), shade(None)
    ('#f6f3e7', '#00224e', '#ffffff')
    """
    if share is None:
        return "#ffffff"
    dark = [int(SCORE[start : start + 2], 16) for start in (1, 3, 5)]
    return "#" + "".join(f"{round(pale + (deep - pale) * share):02x}" for pale, deep in zip(PALE, dark, strict=True))
