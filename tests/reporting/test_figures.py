"""Numbers as shown: rounded once, in the report's language, and never rounded to a false extreme."""

from __future__ import annotations

import pytest

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


def test_a_band_in_the_language_of_the_report() -> None:
    assert figures("nl").band("high") == ("hoog", 1)
    assert figures().band("low") == ("low", 0)
    assert figures().band("") == ("", None)
