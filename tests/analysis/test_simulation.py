"""Blocks of draws: engine and draws agree where nothing varies, and counts do not depend on how the work is cut."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.counting import Counts, mean_of
from msiscore.analysis.simulation import make_simulation
from msiscore.errors import NotPossible
from msiscore.loading.places import shipped
from msiscore.loading.set_loader import load_set
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

NOTHING = Assumptions(weights_within=0, ratings=False, open_answers="left-out")


@pytest.fixture(scope="module")
def dutch() -> Scores:
    return score(load_set(shipped("assessments") / "dutch-rbc-2020"))


def same(one: Counts, other: Counts) -> bool:
    return all(np.array_equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(Counts))


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


@pytest.mark.parametrize("choices", [{}, {"rules": True, "normalisation": True}], ids=str)
def test_counts_are_the_same_however_the_work_is_cut(dutch: Scores, choices: dict[str, bool]) -> None:
    simulation = make_simulation(dutch, dutch.column(), Assumptions(weight_sets=True, **choices))  # type: ignore[arg-type]
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
