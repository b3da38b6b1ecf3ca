"""The sheets of the analyses hold the numbers of the report, as numbers."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from msiscore.reporting.excel import book_of, render_excel
from msiscore.reporting.excel.analysis import ANALYSES, analysis_of, analysis_sheet
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
