"""The fewest answers to the next band under every kind of rule, and clear answers where there is no way."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.analysis.next_steps import NextSteps, Way, next_steps
from msiscore.errors import NotFound, NotPossible
from msiscore.framework import Framework
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

BANDS: list[dict[str, Any]] = [{"name": "low", "from": 0}, {"name": "mid", "from": 50}, {"name": "high", "from": 80}]


def steps(of: Framework, ratings: dict[str, Any]) -> NextSteps:
    return next_steps(score(a_set(of, assessment("a", ratings))))[0]


def way(of: Framework, ratings: dict[str, Any]) -> Way:
    found = steps(of, ratings).way
    assert found is not None
    return found


def items(found: Way) -> list[tuple[str, str, str]]:
    return [(lift.item, lift.now, lift.needed) for lift in found.lifts]


def test_the_largest_gain_and_no_higher_than_it_takes() -> None:
    of = framework(dimension("d", criterion("A", weight=3), criterion("B"), criterion("C")), bands=BANDS)
    found = way(of, {"A": 1, "B": 1, "C": 1})  # 25; with A at 3: (3 x 75 + 50) / 5 = 55
    assert items(found) == [("A", "1 (weak)", "3 (strong)")]
    assert (found.band, found.start, found.proof, found.fewest) == ("mid", 50, "one", True)
    assert found.score == pytest.approx(55)
    assert not found.with_open


def test_a_cap_is_lifted_first() -> None:
    cap = {"level": "2", "otherwise": "cap", "at": 40}
    of = framework(
        dimension("d", criterion("A", minimum=cap), criterion("B", minimum=cap), criterion("C", weight=8)), bands=BANDS
    )
    found = way(of, {"A": 1, "B": "nothing-found", "C": 4})
    assert items(found) == [("A", "1 (weak)", "2 (partial)"), ("B", "nothing found", "2 (partial)")]
    assert found.proof == "needed"


def test_a_band_that_requires_more_than_a_score() -> None:
    bands = [{"name": "low", "from": 0}, {"name": "mid", "from": 50, "requires": [{"of": "B", "level": "3"}]}]
    of = framework(dimension("d", criterion("A", weight=9), criterion("B")), bands=bands)
    found = steps(of, {"A": 4, "B": 0})
    assert (found.row.score, found.row.band) == (90, "low")
    assert found.way is not None
    assert items(found.way) == [("B", "0 (absent)", "3 (strong)")]
    required_open = way(of, {"A": 4})
    assert items(required_open) == [("B", "open", "3 (strong)")]
    assert required_open.with_open


def test_a_geometric_mean_needs_every_zero_lifted() -> None:
    of = framework(dimension("d", *(criterion(id_) for id_ in "ABCD"), aggregation="geometric"), bands=BANDS)
    found = way(of, {"A": 0, "B": 0, "C": 4, "D": 4})
    assert [lift.item for lift in found.lifts] == ["A", "B"]
    assert found.proof == "needed"


def test_a_minimum_mean_a_bonus_and_a_minimum_score() -> None:
    least = framework(dimension("d", criterion("A"), criterion("B"), criterion("C"), aggregation="minimum"), bands=BANDS)
    assert items(way(least, {"A": 1, "B": 3, "C": 0})) == [("A", "1 (weak)", "2 (partial)"), ("C", "0 (absent)", "2 (partial)")]
    bonus = framework(dimension("d", criterion("A"), criterion("X", bonus=True)), bands=BANDS)
    assert [lift.item for lift in way(bonus, {"A": 1, "X": 0}).lifts] == ["A"]
    floor = framework(
        dimension("d", criterion("A"), minimum={"score": 50, "otherwise": "cap", "at": 20}),
        dimension("e", criterion("B"), weight=4),
        bands=BANDS,
    )
    assert items(way(floor, {"A": 1, "B": 4})) == [("A", "1 (weak)", "2 (partial)")]


def test_two_aspects_are_two_answers() -> None:
    of = framework(dimension("d", criterion("A", aspects=["paper", "practice"])), bands=BANDS, combine_aspects="arithmetic")
    found = way(of, {"A": {"paper": 2, "practice": 0}})
    assert items(found) == [("A/practice", "0 (absent)", "2 (partial)")]


def test_where_there_is_no_way_it_says_why() -> None:
    plain = framework(dimension("d", criterion("A")))
    assert str(steps(plain, {"A": 2}).no_way) == "the framework has no bands"
    of = framework(dimension("d", criterion("A"), criterion("B")), bands=BANDS)
    assert str(steps(of, {"A": 4, "B": 4}).no_way) == "it is in the highest band"
    stuck = framework(
        dimension("d", criterion("A", states={"too-early": "exclude"}), criterion("B")), bands=BANDS, minimum={"score": 0}
    )
    assert str(steps(stuck, {"A": "too-early", "B": 4}).no_way) == "it is in the highest band"
    beyond = framework(
        dimension("d", criterion("A")),
        bands=[
            {"name": "low", "from": 0},
            {"name": "high", "from": 50, "requires": [{"of": "A", "level": "4", "by-year": {1: "4"}}]},
        ],
    )
    unknown_start = steps(beyond, {"A": 1})
    assert unknown_start.way is None
    said = "not even the best answer to everything reaches the next band, high (from 50, which also requires more than a score)"
    assert str(unknown_start.no_way) == said


def test_to_a_score() -> None:
    of = framework(
        dimension("d", *(criterion(id_, weight=weight) for id_, weight in zip("ABCD", (1, 1, 2, 4), strict=True))),
        minimum_coverage=0.7,
    )
    found = way(of, {"A": 3})
    assert (found.goal, found.proof, found.score) == ("score", "gains", None)
    assert [lift.item for lift in found.lifts] == ["C", "D"]
    assert items(found)[0] == ("C", "open", "any answer")
    nothing = steps(of, {"A": "too-early", "B": "too-early", "C": "too-early", "D": 3})
    assert str(nothing.no_way) == "not even with an answer to everything that is open is there enough evidence for a score"


def test_rounded_scores_reach_a_band_when_they_are_shown_in_it() -> None:
    of = framework(dimension("d", *(criterion(id_) for id_ in "ABCDEFGH")), bands=BANDS, ranking="rounded", decimals=-0)
    found = way(of, {"A": 4, "B": 4, "C": 4, "D": 1, "E": 0, "F": 0, "G": 0, "H": 0})  # 40.6; needs 49.5
    assert len(found.lifts) == 1
    assert found.score is not None
    assert found.score >= 49.5


def test_one_or_all_in_the_order_of_the_headline() -> None:
    of = framework(dimension("d", criterion("A"), criterion("B")), bands=BANDS, minimum_coverage=0.5)
    scores = score(a_set(of, assessment("a", {"A": 1}), assessment("b", {"A": 4, "B": 2}), assessment("n", {})))
    told: list[tuple[int, int]] = []
    found = next_steps(scores, progress=lambda done, of: told.append((done, of)))
    assert [one.row.initiative for one in found] == ["b", "a", "n"]
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [one.row.initiative for one in next_steps(scores, "a")] == ["a"]
    with pytest.raises(NotFound, match="there is no initiative `c`"):
        next_steps(scores, "c")
    profile = framework(dimension("d", criterion("A")), total="none")
    with pytest.raises(NotPossible, match="no overall score"):
        next_steps(score(a_set(profile, assessment("a", {"A": 1}))))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([0, 1, 2, 3, "nothing-found", None]), min_size=5, max_size=5),
    st.sampled_from(["arithmetic", "geometric", "minimum"]),
    st.booleans(),
)
def test_no_smaller_set_does(values: list[Any], mean: str, capped: bool) -> None:
    cap = {"minimum": {"level": "2", "otherwise": "cap", "at": 30}} if capped else {}
    of = framework(
        dimension("d", criterion("A", **cap), criterion("B", weight=2), criterion("C"), aggregation=mean),
        dimension("e", criterion("D"), criterion("E", weight=3)),
        bands=BANDS,
    )
    ratings = {id_: value for id_, value in zip("ABCDE", values, strict=True) if value is not None}
    found = steps(of, ratings)
    if found.way is None or found.way.goal == "score" or found.way.with_open:
        return

    def reaches(lifted: tuple[str, ...]) -> bool:
        row = score(a_set(of, assessment("a", ratings | dict.fromkeys(lifted, 4)))).headline()[0]
        start = next(float(band["from"]) for band in BANDS if band["name"] == row.band)
        return found.way is not None and found.way.start is not None and start >= found.way.start

    assert reaches(tuple(lift.item for lift in found.way.lifts))
    if found.way.fewest:
        smaller = combinations(list(ratings), len(found.way.lifts) - 1)
        assert not any(reaches(one) for one in smaller)
