"""What all charts share: the page they are drawn on, ink, text and how a drawing becomes an SVG with the same bytes every time.

Same report, same bytes, on every machine: positions follow from numbers and never from the width of a text, and matplotlib measures
with the font that it brings along. The fonts that the reader's browser should take are put in afterwards. All lengths are in points,
and y runs downwards.
"""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONTS = b"'Noto Sans', 'DejaVu Sans', sans-serif"
NAME_LENGTH = 44
WIDTH = 320.0
"""Narrow enough to be read on a telephone."""

INK, MUTED, GRID, SCORE, OPEN = "#1b1b1b", "#595959", "#d8d8d8", "#00224e", "#6f6f6f"
LIGHT, ZONE = "#bcae6c", "#f1f1ee"
"""The light partner of the dark blue `SCORE`, far enough from it in grey; and the ground of every other band of scores."""
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "msiscore",
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "path.simplify": False,
}


@contextmanager
def drawing(height: float, width: float = WIDTH) -> Iterator[Axes]:
    """An empty drawing of `width` x `height` points, to be drawn on and turned into an SVG with `to_svg` before it is left."""
    import matplotlib as mpl  # a second to load, so only when something is drawn
    from matplotlib.figure import Figure

    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # A script that the measuring font lacks is no fault: text stays text, and the reader's fonts show it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure = Figure(figsize=(width / 72, height / 72), facecolor="white")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        yield axes


def write(
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


def to_svg(axes: Axes, title: str) -> bytes:
    """The drawing as SVG with real text, without a date or the address of another host."""
    target = io.BytesIO()
    figure = cast("Figure", axes.figure)  # `drawing` made no other
    figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None, "Title": shorten(title, 200)})
    svg = target.getvalue()
    svg = re.sub(rb"<!DOCTYPE[^>]*>\s*", b"", svg, count=1)  # names another host, and nothing needs it
    return re.sub(rb"'DejaVu Sans'(?=[;\"])", FONTS, svg)


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
