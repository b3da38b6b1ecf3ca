"""The sheets of the analyses hold the numbers of the report, as numbers."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from msiscore.reporting.charts import draw_charts
from msiscore.reporting.excel import book_of, render_excel, sheets_of
from msiscore.reporting.excel.analysis import ANALYSES, analysis_of, analysis_sheet, paint
from msiscore.reporting.report import Report


@pytest.mark.parametrize("id_", ANALYSES)
def test_every_figure_stands_on_its_sheet(tutorial_report: Report, id_: str) -> None:
    found = analysis_of(tutorial_report, id_)
    assert found is not None
    sheet = analysis_sheet(book_of(tutorial_report).frame, id_)
    shown = [cell.figure for row in sheet.rows for cell in row if cell is not None and cell.figure is not None]
    wanted = [f for part in found.parts if part.table for row in part.table.rows for f in row.figures if f.value is not None]
    assert shown == wanted


def test_the_workbook_holds_them_as_numbers(tutorial_report: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_excel(tutorial_report)))
    assert tutorial_report.robustness is not None
    table = tutorial_report.robustness.table("ranks")
    assert table is not None
    numbers = [cell.value for row in book["Robustness"].iter_rows() for cell in row if isinstance(cell.value, int | float)]
    wanted = [figure.value for row in table.rows for figure in row.figures]
    assert any(numbers[k : k + len(wanted)] == pytest.approx(wanted) for k in range(len(numbers)))


def test_a_section_that_is_left_out_has_no_sheet(tutorial_report: Report) -> None:
    assert analysis_of(replace(tutorial_report, sections=()), "robustness") is None


def test_the_charts_of_the_analyses_stand_on_their_sheets_with_what_they_show(tutorial_report: Report) -> None:
    report = tutorial_report
    charts = draw_charts(report)
    sheets = {sheet.key: sheet for sheet in sheets_of(book_of(report), paint(charts))}
    wanted = [chart for chart in charts if chart.section in ANALYSES or chart.section == "weight-sets"]
    shown = [picture for id_ in ANALYSES for picture in sheets[f"analysis:{id_}"].pictures]
    assert sorted(picture.alt for picture in shown) == sorted(chart.alt for chart in wanted)
    assert len(shown) > 4
    assert all(picture.png.startswith(b"\x89PNG") for picture in shown)
