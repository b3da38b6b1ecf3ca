"""The sheet that computes a tree."""

from __future__ import annotations

from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.layout import Cell
from msiscore.reporting.excel.tree import finished
from msiscore.reporting.excel.tree_grid import TreeSheet
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report


def _tree(*dimensions: object, ratings: dict[str, object], **more: object) -> TreeSheet:
    made = framework(*dimensions, **more)  # type: ignore[arg-type]
    return book_of(plain_report(score(a_set(made, assessment("one", ratings))))).trees[0]


def _cell(tree: TreeSheet, block: str, id_: str) -> Cell:
    slot = tree.slot_of(id_)
    assert slot is not None
    cell = tree.body[0][tree.col(block, slot)]
    assert cell is not None
    return cell


def test_a_mean_names_its_weights() -> None:
    tree = _tree(dimension("a", criterion("A"), criterion("B")), ratings={"A": 2, "B": 4})
    cell = _cell(tree, "point", "a")
    assert cell.value == 75.0
    assert cell.formula.startswith("IF(SUMPRODUCT(weights_a,--ISNUMBER(")


def test_an_open_answer_is_0_and_100_at_the_ends() -> None:
    tree = _tree(dimension("a", criterion("A")), ratings={})
    assert [_cell(tree, block, "A").value for block in ("point", "lower", "upper", "coverage")] == ["–", 0.0, 100.0, 0.0]
    assert '="O",100,' in _cell(tree, "upper", "A").formula


def test_bonus_is_the_best_of_its_steps() -> None:
    tree = _tree(dimension("a", criterion("A"), criterion("X", bonus="yes")), ratings={"A": 1, "X": 4})
    cell = _cell(tree, "point", "a")
    assert cell.value == 62.5
    assert cell.formula.startswith("IF(ISNUMBER(")
    assert "MAX(" in cell.formula


def test_only_means_that_need_terms_have_them() -> None:
    plain = _tree(dimension("a", criterion("A")), ratings={"A": 1})
    bent = _tree(dimension("a", criterion("A"), aggregation="harmonic"), ratings={"A": 1})
    assert not [block for block, _ in plain.places if block.startswith("term")]
    assert {block for block, _ in bent.places if block.startswith("term")} == {"term:point", "term:lower", "term:upper"}


def test_the_sheet_is_hidden_and_has_a_row_for_each_initiative() -> None:
    tree = _tree(dimension("a", criterion("A")), ratings={"A": 1})
    sheet = finished(tree)
    assert sheet.hidden
    assert len(sheet.rows) == tree.top + 1
