"""Where things stand in the workbook: names of sheets, addresses of cells, and names that stand for ranges in formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from msiscore.reporting.excel.text import sheet_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from msiscore.reporting.calculation import Calculation, ItemRule
    from msiscore.reporting.report import Profile, RatingEntry, Report


@cache
def letters(column: int) -> str:
    """The letters of a column, counted from 0."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def cell(row: int, column: int) -> str:
    """The address of a cell on its own sheet, counted from 0, such as `C5`."""
    return f"{letters(column)}{row + 1}"


def fixed(row: int, column: int) -> str:
    """The address of a cell that stays when a formula is copied, such as `$C$5`."""
    return f"${letters(column)}${row + 1}"


def run(row: int, first: int, last: int) -> str:
    """Cells of one row, such as `$C5:$F5`."""
    return f"${letters(first)}{row + 1}:${letters(last)}{row + 1}"


@dataclass(frozen=True, slots=True)
class Frame:
    """The report with the places of its cells. `names` gives the sheet of each key; `defined` the range of each defined name."""

    report: Report
    calc: Calculation
    names: Mapping[str, str]
    defined: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    profiles: dict[str, Profile] = field(default_factory=dict)
    ratings_of: dict[str, tuple[RatingEntry, ...]] = field(default_factory=dict)

    def at(self, key: str, row: int, column: int) -> str:
        """The address of a cell, with its sheet."""
        return f"{self.quoted(key)}!{fixed(row, column)}"

    def span(self, key: str, first: tuple[int, int], last: tuple[int, int]) -> str:
        """The address of a range, with its sheet."""
        return f"{self.quoted(key)}!{fixed(*first)}:{fixed(*last)}"

    def quoted(self, key: str) -> str:
        """The name of a sheet as formulas write it."""
        return "'" + self.names[key].replace("'", "''") + "'"

    def define(self, name: str, reference: str) -> str:
        """Let a name stand for a range; the same wish twice gives two names."""
        base = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")[:200]
        turn, unique = 1, base
        while unique.casefold() in self.taken:  # names do not tell capitals from small letters
            turn += 1
            unique = f"{base}_{turn}"
        self.taken.add(unique.casefold())
        self.defined[unique] = reference
        return unique

    def profile(self, id_: str) -> Profile:
        """The profile of an initiative."""
        if not self.profiles:
            self.profiles.update({profile.id: profile for profile in self.report.profiles})
        return self.profiles[id_]

    def ratings(self, profile: Profile) -> tuple[RatingEntry, ...]:
        """The ratings of a profile, in the order of the calculation's items."""
        if profile.id not in self.ratings_of:
            found = tuple(rating for dimension in profile.dimensions for rating in dimension.ratings)
            if [rating.criterion for rating in found] != [item.criterion for item in self.calc.items]:
                raise ValueError(f"the ratings of {profile.id} are not those of the calculation")
            self.ratings_of[profile.id] = found
        return self.ratings_of[profile.id]


def framed(report: Report, wanted: Sequence[tuple[str, str]]) -> Frame:
    """The frame of a report, for sheets of the given keys and wishes for names. Initiatives give way to sheets with fixed names."""
    if report.calculation is None:
        raise ValueError("the report has no calculation, which the workbook is made of")
    by_right = sorted(wanted, key=lambda pair: pair[0].startswith("initiative:"))
    names = dict(zip((key for key, _ in by_right), sheet_names(name for _, name in by_right), strict=True))
    return Frame(report, report.calculation, names)


def row_of(calc: Calculation, initiative: int, item: int) -> int:
    """The place of a rating in the long table, counted from 0."""
    return initiative * len(calc.items) + item


def items_of(calc: Calculation, criterion: str) -> list[tuple[int, ItemRule]]:
    """The items of a criterion with their places."""
    return [(place, item) for place, item in enumerate(calc.items) if item.criterion == criterion]
