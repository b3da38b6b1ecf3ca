"""The tables of the open data: a value for every column, and rows in a fixed order."""

from __future__ import annotations

from msiscore.reporting.data_tables import tables_of
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework


def test_every_row_has_a_value_for_every_column(tutorial: Scores) -> None:
    for table in tables_of(tutorial, Wording("en")):
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert set(table.key) <= set(names)
        assert all(set(fields) <= set(names) for fields, _, _ in table.refers)


def test_what_a_rating_says_and_what_it_does_not() -> None:
    of = framework(
        dimension("d", criterion("A", aspects=["paper", "practice"]), criterion("B"), criterion("C")),
        combine_aspects={"power": 1},
    )
    made = a_set(of, assessment("x", {"A": {"paper": 4}, "B": {"state": "too-early", "reason": "New."}, "C": {"level": "weak"}}))
    ratings = next(table for table in tables_of(score(made), Wording("en")) if table.name == "ratings")
    assert [row[1:7] for row in ratings.rows] == [
        ("A", "paper", "4", 1.0, None, "rated"),
        ("A", "practice", None, None, "unanswered", "open"),
        ("B", "whole", None, None, "too-early", "excluded"),
        ("C", "whole", "weak", 0.25, None, "rated"),
    ]


def test_weights_are_those_of_the_report(tutorial: Scores) -> None:
    framework_ = tutorial.assessment_set.framework
    name, chosen = next(iter(framework_.weight_sets.items()))
    tables = tables_of(score(tutorial.assessment_set, weight_set=name), Wording("en"))
    weights = {row[0]: row[4] for row in next(table for table in tables if table.name == "weights").rows}
    assert chosen.weights.items() <= weights.items()
