"""The sheets that compare initiatives: summary, heat map, views and minimum standards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.excel.check import line_colours
from msiscore.reporting.excel.frame import cell
from msiscore.reporting.excel.layout import Cell, ChartPlan, Colour, Sheet, live, name_width, opened, words
from msiscore.reporting.excel.livebook import standard_cell
from msiscore.reporting.excel.styles import STEPS, heat_colours, percent_colours, step_style, verdict_colours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from msiscore.reporting.calculation import Named
    from msiscore.reporting.excel.livebook import LiveBook
    from msiscore.reporting.excel.outcomes import Outcomes
    from msiscore.reporting.report import HeatMap, Report, ScoreRow, ScoreTable, Term

TAB = "#00224e"
MOST_IN_CHART = 25
_ON_A_PAGE = 22  # columns of the heat map by criterion that can be read on a printed page
_STEP_RANGES = ("0–20", "20–40", "40–60", "60–80", "80–100")


def summary_sheet(live_book: LiveBook, others: Sequence[Sheet]) -> Sheet:
    """Title, notices, the ranking by each column of scores with its chart, how to read it, and what the other sheets hold."""
    report = live_book.frame.report
    widths = (7, name_width(report), 12, 12, 12, 12, 15, 24, 46, 8)
    sheet = Sheet("summary", live_book.frame.names["summary"], widths, tab=TAB)
    across = sheet.columns - 1  # the last column is folded away
    sheet.add(words(report.title, style="title", across=across))
    sheet.add(words(report.subtitle, style="subtitle", across=across))
    for notice in report.notices:
        sheet.add()
        sheet.prose(f"{notice.title}: {notice.text}", "alarm" if notice in report.alarms else "notice", across=across)
    sheet.add()
    sheet.prose(report.summary, across=across)
    sheet.add()
    row = sheet.add(live("check_line", live_book.line, "good", across=across))
    sheet.colours += line_colours((row, 0))
    if report.findings:
        sheet.heading(report.label("Key findings"))
        sheet.prose(report.label("As published: they do not follow changes in this workbook."), "quiet", across=across)
    for finding in report.findings:
        sheet.prose(finding.text, across=across)
    for outcome, table in zip(live_book.outcomes, report.tables, strict=False):
        _score_table(live_book, sheet, outcome, table)
    if not report.tables:
        _no_total(report, sheet)
    _how_to_read(report, sheet)
    _contents(report, sheet, others)
    sheet.folded.append(sheet.columns - 1)
    return sheet


def _score_table(live_book: LiveBook, sheet: Sheet, outcome: Outcomes, table: ScoreTable) -> None:
    """All initiatives in the order of their rank, those without a rank last, and the chart."""
    report = live_book.frame.report
    label = report.label
    top = sheet.heading(table.title)
    titles = ("Rank", "Initiative", "Score", "Lower end", "Upper end", "Coverage", "Band", "Minimum standards", "Remarks")
    centred = {"Rank", "Score", "Lower end", "Upper end", "Coverage"}
    header = sheet.header(*(words(label(t), style="header-centre" if t in centred else "header") for t in titles))
    rows = (*table.ranked, *table.unranked)
    places = {term.name: place for place, term in enumerate(report.calculation.initiatives)} if report.calculation else {}
    for turn, row in enumerate(rows):
        sheet.add(*_score_cells(live_book, outcome, row, header + 1 + turn, turn, places[row.initiative]))
    if not rows:
        sheet.add(words(label("No initiative is ranked."), style="cell-quiet", across=sheet.columns - 1))
        return
    last = header + len(rows)
    sheet.colours.append(Colour((header + 1, 0), (last, 8), f"NOT(ISNUMBER(${cell(header + 1, 0)}))", "faint"))
    sheet.colours += percent_colours((header + 1, 5), (last, 5))
    sheet.kept.append((top, min(header + 3, len(sheet.rows) - 1)))
    if 1 < len(rows) <= MOST_IN_CHART:
        _chart(report, sheet, table, header + 1, last)


def _score_cells(live_book: LiveBook, outcome: Outcomes, row: ScoreRow, at: int, turn: int, place: int) -> tuple[Cell, ...]:
    """One row of the ranking. The cell at its end says which initiative stands here; everything else looks up its results."""
    found = outcome.tree.column.outcomes[place]
    here = f"${cell(at, 9)}"
    pattern = live_book.pattern

    def result(name: str, value: float | str | None, style: str, pattern: str = "") -> Cell:
        return live(f"INDEX({outcome.names[name]},{here})", value, style, pattern=pattern)

    link = f'HYPERLINK("#\'"&INDEX(initiative_sheet,{here})&"\'!A1",INDEX(initiative_title,{here}))'
    return (
        result("rank", found.rank, "cell-centre"),
        live(link, row.title, "linked"),
        result("score", found.score, "cell-strong-centre", pattern),
        result("lower", found.lower, "cell-centre", pattern),
        result("upper", found.upper, "cell-centre", pattern),
        result("coverage", found.coverage, "cell-centre", "0%"),
        result("band", row.band, "cell"),
        result("standards", row.standards, "cell"),
        result("remark", row.remark, "cell"),
        live(outcome.at("row", turn), float(place + 1)),
    )


def _chart(report: Report, sheet: Sheet, table: ScoreTable, first: int, last: int) -> None:
    """A chart of the initiatives in the order of the table, with room for each bar."""
    label = report.label
    sheet.add()
    chart = ChartPlan(
        row=len(sheet.rows),
        rows=8 + (last - first + 1) * 4 // 3,
        title=f"{label('Score and interval')}: {table.title}",
        alt=label(
            "For each initiative, in the order of the table, bars to the lower end, the score and the upper end. "
            "The numbers are in the table above."
        ),
        first=first,
        last=last,
        names=1,
        lower=(label("Lower end"), 3),
        score=(label("Score"), 2),
        upper=(label("Upper end"), 4),
    )
    for _ in range(chart.rows):
        sheet.add()
    sheet.charts.append(chart)
    sheet.kept.append((chart.row, len(sheet.rows) - 1))


def _no_total(report: Report, sheet: Sheet) -> None:
    """What stands in place of a ranking where the framework gives a profile and no total."""
    label = report.label
    sheet.heading(label("Initiatives"))
    sheet.prose(label("The framework gives no overall score. The heat map shows the score of each dimension."))
    for profile in report.profiles:
        sheet.add(words(profile.title, jump=f"initiative:{profile.id}", across=2))


def _how_to_read(report: Report, sheet: Sheet) -> None:
    label = report.label
    bands = "; ".join(f"{band.title}: {band.range}" for band in report.bands)
    lines = (
        (
            "Score",
            label("From 0 (worst) to 100 (best), made of the ratings by the weights and rules on the sheets Weights and Method."),
        ),
        (
            "Interval",
            label(
                "From the lower end, with every open answer at its lowest, to the upper end, with every open answer at its highest."
            ),
        ),
        ("Coverage", label("The share of the weight that has a rating. With too little of it there is no score and no rank.")),
        ("Rank", label("Equal scores share a rank. Where intervals overlap, the order may change once open answers are known.")),
        ("Band", bands),
        (
            "Minimum standards",
            label("Levels that every initiative should reach; what follows when it does not stands on their own sheet."),
        ),
    )
    top = sheet.heading(label("How to read this"))
    for title, text in lines:
        if text:
            sheet.add(words(label(title), style="cell-strong", across=2), words(text, across=sheet.columns - 3))
    sheet.kept.append((top, len(sheet.rows) - 1))


def _contents(report: Report, sheet: Sheet, others: Sequence[Sheet]) -> None:
    """The other sheets with a line on each; those of the initiatives together, since the tables lead to them."""
    label = report.label
    top = sheet.heading(label("Sheets"))
    one_each = False
    for other in others:
        if not other.key.startswith("initiative:"):
            sheet.add(words(other.name, jump=other.key, across=2), words(other.about, across=sheet.columns - 3))
        elif not one_each:
            one_each = True
            about = label(
                "One sheet each: scores, and every rating with its reason, evidence and reply. The names above lead there."
            )
            sheet.add(words(label("Initiatives"), across=2), words(about, across=sheet.columns - 3))
    sheet.kept.append((top, len(sheet.rows) - 1))


def heat_map_sheet(live_book: LiveBook, heat_map: HeatMap, *, key: str, formula: Callable[[str, int], str]) -> Sheet:
    """Initiatives by dimensions (or the values of a tag), coloured, with the number in each cell and a legend below the map.

    `formula` gives the score of a column, by its id, and an initiative, by its place.
    """
    report, frame = live_book.frame.report, live_book.frame
    widths = (name_width(report), *(15,) * max(len(heat_map.columns), 3))
    sheet = Sheet(key, frame.names[key], widths, tab=TAB, about=heat_map.title)
    opened(report, sheet, heat_map.title, heat_map.caption)
    titles = (
        words(report.label("Initiative"), style="header"),
        *(words(c.text, style="header-centre") for c in heat_map.columns),
    )
    first = sheet.header(*titles, repeat=True, freeze=1) + 1
    places = {term.name: place for place, term in enumerate(frame.calc.initiatives)}
    for initiative, cells in heat_map.rows:
        numbers = (
            live(formula(column.name, places[initiative.name]), heat.figure.value, "no-score", pattern=live_book.pattern)
            for column, heat in zip(heat_map.columns, cells, strict=True)
        )
        sheet.add(_initiative(initiative), *numbers)
    if heat_map.rows and heat_map.columns:
        sheet.colours += heat_colours((first, 1), (len(sheet.rows) - 1, len(heat_map.columns)))
    _legend(report, sheet)
    return sheet


def criteria_map_sheet(live_book: LiveBook) -> Sheet:
    """Initiatives by criteria: the value of each rating, or a sign for why there is none."""
    frame, calc = live_book.frame, live_book.frame.calc
    report, label = frame.report, frame.report.label
    about = label("The value of every rating, from 0 (worst) to 100 (best).")
    widths = (name_width(report), *(9,) * max(len(calc.items), 6))
    sheet = Sheet("criteria-map", frame.names["criteria-map"], widths, tab=TAB, about=about)
    sheet.pages_across = 1 + len(calc.items) // _ON_A_PAGE
    opened(report, sheet, label("Scores by criterion"), about)
    sheet.prose(label("? open: no answer yet; – left out; n/a not applicable."), "quiet", across=6)
    ratings = frame.ratings(report.profiles[0]) if report.profiles else ()
    heads = (words(rating.criterion, rating.aspect, style="header-centre") for rating in ratings)
    first = sheet.header(words(label("Initiative"), style="header"), *heads, repeat=True, freeze=1) + 1
    for place, initiative in enumerate(calc.initiatives):
        cells = []
        for number, rating in enumerate(frame.ratings(frame.profile(initiative.name))):
            value, letter = live_book.ratings.at("worth", place, number), live_book.ratings.at("counts", place, number)
            sign = {"O": "?", "N": "n/a"}.get(live_book.letter(place, number), "–")
            formula = f'IF(ISNUMBER({value}),{value},IF({letter}="O","?",IF({letter}="N","n/a","–")))'
            shown = rating.value.value
            cells.append(live(formula, sign if shown is None else shown, "no-score", pattern="0"))
        sheet.add(_initiative(initiative), *cells)
    if calc.initiatives:
        sheet.colours += heat_colours((first, 1), (len(sheet.rows) - 1, len(calc.items)))
    _legend(report, sheet)
    return sheet


def _legend(report: Report, sheet: Sheet) -> None:
    label = report.label
    sheet.heading(label("Colours"))
    ends = {0: f" ({label('worst')})", len(STEPS) - 1: f" ({label('best')})"}
    for step, scores in enumerate(_STEP_RANGES):
        sheet.add(words(scores + ends.get(step, ""), style=step_style(step)))
    sheet.add(words(label("– no score"), style=step_style(None)))


def _initiative(term: Term | Named) -> Cell:
    return words(term.text, style="cell-middle", jump=f"initiative:{term.name}")


def standards_sheet(live_book: LiveBook) -> Sheet:
    """Initiatives (rows) by minimum standards, then what each standard asks."""
    frame = live_book.frame
    report, label, table = frame.report, frame.report.label, frame.report.standards
    about = label("Whether each initiative reaches each minimum standard, and by what margin.")
    widths = (name_width(report), *(22,) * max(len(table.rows), 4))
    sheet = Sheet("standards", frame.names["standards"], widths, tab=TAB, about=about)
    opened(report, sheet, label("Minimum standards"), about)
    if not table.rows:
        sheet.prose(label("The framework has no minimum standards."))
        return sheet
    titles = (words(row.criterion, row.title, style="header-centre") for row in table.rows)
    first = sheet.header(label("Initiative"), *titles, repeat=True, freeze=1) + 1
    rules = frame.calc.columns[0].standards
    places = {term.name: place for place, term in enumerate(frame.calc.initiatives)}
    for index, initiative in enumerate(table.initiatives):
        cells = (
            standard_cell(live_book, rule.id, places[initiative.name], row.cells[index])
            for rule, row in zip(rules, table.rows, strict=True)
        )
        sheet.add(_initiative(initiative), *cells)
    if table.initiatives:
        sheet.colours += verdict_colours((first, 1), (len(sheet.rows) - 1, len(table.rows)))
    sheet.heading(label("What each standard asks"))
    asks, otherwise = (words(label(title), style="header", across=2) for title in ("Asks", "Otherwise"))
    sheet.header(label("Minimum standard"), asks, otherwise)
    for row in table.rows:
        name = words(f"{row.criterion} {row.title}".strip(), style="cell-strong")
        sheet.add(name, words(row.asks, across=2), words(row.consequence, across=2))
    return sheet
