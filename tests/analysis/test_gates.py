"""What is asked beside a score, in draws: minimum scores that cap, and bands that require more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.gates import RatingGate, ScoreGate, judge, make_gates
from msiscore.analysis.simulation import make_simulation
from msiscore.analysis.uncertainty import robustness
from msiscore.scoring.scores import Scores, score
from msiscore.scoring.standards import Verdict
from tests.making import a_set, assessment, criterion, dimension, framework

NOTHING = Assumptions(weights_within=0, ratings=False, open_answers="left-out")
ONLY_OPEN = Assumptions(weights_within=0, ratings=False)
YES = np.array([True])


def test_the_score_of_a_dimension_is_compared_with_both_ends_of_what_is_known() -> None:
    gate = ScoreGate("d", np.array([40.0]), YES, YES, 30.0)

    def verdict(lower: float, upper: float) -> int:
        return int(gate.judge(np.array([[lower]]), np.array([[upper]]))[0, 0])

    assert [verdict(*ends) for ends in ((0.4, 0.9), (0.1, 0.39), (0.1, 0.5), (float("nan"), 0.1))] == [
        Verdict.MET,
        Verdict.NOT_MET,
        Verdict.UNKNOWN,
        Verdict.UNKNOWN,
    ]
    for applicable, enough, due, expected in (
        (False, True, 40.0, Verdict.NOT_APPLICABLE),
        (True, False, 40.0, Verdict.UNKNOWN),
        (True, True, float("nan"), Verdict.UNKNOWN),
    ):
        other = ScoreGate("d", np.array([due]), np.array([applicable]), np.array([enough]))
        assert other.judge(np.array([[0.5]]), np.array([[0.5]]))[0, 0] == expected
    assert judge(gate, [], (np.zeros(0, int), np.zeros(0, int)), {}).tolist() == [[Verdict.NOT_APPLICABLE]], "not in this tree"


def capped(**ratings: Any) -> Scores:
    of = framework(
        dimension("d", criterion("A"), criterion("B"), minimum={"score": 40, "otherwise": "cap", "at": 30}),
        dimension("e", criterion("C")),
    )
    return score(a_set(of, assessment("a", ratings)))


def test_a_minimum_score_caps_in_the_draws_where_it_is_not_met() -> None:
    # d is the mean of 2/4 and any of five levels: under 40 where the level is 0 or 1 (25, 37.5), in 2 of 5 draws; e is 100
    found = robustness(capped(A=2, C=4), ONLY_OPEN, draws=20_480)
    assert found.standards == ("d",)
    assert found.not_met[0, 0] == pytest.approx(0.4, abs=0.02)
    assert found.met[0, 0] + found.not_met[0, 0] == pytest.approx(1)
    # 30 twice, else (50 + 100) / 2, (62.5 + 100) / 2, (75 + 100) / 2
    assert found.mean[0] == pytest.approx((30 * 2 + 75 + 81.25 + 87.5) / 5, abs=0.6)


def test_while_an_answer_stays_open_the_minimum_score_is_unknown_and_does_not_cap() -> None:
    scores = capped(A=2, C=4)
    assert scores.column().standards[0].verdicts.tolist() == [Verdict.UNKNOWN]
    found = robustness(scores, NOTHING, draws=20)
    assert (found.met.tolist(), found.not_met.tolist()) == ([[0.0]], [[0.0]])
    assert found.mean[0] == pytest.approx(75)
    low = robustness(capped(A=0, B=1, C=4), NOTHING, draws=20)
    assert (low.not_met.tolist(), low.mean[0]) == ([[1.0]], pytest.approx(30))


def test_a_minimum_score_of_the_whole_is_compared_before_any_cap() -> None:
    of = framework(
        dimension("d", criterion("A", minimum={"level": "2", "otherwise": "cap", "at": 20}), criterion("B")),
        minimum={"score": 45, "otherwise": "fail"},
    )
    scores = score(a_set(of, assessment("a", {"A": 1, "B": 3}), assessment("b", {"A": 2, "B": 0})))
    found = robustness(scores, NOTHING, draws=10)
    assert found.standards == ("A", "total")
    assert {name: found.mean[i] for i, name in enumerate(found.initiatives)} == pytest.approx({"a": 20, "b": 0})
    assert scores.column().score.tolist() == pytest.approx([20, 0])


def test_what_a_band_requires_is_followed_from_draw_to_draw() -> None:
    bands = [
        {"name": "low", "from": 0},
        {"name": "high", "from": 50, "requires": [{"of": "A", "level": "2"}, {"of": "d", "score": 60}]},
    ]
    of = framework(dimension("d", criterion("A"), criterion("B")), bands=bands)
    # A is 1, 2 or 3 with 1/4, 1/2, 1/4 and B is 3 for sure: d is 50, 62.5, 75; the band asks for A >= 2 and d >= 60
    ratings = {"A": {"level": "2", "confidence": "low"}, "B": {"level": "3", "confidence": "high"}}
    scores = score(a_set(of, assessment("a", ratings)))
    table = Assumptions(weights_within=0, neighbour=(("low", 0.25), ("high", 0.0)))
    found = robustness(scores, table, draws=20_480)
    assert found.band_names == ("low", "high")
    assert found.bands[0, 1] == pytest.approx(0.75, abs=0.02)
    assert found.bands[0].sum() == pytest.approx(1)


def test_gates_of_ratings_compare_drawn_cells_and_keep_the_verdict_of_the_others() -> None:
    of = framework(dimension("d", criterion("A", minimum={"level": "2"}), criterion("B")))
    scores = score(a_set(of, assessment("a", {"A": 1, "B": 1}), assessment("b", {"A": "not-applicable", "B": 2})))
    gates = make_gates(scores, scores.column(), [0, 1], of, "any")
    (gate,) = gates.standards
    assert isinstance(gate, RatingGate)
    assert gate.verdicts.tolist() == [[Verdict.NOT_MET, Verdict.NOT_APPLICABLE]]
    values = [np.array([[0.25, 0.5], [0.0, 0.0]]), np.zeros((2, 1))]
    drawn = gate.judge(values, np.array([0]), np.array([0]))
    assert drawn.tolist() == [[Verdict.NOT_MET, Verdict.MET], [Verdict.NOT_APPLICABLE] * 2]
    assert gates.scores == ()


def test_a_simulation_tells_the_standards_of_criteria_from_the_scores() -> None:
    scores = capped(A=2, C=4)
    gates = make_simulation(scores, scores.column(), NOTHING).answers[0].gates
    assert not any(isinstance(gate, RatingGate) for gate in gates.standards)
    assert gates.scores == ("d",)
