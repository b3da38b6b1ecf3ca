"""Plausible ranks: everybody is named, and many are spread over pictures."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.charts.rank_intervals import ROWS, draw_rank_intervals
from tests.reporting.sample import sample_report


def test_the_alternative_text_says_each_interval() -> None:
    (chart,) = draw_rank_intervals(sample_report(initiatives=4))
    assert ": 1 (1–2)" in chart.alt
    assert chart.alt.endswith(".")


def test_many_are_spread_over_pictures() -> None:
    report = sample_report()
    found = report.robustness
    assert found is not None
    part = found.part("intervals")
    assert part is not None
    assert part.table is not None
    rows = part.table.rows[:1] * (ROWS + 1)
    many = replace(report, robustness=replace(found, parts=(replace(part, table=replace(part.table, rows=rows)),)))
    assert [chart.id for chart in draw_rank_intervals(many)] == ["robustness-intervals-1", "robustness-intervals-2"]
    assert draw_rank_intervals(replace(report, robustness=None)) == ()
