"""The charts of a report, as SVG with real text, drawn once for the HTML page and the PDF.

Each answers one question, which its title names, and has a text alternative and a sentence that says how to read it. To add one: write
a module with a function that takes the report and gives charts, and name it in `CHARTS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msiscore.reporting.charts.aspects import draw_aspects
from msiscore.reporting.charts.hasse import draw_hasse
from msiscore.reporting.charts.matrix import draw_group_distances, draw_matrices
from msiscore.reporting.charts.rank_intervals import draw_rank_intervals
from msiscore.reporting.charts.ranking import draw_rankings
from msiscore.reporting.charts.reach import draw_reach
from msiscore.reporting.charts.timeline import draw_timeline
from msiscore.reporting.charts.tornado import draw_tornado
from msiscore.reporting.charts.weight_sets import draw_weight_sets

if TYPE_CHECKING:
    from msiscore.reporting.report import Chart, Report, ScoreTable

CHARTS: tuple[Callable[[Report], tuple[Chart, ...]], ...] = (
    draw_rankings,
    draw_rank_intervals,
    draw_matrices,
    draw_hasse,
    draw_weight_sets,
    draw_group_distances,
    draw_tornado,
    draw_aspects,
    draw_reach,
    draw_timeline,
)
"""Each draws the charts of one kind, or none where the report has nothing to draw; in the order of the sections."""


def draw_charts(report: Report) -> tuple[Chart, ...]:
    """All charts of `report`; those of one section in the order in which they stand there."""
    return tuple(chart for draw in CHARTS for chart in draw(report))


def charts_of(table: ScoreTable, charts: Sequence[Chart]) -> list[Chart]:
    """The chart of `table` among `charts`, or its parts in order."""
    own = re.compile(re.escape(f"ranking-{table.column}") + r"(-\d+)?")
    return [chart for chart in charts if own.fullmatch(chart.id)]


def charts_in(section: str, charts: Sequence[Chart]) -> list[Chart]:
    """The charts among `charts` that stand in the section with the id `section`."""
    return [chart for chart in charts if chart.section == section]


def charts_of_part(section: str, part: str, charts: Sequence[Chart]) -> list[Chart]:
    """The charts among `charts` that stand in the part `part` of a section."""
    return [chart for chart in charts if (chart.section, chart.part) == (section, part)]
