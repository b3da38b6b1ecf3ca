"""Claims: their support, what overturns them, and groups that can be told apart."""

from __future__ import annotations

import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.claims import claim, groups, not_decided, read_sentence, told_apart
from msiscore.analysis.uncertainty import robustness
from msiscore.errors import NotFound, NotPossible
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

THREE = framework(
    dimension("x", criterion("X1"), criterion("X2")),
    dimension("y", criterion("Y", minimum={"level": "1", "otherwise": "cap", "at": 10})),
)


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score(
        a_set(
            THREE,
            assessment("top", {"X1": 4, "X2": 4, "Y": 4}),
            assessment("left", {"X1": 3, "Y": 1}),  # 50: (3/4 + 1/4) / 2; with X2 at 0, (3/8 + 1/4) / 2 = 31.25
            assessment("right", {"X1": 1, "X2": 1, "Y": 2}),  # 37.5
        )
    )


def test_a_claim_that_nothing_can_turn(scores: Scores) -> None:
    found = claim(scores, "top > right", draws=2000)
    assert (found.support, found.supported, found.stated, found.dominates) == (1.0, True, True, True)
    assert "no weights of dimensions" in found.change.reason
    assert (found.open_answers, found.open_together, found.ratings) == ((), False, ())
    assert dict(found.rests_on) == {"Y": 25.0, "X1": 18.75, "X2": 18.75}


def test_what_overturns_a_claim(scores: Scores) -> None:
    found = claim(scores, "left > right", draws=2000)
    assert found.stated
    assert not found.dominates
    assert 0 < found.support < 1
    # x: 75 against 25, y: 25 against 50; even at shares 1/3 and 2/3
    assert found.change.distance == pytest.approx(1 / 3)
    assert found.open_answers == (("left", "X2"),)
    assert found.open_together
    assert found.ratings == (("left", "X1"), ("left", "Y"), ("right", "Y")), "Y of left: the cap; the others make them level"


def test_a_claim_against_the_stated_order(scores: Scores) -> None:
    found = claim(scores, "right > left", draws=2000)
    assert not found.stated
    assert not found.supported
    assert found.change.reason == "it does not hold in the stated scores"
    other = claim(scores, "left > right", draws=2000)
    assert found.support + other.support + found.ties == pytest.approx(1)


def test_a_claim_can_use_an_analysis_that_was_made(scores: Scores) -> None:
    known = robustness(scores, Assumptions(weights_within=0.1), draws=500)
    assert claim(scores, "top > left", found=known).robustness is known


def test_groups_are_cut_where_all_above_beat_all_below(scores: Scores) -> None:
    found = robustness(scores, draws=2000)
    assert groups(found) == (("top",), ("left", "right"))
    assert groups(found, 0.51) in ((("top",), ("left",), ("right",)), (("top",), ("left", "right")))
    tied = score(a_set(THREE, assessment("a", {"X1": 2, "Y": 2}), assessment("b", {"X1": 2, "Y": 2})))
    assert groups(robustness(tied, draws=500)) == (("a", "b"),)
    alone = score(a_set(THREE, assessment("a", {"X1": 2, "Y": 2})))
    assert groups(robustness(alone, draws=50)) == (("a",),)


def test_sentences() -> None:
    assert read_sentence("a-b > c") == ("a-b", "c")
    assert read_sentence(" a<b ") == ("b", "a")
    for wrong in ("a", "a > ", "> b", "a > b > c", "a >> b", "a = b", ""):
        with pytest.raises(NotPossible, match="is no claim such as"):
            read_sentence(wrong)


@pytest.mark.parametrize("sign", [">=", "<=", "=>", "=<", "≥", "≤"])
def test_at_least_is_no_claim(sign: str) -> None:
    with pytest.raises(NotPossible, match="only > and < are understood"):
        read_sentence(f"a {sign} b")


def test_few_draws_make_no_groups_and_support_nothing(scores: Scores) -> None:
    one = robustness(scores, draws=1)
    assert groups(one) == (("top", "left", "right"),)
    assert not told_apart(one).any()
    assert int(not_decided(one).sum()) == 3
    assert claim(scores, "top > right", draws=51).decision == "not-decided"
    assert claim(scores, "top > right", draws=52).decision == "supported"
    assert claim(scores, "right > top", draws=52).decision == "not-supported"
    for call in (told_apart, not_decided, groups):
        with pytest.raises(NotPossible, match=r"between 0\.5 and 1"):
            call(one, 1.0)


def test_bad_claims_are_answered(scores: Scores) -> None:
    with pytest.raises(NotFound, match="did you mean `right`"):
        claim(scores, "top > rigth")
    with pytest.raises(NotPossible, match="compared with itself"):
        claim(scores, "top > top")
    for confidence in (0.5, 1.0, float("nan")):
        with pytest.raises(NotPossible, match=r"between 0\.5 and 1"):
            claim(scores, "top > left", confidence=confidence)


def test_weight_sets_rules_and_answers_stand_beside_a_claim() -> None:
    of = framework(
        dimension("x", criterion("A"), criterion("B", aspects=["paper", "practice"])),
        dimension("y", criterion("C")),
        combine_aspects="arithmetic",
        weight_sets={
            "more-y": {"title": "More of y", "weights": {"y": 3}},
            "more-x": {"title": "More of x", "weights": {"x": 2}},
        },
    )
    one = assessment("one", {"A": 4, "B": {"paper": {"level": 4}, "practice": {"level": 3}}, "C": "nothing-found"})
    other = assessment("other", {"A": 1, "B": {"paper": {"level": 2}}, "C": 2})
    found = claim(score(a_set(of, one, other)), "one > other", draws=200)
    # 93.75 and 0 against 37.5 and 50
    assert found.stated
    assert found.weight_sets == ("more-y",)
    assert {"geometric", "harmonic", "minimum"} <= set(found.rules)
    assert "arithmetic" not in found.rules
    assert [id_ for id_, _ in found.rests_on] == ["A", "B"]
    assert found.answers == {"A": ("4", "1"), "B": ("paper 4, practice 3", "paper 2, practice unanswered")}


def test_the_change_at_all_levels_is_never_larger_than_that_of_dimensions() -> None:
    of = framework(dimension("x", criterion("A"), criterion("B")), dimension("y", criterion("C"), criterion("D")))
    one, other = {"A": 4, "B": 1, "C": 2, "D": 1}, {"A": 1, "B": 2, "C": 3, "D": 1}
    found = claim(score(a_set(of, assessment("one", one), assessment("other", other))), "one > other", draws=200)
    assert found.change.distance is not None
    assert found.change_of_criteria.distance is not None
    assert found.change_of_criteria.distance <= found.change.distance
    assert found.change_of_criteria.within is not None
    assert found.change.within is not None
    assert found.change_of_criteria.within <= found.change.within + 1e-9
