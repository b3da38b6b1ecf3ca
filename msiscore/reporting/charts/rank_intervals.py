"""The ranks that are plausible: a line from the best to the worst rank in the middle 90% of the draws, a dot for the stated rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.charts.canvas import NAME_LENGTH, SCORE, WIDTH, drawing, shorten, to_svg, write
from msiscore.reporting.charts.rows import Axis, pictures
from msiscore.reporting.report import Chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msiscore.reporting.report import Report
    from msiscore.reporting.report_analysis import AnalysisPart, AnalysisRow

ROWS, ROW, HEAD = 24, 25.0, 18.0
SECTION, PART = "robustness", "intervals"


def draw_rank_intervals(report: Report) -> tuple[Chart, ...]:
    """One chart, or several where the initiatives do not fit on one; none where nothing was drawn."""
    part = report.robustness.part(PART) if report.robustness is not None else None
    if part is None or part.table is None:
        return ()
    last = len(part.table.rows)
    return tuple(_draw(report, part, rows, ending, number, last) for rows, ending, number in pictures(part.table.rows, ROWS))


def _draw(report: Report, part: AnalysisPart, rows: Sequence[AnalysisRow], ending: str, number: str, last: int) -> Chart:
    title = part.title + number
    height = HEAD + ROW * len(rows) + 8
    step = max(1, -(-last // 8))
    axis = Axis(1.0, float(max(last, 2)), tuple(sorted({1.0, float(last), *map(float, range(step, last - step // 2, step))})))
    with drawing(height) as axes:
        axis.number(axes, (11.0,))
        for slot, row in enumerate(rows):
            y = HEAD + ROW * slot
            write(axes, 4, y + 9, shorten(row.head.text, NAME_LENGTH), size=8.5)
            rank, best, worst = (figure.value or 1.0 for figure in row.figures[:3])
            axis.strip(axes, y + 17)
            axes.plot([axis.at(best), axis.at(worst)], [y + 17] * 2, color=SCORE, linewidth=2.4, solid_capstyle="butt", zorder=2)
            for end in (best, worst):
                axes.plot([axis.at(end)] * 2, [y + 14, y + 20], color=SCORE, linewidth=1.2, zorder=2)
            axes.plot([axis.at(rank)], [y + 17], marker="o", markersize=6, color=SCORE, markeredgecolor="white", zorder=3)
        svg = to_svg(axes, title)
    told = "; ".join(f"{row.head.text}: {row.figures[0].text} ({row.figures[1].text}–{row.figures[2].text})" for row in rows)
    return Chart(
        id=f"{SECTION}-{PART}{ending}",
        section=SECTION,
        part=PART,
        title=title,
        alt=f"{report.label('Chart: {title}').format(title=title)} {told}.",
        reading=report.label("The dot is the stated rank, the line the ranks in the middle 90% of the draws; 1 is the best."),
        svg=svg,
        width=WIDTH,
        height=height,
    )
