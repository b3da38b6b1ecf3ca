"""Tables in plain text that fit the terminal: one column takes what the others leave, and goes on in a second line when it must."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from msiscore.cli.terminal import plain, width

GAP = "  "
LEAST_FLEXIBLE = 16


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column. Numbers stand to the right; `flexible` marks the one column that is wrapped."""

    title: str
    right: bool = False
    flexible: bool = False


def layout(headings: Sequence[Heading], rows: Sequence[Sequence[str]], indent: str = "") -> list[list[str]]:
    """The lines of the head, then those of each row, each after `indent`. A column in which every cell is empty is left out."""
    kept = [i for i, heading in enumerate(headings) if heading.flexible or any(row[i] for row in rows)]
    heads = [headings[i] for i in kept]
    table = [[plain(" ".join(row[i].split())) for i in kept] for row in [[heading.title for heading in headings], *rows]]
    widths = [max(shown_width(row[i]) for row in table) for i in range(len(heads))]
    for index, heading in enumerate(heads):
        if heading.flexible:
            others = sum(widths) - widths[index] + len(GAP) * (len(widths) - 1)
            widths[index] = min(widths[index], max(LEAST_FLEXIBLE, width() - 1 - len(indent) - others))
    return [[indent + line for line in _lines(row, heads, widths)] for row in table]


def shown_width(text: str) -> int:
    """Columns that `text` takes on a terminal: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.category(sign) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _lines(row: Sequence[str], heads: Sequence[Heading], widths: Sequence[int]) -> list[str]:
    cells = [_wrapped(cell, size) if head.flexible else [cell] for cell, head, size in zip(row, heads, widths, strict=True)]
    lines = []
    for number in range(max(len(cell) for cell in cells)):
        parts = [cell[number] if number < len(cell) else "" for cell in cells]
        padded = [_padded(part, head, size) for part, head, size in zip(parts, heads, widths, strict=True)]
        lines.append(GAP.join(padded).rstrip())
    return lines


def _wrapped(text: str, size: int) -> list[str]:
    lines: list[str] = []
    for line in textwrap.wrap(text, size) or [""]:
        while shown_width(line) > size:  # wide characters: textwrap counts each as one
            fits = next(end for end in range(len(line) - 1, -1, -1) if shown_width(line[:end]) <= size)
            lines.append(line[:fits])
            line = line[fits:]  # noqa: PLW2901  # what is left of it
        lines.append(line)
    return lines


def _padded(text: str, heading: Heading, size: int) -> str:
    space = " " * (size - shown_width(text))
    return space + text if heading.right else text + space
