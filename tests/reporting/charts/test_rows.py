"""Rows spread over pictures, and an axis that puts numbers where they belong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from msiscore.reporting.charts.rows import LEFT, RIGHT, Axis, pictures


@given(st.integers(1, 300), st.integers(1, 40))
def test_nothing_is_lost_and_no_picture_is_too_full_or_much_emptier(count: int, most: int) -> None:
    parts = pictures(range(count), most)
    assert [row for rows, _, _ in parts for row in rows] == list(range(count))
    assert all(1 <= len(rows) <= most for rows, _, _ in parts)
    assert len(parts) == -(-count // most)
    endings = [ending for _, ending, _ in parts]
    assert endings == ([""] if len(parts) == 1 else [f"-{n}" for n in range(1, len(parts) + 1)])


def test_no_rows_no_picture() -> None:
    assert pictures([], 5) == []


def test_the_ends_of_an_axis_are_the_edges_and_nothing_lies_outside() -> None:
    axis = Axis(2010, 2020, (2010, 2015, 2020))
    assert (axis.at(2010), axis.at(2020), axis.at(2015)) == (LEFT, RIGHT, (LEFT + RIGHT) / 2)
    assert (axis.at(1900), axis.at(2100)) == (LEFT, RIGHT)
