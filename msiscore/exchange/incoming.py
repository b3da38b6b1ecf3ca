"""What a filled-in form or table says, whatever it was written in, each value with the cell it stands in.

A form remembers what it was filled with when it was made: `was` is the digest of that. So an import can tell what a person changed
from what has changed in the files since. A plain table remembers nothing: its empty cells say nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from msiscore.errors import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, or a line and column of a text file when there is no sheet; both count from 1."""

    sheet: str = ""
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell says: its plain text ("" when it is empty), where it stands, and the digest of what it was filled with.

    `was` is None where nothing is remembered, and "" where the cell was left empty.
    """

    text: str
    place: Place
    was: str | None = None

    @property
    def touched(self) -> bool:
        """Whether somebody changed the cell since the form was made; in a table, whether it says anything."""
        return bool(self.text) if self.was is None else digest(self.text) != self.was


Fields = Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class RatingRow:
    """The answer to one item: a criterion, or one aspect of it."""

    initiative: str
    item: str
    fields: Fields
    place: Place


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence; `known` when the form was filled with it, so that clearing it removes it."""

    initiative: str
    item: str
    fields: Fields
    place: Place
    known: bool = False


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A source or an assessor with its id."""

    id: str
    fields: Fields
    place: Place


@dataclass(slots=True)
class Incoming:
    """All that a workbook or table says, and what was wrong with it.

    `framework` is its id and version, and `framework_digest` that of its content, where they are known. `set_id` is the set that the
    form was made for, `file_stem` the assessment (`food`, or `food+ann` for a second assessor). `language` is that of its texts.
    """

    path: Path
    framework: tuple[str, str] | None = None
    framework_digest: str = ""
    set_id: str = ""
    file_stem: str = ""
    language: str = ""
    initiative: dict[str, Said] = field(default_factory=dict)
    assessors: list[NamedRow] = field(default_factory=list)
    ratings: list[RatingRow] = field(default_factory=list)
    evidence: list[EvidenceRow] = field(default_factory=list)
    sources: list[NamedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, place: Place, message: str, *, found: str = "", allowed: str = "", hint: str = "") -> None:
        """Record what is wrong in the cell at `place`."""
        self.problems.append(
            Problem(
                code=code,
                file=self.path,
                sheet=place.sheet,
                line=place.row,
                column=place.column,
                message=message,
                found=found,
                allowed=allowed,
                hint=hint,
            )
        )


def digest(text: str) -> str:
    """A short fingerprint of a text; that of an empty text is empty."""
    return sha256(text.encode("utf-8", errors="replace")).hexdigest()[:20] if text else ""
