"""Numbers as shown: rounded once, in the report's language, and never rounded to a false extreme."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msiscore.reporting.figures import Figures
from msiscore.reporting.wording import Wording
from tests.making import criterion, dimension, framework

BANDS = [{"name": "low", "from": 0}, {"name": "high", "title": {"en": "high", "nl": "hoog"}, "from": 50}]


def figures(language: str = "en", **more: object) -> Figures:
    return Figures(Wording(language), framework(dimension("d", criterion("A")), bands=BANDS, **more))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (54.4, "54"),
        (0.5, "1"),
        (1.5, "2"),
        (2.5, "3"),
        (49.499999999999993, "50"),
        (100.0, "100"),
        (-0.2, "0"),
        (None, "–"),
        (float("nan"), "–"),
    ],
)
def test_scores_are_rounded_once_with_halves_away_from_zero(value: float | None, text: str) -> None:
    assert figures().score(value).text == text


def test_decimals_are_the_framework_s_choice_and_follow_the_language() -> None:
    assert figures(decimals=2).score(54.321).text == "54.32"
    assert figures("nl", decimals=2).score(54.321).text == "54,32"


@pytest.mark.parametrize(
    ("share", "text"), [(1.0, "100%"), (0.9999, "99%"), (0.0, "0%"), (0.001, "1%"), (0.555, "56%"), (0.3333333, "33%")]
)
def test_a_share_is_never_rounded_to_all_or_nothing(share: float, text: str) -> None:
    assert figures().percent(share).text == text


def test_an_interval_has_two_ends_or_one() -> None:
    assert figures().interval(20.4, 61.2) == "20–61"
    assert figures().interval(49.1, 49.3) == "49"
    assert figures().interval(None, 3.0) == "–"


@pytest.mark.parametrize(("score", "step"), [(0, 0), (19.9, 0), (20, 1), (59.99, 2), (60, 3), (80, 4), (100, 4), (None, None)])
def test_five_equal_steps_of_colour(score: float | None, step: int | None) -> None:
    assert figures().step(score) == step


@pytest.mark.parametrize(
    ("score", "letter"),
    [(0, "E"), (19.99, "E"), (20, "D"), (40, "C"), (59.99, "C"), (60, "B"), (79.9999, "B"), (80, "A"), (100, "A"), (None, "")],
)
def test_a_letter_names_the_colour(score: float | None, letter: str) -> None:
    assert figures().letter(score) == letter
    assert figures().letter(float("nan")) == ""


def test_the_legend_has_each_letter_once_the_best_first() -> None:
    assert [(one.letter, one.range, one.step) for one in figures().letters()] == [
        ("A", "80 to 100", 4),
        ("B", "60 to 80", 3),
        ("C", "40 to 60", 2),
        ("D", "20 to 40", 1),
        ("E", "0 to 20", 0),
    ]
    assert figures("nl", decimals=2).letters()[1].range == "60 tot 80"


@given(st.floats(0, 100))
def test_the_range_in_the_legend_holds_every_score_with_its_letter_and_colour(score: float) -> None:
    made = figures()
    (own,) = [one for one in made.letters() if one.letter == made.letter(score)]
    low, high = (float(end) for end in own.range.split(" to "))
    assert own.step == made.step(score)
    assert low - 1e-6 <= score <= high


def test_a_band_in_the_language_of_the_report() -> None:
    assert figures("nl").band("high") == ("hoog", 1)
    assert figures().band("low") == ("low", 0)
    assert figures().band("") == ("", None)
