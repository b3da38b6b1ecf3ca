"""The exception tree, and `Problem`: one thing wrong in one of the user's files, told so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Severity = Literal["error", "gap"]

_MOST_COMPARED = 500
_LONGEST_COMPARED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem in an input file.

    `severity` is "error" when the file cannot be used as it is, and "gap" when it can be scored but lacks what publishing
    asks for (a reason, evidence). `line` and `column` count from 1; 0 means that the place is not known. In a workbook, `sheet` is
    the name of the sheet, and `line` and `column` are those of the cell.
    """

    code: str
    file: Path | None
    message: str
    line: int = 0
    column: int = 0
    found: str = ""
    allowed: str = ""
    hint: str = ""
    severity: Severity = "error"
    sheet: str = ""

    @property
    def where(self) -> str:
        """`file:line:column`, or `file:sheet!cell` in a workbook, as far as it is known."""
        parts = [str(self.file) if self.file is not None else "input"]
        if self.sheet:
            cell = f"!{column_letters(self.column)}{self.line}" if self.line and self.column else ""
            parts.append(self.sheet + cell)
        elif self.line:
            parts += [str(self.line), str(self.column)]
        return ":".join(parts)

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.message}"]
        if self.found:
            lines.append(f"  found:   {self.found}")
        if self.allowed:
            lines.append(f"  allowed: {self.allowed}")
        if self.hint:
            lines.append(f"  hint:    {self.hint}")
        return "\n".join(lines)


class MsiscoreError(Exception):
    """Base of every error that msiscore raises on purpose."""


class InputProblems(MsiscoreError):
    """The user's files have problems; all of them are in `problems`, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=_reading_order))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotFound(MsiscoreError):
    """A framework, set or output that was asked for by name does not exist; the message lists what does."""


class NotPossible(MsiscoreError):
    """An analysis was asked for that these scores or settings do not allow; the message says why."""


class OutputError(MsiscoreError):
    """An output could not be written; nothing was changed."""


def nearest(word: str, choices: Sequence[str]) -> str:
    """A hint that names the nearest of `choices`, or an empty string when nothing is near. Capital letters do not matter.

    Comparing is slow, so a very long word gets no hint, and of very many choices only some with the same first letter are compared.
    """
    wanted = word.casefold()
    if not wanted or len(wanted) > _LONGEST_COMPARED:
        return ""
    by_folded = {choice.casefold(): choice for choice in reversed(choices)}
    if wanted in by_folded:
        return f"did you mean `{by_folded[wanted]}`?"
    folded = list(by_folded)
    if len(folded) > _MOST_COMPARED:
        folded = [choice for choice in folded if choice[:1] == wanted[0]][:_MOST_COMPARED]
    matches = get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return f"did you mean `{by_folded[matches[0]]}`?" if matches else ""


def shorten(value: object, limit: int = 80) -> str:
    """`value` as one line of at most `limit` characters, for the `found` of a problem."""
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def column_letters(column: int) -> str:
    """What a spreadsheet calls the column with this number: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _reading_order(problem: Problem) -> tuple[str, str, int, int, str]:
    return (str(problem.file or ""), problem.sheet, problem.line, problem.column, problem.code)
