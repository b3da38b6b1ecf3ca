"""What may vary, and how it is told."""

from __future__ import annotations

from typing import Any

import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.errors import NotPossible


@pytest.mark.parametrize("within", [-0.1, 1.0, 2.5, float("nan")])
def test_weights_can_not_fall_to_nothing(within: float) -> None:
    with pytest.raises(NotPossible, match="weights can vary within 0"):
        Assumptions(weights_within=within)


def test_probabilities_of_neighbours_leave_room_for_the_rating_itself() -> None:
    with pytest.raises(NotPossible, match=r"0 to 0\.5"):
        Assumptions(neighbour=(("low", 0.6),))


def test_every_assumption_is_told() -> None:
    assert Assumptions().words() == (
        "each weight within 25% of the stated one",
        "ratings one level lower or higher, each way by confidence (high 5%, medium 15%, low 25%; unstated as medium)",
        "open answers at any level",
    )
    nothing = Assumptions(weights_within=0, ratings=False, open_answers="left-out")
    assert (nothing.words(), nothing.vary) == ((), False)
    assert Assumptions(any_weights=True, weight_sets=True).words()[:2] == (
        "any weights at all",
        "the weight sets, each as likely",
    )


def test_choices_of_method_are_told_and_vary() -> None:
    fixed: dict[str, Any] = {"weights_within": 0.0, "ratings": False}
    rules = Assumptions(rules=True, open_answers="left-out", **fixed)
    assert (rules.vary, rules.words()) == (
        True,
        ("the means, as stated or all arithmetic, geometric or harmonic, each as likely",),
    )
    scales = Assumptions(normalisation=True, open_answers="left-out", **fixed)
    assert scales.vary
    assert "normalisation" in scales.words()[0]
