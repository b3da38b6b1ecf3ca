"""Places under each set of weights: who moves most is drawn dark, and too many make no chart."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.charts.weight_sets import MOST_ROWS, MOST_SETS, STYLES, draw_weight_sets
from tests.reporting.sample import sample_report
from tests.reporting.test_charts import texts


def test_names_stand_in_the_order_of_the_first_set_with_their_places_at_both_ends() -> None:
    report = sample_report(initiatives=12)  # eight are ranked, and the second set turns their order round
    (chart,) = draw_weight_sets(report)
    said = texts(chart)
    assert report.by_weight_set is not None
    ranked = [row.initiative.text for row in report.by_weight_set.rows if row.cells[0].rank]
    shown = [text for text in said if any(name[:12] == text[:12] for name in ranked)]
    assert [text[:12] for text in shown] == [name[:12] for name in ranked]
    for place in range(1, 9):
        assert said.count(str(place)) == 2
    assert said[-2:] == ["A: The framework's own weights (used in this report)", "B: Accountability first"]


def test_those_that_move_most_are_drawn_dark_and_differ_in_more_than_colour() -> None:
    (chart,) = draw_weight_sets(sample_report(initiatives=12))
    for color, _, _ in STYLES:
        assert color.encode() in chart.svg
    assert len({str(line) for _, line, _ in STYLES}) == len({marker for _, _, marker in STYLES}) == len(STYLES)


def test_nobody_moves_nobody_is_dark() -> None:
    report = sample_report(initiatives=12)
    assert report.by_weight_set is not None
    rows = tuple(replace(row, spread=0) for row in report.by_weight_set.rows)
    (chart,) = draw_weight_sets(replace(report, by_weight_set=replace(report.by_weight_set, rows=rows)))
    assert not any(color.encode() in chart.svg for color, _, _ in STYLES)


def test_too_many_make_no_chart() -> None:
    report = sample_report(initiatives=MOST_ROWS * 3 // 2 + 3)  # two of three are ranked
    assert draw_weight_sets(report) == ()
    small = sample_report(initiatives=6)
    assert small.by_weight_set is not None
    sets = small.by_weight_set.sets * MOST_SETS
    assert draw_weight_sets(replace(small, by_weight_set=replace(small.by_weight_set, sets=sets))) == ()


def test_without_sets_no_chart() -> None:
    assert draw_weight_sets(replace(sample_report(), by_weight_set=None)) == ()
