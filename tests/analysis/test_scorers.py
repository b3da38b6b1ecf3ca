"""One tree over one normalisation: exact products give the same scores as the sums, and rules and normalisations mix as stated."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.draws import stream
from msiscore.analysis.evaluation import Evaluation
from msiscore.analysis.scorers import drawn_values
from msiscore.analysis.simulation import make_simulation
from msiscore.analysis.uncertainty import robustness
from msiscore.scoring.scores import Scores, score
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework

WEIGHTS = Assumptions(ratings=False, open_answers="left-out")


def small(**second: Any) -> Scores:
    of = framework(
        dimension("d", criterion("A"), criterion("B"), criterion("C", weight=3)), dimension("e", criterion("D"), criterion("E"))
    )
    full = {"A": 1, "B": 4, "C": 2, "D": 3, "E": 0}
    return score(a_set(of, assessment("a", full), assessment("b", second or {**full, "A": 3, "E": 1})))


@pytest.mark.parametrize("second", [{}, {"A": 2, "D": 4}, {"B": 1}], ids=["complete", "gaps", "a dimension without any"])
def test_exact_products_give_the_scores_of_the_sums(second: dict[str, Any]) -> None:
    scores = small(**second)
    simulation = make_simulation(scores, scores.column(), WEIGHTS)
    (scorer,) = simulation.scorers
    assert (scorer.product is not None) == (not second)
    factors = simulation.weights[0].draw(stream(1, 0, 2), 40)
    values = drawn_values(scorer.answers, np.zeros((0, 40)))
    exact, _ = scorer.score(values, factors)
    found = exact.copy()
    plain = scorer.evaluation
    expected = Evaluation(plain.hierarchy, ~np.isnan(simulation.values), plain.applicable).rows(values, factors)[-1]
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-7)


def test_each_rule_is_as_likely() -> None:
    of = framework(dimension("d", criterion("A"), criterion("B")))
    scores = score(a_set(of, assessment("a", {"A": 4, "B": 1})))
    found = robustness(scores, Assumptions(weights_within=0, ratings=False, open_answers="left-out", rules=True), draws=20_480)
    # 1 and 1/4: arithmetic 62.5, geometric 50, harmonic 2 / (1 + 4) = 40
    assert found.mean[0] == pytest.approx((62.5 + 50 + 40) / 3, abs=0.3)
    assert (found.score_low[0], found.score_high[0]) == (pytest.approx(40), pytest.approx(62.5))


def test_each_normalisation_is_as_likely() -> None:
    scales = {
        "level": {**LEVELS, "values": [0, 1, 2, 3, 10]},
        "share": {"kind": "measure", "from": 0, "to": 100},
    }
    of = framework(dimension("d", criterion("A", scale="level"), criterion("S", scale="share")), scales=scales)
    rated = {"a": (2, 10), "b": (4, 20), "c": (0, 90)}
    scores = score(a_set(of, *(assessment(name, {"A": level, "S": share}) for name, (level, share) in rated.items())))
    fixed = Assumptions(weights_within=0, ratings=False, open_answers="left-out", normalisation=True)
    found = robustness(scores, fixed, draws=20_480)
    shares = np.array([10.0, 20, 90])
    z = (shares - shares.mean()) / shares.std()
    s = [0.1, 0.0, (z[0] + 3) / 6, 0.0]  # of a: goalposts, min-max, z-score, percentile rank
    expected = np.mean([(level + share) / 2 for level in (0.2, 0.5) for share in s])
    assert found.mean[found.index("a")] == pytest.approx(100 * expected, abs=0.3)


def test_the_same_bits_however_the_draws_are_cut_with_every_choice() -> None:
    scores = small(A=2, D=4)
    everything = Assumptions(rules=True, normalisation=True, any_weights=True)
    simulation = make_simulation(scores, scores.column(), everything)
    whole = simulation.count(3, 5)
    for width in (1, 7, 100):
        part = simulation.count(3, 5, width=width)
        assert part.bins.tobytes() == whole.bins.tobytes()
        assert part.above.tobytes() == whole.above.tobytes()
