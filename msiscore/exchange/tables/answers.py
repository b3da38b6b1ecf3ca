"""From a cell to what it says: an answer, a state, a date, a choice, a text. What has no meaning is `Unmapped`, never guessed."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from msiscore.errors import nearest, shorten
from msiscore.exchange.tables.numerals import NotANumber, Numeral, numeral, stored_numeral
from msiscore.exchange.values import plain
from msiscore.exchange.wording import CHOICES, choice_of
from msiscore.exchange.workbook_reader import Cell
from msiscore.framework import Framework, State
from msiscore.loading.mapping_loader import same
from msiscore.mapping import Mapping
from msiscore.model import PartialDate, is_web_address
from msiscore.scales import BaseScale, LevelScale, UnreadableAnswer, YesNoScale

_STATES = {state.value: state for state in State}
_PARTS_OF_A_DATE = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")


class Unmapped(Exception):
    """A cell whose meaning the mapping does not give; told to the user with the cell."""

    def __init__(self, code: str, message: str, *, found: object = "", allowed: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.allowed, self.hint = code, message, allowed, hint
        self.found = shorten(found)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cell says: an answer in the words of the files, or a state; both empty for a cell in which nothing stands."""

    text: str = ""
    state: State | None = None


NOTHING = Answer()


@dataclass(slots=True)
class CellReader:
    """Reads the cells of one table. `readings` counts what each word was taken for, by scale, so that a person can look it over."""

    mapping: Mapping
    framework: Framework
    readings: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _words: dict[str, dict[str, str]] = field(default_factory=dict)
    _states: dict[str, State] = field(default_factory=dict)
    _known: dict[tuple[str, str], Answer] = field(default_factory=dict)
    _plain: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._words = {
            scale: {same(word): answer for word, answer in words.items()} for scale, words in self.mapping.words.items()
        }
        self._states = {same(word): state for word, state in self.mapping.states.items()}

    def answer(self, cell: Cell, scale_name: str) -> Answer:
        """What the cell says on a scale; raises Unmapped."""
        if cell.empty:
            return NOTHING
        self._refuse(cell, "an answer")
        value, scale = cell.value, self.framework.scales[scale_name]
        if isinstance(value, datetime | date | time | timedelta):
            hint = "the spreadsheet may have made a date of what was typed; type it again in a cell formatted as text"
            raise Unmapped("date", "a date or time stands where an answer is due", found=value, allowed=scale.allowed, hint=hint)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if isinstance(value, int | float):
            text = stored_numeral(value, percent=cell.percent).text + ("%" if cell.percent else "")
        else:
            text = self.text(cell, "an answer")
        known = self._known.get((scale_name, text))
        if known is None:
            number = stored_numeral(value, percent=cell.percent) if isinstance(value, int | float) else None
            known = self._meaning(text, number, scale_name, scale)
            if len(self._known) < 100_000:
                self._known[scale_name, text] = known
        if not scale.measured or known.state is not None:
            self.readings[scale_name, text, known.state.value if known.state else known.text] += 1
        return known

    def _meaning(self, text: str, number: Numeral | None, scale_name: str, scale: BaseScale) -> Answer:
        word = same(text)
        if word in self._states:
            return Answer(state=self._states[word])
        if word in self._words.get(scale_name, {}):
            return Answer(in_the_files(scale, self._words[scale_name][word]))
        named = isinstance(scale, LevelScale) and word in scale.places
        if word in _STATES and not named:
            return Answer(state=_STATES[word])
        try:
            if named or isinstance(scale, YesNoScale):
                return Answer(in_the_files(scale, text))
            read = number or numeral(text, self.mapping.table)
            unit = getattr(scale, "unit", "")
            if read.percent and unit != "%":
                hint = "give the scale the unit %, or write the numbers without the sign"
                raise Unmapped("percent", f"a percentage, but the scale `{scale_name}` is not in %", found=text, hint=hint)
            scale.read(read.text)
            return Answer(read.text if scale.measured else in_the_files(scale, read.text))
        except (UnreadableAnswer, NotANumber) as error:
            hint = error.hint if isinstance(error, NotANumber) and scale.measured else ""
            hint = hint or "say what the word means under `words` or `states` in the mapping"
            message = str(error) if scale.measured else f"`{shorten(text, 40)}` is no answer on the scale `{scale_name}`"
            raise Unmapped("answer", message, allowed=self._allowed(scale_name, scale), hint=hint) from None

    def _allowed(self, scale_name: str, scale: BaseScale) -> str:
        words = [*self.mapping.words.get(scale_name, {}), *self.mapping.states]
        return scale.allowed + (f"; words of the mapping: {', '.join(words)}" if words else "")

    def _refuse(self, cell: Cell, due: str) -> None:
        """Refuse what is no value: a formula, an error, a number without end."""
        if cell.formula and self.mapping.table.formulas == "stored":
            hint = "open the workbook in a spreadsheet program and save it, so that the result is stored"
            raise Unmapped("formula", f"a formula without a stored result stands where {due} is due", hint=hint)
        if cell.formula:
            hint = "paste it in place as a value; or state `formulas: stored` under `table:` to take the results that were saved"
            raise Unmapped("formula", f"a formula stands where {due} is due", hint=hint)
        if cell.error:
            raise Unmapped("cell-error", f"an error stands where {due} is due", found=cell.value)
        if isinstance(cell.value, float) and not math.isfinite(cell.value):
            raise Unmapped("cell-error", f"a number without end stands where {due} is due", found=cell.value)

    def state(self, cell: Cell) -> State | None:
        """The state in a column of states; raises Unmapped."""
        word = same(self.text(cell, "a state"))
        if not word:
            return None
        state = self._states.get(word) or _STATES.get(choice_of("state", word) or "")
        if state is None:
            allowed = ", ".join([*self.mapping.states, *_STATES])
            hint = nearest(word, list(_STATES)) or "say what the word means under `states` in the mapping"
            raise Unmapped("state", f"`{shorten(word, 40)}` is not known as a state", allowed=allowed, hint=hint)
        return state

    def choice(self, cell: Cell, name: str) -> str:
        """One of a few words, such as a confidence; raises Unmapped."""
        text = self.text(cell, f"`{name}`")
        chosen = choice_of(name, text) if text else ""
        if chosen is None:
            names = list(CHOICES[name])
            raise Unmapped(
                name, f"`{shorten(text, 40)}` is not a choice here", allowed=", ".join(names), hint=nearest(text, names)
            )
        return chosen

    def listed(self, cell: Cell, name: str, known: MappingOf[str, str]) -> str:
        """What a word of the table stands for among the `known` sources or assessors, by the words `same` makes; raises Unmapped."""
        text = self.text(cell, f"`{name}`")
        if text and same(text) not in known:
            hint = nearest(text, list(known)) or f"describe it under `{name}s` in the mapping, with `from: [{shorten(text, 40)}]`"
            ids = list(dict.fromkeys(known.values()))
            raise Unmapped(
                f"unknown-{name}", f"the mapping knows no {name} `{shorten(text, 60)}`", allowed=", ".join(ids), hint=hint
            )
        return known[same(text)] if text else ""

    def text(self, cell: Cell, due: str) -> str:
        """The plain text of a cell, dates as the files have them; raises Unmapped."""
        if cell.empty:
            return ""
        self._refuse(cell, due)
        value = cell.value
        if isinstance(value, datetime):
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float):
            return stored_numeral(value).text
        text = str(value)
        known = self._plain.get(text)
        if known is None:
            known = plain(text)
            if len(text) < 100 and len(self._plain) < 100_000:
                self._plain[text] = known
        return known

    def page(self, cell: Cell) -> str:
        """A page; raises Unmapped, also for a date: a spreadsheet makes one of `3-4`."""
        if isinstance(cell.value, date | time | timedelta):
            hint = "type the pages again in a cell formatted as text"
            raise Unmapped("date", "a date or time stands where a page is due", found=cell.value, hint=hint)
        return self.text(cell, "a page")

    def website(self, cell: Cell) -> str:
        """A web address; raises Unmapped."""
        text = self.text(cell, "a web address")
        if text and not is_web_address(text):
            allowed = "https://, http:// or mailto: and no spaces"
            raise Unmapped("url", "a web address is due", found=text, allowed=allowed)
        return text

    def date(self, cell: Cell, name: str) -> str:
        """A date as the files have it: 2020, 2020-07 or 2020-07-08; raises Unmapped."""
        text = self.text(cell, f"the date `{name}`")
        order = self.mapping.table.dates
        match = _PARTS_OF_A_DATE.fullmatch(text) if order != "year-month-day" and not isinstance(cell.value, date) else None
        if match:
            first, second, year = match.groups()
            day, month = (first, second) if order == "day-month-year" else (second, first)
            text = f"{year}-{month:>02}-{day:>02}"
        try:
            return str(PartialDate.of(text)) if text else ""
        except ValueError:
            hint = "if days or months stand first, state it under `table:` in the mapping: dates: day-month-year"
            allowed = "2020, 2020-07, 2020-07-08"
            raise Unmapped("date", f"`{name}`: a date is due", found=cell.value, allowed=allowed, hint=hint) from None


def in_the_files(scale: BaseScale, answer: str) -> str:
    """An answer as a file has it: the number of the level, yes or no, or the number; raises UnreadableAnswer."""
    raw = scale.read(answer)
    if isinstance(scale, YesNoScale):
        return "yes" if raw else "no"
    if not isinstance(scale, LevelScale):
        return answer.strip()
    number = str(int(raw) + scale.first)
    # Levels may themselves be called 2, 1, 0; then the number of a level means another one, and its name is written.
    return number if scale.read(number) == raw else str(scale.levels[int(raw)])
