"""The sheets that explain."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.excel.annexes import criteria_sheet, method_sheet, sources_sheet, weights_sheet
from msiscore.reporting.excel.layout import Sheet
from tests.reporting.sample import sample_report


def _rows(sheet: Sheet) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in sheet.rows]


def test_each_criterion_has_its_levels() -> None:
    report = sample_report()
    row = next(row for row in _rows(criteria_sheet(report)) if row[1:2] == ["MON-01"])
    assert row[5].split("\n")[0] == "0 · absent: What is seen here."
    assert row[7] == "at least partial, otherwise capped at 49"


def test_without_descriptors_the_scale_is_told() -> None:
    report = sample_report()
    annex = tuple(replace(d, criteria=tuple(replace(c, descriptors=()) for c in d.criteria)) for d in report.annex)
    row = next(row for row in _rows(criteria_sheet(replace(report, annex=annex))) if row[1:2] == ["MON-01"])
    assert row[5] == "levels 0 to 4, 4 is best"


def test_every_node_has_its_weight_and_share_and_is_set_in_by_depth() -> None:
    report = sample_report()
    sheet = weights_sheet(report)
    cells = {row[1].text: row for row in sheet.rows if len(row) == 6 and row[1] is not None}
    for dimension in report.annex:
        row = cells[dimension.id]
        assert [cell.text if cell else "" for cell in row[3:5]] == [dimension.weight.text, dimension.share.text]
        assert row[0] is not None
        assert row[0].indent == 2 * dimension.depth
        assert {criterion.id for criterion in dimension.criteria} <= set(cells)
    assert ["Accountability first", "civil society", "not in use", "2", "Monitoring (monitoring)", ""] in _rows(sheet)


def test_each_source_has_an_anchor_by_its_number() -> None:
    report = sample_report()
    sheet = sources_sheet(report)
    for source in report.sources:
        row = sheet.rows[sheet.anchors[str(source.number)]]
        assert row[1] is not None
        assert row[1].text == source.title


def test_the_method_says_where_everything_comes_from() -> None:
    report = sample_report()
    rows = _rows(method_sheet(report))
    assert ["Command", "msiscore report sample"] in rows
    assert ["framework.yaml", "3f7a" * 16] in rows
    assert ["Framework", "A framework for tests (sample 1.0.0)"] in rows
    assert ["nothing found", "counts as the lowest level"] in rows
    assert all([paragraph, ""] in rows for paragraph in report.method)
