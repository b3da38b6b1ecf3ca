"""Reach: two quantities that are never put together, and what is unknown stays unknown in words."""

from __future__ import annotations

from typing import Any

from msiscore.reporting.report_results import ReachTable
from msiscore.scoring.scores import Scores, score
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework, plain_report

SCALES = {"level": LEVELS, "share": {"kind": "measure", "unit": "%", "from": 0, "to": 100}}
OF = framework(
    dimension(
        "d",
        criterion("M", scale="share", tags={"reach": "market"}),
        criterion("C", scale="share", tags={"reach": "companies"}),
        criterion("X", scale="share"),
    ),
    scales=SCALES,
    default_scale="level",
)


def made(**ratings: dict[str, Any]) -> ReachTable:
    report = plain_report(score(a_set(OF, *(assessment(id_, given) for id_, given in ratings.items()))))
    assert report.reach is not None
    return report.reach


def test_companies_come_first_and_criteria_without_the_tag_are_left_out() -> None:
    table = made(a={"C": {"value": 10}})
    assert [(one.criterion, one.kind, one.kind_title) for one in table.measures] == [
        ("C", "companies", "Companies"),
        ("M", "market", "Market or assets"),
    ]


def test_a_share_has_its_parts_and_its_date() -> None:
    table = made(a={"C": {"value": 12.5, "numerator": 5, "denominator": 40, "date": "2019-05"}})
    ((name, (companies, market)),) = table.rows
    assert (name.name, companies.share.text, companies.share.value, companies.of, companies.date, companies.why) == (
        *("a", "12.5%", 12.5, "5 of 40", "May 2019", ""),
    )
    assert (market.share.value, market.share.text, market.why) == (None, "–", "unknown (unanswered)")


def test_each_state_stays_what_it_is() -> None:
    table = made(
        a={"C": "nothing-found", "M": {"value": 0}},
        b={"C": "not-applicable", "M": {"value": 40}},
        c={"C": "confidential", "M": {"value": 90}},
    )
    why = {name.name: bars[0].why for name, bars in table.rows}
    assert why == {"a": "unknown (nothing found)", "b": "not applicable", "c": "unknown (confidential)"}
    assert {name.name: bars[1].share.text for name, bars in table.rows} == {"a": "0%", "b": "40%", "c": "90%"}
    assert table.reading == "“Title of C” is known for 0 of 3. “Title of M” is known for 3 of 3."


def test_a_framework_without_the_tag_has_no_such_section() -> None:
    report = plain_report(score(a_set(framework(dimension("d", criterion("A"))), assessment("a", {"A": 1}))))
    assert report.reach is None
    assert "reach" not in [section.id for section in report.sections]


def test_the_evidence_of_the_dutch_shares_is_theirs(dutch: Scores) -> None:
    table = plain_report(dutch).reach
    assert table is not None
    shares = {name.name: bars[1] for name, bars in table.rows if bars[1].share.value is not None}
    assert {id_: bar.share.text for id_, bar in shares.items()} == {
        "garments-textile": "40%",
        "pension-funds": "90%",
        "insurance": "99%",
    }
    by_id = {one.initiative.id: one for one in dutch.assessment_set.assessments}
    for id_, bar in shares.items():
        assert [entry.source for entry in bar.evidence] == [entry.source for entry in by_id[id_].ratings["RCH-02"].evidence]
    assert all(bars[0].why == "unknown (unanswered)" for _, bars in table.rows)  # no source gives a share of companies
