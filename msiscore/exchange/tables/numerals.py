"""Numbers as people write them in tables: decimal commas, signs between thousands, percent signs, blanks that cannot be seen.

Nothing is guessed. What the mapping states is read; what could be read in two ways is refused with what to state.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from msiscore.mapping import DECIMALS, THOUSANDS, TableShape

_PLAIN = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)
_BLANKS = re.compile("[ \u00a0\u2007\u2009\u202f]")
_LIKE_A_NUMBER = re.compile(r"[-+]?[\d.,' ]*\d[\d.,' ]*")


class NotANumber(ValueError):
    """The text is no number that can be read; `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the words of the files, with a point before decimals, and whether a percent sign stood behind it."""

    text: str
    percent: bool = False


def numeral(text: str, shape: TableShape) -> Numeral:
    """The number that `text` is, in a table written as `shape` says; raises NotANumber."""
    written = _BLANKS.sub(" ", text).strip().replace("\u2212", "-")
    percent = written.endswith("%")
    digits = written.removesuffix("%").strip()
    decimal, thousands = DECIMALS[shape.decimal], THOUSANDS[shape.thousands]
    pointed = _without_thousands(digits, decimal, thousands)
    if pointed is None or not _PLAIN.fullmatch(pointed):
        raise NotANumber(f"`{text[:40]}` is not a number", _advice(digits, decimal, thousands))
    return Numeral(pointed.removeprefix("+"), percent)


def stored_numeral(number: float, *, percent: bool = False) -> Numeral:
    """A number that a cell holds as such; one that is shown as a percentage is a hundredth of what a reader sees."""
    exact = Decimal(repr(number) if isinstance(number, float) else number)
    exact = exact * 100 if percent else exact
    if abs(exact.adjusted()) >= 30:
        return Numeral(repr(float(exact)), percent)
    text = format(exact, "f")
    return Numeral(text.rstrip("0").removesuffix(".") if "." in text else text, percent)


def _without_thousands(digits: str, decimal: str, thousands: str) -> str | None:
    """The number with a point before its decimals and nothing between thousands; None where it is not written so."""
    whole, sign, decimals = digits.partition(decimal)
    if thousands and thousands in whole:
        groups = whole.lstrip("+-").split(thousands)
        if not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]) and all(map(str.isdigit, groups))):
            return None
        whole = whole.replace(thousands, "")
    if decimal == "," and "." in whole + decimals:  # a point that the mapping knows nothing of
        return None
    return f"{whole}.{decimals}" if sign else whole


def _advice(digits: str, decimal: str, thousands: str) -> str:
    if not _LIKE_A_NUMBER.fullmatch(digits):
        return "a word for a state or an answer is named in the mapping, under `states` or `words`"
    if decimal == "." and "," in digits:
        return (
            "if the comma stands before decimals, state `decimal: comma` under `table:` in the mapping; "
            "if between thousands, `thousands: comma`"
        )
    if decimal == "," and "." in digits:
        return "if the point stands between thousands, state `thousands: point` under `table:` in the mapping"
    if " " in digits or "'" in digits:
        name = "space" if " " in digits else "apostrophe"
        return f"if it parts thousands, state `thousands: {name}` under `table:` in the mapping"
    return "it has more than one sign before decimals, or thousands that are not parted by three" if thousands else ""
