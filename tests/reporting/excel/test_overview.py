"""The sheets that compare initiatives."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.excel.layout import Sheet
from msiscore.reporting.excel.overview import MOST_IN_CHART, heat_map_sheet, standards_sheet, summary_sheet
from tests.reporting.sample import sample_report


def _texts(sheet: Sheet) -> list[str]:
    return [cell.text for row in sheet.rows for cell in row if cell is not None]


def test_the_summary_shows_notices_before_numbers() -> None:
    report = sample_report()
    texts = _texts(summary_sheet(report, ()))
    assert texts.index("Fictional: All initiatives in this report are invented.") < texts.index("Overall")


def test_a_chart_covers_the_ranked_rows_of_its_table() -> None:
    report = sample_report("en", 12)
    sheet = summary_sheet(report, ())
    assert len(sheet.charts) == len(report.tables)
    for chart, table in zip(sheet.charts, report.tables, strict=True):
        names = [row[1].text for row in sheet.rows[chart.first : chart.last + 1] if row[1] is not None]
        assert names == [row.title for row in table.ranked]


def test_there_is_no_chart_of_one_or_of_too_many() -> None:
    report = sample_report("en", 60)
    assert len(report.tables[0].ranked) > MOST_IN_CHART
    assert not summary_sheet(report, ()).charts
    assert not summary_sheet(sample_report("en", 1), ()).charts


def test_those_without_a_rank_stand_apart_with_the_reason() -> None:
    report = sample_report()
    sheet = summary_sheet(report, ())
    rows = [[cell.text if cell else "" for cell in row] for row in sheet.rows]
    group = next(index for index, row in enumerate(rows) if row[:1] == ["Not ranked"])
    assert rows[group + 1][:2] == ["–", report.tables[0].unranked[0].title]
    assert rows[group + 1][8].startswith("Not enough evidence")


def test_without_a_total_the_summary_leads_to_the_initiatives() -> None:
    report = replace(sample_report(), tables=(), has_total=False)
    sheet = summary_sheet(report, ())
    jumps = [cell.jump for row in sheet.rows for cell in row if cell is not None and cell.jump]
    assert jumps == [f"initiative:{profile.id}" for profile in report.profiles]


def test_a_cell_of_the_heat_map_has_its_step_and_the_legend_all_of_them() -> None:
    report = sample_report("en", 12)
    sheet = heat_map_sheet(report, report.heat_map, key="heat-map", name="Heat map")
    for _, cells in report.heat_map.rows:
        for cell in cells:
            assert cell.figure.value is None or cell.step is not None
    styles = [cell.style for row in sheet.rows for cell in row if cell is not None]
    assert {f"step-{step}" for step in range(5)} | {"no-score"} <= set(styles)


def test_each_minimum_standard_is_shown_in_words_and_symbols() -> None:
    report = sample_report("en", 12)
    texts = _texts(standards_sheet(report))
    assert {"✓ met\n1 level above", "✗ not met", "? unknown", "– not applicable"} <= set(texts)
    bare = replace(report, standards=replace(report.standards, rows=()))
    assert "The framework has no minimum standards." in _texts(standards_sheet(bare))
