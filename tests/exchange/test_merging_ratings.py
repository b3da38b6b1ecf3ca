from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from msiscore.assessment import AssessmentSet
from msiscore.exchange.incoming import EvidenceRow, Incoming, Place, RatingRow, Said
from msiscore.exchange.merging import Merge
from msiscore.exchange.merging_ratings import merge_ratings
from msiscore.loading.yaml_reader import read_yaml


def merged(things: AssessmentSet, item: str, evidence: dict[str, str] | None = None, **said: str) -> tuple[Any, Merge]:
    """The ratings after a table that says this of one item."""
    merge = Merge(things.folder / "apple.yaml", Incoming(path=Path("x.csv")), "en")
    data: Any = read_yaml(merge.file).data
    rows = [RatingRow("apple", item, {name: Said(text, Place()) for name, text in said.items()}, Place())] if said else []
    more = [EvidenceRow("apple", item, {name: Said(text, Place()) for name, text in (evidence or {}).items()}, Place())]
    (apple,) = things.assessments
    new: Any = merge_ratings(merge, data, apple, things.framework, rows, more if evidence else [])
    return new["ratings"], merge


def test_what_nothing_is_said_about_stays_as_it_was_written(things: AssessmentSet) -> None:
    ratings, merge = merged(things, "A-1", answer="2")
    assert merge.changes == []
    assert ratings["B-1"] == "no"
    assert ratings["A-1"]["level"] == "2"


def test_a_bare_rating_stays_bare_where_only_its_answer_changes(things: AssessmentSet) -> None:
    assert merged(things, "B-1", answer="yes")[0]["B-1"] == "yes"
    assert merged(things, "B-1", state="too-early")[0]["B-1"] == "too-early"
    assert merged(things, "B-1", answer="yes", confidence="low")[0]["B-1"] == {"level": "yes", "confidence": "low"}


def test_the_answer_stands_first_and_under_the_key_of_its_scale(things: AssessmentSet) -> None:
    assert list(merged(things, "B-3", answer="2.5", reason="x")[0]["B-3"].items()) == [("value", "2.5"), ("reason", "x")]
    assert next(iter(merged(things, "A-1", state="too-early")[0]["A-1"])) == "state"


@pytest.mark.parametrize(("answer", "kept"), [("12.5", True), ("13", True), ("12.4", False)])
def test_numerator_and_denominator_stay_while_they_give_the_answer(things: AssessmentSet, answer: str, kept: bool) -> None:
    assert ("numerator" in merged(things, "B-2", answer=answer)[0]["B-2"]) is kept


def test_evidence_is_added_to_what_is_there(things: AssessmentSet) -> None:
    assert merged(things, "B-2", evidence={"source": "report"})[0]["B-2"]["evidence"] == ["report"]
    assert merged(things, "B-2", evidence={"source": "report", "page": "3"})[0]["B-2"]["evidence"] == [
        "report",
        {"source": "report", "page": "3"},
    ]


def test_both_answer_and_state_are_refused(things: AssessmentSet) -> None:
    _, merge = merged(things, "A-1", answer="1", state="too-early")
    assert [problem.code for problem in merge.incoming.problems] == ["two-answers"]
