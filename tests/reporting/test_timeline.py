"""Running times, as far as dates that may be known to the year only can tell."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msiscore.model import PartialDate
from msiscore.reporting.report import Report
from msiscore.reporting.timeline import run_length, run_status
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report

OF = framework(dimension("d", criterion("A")))
SAY = Wording("en")


def day(text: str | None) -> PartialDate | None:
    return PartialDate.of(text) if text else None


@pytest.mark.parametrize(
    ("started", "ended", "as_of", "expected"),
    [
        ("2016-07-04", "2021-12-31", "2020-07-08", "running"),
        ("2016-07-04", "2019-03-19", "2020-07-08", "ended"),
        ("2016-07-04", None, "2020-07-08", "no-end-known"),
        ("2021", "2023", "2020-07-08", "not-started"),
        (None, None, "2020-07-08", "unknown"),
        (None, "2019", "2020-07-08", "ended"),
        (None, "2023", "2020-07-08", "unknown"),
        ("2016", "2020", "2020-07-08", "unknown"),  # some time in that year
        ("2020", None, "2020-07-08", "unknown"),
        ("2020-07-08", "2020-07-08", "2020-07-08", "unknown"),  # a day has no hours
        ("2020-07-08", "2020-07-09", "2020-07-08", "running"),
        ("2016", "2020", "2020", "unknown"),
        ("2016", "2021", "2020", "running"),
    ],
)
def test_status(started: str | None, ended: str | None, as_of: str, expected: str) -> None:
    assert run_status(day(started), day(ended), PartialDate.of(as_of)) == expected


def dates() -> st.SearchStrategy[PartialDate]:
    days = st.dates(datetime.date(2010, 1, 1), datetime.date(2030, 12, 31))
    cut = st.sampled_from([(True, True), (True, False), (False, False)])
    return st.builds(lambda d, c: PartialDate(d.year, d.month if c[0] else None, d.day if c[1] else None), days, cut)


@given(dates(), dates(), dates())
def test_a_status_holds_for_every_day_that_the_dates_can_mean(
    started: PartialDate, ended: PartialDate, as_of: PartialDate
) -> None:
    said = run_status(started, ended, as_of)
    for begin in (started.first_day, started.last_day):
        for end in (ended.first_day, ended.last_day):
            for now in (as_of.first_day, as_of.last_day):
                if said == "ended":
                    assert end < now
                elif said == "not-started":
                    assert now < begin
                elif said == "running":
                    assert end > now


@pytest.mark.parametrize(
    ("started", "stop", "expected"),
    [
        ("2016-07-04", "2020-07-03", "4 years"),
        ("2016-07-04", "2020-07-02", "3 years, 11 months"),
        ("2019-10-01", "2020-07-08", "9 months"),
        ("2020-07-01", "2020-07-08", "0 months"),
        ("2020-01", "2020-12", "1 year"),
        ("2016", "2020-07-08", "about 4 years"),
        ("2016-07-04", "2017", "about 1 year"),
        (None, "2020", ""),
    ],
)
def test_length(started: str | None, stop: str, expected: str) -> None:
    assert run_length(day(started), day(stop), SAY) == expected


def test_the_earliest_start_comes_first_and_those_without_one_last() -> None:
    made = a_set(
        OF,
        assessment("late", {"A": 1}, started="2019"),
        assessment("early", {"A": 1}, started="2012-05", ended="2014-01-31"),
        assessment("never", {"A": 1}),
    )
    timeline = plain_report(score(made)).timeline
    assert timeline is not None
    assert [run.initiative.name for run in timeline.rows] == ["early", "late", "never"]
    assert (timeline.first, timeline.last) == (2012, 2021)
    assert timeline.reading == "At the date that the ratings speak of: ended: 1, no end known: 1, unknown: 1."
    assert [run.length for run in timeline.rows] == ["1 year, 9 months", "at most about 1 year", ""]


def test_each_is_looked_at_from_the_date_of_its_own_ratings() -> None:
    one = assessment("a", {"A": 1}, started="2010", ended="2015").model_copy(update={"as_of": PartialDate(2012)})
    timeline = plain_report(score(a_set(OF, one))).timeline
    assert timeline is not None
    assert (timeline.rows[0].status, timeline.rows[0].status_text) == ("running", "still running; to end 2015")


def test_without_any_date_there_is_no_timeline(tutorial_report: Report) -> None:
    assert plain_report(score(a_set(OF, assessment("a", {"A": 1})))).timeline is None
    assert tutorial_report.timeline is not None
