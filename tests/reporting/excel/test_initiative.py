"""The sheet of an initiative, and the evidence."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.initiative import evidence_sheet, initiative_sheet
from msiscore.reporting.excel.layout import Sheet
from tests.reporting.excel.sample import sample_report


def _rows(sheet: Sheet) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in sheet.rows]


def test_a_rating_is_shown_with_all_that_belongs_to_it() -> None:
    report = sample_report()
    rows = _rows(initiative_sheet(book_of(report), report.profiles[0]))
    row = next(row for row in rows if row[1:2] == ["MON-01"])
    assert row[:4] == ["Monitoring and verification", "MON-01", "Independent monitoring", "On paper"]
    rating = next(rating for dimension in report.profiles[0].dimensions for rating in dimension.ratings if rating.aspect)
    assert row[4] == rating.answer
    assert row[6:9] == [
        "What is seen here.",
        "The committee reads what members report, and asks questions.\nIt visits nobody.",
        "high",
    ]
    assert row[9] == "[1]\ncontradicts: [3]\nHeld back in this edition: 1"
    assert row[11].startswith(("✓ met", "✗ not met"))
    assert row[12].startswith("We do visit members since May.\n— Secretariat, June 2020\nOutcome: accepted")


def test_a_state_says_how_it_is_treated() -> None:
    report = sample_report()
    rows = _rows(initiative_sheet(book_of(report), report.profiles[0]))
    row = next(row for row in rows if row[1:2] == ["RES-01"])
    assert row[4:6] == ["not assessable", "–"]
    assert row[6].startswith("left out of the score; the interval")


def test_without_replies_there_is_no_column_for_them() -> None:
    report = sample_report()
    profile = report.profiles[0]
    silent = replace(
        profile,
        dimensions=tuple(
            replace(d, ratings=tuple(replace(rating, reply=None) for rating in d.ratings)) for d in profile.dimensions
        ),
    )
    assert initiative_sheet(book_of(report), silent).columns == initiative_sheet(book_of(report), profile).columns - 1


def test_an_assessor_is_named_beside_a_rating_only_where_there_are_several() -> None:
    report = sample_report()
    profile = report.profiles[0]
    several = replace(profile, assessors=profile.assessors * 2)
    assert not [row for row in _rows(initiative_sheet(book_of(report), profile)) if "high\na1" in row]
    assert [row for row in _rows(initiative_sheet(book_of(report), several)) if "high\na1" in row]


def test_every_piece_of_evidence_has_a_row_and_every_backed_rating_an_anchor() -> None:
    report = sample_report()
    sheet = evidence_sheet(book_of(report).frame)
    rows = _rows(sheet)
    backed = 0
    for profile in report.profiles:
        for dimension in profile.dimensions:
            for rating in dimension.ratings:
                if rating.evidence:
                    backed += 1
                    row = rows[sheet.anchors[f"{profile.id}/{rating.criterion}/{rating.aspect}"]]
                    assert row[:4] == [profile.title, rating.criterion, rating.aspect, f"[{rating.evidence[0].number}]"]
    assert len(sheet.anchors) == backed
    facts = [row for row in rows if row[1:2] == ["Members"]]
    assert len(facts) == 2 * len(report.profiles)
    assert ["claim", "contradicts"] in [row[9:11] for row in rows]
