"""Robustness: closed forms, sameness of bits, ties, and clear answers to bad input."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.uncertainty import Robustness, robustness
from msiscore.assessment import AssessmentSet
from msiscore.errors import NotFound, NotPossible
from msiscore.scoring.scores import score
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework

ONLY_WEIGHTS = Assumptions(ratings=False, open_answers="left-out")
ANY_WEIGHTS = Assumptions(any_weights=True, ratings=False, open_answers="left-out")
ARRAYS = ("mean", "score_low", "score_high", "rank_low", "rank_high", "rank_shares", "above", "bands", "met", "not_met")
SHARE = {"kind": "measure", "from": 0, "to": 100}
TWO = framework(dimension("d", criterion("A"), criterion("B")), bands=[{"name": "low", "from": 0}, {"name": "high", "from": 50}])


def two(**more: Any) -> AssessmentSet:
    return a_set(TWO, assessment("a", {"A": 4, "B": 0}), assessment("b", {"A": 1, "B": 2}), **more)


def close(share: float, expected: float, found: Robustness) -> bool:
    return abs(share - expected) <= 5 * math.sqrt(expected * (1 - expected) / found.draws)


def test_a_closed_form_for_any_weights() -> None:
    # a = w, b = w / 4 + (1 - w) / 2: a > b where w > 0.4, and w is spread evenly over 0..1
    found = robustness(score(two()), ANY_WEIGHTS, draws=20_480)
    assert close(found.probability_above("a", "b"), 0.6, found)
    assert close(found.rank_shares[found.index("b"), 0], 0.4, found)
    assert close(found.bands[found.index("a"), 1], 0.5, found)  # a >= 50 where w >= 1/2
    assert found.mean[found.index("a")] == pytest.approx(50, abs=1)
    assert (found.score_low[0], found.score_high[0]) == (pytest.approx(5, abs=1), pytest.approx(95, abs=1))
    assert found.bands[found.index("b")].tolist() == [1.0, 0.0]


def test_a_closed_form_for_an_open_answer() -> None:
    # a = (1/2 + x) / 2 with x even over the five levels, b = 1/2: a > b where x > 1/2 (2 of 5), level where x = 1/2 (1 of 5)
    of = a_set(TWO, assessment("a", {"A": 2}), assessment("b", {"A": 2, "B": 2}))
    found = robustness(score(of), Assumptions(weights_within=0, ratings=False), draws=20_480)
    assert close(found.probability_above("a", "b"), 0.4, found)
    assert close(found.probability_above("b", "a"), 0.4, found)
    assert close(found.rank_shares[found.index("a"), 0], 0.6, found), "level ones share the better rank"


def test_a_closed_form_for_a_rating_that_may_be_wrong() -> None:
    # a has level 2 with low confidence: 1, 2 or 3 with 1/4, 1/2, 1/4; b has 2 for sure
    table = Assumptions(weights_within=0, neighbour=(("low", 0.25), ("high", 0.0)))
    one = framework(dimension("d", criterion("A")))
    of = a_set(
        one,
        assessment("a", {"A": {"level": "2", "confidence": "low"}}),
        assessment("b", {"A": {"level": "2", "confidence": "high"}}),
    )
    found = robustness(score(of), table, draws=20_480)
    assert close(found.probability_above("a", "b"), 0.25, found)
    assert close(found.probability_above("b", "a"), 0.25, found)


def test_what_cannot_matter_changes_nothing() -> None:
    apart = framework(dimension("d", criterion("A")), dimension("e", criterion("B"), weight=0))
    of = a_set(apart, assessment("a", {"A": 3}), assessment("b", {"A": 1, "B": 4}))
    found = robustness(score(of), ONLY_WEIGHTS, draws=1000)
    assert found.probability_above("a", "b") == 1
    assert found.score_low.tolist() == found.score_high.tolist() == [75, 25]
    equal = a_set(TWO, assessment("a", {"A": 3, "B": 3}), assessment("b", {"A": 1, "B": 1}))
    assert robustness(score(equal), ANY_WEIGHTS, draws=1000).mean.tolist() == pytest.approx([75, 25])


def test_the_same_seed_gives_the_same_bytes_on_any_number_of_threads() -> None:
    runs = [
        robustness(score(two()), draws=5000, seed=seed, threads=threads) for seed, threads in ((0, 1), (0, 2), (0, 3), (7, 1))
    ]
    texts = [b"".join(getattr(run, name).tobytes() for name in ARRAYS) for run in runs]
    assert texts[0] == texts[1] == texts[2] != texts[3]


def test_ties_stay_ties() -> None:
    # 0.1 + 0.2 against 0.3, in points
    of = framework(
        dimension("d", criterion("A"), criterion("B"), criterion("C")), scales={"ten": {"kind": "points", "of": 10, "step": 1}}
    )
    same = a_set(of, assessment("a", {"A": 1, "B": 2, "C": 0}), assessment("b", {"A": 1, "B": 2, "C": 0}))
    found = robustness(score(same), ONLY_WEIGHTS, draws=3000)
    assert found.above.tolist() == [[0, 0], [0, 0]]
    assert found.rank_shares.tolist() == [[1, 0], [1, 0]]
    sums = a_set(of, assessment("a", {"A": 1, "B": 2, "C": 0}), assessment("b", {"A": 0, "B": 0, "C": 3}))
    fixed = robustness(score(sums), Assumptions(weights_within=0, ratings=False), draws=100)
    assert fixed.above.tolist() == [[0, 0], [0, 0]]


def test_shifting_and_stretching_a_scale_changes_nothing() -> None:
    def run(**scale: Any) -> list[list[float]]:
        of = framework(
            dimension("d", criterion("A"), criterion("B")), scales={"s": {"kind": "levels", "levels": LEVELS["levels"], **scale}}
        )
        ratings = [{"A": "strong", "B": "weak"}, {"A": "weak", "B": "partial"}, {"A": "partial"}]
        shares: list[list[float]] = robustness(
            score(a_set(of, *(assessment(name, rated) for name, rated in zip("abc", ratings, strict=True)))), draws=2000
        ).rank_shares.tolist()
        return shares

    assert run() == run(first=1) == run(values=[-3, 0, 3, 6, 9])


@pytest.mark.parametrize(
    "ratings",
    [{"A": {"level": "3", "confidence": "low"}}, {"A": 2, "B": 3}],
    ids=["one open", "complete"],
)
def test_one_initiative_is_always_first(ratings: dict[str, Any]) -> None:
    found = robustness(score(a_set(TWO, assessment("a", ratings))), draws=200)
    assert found.rank_shares.tolist() == [[1.0]]
    assert found.above.tolist() == [[0.0]]


def test_initiatives_without_enough_evidence_are_left_out_and_named() -> None:
    half = framework(dimension("d", criterion("A"), criterion("B")), minimum_coverage="60%")
    scores = score(a_set(half, assessment("full", {"A": 2, "B": 2}), assessment("half", {"A": 4})))
    found = robustness(scores, draws=100)
    assert (found.initiatives, found.left_out) == (("full",), ("half",))
    with pytest.raises(NotPossible, match="`half` has no score"):
        found.index("half")
    with pytest.raises(NotFound, match="did you mean `full`"):
        found.index("ful")


def test_draws_go_on_until_the_error_is_small() -> None:
    scores = score(two())
    assert robustness(scores, ANY_WEIGHTS).draws == 10_240
    finer = robustness(scores, ANY_WEIGHTS, error=0.0035)
    assert finer.draws == 20_480
    assert finer.error <= 0.0035
    assert robustness(scores, ANY_WEIGHTS, draws=17).draws == 17
    steps: list[int] = []
    robustness(scores, draws=2000, progress=steps.append)
    assert steps == [1024, 976]


def test_draws_go_on_for_a_pair_that_is_close_to_95_percent_but_not_for_ever() -> None:
    # The weight w of A is spread evenly over 0..1, and a is above where 100 w > gap (1 - w): in 100 / (100 + gap) of all cases.
    def drawn(above: float) -> Robustness:
        of = framework(dimension("d", criterion("A", scale="share"), criterion("B", scale="share")), scales={"share": SHARE})
        one, other = assessment("a", {"A": 100, "B": 0}), assessment("b", {"A": 0, "B": 100 / above - 100})
        return robustness(score(a_set(of, one, other)), ANY_WEIGHTS)

    found = {above: drawn(above) for above in (0.9, 0.948, 0.952, 0.96)}
    assert {above: one.draws for above, one in found.items()} == {0.9: 10_240, 0.948: 20_480, 0.952: 40_960, 0.96: 10_240}
    assert all(close(one.probability_above("a", "b"), above, one) for above, one in found.items())


def test_errors_of_means_and_ends_against_a_known_distribution() -> None:
    """One of two answers is open and the other 0: the score is spread evenly over 0..50, with deviation 50 / sqrt(12)."""
    of = framework(dimension("d", criterion("A", scale="share"), criterion("B", scale="share")), scales={"share": SHARE})
    even = score(a_set(of, assessment("a", {"B": 0}), assessment("b", {"A": 0, "B": 0})))
    assert even.columns[0].status == ("scored", "scored")
    held = {"mean": 0, "low": 0, "high": 0}
    for seed in range(60):
        found = robustness(even, Assumptions(weights_within=0), draws=400, seed=seed)
        i = found.index("a")
        assert found.mean_error[i] == pytest.approx(50 / 12**0.5 / 20, rel=0.1)
        held["mean"] += abs(found.mean[i] - 25) <= 1.96 * found.mean_error[i]
        held["low"] += found.score_low_limits[i, 0] - 0.05 <= 2.5 <= found.score_low_limits[i, 1] + 0.05
        held["high"] += found.score_high_limits[i, 0] - 0.05 <= 47.5 <= found.score_high_limits[i, 1] + 0.05
        assert found.score_low_limits[i, 0] <= found.score_low[i] <= found.score_low_limits[i, 1]
        assert found.rank_low_limits[i, 0] <= found.rank_low[i] <= found.rank_low_limits[i, 1]
        assert found.mean_error[found.index("b")] == 0
    assert all(count >= 52 for count in held.values()), held  # 57 are expected; fewer than 52 in one of 100 cases
    score_error, ranks = found.end_errors()
    assert 0.5 < score_error < 4
    assert ranks == 0


def test_one_draw_has_no_error_of_the_mean_and_ends_without_bounds() -> None:
    found = robustness(score(two()), draws=1)
    assert np.isnan(found.mean_error).all()
    assert found.score_low_limits.tolist() == [[0, 100], [0, 100]]
    assert found.rank_high_limits.tolist() == [[1, 2], [1, 2]]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda s: robustness(s, draws=0), "the number of draws is 1 to 1,000,000, not 0"),
        (lambda s: robustness(s, draws=10**9), "not 1,000,000,000"),
        (lambda s: robustness(s, seed=-1), "a seed is a whole number from 0"),
        (lambda s: robustness(s, error=0), "the standard error can be 0.0005 or more"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(call: Callable[[object], object], says: str) -> None:
    with pytest.raises(NotPossible, match=says):
        call(score(two()))


def test_seed_0_is_a_seed() -> None:
    assert robustness(score(two()), draws=100, seed=0).seed == 0


def test_without_scores_there_is_nothing_to_test() -> None:
    with pytest.raises(NotPossible, match="no initiative has enough evidence"):
        robustness(score(a_set(TWO, assessment("a", {}), assessment("b", {}))))
    with pytest.raises(NotPossible, match="gives no overall score"):
        robustness(score(a_set(framework(dimension("d", criterion("A")), total="none"), assessment("a", {"A": 4}))))


def test_frames() -> None:
    found = robustness(score(two()), draws=100)
    assert found.to_frame().columns.tolist() == [
        "mean", "score_low", "score_high", "rank_low", "rank_high", "mean_error",
        "score_low_from", "score_low_to", "score_high_from", "score_high_to",
        "rank_low_from", "rank_low_to", "rank_high_from", "rank_high_to",
        "first", "band_low", "band_high",
    ]  # fmt: skip
    assert found.ranks_to_frame().sum(axis=1).tolist() == [1, 1]
    assert found.above_to_frame().loc["a", "b"] == found.probability_above("a", "b")
