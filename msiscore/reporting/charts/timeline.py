"""The running times: a bar for each initiative on an axis of years. What lies after the date that the ratings speak of is pale; a bar
without a known end stops there with an arrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msiscore.reporting.charts.canvas import (
    GRID,
    INK,
    LIGHT,
    MUTED,
    NAME_LENGTH,
    SCORE,
    WIDTH,
    drawing,
    shorten,
    to_svg,
    write,
)
from msiscore.reporting.charts.rows import Axis, pictures
from msiscore.reporting.report import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from msiscore.reporting.report import Report
    from msiscore.reporting.report_results import Run, Timeline

ROWS_PER_CHART = 24
ROW, EDGE = 25.0, 18.0
MOST_MARKS = 7


def draw_timeline(report: Report) -> tuple[Chart, ...]:
    """One chart, or several where the initiatives do not fit on one; none where no dates are known."""
    if report.timeline is None:
        return ()
    return tuple(_draw(report, report.timeline, *part) for part in pictures(report.timeline.rows, ROWS_PER_CHART))


def year_marks(first: int, last: int) -> tuple[float, ...]:
    """Years to be written on an axis: whole, equally far apart and not too many.

    >>> year_marks(2014, 2024)
    (2014, 2016, 2018, 2020, 2022, 2024)
    """
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 250, 500, 1000, 2500, 10_000) if (last - first) / step < MOST_MARKS)
    return tuple(range(first, last + 1, step))


def _draw(report: Report, timeline: Timeline, rows: Sequence[Run], ending: str, part: str) -> Chart:
    title = report.label("When did each initiative run?") + part
    axis = Axis(timeline.first, timeline.last, year_marks(timeline.first, timeline.last))
    height = EDGE + ROW * len(rows) + EDGE
    with drawing(height) as axes:
        axis.number(axes, [EDGE - 7, height - 5])
        for index, run in enumerate(rows):
            y = EDGE + ROW * index
            write(axes, axis.at(timeline.first), y + 11, shorten(run.initiative.text, NAME_LENGTH))
            axis.strip(axes, y + 19)
            _bar(axes, axis, run, y + 19)
        svg = to_svg(axes, title)
    return Chart(
        id=f"timeline{ending}",
        section="timeline",
        title=title,
        alt=_alt(report, timeline, rows, title),
        reading=report.label(
            "Dark: up to the date of the ratings, marked by the upright line. Pale: planned after it. Arrow: no end is known."
        ),
        svg=svg,
        width=WIDTH,
        height=height,
    )


def _bar(axes: Axes, axis: Axis, run: Run, y: float) -> None:
    now = run.as_of.value
    if run.start.value is not None and run.stop.value is not None and now is not None:
        start, stop, today = (axis.at(value) for value in (run.start.value, run.stop.value, now))
        if start < today:
            axes.barh(y, min(stop, today) - start, left=start, height=7, color=SCORE, zorder=2)
        if stop > today:
            late = max(start, today)
            axes.barh(y, stop - late, left=late, height=7, color=LIGHT, edgecolor=INK, linewidth=0.6, zorder=2)
        if run.status == "no-end-known":
            axes.plot([today + 3], [y], marker=">", markersize=5, color=SCORE, zorder=3)
    elif run.end.value is not None:
        axes.plot([axis.at(run.end.value)], [y], marker="|", markersize=9, color=SCORE, zorder=3)
    else:
        write(axes, axis.at(axis.low) + 4, y + 3, run.status_text, color=MUTED, size=8)
    if now is not None:
        axes.plot([axis.at(now)] * 2, [y - 6.5, y + 6.5], color=INK, linewidth=1.1, zorder=4)
        axes.plot([axis.at(now)] * 2, [y - 6.5, y + 6.5], color=GRID, linewidth=0.3, zorder=4)


def _alt(report: Report, timeline: Timeline, rows: Sequence[Run], title: str) -> str:
    said = [report.label("Chart: {title}").format(title=title), timeline.reading]
    said += [f"{shorten(run.initiative.text, 80)}: {run.start.text} – {run.end.text}." for run in rows[:3]]
    said.append(report.label("The table with the same numbers stands beside it."))
    return " ".join(said)
