"""The parts of an analysis are frozen, say what they are, and are found by id."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

from msiscore.reporting import report_analysis as module
from msiscore.reporting.report_basics import NOTHING, Figure, Term
from tests.reporting.sample import sample_report


def test_every_part_is_frozen_and_says_what_it_is() -> None:
    found = [cls for _, cls in inspect.getmembers(module, inspect.isclass) if dataclasses.is_dataclass(cls)]
    assert len(found) > 4
    for cls in found:
        assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert cls.__doc__


def test_a_part_is_found_by_its_id() -> None:
    found = sample_report().robustness
    assert found is not None
    assert found.part("ranks") is found.parts[1]
    assert found.table("ranks") is found.parts[1].table
    assert found.part("nothing") is None
    assert found.table("dominance") is None


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(None, "MON-01 Independent monitoring: from 1 to 2"), True),
        (Figure(None, "x" * 31), True),
        (Figure(None, "x" * 30), False),
        (Figure(1.0, "1" * 31), False),
        (NOTHING, False),
    ],
)
def test_a_table_is_in_words_when_a_cell_without_a_number_has_many(figure: Figure, expected: bool) -> None:
    row = module.AnalysisRow(head=Term("", "A head that is long, which has no part in it"), figures=(NOTHING, figure))
    table = module.AnalysisTable(caption="", corner="", columns=("A", "B"), rows=(row,))
    assert table.in_words is expected
