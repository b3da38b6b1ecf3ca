"""The tornado: for each single change how far any score falls (to the left) and rises (to the right), the farthest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.charts.canvas import GRID, INK, LIGHT, MUTED, NAME_LENGTH, SCORE, WIDTH, drawing, shorten, to_svg, write
from msiscore.reporting.report import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from msiscore.reporting.report import Report
    from msiscore.reporting.report_analysis import AnalysisRow

LEFT, RIGHT, ROW, HEAD = 34.0, 286.0, 25.0, 6.0
SECTION, PART = "sensitivity", "changes"


def draw_tornado(report: Report) -> tuple[Chart, ...]:
    """One chart; none where no change moves anything."""
    part = report.sensitivity.part(PART) if report.sensitivity is not None else None
    if part is None or part.table is None:
        return ()
    rows, title = part.table.rows, part.title
    height = HEAD + ROW * len(rows) + 16
    low = min(0.0, *(row.figures[1].value or 0.0 for row in rows))
    high = max(0.0, *(row.figures[2].value or 0.0 for row in rows))
    zero, unit = _scale(low, high)
    with drawing(height) as axes:
        for slot, row in enumerate(rows):
            _row(axes, row, HEAD + ROW * slot, zero, unit)
        write(axes, zero, height - 5, report.label("points of score"), color=MUTED, size=8, ha="center")
        svg = to_svg(axes, title)
    told = "; ".join(f"{row.head.text}: {row.figures[1].text}, +{row.figures[2].text}" for row in rows)
    chart = Chart(
        id=f"{SECTION}-{PART}",
        section=SECTION,
        part=PART,
        title=title,
        alt=f"{report.label('Chart: {title}').format(title=title)} {told}.",
        reading=report.label(
            "Dark bars: the most that any score falls by the change; light bars: the most that any rises. Sorted by the average change."
        ),
        svg=svg,
        width=WIDTH,
        height=height,
    )
    return (chart,)


def _scale(low: float, high: float) -> tuple[float, float]:
    """Where no change stands across the drawing, and how wide a point is."""
    unit = (RIGHT - LEFT) / max(high - low, 1e-9)
    return LEFT - low * unit, unit


def _row(axes: Axes, row: AnalysisRow, y: float, zero: float, unit: float) -> None:
    from matplotlib.patches import Rectangle

    write(axes, 4, y + 9, shorten(row.head.text, NAME_LENGTH + 8), size=8)
    axes.plot([LEFT, RIGHT], [y + 24, y + 24], color=GRID, linewidth=0.4, zorder=0)
    down, up = row.figures[1], row.figures[2]
    axes.plot([zero, zero], [y + 11, y + 23], color=MUTED, linewidth=0.8, zorder=1)  # not across the words
    left, right = zero + (down.value or 0.0) * unit, zero + (up.value or 0.0) * unit
    for start, end, colour in ((left, zero, SCORE), (zero, right, LIGHT)):
        axes.add_patch(Rectangle((start, y + 13), end - start, 8, facecolor=colour, edgecolor=INK, linewidth=0.4, zorder=2))
    if down.value:
        write(axes, left - 3, y + 20, down.text, color=INK, size=8, ha="right")
    if up.value:
        write(axes, right + 3, y + 20, f"+{up.text}", color=INK, size=8)
