"""The places under each set of weights, side by side: a line from one set to the next for each initiative that has a score under all of
them. Those that move most are drawn dark, each in its own way; the others stay pale, so that the eye finds what changes. Initiatives
that share a place meet in one point.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msiscore.reporting.charts.canvas import INK, MUTED, OPEN, WIDTH, drawing, shorten, to_svg, write
from msiscore.reporting.report import Chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from msiscore.reporting.report import Report
    from msiscore.reporting.report_results import WeightSetRow, WeightSetTable

MOST_ROWS, MOST_SETS = 48, 12
"""More do not fit a page, or are a tangle that nobody reads; the table says it all."""

NAMES, FIRST, LAST = 4.0, 158.0, 296.0
ROW, HEAD, LINE = 12.5, 22.0, 11.5
STYLES = (("#00224e", "-", "o"), ("#9c3d00", (0, (5, 2)), "s"), ("#0a6b4e", (0, (1.5, 1.5)), "^"))
"""Colour, line and marker of those that move most; they differ in each of the three."""


def draw_weight_sets(report: Report) -> tuple[Chart, ...]:
    """One chart; none with fewer than two sets or two ranked initiatives, and none where there are too many to tell apart."""
    table = report.by_weight_set
    if table is None:
        return ()
    rows = [row for row in table.rows if row.cells[0].place.value is not None]
    if not 2 <= len(rows) <= MOST_ROWS or not 2 <= len(table.sets) <= MOST_SETS:
        return ()
    return (_draw(report, table, rows),)


def _draw(report: Report, table: WeightSetTable, rows: Sequence[WeightSetRow]) -> Chart:
    title = report.label("Who changes place when the weights change?")
    height = HEAD + ROW * len(rows) + 8 + LINE * len(table.sets) + 4
    style = _styles(rows)
    with drawing(height) as axes:
        for index in range(len(table.sets)):
            write(axes, _x(index, table), 13, _letter(index), weight="bold", ha="center")
        for slot, row in enumerate(_by_first(rows)):
            color, line, marker = style.get(row.initiative.name, (OPEN, "-", "o"))
            _line(axes, table, row, color, line, marker, strong=row.initiative.name in style)
            _names(axes, row, slot, color if row.initiative.name in style else INK)
        y = HEAD + ROW * len(rows) + 8
        for index, one in enumerate(table.sets):
            used = f" ({report.label('used in this report')})" if index == table.used else ""
            write(axes, NAMES, y + LINE * index + 8, shorten(f"{_letter(index)}: {one.text}{used}", 64), color=MUTED, size=8)
        svg = to_svg(axes, title)
    return Chart(
        id="weight-sets",
        section="weight-sets",
        title=title,
        alt=" ".join(
            [
                report.label("Chart: {title}").format(title=title),
                table.reading,
                report.label("The table with the same numbers stands beside it."),
            ]
        ),
        reading=report.label(
            "Only those with a score under all sets, the first on top. Each column is a set of weights; up to three movers are dark."
        ),
        svg=svg,
        width=WIDTH,
        height=height,
    )


def _letter(index: int) -> str:
    return "ABCDEFGHIJKL"[index]


def _styles(rows: Sequence[WeightSetRow]) -> dict[str, tuple[str, object, str]]:
    movers = sorted((row for row in rows if row.spread), key=lambda row: -row.spread)[: len(STYLES)]
    return {row.initiative.name: style for row, style in zip(movers, STYLES, strict=False)}


def _by_first(rows: Sequence[WeightSetRow]) -> list[WeightSetRow]:
    """The rows in the order in which their names stand: by their place in the first column."""
    return sorted(rows, key=lambda row: row.cells[0].place.value or 0.0)


def _x(index: int, table: WeightSetTable) -> float:
    return FIRST + (LAST - FIRST) * index / (len(table.sets) - 1)


def _y(place: float) -> float:
    return HEAD + ROW * (place - 0.5)


def _line(axes: Axes, table: WeightSetTable, row: WeightSetRow, color: str, line: object, marker: str, *, strong: bool) -> None:
    points = [
        (_x(index, table), _y(cell.place.value)) if cell.place.value is not None else None for index, cell in enumerate(row.cells)
    ]
    width, order = (1.8, 3) if strong else (0.8, 1)
    for start, end in pairwise(points):
        if start is not None and end is not None:
            axes.plot([start[0], end[0]], [start[1], end[1]], color=color, linewidth=width, linestyle=line, zorder=order)
    for point in points:
        if point is not None:
            axes.plot([point[0]], [point[1]], marker=marker, markersize=4.5 if strong else 3, color=color, zorder=order)


def _names(axes: Axes, row: WeightSetRow, slot: int, color: str) -> None:
    """The name on the left, led to its point, with the place there; and the place under the last set on the right."""
    y = HEAD + ROW * (slot + 0.5)
    write(axes, NAMES, y + 3, shorten(row.initiative.text, 26), color=color, size=8)
    first, last = row.cells[0], row.cells[-1]
    if first.place.value is not None:
        write(axes, FIRST - 11, y + 3, first.place.text, color=color, size=8, ha="right")
        axes.plot([FIRST - 9, FIRST - 3], [y, _y(first.place.value)], color=OPEN, linewidth=0.6, zorder=0)
    if last.place.value is not None:
        write(axes, LAST + 7, _y(last.place.value) + 3, last.place.text, color=color, size=8)
