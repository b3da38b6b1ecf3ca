"""The tornado: a fall to the left of the line, a rise to the right, each as long as it is large."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from msiscore.reporting.charts.tornado import draw_tornado
from tests.reporting.sample import sample_report


def test_bars_are_as_long_as_the_change() -> None:
    (chart,) = draw_tornado(sample_report())
    svg = chart.svg.decode()
    bars = re.findall(r'd="M ([\d.]+) [\d.]+ \n?L ([\d.]+) [\d.]+ \n?L [\d.]+ [\d.]+ \n?L [\d.]+ [\d.]+ \n?z', svg)
    widths = [abs(float(end) - float(start)) for start, end in bars if 1 < abs(float(end) - float(start)) < 300]
    assert widths[0] / widths[1] == pytest.approx(6.0 / 4.5, rel=1e-3)
    assert ">+4.5<" in svg


def test_without_changes_there_is_no_chart() -> None:
    assert draw_tornado(replace(sample_report(), sensitivity=None)) == ()
