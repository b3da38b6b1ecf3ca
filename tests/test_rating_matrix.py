"""Ratings as arrays: what is read, what each state becomes, and how aspects are laid out."""

from __future__ import annotations

import numpy as np
import pytest

from msiscore.framework import State
from msiscore.rating_matrix import Treatment, items_of, rating_matrix, rating_of, state_of
from tests.making import a_set, assessment, criterion, dimension, framework


def test_levels_names_and_numbers_become_the_same_value() -> None:
    matrix = rating_matrix(
        a_set(framework(dimension("d", criterion("A"))), assessment("a", {"A": 3}), assessment("b", {"A": "Strong"}))
    )
    assert matrix.raw.tolist() == [[3.0, 3.0]]
    assert matrix.values.tolist() == [[0.75, 0.75]]
    assert matrix.initiatives == ("a", "b")


@pytest.mark.parametrize(
    ("state", "treatment"),
    [
        (State.NOT_APPLICABLE, Treatment.NOT_APPLICABLE),
        (State.NOTHING_FOUND, Treatment.LOWEST),
        (State.TOO_EARLY, Treatment.EXCLUDED),
        (State.CONFIDENTIAL, Treatment.OPEN),
        (State.NOT_ASSESSABLE, Treatment.OPEN),
        (State.UNANSWERED, Treatment.OPEN),
    ],
)
def test_states_by_default_policy(state: State, treatment: Treatment) -> None:
    matrix = rating_matrix(a_set(framework(dimension("d", criterion("A"))), assessment("a", {"A": state.value})))
    assert matrix.treatments.item() == treatment
    assert np.isnan(matrix.raw.item())
    assert matrix.values.item() == 0.0 if treatment is Treatment.LOWEST else np.isnan(matrix.values.item())


def test_a_criterion_may_treat_a_state_in_its_own_way() -> None:
    of = framework(
        dimension("d", criterion("A", states={"nothing-found": "open"}), criterion("B")), states={"unanswered": "lowest"}
    )
    matrix = rating_matrix(a_set(of, assessment("a", {"A": "nothing-found"})))
    assert matrix.treatments[:, 0].tolist() == [Treatment.OPEN, Treatment.LOWEST]


def test_each_aspect_is_an_item() -> None:
    of = framework(dimension("d", criterion("A", aspects=["paper", "practice"])), combine_aspects="minimum")
    one = assessment("a", {"A": {"paper": 4}})
    paper, practice = items_of(of)
    assert (paper.id, practice.id) == ("A/paper", "A/practice")
    assert rating_of(one, practice) is None
    assert state_of(rating_of(one, practice)) is State.UNANSWERED
    matrix = rating_matrix(a_set(of, one))
    assert matrix.open_[:, 0].tolist() == [False, True]


def test_coverage_counts_what_is_known_to_be_missing_and_leaves_out_what_does_not_apply() -> None:
    of = framework(dimension("d", *(criterion(id_) for id_ in "ABCDE")))
    one = assessment("a", {"A": 1, "B": "nothing-found", "C": "not-applicable", "D": "too-early"})
    matrix = rating_matrix(a_set(of, one))
    assert matrix.covered[:, 0].tolist() == [True, True, False, False, False]
    assert matrix.relevant[:, 0].tolist() == [True, True, False, True, True]
