"""Minimum standards: verdicts, margins, thresholds that rise, and what is left of the score."""

from __future__ import annotations

import numpy as np
import pytest

from msiscore.model import PartialDate
from msiscore.scoring.scores import Scores, score
from msiscore.scoring.standards import Verdict, year_of_running
from tests.making import a_set, assessment, criterion, dimension, framework


def scored(
    minimum: dict[str, object], ratings: dict[str, object], *, policies: dict[str, str] | None = None, **initiative: object
) -> Scores:
    of = framework(dimension("d", criterion("GATE", minimum=minimum), criterion("REST", weight=9)), states=policies or {})
    return score(a_set(of, assessment("a", {"REST": 4, **ratings}, **initiative)))


CAP = {"level": 2, "otherwise": "cap", "at": 49}


@pytest.mark.parametrize(
    ("answer", "verdict", "expected"),
    [
        (2, Verdict.MET, (95.0, 95.0, 95.0)),
        (1, Verdict.NOT_MET, (49.0, 49.0, 49.0)),
        ("nothing-found", Verdict.NOT_MET, (49.0, 49.0, 49.0)),
        ("not-applicable", Verdict.NOT_APPLICABLE, (100.0, 100.0, 100.0)),
        ("unanswered", Verdict.UNKNOWN, (100.0, 49.0, 100.0)),
        ("confidential", Verdict.UNKNOWN, (100.0, 49.0, 100.0)),
        ("too-early", Verdict.UNKNOWN, (100.0, 49.0, 100.0)),
    ],
)
def test_what_each_answer_to_a_minimum_standard_means(answer: object, verdict: Verdict, expected: tuple[float, ...]) -> None:
    scores = scored(CAP, {"GATE": answer})
    row = scores.headline()[0]
    assert scores.columns[0].standards[0].verdicts[0] == verdict
    assert (row.score, row.lower, row.upper) == expected


def test_nothing_found_is_not_met_whatever_its_policy() -> None:
    scores = scored(CAP, {"GATE": "nothing-found"}, policies={"nothing-found": "open"})
    assert scores.headline()[0].standards_not_met == ("GATE",)


def test_a_state_that_counts_as_lowest_does_not_meet_the_standard() -> None:
    assert scored(CAP, {}, policies={"unanswered": "lowest"}).headline()[0].standards_not_met == ("GATE",)


def test_fail_leaves_nothing_and_flag_leaves_everything() -> None:
    failed = scored({"level": 2, "otherwise": "fail"}, {"GATE": 0}).headline()[0]
    assert (failed.score, failed.before_standards) == (0.0, 90.0)
    flagged = scored({"level": 2, "otherwise": "flag"}, {"GATE": 0}).headline()[0]
    assert (flagged.score, flagged.standards_not_met) == (90.0, ("GATE",))


def test_the_lowest_of_several_caps_counts_and_a_cap_never_lifts() -> None:
    of = framework(
        dimension("d", criterion("A", minimum={"level": 4, "at": 60}), criterion("B", minimum={"level": 4, "at": 40})),
    )
    both, low = score(a_set(of, assessment("both", {"A": 3, "B": 3}), assessment("low", {"A": 0, "B": 1}))).headline()
    assert (both.score, low.score) == (40.0, 12.5)


@pytest.mark.parametrize(
    ("started", "level", "verdict"), [("2020-01-01", 1, "met"), ("2019-01-01", 1, "not met"), ("2010", 2, "not met")]
)
def test_a_threshold_rises_with_age(started: str, level: int, verdict: str) -> None:
    minimum = {"level": 1, "at": 49, "by-year": {"2": 2, "3": 3}}
    row = scored(minimum, {"GATE": level}, started=started).headline()[0]
    assert bool(row.standards_not_met) == (verdict == "not met")


def test_a_threshold_by_year_without_a_start_is_unknown() -> None:
    row = scored({"level": 1, "at": 49, "by-year": {"2": 2}}, {"GATE": 4}).headline()[0]
    assert row.standards_unknown == ("GATE",)
    assert row.lower == 49.0


@pytest.mark.parametrize(
    ("start", "as_of", "year"),
    [
        ("2019-07-08", "2020-07-07", 1),
        ("2019-07-08", "2020-07-08", 2),
        ("2019", "2020-01-01", 2),
        ("2020-07", "2020-07", 1),
        ("2021", "2020", 1),
    ],
)
def test_the_year_of_running_counts_full_years(start: str, as_of: str, year: int) -> None:
    assert year_of_running(PartialDate.of(start), PartialDate.of(as_of)) == year
    assert year_of_running(None, PartialDate.of(as_of)) is None


def test_of_two_aspects_the_worse_counts_unless_one_is_named() -> None:
    def verdict(minimum: dict[str, object]) -> int:
        of = framework(
            dimension("d", criterion("A", aspects=["paper", "practice"], minimum=minimum)), combine_aspects="arithmetic"
        )
        scores = score(a_set(of, assessment("a", {"A": {"paper": 4, "practice": 1}})))
        return int(scores.columns[0].standards[0].verdicts[0])

    assert verdict(CAP) == Verdict.NOT_MET
    assert verdict({**CAP, "aspect": "paper"}) == Verdict.MET


@pytest.mark.parametrize(
    ("scale", "minimum", "answer", "verdict", "margin"),
    [
        ({"kind": "measure", "unit": "%", "from": 0, "to": 100}, {"value": 30}, 25, Verdict.NOT_MET, -5.0),
        ({"kind": "measure", "unit": "t", "from": 100, "to": 0}, {"value": 30}, 25, Verdict.MET, 5.0),
        ({"kind": "thresholds", "steps": ["> 0", ">= 10"]}, {"level": 2}, 9, Verdict.NOT_MET, -1.0),
        ({"kind": "points", "of": 5}, {"value": 3}, 4.5, Verdict.MET, 1.5),
        ({"kind": "yes-no"}, {"level": "yes"}, "no", Verdict.NOT_MET, -1.0),
    ],
)
def test_margins_are_in_the_levels_or_units_of_the_scale(
    scale: dict[str, object], minimum: dict[str, object], answer: object, verdict: Verdict, margin: float
) -> None:
    of = framework(dimension("d", criterion("A", minimum={**minimum, "otherwise": "flag"})), scales={"s": scale})
    result = score(a_set(of, assessment("a", {"A": answer}))).columns[0].standards[0]
    assert result.verdicts[0] == verdict
    assert result.margins[0] == margin


def test_without_a_rating_there_is_no_margin() -> None:
    assert np.isnan(scored(CAP, {}).columns[0].standards[0].margins[0])


# Minimum scores.

WHOLE = {"score": 50, "otherwise": "cap", "at": 30}


def whole(ratings: dict[str, object], **more: object) -> Scores:
    of = framework(dimension("d", criterion("A"), criterion("B")), minimum=WHOLE, **more)
    return score(a_set(of, assessment("a", ratings)))


@pytest.mark.parametrize(
    ("ratings", "verdict", "expected"),
    [
        ({"A": 2, "B": 2}, Verdict.MET, (50.0, 50.0, 50.0)),
        ({"A": 2, "B": 1}, Verdict.NOT_MET, (30.0, 30.0, 30.0)),
        ({"A": 4}, Verdict.MET, (100.0, 50.0, 100.0)),
        ({"A": 3}, Verdict.UNKNOWN, (75.0, 30.0, 87.5)),
        ({"A": 1}, Verdict.UNKNOWN, (25.0, 12.5, 62.5)),
        ({"A": 0, "B": "not-applicable"}, Verdict.NOT_MET, (0.0, 0.0, 0.0)),
        ({"A": "too-early", "B": "too-early"}, Verdict.UNKNOWN, (None, None, None)),
        ({"A": "not-applicable", "B": "not-applicable"}, Verdict.NOT_APPLICABLE, (None, None, None)),
    ],
)
def test_a_minimum_score_is_compared_with_the_whole_interval(
    ratings: dict[str, object], verdict: Verdict, expected: tuple[float | None, ...]
) -> None:
    scores = whole(ratings)
    row = scores.headline()[0]
    assert scores.columns[0].standards[0].verdicts[0] == verdict
    assert (row.score, row.lower, row.upper) == expected
    assert (row.standards_not_met, row.standards_unknown) == (
        (("total",), ()) if verdict == Verdict.NOT_MET else ((), ("total",)) if verdict == Verdict.UNKNOWN else ((), ())
    )


def test_a_minimum_score_under_the_minimum_coverage_is_unknown() -> None:
    scores = whole({"A": 4, "B": "too-early"}, minimum_coverage="60%")
    assert scores.columns[0].standards[0].verdicts[0] == Verdict.UNKNOWN
    assert np.isnan(scores.columns[0].standards[0].margins[0])


def test_a_dimension_below_its_minimum_score_fails_the_whole() -> None:
    of = framework(
        dimension("gate", criterion("A"), minimum={"score": 50, "otherwise": "fail"}), dimension("rest", criterion("B"), weight=9)
    )
    scores = score(a_set(of, assessment("a", {"A": 1, "B": 4}), assessment("b", {"A": 2, "B": 4})))
    assert {row.initiative: (row.score, row.standards_not_met) for row in scores.headline()} == {
        "a": (0.0, ("gate",)),
        "b": (95.0, ()),
    }
    assert scores.columns[0].standards[0].margins.tolist() == [-25.0, 0.0]


@pytest.mark.parametrize(
    ("member_since", "verdict"),
    [("2020", Verdict.MET), ("2019", Verdict.NOT_MET), (None, Verdict.UNKNOWN)],
)
def test_a_minimum_score_rises_by_year(member_since: str | None, verdict: Verdict) -> None:
    minimum = {"score": 20, "otherwise": "flag", "by-year": {2: 40, 3: 60}, "counted-from": "member-since"}
    of = framework(dimension("d", criterion("A")), minimum=minimum)
    since = {"member_since": member_since} if member_since else {}
    assert score(a_set(of, assessment("a", {"A": 1}, **since))).columns[0].standards[0].verdicts[0] == verdict
