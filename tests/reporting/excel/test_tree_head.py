"""Weights and shares above a tree."""

from __future__ import annotations

from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.layout import Cell
from msiscore.reporting.excel.tree_grid import FULL, SHARE, WEIGHT, TreeSheet
from msiscore.reporting.excel.tree_head import counted, size_formula
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report


def _tree(**more: object) -> TreeSheet:
    inner = dimension("b", criterion("B1"), criterion("B2"), counts_as=more.pop("counts_as", None))
    made = framework(dimension("a", criterion("A", weight=3), inner), **more)
    return book_of(plain_report(score(a_set(made, assessment("one", {"A": 1}))))).trees[0]


def _head(tree: TreeSheet, row: int, id_: str) -> Cell:
    slot = tree.slot_of(id_)
    assert slot is not None
    cell = tree.head[row][tree.col("point", slot)]
    assert cell is not None
    return cell


def test_shares_are_handed_down() -> None:
    tree = _tree()
    assert [_head(tree, WEIGHT, id_).value for id_ in ("A", "b")] == [3.0, 1.0]
    assert [_head(tree, SHARE, id_).value for id_ in ("a", "A", "b", "B1")] == [1.0, 0.75, 0.25, 0.125]
    assert "SUM(" in _head(tree, SHARE, "A").formula


def test_by_size_a_node_weighs_what_is_in_it() -> None:
    tree = _tree(weighting="count")
    assert _head(tree, FULL, "a").value == 3.0
    assert _head(tree, FULL, "a").formula.count("COLUMNS(") == 2
    slot = tree.slot_of("a")
    assert slot is not None
    assert [len(run) for _, run in counted(tree.column.rows, slot)] == [1, 2]


def test_a_dimension_may_count_as_a_number() -> None:
    tree = _tree(weighting="count", counts_as="4")
    assert _head(tree, FULL, "a").value == 5.0
    slot = tree.slot_of("a")
    assert slot is not None
    assert size_formula(tree, slot, "count", "upper", 0).endswith(">0,4,0),0)")
