"""The sheet that checks the workbook."""

from __future__ import annotations

from msiscore.reporting.excel import book_of, sheets_of
from msiscore.reporting.excel.check import LINE
from tests.reporting.excel.sample import sample_report


def test_every_published_result_stands_beside_its_formula() -> None:
    report = sample_report()
    book = book_of(report)
    sheet = next(sheet for sheet in sheets_of(book) if sheet.key == "check")
    line = sheet.rows[LINE][0]
    assert line is not None
    assert line.value == "✓ same as published"
    rows = [row for row in sheet.rows if row and row[-1] is not None and row[-1].value == "✓"]
    nodes = sum(1 for row in book.trees[0].column.rows if row.item is None and not row.is_criterion) - 1
    initiatives = len(report.profiles)
    assert len(rows) >= initiatives * (nodes + 2)
    for row in rows:
        for published, here in zip(row[3:-1:2], row[4:-1:2], strict=True):
            assert published is not None
            assert here is not None
            assert not published.formula
            if here.formula:
                assert (here.value if isinstance(here.value, float) else None) == published.value
