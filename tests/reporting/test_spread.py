"""The answers to each criterion counted again, the best example by its rule, and what is missing everywhere."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from msiscore.assessment import Source
from msiscore.rating_matrix import rating_of
from msiscore.reporting.report import Report
from msiscore.reporting.report_results import CriterionSpread
from msiscore.scoring.scores import Scores, score
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework, plain_report

SCALES = {"level": LEVELS, "share": {"kind": "measure", "unit": "%", "from": 0, "to": 100}}
OF = framework(dimension("d", criterion("A"), criterion("M", scale="share")), scales=SCALES, default_scale="level")
SHOWN, HIDDEN, AGAINST = {"source": "open"}, {"source": "hidden"}, {"source": "open", "stance": "contradicts"}


def rows(*ratings: dict[str, Any]) -> dict[str, CriterionSpread]:
    made = a_set(OF, *(assessment(f"i{n}", given) for n, given in enumerate(ratings)))
    made.sources.update(  # type: ignore[attr-defined]  # a plain dict here
        open=Source.model_validate({"title": "Open"}), hidden=Source.model_validate({"title": "Shut", "visibility": "secret"})
    )
    table = plain_report(score(made)).by_criterion
    assert table is not None
    return {row.criterion: row for row in table.rows}


def counted(row: CriterionSpread) -> list[tuple[str, str, int | None]]:
    return [(one.answer, one.count, one.step) for one in row.counts]


def test_answers_are_counted_from_the_best_down_and_then_the_states() -> None:
    row = rows({"A": 1}, {"A": 4}, {"A": "too-early"}, {"A": 1}, {}, {"A": "nothing-found"})["A"]
    assert counted(row) == [
        *(("4 · leading", "1", 4), ("1 · weak", "2", 1)),
        *(("nothing found", "1", None), ("too early", "1", None), ("unanswered", "1", None)),
    ]


@pytest.mark.parametrize("name", ["tutorial_report", "dutch_report"])
def test_each_bar_is_filled_from_end_to_end(name: str, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(name)
    assert report.by_criterion is not None
    for row in report.by_criterion.rows:
        end = 0.0
        for part in row.counts:
            assert part.start == pytest.approx(end)
            assert part.width == pytest.approx(100 * int(part.count) / len(report.profiles))
            end = part.start + part.width
        assert end == pytest.approx(100)


def test_the_counts_of_the_tutorial_are_those_of_its_files(tutorial: Scores, tutorial_report: Report) -> None:
    assert tutorial_report.by_criterion is not None
    for row, item in zip(tutorial_report.by_criterion.rows, tutorial.matrix.items, strict=True):
        ratings = [rating_of(one, item) for one in tutorial.assessment_set.assessments]
        answers = Counter(rating is not None and rating.answer is not None for rating in ratings)
        assert sum(int(part.count) for part in row.counts if part.step is not None) == answers[True]
        assert sum(int(part.count) for part in row.counts if part.step is None) == answers[False]


def test_many_measured_values_are_counted_by_fifths() -> None:
    few = rows(*({"M": {"value": value}} for value in (10, 10, 90)))["M"]
    assert counted(few) == [("90%", "1", 4), ("10%", "2", 0)]
    many = rows(*({"M": {"value": 5 * value}} for value in range(20)))["M"]
    assert counted(many) == [
        *(("value of 80 to 100", "4", 4), ("value of 60 to 80", "4", 3), ("value of 40 to 60", "4", 2)),
        *(("value of 20 to 40", "4", 1), ("value of 0 to 20", "4", 0)),
    ]


def test_the_best_example_is_the_highest_with_evidence_that_may_be_shown() -> None:
    row = rows(
        {"A": {"level": 4, "evidence": [HIDDEN]}},
        {"A": {"level": 4}},
        {"A": {"level": 4, "evidence": [AGAINST]}},
        {"A": {"level": 3, "evidence": [SHOWN, AGAINST]}},
        {"A": {"level": 2, "evidence": [SHOWN]}},
    )["A"]
    assert row.best is not None
    assert (row.best.initiative.name, row.best.answer, row.best.others) == ("i3", "3 · strong", "")
    assert [entry.contradicts for entry in row.best.evidence] == [False]


def test_of_several_the_first_in_the_ranking_is_shown_and_the_others_are_counted() -> None:
    best = {"A": {"level": 4, "evidence": [SHOWN]}}
    row = rows(best | {"M": {"value": 1}}, best | {"M": {"value": 50}}, best | {"M": {"value": 9}})["A"]
    assert row.best is not None
    assert (row.best.initiative.name, row.best.others) == ("i1", "2 others with the same rating")


def test_the_lowest_rating_is_no_example() -> None:
    row = rows({"A": {"level": 0, "evidence": [SHOWN]}}, {"A": {"level": 0, "evidence": [SHOWN]}})["A"]
    assert row.best is None
    assert row.remark == "all 2 ratings are the lowest"


@pytest.mark.parametrize(
    ("answers", "remark"),
    [
        ([None, "too-early", "too-early"], "no initiative has a rating (too early 2, unanswered 1)"),
        (["not-applicable", "not-applicable"], "not applicable to any initiative"),
        (["not-applicable", 0], "the only rating is the lowest"),
        ([0, 1], ""),
    ],
)
def test_what_is_missing_everywhere_is_said(answers: list[Any], remark: str) -> None:
    assert rows(*({} if one is None else {"A": one} for one in answers))["A"].remark == remark


def test_what_is_missing_in_the_dutch_set(dutch: Scores) -> None:
    table = plain_report(dutch).by_criterion
    assert table is not None
    assert [term.name for term in table.missing] == ["RCH-01", "STP-05", "IMP-01"]
