"""From people to groups and their weight sets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.elicitation.groups import combine, group_weights, respondent_weights, weight_sets
from tests.elicitation.asking import direct, judgement, respondent
from tests.elicitation.test_pairwise import ratios
from tests.making import criterion, dimension, framework

OF = framework(
    dimension("x", criterion("A"), criterion("B"), criterion("C", bonus=True)),
    dimension("y", criterion("D"), criterion("E"), weight=3),
)


def compared(ratio: Any) -> Any:
    return judgement("pairwise", compared={"x": {"y": ratio}})


def test_pairwise_comparisons_are_combined_by_the_geometric_mean_and_others_by_the_arithmetic() -> None:
    people = respondent_weights(
        [
            respondent("a", "one", compared(4)),
            respondent("b", "one", compared(1)),
            respondent("c", "two", compared(4)),
            respondent("d", "two", direct(x=50, y=50)),
        ],
        OF,
    )
    one, two = group_weights(people)
    assert (one.id, one.respondents, one.nodes[""].mean) == ("one", ("a", "b"), "geometric")
    assert one.nodes[""].shares == pytest.approx({"x": 2 / 3, "y": 1 / 3}), "ratios 4 and 1 make 2"
    assert two.nodes[""].mean == "arithmetic"
    assert two.nodes[""].shares == pytest.approx({"x": 0.65, "y": 0.35})


@given(st.lists(st.tuples(ratios, ratios, ratios), min_size=2, max_size=4))
@settings(deadline=None)
def test_with_row_means_combining_answers_or_weights_is_the_same(answers: list[tuple[float, float, float]]) -> None:
    """J. Barzilai and B. Golany, INFOR 32, 1994: only the geometric mean has this property."""
    from msiscore.elicitation.pairwise import row_geometric_mean
    from tests.elicitation.test_pairwise import reciprocal

    weights = [dict(zip("abc", row_geometric_mean(reciprocal(*one)).tolist(), strict=True)) for one in answers]
    together = combine(weights, "geometric")
    answer = np.exp(np.log(np.array(answers)).mean(axis=0))
    assert list(together.values()) == pytest.approx(row_geometric_mean(reciprocal(*answer)).tolist())


def test_a_group_has_the_title_that_one_of_its_files_gives_and_says_who_is_in_it() -> None:
    titled = respondent("b", "g", direct(x=1, y=1)).model_dump(by_alias=True) | {"group": {"id": "g", "title": {"nl": "Groep"}}}
    people = respondent_weights(
        [respondent("a", "g", direct(x=1, y=1)), type(respondent("c", "g", direct())).model_validate(titled)], OF
    )
    (group,) = group_weights(people)
    assert group.title.in_language("nl") == "Groep"
    assert group.who.in_language("en") == "A, B"


def test_one_person_is_a_group_and_zero_is_a_weight() -> None:
    (group,) = group_weights(respondent_weights([respondent("a", "g", direct(x=0, y=7))], OF))
    assert group.nodes[""].shares == {"x": 0, "y": 1}
    assert weight_sets([group], OF)["g"].weights == {"x": 0, "y": 4}


def test_the_weight_set_keeps_the_sum_at_each_node_and_leaves_others_alone() -> None:
    people = respondent_weights([respondent("a", "g", direct(x=50, y=50), direct("x", A=80, B=20))], OF)
    made = weight_sets(group_weights(people), OF)["g"]
    assert made.weights == pytest.approx({"x": 2, "y": 2, "A": 1.6, "B": 0.4})


def test_respondents_of_a_group_may_judge_different_nodes() -> None:
    people = respondent_weights([respondent("a", "g", direct(x=50, y=50)), respondent("b", "g", direct("x", A=3, B=1))], OF)
    (group,) = group_weights(people)
    assert {node: one.respondents for node, one in group.nodes.items()} == {"": ("a",), "x": ("b",)}
