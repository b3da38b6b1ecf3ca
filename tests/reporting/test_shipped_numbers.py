"""Every number of the shipped reports, those of the analyses included, read back from the page, the PDF and the workbook."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest
from openpyxl import load_workbook

from msiscore.reporting.excel import render_excel
from msiscore.reporting.excel.analysis import ANALYSES, analysis_of
from msiscore.reporting.html import render_html
from msiscore.reporting.pdf import render_pdf
from msiscore.reporting.report import Report
from tests.reporting.reading_pages import Page
from tests.reporting.test_html import TOKEN, numbers_due
from tests.reporting.test_pdf import silent, words_of

NAMES = ("tutorial_report", "dutch_report")


@pytest.fixture(scope="module", params=NAMES)
def report(request: pytest.FixtureRequest) -> Report:
    """A shipped report: the tutorial in English, the Dutch agreements in Dutch."""
    found: Report = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("form", ["page", "pdf"])
def test_each_is_shown_at_least_as_often_as_the_report_has_it(report: Report, form: str) -> None:
    text = Page(render_html(report, ())).text if form == "page" else words_of(render_pdf(report, (), warn=silent))
    shown, due = Counter(TOKEN.findall(text)), numbers_due(report)
    assert len(due) > 100
    assert {number: count for number, count in due.items() if shown[number] < count} == {}


def test_each_table_of_the_analyses_stands_in_the_workbook_cell_by_cell(report: Report) -> None:
    book = load_workbook(BytesIO(render_excel(report)), data_only=True)
    tables = 0
    for id_ in ANALYSES:
        found = analysis_of(report, id_)
        if found is None:
            continue
        title = next(section.title for section in report.sections if section.id == id_)
        sheet = next(sheet for sheet in book.worksheets if sheet.cell(1, 1).value == title)
        rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
        for part in found.parts:
            if part.table is None:
                continue
            tables += 1
            top = next(place for place, row in enumerate(rows) if row == [part.table.corner, *part.table.columns])
            for row, shown in zip(part.table.rows, rows[top + 1 :], strict=False):
                assert shown[0] == row.head.text
                figures = row.figures
                assert [one for one in shown[1:] if isinstance(one, str)] == [one.text for one in figures if one.value is None]
                numbers = [one for one in shown[1:] if not isinstance(one, str)]
                assert numbers == pytest.approx([one.value for one in figures if one.value is not None], rel=1e-12)
            rows = rows[top + 1 :]
    assert tables > 5
