"""The rows of a tree."""

from __future__ import annotations

import math

import pytest

from msiscore.reporting.calculation import TreeRow
from msiscore.reporting.calculation_tree import LEAST, counted_under, leaves
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report


def _rows(*dimensions: object, ratings: dict[str, object], **more: object) -> dict[str, TreeRow]:
    made = framework(*dimensions, **more)  # type: ignore[arg-type]
    calc = plain_report(score(a_set(made, assessment("one", ratings)))).calculation
    assert calc is not None
    return {row.id or "total": row for row in calc.columns[0].rows}


def test_children_stand_side_by_side_with_bonus_last() -> None:
    inner = dimension("b", criterion("B1"))
    made = framework(dimension("a", criterion("X", bonus="yes"), criterion("A1"), inner, criterion("A2")))
    calc = plain_report(score(a_set(made, assessment("one", {"A1": 1})))).calculation
    assert calc is not None
    rows = calc.columns[0].rows
    assert [row.id for row in rows] == ["", "a", "A1", "A2", "b", "X", "B1"]
    assert (rows[1].ordinary, rows[1].bonus) == ((2, 3, 4), (5,))


def test_terms_are_those_of_the_mean() -> None:
    rows = _rows(dimension("a", criterion("A"), criterion("B"), aggregation="geometric"), ratings={"A": 0, "B": 4})
    assert rows["A"].terms[0][0] == pytest.approx(math.log(LEAST))
    assert rows["B"].terms[0][0] == pytest.approx(math.log(100))
    assert rows["a"].point == (0.0,)


def test_a_dimension_that_counts_as_a_number_counts_only_where_something_applies() -> None:
    ratings = {"A": 4, "B1": "not-applicable", "C1": 2}
    dimensions = (
        dimension("a", criterion("A")),
        dimension("b", criterion("B1"), counts_as="3"),
        dimension("c", criterion("C1"), counts_as="2"),
    )
    rows = _rows(*dimensions, ratings=ratings, weighting="count")
    assert [rows[id_].effective[0] for id_ in "abc"] == [(1.0,), (0.0,), (2.0,)]
    assert [rows[id_].full_weight for id_ in "abc"] == [1.0, 3.0, 2.0]
    assert counted_under(rows["b"], list(rows.values())) == [rows["b"]]


def test_leaves_are_the_items() -> None:
    made = framework(dimension("a", criterion("A", aspects=["paper", "practice"]), criterion("B")), combine_aspects="minimum")
    calc = plain_report(score(a_set(made, assessment("one", {"B": 1})))).calculation
    assert calc is not None
    rows = calc.columns[0].rows
    assert [row.id for row in leaves(rows[0], rows)] == ["A/paper", "A/practice", "B"]
