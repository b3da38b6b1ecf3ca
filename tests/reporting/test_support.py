"""Which ratings lack a reason or evidence."""

from __future__ import annotations

from msiscore.reporting.support import unsupported
from msiscore.scoring.scores import Scores
from tests.making import a_set, assessment, criterion, dimension, framework

SMALL = framework(dimension("d", criterion("A"), criterion("B")))


def test_how_much_is_missing() -> None:
    one = a_set(SMALL, assessment("a", {"A": 1, "B": {"state": "too-early", "reason": "New."}}))
    assert unsupported(one) == (1, 1)


def test_a_state_without_evidence_is_not_a_gap_but_nothing_found_is() -> None:
    said = {"reason": "Said."}
    one = a_set(SMALL, assessment("a", {"A": {"state": "too-early", **said}, "B": {"state": "nothing-found", **said}}))
    assert unsupported(one) == (0, 1)


def test_the_shipped_sets_are_ready_to_be_published(tutorial: Scores, dutch: Scores) -> None:
    assert unsupported(tutorial.assessment_set) == (0, 0)
    assert unsupported(dutch.assessment_set) == (0, 0)
