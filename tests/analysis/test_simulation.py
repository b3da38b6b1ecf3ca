"""Blocks of draws: engine and draws agree where nothing varies, and counts do not depend on how the work is cut."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.simulation import Counts, _rounded, make_simulation, mean_of, rank_draws
from msiscore.errors import NotPossible
from msiscore.loading.places import shipped
from msiscore.loading.set_loader import load_set
from msiscore.rounding import rounded
from msiscore.scoring.ranking import rank
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

NOTHING = Assumptions(weights_within=0, ratings=False, open_answers="left-out")
NEAR = st.sampled_from([0.0, 0.3, 0.1 + 0.2, 50.0, 50.0 + 5e-10, 50.0 + 1.2e-9, 50.0 + 2.4e-9, 100.0])


@pytest.fixture(scope="module")
def dutch() -> Scores:
    return score(load_set(shipped("assessments") / "dutch-rbc-2020"))


def same(one: Counts, other: Counts) -> bool:
    return all(np.array_equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(Counts))


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(NEAR, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_ranks_are_those_of_the_engine_ties_and_all(draws: list[list[float]]) -> None:
    ranks = rank_draws(np.array(draws).T)
    for d, scores in enumerate(draws):
        assert ranks[:, d].tolist() == rank(np.array(scores)).tolist()


def test_without_anything_that_varies_each_draw_is_the_stated_result(dutch: Scores) -> None:
    column = dutch.column()
    simulation = make_simulation(dutch, column, NOTHING)
    counts = simulation.count(0, 0, 10)
    scored = ~np.isnan(column.score)
    np.testing.assert_allclose(mean_of(counts), column.score[scored], atol=1e-8)
    assert (counts.ranks.argmax(axis=1) + 1).tolist() == column.ranks[scored].tolist()
    assert (counts.ranks.max(axis=1) == 10).all()
    np.testing.assert_allclose(simulation.score_with([]), column.score[scored], atol=1e-9)
    stated = np.array([result.verdicts[scored] for result in column.standards])
    assert ((counts.not_met == 10) == (stated == 3)).all()
    assert ((counts.met == 10) == (stated == 1)).all()


def test_counts_are_the_same_however_the_work_is_cut(dutch: Scores) -> None:
    simulation = make_simulation(dutch, dutch.column(), Assumptions(weight_sets=True))
    whole = simulation.count(3, 5)
    for width in (1, 100, 1024):
        assert same(simulation.count(3, 5, width=width), whole)
    assert not same(simulation.count(4, 5), whole)
    assert not same(simulation.count(3, 6), whole)


def test_a_drawn_level_under_a_minimum_standard_caps_the_score() -> None:
    of = framework(dimension("d", criterion("GATE", minimum={"level": "2", "otherwise": "cap", "at": 30}), criterion("B")))
    scores = score(a_set(of, assessment("a", {"GATE": {"level": "2", "confidence": "low"}, "B": 4})))
    counts = make_simulation(scores, scores.column(), Assumptions(weights_within=0)).count(0, 0)
    # level 1 in a quarter of the draws, and then 62.5 is cut to 30; else 75 or 87.5, and with B one lower 62.5 or 75
    assert counts.not_met[0, 0] == counts.bins[0, 30 * 20]
    assert counts.not_met[0, 0] + counts.met[0, 0] == 1024
    assert set(np.flatnonzero(counts.bins[0]).tolist()) == {600, 1250, 1500, 1750}


def test_a_weight_set_by_which_nothing_counts_is_refused() -> None:
    of = framework(
        dimension("one", criterion("A")),
        dimension("two", criterion("B")),
        weight_sets={"second": {"title": "Second", "weights": {"one": 0}}},
    )
    scores = score(a_set(of, assessment("a", {"A": 4}), assessment("b", {"A": 1, "B": 2})))
    with pytest.raises(NotPossible, match="nothing that `a` was rated on counts"):
        make_simulation(scores, scores.column(), Assumptions(weight_sets=True))


@pytest.mark.parametrize(("ranking", "ranks"), [("unrounded", [1, 2]), ("rounded", [1, 1])])
def test_ranks_are_made_from_what_is_shown_if_the_framework_says_so(ranking: str, ranks: list[int]) -> None:
    of = framework(dimension("d", criterion("A"), criterion("B", weight=200)), ranking=ranking)
    scores = score(a_set(of, assessment("a", {"A": 4, "B": 2}), assessment("b", {"A": 2, "B": 2})))  # 50.25 and 50
    assert scores.column().ranks.tolist() == ranks
    assert (make_simulation(scores, scores.column(), NOTHING).count(0, 0, 10).ranks.argmax(axis=1) + 1).tolist() == ranks


@settings(deadline=None, max_examples=200)
@given(st.floats(0, 100), st.integers(0, 6))
def test_rounding_is_that_of_the_engine(number: float, decimals: int) -> None:
    for value in (number, round(number, decimals) + 0.5 * 10.0**-decimals):
        assert _rounded(np.array([[value]]), decimals)[0, 0] == float(rounded(value, decimals))


def test_a_minimum_score_that_acts_on_the_total_is_refused_and_one_that_marks_is_not() -> None:
    def run(**minimum: object) -> None:
        of = framework(dimension("d", criterion("A"), minimum={"score": 40, **minimum}))
        scores = score(a_set(of, assessment("a", {"A": 4})))
        make_simulation(scores, scores.column(), NOTHING)

    run(otherwise="flag")
    with pytest.raises(NotPossible, match="`d` carries a minimum score that changes the total"):
        run(otherwise="cap", at=30)


def test_bands_that_require_more_than_a_score_are_not_counted() -> None:
    bands = [{"name": "low", "from": 0}, {"name": "high", "from": 50, "requires": [{"of": "A", "level": "2"}]}]
    of = framework(dimension("d", criterion("A")), bands=bands)
    scores = score(a_set(of, assessment("a", {"A": 4})))
    assert make_simulation(scores, scores.column(), NOTHING).count(0, 0, 10).bands.shape == (1, 0)
