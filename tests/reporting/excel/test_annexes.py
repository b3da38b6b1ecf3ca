"""The sheets that explain."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.annexes import criteria_sheet, method_sheet, sources_sheet
from msiscore.reporting.excel.layout import Sheet
from tests.reporting.excel.sample import sample_report


def _rows(sheet: Sheet) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in sheet.rows]


def test_each_criterion_has_its_levels() -> None:
    report = sample_report()
    row = next(row for row in _rows(criteria_sheet(book_of(report).frame)) if row[1:2] == ["MON-01"])
    assert row[5].split("\n")[0] == "0 · absent: What is seen here."
    assert row[7] == "at least 2 · partial; below it, the score is at most 49"


def test_without_descriptors_the_scale_is_told() -> None:
    report = sample_report()
    annex = tuple(replace(d, criteria=tuple(replace(c, descriptors=()) for c in d.criteria)) for d in report.annex)
    row = next(row for row in _rows(criteria_sheet(book_of(replace(report, annex=annex)).frame)) if row[1:2] == ["MON-01"])
    assert row[5] == "0 · absent, 1 · weak, 2 · partial, 3 · strong, 4 · leading"


def test_each_source_has_an_anchor_by_its_number() -> None:
    report = sample_report()
    sheet = sources_sheet(book_of(report).frame)
    for source in report.sources:
        row = sheet.rows[sheet.anchors[str(source.number)]]
        assert row[1] is not None
        assert row[1].text == source.title


def test_the_method_says_where_everything_comes_from() -> None:
    report = sample_report()
    rows = _rows(method_sheet(book_of(report).frame))
    assert ["Command", "msiscore report sample"] in rows
    assert ["framework.yaml", "3f7a" * 16] in rows
    assert ["Framework", "A framework for tests (sample 1.0.0)"] in rows
    assert any("nothing found" in row and "counts as the lowest value" in row[-1] for row in rows)
    assert all([paragraph, ""] in rows for paragraph in report.method)
