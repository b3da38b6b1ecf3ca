"""The text of robustness."""

from __future__ import annotations

import re

import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.uncertainty import robustness
from msiscore.cli.robustness_table import robustness_data, robustness_lines
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(dimension("x", criterion("X")), dimension("y", criterion("Y")), bands=[{"name": "all", "from": 0}])
FIXED = Assumptions(weights_within=0, ratings=False, open_answers="left-out")


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_the_rows_say_what_was_counted() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1, "Y": 3})))
    lines = robustness_lines(robustness(scores, FIXED, draws=60), 0.95)
    assert "1 A 75 75-75 1 100% 100%" in [" ".join(line.split()) for line in lines]
    assert "  1. A" in lines
    assert "  2. B" in lines


def test_ties_are_no_groups() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 2, "Y": 2}), assessment("b", {"X": 2, "Y": 2})))
    text = " ".join(robustness_lines(robustness(scores, FIXED, draws=10), 0.95))
    assert "no place in the order is safe to quote" in text
    assert "Of 1 pair, 0 can be told apart" in text


def test_too_few_draws_support_nothing_and_it_is_said() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1, "Y": 3})))
    few = robustness(scores, FIXED, draws=1)
    text = " ".join(robustness_lines(few, 0.95))
    assert "Of 1 pair, 0 can be told apart at 95%. 1 pair is not decided: 1 draw is too few" in text
    assert "of a mean score: not known from one draw" in text
    assert robustness_data(few, 0.95)["pairs-not-decided"] == [["a", "b"]]


def test_who_is_level_on_every_criterion_is_named() -> None:
    scores = score(a_set(OF, *(assessment(id_, {"X": 2, "Y": 2}) for id_ in "abc")))
    found = robustness(scores, FIXED, draws=10)
    text = " ".join(robustness_lines(found, 0.95))
    assert "The 3 initiatives with a score have the same score." in text
    assert "Level on every criterion, with nothing open: A, B, C." in text
    assert robustness_data(found, 0.95)["level-on-every-criterion"] == [["a", "b", "c"]]


def test_who_differs_anywhere_is_not_called_level() -> None:
    scores = score(
        a_set(OF, assessment("a", {"X": 2, "Y": 3}), assessment("b", {"X": 3, "Y": 2}), assessment("c", {"X": 0, "Y": 0}))
    )
    found = robustness(scores, FIXED, draws=10)
    text = " ".join(robustness_lines(found, 0.95))
    assert "same score" not in text
    assert "evel on every criterion" not in text
    assert robustness_data(found, 0.95)["level-on-every-criterion"] == []


def test_the_largest_errors_are_said_and_are_those_of_the_data() -> None:
    scores = score(a_set(OF, assessment("a", {"X": 4, "Y": 2}), assessment("b", {"X": 1, "Y": 3})))
    found = robustness(scores, draws=500)
    data = robustness_data(found, 0.95)["initiatives"]
    mean = max(row["standard-errors"]["mean"] for row in data)
    ends = [abs(row[end] - limit) for row in data for end in ("score-low", "score-high") for limit in row["limits"][end]]
    text = " ".join(robustness_lines(found, 0.95))
    said = re.search(r"of a mean score: ([0-9.]+) points\..* up to ([0-9.]+) points of score and (\d+) rank", text)
    assert said is not None
    assert float(said[1]) == pytest.approx(mean, abs=0.011)
    assert float(said[1]) >= mean
    assert float(said[2]) == pytest.approx(max(ends), abs=0.011)
