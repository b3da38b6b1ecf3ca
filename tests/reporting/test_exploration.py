"""What a reader of the page can choose among."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.exploration import Exploration, Subject
from msiscore.reporting.report import Report


def of(report: Report, *subjects: Subject) -> Exploration:
    assert report.exploration is not None
    return replace(report.exploration, initiatives=subjects)


def test_sectors_and_tags_stand_once_and_in_order(tutorial_report: Report) -> None:
    found = of(
        tutorial_report,
        Subject(id="a", title="A", sector="textiles", tags=("size: small", "country: NL")),
        Subject(id="b", title="B", sector="Food", tags=("size: small",)),
        Subject(id="c", title="C"),
    )
    assert found.sectors == ("Food", "textiles")
    assert found.tags == ("country: NL", "size: small")


def test_where_nobody_has_a_sector_there_is_none_to_choose(tutorial_report: Report) -> None:
    assert of(tutorial_report, Subject(id="a", title="A")).sectors == ()
    assert of(tutorial_report).tags == ()
