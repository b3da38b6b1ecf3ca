"""The charts as files of their own, for slides and web pages: each as SVG with real text and as PNG of twice the size.

A picture leaves its report behind, so it takes along what must be known of it: its question above it, and below it the marks of the
report (fictional, draft, restricted), how to read it, and where it comes from.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from msiscore.errors import OutputError
from msiscore.reporting.charts.canvas import FONTS, INK, MUTED, shorten
from msiscore.reporting.glyphs import SHIPPED, Glyphs, missing_warning, shipped_fonts

if TYPE_CHECKING:
    from msiscore.reporting.report import Chart, Report

MARGIN = 10.0
PIXELS_PER_INCH = 192
"""Twice what a screen shows of a picture of this size."""

Line = tuple[str, float, str, str]
"""A line of text with its size, colour and weight."""


def render_slides(report: Report, charts: Sequence[Chart], warn: Callable[[str], None]) -> Mapping[str, bytes]:
    """`<id>.svg` and `<id>.png` of each chart by file name; the same bytes every time. `warn` is told of letters that no font has.

    Raises OutputError when the pictures cannot be made.
    """
    if not charts:
        return {}
    drawn = {chart.id: framed(report, chart) for chart in charts}
    glyphs = Glyphs(shipped_fonts().characters)
    pictures = painted([glyphs.mend(svg.decode()).encode() for svg in drawn.values()])
    if glyphs.missing:
        warn(missing_warning(glyphs.missing))
    found: dict[str, bytes] = {}
    for (id_, svg), png in zip(drawn.items(), pictures, strict=True):
        found[f"{id_}.svg"] = svg
        found[f"{id_}.png"] = png
    return found


def framed(report: Report, chart: Chart) -> bytes:
    """The SVG of `chart` between its question and what must be known of it."""
    above = [(line, 11.0, INK, "bold") for line in _wrapped(chart.title, 46, 3)]
    below = _below(report, chart)
    top = MARGIN + sum(_height(line) for line in above) + 6
    width, height = chart.width + 2 * MARGIN, top + chart.height + 8 + sum(_height(line) for line in below) + MARGIN
    inner = chart.svg.decode()
    inner = inner[inner.index("<svg ") + len("<svg ") :].strip()
    # Inside another drawing a point is no longer the unit that it is measured in.
    inner = re.sub(r'\b(width|height)="([\d.]+)pt"', r'\1="\2"', inner, count=2)
    place = f'<svg x="{MARGIN:g}" y="{top:g}" '
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}pt" height="{height:g}pt" viewBox="0 0 {width:g} {height:g}" '
        f'role="img" lang={quoteattr(report.language)}>',
        f"<title>{escape(shorten(chart.title, 200))}</title>",
        f"<desc>{escape(chart.alt)}</desc>",
        f'<rect width="{width:g}" height="{height:g}" fill="white"/>',
        *_set(above, MARGIN),
        place + inner,
        *_set(below, top + chart.height + 8),
        "</svg>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _below(report: Report, chart: Chart) -> list[Line]:
    marks = [notice.title.upper() for notice in report.alarms]
    source = f"{report.title}. {report.subtitle} msiscore {report.provenance.msiscore}."
    return [
        *((line, 8.0, MUTED, "normal") for line in _wrapped(chart.reading, 72, 6)),
        *((line, 9.0, INK, "bold") for line in _wrapped(" · ".join(marks), 50, 2)),
        *((line, 8.0, MUTED, "normal") for line in _wrapped(source, 72, 4)),
    ]


def _wrapped(text: str, columns: int, most: int) -> list[str]:
    """`text` in at most `most` lines, cut off where it is longer."""
    return textwrap.wrap(shorten(text, columns * most), columns)[:most]


def _height(line: Line) -> float:
    return line[1] * 1.3


def _set(lines: Sequence[Line], top: float) -> list[str]:
    found, y = [], top
    for text, size, color, weight in lines:
        y += size * 1.3
        found.append(
            f'<text x="{MARGIN:g}" y="{y:g}" font-size="{size:g}" font-weight="{weight}" fill="{color}" '
            f"font-family={quoteattr(FONTS.decode())}>{escape(text)}</text>"
        )
    return found


def painted(pictures: Sequence[bytes], fonts: Sequence[Path] = (), pixels_per_inch: int = PIXELS_PER_INCH) -> list[bytes]:
    """Each SVG as PNG; set by the typesetter of the PDF, which has its own fonts and no clock. `fonts` are folders with more.

    Raises OutputError when there is no typesetter, or when it cannot set them.
    """
    try:
        import typst
    except ImportError as error:
        raise OutputError(
            "pictures cannot be made here, because there is no typesetter (the package `typst`) for this kind of computer"
        ) from error
    names = [f"{number}.svg" for number in range(len(pictures))]
    pages = "\n#pagebreak()\n".join(f'#image("{name}")' for name in names)
    page = f"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n{pages}"
    files = {"main.typ": page.encode(), **dict(zip(names, pictures, strict=True))}
    try:
        made = typst.compile(  # type: ignore[call-overload]  # its types do not know files by name
            files,
            format="png",
            ppi=pixels_per_inch,
            root=str(Path(SHIPPED)),
            font_paths=[str(SHIPPED), *map(str, fonts)],
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        raise OutputError(f"the pictures cannot be made: {error}") from error
    return [bytes(png) for png in made] if isinstance(made, list) else [bytes(made)]
