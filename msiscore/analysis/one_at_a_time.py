"""One thing changed at a time: a criterion left out, a weight swung, the policy of a state changed. What moves how far.

The tornado of the uncertainty literature, on the rules of scoring as they are. Handbook on Constructing Composite Indicators (OECD and
JRC 2008), step 7, names these sources of uncertainty; see docs/sensitivity.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.draws import item_rows
from msiscore.analysis.variants import PART, scored_column
from msiscore.framework import State, StatePolicy
from msiscore.rating_matrix import TREATMENT_OF, FloatArray, RatingMatrix, Treatment, rating_of, state_of
from msiscore.scoring.hierarchy import Hierarchy
from msiscore.scoring.ranking import TIE, rank
from msiscore.scoring.scores import ColumnScores, Scores, score_column
from msiscore.scoring.weighting import Column, ScoreTree

if TYPE_CHECKING:
    import pandas as pd

SWINGS = (0.5, 1.5)
"""What each weight is multiplied by, one after the other; a weight of 0 is a change of its own."""

MOST_WEIGHTS = 300
"""Weights that are swung, the largest shares of the whole first; thousands would take long and move next to nothing."""

Kind = Literal["left-out", "weight", "no-weight", "state"]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """One change and the results under it, for n initiatives.

    kind: a criterion is left out, a weight is multiplied, a weight is 0, a state has another policy. id: the criterion, dimension or
    state. setting: `without`, `x0.5`, `x0`, or the policy. score, lower, upper: n, after minimum standards; the score is NaN where there
    is none. ranks: n, 0 without a score. Only a new order changes ranks here, not that somebody gets or loses a score: the stated rank is
    moved by as many places as the initiative moves among those who have a score both ways.
    """

    kind: Kind
    id: str
    setting: str
    score: FloatArray
    lower: FloatArray
    upper: FloatArray
    ranks: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Swing:
    """What one factor moves in all its settings together, for n initiatives: the bar of a tornado.

    low, high: n, the change of the score downwards (0 or less) and upwards (0 or more). best, worst: n, the ranks it takes, the stated
    one among them. width: n, the largest change of the width of the interval. lost: who loses its score; gained: who gets one.
    """

    kind: Kind
    id: str
    low: FloatArray
    high: FloatArray
    best: IntArray
    worst: IntArray
    width: FloatArray
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def reach(self) -> FloatArray:
        """The largest change of each score, either way."""
        return np.maximum(self.high, -self.low)

    @property
    def moved(self) -> int:
        """How many initiatives change their rank, or have a score no more."""
        return int(np.count_nonzero(self.best != self.worst)) + len(self.lost)


@dataclass(frozen=True, slots=True, eq=False)
class OneAtATime:
    """All changes. Arrays in effects and swings run over `initiatives`, those with a score, in the order of their ranks.

    score, ranks: as stated. swings: what moves scores most on average over the initiatives comes first. not_swung: how many weights were
    not changed, because there are more than MOST_WEIGHTS and their shares of the whole are the smallest.
    """

    column: Column
    initiatives: tuple[str, ...]
    left_out: tuple[str, ...]
    score: FloatArray
    ranks: IntArray
    effects: tuple[Effect, ...]
    swings: tuple[Swing, ...]
    not_swung: int = 0

    def of(self, initiative: str) -> tuple[Swing, ...]:
        """The swings, those first that move the score of `initiative` most."""
        place = self.initiatives.index(initiative)
        return tuple(sorted(self.swings, key=lambda swing: _coarse(-swing.reach[place])))

    def to_frame(self) -> pd.DataFrame:
        """One row per change and initiative: the score, its change, the interval and the rank (empty without a score)."""
        import pandas as pd

        rows = [
            {
                "kind": effect.kind,
                "id": effect.id,
                "setting": effect.setting,
                "initiative": name,
                "score": effect.score[k],
                "change": effect.score[k] - self.score[k],
                "lower": effect.lower[k],
                "upper": effect.upper[k],
                "rank": int(effect.ranks[k]) or None,
            }
            for effect in self.effects
            for k, name in enumerate(self.initiatives)
        ]
        names = ["kind", "id", "setting", "initiative", "score", "change", "lower", "upper", "rank"]
        return pd.DataFrame(rows, columns=names).astype({"rank": "Int64"})


Make = Callable[[], tuple[RatingMatrix, ScoreTree]]
Job = tuple[Kind, str, str, Make]
Result = tuple[FloatArray, FloatArray, FloatArray, tuple[str, ...]]


def one_at_a_time(
    scores: Scores, column: Column | None = None, *, progress: Callable[[int, int], None] | None = None
) -> OneAtATime:
    """Score again with one change at a time, by the engine itself, minimum standards and minimum coverage included.

    A criterion left out is as if the framework did not have it. A weight is multiplied by 0.5, by 1.5 and by 0 at its place in the tree
    (where weights follow sizes, the product multiplies the size); weights that have none beside them are not swung. A state gets each
    of the other policies on all criteria; `not-applicable` has none. progress: called with the changes done and all of them. Raises
    NotPossible where nobody has a score.
    """
    found = scored_column(scores, column, "there is no score that a change could move")
    names = [row.initiative for row in scores.headline(found.column) if row.status == "scored"]
    order = [scores.matrix.initiatives.index(name) for name in names]
    places = list(weighted_places(scores, found.nodes.tree))
    jobs = [*_left_out(scores, found), *_policies(scores, found), *_swung(scores, found, places[:MOST_WEIGHTS])]
    effects, entered = [], []
    for done, ((kind, id_, setting, _), changed) in enumerate(zip(jobs, _results(scores, jobs), strict=True), start=1):
        score, lower, upper = (array[order] for array in changed[:3])
        ranks = _moved_ranks(scores, found.score[order], score, found.ranks[order])
        effects.append(Effect(kind, id_, setting, score, lower, upper, ranks))
        entered.append(
            [
                name
                for name, before, after in zip(scores.matrix.initiatives, found.status, changed[3], strict=True)
                if before != "scored" and after == "scored"
            ]
        )
        if progress is not None:
            progress(done, len(jobs))
    swings = _swings(found, order, names, effects, entered)
    return OneAtATime(
        column=found.column,
        initiatives=tuple(names),
        left_out=tuple(row.initiative for row in scores.headline(found.column) if row.status != "scored"),
        score=found.score[order],
        ranks=found.ranks[order],
        effects=tuple(effects),
        swings=tuple(sorted(swings, key=lambda swing: (_coarse(-float(swing.reach.mean())), -swing.moved))),
        not_swung=max(0, len(places) - MOST_WEIGHTS),
    )


def without(matrix: RatingMatrix, rows: list[int]) -> RatingMatrix:
    """The matrix as if the framework did not have the items `rows`."""
    values, treatments = matrix.values.copy(), matrix.treatments.copy()
    values[rows], treatments[rows] = np.nan, Treatment.NOT_APPLICABLE
    return replace(matrix, values=values, treatments=treatments)


def reweighted(tree: ScoreTree, node: int, child: int, factor: float) -> ScoreTree | None:
    """The tree with one weight multiplied, by the place of its node and of the child in it; None where nothing would count then."""
    one = tree.hierarchy.nodes[node]
    weights = tuple(weight * factor if k == child else weight for k, weight in enumerate(one.weights))
    nodes = list(tree.hierarchy.nodes)
    try:
        nodes[node] = replace(one, weights=weights)
        return replace(tree, hierarchy=Hierarchy(tree.hierarchy.items, tuple(nodes)))
    except ValueError:
        return None


def weighted_places(scores: Scores, tree: ScoreTree) -> list[tuple[int, int, str]]:
    """The weights that have others beside them: the place of the node, of the child in it, and the child's id; the largest share of
    the whole first.
    """
    framework, hierarchy = scores.assessment_set.framework, tree.hierarchy
    found = []
    for k, node in enumerate(hierarchy.nodes):
        if tree.row_ids[hierarchy.items + k] in framework.criterion_by_id or sum(weight > 0 for weight in node.weights) < 2:
            continue
        for place, (child, weight) in enumerate(zip(node.children, node.weights, strict=True)):
            if weight > 0:
                found.append((tree.shares[child], k, place, tree.row_ids[child].partition("/")[0]))
    return [one[1:] for one in sorted(found, key=lambda one: _coarse(-one[0]))]


def _results(scores: Scores, jobs: Sequence[Job]) -> Iterator[Result]:
    """The score, its bounds and the status under each change. Changes that leave the tree as it is are scored side by side."""
    whole, n, done = scores.assessment_set, len(scores.matrix.initiatives), 0
    while done < len(jobs):
        size = 1 if jobs[done][0] in ("weight", "no-weight") else max(1, PART // n)
        batch = [job for job in jobs[done : done + size] if size == 1 or job[0] not in ("weight", "no-weight")]
        made = [make() for _, _, _, make in batch]
        matrix = made[0][0] if len(made) == 1 else _beside([one for one, _ in made])
        found = score_column(replace(whole, assessments=whole.assessments * len(made)), matrix, made[0][1])
        for k in range(len(made)):
            cut = slice(k * n, (k + 1) * n)
            yield found.score[cut], found.lower[cut], found.upper[cut], found.status[cut]
        done += len(batch)


def _beside(parts: Sequence[RatingMatrix]) -> RatingMatrix:
    return RatingMatrix(
        tuple(name for one in parts for name in one.initiatives),
        parts[0].items,
        np.hstack([one.raw for one in parts]),
        np.hstack([one.values for one in parts]),
        np.hstack([one.treatments for one in parts]),
    )


def _left_out(scores: Scores, found: ColumnScores) -> Iterator[Job]:
    tree = found.nodes.tree
    rows_of: dict[str, list[int]] = {}
    for row in item_rows(scores.matrix.items, tree):
        rows_of.setdefault(scores.matrix.items[row].criterion.id, []).append(row)
    for id_, rows in rows_of.items():
        yield "left-out", id_, "without", partial(_without, scores.matrix, rows, tree)


def _without(matrix: RatingMatrix, rows: list[int], tree: ScoreTree) -> tuple[RatingMatrix, ScoreTree]:
    return without(matrix, rows), tree


def _swung(scores: Scores, found: ColumnScores, places: Sequence[tuple[int, int, str]]) -> Iterator[Job]:
    tree = found.nodes.tree
    for node, child, id_ in places:
        for factor in SWINGS:
            yield "weight", id_, f"x{factor:g}", partial(_reweighted, scores.matrix, tree, node, child, factor)
        if reweighted(tree, node, child, 0.0) is not None:
            yield "no-weight", id_, "x0", partial(_reweighted, scores.matrix, tree, node, child, 0.0)


def _reweighted(matrix: RatingMatrix, tree: ScoreTree, node: int, child: int, factor: float) -> tuple[RatingMatrix, ScoreTree]:
    return matrix, reweighted(tree, node, child, factor) or tree


def _policies(scores: Scores, found: ColumnScores) -> Iterator[Job]:
    """Each other policy for each state that occurs among what counts."""
    matrix, framework = scores.matrix, scores.assessment_set.framework
    rows = item_rows(matrix.items, found.nodes.tree)
    cells: dict[State, list[tuple[int, int]]] = {}
    for row in rows:
        for place, assessment in enumerate(scores.assessment_set.assessments):
            rating = rating_of(assessment, matrix.items[row])
            if rating is None or rating.answer is None:
                cells.setdefault(state_of(rating), []).append((row, place))
    for state in (one for one in State if one in cells and one is not State.NOT_APPLICABLE):
        places = tuple(np.array(cells[state]).T)
        for policy in StatePolicy:
            if all(framework.policy(matrix.items[row].criterion, state) is policy for row, _ in cells[state]):
                continue
            yield "state", str(state), str(policy), partial(_treated, matrix, places, policy, found.nodes.tree)


def _treated(
    matrix: RatingMatrix, places: tuple[IntArray, ...], policy: StatePolicy, tree: ScoreTree
) -> tuple[RatingMatrix, ScoreTree]:
    values, treatments = matrix.values.copy(), matrix.treatments.copy()
    values[places] = 0.0 if policy is StatePolicy.LOWEST else np.nan
    treatments[places] = TREATMENT_OF[policy]
    return replace(matrix, values=values, treatments=treatments), tree


def _moved_ranks(scores: Scores, stated: FloatArray, changed: FloatArray, ranks: IntArray) -> IntArray:
    """The stated ranks, moved by what the order of those with a score both ways moves; 0 for those who lose theirs."""
    compared = scores.assessment_set.framework.compared
    both = ~np.isnan(changed)
    moved = np.zeros(len(ranks), dtype=np.int64)
    before, after = (rank(np.array([compared(number) for number in one[both].tolist()])) for one in (stated, changed))
    moved[both] = ranks[both] + after - before
    return moved


def _swings(
    found: ColumnScores, order: list[int], names: list[str], effects: list[Effect], entered: list[list[str]]
) -> Iterator[Swing]:
    stated, ranks, width = found.score[order], found.ranks[order], (found.upper - found.lower)[order]
    places_of: dict[tuple[Kind, str], list[int]] = {}
    for k, effect in enumerate(effects):
        places_of.setdefault((effect.kind, effect.id), []).append(k)
    for (kind, id_), places in places_of.items():
        moves = np.array([np.nan_to_num(effects[k].score - stated) for k in places])
        taken = np.array([np.where(effects[k].ranks == 0, ranks, effects[k].ranks) for k in places])
        widths = np.array([effects[k].upper - effects[k].lower - width for k in places])
        gone = np.isnan(np.array([effects[k].score for k in places])).any(axis=0).tolist()
        yield Swing(
            kind=kind,
            id=id_,
            low=np.minimum(moves.min(axis=0), 0.0),
            high=np.maximum(moves.max(axis=0), 0.0),
            best=np.minimum(taken.min(axis=0), ranks),
            worst=np.maximum(taken.max(axis=0), ranks),
            width=np.take_along_axis(widths, np.abs(np.nan_to_num(widths)).argmax(axis=0)[np.newaxis], axis=0)[0],
            lost=tuple(name for name, lost in zip(names, gone, strict=True) if lost),
            gained=tuple(dict.fromkeys(name for k in places for name in entered[k])),
        )


def _coarse(number: float) -> float:
    """For sorting: differences that are only rounding of the arithmetic do not change the order."""
    return round(float(number) / TIE) * TIE
