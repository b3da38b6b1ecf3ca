"""The charts: right places, real text, the same bytes every time, and harmless whatever the texts hold."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from msiscore.reporting.charts import draw_charts
from msiscore.reporting.charts.canvas import shorten
from msiscore.reporting.report import Chart, Report
from msiscore.reporting.sections import SECTIONS
from tests.reporting.invented import HOSTILE
from tests.reporting.sample import sample_report

SVG = "{http://www.w3.org/2000/svg}"


def texts(chart: Chart) -> list[str]:
    root = ET.fromstring(chart.svg)  # noqa: S314 - our own file
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]


def test_charts_stand_in_the_order_of_the_sections() -> None:
    charts = draw_charts(sample_report())
    assert [chart.id for chart in charts] == [
        *("ranking-overall", "ranking-paper", "ranking-practice"),
        *("robustness-intervals", "robustness-ranks", "robustness-pairs", "robustness-dominance"),
        *("weight-sets", "groups-distances", "sensitivity-changes", "paper-and-practice", "reach", "timeline"),
    ]
    places = [list(SECTIONS).index(chart.section) for chart in charts]
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_title_asks_one_question_in_the_language_of_the_report(language: str) -> None:
    titles = [chart.title for chart in draw_charts(sample_report(language))]
    assert all(title.count("?") == 1 for title in titles)
    assert titles[-1] == {"en": "When did each initiative run?", "nl": "Wanneer liep elk initiatief?"}[language]


@pytest.mark.parametrize("initiatives", [3, 12, pytest.param(60, marks=pytest.mark.long)])
def test_every_chart_can_be_read_on_a_telephone_and_fits_a_page(initiatives: int) -> None:
    for chart in draw_charts(sample_report(initiatives=initiatives)):
        assert chart.width <= 320
        assert chart.height < 700
        sizes = [float(size) for size in re.findall(rb"font-size: ([\d.]+)px", chart.svg)]
        assert sizes
        assert min(sizes) >= 8


@pytest.mark.parametrize(("language", "start"), [("en", "Chart: Overall"), ("nl", "Grafiek: Totaal")])
def test_the_alternative_text_is_sentences_in_the_language_of_the_report(language: str, start: str) -> None:
    chart = draw_charts(sample_report(language))[0]
    assert chart.alt.startswith(start)
    assert chart.alt.endswith(".")
    assert "88 (84–92)" in chart.alt


def test_text_stays_text_and_names_fonts_that_browsers_have() -> None:
    svg = draw_charts(sample_report())[0].svg
    assert b"'Noto Sans', 'DejaVu Sans', sans-serif" in svg
    assert b"Fair Cocoa Forum" in svg


def test_nothing_points_outside() -> None:
    for chart in draw_charts(sample_report(hostile=True)):
        root = ET.fromstring(chart.svg)  # noqa: S314 - our own file
        assert not chart.svg.startswith(b"<!DOCTYPE")
        assert b"<!DOCTYPE" not in chart.svg
        for node in root.iter():
            assert node.tag not in {f"{SVG}script", f"{SVG}image", f"{SVG}a", f"{SVG}foreignObject"}
            for name, value in node.attrib.items():
                assert not name.endswith("href") or value.startswith("#")
                assert not name.startswith("on")


@pytest.mark.parametrize("text", [*HOSTILE, "wide 中文 " * 20, "x" * 100_000, "$\\frac{1}{0}$", "", "\u202e\u200b"])
def test_a_hostile_name_is_set_as_it_is_written(text: str) -> None:
    report = with_name(sample_report(), text)
    (chart, *_) = draw_charts(report)
    if shorten(text, 44):
        assert shorten(text, 44) in texts(chart)


def with_name(report: Report, text: str) -> Report:
    table = report.tables[0]
    return replace(report, tables=(replace(table, ranked=(replace(table.ranked[0], title=text), *table.ranked[1:])),))


def test_same_report_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.reporting.sample import sample_report; from msiscore.reporting.charts import draw_charts;"
        "print(hashlib.sha256(b''.join(c.svg for c in draw_charts(sample_report('nl', 12, True)))).hexdigest())"
    )
    runs = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in range(2)}
    assert len(runs) == 1
