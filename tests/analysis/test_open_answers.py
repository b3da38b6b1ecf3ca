"""Open answers: intervals and orders by hand, and the same as filling them in."""

from __future__ import annotations

import pytest

from msiscore.analysis.open_answers import OpenAnswer, open_answers
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(
    dimension("d", criterion("A", weight=2), criterion("B"), criterion("C")),
    bands=[{"name": "low", "from": 0}, {"name": "high", "from": 60}],
)


def found(scores: Scores, initiative: str) -> tuple[tuple[OpenAnswer, ...], int]:
    return open_answers(scores, scores.column(), scores.matrix.initiatives.index(initiative))


def test_a_hand_calculation() -> None:
    # a: A is 2 of 4, so 50; interval (1 + 0 + 0) / 4 = 25 to (1 + 1 + 1) / 4 = 75. With B = x: (1 + x) / 3, interval 25 points wide
    scores = score(
        a_set(OF, assessment("a", {"A": 2}), assessment("b", {"A": 1, "B": 4, "C": 3}), assessment("c", {"A": 4, "B": 4}))
    )
    answers, idle = found(scores, "a")
    assert ([answer.item for answer in answers], idle) == (["B", "C"], 0)
    first = answers[0]
    assert [first.narrowing, first.at_least] == pytest.approx([25, 25])
    assert [first.score_low, first.score_high] == pytest.approx([100 / 3, 200 / 3])
    assert (first.rank_low, first.rank_high) == (2, 3)
    assert first.decides == ("b",), "b has 56.25: 33 to 67 lies on both sides; c has 100"
    assert first.bands
    assert first.coverage == pytest.approx(0.75)
    assert not first.gives_score


def test_those_that_decide_an_order_come_first() -> None:
    of = framework(dimension("d", criterion("A"), weight=3), dimension("e", criterion("B"), criterion("C", weight=9)))
    scores = score(
        a_set(of, assessment("a", {"A": 2, "B": 2}), assessment("b", {"A": 2, "B": 2, "C": 2}), assessment("c", {"A": 0, "B": 0}))
    )
    answers, _ = found(scores, "a")
    assert answers[0].item == "C"
    assert answers[0].decides == ("b",), "level as stated, above or below with an answer"
    third, _ = found(scores, "c")
    assert third[0].decides == ()


def test_what_changes_nothing_is_counted_only() -> None:
    of = framework(
        dimension("d", criterion("A", minimum={"level": "2", "otherwise": "fail"}), criterion("B"), criterion("Z", weight=0))
    )
    answers, idle = found(score(a_set(of, assessment("a", {"A": 0}))), "a")
    assert (answers, idle) == ((), 2), "it fails whatever the answers are"
    assert found(score(a_set(of, assessment("a", {"A": 4, "B": 1, "Z": 0}))), "a") == ((), 0)


def test_an_open_minimum_standard_weighs_more_than_its_weight() -> None:
    of = framework(
        dimension(
            "d", criterion("M", weight=0.1, minimum={"level": "2", "otherwise": "cap", "at": 10}), criterion("B"), criterion("C")
        )
    )
    answers, _ = found(score(a_set(of, assessment("a", {"B": 4}))), "a")
    assert answers[0].item == "M"
    # as it is 10 to 100; failing 10 wide at most: upper 10, lower 10; meeting: 1.1 / 2.1 and more
    assert answers[0].at_least == pytest.approx(100 - 10 - 100 / 2.1)


def test_an_answer_that_gives_a_score() -> None:
    of = OF.model_copy(update={"minimum_coverage": 0.7})
    scores = score(a_set(of, assessment("a", {"A": 2}), assessment("b", {"A": 4, "B": 4, "C": 4}), assessment("n", {})))
    answers, _ = found(scores, "a")
    assert [answer.gives_score for answer in answers] == [True, True]
    assert answers[0].rank_low == answers[0].rank_high == 2
    nothing, _ = found(scores, "n")
    assert [answer.item for answer in nothing] == ["A", "B", "C"]
    assert nothing[0].score_low is None
    assert nothing[0].decides == ()
    assert nothing[0].coverage == pytest.approx(0.5)
