"""How far the order of the initiatives depends on the rule that makes one number of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.choices import with_power
from msiscore.analysis.other_rules import OTHER_RULES, Grid, OtherRule
from msiscore.errors import NotFound, NotPossible, nearest
from msiscore.rating_matrix import FloatArray
from msiscore.scoring.ranking import TIE, rank
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.weighting import Column

if TYPE_CHECKING:
    import pandas as pd

OWN = "own"
"""The name of the framework's own rule in results."""


@dataclass(frozen=True, slots=True, eq=False)
class RuleResult:
    """One rule's result for n initiatives, and how far it agrees with the framework's own rule.

    values: n, the higher the better. ranks: n. tau, rho: Kendall's tau-b and Spearman's rho with the own rule, -1 to 1; None where either
    has all initiatives level. turned: of all pairs, how many stand in the opposite order.
    """

    rule: OtherRule
    values: FloatArray
    ranks: NDArray[np.int64]
    tau: float | None
    rho: float | None
    turned: int


@dataclass(frozen=True, slots=True, eq=False)
class RuleComparison:
    """The own rule and others side by side; initiatives by their rank under the own rule, before minimum standards.

    own, own_ranks: n. left_out: initiatives without a score, which take no part.
    """

    scores: Scores
    column: Column
    initiatives: tuple[str, ...]
    left_out: tuple[str, ...]
    own: FloatArray
    own_ranks: NDArray[np.int64]
    results: tuple[RuleResult, ...]

    @property
    def pairs(self) -> int:
        """How many pairs of initiatives there are."""
        return len(self.initiatives) * (len(self.initiatives) - 1) // 2

    def to_frame(self) -> pd.DataFrame:
        """One row per initiative: its value and its rank by each rule (`own`, `own_rank`, `geometric`, `geometric_rank` and so on)."""
        import pandas as pd

        data: dict[str, NDArray[np.float64] | NDArray[np.int64]] = {OWN: self.own, f"{OWN}_rank": self.own_ranks}
        for result in self.results:
            data |= {result.rule.name: result.values, f"{result.rule.name}_rank": result.ranks}
        return pd.DataFrame(data, index=pd.Index(self.initiatives, name="initiative"))


def compare_rules(scores: Scores, names: Sequence[str] = (), *, column: Column | None = None) -> RuleComparison:
    """Score and rank by other rules (`OTHER_RULES`; all of them if no names are given), beside the framework's own.

    All are taken before minimum standards and without rounding, so that only the rule differs. Initiatives under the minimum coverage
    take no part. Raises NotFound for an unknown rule, and NotPossible where nobody has a score.
    """
    chosen = [_rule(name) for name in names] or list(OTHER_RULES.values())
    found = scores.column(column)
    places = [place for place, status in enumerate(found.status) if status == "scored"]
    if not places:
        reason = "the framework gives no overall score" if "no-total" in found.status else "no initiative has enough evidence"
        raise NotPossible(f"{reason}, so there is no rule to compare with others")
    order = [places[k] for k in np.argsort(-found.before_standards[places], kind="stable").tolist()]
    grid, own = grid_of(scores, found, order), found.before_standards[order]
    return RuleComparison(
        scores=scores,
        column=found.column,
        initiatives=tuple(scores.matrix.initiatives[place] for place in order),
        left_out=tuple(name for place, name in enumerate(scores.matrix.initiatives) if place not in places),
        own=own,
        own_ranks=rank(own),
        results=tuple(_result(rule, grid, own) for rule in dict.fromkeys(chosen)),
    )


def grid_of(scores: Scores, column: ColumnScores, places: Sequence[int]) -> Grid:
    """The values and weights of the criteria that count in `column`, of the initiatives `places`.

    A bonus criterion and one of weight 0 do not count; a criterion with two aspects has the value that the framework's rule makes of them.
    """
    tree, matrix, framework = column.nodes.tree, scores.matrix, scores.assessment_set.framework
    rows = [row for one in framework.criteria if (row := tree.rows.get(one.id)) is not None and tree.shares[row] > 0]
    everything = np.vstack([matrix.values, column.nodes.point / 100])
    return Grid(
        values=everything[rows][:, list(places)],
        weights=np.array([tree.shares[row] for row in rows]),
        with_power=lambda power: with_power(framework, tree, power, extremes=True),
        items=matrix.values[:, list(places)],
        open_=matrix.open_[:, list(places)],
    )


def kendall_tau_b(one: FloatArray, other: FloatArray) -> float | None:
    """Kendall's tau-b of two arrays of n numbers: (pairs in the same order - in the opposite) / sqrt(pairs untied in each), -1 to 1.

    Numbers that differ by 1e-9 or less are level. None where all of one are level. Kendall (1945), doi:10.1093/biomet/33.3.239.
    """
    signs, others = _signs(one), _signs(other)
    untied = np.count_nonzero(signs), np.count_nonzero(others)
    if not all(untied):
        return None
    return float((signs * others).sum() / np.sqrt(untied[0] * untied[1]))


def spearman_rho(one: FloatArray, other: FloatArray) -> float | None:
    """Spearman's rho of two arrays of n numbers: the correlation of their ranks, level ones at their mean rank; -1 to 1.

    None where all of one are level. Spearman (1904), doi:10.2307/1412159.
    """
    ranks = [_signs(numbers).sum(axis=1) / 2 for numbers in (one, other)]  # centred, and level ones share their mean
    spread = [float(np.sqrt(np.add.reduce(rank**2))) for rank in ranks]
    if not all(spread):
        return None
    return float(np.add.reduce(ranks[0] * ranks[1]) / (spread[0] * spread[1]))


def _signs(numbers: FloatArray) -> FloatArray:
    """n x n: 1 where the one of the row is higher, -1 where it is lower, 0 where the two are level."""
    ahead = numbers[:, np.newaxis] - numbers
    return np.where(np.abs(ahead) <= TIE, 0.0, np.sign(ahead))


def _result(rule: OtherRule, grid: Grid, own: FloatArray) -> RuleResult:
    values = rule.apply(grid)
    opposite = _signs(values) * _signs(own) < 0
    return RuleResult(
        rule, values, rank(values), kendall_tau_b(own, values), spearman_rho(own, values), int(np.count_nonzero(opposite)) // 2
    )


def _rule(name: str) -> OtherRule:
    if name not in OTHER_RULES:
        near = nearest(name, list(OTHER_RULES))
        raise NotFound(f"there is no rule `{name}`" + (f"; {near}" if near else "") + f" (known: {', '.join(OTHER_RULES)})")
    return OTHER_RULES[name]
