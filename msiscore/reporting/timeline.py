"""When the initiatives ran: started, ended, or still running at the date that the ratings speak of."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from msiscore.assessment import Assessment
from msiscore.model import PartialDate
from msiscore.reporting.report import Figure, Term
from msiscore.reporting.report_results import Run, RunStatus, Timeline
from msiscore.reporting.tables import initiative_terms
from msiscore.reporting.wording import NO_NUMBER, Wording
from msiscore.scoring.scores import Scores

STATUS_WORDS: dict[RunStatus, str] = {
    "ended": "ended",
    "running": "still running",
    "no-end-known": "no end known",
    "not-started": "not started yet",
    "unknown": "unknown",
}


def timeline(scores: Scores, wording: Wording) -> Timeline | None:
    """The running times, the earliest start first and those without a start last; None where no initiative has a date.

    Each is looked at from the date that its own ratings speak of. A date that is known to the year or month stands for all of it: what
    cannot be told from such a date is unknown.
    """
    by_id = {one.initiative.id: one for one in scores.assessment_set.assessments}
    if not any(one.initiative.started or one.initiative.ended for one in by_id.values()):
        return None
    named = [(by_id[term.name], term) for _, term in initiative_terms(scores, wording)]
    named.sort(key=lambda pair: (pair[0].initiative.started is None, _first_day(pair[0])))
    runs = tuple(_run(one, scores.assessment_set.as_of(one), term, wording) for one, term in named)
    years = [f.value for run in runs for f in (run.start, run.end, run.as_of) if f.value is not None]
    return Timeline(rows=runs, first=int(min(years)), last=int(max(years)) + 1, reading=_reading(runs, wording))


def _first_day(assessment: Assessment) -> datetime.date:
    started = assessment.initiative.started
    return started.first_day if started is not None else datetime.date.max


def _run(assessment: Assessment, as_of: PartialDate, term: Term, wording: Wording) -> Run:
    started, ended = assessment.initiative.started, assessment.initiative.ended
    status = run_status(started, ended, as_of)
    start = _figure(started, wording, late=False)
    end = _figure(ended, wording, late=True)
    now = _figure(as_of, wording, late=True)
    text = wording(STATUS_WORDS[status])
    if ended is not None and status == "running":
        text = wording("still running; to end {date}", date=end.text)
    return Run(
        initiative=term,
        start=start,
        end=end,
        as_of=now,
        stop=end if end.value is not None else now,
        status=status,
        status_text=text,
        length=_length(started, ended, as_of, status, wording),
    )


def run_status(started: PartialDate | None, ended: PartialDate | None, as_of: PartialDate) -> RunStatus:
    """Where an initiative stood at `as_of`, as far as dates that may be known to the year only can tell.

    >>> run_status(PartialDate(2016), PartialDate(2020, 12, 31), PartialDate(2020, 7, 8))
    'running'
    >>> run_status(PartialDate(2016), PartialDate(2020), PartialDate(2020, 7, 8))
    'unknown'
    """
    if started is not None and started.first_day > as_of.last_day:
        return "not-started"
    if ended is not None and ended.last_day < as_of.first_day:
        return "ended"
    if started is None or started.last_day > as_of.last_day:
        return "unknown"
    if ended is None:
        return "no-end-known"
    return "running" if ended.first_day > as_of.last_day else "unknown"


def _length(
    started: PartialDate | None, ended: PartialDate | None, as_of: PartialDate, status: RunStatus, wording: Wording
) -> str:
    if status == "no-end-known":  # it may have ended without anybody having written it down
        return wording("at most {length}", length=run_length(started, as_of, wording))
    return run_length(started, ended if status == "ended" else as_of, wording) if status in ("ended", "running") else ""


def run_length(started: PartialDate | None, stop: PartialDate | None, wording: Wording) -> str:
    """How long it ran in full years and months; "about" and years where only the years are known, and nothing without a start."""
    if started is None or stop is None:
        return ""
    if started.month is None or stop.month is None:
        return wording("about {years}", years=wording.plural("{count} year", "{count} years", stop.year - started.year))
    first, last = started.first_day, stop.last_day + datetime.timedelta(days=1)  # the last day counts
    months = 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(wording.plural("{count} year", "{count} years", years))
    if rest or not years:
        parts.append(wording.plural("{count} month", "{count} months", rest))
    return ", ".join(parts)


def _figure(date: PartialDate | None, wording: Wording, *, late: bool) -> Figure:
    """The date as it is written, and its place on an axis of years: an end at the last day that it can mean, a start at the first."""
    if date is None:
        return Figure(None, NO_NUMBER)
    day = date.last_day if late else date.first_day
    days = datetime.date(day.year, 12, 31).timetuple().tm_yday
    return Figure(day.year + (day.timetuple().tm_yday - (0 if late else 1)) / days, wording.date(date))


def _reading(runs: Sequence[Run], wording: Wording) -> str:
    counts = {status: sum(run.status == status for run in runs) for status in STATUS_WORDS}
    parts = [f"{wording(STATUS_WORDS[status])}: {count}" for status, count in counts.items() if count]
    return wording("At the date that the ratings speak of: {counts}.", counts=", ".join(parts))
