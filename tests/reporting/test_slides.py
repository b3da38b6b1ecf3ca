"""Pictures for slides: they take along what must be known of them, and are the same every time."""

from __future__ import annotations

import struct
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from msiscore.reporting.charts import draw_charts
from msiscore.reporting.report import Report
from msiscore.reporting.slides import framed, render_slides
from tests.reporting.sample import sample_report

SVG = "{http://www.w3.org/2000/svg}"


def silent(message: str) -> None:
    """Takes a warning that the test does not ask about."""


@cache
def made(language: str = "en", hostile: bool = False) -> tuple[Report, dict[str, bytes]]:
    report = sample_report(language, 3, hostile)
    return report, dict(render_slides(report, draw_charts(report), silent))


def test_each_chart_has_both_files() -> None:
    report, files = made()
    assert set(files) == {f"{chart.id}.{ending}" for chart in draw_charts(report) for ending in ("svg", "png")}


@pytest.mark.parametrize("hostile", [False, True])
def test_a_png_has_twice_the_pixels_of_its_svg(hostile: bool) -> None:
    report, files = made(hostile=hostile)
    for chart in draw_charts(report):
        root = ET.fromstring(files[f"{chart.id}.svg"])  # noqa: S314 - our own file
        png = files[f"{chart.id}.png"]
        assert png.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", png[16:24])
        points = [float(root.attrib[side].removesuffix("pt")) for side in ("width", "height")]
        assert (width, height) == pytest.approx([2 * side * 96 / 72 for side in points], abs=2)


def test_the_question_the_marks_and_the_source_stand_in_the_picture() -> None:
    report, files = made()
    for chart in draw_charts(report):
        root = ET.fromstring(files[f"{chart.id}.svg"])  # noqa: S314 - our own file
        said = " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))
        assert chart.title in said
        assert "FICTIONAL · DRAFT" in said
        assert report.title in said
        assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (chart.title, chart.alt)


def test_the_drawing_keeps_its_size_inside_the_frame() -> None:
    report = sample_report()
    for chart in draw_charts(report):
        root = ET.fromstring(framed(report, chart))  # noqa: S314 - our own file
        inner = root.find(f"{SVG}svg")
        assert inner is not None
        assert (float(inner.attrib["width"]), float(inner.attrib["height"])) == pytest.approx((chart.width, chart.height))
        assert float(inner.attrib["y"]) + chart.height < float(root.attrib["viewBox"].split()[3])


def test_hostile_texts_make_no_markup() -> None:
    _, files = made(hostile=True)
    plain = {node.tag for name, svg in made()[1].items() if name.endswith("svg") for node in ET.fromstring(svg).iter()}  # noqa: S314
    for name, content in files.items():
        if name.endswith("svg"):
            for node in ET.fromstring(content).iter():  # noqa: S314 - our own file
                assert node.tag in plain
                assert not any(key.startswith("on") for key in node.attrib)


def test_same_report_same_bytes() -> None:
    report, files = made("nl")
    assert dict(render_slides(report, draw_charts(report), silent)) == files


def test_without_charts_there_is_nothing_to_make() -> None:
    assert render_slides(sample_report(), (), silent) == {}
