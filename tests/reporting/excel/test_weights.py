"""The sheet of weights."""

from __future__ import annotations

from msiscore.reporting.excel import book_of, sheets_of
from msiscore.reporting.excel.weights import CHOICE
from tests.reporting.excel.sample import sample_report


def test_every_node_has_its_weights_and_share_and_is_set_in_by_depth() -> None:
    report = sample_report()
    book = book_of(report)
    sheet = next(sheet for sheet in sheets_of(book) if sheet.key == "weights")
    choice = sheet.rows[CHOICE[0]][CHOICE[1]]
    assert choice is not None
    assert choice.open
    assert choice.text == "the framework's own"
    for dimension in report.annex:
        row = sheet.rows[book.weights.rows[dimension.id]]
        assert row[0] is not None
        assert row[0].indent == 2 * dimension.depth
        assert {criterion.id for criterion in dimension.criteria} <= set(book.weights.rows)
        share = row[book.weights.in_use + 1]
        assert share is not None
        assert isinstance(share.value, float)
        assert dimension.share.value is not None
        assert abs(share.value * 100 - dimension.share.value) < 1e-9
    monitoring = [cell.value for cell in sheet.rows[book.weights.rows["monitoring"]] if cell is not None and cell.open]
    assert monitoring == [1.0, 2.0]
