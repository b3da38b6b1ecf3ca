"""The scores of whole sets: worked examples by hand, and the rules that every set obeys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.assessment import Assessment, AssessmentSet
from msiscore.errors import NotFound
from msiscore.framework import Framework, State
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

TWO = framework(
    dimension("monitoring", criterion("M1"), criterion("M2", weight=3)),
    dimension("remedy", criterion("R1")),
    weight_sets={"remedy-first": {"title": "Remedy first", "weights": {"remedy": 3}}},
)


def test_a_weighted_mean_by_hand() -> None:
    # monitoring = (1 x 4/4 + 3 x 2/4) / 4 = 0.625; remedy = 1/4; total = (0.625 + 0.25) / 2 = 0.4375
    row = score(a_set(TWO, assessment("a", {"M1": 4, "M2": 2, "R1": 1}))).headline()[0]
    assert row.score == 43.75
    assert (row.lower, row.upper, row.coverage, row.rank) == (43.75, 43.75, 1.0, 1)


def test_an_open_answer_widens_the_interval_and_leaves_the_score() -> None:
    # point: monitoring = 1 (only M1), total = (1 + 0.25) / 2; lower: monitoring = 1/4; upper: monitoring = 1
    row = score(a_set(TWO, assessment("a", {"M1": 4, "R1": 1}))).headline()[0]
    assert (row.score, row.lower, row.upper) == (62.5, 25.0, 62.5)
    assert row.coverage == (0.25 + 1) / 2


def test_a_weight_set_replaces_the_weights_that_it_names() -> None:
    rated = a_set(TWO, assessment("a", {"M1": 4, "M2": 2, "R1": 1}))
    assert score(rated, weight_set="remedy-first").headline()[0].score == pytest.approx((62.5 + 3 * 25) / 4)
    with pytest.raises(NotFound, match="did you mean `remedy-first`"):
        score(rated, weight_set="remedy-frist")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("not-applicable", (100.0, 100.0, 100.0, 1.0)),
        ("too-early", (100.0, 100.0, 100.0, 0.25)),
        ("nothing-found", (25.0, 25.0, 25.0, 1.0)),
        ("confidential", (100.0, 25.0, 100.0, 0.25)),
        ("not-assessable", (100.0, 25.0, 100.0, 0.25)),
        ("unanswered", (100.0, 25.0, 100.0, 0.25)),
    ],
)
def test_each_state_is_treated_by_its_policy(state: str, expected: tuple[float, ...]) -> None:
    one = framework(dimension("d", criterion("A"), criterion("B", weight=3)))
    row = score(a_set(one, assessment("a", {"A": 4, "B": state}))).headline()[0]
    assert (row.score, row.lower, row.upper, row.coverage) == expected


def test_under_the_minimum_coverage_there_is_no_score_and_no_rank() -> None:
    half = framework(dimension("d", criterion("A"), criterion("B")), minimum_coverage="60%")
    scores = score(a_set(half, assessment("full", {"A": 2, "B": 2}), assessment("half", {"A": 4})))
    full, half_rated = scores.headline()
    assert (full.initiative, full.rank, full.status) == ("full", 1, "scored")
    assert (half_rated.score, half_rated.rank, half_rated.status) == (None, None, "not-enough-evidence")
    assert (half_rated.lower, half_rated.upper) == (50.0, 100.0)


def test_a_coverage_exactly_at_the_minimum_is_enough() -> None:
    third = framework(dimension("d", *(criterion(f"C{i}", weight=0.1) for i in range(3))), minimum_coverage=1 / 3)
    assert score(a_set(third, assessment("a", {"C1": 4}))).headline()[0].status == "scored"


def test_no_total_gives_a_profile_without_a_rank() -> None:
    profile = framework(dimension("d", criterion("A")), total="none")
    scores = score(a_set(profile, assessment("a", {"A": 4})))
    row = scores.headline()[0]
    assert (row.status, row.score, row.lower, row.rank) == ("no-total", None, None, None)
    assert scores.dimension_rows()[0].score == 100.0


def test_aspects_are_scored_apart_and_combined_only_by_a_stated_rule() -> None:
    both = {"aspects": ["paper", "practice"]}
    ratings = {"A": {"paper": 4, "practice": 1}, "B": 2}
    combined = framework(dimension("d", criterion("A", **both), criterion("B")), combine_aspects="minimum")
    scores = score(a_set(combined, assessment("a", ratings)))
    assert [column.column for column in scores.columns] == ["overall", "paper", "practice"]
    assert [scores.headline(name)[0].score for name in ("overall", "paper", "practice")] == [37.5, 100.0, 25.0]

    apart = framework(dimension("d", criterion("A", **both)))
    scores = score(a_set(apart, assessment("a", {"A": {"paper": 4, "practice": 1}})))
    assert [column.column for column in scores.columns] == ["paper", "practice"]


def test_a_bonus_lifts_and_never_lowers() -> None:
    with_bonus = framework(dimension("d", criterion("A"), criterion("X", bonus=True)))
    lifted, unmoved, absent = score(
        a_set(with_bonus, assessment("a", {"A": 2, "X": 4}), assessment("b", {"A": 2, "X": 0}), assessment("c", {"A": 2}))
    ).headline()
    assert (lifted.score, unmoved.score, absent.score) == (75.0, 50.0, 50.0)
    assert (absent.lower, absent.upper, absent.coverage) == (50.0, 75.0, 1.0)


@pytest.mark.parametrize(
    ("weighting", "expected"),
    [("equal", (100 + 0) / 2), ("count", (3 * 100 + 0) / 4), ("weight", (6 * 100 + 0) / 7)],
)
def test_a_mean_of_dimensions_and_a_mean_of_criteria_are_different_numbers(weighting: str, expected: float) -> None:
    three = dimension("three", *(criterion(f"C{i}", **({"weight": 2} if weighting == "weight" else {})) for i in range(3)))
    of = framework(three, dimension("one", criterion("D")), weighting=weighting)
    assert score(a_set(of, assessment("a", {"C0": 4, "C1": 4, "C2": 4, "D": 0}))).headline()[0].score == pytest.approx(expected)


def test_points_achieved_over_points_available() -> None:
    scales = {"ten": {"kind": "points", "of": 10}, "two": {"kind": "points", "of": 2}}
    of = framework(
        dimension("a", criterion("A", scale="ten"), weighting="points"),
        dimension("b", criterion("B", scale="two"), criterion("C", scale="two"), weighting="points"),
        scales=scales,
        weighting="points",
    )
    assert score(a_set(of, assessment("x", {"A": 5, "B": 2, "C": "not-applicable"}))).headline()[0].score == pytest.approx(
        (5 + 2) / (10 + 2) * 100
    )


def test_contributions_sum_to_a_linear_score_and_are_exact_changes_otherwise() -> None:
    ratings = {"M1": 4, "M2": 2, "R1": 1}
    parts = score(a_set(TWO, assessment("a", ratings))).contributions()
    assert parts[:, 0].tolist() == pytest.approx([12.5, 18.75, 12.5])

    geometric = TWO.model_copy(
        update={"aggregation": framework(dimension("d", criterion("A")), aggregation="geometric").aggregation}
    )
    scores = score(a_set(geometric, assessment("a", ratings)))
    whole = scores.columns[0].nodes.point[-1, 0]
    without_remedy = (
        score(a_set(geometric, assessment("a", {"M1": 4, "M2": 2, "R1": "not-applicable"}))).columns[0].nodes.point[-1, 0]
    )
    assert scores.contributions()[2, 0] == pytest.approx(whole - without_remedy)


def test_a_criterion_with_two_aspects_is_one_part_of_a_linear_score() -> None:
    both = {"aspects": ["paper", "practice"]}
    of = framework(dimension("d", criterion("A", **both), criterion("B", weight=3)), combine_aspects="minimum")
    scores = score(a_set(of, assessment("a", {"A": {"paper": 4, "practice": 2}, "B": 1})))
    assert scores.contributions()[:, 0].tolist() == pytest.approx([0.25 * 50, 0.75 * 25])
    frame = scores.ratings_to_frame()
    assert frame["contribution"].tolist() == pytest.approx([12.5, float("nan"), 18.75], nan_ok=True)


def test_views_recut_the_same_ratings_by_their_share_of_the_whole() -> None:
    of = framework(
        dimension("d", criterion("A", tags={"level": "output"}), criterion("B", tags={"level": ["output", "impact"]}, weight=3)),
        views=[
            {
                "id": "v",
                "title": "Level",
                "tag": "level",
                "values": [{"id": "output", "title": "O"}, {"id": "impact", "title": "I"}],
            }
        ],
    )
    scores = score(a_set(of, assessment("a", {"A": 4, "B": 0})))
    assert scores.views["v", "output"].point[-1, 0] == pytest.approx(25.0)
    assert scores.views["v", "impact"].point[-1, 0] == 0.0


def test_a_relative_scale_looks_at_the_whole_set() -> None:
    of = framework(dimension("d", criterion("A")), scales={"r": {"kind": "relative", "method": "min-max"}})
    scores = score(a_set(of, *(assessment(name, {"A": value}) for name, value in {"a": 10, "b": 15, "c": 20}.items())))
    assert {row.initiative: row.score for row in scores.headline()} == {"a": 0.0, "b": 50.0, "c": 100.0}


def test_frames_have_one_row_each_and_the_numbers_of_the_objects() -> None:
    scores = score(a_set(TWO, assessment("a", {"M1": 4, "M2": 2, "R1": 1}), assessment("b", {"M1": 1})))
    frame = scores.to_frame()
    assert frame.loc["a", "score"] == 43.75
    assert frame.loc["a", "rank"] == 1
    assert len(scores.dimensions_to_frame()) == 4
    ratings = scores.ratings_to_frame()
    assert len(ratings) == 6
    assert ratings.query("initiative == 'b' and criterion == 'R1'")["treatment"].item() == "open"


# Rules that every set obeys.

ANSWERS = st.one_of(st.integers(0, 4), st.sampled_from([state.value for state in State]), st.none())


@st.composite
def minimum_scores(draw: st.DrawFn) -> dict[str, Any]:
    """A minimum score for a dimension or the whole, or none."""
    otherwise = draw(st.sampled_from([None, None, "cap", "fail", "flag"]))
    if otherwise is None:
        return {}
    cap = {"at": 30} if otherwise == "cap" else {}
    return {"minimum": {"score": draw(st.sampled_from([0, 25, 50, 100])), "otherwise": otherwise} | cap}


@st.composite
def sets(draw: st.DrawFn, largest: int = 4) -> AssessmentSet:
    """Random frameworks of up to three dimensions, one of them nested, with every rule of scoring, and random ratings."""
    ids = iter(f"C{i}" for i in range(40))
    rules = st.sampled_from(["arithmetic", "geometric", "harmonic", "minimum", "maximum", {"power": 2}])

    def some_criteria() -> list[dict[str, object]]:
        first = criterion(next(ids), weight=draw(st.floats(0.5, 4)))
        return [first, *(some_criterion() for _ in range(draw(st.integers(0, 3))))]

    def some_criterion() -> dict[str, object]:
        more: dict[str, object] = {"weight": draw(st.sampled_from([0, 1, 2.5])), "bonus": draw(st.booleans())}
        if draw(st.booleans()):
            otherwise = draw(st.sampled_from(["cap", "fail", "flag"]))
            more["minimum"] = {"level": draw(st.integers(0, 4)), "otherwise": otherwise} | (
                {"at": 40} if otherwise == "cap" else {}
            )
        return criterion(next(ids), **more)

    dimensions = []
    for index in range(draw(st.integers(1, 3))):
        children = some_criteria()
        if draw(st.booleans()):
            children.append(dimension(f"d{index}-below", *some_criteria(), aggregation=draw(rules)))
        more: dict[str, Any] = {"weight": draw(st.floats(0.1, 5))} | draw(minimum_scores())
        dimensions.append(dimension(f"d{index}", *children, aggregation=draw(rules), **more))
    more = {"minimum_coverage": draw(st.sampled_from([0, 0.5]))} | draw(minimum_scores())
    of = framework(*dimensions, aggregation=draw(rules), **more)
    made = []
    for index in range(draw(st.integers(1, largest))):
        drawn = {c.id: draw(ANSWERS) for c in of.criteria}
        made.append(assessment(f"i{index}", {id_: answer for id_, answer in drawn.items() if answer is not None}))
    return a_set(of, *made)


def with_rating(one: AssessmentSet, index: int, criterion_id: str, answer: object) -> AssessmentSet:
    """The same set, where one initiative has another rating."""
    old = one.assessments[index]
    ratings = {id_: rating for id_, rating in old.ratings.items() if id_ != criterion_id}
    new = assessment(old.initiative.id, {criterion_id: answer})
    changed: Assessment = old.model_copy(update={"ratings": {**ratings, **new.ratings}})
    return a_set(one.framework, *(changed if i == index else a for i, a in enumerate(one.assessments)))


@given(sets(), st.data())
@settings(deadline=None, max_examples=150)
def test_a_higher_rating_never_lowers_a_score(one: AssessmentSet, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(one.framework.criteria)).id
    low, high = sorted(data.draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
    before = score(with_rating(one, 0, chosen, low)).columns[0]
    after = score(with_rating(one, 0, chosen, high)).columns[0]
    for name in ("score", "lower", "upper"):
        worse, better = getattr(before, name)[0], getattr(after, name)[0]
        assert np.isnan(worse) == np.isnan(better)
        assert np.isnan(worse) or better >= worse - 1e-9


@given(sets())
@settings(deadline=None, max_examples=150)
def test_the_interval_holds_the_score_and_values_bound_it(one: AssessmentSet) -> None:
    scores = score(one)
    column = scores.columns[0]
    for index in range(len(one.assessments)):
        if not np.isnan(column.score[index]):
            assert column.lower[index] - 1e-9 <= column.score[index] <= column.upper[index] + 1e-9
        values = scores.matrix.values[:, index]
        point = column.nodes.point[-1, index]
        if not np.isnan(point):
            assert np.nanmin(values) * 100 - 1e-9 <= point <= np.nanmax(values) * 100 + 1e-9
        assert 0.0 <= column.coverage[index] <= 1.0 + 1e-12


@given(sets(), st.data())
@settings(deadline=None, max_examples=150)
def test_filling_an_open_answer_narrows_the_interval(one: AssessmentSet, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(one.framework.criteria)).id
    before = score(with_rating(one, 0, chosen, "unanswered")).columns[0]
    after = score(with_rating(one, 0, chosen, data.draw(st.integers(0, 4)))).columns[0]
    if not np.isnan(before.lower[0]):
        assert after.lower[0] >= before.lower[0] - 1e-9
        assert after.upper[0] <= before.upper[0] + 1e-9


@given(sets())
@settings(deadline=None, max_examples=80)
def test_splitting_a_set_changes_no_bit(one: AssessmentSet) -> None:
    together = score(one).columns[0]
    for index, alone in enumerate(one.assessments):
        apart = score(a_set(one.framework, alone)).columns[0]
        for name in ("score", "lower", "upper", "coverage", "before_standards"):
            assert getattr(together, name)[index : index + 1].tobytes() == getattr(apart, name).tobytes()


def _reordered(of: Framework, factor: float) -> Framework:
    """The same framework with criteria and dimensions in the opposite order and all weights multiplied."""

    def turn(one: object) -> object:
        if isinstance(one, dict):
            turned = {key: turn(value) for key, value in one.items()}
            if "id" in turned and "title" in turned and "version" not in turned:
                turned["weight"] = float(str(turned.get("weight", 1.0))) * factor
            return turned
        if isinstance(one, list):
            return [turn(entry) for entry in reversed(one)]
        return one

    plain = of.model_dump(by_alias=True, exclude_unset=True)
    # The order of levels means something; only that of dimensions and criteria does not.
    return Framework.model_validate({**plain, "dimensions": turn(plain["dimensions"])})


@given(sets(), st.sampled_from([0.001, 1.0, 7.0]))
@settings(deadline=None, max_examples=100)
def test_the_order_of_criteria_and_the_size_of_weights_do_not_matter(one: AssessmentSet, factor: float) -> None:
    other = score(a_set(_reordered(one.framework, factor), *one.assessments)).columns[0]
    this = score(one).columns[0]
    for name in ("score", "lower", "upper", "coverage"):
        assert np.allclose(getattr(this, name), getattr(other, name), rtol=0, atol=1e-9, equal_nan=True)


@given(sets(), st.data())
@settings(deadline=None, max_examples=80)
def test_a_weight_of_zero_counts_zero(one: AssessmentSet, data: st.DataObject) -> None:
    weightless = [c.id for c in one.framework.criteria if c.weight == 0 and c.minimum is None]
    if not weightless:
        return
    chosen = data.draw(st.sampled_from(weightless))
    this = score(with_rating(one, 0, chosen, data.draw(st.integers(0, 4)))).columns[0]
    other = score(with_rating(one, 0, chosen, data.draw(ANSWERS.filter(lambda answer: answer is not None)))).columns[0]
    for name in ("score", "lower", "upper", "coverage"):
        assert np.array_equal(getattr(this, name), getattr(other, name), equal_nan=True)


# What a node asks of its children, and weights that cross the tree.


def test_a_dimension_with_too_few_ratings_has_no_score_and_counts_as_not_covered_above() -> None:
    of = framework(dimension("a", criterion("A")), dimension("b", *map(criterion, ("B1", "B2", "B3")), minimum_children="2"))
    found = score(a_set(of, assessment("x", {"A": 4, "B1": 2})))
    row, (_, below) = found.headline()[0], found.dimension_rows()
    assert (row.score, row.lower, row.upper, row.coverage) == (100.0, 50.0, 100.0, 0.5)
    assert (below.score, below.lower, below.upper) == (None, 0.0, 100.0)
    assert below.coverage == pytest.approx(1 / 3)
    assert found.contributions()[:, 0].tolist() == [100.0, 0.0, 0.0, 0.0]


def test_the_whole_may_ask_for_a_share_of_its_dimensions() -> None:
    of = framework(*(dimension(id_, criterion(id_.upper())) for id_ in "abc"), minimum_children="50%")
    few, enough = score(a_set(of, assessment("few", {"A": 4}), assessment("more", {"A": 4, "B": 0}))).headline()[::-1]
    assert (few.initiative, few.score, few.status, few.rank) == ("few", None, "not-enough-evidence", None)
    assert (few.lower, few.upper) == (0.0, 100.0)
    assert few.coverage == pytest.approx(1 / 3)
    assert (enough.score, enough.rank) == (50.0, 1)


def test_a_column_of_one_aspect_is_not_barred_for_having_fewer_criteria() -> None:
    both, paper = criterion("A", aspects=["paper", "practice"]), criterion("B", aspects=["paper"])
    of = framework(dimension("d", both, paper, minimum_children="2"), combine_aspects="minimum")
    found = score(a_set(of, assessment("x", {"A": {"paper": 4, "practice": 2}, "B": {"paper": 0}})))
    assert [found.headline(column)[0].score for column in ("overall", "paper", "practice")] == [25.0, 50.0, 50.0]


def test_weights_by_tag_multiply_and_a_weight_set_changes_them() -> None:
    of = framework(
        dimension("d", criterion("A", weight=2, tags={"p": "x"}), criterion("B", tags={"p": "y"})),
        tag_weights={"p": {"x": 1, "y": 6}},
        weight_sets={
            "flat": {"title": "Flat", "tag-weights": {"p": {"y": 1}}},
            "own": {"title": "Own", "weights": {"A": 18}},
        },
    )
    given = a_set(of, assessment("x", {"A": 4, "B": 0}))
    assert score(given).headline()[0].score == 25.0  # 2 x 1 of 2 x 1 + 1 x 6
    assert score(given, weight_set="flat").headline()[0].score == pytest.approx(200 / 3)
    assert score(given, weight_set="own").headline()[0].score == 75.0  # 18 of 18 + 6
    assert of.weights_of() == {"A": 2.0, "B": 6.0}
    assert of.weights_of("own") == {"A": 18.0, "B": 6.0}
    assert framework(dimension("d", criterion("A"))).weights_of() == {}


def test_a_bonus_waits_until_the_rest_is_met() -> None:
    of = framework(dimension("d", criterion("A"), criterion("B"), criterion("X", bonus=True), lifts_from="75"))
    given = (assessment("met", {"A": 3, "B": 3, "X": 4}), assessment("short", {"A": 4, "B": 2, "X": 4}))
    met, short = score(a_set(of, *given)).headline()
    assert met.score == pytest.approx(250 / 3)
    assert short.score == 75.0


def test_a_band_may_ask_to_be_above_the_median() -> None:
    of = framework(
        dimension("d", criterion("A", scale="peers"), criterion("B")),
        scales={
            "level": {"kind": "levels", "levels": ["no", "yes"]},
            "peers": {"kind": "relative", "method": "quantiles", "above": "50%"},
        },
        default_scale="level",
        bands=[{"name": "low", "from": "0"}, {"name": "high", "from": "50", "requires": [{"of": "A", "level": "1"}]}],
    )
    given = (assessment(id_, {"A": value, "B": 1}) for id_, value in (("a", 1), ("b", 2), ("c", 3)))
    rows = {row.initiative: (row.score, row.band) for row in score(a_set(of, *given)).headline()}
    assert rows == {"a": (50.0, "low"), "b": (50.0, "low"), "c": (100.0, "high")}
