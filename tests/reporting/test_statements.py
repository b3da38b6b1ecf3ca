"""What the report shows and what it does not: each sentence stands only where it is true."""

from __future__ import annotations

from typing import Any

import pytest

from msiscore.assessment import Source
from msiscore.reporting.report import Report
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report

PLAIN = framework(dimension("d", criterion("A"), criterion("B")))
WITH_SETS = framework(
    dimension("d", criterion("A")), dimension("e", criterion("B")), weight_sets={"w": {"title": "W", "weights": {"d": 2}}}
)
PROFILE = framework(dimension("d", criterion("A"), criterion("B")), total="none")
STRICT = framework(dimension("d", criterion("A"), criterion("B")), minimum_coverage="90%")


def report(of: Any = PLAIN, *ratings: dict[str, Any], **about: Any) -> Report:
    made = a_set(of, *(assessment(f"i{n}", given) for n, given in enumerate(ratings or ({"A": 1, "B": 2},))), **about)
    made.sources.update(open=Source.model_validate({"title": "Open"}))  # type: ignore[attr-defined]  # a plain dict here
    return plain_report(score(made))


def test_what_is_shown_is_counted() -> None:
    said = report(PLAIN, {"A": 1}, {"A": "not-applicable", "B": "nothing-found"}).shows
    assert said[0] == "How 2 initiatives meet 2 criteria of the framework “A small framework”, as of 8 July 2020."
    assert said[1].startswith("1 of 3 questions that apply have a rating")


@pytest.mark.parametrize(
    ("start", "with_it", "without_it"),
    [
        ("It says nothing about any real", {"fictional": True}, {}),
        ("It ranks nobody", {"of": PROFILE}, {}),
        ("It does not rank all. Without enough evidence for a score: 1.", {"of": STRICT, "given": [{"A": 1}]}, {}),
        ("It does not say what open answers would be (1)", {"given": [{"A": 1}]}, {}),
        ("A higher score is no proof", {"given": [{"A": 1, "B": 2}] * 2}, {}),
        ("It does not settle what matters most: weights are a choice, and other", {"of": WITH_SETS}, {}),
        ("It does not settle what matters most: weights are a choice.", {}, {"of": WITH_SETS}),
        ("It holds no replies", {}, {"set": "tutorial"}),
        ("Ratings by second assessors", {"set": "tutorial"}, {}),
    ],
)
def test_a_sentence_stands_where_it_is_true(
    start: str, with_it: dict[str, Any], without_it: dict[str, Any], tutorial_report: Report
) -> None:
    def said(case: dict[str, Any]) -> list[str]:
        if case.get("set"):
            return list(tutorial_report.does_not_show)
        about = {"fictional": True} if case.get("fictional") else {}
        return list(report(case.get("of", PLAIN), *case.get("given", ()), **about).does_not_show)

    assert any(sentence.startswith(start) for sentence in said(with_it))
    assert not any(sentence.startswith(start) for sentence in said(without_it))


def test_that_every_rating_is_supported_is_said_only_then() -> None:
    sentence = "Every rating has a reason and every answer a source; sources that may not be shown are counted."
    full = {"level": 1, "reason": "Because.", "evidence": [{"source": "open"}]}
    assert sentence in report(PLAIN, {"A": full}).shows
    assert sentence not in report(PLAIN, {"A": full, "B": 2}).shows


def test_in_dutch(dutch_report: Report) -> None:
    assert dutch_report.shows[0].startswith("Hoe 12 initiatieven voldoen aan 20 criteria")
    assert all(sentence.endswith(".") for sentence in (*dutch_report.shows, *dutch_report.does_not_show))
