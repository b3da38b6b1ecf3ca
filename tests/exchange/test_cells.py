from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from msiscore.exchange.cells import answer_cell, field_text
from msiscore.exchange.incoming import Incoming, Place
from msiscore.exchange.workbook_reader import Cell
from msiscore.scales import BaseScale, LevelScale, MeasureScale, YesNoScale

LEVELS = LevelScale.model_validate({"levels": [{"en": "low", "nl": "laag"}, {"en": "high", "nl": "hoog"}]})
SHARE = MeasureScale.model_validate({"from": 0, "to": 100, "unit": "%"})


def read(cell: Any, field: str) -> tuple[str | None, list[str]]:
    incoming = Incoming(path=Path("x.xlsx"), language="en")
    text = field_text(cell if isinstance(cell, Cell) else Cell(cell), field, incoming, Place("S", 1, 1))
    return text, [problem.code for problem in incoming.problems]


def answer(cell: Any, scale: BaseScale, **more: bool) -> tuple[str | None, list[str]]:
    incoming = Incoming(path=Path("x.xlsx"))
    text = answer_cell(cell if isinstance(cell, Cell) else Cell(cell), scale, incoming, Place("S", 1, 1), **more)
    return text, [problem.code for problem in incoming.problems]


@pytest.mark.parametrize(
    ("value", "field", "text"),
    [
        (None, "reason", ""),
        ("  a\r\n b ", "reason", "a\n b"),
        ("a_x000D_\nb", "reason", "a\nb"),
        ("_x005F_x0041_", "reason", "_x0041_"),
        (12.0, "page", "12"),
        (True, "reason", "yes"),
        (2020, "date", "2020"),
        ("2020-07", "date", "2020-07"),
        (datetime(2020, 7, 8), "date", "2020-07-08"),
        ("Te vroeg", "state", "too-early"),
        ("public", "visibility", ""),
        ("geheim", "visibility", "secret"),
    ],
)
def test_what_a_cell_may_hold(value: Any, field: str, text: str) -> None:
    assert read(value, field) == (text, [])


@pytest.mark.parametrize(
    ("value", "field", "code"),
    [
        (44020, "date", "date-as-number"),
        ("8 July", "date", "date"),
        ("2020-13", "date", "date"),
        (datetime(2020, 7, 8), "page", "date"),
        ("sure", "confidence", "confidence"),
        (Cell(formula=True), "reason", "formula"),
        (Cell("#N/A", error=True), "reason", "cell-error"),
        (float("inf"), "page", "cell-error"),
    ],
)
def test_what_a_cell_may_not_hold(value: Any, field: str, code: str) -> None:
    assert read(value, field) == (None, [code])


def test_a_date_that_became_a_number_is_guessed_in_the_hint() -> None:
    incoming = Incoming(path=Path("x.xlsx"))
    field_text(Cell(44020), "date", incoming, Place())
    assert "perhaps 2020-07-08" in incoming.problems[0].hint


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [
        (1, LEVELS, "1"),
        ("1", LEVELS, "1"),
        ("1 · anything", LEVELS, "1"),
        ("Hoog", LEVELS, "1"),
        (None, LEVELS, ""),
        ("ja", YesNoScale(), "yes"),
        (False, YesNoScale(), "no"),
        (12.5, SHARE, "12.5"),
    ],
)
def test_how_an_answer_may_be_given(value: Any, scale: BaseScale, text: str) -> None:
    assert answer(value, scale) == (text, [])


@pytest.mark.parametrize(
    ("value", "scale", "code"),
    [
        (2, LEVELS, "answer"),
        (0.5, LEVELS, "answer"),
        (datetime(2020, 2, 1), LEVELS, "date"),
        (1, YesNoScale(), "answer"),
        ("12.5", SHARE, "number-as-text"),
        ("12%", SHARE, "number-as-text"),
        (Cell(formula=True), SHARE, "formula"),
    ],
)
def test_how_an_answer_may_not_be_given(value: Any, scale: BaseScale, code: str) -> None:
    assert answer(value, scale) == (None, [code])


def test_in_a_text_file_every_number_is_text() -> None:
    assert answer("12.5", SHARE, text_numbers=True) == ("12.5", [])
    assert answer("12,5", SHARE, text_numbers=True)[1] == ["answer"]
