"""Maps of shares: the numbers of the table, and a shade that keeps its order in grey."""

from __future__ import annotations

import re

from msiscore.reporting.charts.matrix import draw_group_distances, draw_matrices, shade
from msiscore.theme import contrast
from tests.reporting.sample import sample_report


def test_the_cells_hold_the_numbers_of_the_table() -> None:
    report = sample_report(initiatives=6)
    chart = draw_matrices(report)[0]
    assert report.robustness is not None
    table = report.robustness.table("ranks")
    assert table is not None
    shown = re.findall(r">(\d+)</text>", chart.svg.decode())
    wanted = [figure.text.removesuffix("%") for row in table.rows for figure in row.figures if figure.value is not None]
    assert shown == [*table.columns, *wanted]


def test_a_larger_share_is_darker() -> None:
    against_white = [contrast(shade(step / 10), "#ffffff") for step in range(11)]
    assert against_white == sorted(against_white)
    assert against_white[-1] > 10


def test_groups_have_a_map_of_their_own() -> None:
    (chart,) = draw_group_distances(sample_report())
    assert (chart.section, chart.part) == ("groups", "distances")
