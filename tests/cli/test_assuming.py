"""The options of what varies."""

from __future__ import annotations

import click
import pytest

from msiscore.cli.assuming import Percent, assumptions_of


@pytest.mark.parametrize(("text", "share"), [("25%", 0.25), ("0.25", 0.25), (" 100 %".strip(), 1.0), ("0", 0.0)])
def test_shares(text: str, share: float) -> None:
    assert Percent().convert(text, None, None) == share


@pytest.mark.parametrize("text", ["25", "a", "", "-1%", "nan", "%"])
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(click.BadParameter, match="is not a share"):
        Percent().convert(text, None, None)


def test_options_become_assumptions() -> None:
    options = {"weights_within": 0.1, "any_weights": False, "weight_sets": True, "fixed_ratings": True, "fixed_open": True}
    options |= {"rules": True, "normalisation": False}
    made = assumptions_of(options)
    assert (made.weights_within, made.weight_sets, made.ratings, made.open_answers) == (0.1, True, False, "left-out")
