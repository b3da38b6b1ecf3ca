"""The way to the next band: what is missing, what could be gained, what stands in the way; each number made again by scoring."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.framework import Framework
from msiscore.reporting.next_band import gains
from msiscore.reporting.report_results import NextBand
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report

BANDS = [{"name": "low", "from": 0}, {"name": "middle", "from": 50}, {"name": "high", "from": 75}]


def of(**more: Any) -> Framework:
    return framework(
        dimension("one", criterion("A", weight=3), criterion("B")),
        dimension("two", criterion("C", minimum={"level": 1, "otherwise": "cap", "at": 40})),
        bands=BANDS,
        **more,
    )


def way(framework_: Framework, **ratings: Any) -> NextBand | None:
    return plain_report(score(a_set(framework_, assessment("a", ratings)))).profiles[0].next_band


def test_points_are_missing_and_the_largest_gains_come_first() -> None:
    # (3/4 x 50 + 1/4 x 0) / 2 + 50 / 2 = 43.75; A at its best gives 62.5, B 56.25, C 68.75.
    found = way(of(), A=2, B=0, C=2)
    assert found == NextBand(
        text="6.3 points are missing to “middle”, which begins at 50.",
        gains=found.gains if found else (),
        limits=(),
    )
    assert [term.text for term in found.gains] == [
        "Title of C: up to 25.0 points",
        "Title of A: up to 18.8 points",
        "Title of B: up to 12.5 points",
    ]


def test_what_is_open_or_left_out_is_no_gain() -> None:
    found = way(of(), A=2, C="too-early")
    assert found is not None
    assert [term.name for term in found.gains] == ["A"]


def test_a_cap_is_named_and_nothing_is_said_to_be_missing() -> None:
    found = way(of(), A=4, B=4, C=0)
    assert found is not None
    assert found.text == "Before minimum standards the score is 50, enough for “middle”; standards that are not met hold it down."
    assert found.limits == ("As long as the minimum standard “Title of C” is not met, the score is at most 40.",)


def test_the_highest_band_has_none_above() -> None:
    found = way(of(), A=4, B=4, C=4)
    assert found == NextBand(text="This is the highest band.", gains=(), limits=())


def test_a_band_that_asks_for_more_is_named() -> None:
    bands = [BANDS[0], BANDS[1], BANDS[2] | {"requires": [{"of": "B", "level": "4"}]}]
    base = framework(dimension("one", criterion("A", weight=9), criterion("B")), bands=bands)
    found = way(base, A=4, B=1)
    assert found is not None
    assert found.text == "The score is high enough for “high”, which asks for more than a score."
    assert found.limits == ("“high” also asks for what is not known to be met.",)


def test_where_rounded_scores_are_compared_less_is_missing() -> None:
    base = framework(dimension("d", criterion("A", weight=2), criterion("B")), bands=BANDS, ranking="rounded")
    found = way(base, A=2, B=1)  # 41.67, and 49.5 is rounded up to 50
    assert found is not None
    assert found.text.startswith("7.9 points")


def test_without_bands_or_a_score_nothing_is_said() -> None:
    assert way(framework(dimension("d", criterion("A"))), A=1) is None
    assert way(of(minimum_coverage="90%"), A=1) is None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([0, 1, 2, 3, 4, None, "too-early", "nothing-found", "not-applicable"]), min_size=4, max_size=4),
    st.sampled_from(["arithmetic", "geometric", "minimum"]),
)
def test_each_gain_is_what_scoring_again_gives(answers: list[Any], rule: str) -> None:
    base = framework(
        dimension("one", criterion("A", weight=2), criterion("B", aspects=["paper", "practice"]), aggregation=rule),
        dimension("two", criterion("C")),
        combine_aspects="arithmetic",
        bands=BANDS,
    )

    def scored(given: list[Any]) -> float | None:
        a, paper, practice, c = given
        aspects = {name: value for name, value in (("paper", paper), ("practice", practice)) if value is not None}
        ratings = {key: value for key, value in (("A", a), ("B", aspects or None), ("C", c)) if value is not None}
        (row,) = score(a_set(base, assessment("a", ratings))).headline()
        return row.before_standards

    a, paper, practice, c = answers
    aspects = {name: value for name, value in (("paper", paper), ("practice", practice)) if value is not None}
    ratings = {key: value for key, value in (("A", a), ("B", aspects or None), ("C", c)) if value is not None}
    now = scored(answers)
    if now is None:
        return
    found = gains(score(a_set(base, assessment("a", ratings))), 0)
    for place, parts in enumerate(((0,), (1, 2), (3,))):
        counted = {0, 1, 2, 3, 4, "nothing-found"}
        lifted = [4 if k in parts and answer in counted else answer for k, answer in enumerate(answers)]
        assert found[place] == pytest.approx((scored(lifted) or 0.0) - now, abs=1e-9)
