"""The reach: for each initiative a bar for every measure, companies dark and market light, never on top of one another. What is not known
has a broken outline and the word for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msiscore.reporting.charts.canvas import (
    INK,
    LIGHT,
    MUTED,
    NAME_LENGTH,
    OPEN,
    SCORE,
    WIDTH,
    ZONE,
    drawing,
    shorten,
    to_svg,
    write,
)
from msiscore.reporting.charts.rows import LEFT, RIGHT, Axis, pictures
from msiscore.reporting.report import Chart, Term

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from msiscore.reporting.report import Report
    from msiscore.reporting.report_results import ReachBar, ReachTable

AXIS = Axis(0, 100, (0, 25, 50, 75, 100))
ROWS_PER_CHART = 14
LINE, BAR, GAP, EDGE, NAME = 13.0, 12.0, 8.0, 18.0, 13.0
FILL = {"companies": SCORE, "market": LIGHT}
Rows = Sequence[tuple[Term, tuple["ReachBar", ...]]]


def draw_reach(report: Report) -> tuple[Chart, ...]:
    """One chart, or several where the initiatives do not fit on one; none without measures of reach.

    Initiatives of which no share is known come last, by name only: an empty bar for each would hide the few that are known.
    """
    if report.reach is None:
        return ()
    known = [row for row in report.reach.rows if _is_known(row)]
    unknown = [row for row in report.reach.rows if not _is_known(row)]
    return tuple(_draw(report, report.reach, *part) for part in pictures([*known, *unknown], ROWS_PER_CHART))


def _is_known(row: tuple[Term, tuple[ReachBar, ...]]) -> bool:
    return any(bar.share.value is not None for bar in row[1])


def _draw(report: Report, table: ReachTable, rows: Rows, ending: str, part: str) -> Chart:
    title = report.label("How much of its sector does each initiative reach?") + part
    known, unknown = [row for row in rows if _is_known(row)], [row for row in rows if not _is_known(row)]
    row = LINE + BAR * len(table.measures) + GAP
    top = EDGE + LINE * len(table.measures)
    middle = top + row * len(known)
    height = middle + (EDGE + NAME * len(unknown) if unknown else 0) + EDGE
    with drawing(height) as axes:
        for place, measure in enumerate(table.measures):
            y = 11 + LINE * place
            axes.barh(y - 3, 14, left=LEFT, height=8, color=FILL[measure.kind], edgecolor=INK, linewidth=0.6)
            write(axes, LEFT + 19, y, shorten(f"{measure.title} ({measure.kind_title})", 54), size=8.5)
        AXIS.number(axes, [top - 3, middle + 8] if known else [top - 3], "%")
        for index, (name, bars) in enumerate(known):
            y = top + row * index
            write(axes, LEFT, y + 11, shorten(name.text, NAME_LENGTH))
            for place, (bar, measure) in enumerate(zip(bars, table.measures, strict=True)):
                _bar(axes, bar, y + LINE + BAR * (place + 0.5) + 2, FILL[measure.kind])
        if unknown:
            write(axes, LEFT, middle + EDGE + 8, report.label("No share is known of:"), color=MUTED, size=8, style="italic")
        for index, (name, _) in enumerate(unknown, start=1):
            write(axes, LEFT, middle + EDGE + 8 + NAME * index, shorten(name.text, NAME_LENGTH), size=8.5)
        svg = to_svg(axes, title)
    return Chart(
        id=f"reach{ending}",
        section="reach",
        title=title,
        alt=_alt(report, table, rows, title),
        reading=report.label(
            "Each bar runs from 0 to 100% of the sector; a broken outline stands for a share that is not known."
        ),
        svg=svg,
        width=WIDTH,
        height=height,
    )


def _bar(axes: Axes, bar: ReachBar, y: float, fill: str) -> None:
    thickness = BAR - 3.5
    if bar.share.value is None:
        axes.barh(
            y, RIGHT - LEFT, left=LEFT, height=thickness, facecolor="none", edgecolor=OPEN, linewidth=0.6, linestyle=(0, (2, 2))
        )
        write(axes, LEFT + 4, y + 3, shorten(bar.why, 48), color=MUTED, size=8)
        return
    axes.barh(y, RIGHT - LEFT, left=LEFT, height=thickness, color=ZONE, zorder=0)
    end = AXIS.at(bar.share.value)
    axes.barh(y, end - LEFT, left=LEFT, height=thickness, color=fill, edgecolor=INK, linewidth=0.6, zorder=1)
    inside = end > (LEFT + RIGHT) / 2
    paper = {SCORE: "white", LIGHT: INK}[fill]
    write(axes, end - 4 if inside else end + 4, y + 3, bar.share.text, size=8, ha="right" if inside else "left",
          color=paper if inside else INK, weight="bold")  # fmt: skip


def _alt(report: Report, table: ReachTable, rows: Rows, title: str) -> str:
    said = [report.label("Chart: {title}").format(title=title), table.reading]
    for place, measure in enumerate(table.measures):
        known = [
            f"{shorten(name.text, 80)} {bars[place].share.text}" for name, bars in rows if bars[place].share.value is not None
        ]
        if known:
            said.append(f"{shorten(measure.title, 80)}: {', '.join(known)}.")
    said.append(report.label("The table with the same numbers stands beside it."))
    return " ".join(said)
