from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msiscore.exchange.tables.numerals import NotANumber, Numeral, numeral, stored_numeral
from msiscore.mapping import TableShape


def shape(decimal: str = "point", thousands: str = "none") -> TableShape:
    return TableShape.model_validate({"decimal": decimal, "thousands": thousands})


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "number"),
    [
        ("12", "point", "none", "12"),
        ("12.50", "point", "none", "12.50"),
        ("12,5", "comma", "none", "12.5"),
        ("1.234,5", "comma", "point", "1234.5"),
        ("1,234.5", "point", "comma", "1234.5"),
        ("1 234 567", "point", "space", "1234567"),
        ("1\u00a0234,5", "comma", "space", "1234.5"),
        ("1\u202f234", "point", "space", "1234"),
        ("1'234", "point", "apostrophe", "1234"),
        ("\u22125", "point", "none", "-5"),
        ("+5", "point", "none", "5"),
        ("\u00a012 ", "point", "none", "12"),
        (".5", "point", "none", ".5"),
        ("1e3", "point", "none", "1e3"),
        ("-1,234,567", "point", "comma", "-1234567"),
    ],
)
def test_numbers_are_read_as_the_mapping_states(text: str, decimal: str, thousands: str, number: str) -> None:
    assert numeral(text, shape(decimal, thousands)) == Numeral(number)


@pytest.mark.parametrize("text", ["45%", "45 %", "45\u00a0%"])
def test_a_percent_sign_is_noticed(text: str) -> None:
    assert numeral(text, shape()) == Numeral("45", percent=True)


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "hint"),
    [
        ("12,5", "point", "none", "decimal: comma"),
        ("1.234", "comma", "none", "thousands: point"),
        ("1.234,5", "comma", "none", "thousands: point"),
        ("1 234", "point", "none", "thousands: space"),
        ("1\u00a0234", "point", "none", "thousands: space"),
        ("1'234", "point", "none", "thousands: apostrophe"),
        ("1,23", "point", "comma", "thousands: comma"),
        ("12345,678", "point", "comma", "thousands: comma"),
        ("12 t", "point", "none", "words"),
        ("n/a", "point", "none", "states"),
        ("1_000", "point", "none", "words"),
        ("1.2.3", "point", "none", ""),
        ("", "point", "none", "words"),
        ("%", "point", "none", "words"),
        ("٤", "point", "none", ""),
        ("nan", "point", "none", "words"),
        ("inf", "point", "none", "words"),
    ],
)
def test_what_can_be_read_in_two_ways_or_not_at_all_is_refused(text: str, decimal: str, thousands: str, hint: str) -> None:
    with pytest.raises(NotANumber) as raised:
        numeral(text, shape(decimal, thousands))
    assert hint in raised.value.hint


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e20, max_value=1e20))
def test_a_stored_number_keeps_every_digit(number: float) -> None:
    assert float(stored_numeral(number).text) == number


@pytest.mark.parametrize(("number", "text"), [(0.45, "45"), (0.07, "7"), (1, "100"), (0.125, "12.5"), (0.29, "29"), (1.0, "100")])
def test_a_number_shown_as_a_percentage_is_what_the_reader_sees(number: float, text: str) -> None:
    assert stored_numeral(number, percent=True) == Numeral(text, percent=True)


@given(st.integers(-(10**9), 10**9), st.sampled_from(["comma", "point", "space", "apostrophe"]))
def test_thousands_may_be_parted_by_each_sign(number: int, thousands: str) -> None:
    sign = {"comma": ",", "point": ".", "space": " ", "apostrophe": "'"}[thousands]
    text = f"{number:,}".replace(",", sign)
    assert numeral(text, shape("comma" if thousands == "point" else "point", thousands)).text == str(number)
