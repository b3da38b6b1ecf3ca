"""A large set: the PDF is a summary that says so, and each initiative can have a PDF of its own."""

from __future__ import annotations

from dataclasses import replace

from msiscore.reporting.pdf import render_pdf
from msiscore.reporting.pdf_editions import MOST_PROFILES, fitting, of_each
from msiscore.reporting.report import Report
from tests.reporting.sample import sample_report, sectioned
from tests.reporting.test_pdf import words_of


def of_size(initiatives: int) -> Report:
    return sample_report(initiatives=initiatives)


def test_a_set_that_fits_stays_whole() -> None:
    report = of_size(MOST_PROFILES)
    assert fitting(report) is report


def test_a_larger_one_becomes_a_summary_that_says_so() -> None:
    summary = fitting(of_size(MOST_PROFILES + 1))
    assert "profiles" not in [section.id for section in summary.sections]
    assert summary.notices[-1].title == "Summary"
    assert f"With {MOST_PROFILES + 1} initiatives" in summary.notices[-1].text
    printed = words_of(render_pdf(summary, ()))
    assert "this PDF is a summary" in printed
    for row in summary.tables[0].ranked:
        assert row.score.text in printed


def test_dutch() -> None:
    assert fitting(sample_report("nl", MOST_PROFILES + 1)).notices[-1].title == "Samenvatting"


def test_each_initiative_has_a_report_of_its_own() -> None:
    report = of_size(3)
    made = dict(of_each(report))
    assert list(made) == [profile.id for profile in report.profiles]
    first = made[report.profiles[0].id]
    assert first.title == report.profiles[0].title
    assert [section.id for section in first.sections] == ["profiles", "annex"]
    cited = {entry.number for d in first.profiles[0].dimensions for rating in d.ratings for entry in rating.evidence}
    assert {source.number for source in first.sources} >= cited
    assert len(first.sources) <= len(report.sources)


def test_the_pdf_of_one_holds_its_ratings_and_no_other_profile() -> None:
    report = of_size(3)
    one = dict(of_each(report))[report.profiles[1].id]
    printed = words_of(render_pdf(one, ()))
    assert report.profiles[1].title in printed
    assert report.profiles[0].title not in printed
    assert report.profiles[1].dimensions[0].title in printed
    assert one.provenance.files[0].text[:12] in printed.replace("\n", "")


def test_without_a_section_of_profiles_there_is_one_all_the_same() -> None:
    report = sectioned(of_size(2))
    left_out = replace(report, sections=tuple(section for section in report.sections if section.id != "profiles"))
    assert [one.sections[0].id for _, one in of_each(left_out)] == ["profiles", "profiles"]
