"""The ranking: a strip for each initiative, its name above, a dot for the score and a line for the interval below, on one axis from 0
to 100. Names above the strips instead of beside them keep the drawing narrow, so that it can still be read on a telephone. Initiatives
without a score come last, apart, as a paler broken line without a dot: an interval is all that their evidence carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msiscore.reporting.charts.canvas import GRID, MUTED, NAME_LENGTH, OPEN, SCORE, WIDTH, ZONE, drawing, shorten, to_svg, write
from msiscore.reporting.report import Chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from msiscore.reporting.report import BandEntry, Report, ScoreRow, ScoreTable

ROWS_PER_CHART = 24  # what one printed page holds
LEFT, RIGHT = 26.0, 310.0
MARKS = (0, 25, 50, 75, 100)
ROW, AXIS, HEADING = 25.0, 18.0, 22.0


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows that one picture holds, and which part of how many it is."""

    ranked: tuple[ScoreRow, ...]
    unranked: tuple[ScoreRow, ...]
    number: int
    of: int


def draw_rankings(report: Report) -> tuple[Chart, ...]:
    """One chart for each column of scores, or several if the initiatives do not fit on one; none without an overall score."""
    if not report.has_total:
        return ()
    return tuple(_draw_ranking(report, table, part) for table in report.tables for part in _parts(table))


def _parts(table: ScoreTable) -> list[_Part]:
    """Cuts the rows into as few pictures as hold them, of about the same size."""
    rows = (*table.ranked, *table.unranked)
    if not rows:
        return []
    pictures = -(-len(rows) // ROWS_PER_CHART)
    size = -(-len(rows) // pictures)
    chunks = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [
        _Part(tuple(r for r in chunk if r.rank), tuple(r for r in chunk if not r.rank), number, len(chunks))
        for number, chunk in enumerate(chunks, start=1)
    ]


def _draw_ranking(report: Report, table: ScoreTable, part: _Part) -> Chart:
    height = AXIS + ROW * (len(part.ranked) + len(part.unranked)) + (HEADING if part.unranked else 0.0) + AXIS
    name = table.title if part.of == 1 else f"{table.title} ({part.number}/{part.of})"
    title = f"{report.label('How high does each initiative score, and how sure is that?')} {name}"
    with drawing(height) as axes:
        _draw_bands(axes, report.bands, height)
        _draw_axis(axes, height)
        y = _draw_rows(axes, part.ranked, AXIS)
        if part.unranked:
            write(axes, LEFT, y + 15, report.label("Without a score: interval only"), color=MUTED, size=8, style="italic")
            _draw_rows(axes, part.unranked, y + HEADING)
        svg = to_svg(axes, title)
    suffix = "" if part.of == 1 else f"-{part.number}"
    return Chart(
        id=f"ranking-{table.column}{suffix}",
        section="ranking",
        title=title,
        alt=_alt(report, table, part),
        reading=_reading(report),
        svg=svg,
        width=WIDTH,
        height=height,
    )


def _draw_bands(axes: Axes, bands: Sequence[BandEntry], height: float) -> None:
    """Every other band as a light zone behind the strips, with a line where each begins; their names stand in the reading."""
    ends = [*(band.start for band in bands[1:]), 100.0]
    for band, end in zip(bands, ends, strict=False):
        left, right = _position(band.start), _position(end)
        if band.step % 2:
            top, bottom = AXIS - 2, height - AXIS + 2
            axes.fill([left, right, right, left], [top, top, bottom, bottom], color=ZONE, linewidth=0, zorder=-2)
        if band.start > 0:
            axes.plot([left] * 2, [AXIS - 2, height - AXIS + 2], color=GRID, linewidth=0.7, zorder=-1)


def _reading(report: Report) -> str:
    said = report.label("Dot: the score. Line: its interval. Broken line: interval of an initiative without a score.")
    if not report.bands:
        return said
    names = ", ".join(f"{shorten(band.title, 40)} ({band.range})" for band in report.bands)
    return f"{said} {report.label('Zones: the bands.')} {names}."


def _draw_axis(axes: Axes, height: float) -> None:
    for mark in MARKS:
        for y in (AXIS - 7, height - AXIS + 13):
            write(axes, _position(mark), y, str(mark), color=MUTED, size=8, ha="center")


def _draw_rows(axes: Axes, rows: Sequence[ScoreRow], top: float) -> float:
    """Draws a strip for each row from `top` downwards and returns where it ended."""
    for row in rows:
        write(axes, LEFT - 7, top + 11, row.rank, color=MUTED, ha="right")
        write(axes, LEFT, top + 11, shorten(row.title, NAME_LENGTH))
        if row.score.value is not None:
            write(axes, RIGHT, top + 11, row.score.text, weight="bold", ha="right")
        _draw_strip(axes, top + 19)
        _draw_interval(axes, row, top + 19)
        top += ROW
    return top


def _draw_strip(axes: Axes, y: float) -> None:
    """The axis of one initiative, short enough to stay clear of the names."""
    axes.plot([LEFT, RIGHT], [y, y], color=GRID, linewidth=0.7, zorder=0)
    for mark in MARKS:
        axes.plot([_position(mark)] * 2, [y - 3.5, y + 3.5], color=GRID, linewidth=0.7, zorder=0)


def _draw_interval(axes: Axes, row: ScoreRow, y: float) -> None:
    ranked = bool(row.rank)
    color = SCORE if ranked else OPEN
    if row.lower.value is not None and row.upper.value is not None:
        ends = [_position(row.lower.value), _position(row.upper.value)]
        axes.plot(
            ends, [y, y], color=color, linewidth=1.6 if ranked else 1.1, linestyle="-" if ranked else (0, (4, 2.5)), zorder=2
        )
        for x in ends:
            axes.plot([x, x], [y - 2.6, y + 2.6], color=color, linewidth=1.1, zorder=2)
    if row.score.value is not None:
        face = color if ranked else "white"
        x = _position(row.score.value)
        axes.plot([x], [y], marker="o", markersize=7, color=color, markerfacecolor=face, markeredgecolor=color, zorder=3)


def _position(value: float) -> float:
    return LEFT + (RIGHT - LEFT) * min(100.0, max(0.0, value)) / 100


def _alt(report: Report, table: ScoreTable, part: _Part) -> str:
    """What the chart shows, in sentences."""
    said = [report.label("Chart: {title}, from 0 to 100, the highest score first.").format(title=shorten(table.title, 80))]
    if part.ranked:
        said.append(
            report.label("{first} has {high}, {last} has {low}.").format(
                first=shorten(part.ranked[0].title, 80),
                high=_spoken(part.ranked[0]),
                last=shorten(part.ranked[-1].title, 80),
                low=_spoken(part.ranked[-1]),
            )
            if len(part.ranked) > 1
            else report.label("{first} has {high}.").format(first=shorten(part.ranked[0].title, 80), high=_spoken(part.ranked[0]))
        )
    if part.unranked:
        names = ", ".join(shorten(row.title, 80) for row in part.unranked)
        said.append(report.label("Shown without a rank, by interval only: {names}.").format(names=names))
    said.append(report.label("The table with the same numbers stands beside it."))
    return " ".join(said)


def _spoken(row: ScoreRow) -> str:
    return f"{row.score.text} ({row.interval})"
