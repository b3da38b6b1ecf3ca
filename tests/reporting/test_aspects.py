"""Paper against practice: who is compared, by how much, and what is said of it."""

from __future__ import annotations

from typing import Any

from msiscore.reporting.report_results import AspectTable
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report

OF = framework(
    dimension("d", criterion("A", aspects=["paper", "practice"]), criterion("B", aspects=["paper", "practice"])),
    combine_aspects="minimum",
    minimum_coverage="50%",
)


def rated(paper: Any, practice: Any) -> dict[str, Any]:
    return {key: {name: value for name, value in (("paper", paper), ("practice", practice)) if value is not None} for key in "AB"}


def made(**ratings: dict[str, Any]) -> AspectTable:
    table = plain_report(score(a_set(OF, *(assessment(id_, given) for id_, given in ratings.items())))).aspects
    assert table is not None
    return table


def test_the_gap_is_said_in_words_and_the_largest_lead_of_paper_comes_first() -> None:
    table = made(same=rated(2, 2), more=rated(1, 3), less=rated(4, 1))
    assert [(row.initiative.name, row.gap.text, row.verdict) for row in table.rows] == [
        ("less", "75", "75 higher on paper; the intervals lie apart"),
        ("same", "0", "no difference"),
        ("more", "50", "50 higher in practice; the intervals lie apart"),
    ]
    assert table.reading == "Of 3 with both scores, 1 score higher on paper, 1 higher in practice, and 1 the same."


def test_who_lacks_one_of_the_two_is_named_with_the_reason() -> None:
    table = made(a=rated(2, None), b=rated(None, 3), c=rated(1, 1))
    assert [row.initiative.name for row in table.rows] == ["c"]
    assert {term.text for term in table.without} == {"A (no score in practice)", "B (no score on paper)"}


def test_overlapping_intervals_are_never_called_apart() -> None:
    given = {"A": {"paper": 4, "practice": 3}, "B": {"paper": 4}}
    (row,) = made(a=given).rows
    assert (row.practice.interval, row.verdict) == ("38–88", "25 higher on paper; the intervals lie apart")
    given = {"A": {"paper": 3, "practice": 2}, "B": {"paper": 3}}
    (row,) = made(a=given).rows
    assert (row.paper.interval, row.practice.interval) == ("75", "25–75")
    assert row.verdict == "25 higher on paper"


def test_frameworks_without_aspects_have_no_such_section() -> None:
    report = plain_report(score(a_set(framework(dimension("d", criterion("A"))), assessment("a", {"A": 1}))))
    assert report.aspects is None
