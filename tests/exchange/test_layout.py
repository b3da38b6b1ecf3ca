from __future__ import annotations

import pytest

from msiscore.exchange.layout import HEADINGS, column_of, is_header


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Initiative", "initiative"),
        (" LEVEL* ", "level"),
        ("Initiatief", "initiative"),
        ("criterion_id", "criterion"),
        ("Score", ""),
    ],
)
def test_headings_are_known_whatever_their_case(heading: str, key: str) -> None:
    assert column_of(heading) == key


def test_no_heading_means_two_columns() -> None:
    names = [name for names in HEADINGS.values() for name in names]
    assert len(names) == len(set(names))
    assert all(column_of(name) == key for key, names in HEADINGS.items() for name in names)


def test_a_header_names_initiative_criterion_and_an_answer() -> None:
    assert is_header({1: "initiative", 3: "criterion", 4: "state"})
    assert not is_header({1: "initiative", 3: "criterion", 4: "reason"})
    assert not is_header({1: "criterion", 2: "level"})
