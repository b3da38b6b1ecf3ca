"""The sheet of one initiative, and the evidence of all.

All tables of a sheet share the same columns, so that nothing stands askew. A rating may rest on several sources and a cell can lead
to one place only, so each piece of evidence has a row of its own on the sheet of evidence; a rating's criterion leads there, and back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.excel.layout import Cell, Sheet, number, opened, words
from msiscore.reporting.excel.styles import step_style
from msiscore.reporting.excel.text import host

if TYPE_CHECKING:
    from msiscore.reporting.report import DimensionEntry, EvidenceEntry, Profile, RatingEntry, ReplyEntry, Report

#          Dimension Criterion Title Aspect Rating Value Meaning Reason Confidence Evidence Contribution Standard Reply
_WIDTHS = (17, 10, 20, 11, 15, 10, 28, 50, 11, 16, 13, 19, 28)
TAB = "#8a8f98"
_NAME = 3  # columns that the name of a score, dimension or fact goes across


def initiative_sheet(report: Report, profile: Profile) -> Sheet:
    """Everything about one initiative."""
    label = report.label
    replies = any(rating.reply is not None for _, rating in _ratings(profile))
    sheet = Sheet(f"initiative:{profile.id}", profile.id, _WIDTHS if replies else _WIDTHS[:-1])
    opened(report, sheet, profile.title)
    if profile.fictional and not any(notice.kind == "fictional" for notice in report.notices):
        sheet.add(words(label("This initiative is invented."), style="alarm", across=sheet.columns))
    sheet.frozen = (len(sheet.rows), 0)
    sheet.prose(profile.summary, across=9)
    _facts(report, sheet, profile)
    _scores(report, sheet, profile)
    _dimensions(report, sheet, profile)
    _rating_table(report, sheet, profile, replies=replies)
    return sheet


def _ratings(profile: Profile) -> tuple[tuple[DimensionEntry, RatingEntry], ...]:
    return tuple((dimension, rating) for dimension in profile.dimensions for rating in dimension.ratings)


def _facts(report: Report, sheet: Sheet, profile: Profile) -> None:
    """The facts of the profile and who assessed it."""
    if profile.facts or profile.assessors:
        sheet.add()
    for fact in profile.facts:
        numbers = " ".join(f"[{entry.number}]" for entry in fact.evidence)
        jump = f"sources#{fact.evidence[0].number}" if fact.evidence else ""
        sheet.add(
            words(fact.label, style="cell-strong", across=_NAME),
            words(fact.text, link=fact.text, across=5),
            words(numbers, jump=jump),
        )
    for assessor in profile.assessors:
        text = f"{assessor.name} – {report.label('interests')}: {assessor.text}" if assessor.text else assessor.name
        sheet.add(words(report.label("Assessor"), style="cell-strong", across=_NAME), words(text, across=5), words(""))


def _scores(report: Report, sheet: Sheet, profile: Profile) -> None:
    """One row for each column of scores."""
    if not profile.scores:
        return
    label = report.label
    sheet.heading(label("Scores"))
    sheet.header(
        words(label("Score"), style="header", across=_NAME),
        *(words(label(title), style="header-centre") for title in ("Rank", "Score", "Coverage", "Interval")),
        label("Minimum standards and remarks"),
        words(label("Band"), style="header", across=2),
    )
    for title, row in profile.scores:
        sheet.add(
            words(title, style="cell-strong", across=_NAME),
            words(row.rank or "–", style="cell-centre"),
            number(row.score, "cell-strong-centre"),
            number(row.coverage),
            words(row.interval, style="cell-centre"),
            words(row.standards, row.remark),
            words(row.band or "–", across=2),
        )


def _dimensions(report: Report, sheet: Sheet, profile: Profile) -> None:
    """The score of each dimension, nested ones set in."""
    label = report.label
    sheet.heading(label("Dimensions"))
    sheet.header(
        words(label("Dimension"), style="header", across=_NAME),
        *(words(label(title), style="header-centre") for title in ("Weight", "Score", "Coverage", "Interval")),
    )
    for dimension in profile.dimensions:
        sheet.add(
            words(dimension.title, style="cell" if dimension.depth else "cell-strong", indent=2 * dimension.depth, across=_NAME),
            number(dimension.weight),
            number(dimension.score, step_style(dimension.step)),
            number(dimension.coverage),
            words(dimension.interval, style="cell-centre"),
        )


def _rating_table(report: Report, sheet: Sheet, profile: Profile, *, replies: bool) -> None:
    """The long table; its header is printed on every page, while the name of the initiative stays in sight on the screen."""
    titles = [
        *("Dimension", "Criterion", "Title", "Aspect", "Rating", "Value", "What the rating says", "Reason", "Confidence"),
        *("Evidence", "Contribution", "Minimum standard"),
    ]
    titles += ["Reply"] if replies else []
    sheet.heading(report.label("Ratings"))
    ratings = _ratings(profile)
    if not ratings:
        sheet.prose(report.label("There are no ratings."), "quiet")
        return
    first = len(sheet.rows) + 1
    sheet.anchors |= {_anchor(profile, rating): row for row, (_, rating) in enumerate(ratings, start=first)}
    body = [_rating_cells(report, profile, dimension, rating)[: len(titles)] for dimension, rating in ratings]
    sheet.table([report.label(title) for title in titles], body)


def _rating_cells(report: Report, profile: Profile, dimension: DimensionEntry, rating: RatingEntry) -> tuple[Cell, ...]:
    standard = rating.standard
    jump = f"evidence#{_anchor(profile, rating)}" if rating.evidence else ""
    return (
        words(dimension.title),
        words(rating.criterion, style="cell-strong", jump=jump),
        words(rating.title),
        words(rating.aspect),
        words(rating.answer, rating.quantity, style=step_style(rating.step)),
        number(rating.value),
        words(rating.descriptor, rating.treatment, style="cell-quiet" if rating.state else "cell"),
        words(rating.reason),
        words(rating.confidence, rating.assessor if len(profile.assessors) > 1 else ""),
        words(*_evidence(report, rating), jump=jump),
        number(rating.contribution),
        words(f"{standard.symbol} {standard.word}", standard.margin, rating.standard_text) if standard else words(""),
        words(*_reply(report, rating.reply)),
    )


def _evidence(report: Report, rating: RatingEntry) -> tuple[str, ...]:
    """The numbers of the sources, those that contradict apart, and how much may not be shown."""
    label = report.label
    held_back = f"{label('Held back in this edition')}: {rating.held_back}" if rating.held_back else ""
    supporting = " ".join(dict.fromkeys(f"[{e.number}]" for e in rating.evidence if not e.contradicts))
    contradicting = " ".join(dict.fromkeys(f"[{e.number}]" for e in rating.evidence if e.contradicts))
    return (supporting, f"{label('contradicts')}: {contradicting}" if contradicting else "", held_back)


def _reply(report: Report, reply: ReplyEntry | None) -> tuple[str, ...]:
    if reply is None:
        return ()
    by = ", ".join(part for part in (reply.by, reply.date) if part)
    outcome = f"{report.label('Outcome')}: {reply.outcome}" if reply.outcome else ""
    return (reply.text, f"— {by}" if by else "", outcome, reply.effect)


def _anchor(profile: Profile, rating: RatingEntry) -> str:
    return f"{profile.id}/{rating.criterion}/{rating.aspect}"


def evidence_sheet(report: Report) -> Sheet:
    """One row for each piece of evidence of every initiative, with a link to its source and one to the rating that it bears on."""
    label = report.label
    about = label("Every piece of evidence: what it says, for which rating, and a link to its source.")
    widths = (26, 14, 11, 9, 42, 29, 18, 40, 40, 11, 12, 12)
    sheet = opened(report, Sheet("evidence", label("Evidence"), widths, tab=TAB, about=about), label("Evidence"), about)
    titles = (
        *("Initiative", "Criterion or fact", "Aspect", "Number", "Source", "Link", "Place", "Quote", "Note"),
        *("Kind", "Stance", "Date"),
    )
    body: list[tuple[Cell, ...]] = []
    first = len(sheet.rows) + 1
    for profile in report.profiles:
        for fact in profile.facts:
            body += [_evidence_cells(report, profile, words(fact.label), "", entry) for entry in fact.evidence]
        for _, rating in _ratings(profile):
            if rating.evidence:
                sheet.anchors.setdefault(_anchor(profile, rating), first + len(body))
            name = words(rating.criterion, style="cell-strong", jump=f"initiative:{profile.id}#{_anchor(profile, rating)}")
            body += [_evidence_cells(report, profile, name, rating.aspect, entry) for entry in rating.evidence]
    sheet.table([label(title) for title in titles], body, freeze=2)
    return sheet


def _evidence_cells(report: Report, profile: Profile, about: Cell, aspect: str, entry: EvidenceEntry) -> tuple[Cell, ...]:
    label = report.label
    return (
        words(profile.title),
        about,
        words(aspect),
        words(f"[{entry.number}]", style="cell-centre", jump=f"sources#{entry.number}"),
        words(entry.title),
        words(host(entry.url), link=entry.url),
        words(entry.place),
        words(f"“{entry.quote}”" if entry.quote else ""),
        words(entry.note),
        words(entry.kind),
        words(label("contradicts") if entry.contradicts else label("supports")),
        words(entry.date),
    )
