"""The ranking: dots, intervals and names in their places."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from msiscore.reporting.charts import draw_charts
from msiscore.reporting.charts.canvas import shorten
from msiscore.reporting.charts.ranking import LEFT, RIGHT, ROWS_PER_CHART, draw_rankings
from tests.reporting.sample import sample_report
from tests.reporting.test_charts import texts


def test_every_initiative_stands_with_its_score_in_order() -> None:
    report = sample_report(initiatives=12)
    said = texts(draw_charts(report)[0])
    table = report.tables[0]
    names = [shorten(row.title, 44) for row in (*table.ranked, *table.unranked)]
    assert [text for text in said if text in names] == names
    for row in table.ranked:
        assert row.score.text in said


def test_a_dot_lies_where_its_score_is() -> None:
    report = sample_report()
    table = report.tables[0]
    svg = draw_charts(replace(report, tables=(replace(table, ranked=table.ranked[:1], unranked=()),)))[0].svg.decode()
    (dot,) = [float(x) for x in re.findall(r'<use xlink:href="#m[0-9a-f]+" x="([\d.]+)" y="[\d.]+" style="fill: #00224e', svg)]
    assert dot == pytest.approx(LEFT + (RIGHT - LEFT) * 0.88)


def test_an_initiative_without_a_score_has_a_broken_line_and_no_dot() -> None:
    report = sample_report()
    table = report.tables[0]
    svg = draw_charts(replace(report, tables=(replace(table, ranked=()),)))[0].svg.decode()
    assert "stroke-dasharray" in svg
    assert "<use" not in svg


def test_no_overall_score_no_chart() -> None:
    assert draw_rankings(replace(sample_report(), has_total=False)) == ()


def test_many_initiatives_are_spread_over_pictures_that_fit_a_page() -> None:
    report = sample_report(initiatives=60)
    charts = [chart for chart in draw_charts(report) if chart.id.startswith("ranking-overall")]
    assert [chart.id for chart in charts] == ["ranking-overall-1", "ranking-overall-2", "ranking-overall-3"]
    assert all(chart.height < 700 for chart in charts)
    assert len(charts) == -(-60 // ROWS_PER_CHART)
    names = [text for chart in charts for text in texts(chart)]
    assert all(shorten(row.title, 44) in names for row in (*report.tables[0].ranked, *report.tables[0].unranked))
