"""A variant scores as if its answers stood in the file: the engine on the edited assessment is the measure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.analysis.variants import Variant, ranks_of, score_variants, scored_column
from msiscore.errors import NotPossible
from msiscore.framework import Framework
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

BANDS = [{"name": "low", "from": 0}, {"name": "high", "from": 50, "requires": [{"of": "B", "level": "1"}]}]
OF = framework(
    dimension(
        "d",
        criterion("A", minimum={"level": "2", "otherwise": "cap", "at": 40}),
        criterion("B", weight=2),
        criterion("X", bonus=True, weight=0.5),
    ),
    dimension("e", criterion("C"), criterion("D"), aggregation="geometric", minimum={"score": 10, "otherwise": "cap", "at": 60}),
    weighting="count",
    minimum_coverage=0.5,
    bands=BANDS,
)
ITEMS = ["A", "B", "X", "C", "D"]
answers = st.sampled_from([0, 1, 2, 3, 4, "nothing-found", "too-early", "not-applicable", "confidential", None])


def rated(values: list[Any]) -> dict[str, Any]:
    return {name: value for name, value in zip(ITEMS, values, strict=True) if value is not None}


@settings(max_examples=60, deadline=None)
@given(st.lists(answers, min_size=5, max_size=5), st.lists(st.tuples(st.sampled_from(range(5)), st.integers(0, 4)), max_size=3))
def test_a_variant_is_the_edited_file(values: list[Any], edits: list[tuple[int, int]]) -> None:
    scores = score(a_set(OF, assessment("a", rated(values)), assessment("b", {"A": 3, "B": 3, "C": 3, "D": 3})))
    changes = dict(edits)
    variant = Variant(0, tuple((row, level / 4) for row, level in changes.items()))
    found = score_variants(scores, scores.column(), [variant, Variant(1, ())])
    edited = [changes.get(row, value) for row, value in enumerate(values)]
    due = score(a_set(OF, assessment("a", rated(edited)), assessment("b", {"A": 3, "B": 3, "C": 3, "D": 3}))).column()
    for name in ("score", "lower", "upper", "before_standards", "coverage"):
        assert getattr(found, name)[0] == pytest.approx(getattr(due, name)[0], abs=1e-9, nan_ok=True), name
    assert found.scored[0] == (due.status[0] == "scored")
    band = OF.band_of(float(due.score[0]), denied=due.denied_bands[0]) if found.scored[0] else None
    assert found.band[0] == (-1 if band is None else band.from_)


def test_more_variants_than_fit_in_a_part_and_none_at_all() -> None:
    scores = score(a_set(OF, assessment("a", rated([1, 2, 0, 3, 3]))))
    many = score_variants(scores, scores.column(), [Variant(0, ((0, 1.0),)), *[Variant(0, ())] * 2500])
    assert many.score.shape == (2501,)
    assert len(set(many.score[1:].tolist())) == 1
    assert many.score[0] > many.score[1]
    assert score_variants(scores, scores.column(), []).score.shape == (0,)


def test_ranks_among_the_stated_scores() -> None:
    of = framework(dimension("d", criterion("A")))
    scores = score(a_set(of, *(assessment(name, {"A": level}) for name, level in (("a", 4), ("b", 2), ("c", 2), ("d", 0)))))
    assert ranks_of(scores, scores.column(), 3, np.array([100.0, 75, 50, 49.999, np.nan])) == [1, 2, 2, 4, 0]


def no_score(of: Framework, ratings: dict[str, Any]) -> str:
    with pytest.raises(NotPossible) as error:
        scored_column(score(a_set(of, assessment("a", ratings))), None, "there is nothing to say")
    return str(error.value)


def test_nobody_with_a_score() -> None:
    assert "(total: none), so there is nothing to say" in no_score(
        framework(dimension("d", criterion("A")), total="none"), {"A": 1}
    )
    assert no_score(OF, {}) == "no initiative has enough evidence for a score, so there is nothing to say"
