"""Where things stand on the hidden sheet that computes one column of scores: its head, its blocks, and one row for each initiative.

The rows of the head, counted from 0, go from ids to what a criterion counts for where a node above it is weighted by size; then comes
one row for each value of a view, with what each criterion weighs in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msiscore.reporting.excel.formulas import DASH
from msiscore.reporting.excel.frame import Frame, cell, fixed, run
from msiscore.reporting.excel.layout import Cell, live, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from msiscore.reporting.calculation import ColumnRule
    from msiscore.reporting.excel.ratings import Ratings
    from msiscore.reporting.excel.weights import Weights

IDS, TITLES, WEIGHT, FULL, SHARE, SIZE, POINTS = 3, 4, 5, 6, 7, 8, 9
VIEWS = 10
"""The row of the first value of a view; the initiatives follow after the last."""
FIRST = 2
SIDES = ("point", "lower", "upper")
BLOCKS = (*SIDES, "coverage")
SIDE_NAMES = {"point": "Score", "lower": "Lower end", "upper": "Upper end", "coverage": "Coverage"}


@dataclass(slots=True)
class TreeSheet:
    """The sheet of one column while it is made. `body` has for each initiative the cells so far; `head` those of the head rows."""

    frame: Frame
    column: ColumnRule
    ratings: Ratings
    weights: Weights
    headline: bool
    parents: dict[int, int] = field(default_factory=dict)
    head: list[list[Cell | None]] = field(default_factory=list)
    body: list[list[Cell | None]] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    places: dict[tuple[str, int], int] = field(default_factory=dict)
    names: dict[tuple[int, bool], str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of the sheet."""
        return f"calc:{self.column.id}"

    @property
    def top(self) -> int:
        """The row of the first initiative."""
        return VIEWS + (len(self.frame.calc.views) if self.headline else 0)

    def col(self, block: str, slot: int) -> int:
        """The column of a row of the tree in a block."""
        return self.starts[block] + slot if block in BLOCKS else self.places[block, slot]

    def at(self, block: str, slot: int, initiative: int) -> str:
        """The address of a number, from anywhere in the workbook."""
        return self.frame.at(self.key, self.top + initiative, self.col(block, slot))

    def here(self, block: str, slot: int, initiative: int) -> str:
        """The address of a number on its own sheet."""
        return f"${cell(self.top + initiative, self.col(block, slot))}"

    def across(self, block: str, slots: Sequence[int], initiative: int) -> str:
        """The range of siblings in a block."""
        return run(self.top + initiative, self.col(block, slots[0]), self.col(block, slots[-1]))

    def header(self, row: int, slots: Sequence[int]) -> str:
        """The range of siblings in a row of the head."""
        return f"{fixed(row, self.col('point', slots[0]))}:{fixed(row, self.col('point', slots[-1]))}"

    def slot_of(self, id_: str) -> int | None:
        """The place of a dimension or criterion in the tree."""
        for slot, row in enumerate(self.column.rows):
            if row.id == id_ or (row.item is not None and row.id.partition("/")[0] == id_ and not self._has_parts(id_)):
                return slot
        return None

    def answers(self, item: int) -> str:
        """The name of a column with the answers of all initiatives on one item, which a relative scale compares."""
        rule, calc = self.frame.calc.items[item], self.frame.calc
        id_ = f"{rule.criterion}_{rule.aspect}".rstrip("_")

        def write(k: int) -> Cell:
            answer, value = self.ratings.at("answer", k, item), calc.answers[k][item]
            return live(f"IF(ISNUMBER({answer}),{answer},{DASH})", value)

        column = self.add(f"set:{item}", 0, f"{id_}: answers", write)
        last = self.top + max(len(calc.initiatives), 1) - 1
        return self.frame.define(f"set_{id_}", self.frame.span(self.key, (self.top, column), (last, column)))

    def _has_parts(self, id_: str) -> bool:
        return any(row.id == id_ for row in self.column.rows)

    def under(self, slot: int) -> list[Sequence[int]]:
        """The runs of children of a node and of all nodes below it: every row under it."""
        row = self.column.rows[slot]
        children = (*row.ordinary, *row.bonus)
        return ([children] if children else []) + [run_ for child in children for run_ in self.under(child)]

    def any_under(self, block: str, slot: int, initiative: int) -> str:
        """How many rows under a node have a number in a block; 0 if nothing under it applies."""
        runs = self.under(slot) or [(slot,)]
        return f"COUNT({','.join(self.across(block, slots, initiative) for slots in runs)})"

    def own(self, column: int, initiative: int) -> str:
        """The cell of an initiative in a column, on its own sheet."""
        return f"${cell(self.top + initiative, column)}"

    def more(self, title: str, made: Callable[[int], Cell]) -> int:
        """One more column that belongs to no row of the tree."""
        return self.add(f"more:{len(self.places)}", 0, title, made)

    def add(self, block: str, slot: int, title: str, made: Callable[[int], Cell]) -> int:
        """One more column, with a cell for each initiative."""
        place = len(self.head[IDS])
        self.places[block, slot] = place
        for row in self.head:
            row.append(None)
        own = self.column.rows[slot].id or "total"
        self.head[IDS][-1] = words(own if block.partition(":")[0] in {*BLOCKS, "size", "term", "base", "lifted"} else "")
        self.head[TITLES][-1] = words(title)
        for initiative, cells in enumerate(self.body):
            cells.append(made(initiative))
        return place
