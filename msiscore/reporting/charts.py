"""The charts of a report, as SVG with real text, drawn once for the HTML page and the PDF.

A ranking is a strip for each initiative: its name above, a dot for the score and a line for the interval below, all on one axis from 0
to 100. Names above the strips instead of beside them keep the drawing narrow, so that it can still be read on a telephone. Initiatives
without a score come last, apart, as a paler broken line without a dot: an interval is all that their evidence carries.

Same report, same bytes, on every machine: positions follow from numbers and never from the width of a text, and matplotlib measures
with the font that it brings along. The fonts that the reader's browser should take are put in afterwards.
"""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msiscore.reporting.report import Chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from msiscore.reporting.report import Report, ScoreRow, ScoreTable

FONTS = b"'Noto Sans', 'DejaVu Sans', sans-serif"
ROWS_PER_CHART = 24  # what one printed page holds
NAME_LENGTH = 44

WIDTH = 320.0  # all lengths in points; y runs downwards
LEFT, RIGHT = 26.0, 310.0
MARKS = (0, 25, 50, 75, 100)
ROW, AXIS, HEADING = 25.0, 18.0, 22.0

INK, MUTED, GRID, SCORE, OPEN = "#1b1b1b", "#595959", "#d8d8d8", "#00224e", "#6f6f6f"
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "msiscore",
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "path.simplify": False,
}


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows that one picture holds, and which part of how many it is."""

    ranked: tuple[ScoreRow, ...]
    unranked: tuple[ScoreRow, ...]
    number: int
    of: int


def charts_of(table: ScoreTable, charts: Sequence[Chart]) -> list[Chart]:
    """The chart of `table` among `charts`, or its parts in order."""
    own = re.compile(re.escape(f"ranking-{table.column}") + r"(-\d+)?")
    return [chart for chart in charts if own.fullmatch(chart.id)]


def draw_charts(report: Report) -> tuple[Chart, ...]:
    """One chart for each column of scores, or several if the initiatives do not fit on one; none without an overall score."""
    if not report.has_total:
        return ()
    return tuple(_draw_ranking(report, table, part) for table in report.tables for part in _parts(table))


def shorten(text: str, length: int) -> str:
    """`text` on one line and at most `length` columns wide, cut between words where there is a gap near the end.

    >>> shorten("Covenant on garments and textile", 24)
    'Covenant on garments…'
    """
    line = " ".join("".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C" or c == "\u200d").split())
    columns = 0
    for index, character in enumerate(line):
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if columns > length:
            cut = line[: index - 1]
            gap = cut.rfind(" ", len(cut) * 2 // 3)
            return (cut[:gap] if gap > 0 else cut).rstrip() + "…"
    return line


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
    import matplotlib as mpl  # a second to load, so only when something is drawn
    from matplotlib.figure import Figure

    height = AXIS + ROW * (len(part.ranked) + len(part.unranked)) + (HEADING if part.unranked else 0.0) + AXIS
    title = table.title if part.of == 1 else f"{table.title} ({part.number}/{part.of})"
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # A script that the measuring font lacks is no fault: text stays text, and the reader's fonts show it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure = Figure(figsize=(WIDTH / 72, height / 72), facecolor="white")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        _draw_axis(axes, height)
        y = _draw_rows(axes, part.ranked, AXIS)
        if part.unranked:
            _text(axes, LEFT, y + 15, report.label("Without a score: interval only"), color=MUTED, size=8, style="italic")
            _draw_rows(axes, part.unranked, y + HEADING)
        svg = _to_svg(figure, title)
    suffix = "" if part.of == 1 else f"-{part.number}"
    return Chart(
        id=f"ranking-{table.column}{suffix}", title=title, alt=_alt(report, table, part), svg=svg, width=WIDTH, height=height
    )


def _draw_axis(axes: Axes, height: float) -> None:
    for mark in MARKS:
        for y in (AXIS - 7, height - AXIS + 13):
            _text(axes, _position(mark), y, str(mark), color=MUTED, size=8, ha="center")


def _draw_rows(axes: Axes, rows: Sequence[ScoreRow], top: float) -> float:
    """Draws a strip for each row from `top` downwards and returns where it ended."""
    for row in rows:
        _text(axes, LEFT - 7, top + 11, row.rank, color=MUTED, ha="right")
        _text(axes, LEFT, top + 11, shorten(row.title, NAME_LENGTH))
        if row.score.value is not None:
            _text(axes, RIGHT, top + 11, row.score.text, weight="bold", ha="right")
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


def _text(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    color: str = INK,
    size: float = 9.5,
    ha: str = "left",
    weight: str = "normal",
    style: str = "normal",
) -> None:
    """Sets `text` on its baseline, which does not depend on the measuring of fonts."""
    axes.text(x, y, text, color=color, fontsize=size, ha=ha, va="baseline", fontweight=weight, fontstyle=style, zorder=4)


def _to_svg(figure: Figure, title: str) -> bytes:
    target = io.BytesIO()
    figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None, "Title": shorten(title, 200)})
    svg = target.getvalue()
    svg = re.sub(rb"<!DOCTYPE[^>]*>\s*", b"", svg, count=1)  # names another host, and nothing needs it
    return re.sub(rb"'DejaVu Sans'(?=[;\"])", FONTS, svg)


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
