"""The bars of reach: as long as the share, two apart, and a word where the share is not known."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from msiscore.reporting.charts.reach import draw_reach
from msiscore.reporting.charts.rows import LEFT, RIGHT
from msiscore.reporting.report import Figure
from tests.reporting.sample import sample_report
from tests.reporting.test_charts import texts


def widths(svg: bytes, color: str) -> list[float]:
    """The widths of the filled bars of one colour, without the key."""
    paths = re.findall(rf'<path d="M ([\d.]+) [\d.]+ \nL ([\d.]+) [^"]*"[^>]*style="fill: {color}', svg.decode())
    return [float(right) - float(left) for left, right in paths][1:]


def test_each_bar_is_as_long_as_its_share() -> None:
    report = sample_report(initiatives=1)
    assert report.reach is not None
    ((name, (companies, market)),) = report.reach.rows
    bars = (replace(companies, share=Figure(25.0, "25%")), replace(market, share=Figure(80.0, "80%")))
    (chart,) = draw_reach(replace(report, reach=replace(report.reach, rows=((name, bars),))))
    assert widths(chart.svg, "#00224e") == [pytest.approx((RIGHT - LEFT) * 0.25)]
    assert widths(chart.svg, "#bcae6c") == [pytest.approx((RIGHT - LEFT) * 0.80)]
    assert {"25%", "80%"} <= set(texts(chart))


def test_what_is_not_known_says_so_in_words() -> None:
    said = texts(draw_reach(sample_report(initiatives=4))[0])
    assert "unknown (too early)" in said  # one of two is known
    assert said[-2:] == ["No share is known of:", "Covenant on Sustainable Garments and Textile"]


def test_every_initiative_stands_somewhere() -> None:
    report = sample_report(initiatives=60)
    charts = draw_reach(report)
    assert len(charts) == 5
    names = [text for chart in charts for text in texts(chart)]
    assert report.reach is not None
    assert all(any(text[:20] == name.text[:20] for text in names) for name, _ in report.reach.rows)


def test_the_alternative_text_names_what_is_known() -> None:
    (chart,) = draw_reach(sample_report(initiatives=3))
    assert chart.alt.startswith("Chart: How much of its sector does each initiative reach?")
    assert "Share of companies: Fair Cocoa Forum 7%, Gold Agreement 33%." in chart.alt


def test_without_reach_no_chart() -> None:
    assert draw_reach(replace(sample_report(), reach=None)) == ()
