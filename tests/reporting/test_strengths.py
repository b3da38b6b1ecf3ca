"""Strengths and weaknesses follow the rule that is printed with them, and nothing else."""

from __future__ import annotations

from typing import Any

from msiscore.reporting.report import Profile, Report
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report

OF = framework(
    dimension("one", criterion("A", weight=4), criterion("B")),
    dimension("two", criterion("C"), criterion("D")),
    dimension("gate", criterion("G", minimum={"level": 2, "at": 49}), weight=0),
)


def profile(**ratings: Any) -> Profile:
    return plain_report(score(a_set(OF, assessment("a", ratings)))).profiles[0]


def names(terms: Any) -> list[str]:
    return [term.name for term in terms]


def test_a_dimension_counts_only_by_its_whole_interval() -> None:
    assert names(profile(A=3, B=3, C=3, D=3, G=2).strengths) == ["one", "two"]
    assert names(profile(A=3, B=3, C=3, G=2).strengths) == ["one"]  # with D open, `two` may be as low as 38
    assert names(profile(A=1, B=1, C=1, D=1, G=2).weaknesses) == ["one", "two"]
    assert names(profile(A=1, B=1, C=1, G=2).weaknesses) == ["one"]


def test_criteria_at_the_ends_follow_the_weightiest_first() -> None:
    found = profile(A=0, B=0, C=4, D=2, G=2)
    assert [term.text for term in found.strengths] == ["Title of two (75)", "Title of C (highest value)"]
    assert [term.text for term in found.weaknesses] == [
        "Title of one (0)",
        "Title of A (lowest value)",
        "Title of B (lowest value)",
    ]


def test_a_standard_that_is_not_met_comes_first_and_is_said_once() -> None:
    found = profile(A=2, B=2, C=4, D="nothing-found", G=0)
    assert [term.text for term in found.weaknesses] == ["Minimum standard not met: Title of G", "Title of D (nothing found)"]


def test_nothing_in_the_middle_stands_out() -> None:
    found = profile(A=2, B=2, C=2, D=2, G=2)
    assert (found.strengths, found.weaknesses) == ((), ())


def test_nobody_has_more_of_them_than_a_page_holds(tutorial_report: Report, dutch_report: Report) -> None:
    for one in (*tutorial_report.profiles, *dutch_report.profiles):
        assert len(one.strengths) <= 7
        standards = sum(term.text.startswith(("Minimum standard", "Minimumnorm")) for term in one.weaknesses)
        assert len(one.weaknesses) - standards <= 7
