"""How much each part weighs in effect, beside its stated weight; and which criteria go together or against each other.

A stated weight is not the importance of a part: a part on which all initiatives score alike makes no difference between them, and parts
that go together weigh for each other. Paruolo, Saisana and Saltelli (2013), Ratings and rankings: voodoo or science?,
doi:10.1111/j.1467-985X.2012.01059.x.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from msiscore.analysis.draws import item_rows
from msiscore.rating_matrix import FloatArray
from msiscore.scoring.ranking import TIE
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.weighting import Column

if TYPE_CHECKING:
    import pandas as pd

LEAST_PAIRS = 8
"""With fewer initiatives a correlation says next to nothing: at 7, it has to be beyond 0.75 to differ from 0 at all. An own proposal."""

REDUNDANT, CONTRADICTING = 0.9, -0.4
"""A pair is named from these correlations on, if it is significant too. An own proposal."""

SIGNIFICANCE = 0.05


@dataclass(frozen=True, slots=True)
class EffectiveWeight:
    """What one part counts for, and what it makes of the differences between initiatives.

    stated: its share of the whole, 0..1. effect: the square of its correlation with the score, 0..1: the share of the differences between
    the scores that goes along with it in a straight line. effective: that effect as a share of the effects of all parts that have one.
    low, high: the ends of `effect` when any one initiative is left out. correlation: with its sign. pairs: initiatives that have both.
    Where there are too few of them, or no differences, all are None and `reason` says so.
    """

    id: str
    stated: float
    effective: float | None
    effect: float | None
    low: float | None
    high: float | None
    correlation: float | None
    pairs: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RelatedPair:
    """Two criteria (or aspects) and their correlation r over `pairs` initiatives; p: the chance of so large an r without any relation,
    after Holm's correction for all pairs that were compared.
    """

    one: str
    other: str
    r: float
    pairs: int
    p: float


@dataclass(frozen=True, eq=False)
class Relations:
    """dimensions, criteria: effective weights. items: m ids; r, p: m x m (NaN where not computed; p before correction), pairs: m x m.

    compared: how many pairs have an r. redundant, contradicting: the pairs that are named. reason: why nothing was compared, else "".
    """

    column: Column
    initiatives: int
    dimensions: tuple[EffectiveWeight, ...]
    criteria: tuple[EffectiveWeight, ...]
    items: tuple[str, ...]
    r: FloatArray
    p: FloatArray
    pairs: FloatArray
    compared: int
    redundant: tuple[RelatedPair, ...]
    contradicting: tuple[RelatedPair, ...]
    reason: str

    def to_frame(self) -> pd.DataFrame:
        """One row per dimension of the top level and criterion: stated and effective weight, with what stands beside them."""
        import pandas as pd

        fields = EffectiveWeight.__slots__
        rows = [[getattr(one, name) for name in fields] for one in (*self.dimensions, *self.criteria)]
        return pd.DataFrame(rows, columns=list(fields)).set_index("id")

    def correlations_to_frame(self) -> pd.DataFrame:
        """The correlation of each two items; empty where there are too few initiatives or no differences."""
        import pandas as pd

        return pd.DataFrame(self.r, index=pd.Index(self.items, name="item"), columns=list(self.items))


def relations(scores: Scores, column: Column | None = None) -> Relations:
    """Effective weights over the initiatives with a score, and correlations of ratings over all initiatives.

    With x the values of a part and y the scores before minimum standards, over the initiatives that have both:
    effect = cov(x, y)^2 / (var(x) var(y)), and effective_i = effect_i / sum of all effects. It is the linear estimate of the main effect
    var(E(y | x)) / var(y) of Paruolo, Saisana and Saltelli (2013). Correlations are Pearson's; p is that of Student's t with n - 2
    degrees of freedom. Empty ratings are left out pair by pair. With fewer than 8 initiatives nothing is given.
    """
    found = scores.column(column)
    matrix, tree = scores.matrix, found.nodes.tree
    rows = item_rows(matrix.items, tree)
    r, pairs = correlations(matrix.values[rows])
    p = p_values(r, pairs)
    places = [(i, j) for i in range(len(rows)) for j in range(i) if not np.isnan(r[i, j])]
    adjusted = holm([float(p[i, j]) for i, j in places])
    ids = tuple(matrix.items[row].id for row in rows)
    related = [
        RelatedPair(ids[j], ids[i], float(r[i, j]), int(pairs[i, j]), chance)
        for (i, j), chance in zip(places, adjusted, strict=True)
        if chance < SIGNIFICANCE
    ]
    dimensions = [d.id for d in scores.assessment_set.framework.dimensions if d.id in tree.rows]
    criteria = [c.id for c in scores.assessment_set.framework.criteria if c.id in tree.rows and tree.shares[tree.rows[c.id]] > 0]
    return Relations(
        column=found.column,
        initiatives=len(matrix.initiatives),
        dimensions=_effective(scores, found, dimensions),
        criteria=_effective(scores, found, criteria),
        items=ids,
        r=r,
        p=p,
        pairs=pairs,
        compared=len(places),
        redundant=tuple(sorted((one for one in related if one.r >= REDUNDANT), key=lambda one: -one.r)),
        contradicting=tuple(sorted((one for one in related if one.r <= CONTRADICTING), key=lambda one: one.r)),
        reason="" if places else _why_none(len(matrix.initiatives)),
    )


def correlations(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Pearson's r of each two rows (m x n) over the columns in which both have a value, m x m, and how many those are.

    NaN with fewer than 8 such columns, or where one of the two does not vary in them.
    """
    known = ~np.isnan(values)
    pairs = np.einsum("in,jn->ij", known.astype(np.float64), known.astype(np.float64))
    r = np.full(pairs.shape, np.nan)
    for i, j in np.argwhere(pairs >= LEAST_PAIRS).tolist():
        if j > i:
            continue
        both = known[i] & known[j]
        r[i, j] = r[j, i] = correlation(values[i, both], values[j, both])
    return r, pairs


def correlation(x: FloatArray, y: FloatArray) -> float:
    """Pearson's r; NaN where one of the two does not vary (by more than rounding)."""
    if np.ptp(x) <= TIE or np.ptp(y) <= TIE:
        return float("nan")
    dx, dy = x - x.mean(), y - y.mean()
    return float(np.clip((dx * dy).sum() / np.sqrt((dx * dx).sum() * (dy * dy).sum()), -1.0, 1.0))


def p_values(r: FloatArray, pairs: FloatArray) -> FloatArray:
    """Two-sided p of r over n pairs: P(|T| > |r| sqrt((n - 2) / (1 - r^2))), T with n - 2 degrees of freedom; 0 for r = +-1.

    By the finite sums for whole degrees of freedom (Abramowitz and Stegun 1972, Handbook of Mathematical Functions, 26.7.3 and 26.7.4),
    to within 1e-11; `scipy.special`, which has it too, takes longer to import than all correlations to compute. NaN where r is.
    """
    p = np.full(r.shape, np.nan)
    for count in np.unique(pairs):
        here = pairs == count
        p[here] = 1 - _inside(np.abs(r[here]), max(int(count) - 2, 1))
    clipped: FloatArray = np.clip(p, 0.0, 1.0)
    return clipped


def _inside(sine: FloatArray, freedom: int) -> FloatArray:
    """P(|T| < t) with `freedom` degrees of freedom, where sine = t / sqrt(t^2 + freedom), which is |r|."""
    squared = 1 - sine * sine
    odd = freedom % 2
    term = np.sqrt(squared) if odd else np.ones_like(sine)
    total = np.zeros_like(sine)
    for step in range((freedom - odd) // 2):
        total += term
        top, bottom = (2 * step + 2, 2 * step + 3) if odd else (2 * step + 1, 2 * step + 2)
        term = term * squared * top / bottom
    inside: FloatArray = 2 / np.pi * (np.arcsin(sine) + sine * total) if odd else sine * total
    return inside


def holm(chances: list[float]) -> list[float]:
    """p-values corrected for their number: the smallest times k, the next times k - 1 ..., never falling, at most 1.

    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 65-70.
    """
    order = sorted(range(len(chances)), key=lambda k: chances[k])
    adjusted, largest = [0.0] * len(chances), 0.0
    for step, k in enumerate(order):
        largest = max(largest, min(1.0, chances[k] * (len(chances) - step)))
        adjusted[k] = largest
    return adjusted


def _effective(scores: Scores, found: ColumnScores, ids: list[str]) -> tuple[EffectiveWeight, ...]:
    tree = found.nodes.tree
    everything = np.vstack([scores.matrix.values, found.nodes.point / 100])
    scored = ~np.isnan(found.before_standards)
    parts = []
    for id_ in ids:
        values = everything[tree.rows[id_]]
        both = scored & ~np.isnan(values)
        parts.append((id_, values[both], found.before_standards[both] / 100))
    effects = {id_: correlation(x, y) ** 2 for id_, x, y in parts if len(x) >= LEAST_PAIRS}
    total = sum(effect for effect in effects.values() if not np.isnan(effect))
    result = []
    for id_, x, y in parts:
        stated = tree.shares[tree.rows[id_]]
        reason = _why_no_effect(x, y)
        if reason:
            result.append(EffectiveWeight(id_, stated, None, None, None, None, None, len(x), reason))
            continue
        ends = [correlation(np.delete(x, k), np.delete(y, k)) ** 2 for k in range(len(x))]
        ends = [end for end in ends if not np.isnan(end)] or [effects[id_]]
        result.append(
            EffectiveWeight(
                id_,
                stated,
                effects[id_] / total if total else None,
                effects[id_],
                min(ends),
                max(ends),
                correlation(x, y),
                len(x),
            )
        )
    return tuple(result)


def _why_no_effect(x: FloatArray, y: FloatArray) -> str:
    if len(x) < LEAST_PAIRS:
        return f"initiatives with a score and a value here: {len(x)}; it takes {LEAST_PAIRS} or more"
    if np.ptp(y) <= TIE:
        return "the scores do not differ"
    return "it is the same for all, so it makes no difference between them" if np.ptp(x) <= TIE else ""


def _why_none(n: int) -> str:
    if n < LEAST_PAIRS:
        return f"the set has {n} initiative{'' if n == 1 else 's'}; correlations are given from {LEAST_PAIRS} on"
    return f"no two criteria have ratings that differ for the same {LEAST_PAIRS} initiatives or more"
