from __future__ import annotations

import pytest

from msiscore.assessment import AssessmentSet
from msiscore.exchange.values import (
    answer_text,
    evidence_values,
    framework_digest,
    initiative_values,
    number_text,
    plain,
    rating_values,
    source_values,
)
from msiscore.scales import LevelScale, ThresholdScale, YesNoScale

LEVELS = LevelScale.model_validate({"levels": ["low", "high"], "first": 1})


@pytest.mark.parametrize(("text", "cell"), [(" a\r\nb ", "a\nb"), ("a\u2028b", "a\nb"), ("\ufeffa\x07", "a"), ("\t", "")])
def test_texts_are_as_a_cell_gives_them_back(text: str, cell: str) -> None:
    assert plain(text) == cell


def test_answers_are_written_one_way() -> None:
    assert answer_text(LEVELS, "high") == answer_text(LEVELS, "2") == "2"
    assert answer_text(YesNoScale(), "TRUE") == "yes"
    assert answer_text(ThresholdScale.model_validate({"steps": ["> 0"]}), "12.50") == "12.5"
    assert number_text(0.1 + 0.2) == "0.3"
    assert number_text(-0.0) == "0"


def test_each_field_is_said_in_the_language_of_the_form(things: AssessmentSet) -> None:
    (apple,) = things.assessments
    assert initiative_values(apple, "nl")["title"] == "Appelpact"
    assert source_values(things.sources["report"], "nl")["title"] == "Een verslag"
    rating = apple.ratings["A-1"]
    scale = things.framework.scale_of(things.framework.criterion_by_id["A-1"])
    assert rating_values(rating, scale, "nl")["answer"] == "2"
    assert evidence_values(rating.evidence[1], "en")["stance"] == "contradicts"
    assert evidence_values(rating.evidence[0], "en")["stance"] == ""
    assert set(rating_values(None, scale, "en").values()) == {""}


def test_the_digest_of_a_framework_follows_its_content(things: AssessmentSet) -> None:
    other = things.framework.model_copy(update={"decimals": 3})
    assert framework_digest(things.framework) != framework_digest(other)
    assert framework_digest(things.framework) == framework_digest(things.framework.model_copy())
