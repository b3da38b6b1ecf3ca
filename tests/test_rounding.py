"""Rounding for display: halves away from zero, and no false extremes."""

from __future__ import annotations

import pytest

from msiscore.rounding import rounded, rounded_percent


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (49.499999999999993, 0, "50"),
        (-0.2, 0, "0"),
        (1.005, 2, "1.01"),
        (7, 1, "7.0"),
    ],
)
def test_halves_go_away_from_zero(value: float, decimals: int, shown: str) -> None:
    assert str(rounded(value, decimals)) == shown


@pytest.mark.parametrize(
    ("share", "shown"), [(1.0, "100"), (0.9999, "99"), (0.0, "0"), (0.001, "1"), (0.555, "56"), (1 / 3, "33")]
)
def test_a_share_is_never_rounded_to_all_or_nothing(share: float, shown: str) -> None:
    assert str(rounded_percent(share)) == shown


def test_a_share_with_decimals_has_its_extremes_one_unit_away() -> None:
    assert [str(rounded_percent(share, 1)) for share in (0.99999, 0.00001)] == ["99.9", "0.1"]
