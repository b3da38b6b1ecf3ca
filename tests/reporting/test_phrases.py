"""Answers, rules and minimum standards in words."""

from __future__ import annotations

import pytest

from msiscore.framework import Framework, PowerMean
from msiscore.reporting import phrases
from msiscore.reporting.wording import Wording
from msiscore.scales import SCALES
from tests.making import LEVELS, criterion, dimension, framework

EN, NL = Wording("en"), Wording("nl")
SCALES_BY_NAME: dict[str, dict[str, object]] = {
    "level": LEVELS,
    "from-one": {**LEVELS, "first": 1},
    "yes": {"kind": "yes-no"},
    "points": {"kind": "points", "of": 5},
    "share": {"kind": "measure", "unit": "%", "from": 0, "to": 100},
    "days": {"kind": "measure", "unit": "days", "from": 90, "to": 0},
    "steps": {"kind": "thresholds", "unit": "%", "steps": ["> 0", ">= 10"]},
    "relative": {"kind": "relative", "unit": "EUR"},
}


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("0", "any value"),
        ("1", "better than 25% of the initiatives"),
        ("2", "better than the median of the initiatives"),
    ],
)
def test_a_standard_on_quantiles_names_the_place_in_the_set(asked: str, text: str) -> None:
    scales = {"q": {"kind": "relative", "method": "quantiles", "above": ["25%", "50%"]}}
    one = framework(dimension("d", criterion("A")), scales=scales)
    assert phrases.minimum_asks(one, one.criteria[0], asked, EN) == text


def of(scale: str, **more: object) -> Framework:
    return framework(dimension("d", criterion("A", scale=scale, **more)), scales=SCALES_BY_NAME)


@pytest.mark.parametrize(
    ("scale", "raw", "text"),
    [
        ("level", 2, "2 · partial"),
        ("from-one", 0, "1 · absent"),
        ("yes", 1, "yes"),
        ("points", 4.5, "4.5 of 5 points"),
        ("share", 1.6, "1.6%"),
        ("days", 30, "30 days"),
        ("relative", 1200, "1,200 EUR"),
    ],
)
def test_an_answer_in_words(scale: str, raw: float, text: str) -> None:
    one = of(scale)
    assert phrases.answer(one.scale_of(one.criteria[0]), raw, EN) == text


def test_every_kind_of_scale_has_words() -> None:
    for name in SCALES_BY_NAME:
        one = of(name)
        assert phrases.scale_text(one.scale_of(one.criteria[0]), EN)
    assert {str(data["kind"]) for data in SCALES_BY_NAME.values()} == set(SCALES)


def test_the_steps_of_a_threshold_scale_in_words() -> None:
    one = of("steps")
    assert phrases.scale_text(one.scale_of(one.criteria[0]), NL) == "0 · geen van de stappen, 1 · boven 0%, 2 · 10% of meer"


@pytest.mark.parametrize(
    ("scale", "minimum", "asked", "text"),
    [
        ("level", {"level": 2, "at": 49}, "2", "at least 2 · partial"),
        ("steps", {"level": 1, "at": 49}, "1", "at least 1 · above 0%"),
        ("share", {"value": 30, "at": 49}, "30.0", "at least 30%"),
        ("days", {"value": 30, "at": 49}, "30", "at most 30 days"),
        ("level", {"level": 2, "at": 49}, "", "depends on the year of running"),
    ],
)
def test_what_a_minimum_standard_asks(scale: str, minimum: dict[str, object], asked: str, text: str) -> None:
    one = of(scale, minimum=minimum)
    assert phrases.minimum_asks(one, one.criteria[0], asked, EN) == text


def test_what_happens_below_it() -> None:
    texts = []
    for minimum in ({"level": 2, "at": 49}, {"level": 2, "otherwise": "fail"}, {"level": 2, "otherwise": "flag"}):
        found = of("level", minimum=minimum).criteria[0].minimum
        assert found is not None
        texts.append(phrases.minimum_consequence(found, EN))
    assert texts == [
        "below it, the score is at most 49",
        "below it, the initiative fails and scores 0",
        "below it, the initiative is marked; the score stays",
    ]


@pytest.mark.parametrize(
    ("scale", "distance", "text"),
    [
        ("level", 1.0, "+1 level"),
        ("level", -2.0, "−2 levels"),
        ("level", 0.0, "±0 levels"),
        ("share", -5.0, "−5%"),
        ("level", float("nan"), ""),
    ],
)
def test_margins(scale: str, distance: float, text: str) -> None:
    one = of(scale)
    assert phrases.margin(one.scale_of(one.criteria[0]), distance, EN) == text


def test_rules_of_aggregation() -> None:
    assert phrases.rule(PowerMean(power=0.0), EN) == "weighted geometric mean"
    assert phrases.rule(PowerMean(power=float("-inf")), EN) == "lowest of its parts"
    assert phrases.rule(PowerMean(power=0.5), EN) == "weighted power mean with the power 0.5"
