"""The sheet of one initiative, and the evidence of all.

All tables of a sheet share the same columns, so that nothing stands askew. A rating may rest on several sources and a cell can lead
to one place only, so each piece of evidence has a row of its own on the sheet of evidence; a rating's criterion leads there, and back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msiscore.reporting.excel import formulas
from msiscore.reporting.excel.formulas import DASH
from msiscore.reporting.excel.layout import NONE, Cell, Sheet, live, opened, words
from msiscore.reporting.excel.livebook import standard_cell
from msiscore.reporting.excel.styles import heat_colours, percent_colours, verdict_colours
from msiscore.reporting.excel.text import host, lines
from msiscore.reporting.excel.tree_grid import SHARE

if TYPE_CHECKING:
    from msiscore.reporting.excel.frame import Frame
    from msiscore.reporting.excel.livebook import LiveBook
    from msiscore.reporting.report import DimensionEntry, EvidenceEntry, Profile, RatingEntry, ReplyEntry, Report

#          Dimension Criterion Title Aspect Rating Value Meaning Reason Confidence Evidence Contribution Standard Reply
_WIDTHS = (17, 10, 20, 11, 15, 10, 28, 50, 11, 16, 13, 19, 28)
TAB = "#8a8f98"
_NAME = 3  # columns that the name of a score, dimension or fact goes across


def initiative_sheet(book: LiveBook, profile: Profile) -> Sheet:
    """Everything about one initiative."""
    report = book.frame.report
    label = report.label
    replies = any(rating.reply is not None for _, rating in _ratings(profile))
    key = f"initiative:{profile.id}"
    sheet = Sheet(key, book.frame.names[key], _WIDTHS if replies else _WIDTHS[:-1])
    opened(report, sheet, profile.title)
    if profile.fictional and not any(notice.kind == "fictional" for notice in report.notices):
        sheet.add(words(label("This initiative is invented."), style="alarm", across=sheet.columns))
    sheet.frozen = (len(sheet.rows), 0)
    place = next(k for k, term in enumerate(book.frame.calc.initiatives) if term.name == profile.id)
    sheet.prose(profile.summary, across=9)
    _facts(report, sheet, profile)
    _scores(book, sheet, profile, place)
    _dimensions(book, sheet, profile, place)
    _rating_table(book, sheet, profile, place, replies=replies)
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


def _scores(book: LiveBook, sheet: Sheet, profile: Profile, place: int) -> None:
    """One row for each column of scores."""
    if not profile.scores:
        return
    label = book.frame.report.label
    sheet.heading(label("Scores"))
    first = 1 + sheet.header(
        words(label("Score"), style="header", across=_NAME),
        *(words(label(title), style="header-centre") for title in ("Rank", "Score", "Coverage", "Interval")),
        label("Minimum standards and remarks"),
        words(label("Band"), style="header", across=2),
    )
    for (title, row), outcome in zip(profile.scores, book.outcomes, strict=False):
        found = outcome.tree.column.outcomes[place]
        at = {name: outcome.at(name, place) for name in ("rank", "score", "coverage", "lower", "upper", "standards", "remark")}
        remarks = f'{at["standards"]}&IF({at["remark"]}={DASH},"",CHAR(10)&{at["remark"]})'
        sheet.add(
            words(title, style="cell-strong", across=_NAME),
            live(at["rank"], found.rank),
            live(at["score"], found.score, "cell-strong-centre", pattern=book.pattern),
            live(at["coverage"], found.coverage, pattern="0%"),
            live(book.interval(at["lower"], at["upper"]), row.interval),
            live(remarks, lines(row.standards, row.remark), "cell"),
            live(outcome.at("band", place), row.band, "cell", across=2),
        )
    sheet.colours += percent_colours((first, 5), (len(sheet.rows) - 1, 5))


def _dimensions(book: LiveBook, sheet: Sheet, profile: Profile, place: int) -> None:
    """The score of each dimension, nested ones set in."""
    label, tree = book.frame.report.label, book.trees[0]
    sheet.heading(label("Dimensions"))
    first = 1 + sheet.header(
        words(label("Dimension"), style="header", across=_NAME),
        *(words(label(title), style="header-centre") for title in ("Weight", "Score", "Coverage", "Interval")),
    )
    for dimension in profile.dimensions:
        style = "cell" if dimension.depth else "cell-strong"
        name = words(dimension.title, style=style, indent=2 * dimension.depth, across=_NAME)
        slot = tree.slot_of(dimension.id)
        if slot is None:
            sheet.add(name, *(words(NONE, style="cell-centre") for _ in range(4)))
            continue
        row = tree.column.rows[slot]
        share = book.frame.at(tree.key, SHARE, tree.col("point", slot))
        sheet.add(
            name,
            live(share, row.share, pattern="0.0%"),
            live(book.node(dimension.id, place), dimension.score.value, "no-score", pattern=book.pattern),
            live(book.share(dimension.id, place), row.coverage[place] or 0.0, pattern="0%"),
            live(book.interval(tree.at("lower", slot, place), tree.at("upper", slot, place)), dimension.interval),
        )
    if profile.dimensions:
        sheet.colours += heat_colours((first, 4), (len(sheet.rows) - 1, 4))
        sheet.colours += percent_colours((first, 5), (len(sheet.rows) - 1, 5))


def _rating_table(book: LiveBook, sheet: Sheet, profile: Profile, place: int, *, replies: bool) -> None:
    """The long table; its header is printed on every page, while the name of the initiative stays in sight on the screen."""
    label = book.frame.report.label
    titles = [
        *("Dimension", "Criterion", "Title", "Aspect", "Rating", "Value", "What the rating says", "Reason", "Confidence"),
        *("Evidence", "Contribution as published", "Minimum standard"),
    ]
    titles += ["Reply"] if replies else []
    sheet.heading(label("Ratings"))
    ratings = _ratings(profile)
    if not ratings:
        sheet.prose(label("There are no ratings."), "quiet")
        return
    first = len(sheet.rows) + 1
    sheet.anchors |= {_anchor(profile, rating): row for row, (_, rating) in enumerate(ratings, start=first)}
    writer = _RatingWriter(book, profile, place)
    body = [writer.cells(number, dimension, rating)[: len(titles)] for number, (dimension, rating) in enumerate(ratings)]
    sheet.table([label(title) for title in titles], body)
    last = len(sheet.rows) - 1
    sheet.colours += heat_colours((first, 5), (last, 5)) + verdict_colours((first, 11), (last, 11))


@dataclass(frozen=True, slots=True)
class _RatingWriter:
    """Writes the ratings of one initiative: what can change follows the sheet of ratings, the rest is as published."""

    book: LiveBook
    profile: Profile
    place: int

    def cells(self, number: int, dimension: DimensionEntry, rating: RatingEntry) -> tuple[Cell, ...]:
        report = self.book.frame.report
        anchor = _anchor(self.profile, rating)
        jump = f"evidence#{anchor}" if rating.evidence else ""
        contribution = rating.contribution.value
        part = DASH if contribution is None else f"IF(changes=0,{formulas.number(contribution)},{DASH})"
        extra = self.book.pattern + ("0" if "." in self.book.pattern else ".0")
        standard = rating.standard
        if standard is not None:
            verdict = standard_cell(self.book, rating.criterion, self.place, standard, rating.standard_text, "standard")
        return (
            words(dimension.title),
            words(rating.criterion, style="cell-strong", jump=jump),
            words(rating.title),
            words(rating.aspect),
            self._answer(number, rating),
            live(self._at("worth", number), rating.value.value, "no-score", pattern="0"),
            self._meaning(number, rating),
            self._copied("reason", number, rating.reason),
            self._confidence(number, rating),
            words(*_evidence(report, rating), jump=jump),
            live(part, contribution, pattern=extra) if contribution is not None else words(NONE, style="cell-centre"),
            verdict if standard is not None else words(""),
            words(*_reply(report, rating.reply)),
        )

    def _at(self, code: str, number: int) -> str:
        return self.book.ratings.at(code, self.place, number)

    def _answer(self, number: int, rating: RatingEntry) -> Cell:
        """The rating in words; what a measured value was made of only as long as it is the published one."""
        formula = self._at("says", number)
        if rating.quantity:
            formula += f'&IF({self._at("changed", number)}={DASH},CHAR(10)&{formulas.quoted(rating.quantity)},"")'
        return live(formula, lines(rating.answer, rating.quantity), "cell")

    def _meaning(self, number: int, rating: RatingEntry) -> Cell:
        """The descriptor of the level that is given, or what is done with the state."""
        calc, lists = self.book.frame.calc, self.book.lists
        item = calc.items[number]
        scale = calc.scales[item.scale]
        letter, count = self._at("counts", number), len(scale.levels) or len(scale.steps) + 1
        told = DASH
        if item.criterion in lists.texts:
            level = f"MATCH({self._at('answer', number)},{lists.scales[item.scale]['answers']},0)" if scale.levels else ""
            level = level or f"1+ROUND({self._at('worth', number)}*{count - 1}/100,0)"
            told = f"IFERROR(INDEX({lists.descriptor(item.criterion, count)},{level}),{DASH})"
        stated = f'IF({letter}="L",treatment_L,IF({letter}="O",treatment_O,treatment_X))'
        style = "cell-quiet" if rating.state else "cell"
        return live(f'IF({letter}="R",{told},{stated})', lines(rating.descriptor, rating.treatment), style)

    def _copied(self, code: str, number: int, text: str) -> Cell:
        own = self._at(code, number)
        return live(f'IF({own}="",{DASH},{own})', lines(text), "cell")

    def _confidence(self, number: int, rating: RatingEntry) -> Cell:
        if len(self.profile.assessors) < 2 or not rating.assessor:
            return self._copied("confidence", number, rating.confidence)
        own = self._at("confidence", number)
        formula = f'IF({own}="","",{own}&CHAR(10))&{formulas.quoted(rating.assessor)}'
        return live(formula, lines(rating.confidence, rating.assessor), "cell")


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


def evidence_sheet(frame: Frame) -> Sheet:
    """One row for each piece of evidence of every initiative, with a link to its source and one to the rating that it bears on."""
    report, label = frame.report, frame.report.label
    about = label("Every piece of evidence: what it says, for which rating, and a link to its source.")
    widths = (26, 14, 11, 9, 42, 29, 18, 40, 40, 11, 12, 12)
    sheet = opened(report, Sheet("evidence", frame.names["evidence"], widths, tab=TAB, about=about), label("Evidence"), about)
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
