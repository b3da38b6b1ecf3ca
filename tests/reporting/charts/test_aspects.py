"""The dumbbells: an open dot where the score on paper is, a full one where that in practice is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from msiscore.reporting.charts.aspects import AXIS, draw_aspects
from tests.reporting.sample import sample_report
from tests.reporting.test_charts import texts


def test_the_dots_lie_where_the_scores_are() -> None:
    report = sample_report(initiatives=1)  # 88, so 96 on paper and 80 in practice
    (chart,) = draw_aspects(report)
    dots = re.findall(r'<use xlink:href="#m[0-9a-f]+" x="([\d.]+)" y="[\d.]+" style="fill: (#[0-9a-f]{6})', chart.svg.decode())
    assert [float(x) for x, _ in dots[2:]] == pytest.approx([AXIS.at(80), AXIS.at(96)])  # after the two of the key
    assert [fill for _, fill in dots[2:]] == ["#00224e", "#ffffff"]


def test_the_gap_stands_beside_the_name() -> None:
    report = sample_report(initiatives=12)
    assert report.aspects is not None
    (chart,) = draw_aspects(report)
    assert texts(chart).count("16") == len(report.aspects.rows)


def test_many_are_spread_over_pictures() -> None:
    charts = draw_aspects(sample_report(initiatives=60))
    assert [chart.id for chart in charts] == ["paper-and-practice-1", "paper-and-practice-2", "paper-and-practice-3"]


def test_without_aspects_no_chart() -> None:
    report = sample_report()
    assert report.aspects is not None
    assert draw_aspects(replace(report, aspects=None)) == ()
    assert draw_aspects(replace(report, aspects=replace(report.aspects, rows=()))) == ()
