"""Every kind of scale: answers worked out by hand or published, and a contract that all kinds in the registry keep."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from msiscore.scales import SCALES, BaseScale, RelativeScale, Scale, UnreadableAnswer

NAN = math.nan


def scale(**data: Any) -> BaseScale:
    made: BaseScale = TypeAdapter(Scale).validate_python({key.rstrip("_"): value for key, value in data.items()})
    return made


def refusal(**data: Any) -> str:
    with pytest.raises(ValidationError) as raised:
        scale(**data)
    return str(raised.value.errors()[0]["msg"])


def unreadable(of: BaseScale, answer: str) -> UnreadableAnswer:
    with pytest.raises(UnreadableAnswer) as raised:
        of.read(answer)
    return raised.value


def worth(of: BaseScale, *answers: str) -> list[float]:
    return of.normalise([of.read(answer) for answer in answers])


FIVE = ["absent", "weak", "partial", "strong", "leading"]


# Levels ----------------------------------------------------------------------------------------------------------------------


def test_levels_are_equally_spaced() -> None:
    assert worth(scale(kind="levels", levels=FIVE), "0", "1", "2", "3", "4") == [0, 0.25, 0.5, 0.75, 1]


def test_levels_may_be_named_in_any_language_and_case() -> None:
    levels = scale(kind="levels", levels=[{"en": "low", "nl": "laag"}, {"en": "high", "nl": "hoog"}])
    assert worth(levels, "low", "HOOG", " laag ", "1", "1.0") == [0, 1, 0, 1, 1]


def test_levels_may_count_from_one() -> None:
    levels = scale(kind="levels", levels=FIVE, first=1)
    assert worth(levels, "1", "5", "weak") == [0, 1, 0.25]
    assert unreadable(levels, "0").allowed.startswith("1 (absent), 2 (weak)")


def test_levels_may_have_values_and_be_reversed() -> None:
    assert worth(scale(kind="levels", levels=["a", "b", "c"], values=[10, 20, 60]), "0", "1", "2") == [0, 0.2, 1]
    assert worth(scale(kind="levels", levels=["a", "b", "c"], values=[0, 0, 3]), "0", "1", "2") == [0, 0, 1]
    assert worth(scale(kind="levels", levels=["a", "b", "c"], reversed=True), "0", "1", "2") == [1, 0.5, 0]


@pytest.mark.parametrize("answer", ["5", "-1", "1.5", "strongest", "no", "", "nan", "1e400", "1,0", "1_0", "9" * 5000])
def test_what_is_not_a_level(answer: str) -> None:
    raised = unreadable(scale(kind="levels", levels=FIVE), answer)
    assert str(raised).endswith("is not a level of this scale")
    assert raised.allowed == "0 (absent), 1 (weak), 2 (partial), 3 (strong), 4 (leading)"
    assert len(str(raised)) < 100


def test_scales_of_levels_that_make_no_sense() -> None:
    assert refusal(kind="levels", levels=["a", "b"], values=[1]) == "1 values for 2 levels; each level has one"
    assert refusal(kind="levels", levels=["a", "b"], values=[2, 1]) == "the values must not fall from one level to the next"
    assert refusal(kind="levels", levels=["a", "b"], values=[1, 1]) == "the values are all the same"
    assert refusal(kind="levels", levels=["a", "b"], values=[-1e308, 1e308]) == "the number is too large to work with"
    assert refusal(kind="levels", levels=["a", "b"], first=10**20)


# Yes or no, points -----------------------------------------------------------------------------------------------------------


def test_yes_is_one_and_no_is_nothing() -> None:
    assert worth(scale(kind="yes-no"), "yes", "No", " TRUE ", "false") == [1, 0, 1, 0]
    assert worth(scale(kind="yes-no", reversed=True), "yes", "no") == [0, 1]
    assert unreadable(scale(kind="yes-no"), "maybe").allowed == "yes, no"


def test_points_are_a_share_of_the_maximum() -> None:
    assert worth(scale(kind="points", of=5), "0", "1", "3.5", "5") == [0, 0.2, 0.7, 1]
    assert worth(scale(kind="points", of=4, reversed=True), "0", "1", "4") == [1, 0.75, 0]
    assert scale(kind="points", of=12.5).points_available == 12.5
    assert scale(kind="yes-no").points_available == 1


def test_points_come_in_steps() -> None:
    half = scale(kind="points", of=5, step=0.5)
    assert worth(half, "2.5", "0.5") == [0.5, 0.1]
    assert worth(scale(kind="points", of=0.3, step=0.1), "0.3", "0.1") == pytest.approx([1, 1 / 3])
    assert str(unreadable(half, "2.25")) == "2.25 points fall between the steps"
    assert unreadable(half, "5.5").allowed == "0 to 5 in steps of 0.5"


def test_steps_must_reach_the_maximum() -> None:
    assert "not a whole number of steps" in refusal(kind="points", of=5, step=2)
    for step in (6, 1e-9, 1e-320):
        assert refusal(kind="points", of=5, step=step) == "a step is at most `of`, and there are at most 1,000,000 of them"
    assert refusal(kind="points", of=0)
    assert refusal(kind="points", of="1e400")


# Measures --------------------------------------------------------------------------------------------------------------------


def test_a_measure_lies_between_its_goalposts() -> None:
    share = scale(kind="measure", from_=0, to=100, unit="%")
    assert worth(share, "0", "1.6", "50", "100") == [0, 0.016, 0.5, 1]
    assert worth(share, "-3", "130") == [0, 1]
    assert worth(scale(kind="measure", from_=100, to=20), "100", "80", "20") == [0, 0.25, 1]


def test_outside_the_goalposts_may_be_refused() -> None:
    strict = scale(kind="measure", from_=10, to=0, clip="no")
    assert worth(strict, "10", "0") == [0, 1]
    assert str(unreadable(strict, "10.5")) == "10.5 is outside the goalposts"


def test_the_income_index_of_the_human_development_report() -> None:
    """Goalposts 100 and 75,000 dollars with a logarithm: UNDP, Human Development Report 2021/22, technical note 1.

    By hand for 5,593.14206 dollars: ln 5593.14206 = 8.629296, ln 100 = 4.605170, ln 75000 = 11.225243;
    (8.629296 - 4.605170) / (11.225243 - 4.605170) = 4.024126 / 6.620073 = 0.607867.
    """
    income = scale(kind="measure", from_=100, to=75_000, log=True, unit="dollars")
    assert worth(income, "5593.14206") == pytest.approx([0.607867], abs=5e-7)
    assert worth(income, "100", "75000", "1", "1e6") == [0, 1, 0, 1]
    assert worth(income, "2738.6127875258306") == pytest.approx([0.5])  # the geometric mean of the goalposts


def test_the_health_index_of_the_human_development_report() -> None:
    """Life expectancy between 20 and 85 years, same note: 72.95 years give (72.95 - 20) / 65 = 0.8146."""
    assert worth(scale(kind="measure", from_=20, to=85), "72.95") == pytest.approx([0.814615], abs=5e-7)


def test_logarithms_need_numbers_above_nothing() -> None:
    assert unreadable(scale(kind="measure", from_=1, to=10, log=True), "0").allowed == "a number above 0"
    assert refusal(kind="measure", from_=0, to=1, log=True) == "a logarithmic scale needs goalposts above 0"
    assert refusal(kind="measure", from_=1e16, to=1e16 + 2, log=True) == "`from` and `to` have the same logarithm"
    assert refusal(kind="measure", from_=3, to=3) == "`from` and `to` are the same"
    assert refusal(kind="measure", from_="1e300", to=3) == "the number is too large to work with"


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        ("1,5", "write a point, not a comma"),
        ("1.000,5", "write a point, not a comma"),
        ("1 000", "no spaces"),
        ("50%", "without its unit"),
        ("50 %", "without its unit"),
        ("EUR 50", "without its unit"),
        ("fifty", "is not a number"),
        ("", "is not a number"),
        ("nan", "is not a number"),
        ("1_5", "is not a number"),
        ("inf", "is too large"),
        ("1e400", "is too large"),
        ("-1e101", "is too large"),
        ("9" * 5000, "is too large"),
    ],
)
def test_what_is_not_a_number(answer: str, advice: str) -> None:
    raised = unreadable(scale(kind="measure", from_=0, to=1000000, unit="EUR"), answer)
    assert advice in str(raised)
    assert raised.allowed == "a number; 0 EUR is worst and 1000000 EUR is best"


# Thresholds ------------------------------------------------------------------------------------------------------------------


def test_a_threshold_is_passed_or_reached() -> None:
    reach = scale(kind="thresholds", unit="%", steps=["> 0", ">= 10", ">= 30", ">= 60"])
    assert worth(reach, "0", "0.001", "9.99", "10", "29.9", "30", "60", "1000") == [0, 0.25, 0.25, 0.5, 0.5, 0.75, 1, 1]
    assert [reach.level_of(number) for number in (0, 10, 60)] == [0, 2, 4]
    assert reach.step_count == 5


def test_thresholds_where_less_is_better() -> None:
    strict = scale(kind="thresholds", steps=["< 50", "<= 10", "< 0"])
    assert worth(strict, "50", "49.9", "10", "0", "-0.1") == pytest.approx([0, 1 / 3, 2 / 3, 2 / 3, 1])


def test_a_step_without_a_sign_means_or_more() -> None:
    assert worth(scale(kind="thresholds", steps=[0, "10"]), "-1", "0", "10") == [0, 0.5, 1]


def test_a_threshold_is_kept_to_the_last_digit() -> None:
    exact = scale(kind="thresholds", steps=[">= 1234567", ">= 99999999.5"])
    assert worth(exact, "1234566", "1234567", "1234569", "99999999.4", "99999999.5") == [0, 0.5, 0.5, 0.5, 1]


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        (["> 10", "> 5"], "each step must ask more than the one before it"),
        (["> 10", ">= 10"], "each step must ask more than the one before it"),
        (["< 5", "< 10"], "each step must ask more than the one before it"),
        (["> 5", "< 10"], "the steps mix `more is better` (>) with `less is better` (<)"),
        (["> 5 %"], "`> 5 %` is not a step such as `> 0` or `>= 10`, without a unit"),
        (["> 0,5"], "`> 0,5` is not a step such as `> 0` or `>= 10`, without a unit"),
        (["=> 5"], "`=> 5` is not a step such as `> 0` or `>= 10`, without a unit"),
        (["ten"], "`ten` is not a step such as `> 0` or `>= 10`, without a unit"),
    ],
)
def test_steps_that_make_no_sense(steps: list[str], message: str) -> None:
    assert refusal(kind="thresholds", steps=steps) == message


def test_a_threshold_of_four_hundred_digits_is_refused() -> None:
    assert "is not a step" in refusal(kind="thresholds", steps=["> " + "9" * 400])


@pytest.mark.parametrize("level", ["5", "-1", "1.0", "²", "٣", "9" * 5000, "", "two"])
def test_a_minimum_on_thresholds_is_a_level(level: str) -> None:
    reach = scale(kind="thresholds", steps=["> 0", ">= 10", ">= 30", ">= 60"])
    with pytest.raises(UnreadableAnswer) as raised:
        reach.minimum_value(level)
    assert raised.value.allowed == "0 to 4"


# Relative to the set ---------------------------------------------------------------------------------------------------------


def relative(method: str, raw: Sequence[float], **more: Any) -> list[float]:
    return scale(kind="relative", method=method, **more).normalise(raw)


def test_min_max() -> None:
    assert relative("min-max", [2, 4, 10]) == [0, 0.25, 1]
    assert relative("min-max", [2, 4, 10], reversed=True) == [1, 0.75, 0]


def test_z_scores_are_clipped_at_three_standard_deviations() -> None:
    # The mean is 5 and the standard deviation of the whole set 2.
    by_hand = [0.5 + z / 6 for z in (-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2)]
    assert relative("z-score", [2, 4, 4, 4, 5, 5, 7, 9]) == pytest.approx(by_hand)
    many = relative("z-score", [0.0] * 99 + [1.0])
    assert many[-1] == 1.0  # nearly ten standard deviations above
    assert many[0] == pytest.approx(0.5 - 0.1005 / 6, abs=1e-4)


def test_percentile_ranks_count_ties_half() -> None:
    # Of the four others, one lies below each 5 and two beside it: (1 + 2 / 2) / 4.
    assert relative("percentile-rank", [1, 5, 5, 5, 9]) == [0, 0.5, 0.5, 0.5, 1]
    assert relative("percentile-rank", [3, 1, 2, 2]) == pytest.approx([1, 0, 0.5, 0.5])
    assert relative("percentile-rank", [7, 7, 1]) == [0.75, 0.75, 0]


@pytest.mark.parametrize("method", ["min-max", "z-score", "percentile-rank"])
def test_equal_values_are_worth_half(method: str) -> None:
    assert relative(method, [3, 3, 3]) == [0.5, 0.5, 0.5]
    assert relative(method, [3]) == [0.5]
    assert relative(method, []) == []


@pytest.mark.parametrize("method", ["min-max", "z-score", "percentile-rank"])
def test_unknown_values_stay_unknown_and_move_nobody(method: str) -> None:
    found = relative(method, [NAN, 2, 4, NAN, 10])
    assert [math.isnan(value) for value in found] == [True, False, False, True, False]
    assert [found[1], found[2], found[4]] == relative(method, [2, 4, 10])
    assert all(map(math.isnan, relative(method, [NAN, NAN])))


@pytest.mark.parametrize("method", ["min-max", "z-score", "percentile-rank"])
@settings(deadline=None)
@given(raw=st.lists(st.floats(-1e100, 1e100), min_size=1, max_size=8))
def test_relative_values_lie_in_the_unit_and_keep_the_order(method: str, raw: list[float]) -> None:
    values = relative(method, raw)
    assert all(0 <= value <= 1 for value in values)
    for (a, x), (b, y) in zip(zip(raw, values, strict=True), zip(raw[1:], values[1:], strict=True), strict=False):
        assert a != b or x == y
        assert a >= b or x <= y
        assert a <= b or x >= y


@pytest.mark.parametrize("method", ["min-max", "z-score"])
def test_differences_too_small_to_square_still_count(method: str) -> None:
    low, high = relative(method, [0.0, 1e-200])
    assert low < 0.5 < high


def test_z_scores_of_a_normal_sample_agree_with_its_quantiles() -> None:
    quantiles = [NormalDist().inv_cdf((i + 0.5) / 1000) for i in range(1000)]
    found = relative("z-score", [50 + 10 * quantile for quantile in quantiles])
    assert found[841] == pytest.approx(0.5 + 1 / 6, abs=0.002)  # one standard deviation above the mean


# What every kind keeps -------------------------------------------------------------------------------------------------------

EXAMPLES: dict[str, list[tuple[dict[str, Any], list[str]]]] = {
    # A scale, and answers from the smallest raw number to the largest.
    "levels": [
        ({"levels": FIVE}, ["0", "1", "partial", "3", "4"]),
        ({"levels": FIVE, "reversed": True, "first": 1}, ["1", "2", "3", "strong", "5"]),
        ({"levels": ["a", "b", "c"], "values": [0, 10, 15]}, ["a", "b", "c"]),
    ],
    "yes-no": [({}, ["no", "yes"]), ({"reversed": "yes"}, ["no", "yes"])],
    "points": [({"of": 5, "step": 0.5}, ["0", "0.5", "4.5", "5"]), ({"of": 5, "reversed": "yes"}, ["0", "1.1", "5"])],
    "measure": [
        ({"from": 0, "to": 100}, ["-5", "0", "33.3", "100", "101"]),
        ({"from": 100, "to": 0}, ["-5", "0", "33.3", "100", "101"]),
        ({"from": 1, "to": 1000, "log": True}, ["0.5", "1", "10", "1000", "2000"]),
        ({"from": -3, "to": 3, "clip": "no"}, ["-3", "0", "3"]),
    ],
    "thresholds": [
        ({"steps": ["> 0", ">= 10"]}, ["-1", "0", "0.1", "9.9", "10", "11"]),
        ({"steps": ["< 10", "<= 1"]}, ["0", "1", "1.1", "9.9", "10"]),
    ],
    "relative": [({"method": method}, ["-2", "0", "0.5", "7"]) for method in ("min-max", "z-score", "percentile-rank")]
    + [({"method": "z-score", "reversed": "yes"}, ["1", "2", "4"])],
}
CASES = [(scale(kind=kind, **data), answers) for kind, examples in EXAMPLES.items() for data, answers in examples]


def test_every_registered_kind_has_examples() -> None:
    assert set(EXAMPLES) == set(SCALES)


@pytest.mark.parametrize("kind", SCALES)
def test_a_kind_is_documented_and_named_once(kind: str) -> None:
    entry = SCALES[kind]
    assert issubclass(entry, BaseScale)
    assert len(entry.__doc__ or "") > 20
    assert entry.model_fields["kind"].default == kind
    assert all(field.description for field in entry.model_fields.values())


@pytest.mark.parametrize(("of", "answers"), CASES)
def test_values_lie_in_the_unit_and_rise_or_fall_throughout(of: BaseScale, answers: list[str]) -> None:
    raw = [of.read(answer) for answer in answers]
    assert raw == sorted(raw)
    values = of.normalise(raw)
    assert all(0 <= value <= 1 for value in values)
    turned = bool(getattr(of, "reversed", False)) or values[0] > values[-1]
    assert values == sorted(values, reverse=turned)
    assert {values[0], values[-1]} == {0, 1} or isinstance(of, RelativeScale)


@pytest.mark.parametrize(("of", "answers"), CASES)
def test_an_unknown_number_stays_unknown(of: BaseScale, answers: list[str]) -> None:
    raw = [of.read(answer) for answer in answers]
    found = of.normalise([NAN, *raw, NAN])
    assert math.isnan(found[0])
    assert math.isnan(found[-1])
    assert found[1:-1] == of.normalise(raw)


@pytest.mark.parametrize(("of", "answers"), CASES)
def test_surrounding_spaces_do_not_matter(of: BaseScale, answers: list[str]) -> None:
    assert [of.read(f" {answer} ") for answer in answers] == [of.read(answer) for answer in answers]


@pytest.mark.parametrize(("of", "answers"), CASES)
def test_what_cannot_be_read_names_what_can(of: BaseScale, answers: list[str]) -> None:
    for answer in ("", "?", "nan", "inf", "-inf", "1e400", "\N{SUPERSCRIPT TWO}", "9" * 5000, "\u202e1"):
        raised = unreadable(of, answer)
        assert raised.allowed == of.allowed
        assert len(str(raised)) < 200


@pytest.mark.parametrize(("of", "answers"), [case for case in CASES if not case[0].relative])
def test_a_minimum_is_met_exactly_where_the_margin_is_not_negative(of: BaseScale, answers: list[str]) -> None:
    asked = [str(level) for level in range(of.step_count)] if of.kind == "thresholds" else answers  # type: ignore[attr-defined]
    for minimum in asked:
        due = of.minimum_value(minimum)
        assert 0 <= due <= 1
        for answer in answers:
            raw = of.read(answer)
            value, margin = of.value_of(raw), of.margin(raw, minimum)
            assert margin < 0 or value >= due
            assert value > due or margin <= 0 or due == value


@pytest.mark.parametrize(("of", "answers"), CASES)
def test_descriptors_are_due_for_each_step(of: BaseScale, answers: list[str]) -> None:
    levels = {of.level_of(of.read(answer)) for answer in answers}
    assert levels == ({None} if of.step_count == 0 else set(range(of.step_count)))


@pytest.mark.parametrize(("of", "answers"), CASES)
def test_a_scale_is_written_and_read_back(of: BaseScale, answers: list[str]) -> None:
    again = TypeAdapter(Scale).validate_python(of.model_dump(by_alias=True))
    assert again == of
    assert [again.read(answer) for answer in answers] == [of.read(answer) for answer in answers]
