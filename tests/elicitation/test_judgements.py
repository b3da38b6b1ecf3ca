"""What the models of a weights file read."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from msiscore.elicitation.judgements import Respondent
from tests.elicitation.asking import judgement, respondent


def test_fractions_and_per_cents_are_numbers() -> None:
    found = judgement("pairwise", compared={"a": {"b": "1/3", "c": " 2 / 4", "d": "0.5", "e": "7"}})
    assert found.compared == {"a": {"b": 1 / 3, "c": 0.5, "d": 0.5, "e": 7.0}}
    assert judgement("direct", weights={"a": "30%", "b": "12.5 %", "c": "3"}).weights == {"a": 30, "b": 12.5, "c": 3}


@pytest.mark.parametrize("ratio", ["0", "-1", "1/0", "1/3/2", "three", "nan", "inf", "1e300"])
def test_what_is_no_ratio_is_refused(ratio: str) -> None:
    with pytest.raises(ValidationError):
        judgement("pairwise", compared={"a": {"b": ratio}})


@pytest.mark.parametrize("points", ["-1", "-0.5%", "nan", "inf", "1e10", "much", ""])
def test_what_is_no_number_of_points_is_refused(points: str) -> None:
    with pytest.raises(ValidationError):
        judgement("budget", points={"a": points})


def test_a_group_may_be_named_by_its_id_alone_and_a_single_judgement_needs_no_list() -> None:
    one = respondent("ann", "unions", {"method": "rank-order", "order": ["a", ["b", "c"]]})
    assert (one.group.id, one.group.title) == ("unions", None)
    assert one.judgements[0].order == (("a",), ("b", "c"))
    single = Respondent.model_validate(
        {"id": "x", "title": "X", "group": "g", "asked": {"how": "letter"}, "judgements": {"method": "direct"}}
    )
    assert len(single.judgements) == 1
