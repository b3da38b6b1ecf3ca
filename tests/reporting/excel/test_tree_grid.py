"""Where things stand on the sheet of a tree."""

from __future__ import annotations

from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.tree_grid import BLOCKS, FIRST
from tests.reporting.excel.sample import sample_report


def test_blocks_follow_one_another() -> None:
    tree = book_of(sample_report()).trees[0]
    count = len(tree.column.rows)
    assert [tree.col(block, 0) for block in BLOCKS] == [FIRST + k * count for k in range(4)]
    assert tree.here("point", 0, 0) == f"$C{tree.top + 1}"


def test_dimensions_and_criteria_are_found_by_id() -> None:
    trees = book_of(sample_report()).trees
    for tree in trees:
        slot = tree.slot_of("MON-01")
        assert slot is not None
        assert tree.column.rows[slot].is_criterion
    assert trees[0].slot_of("nowhere") is None
    overall = trees[0].column.rows[trees[0].slot_of("MON-01") or 0]
    assert len(overall.ordinary) == 2


def test_everything_under_a_node_can_be_counted() -> None:
    tree = book_of(sample_report()).trees[0]
    below = [slot for run in tree.under(0) for slot in run]
    assert sorted(below) == list(range(1, len(tree.column.rows)))
    assert tree.any_under("coverage", 0, 0).startswith("COUNT(")
