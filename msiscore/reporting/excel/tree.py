"""The hidden sheet that computes one column of scores: a row for each initiative, and side by side blocks of what is computed.

Blocks: score, lower end, upper end and coverage, each with one column for every row of the tree, the root first and the children of
a node next to each other; then, where a framework needs them, weights by size, terms of means that are not arithmetic, and bonus.
Above the first block stand each row's weight beside its siblings, its full weight and its share; `weights_X` names the weights of
the children of X. What follows from the root (minimum standards, ranks) is laid out by `outcomes`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msiscore.reporting.excel import formulas
from msiscore.reporting.excel.formulas import DASH
from msiscore.reporting.excel.frame import Frame, fixed, run
from msiscore.reporting.excel.layout import Cell, Sheet, alarm_words, live, words
from msiscore.reporting.excel.tree_grid import (
    BLOCKS,
    FIRST,
    FULL,
    IDS,
    POINTS,
    SHARE,
    SIDE_NAMES,
    SIDES,
    SIZE,
    TITLES,
    WEIGHT,
    TreeSheet,
)
from msiscore.reporting.excel.tree_head import size_formula, write_head

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from msiscore.reporting.calculation import ColumnRule, Numbers
    from msiscore.reporting.excel.ratings import Ratings
    from msiscore.reporting.excel.weights import Weights


CHILDREN = ("have", "can", "asked")
"""Of the children of a node: how many have a value, how many can have one, and how many must."""


def tree_sheet(frame: Frame, column: ColumnRule, ratings: Ratings, weights: Weights, *, headline: bool) -> TreeSheet:
    """The tree of `column`, computed."""
    made = TreeSheet(frame, column, ratings, weights, headline)
    made.parents.update({child: slot for slot, row in enumerate(column.rows) for child in (*row.ordinary, *row.bonus)})
    made.head = [[None, None] for _ in range(made.top)]
    made.body = [[words(term.text), words(term.name)] for term in frame.calc.initiatives]
    for number, block in enumerate(BLOCKS):
        made.starts[block] = FIRST + number * len(column.rows)
    helpers = _Helpers(made, made.starts["coverage"] + len(column.rows))
    helpers.plan()
    for block in BLOCKS:
        _block(made, block)
    write_head(made)
    helpers.write()
    return made


def finished(made: TreeSheet) -> Sheet:
    """The sheet, once everything has been added."""
    frame, label = made.frame, made.frame.report.label
    widths = (28, 16, *(11,) * (len(made.head[IDS]) - FIRST))
    sheet = Sheet(made.key, frame.names[made.key], widths, hidden=True)
    titles = {IDS: "Id", TITLES: "Title", WEIGHT: "Weight", FULL: "Full weight", SHARE: "Share", SIZE: "Weight as a size"}
    made.head[0][0] = words(f"{label('Calculation')}: {made.column.title}", style="title")
    made.head[1][0] = words(
        label("Scores from 0 to 100, coverage from 0 to 1. One row for each initiative; the root stands first.")
    )
    made.head[2][0] = words(alarm_words(frame.report), style="alarm")
    for row, title in (titles | {POINTS: "Points as a size"}).items():
        made.head[row][0] = words(label(title), style="cell-strong")
    for cells in (*made.head, *made.body):
        sheet.add(*cells)
    sheet.frozen = (made.top, FIRST)
    return sheet


def _block(made: TreeSheet, block: str) -> None:
    for slot, row in enumerate(made.column.rows):
        numbers: Numbers = getattr(row, block)
        title = f"{made.frame.report.label(SIDE_NAMES[block])}: {row.title}"
        made.add(block, slot, title, lambda k, slot=slot, numbers=numbers: live(_formula(made, block, slot, k), numbers[k]))  # type: ignore[misc]


def _formula(made: TreeSheet, block: str, slot: int, k: int) -> str:
    row = made.column.rows[slot]
    if row.item is not None:
        return _of_item(made, block, row.item, slot, k)
    if block == "coverage":
        weights = _weight_range(made, slot, row.ordinary, k, "relevant")
        counted = "counted" if ("counted", row.ordinary[0]) in made.places else block
        return formulas.mean(1.0, made.across(counted, row.ordinary, k), weights, "")
    formula = _lifted(made, block, slot, k)
    if not row.withholds:
        return formula
    have, can, asked = (made.here(f"children:{one}", slot, k) for one in CHILDREN)
    number = _number_asked(made, slot)
    return formulas.withheld(formula, have, can, asked, number, {"lower": "0", "upper": "100"}.get(block, DASH))


def _number_asked(made: TreeSheet, slot: int) -> str:
    """The number of children that must have a value: never more than there are with a weight."""
    return f"MIN({made.column.rows[slot].least},{_counting(made, slot)})"


def _counting(made: TreeSheet, slot: int) -> str:
    """How many ordinary children of a node can count: they have a weight, and something in them has one."""
    rows, ordinary = made.column.rows, made.column.rows[slot].ordinary
    nodes = [child for child in ordinary if rows[child].item is None and not rows[child].is_criterion]
    empty = (f"IF(AND({fixed(WEIGHT, made.col('point', child))}>0,{_counting(made, child)}=0),1,0)" for child in nodes)
    return "-".join([f"SUMPRODUCT(--({made.header(WEIGHT, ordinary)}>0))", *empty])


def _lifted(made: TreeSheet, block: str, slot: int, k: int) -> str:
    """The mean of a node with what its bonus children make of it."""
    row = made.column.rows[slot]
    may = f"{made.here(f'may:{block}', slot, k)}=1" if row.lifts_from else ""
    if row.bonus and not math.isinf(row.power):
        first, last = (made.places[f"lifted:{block}", child] for child in (row.bonus[0], row.bonus[-1]))
        base = made.here("base:" + block, slot, k)
        lifted = formulas.lifted(row.power, base, run(made.top + k, first, last))
        return f"IF({may},{lifted},{base})" if may else lifted
    plain = _node(made, block, slot, k)
    if row.bonus and row.power == math.inf:
        more = made.across("term:" + block, row.bonus, k)
        terms = made.across("term:" + block, row.ordinary, k)
        point = f"COUNT({made.across('term:point', row.ordinary, k)})"  # where nothing is rated, no bonus lifts the lower end
        best = f"IF({point}=0,MAX({terms}),MAX({terms},{more}))" if block == "lower" else f"MAX({terms},{more})"
        best = f"IF({may},{best},MAX({terms}))" if may else best
        return f"IF(COUNT({terms})=0,{DASH},{best})"
    return plain


def _node(made: TreeSheet, block: str, slot: int, k: int) -> str:
    """The mean of a node's ordinary children."""
    row = made.column.rows[slot]
    values = made.across(block, row.ordinary, k)
    if math.isinf(row.power) and row.is_criterion:  # both aspects weigh 1, so each value is its own term
        return formulas.mean(row.power, values, "", values)
    terms = "" if formulas.linear(row.power) else made.across("term:" + block, row.ordinary, k)
    return formulas.mean(row.power, values, _weight_range(made, slot, row.ordinary, k, "applicable"), terms)


def _of_item(made: TreeSheet, block: str, item: int, slot: int, k: int) -> str:
    value, letter = made.ratings.at("worth", k, item), made.ratings.at("counts", k, item)
    if block == "point":
        return value
    if block == "coverage":
        return f'IF({letter}="N",{DASH},IF(OR({letter}="L",AND({letter}="R",ISNUMBER({value}))),1,0))'
    return f'IF({letter}="O",{"0" if block == "lower" else "100"},{made.here("point", slot, k)})'


def _weight_range(made: TreeSheet, slot: int, children: Sequence[int], k: int, sort: str) -> str:
    """The weights of siblings: those in the head, by name, or where they go by size those of the initiative."""
    if made.column.rows[slot].sized:
        return made.across(f"size:{sort}", children, k)
    bonus = children == made.column.rows[slot].bonus
    if (slot, bonus) not in made.names:
        wish = f"{'bonus' if bonus else 'weights'}_{made.column.rows[slot].id or 'total'}"
        first, last = (WEIGHT, made.col("point", children[0])), (WEIGHT, made.col("point", children[-1]))
        name = wish if made.headline else f"{wish}_{made.column.id}"
        made.names[slot, bonus] = made.frame.define(name, made.frame.span(made.key, first, last))
    return made.names[slot, bonus]


# Helpers: weights by size, terms, bonus.


@dataclass(slots=True)
class _Helpers:
    """The blocks that only some frameworks need. They are planned before the others are written, which refer to them."""

    made: TreeSheet
    next: int
    wanted: list[tuple[str, int, str, Callable[[int], Cell]]] = field(default_factory=list)

    def plan(self) -> None:
        """Decide what stands where."""
        rows = self.made.column.rows
        for slot, row in enumerate(rows):
            children = (*row.ordinary, *row.bonus)
            if row.sized:
                for number, sort in enumerate(("applicable", "relevant")):
                    for child in children:
                        self._want(f"size:{sort}", child, self._size(slot, child, number), f"weight ({sort})")
            if not formulas.linear(row.power) and not (math.isinf(row.power) and row.is_criterion):
                for number, side in enumerate(SIDES):
                    for child in children:
                        self._want(f"term:{side}", child, self._term(slot, child, number), f"term ({side})")
            if row.withholds:
                for number, name in enumerate(CHILDREN):
                    self._want(f"children:{name}", slot, self._children(slot, number), f"children ({name})")
            if row.lifts_from:
                for number, side in enumerate(SIDES):
                    self._want(f"may:{side}", slot, self._may(slot, number), f"may be lifted ({side})")
            if any(rows[child].withholds for child in row.ordinary):
                for child in row.ordinary:
                    self._want("counted", child, self._counted(child), "coverage, as it counts above")
            if row.bonus and not math.isinf(row.power):
                for number, side in enumerate(SIDES):
                    self._want(f"base:{side}", slot, self._base(slot, number), f"without bonus ({side})")
                    for turn, child in enumerate(row.bonus):
                        self._want(f"lifted:{side}", child, self._lifted(slot, child, number, turn), f"with bonus ({side})")

    def _want(self, block: str, slot: int, made: Callable[[int], Cell], title: str) -> None:
        self.made.places[block, slot] = self.next
        self.next += 1
        self.wanted.append((block, slot, f"{self.made.column.rows[slot].title}: {title}", made))

    def write(self) -> None:
        """Write what was planned, in that order."""
        for block, slot, title, made in self.wanted:
            place = self.made.places[block, slot]
            if self.made.add(block, slot, title, made) != place:
                raise ValueError(f"{block} of {slot} is not where it was planned")

    def _size(self, slot: int, child: int, number: int) -> Callable[[int], Cell]:
        made, sized = self.made, self.made.column.rows[slot].sized
        block = ("upper", "coverage")[number]
        row = made.column.rows[child]

        def write(k: int) -> Cell:
            weight = fixed(WEIGHT, made.col("point", child))
            return live(f"{weight}*({size_formula(made, child, sized, block, k)})", row.effective[number][k])

        return write

    def _able(self, slot: int, k: int) -> str:
        """Which children can have a value: they have an upper end and a weight."""
        made, row = self.made, self.made.column.rows[slot]
        weights = _weight_range(made, slot, row.ordinary, k, "applicable")
        return f"--ISNUMBER({made.across('upper', row.ordinary, k)}),--({weights}>0)"

    def _children(self, slot: int, number: int) -> Callable[[int], Cell]:
        made, row = self.made, self.made.column.rows[slot]

        def write(k: int) -> Cell:
            able = self._able(slot, k)
            have = f"SUMPRODUCT({able},--ISNUMBER({made.across('point', row.ordinary, k)}))"
            can = made.here("children:can", slot, k)
            asked = f"MAX({_number_asked(made, slot)},{formulas.number(row.least_share)}*{can})"
            return live((have, f"SUMPRODUCT({able})", asked)[number], row.children[number][k])

        return write

    def _may(self, slot: int, number: int) -> Callable[[int], Cell]:
        made, row = self.made, self.made.column.rows[slot]

        def write(k: int) -> Cell:
            able, values = self._able(slot, k), made.across(SIDES[number], row.ordinary, k)
            reach = f"--ISNUMBER({values}),--({values}>={formulas.number(row.lifts_from)}-{formulas.TIE})"
            return live(f"IF(SUMPRODUCT({able})=SUMPRODUCT({able},{reach}),1,0)", row.may_lift[number][k])

        return write

    def _counted(self, child: int) -> Callable[[int], Cell]:
        made, row = self.made, self.made.column.rows[child]

        def write(k: int) -> Cell:
            point, share = made.here("point", child, k), made.here("coverage", child, k)
            known = row.coverage[k]
            counts = known if known is None or row.point[k] is not None else 0.0
            return live(f"IF(AND(ISNUMBER({share}),NOT(ISNUMBER({point}))),0,{share})", counts)

        return write

    def _term(self, slot: int, child: int, number: int) -> Callable[[int], Cell]:
        made, row = self.made, self.made.column.rows[child]
        power, sized = made.column.rows[slot].power, made.column.rows[slot].sized

        def write(k: int) -> Cell:
            weight = made.here("size:applicable", child, k) if sized else fixed(WEIGHT, made.col("point", child))
            return live(formulas.term(power, made.here(SIDES[number], child, k), weight), row.terms[number][k])

        return write

    def _base(self, slot: int, number: int) -> Callable[[int], Cell]:
        made = self.made
        return lambda k: live(_node(made, SIDES[number], slot, k), made.column.rows[slot].base[number][k])

    def _lifted(self, slot: int, child: int, number: int, turn: int) -> Callable[[int], Cell]:
        made, row, side = self.made, self.made.column.rows[slot], SIDES[number]

        def part(children: Sequence[int], k: int) -> tuple[str, str, str]:
            terms = "" if formulas.linear(row.power) else made.across(f"term:{side}", children, k)
            return made.across(side, children, k), _weight_range(made, slot, children, k, "applicable"), terms

        def write(k: int) -> Cell:
            needed = [made.here(f"base:{side}", slot, k)]
            needed += [made.here("base:point", slot, k)] if side == "lower" else []
            formula = formulas.lifted_mean(
                row.power, part(row.ordinary, k), part(row.bonus, k), made.here(side, child, k), needed
            )
            return live(formula, row.lifted[number][turn][k])

        return write
