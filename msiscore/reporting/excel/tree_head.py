"""The head of the sheet that computes a tree: what each row weighs beside its siblings, and its share in the whole.

Where a node is weighted by size, the full weight is that of everything in it; below stands what applies for each initiative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.excel import formulas
from msiscore.reporting.excel.frame import fixed
from msiscore.reporting.excel.layout import data, live, words
from msiscore.reporting.excel.tree_grid import FULL, POINTS, SHARE, SIZE, VIEWS, WEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msiscore.reporting.calculation import TreeRow
    from msiscore.reporting.excel.tree_grid import TreeSheet


def write_head(made: TreeSheet) -> None:
    """Fill the head rows above the first block."""
    any_sized = any(row.sized for row in made.column.rows)
    for slot, row in enumerate(made.column.rows):
        column = made.col("point", slot)
        weight = made.weights.of(row.id.partition("/")[0], made.weights.in_use) if row.id else ""
        if any_sized and row.is_criterion:
            made.head[SIZE][column] = live(weight, row.in_use)
            made.head[POINTS][column] = live(f"{fixed(SIZE, column)}*{formulas.number(row.points)}", row.in_use * row.points)
        made.head[SHARE][column] = live(_share(made, slot), row.share, pattern="0.0%")
        if slot in made.parents:
            made.head[WEIGHT][column] = live(_weight(made, row), row.weight) if row.source != "one" else data(row.weight)
            made.head[FULL][column] = live(_full(made, slot), row.full_weight)
    _view_weights(made)


def _weight(made: TreeSheet, row: TreeRow) -> str:
    id_ = row.id.partition("/")[0]
    named = made.weights.of(id_, made.weights.named)
    return made.weights.of(id_, made.weights.in_use) if row.source == "own" else f"IF(ISNUMBER({named}),{named},1)"


def _share(made: TreeSheet, slot: int) -> str:
    if slot not in made.parents:
        return "1"
    parent = made.parents[slot]
    row = made.column.rows[parent]
    if slot in row.bonus:
        return "0"
    siblings = f"SUM({made.header(FULL, row.ordinary)})"
    own, above = fixed(FULL, made.col("point", slot)), fixed(SHARE, made.col("point", parent))
    return f"IF({siblings}=0,0,{above}*{own}/{siblings})"


def _full(made: TreeSheet, slot: int) -> str:
    own, sized = fixed(WEIGHT, made.col("point", slot)), made.column.rows[made.parents[slot]].sized
    return f"{own}*({size_formula(made, slot, sized)})" if sized else own


def size_formula(made: TreeSheet, slot: int, sized: str, block: str = "", k: int = 0) -> str:
    """The size of a child: of everything in it, or with a `block` of what has a number there for an initiative."""
    parts = []
    for node, slots in counted(made.column.rows, slot):
        number = made.column.rows[slots[0]].counts_as
        sizes = "" if sized == "count" else made.header(POINTS if sized == "points" else SIZE, slots)
        if number is not None:
            counts = formulas.number(number)
            parts.append(f"IF({made.any_under(block, slots[0], k)}>0,{counts},0)" if block else counts)
        elif block:
            applies = f"--ISNUMBER({made.across(block, slots, k)})"
            parts.append(f"SUMPRODUCT({sizes},{applies})" if sizes else f"SUMPRODUCT({applies})")
        else:
            parts.append(f"SUM({sizes})" if sizes else f"COLUMNS({made.header(WEIGHT, slots)})")
        if node != slot:  # a node below in which nothing has a weight is left out, and nothing in it counts
            some = f"SUM({made.header(WEIGHT, made.column.rows[node].ordinary)})>0"
            parts[-1] = f"IF({some},{parts[-1]},0)"
    return "+".join(parts) or "0"


def counted(rows: Sequence[TreeRow], slot: int) -> list[tuple[int, Sequence[int]]]:
    """The runs of rows that stand for the size of a child, each with the node that it is part of: itself, or what counts below it."""
    row = rows[slot]
    if row.is_criterion or row.counts_as is not None:
        return [(slot, (slot,))]
    criteria = [child for child in row.ordinary if rows[child].is_criterion]
    below = [found for child in row.ordinary if not rows[child].is_criterion for found in counted(rows, child)]
    return ([(slot, criteria)] if criteria else []) + below


def _view_weights(made: TreeSheet) -> None:
    """What each criterion weighs in each value of a view: its share in the whole."""
    if not made.headline:
        return
    rows = made.column.rows
    for turn, view in enumerate(made.frame.calc.views):
        made.head[VIEWS + turn][0] = words(f"{view.view}: {view.title}", style="cell-strong")
        for slot, row in enumerate(rows):
            whole = slot not in made.parents or not rows[made.parents[slot]].is_criterion
            inside = row.is_criterion and whole and row.id.partition("/")[0] in view.criteria
            share = fixed(SHARE, made.col("point", slot))
            made.head[VIEWS + turn][made.col("point", slot)] = live(share, row.share) if inside else data(0.0)
