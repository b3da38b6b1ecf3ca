"""Paper against practice as a dumbbell: an open dot for what is written, a full one for what happens, and a line for the gap between
them. The interval of each is a thin line of its own, that of paper above and that of practice below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msiscore.reporting.charts.canvas import LIGHT, NAME_LENGTH, OPEN, SCORE, WIDTH, drawing, shorten, to_svg, write
from msiscore.reporting.charts.rows import LEFT, RIGHT, Axis, pictures
from msiscore.reporting.report import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from msiscore.reporting.report import Report, ScoreRow
    from msiscore.reporting.report_results import AspectRow, AspectTable

ROWS_PER_CHART = 19
ROW, EDGE, LEGEND = 30.0, 18.0, 16.0
AXIS = Axis(0, 100, (0, 25, 50, 75, 100))


def draw_aspects(report: Report) -> tuple[Chart, ...]:
    """One chart, or several where the initiatives do not fit on one; none where nobody has both scores."""
    if report.aspects is None:
        return ()
    return tuple(_draw(report, report.aspects, *part) for part in pictures(report.aspects.rows, ROWS_PER_CHART))


def _draw(report: Report, table: AspectTable, rows: Sequence[AspectRow], ending: str, part: str) -> Chart:
    title = report.label("How far is practice from paper?") + part
    height = LEGEND + EDGE + ROW * len(rows) + EDGE
    with drawing(height) as axes:
        for x, face, word in ((LEFT + 4, "white", "On paper"), (LEFT + 110, SCORE, "In practice")):
            _dot(axes, x, 9, face)
            write(axes, x + 9, 12, report.label(word), size=8.5)
        AXIS.number(axes, [LEGEND + EDGE - 7, height - 5])
        for index, row in enumerate(rows):
            y = LEGEND + EDGE + ROW * index
            write(axes, LEFT, y + 11, shorten(row.initiative.text, NAME_LENGTH))
            write(axes, RIGHT, y + 11, row.gap.text, weight="bold", ha="right")
            AXIS.strip(axes, y + 21)
            _dumbbell(axes, row, y + 21)
        svg = to_svg(axes, title)
    return Chart(
        id=f"paper-and-practice{ending}",
        section="paper-and-practice",
        title=title,
        alt=_alt(report, table, rows, title),
        reading=report.label(
            "Open dot: score on paper, interval above it. Full dot: score in practice, interval below it. The number is their gap."
        ),
        svg=svg,
        width=WIDTH,
        height=height,
    )


def _dumbbell(axes: Axes, row: AspectRow, y: float) -> None:
    _interval(axes, row.paper, y - 5.5)
    _interval(axes, row.practice, y + 5.5)
    if row.paper.score.value is None or row.practice.score.value is None:
        return
    ends = [AXIS.at(row.paper.score.value), AXIS.at(row.practice.score.value)]
    axes.plot(ends, [y, y], color=LIGHT, linewidth=3, zorder=1)
    _dot(axes, ends[1], y, SCORE)
    _dot(axes, ends[0], y, "white")


def _dot(axes: Axes, x: float, y: float, face: str) -> None:
    axes.plot([x], [y], marker="o", markersize=7, color=SCORE, markerfacecolor=face, markeredgecolor=SCORE, markeredgewidth=1.4)


def _interval(axes: Axes, row: ScoreRow, y: float) -> None:
    if row.lower.value is None or row.upper.value is None:
        return
    ends = [AXIS.at(row.lower.value), AXIS.at(row.upper.value)]
    axes.plot(ends, [y, y], color=OPEN, linewidth=1.1, zorder=1)
    for x in ends:
        axes.plot([x, x], [y - 2, y + 2], color=OPEN, linewidth=1.1, zorder=1)


def _alt(report: Report, table: AspectTable, rows: Sequence[AspectRow], title: str) -> str:
    said = [report.label("Chart: {title}").format(title=title), table.reading]
    said += [f"{shorten(row.initiative.text, 80)}: {row.verdict}." for row in rows[:3]]
    said.append(report.label("The table with the same numbers stands beside it."))
    return " ".join(said)
