"""Inputs between 0 and 1 become the same weights, answers and scores as the draws of a robustness analysis."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.draws import weight_draws
from msiscore.analysis.inputs import Grouping, Inputs, make_inputs, weight_factors
from msiscore.analysis.simulation import make_simulation
from msiscore.analysis.sobol import base_sample
from msiscore.analysis.uncertainty import robustness
from msiscore.loading.set_loader import load_set
from msiscore.scoring.scores import Scores, score
from msiscore.scoring.weighting import score_tree
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework

OF = framework(
    dimension("d", criterion("A", weight=2), criterion("B")),
    dimension("e", criterion("C"), weight=3),
    weight_sets={"other": {"title": "Other", "weights": {"d": 4}}},
)


class Given:
    """Stands for a random generator that gives what it is told."""

    def __init__(self, numbers: Any) -> None:
        self.numbers = numbers

    def random(self, shape: Any) -> Any:
        assert tuple(shape) == self.numbers.shape
        return self.numbers


def inputs_of(scores: Scores, assumptions: Assumptions, by: Grouping = "kind") -> Inputs:
    column = scores.column()
    return make_inputs(scores, column, make_simulation(scores, column, assumptions, pairwise=False), by)


def test_given_numbers_become_what_the_draws_make_of_them() -> None:
    rng = np.random.default_rng(0)
    for name in ("tutorial", "dutch-rbc-2020"):
        scores = score(load_set(name))
        simulation = make_simulation(scores, scores.column(), Assumptions())
        weighting = simulation.weights[0]
        numbers = rng.random((sum(len(stated) for _, stated in weighting.nodes), 64))
        theirs = weighting.draw(cast(Any, Given(np.ascontiguousarray(numbers.T))), 64)
        ours = weight_factors(weighting, numbers)
        assert list(ours) == list(theirs)
        assert all(np.array_equal(ours[k], theirs[k]) for k in ours)


def test_any_weights_are_exponential_in_the_place_of_the_stated_ones() -> None:
    weighting = weight_draws(OF, score_tree(OF), Assumptions(any_weights=True))
    numbers = np.full((4, 2), 1 - np.exp(-1))
    assert [factor.ravel().tolist() for factor in weight_factors(weighting, numbers).values()] == [
        pytest.approx([0.5, 0.5, 1, 1]),
        pytest.approx([1, 1, 1 / 3, 1 / 3]),
    ]


@pytest.mark.parametrize("name", ["tutorial", "dutch-rbc-2020", "dutch-rbc-2023"])
def test_the_middle_of_every_input_is_what_is_stated(name: str) -> None:
    scores = score(load_set(name))
    inputs = inputs_of(scores, Assumptions(open_answers="left-out"))
    stated = scores.column().score
    found = inputs.scores(np.full((inputs.count, 64), 0.5))
    assert found == pytest.approx(np.repeat(stated[~np.isnan(stated)][:, np.newaxis], 64, axis=1), abs=1e-9)


@pytest.mark.parametrize("name", ["tutorial", "dutch-rbc-2020"])
@pytest.mark.parametrize(
    "more", [{}, {"any_weights": True}, {"weight_sets": True}, {"rules": True}, {"rules": True, "weight_sets": True}], ids=str
)
def test_the_scores_have_the_distribution_of_a_robustness_analysis(name: str, more: dict[str, Any]) -> None:
    # caps included: the means over 4,096 and 10,240 draws differ by less than 0.5 points
    scores = score(load_set(name))
    inputs = inputs_of(scores, Assumptions(**more))
    found = inputs.scores(base_sample(inputs.count, 4096, 3)[0]).mean(axis=1)
    compared = robustness(scores, Assumptions(**more), draws=10_240)
    taking_part = [i for i, status in zip(scores.matrix.initiatives, scores.column().status, strict=True) if status == "scored"]
    for k, initiative in enumerate(taking_part):
        assert found[k] == pytest.approx(compared.mean[compared.index(initiative)], abs=0.5), initiative


def test_a_choice_is_cut_into_equal_parts_the_normalisation_first_and_the_weight_set_last() -> None:
    values = {**LEVELS, "values": [0, 10, 20, 30, 100]}
    of = framework(
        dimension("d", criterion("A", weight=3), criterion("B")),
        scales={"level": values},
        weight_sets={"other": {"title": "Other", "weights": {"B": 9}}},
    )
    scores = score(a_set(of, assessment("a", {"A": 4, "B": 1})))
    fixed = Assumptions(weights_within=0, ratings=False, rules=True, normalisation=True, weight_sets=True)
    inputs = inputs_of(scores, fixed)
    assert inputs.groups == ("normalisation", "rule", "weight-sets")
    steps, power, a = np.meshgrid([0, 1], [1, 0, -1], [3 / 4, 3 / 12], indexing="ij")
    drawn = np.array([(steps + 0.5) / 2, np.choose(1 - power, [1, 3, 5]) / 6, np.where(a == 3 / 4, 0.1, 0.9)]).reshape(3, -1)
    b = np.where(steps == 1, 0.25, 0.1)  # A is worth 1 either way
    expected = np.choose(1 - power, [a + (1 - a) * b, b ** (1 - a), 1 / (a + (1 - a) / b)])
    found = inputs.scores(np.repeat(drawn, 16, axis=1))
    assert found[0] == pytest.approx(np.repeat(100 * expected.reshape(-1), 16))


def test_a_minimum_score_caps_each_draw() -> None:
    of = framework(
        dimension("d", criterion("A"), minimum={"score": 40, "otherwise": "cap", "at": 30}), dimension("e", criterion("C"))
    )
    inputs = inputs_of(
        score(a_set(of, assessment("a", {"A": "confidential", "C": 4}))), Assumptions(weights_within=0, ratings=False)
    )
    found = inputs.scores(np.repeat([[0.1, 0.3, 0.5, 0.9]], 16, axis=1))  # levels 0, 1, 2 and 4
    assert found[0, ::16].tolist() == [30, 30, 75, 100]


def test_groups() -> None:
    scores = score(a_set(OF, assessment("a", {"A": 4, "B": 1}), assessment("b", {"A": 1, "B": 2, "C": 3})))
    groups = {
        "kind": ("weight-sets", "weights", "ratings", "open-answers"),
        "dimension": ("weight-sets", "d", "e"),
        "criterion": ("weight-sets", "d", "A", "B", "e", "C"),
    }
    for by, names in groups.items():
        inputs = inputs_of(scores, Assumptions(weight_sets=True), cast(Grouping, by))
        assert inputs.groups == names
        # one choice of the set; for each of the two sets a weight of A, B, d and e; five ratings; one open answer
        assert inputs.count == 1 + 2 * 4 + 5 + 1
    by_kind = inputs_of(scores, Assumptions(weight_sets=True))
    assert np.bincount(by_kind.of).tolist() == [1, 8, 5, 1]


def test_rounded_scores_are_compared_as_they_are_shown() -> None:
    of = framework(dimension("d", criterion("A"), criterion("B")), ranking="rounded", decimals=0)
    scores = score(a_set(of, assessment("a", {"A": 4, "B": 1}), assessment("b", {"A": 1, "B": 2})))
    inputs = inputs_of(scores, Assumptions())
    assert inputs.compared(np.array([[49.5, 49.4], [0.0, 62.5]]), of).tolist() == [[50, 49], [0, 63]]
    assert inputs.compared(np.array([[49.5, 49.4]]), OF).tolist() == [[49.5, 49.4]]
