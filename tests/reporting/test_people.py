"""Weights of people in the report: the tutorial's groups."""

from __future__ import annotations

import pytest

from msiscore.analysis.weights import analyse_weights
from msiscore.loading.set_loader import load_set
from msiscore.reporting.figures import Figures
from msiscore.reporting.people import groups_section
from msiscore.reporting.report import Report
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework


def test_distances_are_those_of_the_analysis(tutorial_report: Report) -> None:
    assert tutorial_report.groups is not None
    table, node = tutorial_report.groups.table("distances"), analyse_weights(load_set("tutorial")).nodes[0]
    assert table is not None
    for (one, other), apart in node.distances.items():
        i, j = node.groups.index(one), node.groups.index(other)
        assert table.rows[i].figures[j].value == pytest.approx(100 * apart)
        assert table.rows[j].figures[i] == table.rows[i].figures[j]


def test_shares_of_a_group_sum_to_the_whole(tutorial_report: Report) -> None:
    assert tutorial_report.groups is not None
    table = tutorial_report.groups.table("shares")
    assert table is not None
    for column in range(len(table.columns) - 1):
        assert sum(row.figures[column].value or 0.0 for row in table.rows) == pytest.approx(100)


def test_where_nobody_was_asked_there_is_nothing() -> None:
    scores = score(a_set(framework(dimension("one", criterion("A"))), assessment("a", {"A": 4})))
    wording = Wording("en")
    assert groups_section(scores, Figures(wording, scores.assessment_set.framework), wording) is None
