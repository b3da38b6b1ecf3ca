"""Names cut to length, and settings of matplotlib that stay as they were."""

from __future__ import annotations

import pytest

from msiscore.reporting.charts import draw_charts
from msiscore.reporting.charts.canvas import shorten
from tests.reporting.sample import sample_report


def test_settings_of_the_caller_are_left_alone() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    draw_charts(sample_report())
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("exactly ten", "exactly…"),
        ("two\nlines", "two lines"),
        ("中文中文中文中文", "中文中文…"),
        ("abcdefghijklmnop", "abcdefghi…"),
    ],
)
def test_shorten(text: str, expected: str) -> None:
    assert shorten(text, 10) == expected
