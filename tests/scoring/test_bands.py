"""Bands that require more than a score."""

from __future__ import annotations

import pytest

from msiscore.assessment import Assessment
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

BANDS = [
    {"name": "low", "from": 0},
    {"name": "good", "from": 50},
    {"name": "leader", "from": 75, "requires": [{"of": "GATE", "level": "3"}, {"of": "side", "score": 60}]},
]
OF = framework(
    dimension("main", criterion("MAIN")),
    dimension("side", criterion("GATE"), criterion("REST"), weight=0),
    bands=BANDS,
)


def band_of(**ratings: object) -> str:
    return score(a_set(OF, assessment("a", ratings))).headline()[0].band


@pytest.mark.parametrize(
    ("ratings", "band"),
    [
        ({"MAIN": 4, "GATE": 3, "REST": 2}, "leader"),
        ({"MAIN": 4, "GATE": 2, "REST": 4}, "good"),
        ({"MAIN": 4, "GATE": 3, "REST": 1}, "good"),
        ({"MAIN": 2, "GATE": 4, "REST": 4}, "good"),
        ({"MAIN": 1, "GATE": 4, "REST": 4}, "low"),
        ({"MAIN": 4, "REST": 4}, "good"),
        ({"MAIN": 4, "GATE": "nothing-found", "REST": 4}, "good"),
        ({"MAIN": 4, "GATE": "not-applicable", "REST": 4}, "leader"),
        ({"MAIN": 4, "GATE": "not-applicable", "REST": "not-applicable"}, "leader"),
        ({"MAIN": 4, "GATE": 4}, "good"),
    ],
)
def test_a_band_is_given_only_where_all_it_requires_is_known_to_be_met(ratings: dict[str, object], band: str) -> None:
    assert band_of(**ratings) == band


def test_score_and_rank_do_not_change() -> None:
    rows = score(
        a_set(OF, assessment("a", {"MAIN": 4, "GATE": 4, "REST": 4}), assessment("b", {"MAIN": 4, "GATE": 0, "REST": 4}))
    ).headline()
    assert [(row.rank, row.score, row.band) for row in rows] == [(1, 100.0, "leader"), (1, 100.0, "good")]


def test_what_is_required_may_rise_by_year() -> None:
    requires = [{"of": "A", "level": "1", "by-year": {2: "3"}, "counted-from": "member-since"}]
    of = framework(
        dimension("d", criterion("A"), criterion("B", weight=3)),
        bands=[{"name": "low", "from": 0}, {"name": "high", "from": 50, "requires": requires}],
    )

    def member(id_: str, **more: str) -> Assessment:
        return assessment(id_, {"A": 1, "B": 4}, **more)

    rows = score(a_set(of, member("new", member_since="2020"), member("old", member_since="2010"), member("unknown"))).headline()
    assert {row.initiative: row.band for row in rows} == {"new": "high", "old": "low", "unknown": "low"}


def test_of_two_aspects_both_must_reach_it() -> None:
    of = framework(
        dimension("d", criterion("A", aspects=["paper", "practice"]), criterion("B", weight=9)),
        combine_aspects="arithmetic",
        bands=[{"name": "low", "from": 0}, {"name": "high", "from": 50, "requires": [{"of": "A", "level": "3"}]}],
    )
    half = {"A": {"paper": 4, "practice": 2}, "B": 4}
    scores = score(a_set(of, assessment("a", half)))
    assert (scores.headline("overall")[0].band, scores.headline("paper")[0].band) == ("low", "high")
