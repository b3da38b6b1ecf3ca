"""The comparing tables: what is ranked, what is set apart and why, and that their numbers are those of the scores."""

from __future__ import annotations

import pytest

from msiscore.reporting.report import Report
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report

GATED = framework(
    dimension("d", criterion("GATE", minimum={"level": 2, "at": 49}), criterion("B")),
    dimension("e", criterion("C")),
    minimum_coverage="60%",
    bands=[{"name": "low", "from": 0}, {"name": "high", "from": 50}],
)


@pytest.fixture
def report() -> Report:
    return plain_report(
        score(
            a_set(
                GATED,
                assessment("good", {"GATE": 4, "B": 4, "C": 4}),
                assessment("capped", {"GATE": 1, "B": 4, "C": 4}),
                assessment("sparse", {"B": 4}),
            )
        )
    )


def test_the_ranked_stand_in_order_and_the_others_apart_with_the_reason(report: Report) -> None:
    table = report.tables[0]
    assert [(row.rank, row.initiative, row.score.text, row.band) for row in table.ranked] == [
        ("1", "good", "100", "high"),
        ("2", "capped", "49", "low"),
    ]
    (sparse,) = table.unranked
    assert (sparse.rank, sparse.score.text, sparse.interval) == ("", "–", "25–100")
    assert sparse.remark == "Not enough evidence for a score: 25% of the weight is rated, 60% is needed."


def test_a_capped_score_says_what_it_was(report: Report) -> None:
    capped = report.tables[0].ranked[1]
    assert capped.standards == "1 not met"
    assert capped.remark == "81 before minimum standards; not met: GATE."


def test_a_dimension_with_too_little_rated_shows_no_score(report: Report) -> None:
    rows = {term.name: cells for term, cells in report.heat_map.rows}
    assert [cell.figure.text for cell in rows["sparse"]] == ["–", "–"]
    assert rows["sparse"][0].step is None
    assert rows["sparse"][0].letter == ""
    assert rows["sparse"][0].spoken == "Sparse, Title of d: no score, coverage 50%"
    assert [(cell.figure.text, cell.step, cell.letter) for cell in rows["good"]] == [("100", 4, "A"), ("100", 4, "A")]
    assert rows["good"][0].spoken == "Good, Title of d: 100 (A), coverage 100%"


def test_every_minimum_standard_has_a_verdict_for_every_initiative(report: Report) -> None:
    (row,) = report.standards.rows
    verdicts = {term.name: (cell.status, cell.margin) for term, cell in zip(report.standards.initiatives, row.cells, strict=True)}
    assert verdicts == {"good": ("met", "+2 levels"), "capped": ("not-met", "−1 level"), "sparse": ("unknown", "")}
    assert row.asks == "at least 2 · partial"
    assert row.consequence == "below it, the score is at most 49"


def test_the_numbers_of_the_tables_are_those_of_the_scores(tutorial: Scores, tutorial_report: Report) -> None:
    for table, column in zip(tutorial_report.tables, tutorial.columns, strict=True):
        rows = {row.initiative: row for row in (*table.ranked, *table.unranked)}
        for expected in tutorial.headline(column.column):
            shown = rows[expected.initiative]
            assert (shown.score.value, shown.lower.value, shown.upper.value) == (expected.score, expected.lower, expected.upper)
            assert shown.rank == str(expected.rank or "")


def test_views_have_a_column_for_every_value_of_the_tag(tutorial_report: Report) -> None:
    sizes = {view.id: len(view.columns) for view in tutorial_report.views}
    assert sizes == {"result-level": 3, "due-diligence-step": 6}
    assert all(len(cells) == len(view.columns) for view in tutorial_report.views for _, cells in view.rows)


def test_paper_and_practice_have_a_table_each(tutorial_report: Report) -> None:
    assert [table.title for table in tutorial_report.tables] == ["Overall", "On paper (6 criteria)", "In practice (6 criteria)"]


def test_a_minimum_score_stands_in_the_table_without_a_criterion() -> None:
    of = framework(
        dimension("gate", criterion("A"), minimum={"score": 60, "otherwise": "cap", "at": 40}),
        dimension("rest", criterion("B")),
        minimum={"score": 70, "otherwise": "flag"},
    )
    report = plain_report(score(a_set(of, assessment("a", {"A": 2, "B": 4}), assessment("b", {"A": 3, "B": 3}))))
    assert [(row.criterion, row.title, row.asks) for row in report.standards.rows] == [
        ("", "Title of gate", "a score of at least 60"),
        ("", "Overall score", "a score of at least 70"),
    ]
    assert [(cell.status, cell.margin) for cell in report.standards.rows[0].cells] == [("met", "+15"), ("not-met", "−10")]
    assert [cell.margin for cell in report.standards.rows[1].cells] == ["+5", "+5"]
    row = next(row for row in report.tables[0].ranked if row.initiative == "a")
    assert (row.standards, row.remark) == ("1 not met", "75 before minimum standards; not met: gate.")
