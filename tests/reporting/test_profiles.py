"""Profiles: every rating opens down to its reason and its sources, and the parts make up the score."""

from __future__ import annotations

import pytest

from msiscore.assessment import Source
from msiscore.reporting.report import RatingEntry, Report
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report


def ratings(report: Report, initiative: str) -> dict[tuple[str, str], RatingEntry]:
    """The ratings of one profile by criterion and aspect."""
    profile = next(profile for profile in report.profiles if profile.id == initiative)
    return {(entry.criterion, entry.aspect): entry for dimension in profile.dimensions for entry in dimension.ratings}


def test_every_criterion_of_the_framework_is_in_every_profile(tutorial: Scores, tutorial_report: Report) -> None:
    for profile in tutorial_report.profiles:
        found = {entry.criterion for one in profile.dimensions for entry in one.ratings}
        assert found == set(tutorial.assessment_set.framework.criterion_by_id)


def test_no_number_without_its_evidence(dutch_report: Report) -> None:
    for profile in dutch_report.profiles:
        for entry in (entry for one in profile.dimensions for entry in one.ratings):
            if entry.value.value is not None:
                assert entry.reason, (profile.id, entry.criterion)
                assert entry.evidence, (profile.id, entry.criterion)


def test_the_contributions_of_a_linear_score_sum_to_it(dutch: Scores, dutch_report: Report) -> None:
    before = {row.initiative: row.before_standards for row in dutch.headline()}
    for profile in dutch_report.profiles:
        expected = before[profile.id]
        if expected is not None:
            parts = [e.contribution.value for one in profile.dimensions for e in one.ratings if e.contribution.value is not None]
            assert sum(parts) == pytest.approx(expected)


def test_evidence_that_is_held_back_is_counted_and_not_shown(tutorial_report: Report) -> None:
    held = [e for p in tutorial_report.profiles for one in p.dimensions for e in one.ratings if e.held_back]
    assert held
    numbers = {source.number for source in tutorial_report.sources}
    shown = [entry for p in tutorial_report.profiles for one in p.dimensions for e in one.ratings for entry in e.evidence]
    assert {entry.number for entry in shown} <= numbers
    assert any(entry.contradicts for entry in shown)


def test_replies_stand_beside_the_rating(tutorial_report: Report) -> None:
    replies = [e.reply for p in tutorial_report.profiles for one in p.dimensions for e in one.ratings if e.reply]
    assert {reply.outcome for reply in replies} == {"accepted", "rejected", "noted"}


def test_what_a_rating_says(tutorial_report: Report) -> None:
    of = framework(
        dimension(
            "d",
            criterion("A", descriptors=["a", "b", "c", "d", "e"], minimum={"level": 3, "at": 49}),
            criterion("B"),
            criterion("C"),
        )
    )
    one = assessment(
        "x",
        {"A": {"level": 2, "reason": "Seen.", "confidence": "high", "evidence": ["s"]}, "B": "too-early", "C": "nothing-found"},
    )
    made = a_set(of, one)
    made = type(made)(
        about=made.about, framework=of, sources={"s": Source.model_validate({"title": "A source"})}, assessments=made.assessments
    )
    found = ratings(plain_report(score(made)), "x")
    first = found["A", ""]
    assert (first.answer, first.descriptor, first.value.text, first.confidence) == ("2 · partial", "c", "50", "high")
    assert [entry.number for entry in first.evidence] == [1]
    assert first.standard is not None
    assert first.standard.status == "not-met"
    assert first.standard_text == "at least 3 · strong; below it, the score is at most 49"
    assert (found["B", ""].answer, found["B", ""].state, found["B", ""].step) == ("too early", "too-early", None)
    assert found["B", ""].treatment == "left out; its weight is shared out among the criteria beside it"
    assert (found["C", ""].value.text, found["C", ""].step, found["C", ""].contribution.text) == ("0", 0, "0.0")
