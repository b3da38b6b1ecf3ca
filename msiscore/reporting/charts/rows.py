"""What charts with a strip for each initiative share: how rows are spread over pictures, and an axis across the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from msiscore.reporting.charts.canvas import GRID, MUTED, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEFT, RIGHT = 26.0, 304.0
Row = TypeVar("Row")


def pictures(rows: Sequence[Row], most: int) -> list[tuple[Sequence[Row], str, str]]:
    """`rows` in as few pictures of at most `most` as hold them, of about the same size, each with the ending of its id and title.

    >>> pictures("abcde", 3)
    [('abc', '-1', ' (1/2)'), ('de', '-2', ' (2/2)')]
    >>> pictures("abc", 3)
    [('abc', '', '')]
    """
    if not rows:
        return []
    count = -(-len(rows) // most)
    size = -(-len(rows) // count)
    parts = [rows[start : start + size] for start in range(0, len(rows), size)]
    if len(parts) == 1:
        return [(parts[0], "", "")]
    return [(part, f"-{number}", f" ({number}/{len(parts)})") for number, part in enumerate(parts, start=1)]


@dataclass(frozen=True, slots=True)
class Axis:
    """A horizontal axis from `low` to `high`, between the edges that all charts share."""

    low: float
    high: float
    marks: tuple[float, ...]

    def at(self, value: float) -> float:
        """The place of `value` across the drawing; what lies outside stands at the edge."""
        inside = min(self.high, max(self.low, value))
        return LEFT + (RIGHT - LEFT) * (inside - self.low) / (self.high - self.low)

    def number(self, axes: Axes, heights: Sequence[float], ending: str = "") -> None:
        """Writes the marks on each of the `heights`."""
        for mark in self.marks:
            for y in heights:
                write(axes, self.at(mark), y, f"{mark:g}{ending}", color=MUTED, size=8, ha="center")

    def strip(self, axes: Axes, y: float, reach: float = 3.5) -> None:
        """Draws the line of one row with a tick at each mark."""
        axes.plot([LEFT, RIGHT], [y, y], color=GRID, linewidth=0.7, zorder=0)
        for mark in self.marks:
            axes.plot([self.at(mark)] * 2, [y - reach, y + reach], color=GRID, linewidth=0.7, zorder=0)
