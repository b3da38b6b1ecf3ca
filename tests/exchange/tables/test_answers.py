from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from msiscore.exchange.tables.answers import NOTHING, Answer, CellReader, Unmapped, in_the_files
from msiscore.exchange.workbook_reader import Cell
from msiscore.framework import State
from msiscore.mapping import Mapping
from msiscore.scales import LevelScale
from tests.making import criterion, dimension, framework

SCALES = {
    "level": {"kind": "levels", "levels": ["No", "Partly", "Yes"]},
    "from-one": {"kind": "levels", "levels": ["low", "high"], "first": 1},
    "yes-no": {"kind": "yes-no"},
    "share": {"kind": "measure", "unit": "%", "from": 0, "to": 100},
    "tonnes": {"kind": "measure", "unit": "t", "from": 0, "to": 10000},
    "points": {"kind": "points", "of": 5},
    "not": {"kind": "levels", "levels": ["not-assessable", "fine"]},
}


def reader(**more: Any) -> CellReader:
    mapping = {
        "layout": "wide",
        "framework": {"id": "f", "title": "F"},
        "criteria": [{"id": "A"}],
        "set": {"id": "s", "title": "S", "as-of": "2020"},
        "states": {"n/a": "not-applicable", "-": "unanswered"},
        "words": {"level": {"Y": "2", "more or less": "partly"}, "share": {"all": "100"}, "yes-no": {"ja": "yes"}},
    }
    of = framework(dimension("d", criterion("A", scale="level")), scales=SCALES)
    return CellReader(Mapping.model_validate(mapping | more), of)


def cell(value: Any, **more: Any) -> Cell:
    return Cell(value, **more)


@pytest.mark.parametrize(
    ("value", "scale", "answer"),
    [
        ("Yes", "level", "2"),
        (" yes\u00a0", "level", "2"),
        ("y", "level", "2"),
        ("More  or less", "level", "1"),
        (1, "level", "1"),
        (1.0, "level", "1"),
        ("0", "level", "0"),
        ("1", "from-one", "1"),
        (True, "yes-no", "yes"),
        ("JA", "yes-no", "yes"),
        ("12.5", "share", "12.5"),
        ("12.5 %", "share", "12.5"),
        ("all", "share", "100"),
        (10.26384398, "tonnes", "10.26384398"),
        (3, "points", "3"),
        ("not-assessable", "not", "0"),
    ],
)
def test_answers_are_written_as_the_files_have_them(value: Any, scale: str, answer: str) -> None:
    assert reader().answer(cell(value), scale) == Answer(answer)


def test_a_number_shown_as_a_percentage_is_what_was_seen() -> None:
    assert reader().answer(cell(0.45, percent=True), "share") == Answer("45")
    assert reader().answer(cell(0.45), "share") == Answer("0.45")


@pytest.mark.parametrize("scale", ["level", "share", "yes-no"])
def test_states_are_those_of_the_mapping_and_our_own_names(scale: str) -> None:
    assert reader().answer(cell("N/A"), scale) == Answer(state=State.NOT_APPLICABLE)
    assert reader().answer(cell("-"), scale) == Answer(state=State.UNANSWERED)
    assert reader().answer(cell("too-early"), scale) == Answer(state=State.TOO_EARLY)


@pytest.mark.parametrize("value", [None, "", " \u00a0\n"])
def test_a_cell_without_anything_says_nothing(value: Any) -> None:
    assert reader().answer(cell(value), "level") is NOTHING


@pytest.mark.parametrize(
    ("value", "scale", "code", "hint"),
    [
        ("NA", "level", "answer", "`words` or `states`"),
        ("Maybe", "level", "answer", "`words` or `states`"),
        (3, "level", "answer", ""),
        (0, "from-one", "answer", ""),
        ("1.5", "level", "answer", ""),
        ("12,5", "share", "answer", "decimal: comma"),
        ("1 000", "tonnes", "answer", "thousands: space"),
        ("45%", "tonnes", "percent", "unit %"),
        ("45%", "level", "percent", ""),
        (6, "points", "answer", ""),
        ("perhaps", "yes-no", "answer", ""),
        (date(2023, 4, 3), "share", "date", "made a date"),
        (datetime(2023, 4, 3, 10, 0), "level", "date", ""),
        (time(3, 4), "level", "date", ""),
        (float("inf"), "share", "cell-error", ""),
        ("1e200", "share", "answer", ""),
        ("not applicable", "level", "answer", ""),
        ("<script>alert(1)</script>", "level", "answer", ""),
        ("x" * 100_000, "level", "answer", ""),
    ],
)
def test_what_has_no_meaning_is_told_and_never_guessed(value: Any, scale: str, code: str, hint: str) -> None:
    with pytest.raises(Unmapped) as raised:
        reader().answer(cell(value), scale)
    assert raised.value.code == code
    assert hint in raised.value.hint
    assert len(str(raised.value)) < 200


def test_formulas_and_errors_are_told() -> None:
    with pytest.raises(Unmapped, match="a formula stands where") as raised:
        reader().answer(Cell(formula=True), "level")
    assert "formulas: stored" in raised.value.hint
    with pytest.raises(Unmapped, match="without a stored result"):
        reader(table={"formulas": "stored"}).answer(Cell(formula=True), "level")
    with pytest.raises(Unmapped, match="an error stands") as raised:
        reader().answer(Cell("#N/A", error=True), "level")
    assert raised.value.found == "#N/A"


def test_what_words_were_taken_for_is_counted_but_numbers_are_not() -> None:
    cells = reader()
    for value, scale in (("Yes", "level"), ("yes", "level"), ("Yes", "level"), ("n/a", "share"), (4, "share")):
        cells.answer(cell(value), scale)
    assert dict(cells.readings) == {("level", "Yes", "2"): 2, ("level", "yes", "2"): 1, ("share", "n/a", "not-applicable"): 1}


def test_levels_that_are_called_by_other_numbers_are_written_by_their_names() -> None:
    scale = LevelScale.model_validate({"levels": ["1", "0"]})
    for answer in ("0", "1"):
        assert scale.read(in_the_files(scale, answer)) == scale.read(answer)


@pytest.mark.parametrize(
    ("value", "order", "text"),
    [
        ("2020-07-08", "year-month-day", "2020-07-08"),
        ("2020", "year-month-day", "2020"),
        (2020, "year-month-day", "2020"),
        ("8-7-2020", "day-month-year", "2020-07-08"),
        ("8.7.2020", "day-month-year", "2020-07-08"),
        ("7/8/2020", "month-day-year", "2020-07-08"),
        (datetime(2020, 7, 8), "day-month-year", "2020-07-08"),
        (date(2020, 7, 8), "year-month-day", "2020-07-08"),
        ("", "year-month-day", ""),
    ],
)
def test_dates_are_read_in_the_order_that_the_mapping_states(value: Any, order: str, text: str) -> None:
    assert reader(table={"dates": order}).date(cell(value), "started") == text


@pytest.mark.parametrize("value", ["8-7-2020", "soon", 43831, "2020-13-01", datetime(2020, 7, 8, 10, 30)])
def test_other_dates_are_told(value: Any) -> None:
    with pytest.raises(Unmapped, match="a date is due"):
        reader().date(cell(value), "started")


def test_states_choices_pages_and_names_are_told_when_they_are_not_known() -> None:
    cells = reader()
    assert cells.state(cell("Niet van toepassing")) is State.NOT_APPLICABLE
    assert cells.state(cell(None)) is None
    assert cells.choice(cell("hoog"), "confidence") == "high"
    assert cells.listed(cell("Annual  Report"), "source", {"annual report": "ar"}) == "ar"
    assert cells.page(cell(12)) == "12"
    for read in (
        lambda: cells.state(cell("perhaps")),
        lambda: cells.choice(cell("hihg"), "confidence"),
        lambda: cells.listed(cell("letter"), "source", {"annual report": "ar"}),
        lambda: cells.page(cell(datetime(2023, 4, 3))),
        lambda: cells.text(Cell(formula=True), "a text"),
    ):
        with pytest.raises(Unmapped):
            read()
