"""How cells look: one table of named styles, as XlsxWriter takes them.

Arial, because its measures are the same on Windows, macOS and (as Liberation Sans) Linux, so that columns fit everywhere. The
colours of scores run from dark blue to yellow (cividis), which colour-blind readers can tell apart; the number always stands in
the cell as well, and text has a contrast of at least 4.5 to 1.
"""

from __future__ import annotations

from typing import Any, Final

from msiscore.reporting.excel.frame import cell
from msiscore.reporting.excel.layout import Colour

INK: Final = "#1a1a1a"
MUTED: Final = "#505050"
DARK: Final = "#00224e"
LINK: Final = "#0b4f9e"
RULE: Final = "#b8bec6"
SHADE: Final = "#e8ebf0"
PALE: Final = "#f5f6f8"
WHITE: Final = "#ffffff"
INPUT: Final = "#fff8e1"

# Fill and ink of step 0 (worst) to 4 (best).
STEPS: Final = (("#00224e", WHITE), ("#434e6c", WHITE), ("#7d7c78", "#000000"), ("#bcae6c", "#000000"), ("#fee838", "#000000"))

BASE: Final[dict[str, Any]] = {"font_name": "Arial", "font_size": 10, "font_color": INK}
_CELL: Final[dict[str, Any]] = {"text_wrap": True, "valign": "top", "border": 1, "border_color": RULE}
_CENTRE: Final[dict[str, Any]] = {**_CELL, "align": "center", "valign": "vcenter"}
_PROSE: Final[dict[str, Any]] = {"text_wrap": True, "valign": "top"}
_NO_SCORE: Final[dict[str, Any]] = {**_CENTRE, "font_color": MUTED, "border": 3, "border_color": "#6b6b6b"}

STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"text_wrap": True, "valign": "vcenter", "font_size": 18, "bold": True, "font_color": DARK},
    "subtitle": {"text_wrap": True, "valign": "vcenter", "font_size": 11, "font_color": MUTED},
    "heading": {"text_wrap": True, "valign": "vcenter", "font_size": 13, "bold": True, "font_color": DARK},
    "prose": _PROSE,
    "quiet": {**_PROSE, "font_color": MUTED},
    "alarm": {
        **_PROSE,
        "valign": "vcenter",
        "font_size": 12,
        "bold": True,
        "font_color": WHITE,
        "bg_color": "#1a1a1a",
        "indent": 1,
    },
    "notice": {**_PROSE, "valign": "vcenter", "bg_color": SHADE, "left": 5, "left_color": DARK, "indent": 1},
    "header": {**_CELL, "valign": "bottom", "bold": True, "bg_color": SHADE, "bottom": 2, "bottom_color": DARK},
    "header-centre": {
        **_CELL,
        "valign": "bottom",
        "align": "center",
        "bold": True,
        "bg_color": SHADE,
        "bottom": 2,
        "bottom_color": DARK,
    },
    "cell": _CELL,
    "cell-strong": {**_CELL, "bold": True},
    "cell-quiet": {**_CELL, "font_color": MUTED, "italic": True},
    "cell-middle": {**_CELL, "valign": "vcenter"},
    "cell-centre": {**_CELL, "align": "center"},
    "cell-strong-centre": {**_CELL, "align": "center", "bold": True},
    "input": {**_CELL, "bg_color": INPUT},
    "input-centre": {**_CELL, "align": "center", "bg_color": INPUT},
    "changed": {"bold": True, "bg_color": "#f7d9a8"},
    "good": {**_CELL, "valign": "vcenter", "bold": True, "bg_color": "#d9ead3", "font_color": "#14401f"},
    "edited": {"bold": True, "bg_color": "#f7d9a8", "font_color": "#5a3200"},
    "bad": {"bold": True, "bg_color": "#8b1a1a", "font_color": WHITE},
    "faint": {"font_color": MUTED, "italic": True},
    "group": {**_CELL, "bold": True, "bg_color": PALE},
    "group-centre": {**_CELL, "bold": True, "bg_color": PALE, "align": "center"},
    **{f"step-{step}": {**_CENTRE, "bold": True, "bg_color": fill, "font_color": ink} for step, (fill, ink) in enumerate(STEPS)},
    "no-score": _NO_SCORE,
    "linked": {**_CELL, "font_color": LINK, "underline": 1},
    "standard": _CELL,
    "met": _CENTRE,
    "not-met": {**_CENTRE, "bold": True, "bg_color": DARK, "font_color": WHITE},
    "unknown": {**_NO_SCORE, "font_color": INK},
    "not-applicable": {**_CENTRE, "font_color": MUTED, "italic": True, "bg_color": PALE},
}

LINKED: Final[dict[str, Any]] = {"font_color": LINK, "underline": 1}
"""What a cell looks like, beyond its style, when it leads somewhere."""


def step_style(step: int | None) -> str:
    """The style of a cell in step 0 to 4, or without a score."""
    return "no-score" if step is None else f"step-{min(max(step, 0), len(STEPS) - 1)}"


def heat_colours(first: tuple[int, int], last: tuple[int, int]) -> list[Colour]:
    """The five colours of scores, by what the cells of a range hold; the highest step that is reached decides."""
    own = cell(*first)
    return [
        Colour(first, last, f"AND(ISNUMBER({own}),{own}>={20 * step}-2E-8)" if step else f"ISNUMBER({own})", f"step-{step}")
        for step in range(len(STEPS) - 1, -1, -1)
    ]


def verdict_colours(first: tuple[int, int], last: tuple[int, int]) -> list[Colour]:
    """How a minimum standard looks, by the symbol that its cell begins with."""
    own = cell(*first)
    looks = (("✗", "not-met"), ("?", "unknown"), ("n/a", "not-applicable"))
    return [Colour(first, last, f'LEFT({own},{len(symbol)})="{symbol}"', style) for symbol, style in looks]


def percent_colours(first: tuple[int, int], last: tuple[int, int]) -> list[Colour]:
    """Shares on 0..1 that would be rounded to all or to nothing show 99% and 1% instead: both ends are claims."""
    own = cell(*first)
    return [
        Colour(first, last, f"AND(ISNUMBER({own}),{own}>=0.995,{own}<1-1E-11)", pattern='"99%"'),
        Colour(first, last, f"AND(ISNUMBER({own}),{own}<0.005,{own}>1E-11)", pattern='"1%"'),
    ]
