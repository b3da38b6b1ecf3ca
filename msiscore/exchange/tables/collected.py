"""What was read from a table: initiatives with their ratings, and every cell that could not be mapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field

from msiscore.errors import Problem, column_letters, shorten
from msiscore.exchange.tables.answers import Unmapped
from msiscore.exchange.tables.grid import Grid
from msiscore.framework import State

MOST_TOLD = 20_000
"""So many cells are told one by one; of more, the number is told."""


@dataclass(slots=True)
class Rated:
    """What the table says of one item: an answer or a state or neither, and what stands beside it; `row` and `column` are its cell."""

    row: int
    column: int
    answer: str = ""
    state: State | None = None
    texts: MappingOf[str, str] = field(default_factory=dict)
    evidence: tuple[MappingOf[str, str], ...] = ()

    @property
    def given(self) -> bool:
        """Whether there is an answer or a state."""
        return bool(self.answer) or self.state is not None


@dataclass(slots=True)
class Found:
    """One initiative: what is known of it, its ratings by item (`MON-01`, `MON-01/paper`), and its cells that were left out.

    `fixed` are the parts of `about` that the mapping says, whatever the table does.
    """

    id: str
    about: dict[str, str] = field(default_factory=dict)
    ratings: dict[str, Rated] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)
    fixed: frozenset[str] = frozenset()


@dataclass(slots=True)
class Collected:
    """All that was read. `columns_left_out` are columns that the mapping does not name; `tallies` count cells by item and kind."""

    grid: Grid
    found: dict[str, Found] = field(default_factory=dict)
    unmapped: list[Problem] = field(default_factory=list)
    not_told: int = 0
    columns_left_out: tuple[str, ...] = ()
    rows_read: int = 0
    rows_ignored: int = 0
    tallies: dict[str, Counter[str]] = field(default_factory=dict)
    readings: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    @property
    def unmapped_count(self) -> int:
        """How many cells could not be mapped."""
        return len(self.unmapped) + self.not_told

    def leave_out(self, row: int, column: int, why: Unmapped, *, of: Found | None = None, item: str = "") -> None:
        """Record a cell that could not be mapped, of an initiative and an item as far as they are known."""
        if item:
            self.count(item, "not mapped")
        if len(self.unmapped) >= MOST_TOLD:
            self.not_told += 1
            return
        problem = self.grid.problem(
            why.code, row, column, why.message, found=why.found, allowed=shorten(why.allowed, 600), hint=why.hint
        )
        self.unmapped.append(problem)
        if of is not None:
            of.left_out.append(f"{item or 'the initiative'}, {self.cell_name(row, column)}: {why.message}")

    def count(self, item: str, kind: str) -> None:
        """Count one cell of an item: an answer, a state, empty, or not mapped."""
        self.tallies.setdefault(item, Counter())[kind] += 1

    def cell_name(self, row: int, column: int) -> str:
        """Where a cell stands in the table, without the file: `Scores!C5`, or `row 5, column C`."""
        letters = column_letters(column)
        return f"{self.grid.sheet}!{letters}{row}" if self.grid.sheet else f"row {row}, column {letters}"

    def rate(self, found: Found, item: str, rated: Rated) -> None:
        """Take in one rating. A second row for the same item may add evidence; if it says something else, neither is believed."""
        if not (rated.given or rated.texts or rated.evidence):
            return
        first = found.ratings.get(item)
        if first is None:
            found.ratings[item] = rated
            return
        if rated.given and first.given and (rated.answer, rated.state) != (first.answer, first.state):
            self._dispute(found, item, first, rated)
            return
        for name, text in rated.texts.items():
            if first.texts.get(name, text) != text:
                said = f"`{item}` of `{found.id}` has another {name} here than in {self.cell_name(first.row, first.column)}"
                why = Unmapped("two-rows", said, found=text, hint="only the first was taken")
                self.leave_out(rated.row, rated.column, why, of=found, item=item)
        merged = Rated(first.row, first.column, first.answer or rated.answer, first.state or rated.state)
        merged.texts = {**rated.texts, **first.texts}
        merged.evidence = (*first.evidence, *(one for one in rated.evidence if one not in first.evidence))
        found.ratings[item] = merged

    def _dispute(self, found: Found, item: str, first: Rated, second: Rated) -> None:
        pairs = [(first, second), (second, first)] if item not in found.disputed else [(second, first)]
        found.disputed.add(item)
        for one, other in pairs:
            said = (
                f"`{item}` of `{found.id}` has two different answers; the other is in {self.cell_name(other.row, other.column)}"
            )
            what = one.answer or (one.state.value if one.state else "")
            why = Unmapped("two-rows", said, found=what, hint="neither was taken: keep the right one in the table")
            self.leave_out(one.row, one.column, why, of=found, item=item)

    def settle(self) -> None:
        """Take out the answers that two rows dispute, once all rows are read."""
        for found in self.found.values():
            for item in found.disputed:
                found.ratings.pop(item, None)
