"""What the workbook gets to compute with."""

from __future__ import annotations

import pytest

from msiscore.reporting.calculation import Calculation
from msiscore.reporting.report import Report
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report


def _calculation(report: Report) -> Calculation:
    assert report.calculation is not None
    return report.calculation


def test_the_tree_keeps_what_the_weights_leave_out() -> None:
    made = framework(
        dimension("a", criterion("A1"), criterion("A2", weight=0)), dimension("b", criterion("B1", weight=0)), weighting="count"
    )
    calc = _calculation(plain_report(score(a_set(made, assessment("one", {"A1": 2, "B1": 4})))))
    rows = {row.id: row for row in calc.columns[0].rows}
    assert set(rows) == {"", "a", "b", "A1", "A2", "B1"}
    assert rows[""].point == (50.0,)
    assert rows["b"].point == (None,)
    assert rows["A2"].weight == 0
    assert [rows["a"].full_weight, rows["a"].effective] == [2.0, ((2.0,), (2.0,))]


def test_initiatives_stand_by_title_and_answers_as_they_are_entered() -> None:
    made = framework(
        dimension("a", criterion("L"), criterion("Y", scale="y")),
        scales={"level": {"kind": "levels", "levels": ["no", "yes"], "first": 1}, "y": {"kind": "yes-no"}},
        default_scale="level",
    )
    ratings = [assessment("x", {"L": 2, "Y": "yes"}, title="B"), assessment("z", {"L": "no"}, title="A")]
    calc = _calculation(plain_report(score(a_set(made, *ratings)), language="nl"))
    assert [term.name for term in calc.initiatives] == ["z", "x"]
    assert calc.answers == ((1.0, None), (2.0, "ja"))
    assert calc.items[0].policies == "NLXOOO"


def test_bonus_is_told_step_by_step() -> None:
    made = framework(dimension("a", criterion("A"), criterion("X", bonus="yes"), criterion("Y", bonus="yes")))
    calc = _calculation(plain_report(score(a_set(made, assessment("one", {"A": 1, "X": 4, "Y": 3})))))
    row = next(row for row in calc.columns[0].rows if row.id == "a")
    assert row.base[0] == (25.0,)
    assert [step[0] for step in row.lifted[0]] == [62.5, pytest.approx(200 / 3)]
    assert row.point[0] == pytest.approx(200 / 3)


def test_a_standard_has_what_it_asks_of_each() -> None:
    minimum = {"level": "1", "otherwise": "cap", "at": 49, "by-year": {"2": "3"}}
    made = framework(dimension("a", criterion("A", minimum=minimum)))
    one = assessment("one", {"A": 2}, started="2019-07-08")
    calc = _calculation(plain_report(score(a_set(made, one, assessment("two", {"A": 2})))))
    [standard] = calc.columns[0].standards
    assert (standard.due, standard.asked) == ((75.0, None), (3.0, None))
    assert (standard.verdict, standard.margin) == ((3, 2), (-1.0, None))
    assert standard.units == (" level", " levels")


def test_weights_by_tag_are_in_the_own_weights_and_in_those_of_the_sets_that_change_them() -> None:
    made = framework(
        dimension("d", criterion("A", weight=2, tags={"p": "x"}), criterion("B", tags={"p": "y"})),
        tag_weights={"p": {"x": 3, "y": 5}},
        weight_sets={
            "flat": {"title": "Flat", "tag-weights": {"p": {"y": 1}}},
            "named": {"title": "Named", "weights": {"A": 2}},
        },
    )
    calc = _calculation(plain_report(score(a_set(made, assessment("one", {"A": 2})), weight_set="flat")))
    rules = {rule.id: (rule.own, rule.named, rule.in_use) for rule in calc.weights}
    assert rules == {"d": (1.0, (None, None), 1.0), "A": (6.0, (None, 6.0), 6.0), "B": (5.0, (1.0, None), 1.0)}


def test_a_node_that_asks_for_children_says_how_many_have_a_value_can_and_must() -> None:
    made = framework(
        dimension("d", *map(criterion, "ABC"), criterion("X", bonus=True), minimum_children="2", lifts_from="75"),
        dimension("e", criterion("E")),
    )
    given = assessment("one", {"A": 4, "C": "not-applicable", "E": 2}), assessment("two", {"A": 3, "B": 4, "X": 4})
    rows = {row.id: row for row in _calculation(plain_report(score(a_set(made, *given)))).columns[0].rows}
    assert rows["d"].children == ((1.0, 2.0), (2.0, 3.0), (2.0, 2.0))
    assert rows["d"].may_lift == ((0.0, 0.0), (0.0, 0.0), (1.0, 1.0))  # C of the second is open
    assert (rows["d"].point[0], rows["d"].lower[0], rows["d"].upper[0]) == (None, 0.0, 100.0)
    assert (rows["e"].children, rows["e"].may_lift) == ((), ())
