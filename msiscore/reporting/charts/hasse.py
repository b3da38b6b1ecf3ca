"""The Hasse diagram of dominance: who stands above and is joined by lines going down is at least as good on every criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.charts.canvas import MUTED, SCORE, WIDTH, drawing, shorten, to_svg, write
from msiscore.reporting.charts.hasse_layout import places
from msiscore.reporting.report import Chart

if TYPE_CHECKING:
    from msiscore.reporting.report import Report

MOST, WIDEST = 30, 14
"""More initiatives, or more on one level, do not fit; the table says it all."""

TOP, TALL, GAP, LINE = 14.0, 280.0, 46.0, 11.5
SECTION, PART = "robustness", "dominance"


def draw_hasse(report: Report) -> tuple[Chart, ...]:
    """One chart; none where no initiative dominates another, or too many do."""
    found = report.robustness
    diagram = found.diagram if found is not None else None
    part = found.part(PART) if found is not None else None
    if diagram is None or part is None:
        return ()
    count = sum(len(level) for level in diagram.levels)
    if count > MOST or max(len(level) for level in diagram.levels) > WIDEST:
        return ()
    title = report.label("Who is at least as good as whom on every criterion?")
    gap = min(GAP, TALL / len(diagram.levels))
    bottom = TOP + gap * len(diagram.levels)
    height = bottom + LINE * count + 2
    with drawing(height) as axes:
        at = places([[term.name for term in level] for level in diagram.levels], diagram.lines, WIDTH, TOP, gap)
        for better, worse in diagram.lines:
            (x, y), (u, v) = at[better], at[worse]
            axes.plot([x, u], [y, v], color=MUTED, linewidth=0.9, zorder=1)
        terms = [term for level in diagram.levels for term in sorted(level, key=lambda term: at[term.name])]
        for number, term in enumerate(terms, start=1):
            x, y = at[term.name]
            axes.plot([x], [y], marker="o", markersize=15, color=SCORE, markeredgecolor="white", zorder=2)
            write(axes, x, y + 3, str(number), color="white", size=8, ha="center", weight="bold")
            write(axes, 4, bottom + LINE * (number - 0.4), shorten(f"{number}. {term.text}", 60), size=8)
        svg = to_svg(axes, title)
    chart = Chart(
        id=f"{SECTION}-{PART}",
        section=SECTION,
        part=PART,
        title=title,
        alt=" ".join([report.label("Chart: {title}").format(title=title), *part.text]),
        reading=report.label(
            "A line downwards leads to one that is not better on any criterion; what follows from two lines is not drawn."
        ),
        svg=svg,
        width=WIDTH,
        height=height,
    )
    return (chart,)
