"""From a cell to the plain text of a field: what may stand in it, and what a spreadsheet may have made of what was typed."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from msiscore.errors import nearest, shorten
from msiscore.exchange.incoming import Incoming, Place
from msiscore.exchange.layout import DATE_FIELDS
from msiscore.exchange.values import answer_text, number_text, plain
from msiscore.exchange.wording import CHOICES, DEFAULTS, FormWording, choice_of
from msiscore.exchange.workbook_reader import Cell
from msiscore.framework import State
from msiscore.model import PartialDate
from msiscore.scales import BaseScale, LevelScale, UnreadableAnswer, YesNoScale

_AS_TEXT = "format the cell as text and type it again, or put an apostrophe (') before it"
_LEVEL = re.compile(r"(-?\d+)\s*·")
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_050  # the serial numbers of 1950 and 2100


def field_text(cell: Cell, field: str, incoming: Incoming, place: Place) -> str | None:
    """The plain text of `field`; None after recording why the cell has none that can be used."""
    if _refused(cell, field, incoming, place):
        return None
    if field in CHOICES:
        return _choice(cell, field, incoming, place)
    if field in DATE_FIELDS:
        return _date(cell, field, incoming, place)
    value = cell.value
    if isinstance(value, datetime | date | time | timedelta):
        hint = _AS_TEXT
        incoming.problem("date", place, f"a date or time stands where `{field}` is due", found=str(value), hint=hint)
        return None
    return _words(cell)


def answer_cell(cell: Cell, scale: BaseScale, incoming: Incoming, place: Place, *, text_numbers: bool = False) -> str | None:
    """The answer in the words of the files ("" for none); `text_numbers` where every number is text, as in CSV."""
    if _refused(cell, "answer", incoming, place):
        return None
    value = cell.value
    if isinstance(value, datetime | date | time | timedelta):
        incoming.problem(
            "date", place, "a date or time stands where an answer is due", found=str(value), allowed=allowed(scale), hint=_AS_TEXT
        )
        return None
    text = _words(cell)
    if not text:
        return ""
    if isinstance(value, bool):
        text = "yes" if value else "no"
    if isinstance(scale, YesNoScale):
        text = choice_of("yes-no", text) or text
    elif isinstance(scale, LevelScale) and (match := _LEVEL.match(text)):
        text = match[1]
    elif scale.measured and isinstance(value, str) and not text_numbers:
        hint = "type the number again in a cell that is not formatted as text, without its unit"
        incoming.problem("number-as-text", place, "a number is due, but the cell holds text", found=shorten(text), hint=hint)
        return None
    try:
        return answer_text(scale, text)
    except UnreadableAnswer as error:
        incoming.problem("answer", place, str(error), allowed=allowed(scale), hint=_hint(text))
        return None


def allowed(scale: BaseScale) -> str:
    """What may stand in the cell of an answer."""
    return scale.allowed


def _hint(text: str) -> str:
    state = choice_of("state", text)
    return f"`{state}` is no answer but says why there is none; it has a column of its own" if state else ""


def _refused(cell: Cell, field: str, incoming: Incoming, place: Place) -> bool:
    if cell.formula:
        hint = "copy the cell and paste it in place as a value (Paste Special, Values)"
        incoming.problem("formula", place, f"a formula stands where `{field}` is due; only what was typed is read", hint=hint)
    elif cell.error:
        incoming.problem("cell-error", place, f"an error stands where `{field}` is due", found=str(cell.value))
    elif isinstance(cell.value, float) and not math.isfinite(cell.value):
        incoming.problem("cell-error", place, f"a number without end stands where `{field}` is due")
    else:
        return False
    return True


def _words(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_text(float(value))
    return plain(str(value)) if value is not None else ""


def _choice(cell: Cell, field: str, incoming: Incoming, place: Place) -> str | None:
    text = _words(cell)
    if not text:
        return ""
    chosen = choice_of(field, text)
    if chosen is None:
        names = _names(field, incoming.language)
        incoming.problem(
            field, place, f"`{shorten(text)}` is not a choice here", allowed=", ".join(names), hint=nearest(text, names)
        )
        return None
    return "" if chosen == DEFAULTS.get(field) else chosen


def _names(field: str, language: str) -> Sequence[str]:
    names = FormWording(language or "en").choices(field)
    return list(names.values()) if language else list(names)


def _date(cell: Cell, field: str, incoming: Incoming, place: Place) -> str | None:
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = _words(cell)
    if isinstance(value, int | float) and not isinstance(value, bool) and not 1000 <= value <= 2999:
        hint = "write the date as text: 2020, 2020-07 or 2020-07-08"
        if _FIRST_SERIAL <= value <= _LAST_SERIAL:
            day = date(1899, 12, 30) + timedelta(days=int(value))
            hint = f"the spreadsheet has stored a date as a number, perhaps {day.isoformat()}; {hint}"
        incoming.problem("date-as-number", place, f"a number stands where the date `{field}` is due", found=text, hint=hint)
        return None
    try:
        return str(PartialDate.of(text)) if text else ""
    except ValueError as error:
        incoming.problem("date", place, f"`{field}`: {error}", found=shorten(text))
        return None


def is_state(text: str) -> bool:
    """Whether `text` names a state in any of our languages."""
    return choice_of("state", text) in set(State)
