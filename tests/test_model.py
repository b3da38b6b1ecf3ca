"""The small types of all files: texts in languages, partial dates, shares, ids, weights, links."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from msiscore.model import (
    Figure,
    Identifier,
    Language,
    Languages,
    Model,
    PartialDate,
    Share,
    Text,
    Texts,
    WebAddress,
    Weight,
    Words,
    kebab,
)


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: object) -> str:
    with pytest.raises(ValidationError) as raised:
        read(kind, value)
    return str(raised.value.errors()[0]["msg"])


class Example(Model):
    """A model with a key of two words."""

    as_of: str
    from_: float = 0.0


def test_keys_are_kebab_case_and_unknown_ones_are_refused() -> None:
    assert kebab("from_") == "from"
    assert Example.model_validate({"as-of": "x", "from": 2}).from_ == 2
    assert Example(as_of="x").as_of == "x"
    with pytest.raises(ValidationError):
        Example.model_validate({"as-of": "x", "asof": "y"})


def test_models_are_frozen_and_finite() -> None:
    with pytest.raises(ValidationError):
        Example(as_of="x").as_of = "y"  # type: ignore[misc]
    for number in ("nan", "inf", "1e400"):
        with pytest.raises(ValidationError):
            Example.model_validate({"as-of": "x", "from": number})


# Text ------------------------------------------------------------------------------------------------------------------------


def test_a_plain_text_is_in_the_language_that_its_file_declares() -> None:
    text = Text.of("Goud")
    assert text.in_language("nl") == text.in_language("en") == str(text) == "Goud"
    assert text.has("nl", "nl")
    assert not text.has("en", "nl")
    assert text.languages_missing(("en", "nl"), "nl") == ["en"]


def test_a_text_in_languages() -> None:
    text = Text.of({"nl": "Goud", "en": "Gold"})
    assert (text.in_language("nl"), text.in_language("en"), text.in_language("fr")) == ("Goud", "Gold", "Goud")
    assert text.languages_missing(("en", "nl", "fr"), "en") == ["fr"]
    assert Text.of(text) is text


def test_numbers_are_texts_and_equal_texts_are_equal() -> None:
    assert str(Text.of(5)) == "5"
    assert Text.of("a") == Text.of("a")
    assert len({Text.of("a"), Text.of("a"), Text.of({"en": "a"})}) == 2


def test_a_text_is_written_back_as_it_was() -> None:
    adapter = TypeAdapter(Text)
    assert adapter.dump_python(Text.of("a")) == "a"
    assert adapter.dump_python(Text.of({"en": "a", "nl": "b"})) == {"en": "a", "nl": "b"}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "the text is empty"),
        (" \n", "the text is empty"),
        ({"en": "a", "nl": " "}, "the text in `nl` is empty"),
        ({"en": None}, "the text in `en` is empty"),
        ({"en": ["a"]}, "the text in `en` is a list or a map"),
        ({"english": "a"}, "`english` is not a language code such as en or nl (small letters)"),
        ({"EN": "a"}, "`EN` is not a language code such as en or nl (small letters)"),
        ({}, "a text is due: a string, or a map of languages such as {en: ..., nl: ...}"),
        (["a"], "a text is due: a string, or a map of languages such as {en: ..., nl: ...}"),
        (None, "a text is due: a string, or a map of languages such as {en: ..., nl: ...}"),
        (True, "a text is due: a string, or a map of languages such as {en: ..., nl: ...}"),
    ],
)
def test_what_is_no_text(value: object, message: str) -> None:
    assert refusal(Text, value) == message


def test_one_entry_may_stand_without_brackets() -> None:
    assert read(Words, "a") == ("a",)
    assert read(Words, ["a", "b"]) == ("a", "b")
    assert [str(text) for text in read(Texts, {"en": "a"})] == ["a"]
    assert read(Languages, "nl") == ("nl",)


@pytest.mark.parametrize("code", ["en", "nl", "pt-BR", "zh-Hant-TW", "fil"])
def test_codes_of_languages(code: str) -> None:
    assert read(Language, code) == code


@pytest.mark.parametrize("code", ["English", "e", "EN", "en_GB", "", "en-"])
def test_what_is_no_code_of_a_language(code: str) -> None:
    assert "is not a language code such as en" in refusal(Language, code)


# Dates -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2020-07-08", date(2020, 7, 8), date(2020, 7, 8)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("0001-01-01", date(1, 1, 1), date(1, 1, 1)),
    ],
)
def test_a_date_is_known_to_the_day_the_month_or_the_year(written: str, first: date, last: date) -> None:
    found = PartialDate.of(written)
    assert (found.first_day, found.last_day, str(found)) == (first, last, written)
    assert PartialDate.of(found) is found


@pytest.mark.parametrize(
    "written",
    ["2020-13-40", "2020-02-30", "2020-7-8", "8 July 2020", "08-07-2020", "20200708", "0000", "", "2020-07-08T12:00", "-1", "20"],
)
def test_what_is_no_date(written: str) -> None:
    assert refusal(PartialDate, written) == "a date is due: YYYY, YYYY-MM or YYYY-MM-DD"


# Numbers ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "share"), [("60%", 0.6), ("60 %", 0.6), ("0.6", 0.6), (0.6, 0.6), ("0%", 0.0), ("100%", 1.0), (" 12.5% ", 0.125)]
)
def test_a_share_as_percentage_or_fraction(written: object, share: float) -> None:
    assert read(Share, written) == share


@pytest.mark.parametrize("written", ["60", "101%", "-1%", "nan%", "inf%", "1e400", "60,5%", "%", "", "most"])
def test_what_is_no_share(written: str) -> None:
    assert refusal(Share, written) == "a share from 0% to 100% is due, such as 60% or 0.6"


@pytest.mark.parametrize("weight", [0, 1e-9, 1, "2.5", 1e9])
def test_weights(weight: object) -> None:
    assert read(Weight, weight) == float(str(weight))


@pytest.mark.parametrize("weight", [-1, "-0.1", 1e-10, 1e10])
def test_what_is_no_weight(weight: object) -> None:
    refusal(Weight, weight)


def test_a_figure_can_be_squared() -> None:
    assert math.isfinite(read(Figure, "1e100") ** 2)
    assert refusal(Figure, "-1e101") == "the number is too large to work with"


# Ids and links ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", ["MON-01", "1.10", "a", "0", "a_b.c-d", "x" * 80])
def test_ids(id_: str) -> None:
    assert read(Identifier, id_) == id_


@pytest.mark.parametrize("id_", ["", "a b", "-a", ".a", "a/b", "é", "a\n", "x" * 81, "../a"])
def test_what_is_no_id(id_: str) -> None:
    assert refusal(Identifier, id_).startswith("an id has letters, digits")


@pytest.mark.parametrize("link", ["https://example.org/a?b=c#d", "http://x", "mailto:a@b.example", "https://example.org/é"])
def test_links(link: str) -> None:
    assert read(WebAddress, link) == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "www.example.org",
        "https://a b",
        'https://a"onclick=',
        "https://<b>",
        "https://a\n",
        " https://a",
        "https://",
        "https://" + "x" * 2000,
    ],
)
def test_what_may_not_be_printed_as_a_link(link: str) -> None:
    assert refusal(WebAddress, link).startswith("a web address is due that starts with https://")
