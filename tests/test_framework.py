"""The framework's models: what follows from what a file says."""

from __future__ import annotations

import math
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from msiscore.framework import (
    DEFAULT_POLICIES,
    NAMED_POWERS,
    Aggregation,
    Framework,
    LeastChildren,
    MinimumStandard,
    PowerMean,
    State,
    StatePolicy,
)
from tests.making import criterion, dimension, framework


def nested() -> Framework:
    return framework(
        dimension("a", criterion("A1"), dimension("b", criterion("B1"), dimension("c", criterion("C1")))),
        dimension("d", criterion("D1"), criterion("D2")),
    )


def test_dimensions_and_criteria_come_in_reading_order() -> None:
    of = nested()
    assert [found.id for found in of.walk()] == ["a", "b", "c", "d"]
    assert [found.id for found in of.criteria] == ["A1", "B1", "C1", "D1", "D2"]
    assert list(of.criterion_by_id) == ["A1", "B1", "C1", "D1", "D2"]
    assert [found.id for found in of.dimensions[0].all_criteria()] == ["A1", "B1", "C1"]


def test_the_scale_of_a_criterion_is_its_own_the_default_or_the_only_one() -> None:
    scales = {"yes": {"kind": "yes-no"}, "out-of-five": {"kind": "points", "of": 5}}
    named = framework(dimension("d", criterion("A", scale="yes"), criterion("B")), scales=scales, default_scale="out-of-five")
    assert [named.scale_of(found) for found in named.criteria] == [named.scales["yes"], named.scales["out-of-five"]]
    single = framework(dimension("d", criterion("A")))
    assert single.scale_of(single.criteria[0]) is single.scales["level"]


def test_a_state_is_treated_by_criterion_then_framework_then_default() -> None:
    of = framework(
        dimension("d", criterion("A", states={"too-early": "lowest"}), criterion("B")),
        states={"too-early": "open", "confidential": "lowest"},
    )
    first, second = of.criteria
    assert of.policy(first, State.TOO_EARLY) is StatePolicy.LOWEST
    assert of.policy(second, State.TOO_EARLY) is StatePolicy.OPEN
    assert of.policy(first, State.CONFIDENTIAL) is StatePolicy.LOWEST
    assert of.policy(first, State.UNANSWERED) is StatePolicy.OPEN


def test_every_state_has_a_default_and_silence_is_never_the_lowest() -> None:
    assert set(DEFAULT_POLICIES) == set(State)
    assert DEFAULT_POLICIES[State.UNANSWERED] is StatePolicy.OPEN
    assert DEFAULT_POLICIES[State.NOTHING_FOUND] is StatePolicy.LOWEST
    assert DEFAULT_POLICIES[State.NOT_APPLICABLE] is StatePolicy.EXCLUDE


def test_bands_hold_their_lower_end() -> None:
    bands = [{"name": "low", "from": 0}, {"name": "middle", "from": 33.3}, {"name": "high", "from": 66.7}]
    of = framework(dimension("d", criterion("A")), bands=bands)
    names = [(found.name if (found := of.band_of(score)) else None) for score in (0, 33.29, 33.3, 33.3 - 1e-12, 66.7, 100)]
    assert names == ["low", "low", "middle", "middle", "high", "high"]
    assert of.bands[0].in_language("en") == "low"
    assert framework(dimension("d", criterion("A"))).band_of(50) is None


def test_aspects_are_noticed() -> None:
    assert not nested().has_aspects
    assert framework(dimension("d", criterion("A", aspects=["paper"]))).has_aspects


@pytest.mark.parametrize(("name", "power"), NAMED_POWERS.items())
def test_rules_of_aggregation_are_power_means(name: str, power: float) -> None:
    known = {"arithmetic": 1, "geometric": 0, "harmonic": -1, "minimum": -math.inf, "maximum": math.inf}
    assert _aggregation(name).power == power == known[name]


@pytest.mark.parametrize("power", [0, 0.5, -20, "2", "0.01", "inf"])
def test_other_powers_may_be_stated(power: object) -> None:
    assert _aggregation({"power": power}).power == float(str(power))


@pytest.mark.parametrize(
    "rule", ["mean", "", {"power": "nan"}, {"power": 1000}, {"power": 0.001}, {"power": -21}, {}, ["a"], None]
)
def test_what_is_no_rule_of_aggregation(rule: object) -> None:
    with pytest.raises(ValidationError):
        _aggregation(rule)


def test_an_unknown_rule_lists_the_known_ones() -> None:
    with pytest.raises(ValidationError) as raised:
        _aggregation("mean")
    assert raised.value.errors()[0]["msg"] == (
        "`mean` is no rule of aggregation; allowed are arithmetic, geometric, harmonic, minimum, maximum, or {power: 0.5}"
    )


def test_a_minimum_standard_caps_unless_it_says_otherwise() -> None:
    minimum = MinimumStandard.model_validate({"level": 2, "at": 49, "by-year": {"1": 1, "3": 2}})
    assert (minimum.otherwise, minimum.level, minimum.by_year, minimum.counted_from) == ("cap", "2", {1: "1", 3: "2"}, "started")


def test_a_framework_is_written_and_read_back() -> None:
    of = nested()
    again = Framework.model_validate(of.model_dump(by_alias=True, mode="json", exclude_unset=True))
    assert again == of


def _aggregation(rule: Any) -> PowerMean:
    found: PowerMean = TypeAdapter(Aggregation).validate_python(rule)
    return found


@pytest.mark.parametrize(("written", "number", "share"), [("2", 2, 0.0), (" 007 ", 7, 0.0), ("50%", 0, 0.5), ("12.5%", 0, 0.125)])
def test_a_minimum_of_children_is_a_number_or_a_share_and_is_written_back(written: str, number: int, share: float) -> None:
    found = framework(dimension("d", criterion("A"), minimum_children=written)).dimensions[0]
    assert found.minimum_children == LeastChildren(number=number, share=float(share))
    again = type(found).model_validate(found.model_dump(mode="json", by_alias=True))
    assert again.minimum_children == found.minimum_children
