"""Addresses and names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.frame import cell, fixed, framed, letters, run
from tests.reporting.excel.sample import sample_report


def test_addresses() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert (cell(4, 2), fixed(4, 2), run(4, 2, 5)) == ("C5", "$C$5", "$C5:$F5")


def test_names_are_valid_and_no_two_are_alike() -> None:
    frame = framed(sample_report(), [("a", "It's A")])
    assert frame.quoted("a") == "'It''s A'"
    assert [frame.define(name, "x") for name in ("weights_A-1", "weights_a.1", "weights_B")] == [
        "weights_A_1",
        "weights_a_1_2",
        "weights_B",
    ]


def test_a_report_without_a_calculation_makes_no_workbook() -> None:
    with pytest.raises(ValueError, match="no calculation"):
        book_of(replace(sample_report(), calculation=None))
