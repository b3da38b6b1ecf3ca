"""Minimum standards, and what bands require, on the hidden sheet of a column: verdicts, margins, and what they leave of the score.

Verdicts are numbers: 0 not applicable, 1 met, 2 unknown, 3 not met. What is asked of each initiative stands there as data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from msiscore.reporting.excel import formulas
from msiscore.reporting.excel.layout import Cell, data, live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msiscore.reporting.calculation import StandardRule
    from msiscore.reporting.excel.tree_grid import TreeSheet


@dataclass(slots=True)
class Verdicts:
    """Columns of the sheet: with the verdict and the margin of each minimum standard; with the worst verdict on what a band requires,
    by the place of the band; and the first and last with the highest score that the standards leave of the score and the lower end.
    """

    columns: dict[str, int] = field(default_factory=dict)
    margins: dict[str, int] = field(default_factory=dict)
    denied: dict[int, int] = field(default_factory=dict)
    caps: dict[str, tuple[int, int] | None] = field(default_factory=dict)


def verdicts(tree: TreeSheet) -> Verdicts:
    """Add the columns to the sheet. Those that formulas look at together stand side by side."""
    made = Verdicts()
    parts = [_parts(tree, standard) for standard in tree.column.standards]
    for standard, items in zip(tree.column.standards, parts, strict=True):
        made.columns[standard.id] = _worst(tree, standard, [verdict for verdict, _ in items])
    for standard, items in zip(tree.column.standards, parts, strict=True):
        made.margins[standard.id] = _margin(tree, standard, items)
    for end in ("point", "lower"):
        made.caps[end] = _caps(tree, made, end)
    for place, required in enumerate(tree.column.required):
        if required:
            made.denied[place] = _denied(tree, place, required)
    return made


def _parts(tree: TreeSheet, standard: StandardRule) -> list[tuple[int, int]]:
    """The columns with the verdict and the margin of each item of a standard, or of its node, after those with what is asked."""
    due = tree.more(f"{standard.id}: value asked", lambda k: data(standard.due[k]))
    if standard.node is not None:
        return [_of_node(tree, standard, due)]
    asked = tree.more(f"{standard.id}: answer asked", lambda k: data(standard.asked[k]))
    return [_of_item(tree, standard, turn, due, asked) for turn in range(len(standard.items))]


def _of_item(tree: TreeSheet, standard: StandardRule, turn: int, due: int, asked: int) -> tuple[int, int]:
    calc, item = tree.frame.calc, standard.items[turn]
    scale = calc.scales[calc.items[item].scale]

    def verdict(k: int) -> Cell:
        letter, state, value = (tree.ratings.at(code, k, item) for code in ("counts", "state-number", "worth"))
        return live(formulas.verdict(letter, state, value, tree.own(due, k)), float(standard.verdicts[turn][k]))

    def margin(k: int) -> Cell:
        state, answer, value = (tree.ratings.at(code, k, item) for code in ("state-number", "answer", "worth"))
        formula = formulas.margin(scale, state, answer, value, tree.own(due, k), tree.own(asked, k))
        return live(formula, standard.margins[turn][k])

    return tree.more(f"{standard.id}: verdict {turn + 1}", verdict), tree.more(f"{standard.id}: margin {turn + 1}", margin)


def _of_node(tree: TreeSheet, standard: StandardRule, due: int) -> tuple[int, int]:
    """A minimum score looks at both ends of the interval, before any cap."""
    slot = next(slot for slot, row in enumerate(tree.column.rows) if row.id == standard.node and row.item is None)

    def verdict(k: int) -> Cell:
        lower, upper, share = (tree.here(block, slot, k) for block in ("lower", "upper", "coverage"))
        applies = tree.any_under("coverage", slot, k)
        formula = formulas.score_verdict(applies, lower, upper, share, tree.own(due, k))
        return live(formula, float(standard.verdicts[0][k]))

    def margin(k: int) -> Cell:
        point, share = tree.here("point", slot, k), tree.here("coverage", slot, k)
        return live(formulas.score_margin(point, share, tree.own(due, k)), standard.margins[0][k])

    return tree.more(f"{standard.id}: verdict 1", verdict), tree.more(f"{standard.id}: margin 1", margin)


def _worst(tree: TreeSheet, standard: StandardRule, columns: Sequence[int]) -> int:
    def write(k: int) -> Cell:
        return live(f"MAX({','.join(tree.own(column, k) for column in columns)})", float(standard.verdict[k]))

    return tree.more(f"{standard.id}: verdict", write)


def _margin(tree: TreeSheet, standard: StandardRule, items: Sequence[tuple[int, int]]) -> int:
    """The margin of the item with the worst verdict, of equal ones the last."""

    def write(k: int) -> Cell:
        formula = tree.own(items[0][1], k)
        for before, (verdict, margin) in pairwise(items):
            formula = f"IF({tree.own(verdict, k)}>={tree.own(before[0], k)},{tree.own(margin, k)},{formula})"
        return live(formula, standard.margin[k])

    return tree.more(f"{standard.id}: margin", write)


def _caps(tree: TreeSheet, made: Verdicts, end: str) -> tuple[int, int] | None:
    """The columns with the highest score that each standard leaves, first and last; for the lower end also where it is unknown."""
    worst = 3 if end == "point" else 2
    columns = []
    for standard in tree.column.standards:
        limit = standard.limit
        if limit is not None:

            def write(k: int, standard: StandardRule = standard, limit: float = limit) -> Cell:
                formula = f"IF({tree.own(made.columns[standard.id], k)}>={worst},{formulas.number(limit)},100)"
                return live(formula, limit if standard.verdict[k] >= worst else 100.0)

            columns.append(tree.more(f"{standard.id}: cap ({end})", write))
    return (columns[0], columns[-1]) if columns else None


def _denied(tree: TreeSheet, place: int, required: Sequence[StandardRule]) -> int:
    """The worst verdict on what a band requires; from 2 on an initiative cannot have it."""
    parts = [verdict for rule in required for verdict, _ in (_parts(tree, rule) if rule.verdicts else [])]

    def write(k: int) -> Cell:
        worst = [float(rule.verdict[k]) for rule in required]
        return live(f"MAX(0,{','.join(tree.own(column, k) for column in parts)})" if parts else "0", max(worst))

    return tree.more(f"{tree.frame.calc.bands[place].title}: required", write)
