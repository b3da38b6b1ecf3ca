"""The random numbers: the same however they are taken, and of the stated kinds."""

from __future__ import annotations

import numpy as np
import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.draws import WeightDraws, level_values, neighbours, rating_draws, stream, weight_draws
from msiscore.scales import LevelScale, MeasureScale, PointsScale, ThresholdScale, YesNoScale
from msiscore.scoring.scores import score
from msiscore.scoring.weighting import score_tree
from tests.making import a_set, assessment, criterion, dimension, framework


def test_a_stream_belongs_to_its_seed_block_and_purpose() -> None:
    first = stream(0, 0, 0).random(4).tolist()
    assert stream(0, 0, 0).random(4).tolist() == first
    others = [stream(*key).random(4).tolist() for key in ((1, 0, 0), (0, 1, 0), (0, 0, 1), (2**64 - 1, 0, 0))]
    assert len({tuple(numbers) for numbers in [first, *others]}) == 5


def test_weights_stay_within_what_is_stated() -> None:
    factors = WeightDraws(((0, (1.0, 2.0)),), 0.25, any_weights=False).draw(stream(1, 0, 2), 4000)[0]
    assert factors.shape == (2, 4000)
    assert 0.75 <= factors.min() < 0.76
    assert 1.24 < factors.max() <= 1.25
    assert factors.mean() == pytest.approx(1, abs=0.01)


def test_any_weights_are_spread_evenly_over_all_that_there_can_be() -> None:
    stated = (1.0, 7.0, 0.5)
    factors = WeightDraws(((0, stated),), 0.0, any_weights=True).draw(stream(1, 0, 2), 20_000)[0]
    weights = factors * np.array(stated)[:, np.newaxis]
    shares = weights / weights.sum(axis=0)
    # Dirichlet(1, 1, 1): each share has mean 1/3 and variance 1/18, whatever the stated weights are
    np.testing.assert_allclose(shares.mean(axis=1), 1 / 3, atol=0.01)
    np.testing.assert_allclose(shares.var(axis=1), 1 / 18, atol=0.003)


def test_only_weights_that_somebody_states_vary() -> None:
    both = {"aspects": ["paper", "practice"]}
    of = framework(
        dimension("one", criterion("A", **both), criterion("B")), dimension("two", criterion("C")), combine_aspects="minimum"
    )
    tree = score_tree(of)
    drawn = weight_draws(of, tree, Assumptions())
    assert [tree.row_ids[tree.hierarchy.items + k] for k, _ in drawn.nodes] == ["one", ""]
    assert weight_draws(of, tree, Assumptions(weights_within=0)).nodes == ()


def test_levels_and_their_neighbours() -> None:
    assert level_values(LevelScale(levels=("a", "b", "c"))) == [0, 0.5, 1]
    assert level_values(LevelScale(levels=("a", "b", "c"), values=(0, 1, 10), reversed=True)) == [0, 0.9, 1]
    assert level_values(YesNoScale()) == [0, 1]
    assert level_values(ThresholdScale(steps=("> 0", ">= 10"))) == [0, 0.5, 1]
    assert level_values(PointsScale(of=2, step=0.5)) == [0, 0.25, 0.5, 0.75, 1]
    assert level_values(PointsScale(of=2)) == []
    assert level_values(MeasureScale.model_validate({"from": 0, "to": 10})) == []
    assert neighbours([0, 0.5, 1], 0.5) == [0, 0.5, 1]
    assert neighbours([0, 0.5, 1], 1.0) == [0.5, 1, 1]


def test_ratings_move_by_their_confidence_and_open_answers_take_any_level() -> None:
    share = {"kind": "measure", "from": 0, "to": 100}
    of = framework(
        dimension("d", criterion("A", scale="level"), criterion("B", scale="level"), criterion("S", scale="share")),
        scales={"level": {"kind": "levels", "levels": ["a", "b", "c", "d", "e"]}, "share": share},
    )
    low = assessment("a", {"A": {"level": "2", "confidence": "low"}, "B": "nothing-found", "S": 40})
    blank = assessment("b", {"A": {"level": "4", "confidence": "high"}})
    scores = score(a_set(of, low, blank))
    drawn = rating_draws(scores.assessment_set, scores.matrix, [0, 1, 2], Assumptions())
    assert drawn.measures == 1
    assert list(zip(drawn.rows.tolist(), drawn.columns.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 1), (2, 1)]
    values = drawn.draw(stream(0, 0, 1), 20_000)
    assert [round(float((values[0] == level).mean()), 2) for level in (0.25, 0.5, 0.75)] == pytest.approx(
        [0.25, 0.5, 0.25], abs=0.01
    )
    assert [float((values[1] == level).mean()) for level in (0.75, 1.0)] == pytest.approx([0.05, 0.95], abs=0.01)
    assert [float((values[2] == level).mean()) for level in (0, 0.25, 0.5, 0.75, 1)] == pytest.approx([0.2] * 5, abs=0.02)
    assert len(np.unique(values[3])) > 19_000, "an open share may be any number"
    assert len(rating_draws(scores.assessment_set, scores.matrix, [0], Assumptions(ratings=False)).rows) == 0
    assert drawn.of([1]).columns.tolist() == [0, 0, 0]
