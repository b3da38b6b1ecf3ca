from __future__ import annotations

import codecs
from typing import Any

import pytest
from pydantic import ValidationError

from msiscore.mapping import DECIMALS, DELIMITERS, ENCODINGS, THOUSANDS, Column, Mapping, TableShape


def mapping(**more: Any) -> Mapping:
    data = {
        "layout": "wide",
        "framework": {"use": "f"},
        "criteria": [{"id": "A-1"}],
        "set": {"id": "s", "title": "S", "as-of": "2020"},
    }
    return Mapping.model_validate(data | more)


def test_a_column_is_a_heading_or_a_letter() -> None:
    made = mapping(criteria=[{"id": "A-1", "from": "Chair"}, {"id": "A-2", "from": {"at": "F"}}, {"id": "A-3"}])
    assert [one.from_ for one in made.criteria] == [Column(heading="Chair"), Column(at="F"), None]


@pytest.mark.parametrize(("rows", "read"), [("5", (5,)), (["4", "5"], (4, 5)), (1, (1,))])
def test_a_header_has_one_row_or_two(rows: Any, read: tuple[int, ...]) -> None:
    assert mapping(table={"header": rows}).table.header == read


@pytest.mark.parametrize(
    "more",
    [
        {"table": {"header": [1, 3]}},
        {"table": {"header": [2, 1]}},
        {"table": {"header": 0}},
        {"table": {"header": [1, 2, 3]}},
        {"table": {"header": []}},
        {"table": {"encoding": "ebcdic"}},
        {"table": {"decimal": ","}},
        {"criteria": []},
        {"criteria": [{"id": "A", "from": {"at": "5"}}]},
        {"criteria": [{"id": "A", "form": "x"}]},
        {"layout": "tall"},
        {"states": {"n/a": "not applicable"}},
        {"set": {"id": "s", "title": "S"}},
    ],
)
def test_what_means_nothing_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        mapping(**more)


def test_every_choice_has_its_sign_or_codec() -> None:
    fields = TableShape.model_json_schema()["properties"]
    for name, signs in (("decimal", DECIMALS), ("thousands", THOUSANDS)):
        assert fields[name]["enum"] == list(signs)
    assert list(DELIMITERS) == ["comma", "semicolon", "tab", "bar"]
    assert all(codecs.lookup(name) for name in ENCODINGS)
