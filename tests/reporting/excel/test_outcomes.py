"""What follows from the root of a tree."""

from __future__ import annotations

import pytest

from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.outcomes import RESULTS
from msiscore.reporting.report import Report
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report
from tests.reporting.excel.sample import sample_report


def _value(report: Report, name: str, k: int = 0) -> object:
    book = book_of(report)
    cell = book.trees[0].body[k][book.outcomes[0].columns[name]]
    assert cell is not None
    return cell.value


def test_each_result_has_a_name_in_every_column() -> None:
    book = book_of(sample_report())
    assert {f"{column}_{name}" for column in ("overall", "paper", "practice") for name in RESULTS} <= set(book.frame.defined)


def test_places_follow_the_ranks_and_then_the_titles() -> None:
    report = sample_report("en", 6)
    calc = report.calculation
    assert calc is not None
    shown = [row.initiative for row in (*report.tables[0].ranked, *report.tables[0].unranked)]
    places = {term.name: _value(report, "place", k) for k, term in enumerate(calc.initiatives)}
    assert sorted(places, key=lambda name: float(str(places[name]))) == shown


def test_rounded_scores_are_ranked_where_the_framework_says_so() -> None:
    made = framework(dimension("a", criterion("A"), criterion("B"), criterion("C")), ranking="rounded")
    report = plain_report(score(a_set(made, assessment("one", {"A": 1, "B": 2, "C": 2}))))
    assert _value(report, "score") == pytest.approx(125 / 3)
    assert _value(report, "compared") == 42.0


def test_a_band_that_requires_more_is_asked_for_one_by_one() -> None:
    bands = [{"name": "low", "from": "0"}, {"name": "high", "from": "50", "requires": [{"of": "A", "level": "3"}]}]
    made = framework(dimension("a", criterion("A"), criterion("B")), bands=bands)
    book = book_of(plain_report(score(a_set(made, assessment("one", {"A": 2, "B": 4})))))
    cell = book.trees[0].body[0][book.outcomes[0].columns["band"]]
    assert cell is not None
    assert cell.value == "low"
    assert "<2),INDEX(band_title,2),IF(AND(" in cell.formula
