"""The sheets that compare initiatives: summary, heat map, views and minimum standards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.excel.layout import Cell, ChartPlan, Sheet, name_width, number, opened, words
from msiscore.reporting.excel.styles import STEPS, step_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msiscore.reporting.report import HeatMap, Report, ScoreRow, ScoreTable, Term

TAB = "#00224e"
MOST_IN_CHART = 25
_ALARMS = {"edition", "fictional", "draft"}
_STEP_RANGES = ("0–20", "20–40", "40–60", "60–80", "80–100")


def summary_sheet(report: Report, others: Sequence[Sheet]) -> Sheet:
    """Title, notices, the ranking by each column of scores with its chart, how to read it, and what the other sheets hold."""
    sheet = Sheet("summary", report.label("Summary"), (7, name_width(report), 12, 12, 12, 12, 15, 24, 46), tab=TAB)
    sheet.add(words(report.title, style="title", across=sheet.columns))
    sheet.add(words(report.subtitle, style="subtitle", across=sheet.columns))
    for notice in report.notices:
        sheet.add()
        sheet.prose(f"{notice.title}: {notice.text}", "alarm" if notice.kind in _ALARMS else "notice")
    sheet.add()
    sheet.prose(report.summary)
    if report.findings:
        sheet.heading(report.label("Key findings"))
    for finding in report.findings:
        sheet.prose(finding.text)
    for table in report.tables:
        _score_table(report, sheet, table)
    if not report.tables:
        _no_total(report, sheet)
    _how_to_read(report, sheet)
    _contents(report, sheet, others)
    return sheet


def _score_table(report: Report, sheet: Sheet, table: ScoreTable) -> None:
    """The ranked initiatives, those without a rank and why, and the chart."""
    label = report.label
    top = sheet.heading(table.title)
    titles = ("Rank", "Initiative", "Score", "Lower end", "Upper end", "Coverage", "Band", "Minimum standards", "Remarks")
    centred = {"Rank", "Score", "Lower end", "Upper end", "Coverage"}
    header = sheet.header(*(words(label(t), style="header-centre" if t in centred else "header") for t in titles))
    for row in table.ranked:
        sheet.add(*_score_cells(row))
    last = len(sheet.rows) - 1
    if not table.ranked:
        sheet.add(words(label("No initiative is ranked."), style="cell-quiet", across=sheet.columns))
    if table.unranked:
        group = sheet.add(words(label("Not ranked"), style="group", across=sheet.columns))
        sheet.kept.append((group, group + 1))
    for row in table.unranked:
        sheet.add(*_score_cells(row))
    sheet.kept.append((top, min(header + 3, len(sheet.rows) - 1)))
    if 1 < len(table.ranked) <= MOST_IN_CHART:
        _chart(report, sheet, table, header + 1, last)


def _score_cells(row: ScoreRow) -> tuple[Cell, ...]:
    return (
        words(row.rank or "–", style="cell-centre"),
        words(row.title, jump=f"initiative:{row.initiative}"),
        number(row.score, "cell-strong-centre"),
        number(row.lower),
        number(row.upper),
        number(row.coverage),
        words(row.band or "–"),
        words(row.standards),
        words(row.remark),
    )


def _chart(report: Report, sheet: Sheet, table: ScoreTable, first: int, last: int) -> None:
    """A chart of the ranked initiatives, with room for each bar."""
    label = report.label
    sheet.add()
    chart = ChartPlan(
        row=len(sheet.rows),
        rows=8 + len(table.ranked) * 4 // 3,
        title=f"{label('Score and interval')}: {table.title}",
        alt=label(
            "For each ranked initiative, bars to the lower end, the score and the upper end. The numbers are in the table above."
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
            sheet.add(words(label(title), style="cell-strong", across=2), words(text, across=sheet.columns - 2))
    sheet.kept.append((top, len(sheet.rows) - 1))


def _contents(report: Report, sheet: Sheet, others: Sequence[Sheet]) -> None:
    """The other sheets with a line on each; those of the initiatives together, since the tables lead to them."""
    label = report.label
    top = sheet.heading(label("Sheets"))
    one_each = False
    for other in others:
        if not other.key.startswith("initiative:"):
            sheet.add(words(other.name, jump=other.key, across=2), words(other.about, across=sheet.columns - 2))
        elif not one_each:
            one_each = True
            about = label(
                "One sheet each: scores, and every rating with its reason, evidence and reply. The names above lead there."
            )
            sheet.add(words(label("Initiatives"), across=2), words(about, across=sheet.columns - 2))
    sheet.kept.append((top, len(sheet.rows) - 1))


def heat_map_sheet(report: Report, heat_map: HeatMap, *, key: str, name: str) -> Sheet:
    """Initiatives by dimensions (or the values of a tag), coloured, with the number in each cell and a legend below the map."""
    label = report.label
    widths = (name_width(report), *(15,) * max(len(heat_map.columns), 3))
    sheet = Sheet(key, name, widths, tab=TAB, about=heat_map.title)
    opened(report, sheet, heat_map.title, heat_map.caption)
    titles = (words(label("Initiative"), style="header"), *(words(c.text, style="header-centre") for c in heat_map.columns))
    sheet.header(*titles, repeat=True, freeze=1)
    for initiative, cells in heat_map.rows:
        sheet.add(_initiative(initiative), *(number(cell.figure, step_style(cell.step)) for cell in cells))
    sheet.heading(label("Colours"))
    ends = {0: f" ({label('worst')})", len(STEPS) - 1: f" ({label('best')})"}
    for step, scores in enumerate(_STEP_RANGES):
        sheet.add(words(scores + ends.get(step, ""), style=step_style(step)))
    sheet.add(words(label("– no score"), style=step_style(None)))
    return sheet


def _initiative(term: Term) -> Cell:
    return words(term.text, style="cell-middle", jump=f"initiative:{term.name}")


def standards_sheet(report: Report) -> Sheet:
    """Initiatives (rows) by minimum standards, then what each standard asks."""
    label, table = report.label, report.standards
    about = label("Whether each initiative reaches each minimum standard, and by what margin.")
    widths = (name_width(report), *(22,) * max(len(table.rows), 4))
    sheet = Sheet("standards", label("Minimum standards"), widths, tab=TAB, about=about)
    opened(report, sheet, label("Minimum standards"), about)
    if not table.rows:
        sheet.prose(label("The framework has no minimum standards."))
        return sheet
    titles = (words(row.criterion, row.title, style="header-centre") for row in table.rows)
    sheet.header(label("Initiative"), *titles, repeat=True, freeze=1)
    for index, initiative in enumerate(table.initiatives):
        cells = (row.cells[index] for row in table.rows)
        sheet.add(_initiative(initiative), *(words(f"{c.symbol} {c.word}", c.margin, style=c.status) for c in cells))
    sheet.heading(label("What each standard asks"))
    asks, otherwise = (words(label(title), style="header", across=2) for title in ("Asks", "Otherwise"))
    sheet.header(label("Minimum standard"), asks, otherwise)
    for row in table.rows:
        name = words(f"{row.criterion} {row.title}".strip(), style="cell-strong")
        sheet.add(name, words(row.asks, across=2), words(row.consequence, across=2))
    return sheet
