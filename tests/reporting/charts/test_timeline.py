"""The bars of running times: dark up to the date of the ratings, pale after it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from msiscore.reporting.charts.rows import Axis
from msiscore.reporting.charts.timeline import draw_timeline, year_marks
from tests.reporting.sample import sample_report
from tests.reporting.test_charts import texts


def spans(svg: bytes, color: str) -> list[tuple[float, float]]:
    paths = re.findall(rf'<path d="M ([\d.]+) [\d.]+ \nL ([\d.]+) [^"]*"[^>]*style="fill: {color}', svg.decode())
    return [(float(left), float(right)) for left, right in paths]


def test_a_run_is_dark_up_to_the_date_of_the_ratings_and_pale_after_it() -> None:
    report = sample_report(initiatives=1)  # from 2012 to the end of 2022, looked at in the middle of 2020
    (chart,) = draw_timeline(report)
    axis = Axis(2012, 2024, ())
    (dark,), (pale,) = spans(chart.svg, "#00224e"), spans(chart.svg, "#bcae6c")
    assert list(dark) == pytest.approx([axis.at(2012), axis.at(2020.5)])
    assert list(pale) == pytest.approx([axis.at(2020.5), axis.at(2023)])


def test_unknown_dates_are_said_in_words() -> None:
    said = texts(draw_timeline(sample_report(initiatives=5))[0])
    assert said.count("unknown") == 1


@pytest.mark.parametrize(("first", "last"), [(2020, 2021), (2014, 2024), (1900, 2030), (1, 9999)])
def test_the_marks_of_the_years_are_few_and_equally_far_apart(first: int, last: int) -> None:
    marks = year_marks(first, last)
    assert 1 <= len(marks) <= 7
    assert len({after - before for before, after in pairwise(marks)}) <= 1


def test_without_dates_no_chart() -> None:
    assert draw_timeline(replace(sample_report(), timeline=None)) == ()
