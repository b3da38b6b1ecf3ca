"""Effective weights and correlations: closed forms, scipy and numpy on the same numbers, and silence where the data carries nothing."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from msiscore.analysis.relations import LEAST_PAIRS, Relations, correlation, correlations, holm, p_values, relations
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(
    dimension("d", criterion("A"), weight=3), dimension("e", criterion("B"), weight=2), dimension("f", criterion("C"), weight=1)
)


def every_combination(**more: Any) -> Relations:
    """27 initiatives with every combination of three levels on three criteria, which so have no correlation."""
    rows = list(product([0, 2, 4], repeat=3))
    people = [assessment(f"i{k:02}", dict(zip("ABC", row, strict=True)) | more) for k, row in enumerate(rows)]
    return relations(score(a_set(OF, *people)))


def test_unrelated_parts_weigh_by_the_squares_of_their_weights() -> None:
    # Paruolo, Saisana and Saltelli (2013): with uncorrelated parts of equal variance the main effects are w^2 / sum of w^2
    found = every_combination()
    assert [one.stated for one in found.dimensions] == pytest.approx([1 / 2, 1 / 3, 1 / 6])
    for part, weight in zip(found.dimensions, (3, 2, 1), strict=True):
        assert part.effect == pytest.approx(weight**2 / 14)
        assert part.effective == pytest.approx(weight**2 / 14)
        assert part.correlation == pytest.approx(weight / np.sqrt(14))
        assert part.low is not None
        assert part.high is not None
        assert part.effect is not None
        assert part.low < part.effect < part.high
        assert (part.pairs, part.reason) == (27, "")
    assert [one.id for one in found.criteria] == ["A", "B", "C"]
    assert found.compared == 3
    assert found.redundant == found.contradicting == ()
    assert found.correlations_to_frame().loc["A", "B"] == pytest.approx(0, abs=1e-12)
    assert found.to_frame().loc["d", "effective"] == pytest.approx(9 / 14)


def test_a_part_that_is_the_same_for_all_has_no_effect_whatever_its_weight() -> None:
    people = [assessment(f"i{k}", {"A": 2, "B": k % 5, "C": k // 2}) for k in range(9)]
    first = relations(score(a_set(OF, *people))).dimensions[0]
    assert (first.stated, first.effect, first.effective) == (0.5, None, None)
    assert first.reason == "it is the same for all, so it makes no difference between them"


def test_redundant_and_contradicting_pairs_are_named() -> None:
    people = [assessment(f"i{k}", {"A": k % 5, "B": k % 5, "C": 4 - k % 5}) for k in range(12)]
    found = relations(score(a_set(OF, *people)))
    assert [(pair.one, pair.other, pair.r, pair.pairs) for pair in found.redundant] == [("A", "B", 1.0, 12)]
    assert {(pair.one, pair.other) for pair in found.contradicting} == {("A", "C"), ("B", "C")}
    assert all(pair.p < 0.05 for pair in (*found.redundant, *found.contradicting))


def test_a_strong_correlation_that_chance_explains_is_not_named() -> None:
    rng = np.random.default_rng(0)
    many = framework(dimension("d", *(criterion(f"C{k:02}") for k in range(40))))
    people = [assessment(f"i{k}", {f"C{j:02}": int(rng.integers(5)) for j in range(40)}) for k in range(8)]
    found = relations(score(a_set(many, *people)))
    assert np.nanmin(found.r) < -0.8, "among 780 pairs of 8 initiatives there are such by chance"
    assert found.redundant == found.contradicting == ()


def test_few_initiatives_are_refused_with_a_reason() -> None:
    people = [assessment(f"i{k}", {"A": k % 5, "B": k % 4, "C": k % 3}) for k in range(LEAST_PAIRS - 1)]
    found = relations(score(a_set(OF, *people)))
    assert np.isnan(found.r).all()
    assert found.reason == "the set has 7 initiatives; correlations are given from 8 on"
    assert found.dimensions[0].reason == "initiatives with a score and a value here: 7; it takes 8 or more"
    alone = relations(score(a_set(OF, assessment("a", {"A": 1, "B": 1, "C": 1}))))
    assert alone.reason == "the set has 1 initiative; correlations are given from 8 on"


def test_all_tied_and_all_open() -> None:
    tied = relations(score(a_set(OF, *(assessment(f"i{k}", {"A": 2, "B": 2, "C": 2}) for k in range(9)))))
    assert tied.dimensions[0].reason == "the scores do not differ"
    assert tied.reason.startswith("no two criteria have ratings that differ")
    nothing = relations(score(a_set(OF, *(assessment(f"i{k}", {}) for k in range(9)))))
    assert nothing.compared == 0
    assert nothing.dimensions[0].pairs == 0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(*[st.one_of(st.none(), st.integers(0, 4))] * 3), min_size=8, max_size=20))
def test_correlations_are_those_of_scipy_over_the_pairs(rows: list[tuple[int | None, ...]]) -> None:
    values = np.array([[np.nan if cell is None else cell / 4 for cell in row] for row in rows]).T
    r, pairs = correlations(values)
    p = p_values(r, pairs)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        both = ~np.isnan(values[i]) & ~np.isnan(values[j])
        x, y = values[i, both], values[j, both]
        assert pairs[i, j] == both.sum()
        if len(x) < LEAST_PAIRS or np.ptp(x) == 0 or np.ptp(y) == 0:
            assert np.isnan(r[i, j])
            continue
        theirs = stats.pearsonr(x, y)
        assert r[i, j] == r[j, i] == pytest.approx(theirs.statistic, abs=1e-12)
        assert p[i, j] == pytest.approx(theirs.pvalue, abs=1e-9)


def test_stretching_and_shifting_changes_no_correlation() -> None:
    x, y = np.array([0.1, 0.4, 0.2, 0.9]), np.array([0.3, 0.1, 0.8, 0.7])
    assert correlation(x, y) == pytest.approx(correlation(3 * x - 1, 0.5 * y + 2)) == pytest.approx(-correlation(x, -y))


def test_holm() -> None:
    # 0.01 x 4, 0.02 x 3, 0.03 x 2 = 0.06 (not below the one before), 0.04 x 1 likewise
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []
