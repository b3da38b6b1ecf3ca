"""Counting what is rated, what has a state, and what is open."""

from __future__ import annotations

from msiscore.loading.completeness import Completeness, completeness
from msiscore.loading.dimension_states import with_dimension_states
from tests.making import assessment, criterion, dimension, framework


def test_each_answer_is_counted_once() -> None:
    of = framework(
        dimension("d", *(criterion(id_) for id_ in "abcdef"), criterion("g", aspects=["paper", "practice"])),
        combine_aspects="minimum",
    )
    ratings = {
        "a": 1,
        "b": {"level": 2, "reason": "Because.", "evidence": ["report"]},
        "c": "nothing-found",
        "d": {"state": "too-early", "reason": "Not yet."},
        "e": "unanswered",
        "g": {"paper": {"level": 1, "reason": "Written."}},
    }
    found = completeness(assessment("x", ratings), of)
    assert found == Completeness(rated=3, stated=2, unanswered=3, no_reason=2, no_evidence=3)
    assert found.due == 8


def test_an_empty_assessment_is_all_open() -> None:
    of = framework(dimension("d", criterion("a"), criterion("b")))
    assert completeness(assessment("x", {}), of) == Completeness(unanswered=2)


def test_what_is_said_for_a_whole_dimension_lacks_its_reason_once() -> None:
    of = framework(
        dimension("d", criterion("a"), criterion("b"), dimension("inner", criterion("c"))),
        dimension("e", criterion("f"), criterion("g")),
    )
    given = assessment("x", {"d": "nothing-found", "c": "too-early", "f": "too-early", "g": "too-early"})
    found = completeness(with_dimension_states(given, of), of)
    assert found == Completeness(stated=5, no_reason=4, no_evidence=1)


def test_so_it_is_where_criteria_have_aspects() -> None:
    of = framework(dimension("d", *(criterion(id_, aspects=["paper", "practice"]) for id_ in "ab")), combine_aspects="minimum")
    found = completeness(with_dimension_states(assessment("x", {"d": "nothing-found"}), of), of)
    assert found == Completeness(stated=4, no_reason=1, no_evidence=1)
