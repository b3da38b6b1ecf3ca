"""The sheets that compare initiatives."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.layout import Sheet
from msiscore.reporting.excel.overview import MOST_IN_CHART, criteria_map_sheet, heat_map_sheet, standards_sheet, summary_sheet
from msiscore.reporting.report import Report
from tests.reporting.excel.sample import sample_report


def _summary(report: Report) -> Sheet:
    return summary_sheet(book_of(report), ())


def _texts(sheet: Sheet) -> list[str]:
    return [cell.text for row in sheet.rows for cell in row if cell is not None]


def test_the_summary_shows_notices_before_numbers() -> None:
    report = sample_report()
    texts = _texts(_summary(report))
    fictional = next(text for text in texts if text.startswith("Fictional: "))
    assert texts.index(fictional) < texts.index("✓ same as published") < texts.index("Overall")


def test_a_chart_covers_the_rows_of_its_table() -> None:
    report = sample_report("en", 12)
    sheet = _summary(report)
    assert len(sheet.charts) == len(report.tables)
    for chart, table in zip(sheet.charts, report.tables, strict=True):
        names = [row[1].text for row in sheet.rows[chart.first : chart.last + 1] if row[1] is not None]
        assert names == [row.title for row in (*table.ranked, *table.unranked)]


def test_there_is_no_chart_of_one_or_of_too_many() -> None:
    report = sample_report("en", 60)
    assert len(report.tables[0].ranked) > MOST_IN_CHART
    assert not _summary(report).charts
    assert not _summary(sample_report("en", 1)).charts


def test_those_without_a_rank_stand_last_with_the_reason() -> None:
    report = sample_report()
    sheet = _summary(report)
    rows = [[cell.text if cell else "" for cell in row] for row in sheet.rows]
    row = next(row for row in rows if row[1:2] == [report.tables[0].unranked[0].title])
    assert row[0] == "–"
    assert row[8].startswith("Not enough evidence")


def test_without_a_total_the_summary_leads_to_the_initiatives() -> None:
    report = replace(sample_report(), tables=(), has_total=False)
    sheet = _summary(report)
    jumps = [cell.jump for row in sheet.rows for cell in row if cell is not None and cell.jump]
    assert jumps == [f"initiative:{profile.id}" for profile in report.profiles]


def test_the_heat_map_has_a_colour_for_each_step_and_a_legend() -> None:
    report = sample_report("en", 12)
    book = book_of(report)
    sheet = heat_map_sheet(book, report.heat_map, key="heat-map", formula=book.node)
    assert [colour.style for colour in sheet.colours] == [f"step-{step}" for step in (4, 3, 2, 1, 0)]
    styles = [cell.style for row in sheet.rows for cell in row if cell is not None]
    assert {f"step-{step}" for step in range(5)} | {"no-score"} <= set(styles)
    values = [cell.value for row in sheet.rows for cell in row if cell is not None and cell.formula]
    assert values == [
        cell.figure.value if cell.figure.value is not None else "–" for _, row in report.heat_map.rows for cell in row
    ]


def test_the_heat_map_by_criterion_has_a_number_or_a_sign_in_every_cell() -> None:
    report = sample_report()
    sheet = criteria_map_sheet(book_of(report))
    values = {cell.value for row in sheet.rows for cell in row if cell is not None and cell.formula}
    assert {"?", "–", "n/a", 0.0, 50.0} <= values


def test_each_minimum_standard_is_shown_in_words_and_symbols() -> None:
    report = sample_report("en", 12)
    texts = _texts(standards_sheet(book_of(report)))
    assert {"✓ met\n+1 level", "✗ not met\n−1 level", "? unknown"} <= set(texts)
    bare = replace(report, standards=replace(report.standards, rows=()))
    assert "The framework has no minimum standards." in _texts(standards_sheet(book_of(bare)))
