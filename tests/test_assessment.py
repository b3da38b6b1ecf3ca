"""The assessment's models: short forms of ratings and evidence, and what they stand for."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from msiscore.assessment import Assessment, CriterionRating, Rating, SetFile, Source
from msiscore.framework import Aspect, State
from tests.making import a_set, assessment, criterion, dimension, framework


def rating(value: Any) -> CriterionRating:
    return CriterionRating.model_validate(value)


@pytest.mark.parametrize("bare", ["1", "weak", "1.10", "no", "yes", ""])
def test_a_bare_answer_stays_the_text_that_was_written(bare: str) -> None:
    found = rating(bare)
    assert (found.answer, found.state) == (bare, None)
    assert found.has_own_answer


@pytest.mark.parametrize("state", list(State))
def test_a_bare_state_is_a_state(state: State) -> None:
    found = rating(state.value)
    assert (found.answer, found.state) == (None, state)
    assert found.has_own_answer


def test_numbers_are_read_as_text() -> None:
    assert rating(2).answer == "2"
    assert rating(1.5).answer == "1.5"
    assert rating({"level": 2}).answer == "2"
    assert rating({"value": "1.10"}).answer == "1.10"


def test_an_empty_rating_is_refused_and_told_what_to_do() -> None:
    with pytest.raises(ValidationError) as raised:
        rating(None)
    assert raised.value.errors()[0]["msg"] == "the rating is empty; leave the criterion out if it is unanswered"


def test_paper_and_practice_are_ratings_of_their_own() -> None:
    found = rating({"paper": 2, "practice": {"state": "too-early"}})
    assert not found.has_own_answer
    paper, practice = found.of_aspect(Aspect.PAPER), found.of_aspect(Aspect.PRACTICE)
    assert paper is not None
    assert paper.answer == "2"
    assert practice is not None
    assert practice.state is State.TOO_EARLY
    assert found.of_aspect(None) is found
    assert rating(1).of_aspect(Aspect.PAPER) is None


@pytest.mark.parametrize(
    "written", ["report", {"source": "report"}, ["report"], [{"source": "report"}], [{"source": "report", "stance": "supports"}]]
)
def test_evidence_may_be_written_short(written: Any) -> None:
    (found,) = Rating.model_validate({"level": 1, "evidence": written}).evidence
    assert (found.source, found.stance, found.visibility, found.kind) == ("report", "supports", "public", None)


@pytest.mark.parametrize("evidence", [None, [None], [["report"]], [{"page": 1}], 5])
def test_what_is_no_evidence(evidence: Any) -> None:
    with pytest.raises(ValidationError):
        Rating.model_validate({"level": 1, "evidence": evidence})


def test_a_draft_with_nothing_after_its_keys_is_an_assessment() -> None:
    found = Assessment.model_validate({"initiative": {"id": "gold", "title": "Gold"}, "ratings": None, "replies": None})
    assert (found.ratings, found.replies) == ({}, {})


def test_a_set_names_its_framework_with_or_without_a_version() -> None:
    about = {"id": "s", "title": "S", "as-of": "2020"}
    assert SetFile.model_validate({**about, "framework": "kit-rbc"}).framework.id == "kit-rbc"
    with_version = SetFile.model_validate({**about, "framework": {"id": "kit-rbc", "version": "1.10"}})
    assert with_version.framework.version == "1.10"


def test_an_assessment_speaks_of_its_own_date_or_the_set_s() -> None:
    of = framework(dimension("d", criterion("A")))
    dated = Assessment.model_validate({"initiative": {"id": "b", "title": "B"}, "as-of": "2019"})
    made = a_set(of, assessment("a", {}), dated, as_of="2020-07-08")
    assert [str(made.as_of(found)) for found in made.assessments] == ["2020-07-08", "2019"]


def test_a_bare_answer_is_no_key_of_a_file() -> None:
    with pytest.raises(ValidationError):
        CriterionRating.model_validate({"bare": "1"}, by_name=False)
    assert not [key for key in CriterionRating.model_json_schema()["properties"] if "bare" in key]


def test_sources_are_public_unless_they_say_otherwise() -> None:
    assert Source.model_validate({"title": "A"}).visibility == "public"
    with pytest.raises(ValidationError):
        Source.model_validate({"title": "A", "url": "javascript:alert(1)"})
