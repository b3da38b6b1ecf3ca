"""From a loaded set to its scores: the checked wrapper around the kernel.

Per column of scores: rating matrix -> point, lower and upper value and coverage of every node -> minimum standards cap the root ->
too little coverage withholds the score -> bands and ranks. Everything is on 0..100 and unrounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from msiscore.assessment import AssessmentSet
from msiscore.errors import NotFound, nearest
from msiscore.framework import Framework
from msiscore.rating_matrix import FloatArray, RatingMatrix, Treatment, rating_matrix
from msiscore.scoring.bands import denied_bands
from msiscore.scoring.kernel import aggregate, aggregate_with_bounds, coverage, row_shares
from msiscore.scoring.ranking import rank
from msiscore.scoring.standards import NodeRange, StandardResult, Verdict, caps, check_scores, check_standards
from msiscore.scoring.weighting import Column, ScoreTree, columns_of, score_tree, view_tree

if TYPE_CHECKING:
    import pandas as pd

COVERAGE_SLACK = 1e-12
"""A coverage that is a hair below the minimum is rounding of the weights, not missing evidence."""

Status = Literal["scored", "not-enough-evidence", "no-total"]


@dataclass(frozen=True, slots=True, eq=False)
class NodeScores:
    """Scores of the nodes of one tree: nodes x n each, 0..100 (coverage 0..1); NaN where nothing is rated or applicable."""

    tree: ScoreTree
    point: FloatArray
    lower: FloatArray
    upper: FloatArray
    coverage: FloatArray

    def published(self, node: int, initiative: int, minimum_coverage: float) -> float | None:
        """The score that may be shown for a node: None where nothing is rated or less than the minimum coverage."""
        enough = self.coverage[node, initiative] >= minimum_coverage - COVERAGE_SLACK
        return _number(self.point[node, initiative]) if enough else None


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One initiative's result in one column: scores 0..100, coverage 0..1, None where there is none.

    `score` is after minimum standards and None under the minimum coverage; `before_standards` is the score without any cap.
    """

    initiative: str
    title: str
    status: Status
    rank: int | None
    score: float | None
    lower: float | None
    upper: float | None
    coverage: float
    band: str
    before_standards: float | None
    standards_not_met: tuple[str, ...]
    standards_unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One initiative's result in one dimension, before minimum standards; no score under the minimum coverage."""

    initiative: str
    dimension: str
    score: float | None
    lower: float | None
    upper: float | None
    coverage: float


@dataclass(frozen=True, slots=True, eq=False)
class ColumnScores:
    """The scores of n initiatives in one column: overall, or one aspect.

    score, lower, upper: n, of the root after minimum standards; NaN where no score is published (`status` says why; the bounds are
    given all the same, for they say what is possible). before_standards: n, NaN likewise. ranks: n, 0 where unranked. denied_bands: n,
    the bands that an initiative cannot have whatever its score, because it does not meet what they require.
    """

    column: Column
    nodes: NodeScores
    standards: tuple[StandardResult, ...]
    status: tuple[Status, ...]
    score: FloatArray
    lower: FloatArray
    upper: FloatArray
    before_standards: FloatArray
    coverage: FloatArray
    ranks: NDArray[np.int64]
    denied_bands: tuple[frozenset[str], ...]

    @property
    def all_level(self) -> bool:
        """Whether two or more have a rank, and all of them the first."""
        return int(np.sum(self.ranks == 1)) > 1 and not bool(np.any(self.ranks > 1))


@dataclass(frozen=True, eq=False)
class Scores:
    """The scores of an assessment set by one set of weights."""

    assessment_set: AssessmentSet
    weight_set: str | None
    matrix: RatingMatrix
    columns: tuple[ColumnScores, ...]

    def column(self, name: Column | None = None) -> ColumnScores:
        """The column `name`, or the headline column; raises NotFound for a column that the framework does not have."""
        for column in self.columns:
            if name in (None, column.column):
                return column
        raise NotFound(f"there is no column `{name}`; the framework has {', '.join(c.column for c in self.columns)}")

    def headline(self, name: Column | None = None) -> tuple[HeadlineRow, ...]:
        """One row per initiative: ranked ones first by rank, then the unranked; equal ones by title."""
        column = self.column(name)
        rows = [self._row(column, index) for index in range(len(self.assessment_set.assessments))]
        return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.title.casefold(), row.initiative)))

    @cached_property
    def views(self) -> Mapping[tuple[str, str], NodeScores]:
        """The headline column re-cut by tag: view id and tag value to scores with the root as only node of interest."""
        column = self.columns[0]
        framework = self.assessment_set.framework
        found: dict[tuple[str, str], NodeScores] = {}
        for view in framework.views:
            for value in view.values:
                tree = view_tree(framework, column.nodes.tree, view.tag, value.id)
                if tree is not None:
                    found[view.id, value.id] = _node_scores(tree, self.matrix)
        return found

    def contributions(self, name: Column | None = None) -> FloatArray:
        """What each criterion adds to the score before minimum standards, criteria x n, 0..100; 0 where nothing is rated.

        Where all means above the criteria are arithmetic: effective weight x value x 100, and the parts sum to the score. Otherwise:
        the exact change of the score when the criterion is left out, and then the parts need not sum to it (docs/method.md). A
        criterion with two aspects is one part, with the value that the framework's rule makes of the two.
        """
        column = self.column(name)
        tree, matrix = column.nodes.tree, self.matrix
        hierarchy = tree.hierarchy
        rows = [tree.rows.get(criterion.id) for criterion in self.assessment_set.framework.criteria]
        above = [node for row, node in enumerate(hierarchy.nodes, start=hierarchy.items) if row not in rows]
        parts = np.zeros((len(rows), len(matrix.initiatives)))
        if all(node.power == 1 for node in above):
            shares = row_shares(hierarchy, matrix.values, matrix.open_)
            values = np.vstack([matrix.values * 100, column.nodes.point])
            for place, row in enumerate(rows):
                if row is not None:
                    parts[place] = shares[row] * np.where(np.isnan(values[row]), 0.0, values[row])
            return parts
        whole = np.nan_to_num(column.nodes.point[-1])
        for place, row in enumerate(rows):
            if row is not None:
                without = matrix.values.copy()
                without[list(hierarchy.leaves_under(row))] = np.nan
                parts[place] = whole - np.nan_to_num(aggregate(hierarchy, without, matrix.open_)[-1] * 100)
        return parts

    def to_frame(self, name: Column | None = None) -> pd.DataFrame:
        """One row per initiative with rank, score, lower, upper (0..100), coverage (0..1), band, status and minimum standards."""
        import pandas as pd

        frame = pd.DataFrame([{field: getattr(row, field) for field in HeadlineRow.__slots__} for row in self.headline(name)])
        numbers = {"score": "float64", "lower": "float64", "upper": "float64", "before_standards": "float64", "rank": "Int64"}
        return frame.astype(numbers).set_index("initiative")

    def dimension_rows(self, name: Column | None = None) -> tuple[DimensionRow, ...]:
        """One row per initiative and dimension, parents before the dimensions below them."""
        nodes, framework = self.column(name).nodes, self.assessment_set.framework
        first = nodes.tree.hierarchy.items
        places = [(d.id, nodes.tree.rows[d.id] - first) for d in framework.walk() if d.id in nodes.tree.rows]
        return tuple(
            DimensionRow(
                initiative=initiative,
                dimension=id_,
                score=nodes.published(k, column, framework.minimum_coverage),
                lower=_number(nodes.lower[k, column]),
                upper=_number(nodes.upper[k, column]),
                coverage=float(nodes.coverage[k, column]),
            )
            for column, initiative in enumerate(self.matrix.initiatives)
            for id_, k in places
        )

    def dimensions_to_frame(self, name: Column | None = None) -> pd.DataFrame:
        """One row per initiative and dimension: score, lower, upper (0..100) and coverage (0..1), before minimum standards."""
        import pandas as pd

        return pd.DataFrame([asdict(row) for row in self.dimension_rows(name)], columns=list(DimensionRow.__slots__))

    def ratings_to_frame(self, name: Column | None = None) -> pd.DataFrame:
        """One row per initiative and rating: raw number, value (0..1), treatment, and the criterion's contribution (0..100).

        A criterion with two aspects has two rows, and its contribution stands in the first.
        """
        import pandas as pd

        parts = self.contributions(name)
        places = {criterion.id: place for place, criterion in enumerate(self.assessment_set.framework.criteria)}
        rows = []
        for column, initiative in enumerate(self.matrix.initiatives):
            for row, item in enumerate(self.matrix.items):
                rows.append(
                    {
                        "initiative": initiative,
                        "criterion": item.criterion.id,
                        "aspect": str(item.aspect or ""),
                        "raw": self.matrix.raw[row, column],
                        "value": self.matrix.values[row, column],
                        "treatment": Treatment(self.matrix.treatments[row, column]).name.lower().replace("_", "-"),
                        "contribution": parts[places[item.criterion.id], column] if item.is_first else np.nan,
                    }
                )
        return pd.DataFrame(rows)

    def _row(self, column: ColumnScores, index: int) -> HeadlineRow:
        framework = self.assessment_set.framework
        initiative = self.assessment_set.assessments[index].initiative
        score = _number(column.score[index])
        band = framework.band_of(score, denied=column.denied_bands[index]) if score is not None else None
        verdicts = [(result.id, result.verdicts[index]) for result in column.standards]
        return HeadlineRow(
            initiative=initiative.id,
            title=initiative.title.in_language(self.assessment_set.about.language),
            status=column.status[index],
            rank=int(column.ranks[index]) or None,
            score=score,
            lower=_number(column.lower[index]),
            upper=_number(column.upper[index]),
            coverage=float(column.coverage[index]),
            band=band.name if band is not None else "",
            before_standards=_number(column.before_standards[index]),
            standards_not_met=tuple(id_ for id_, verdict in verdicts if verdict == Verdict.NOT_MET),
            standards_unknown=tuple(id_ for id_, verdict in verdicts if verdict == Verdict.UNKNOWN),
        )


def score(assessment_set: AssessmentSet, *, weight_set: str | None = None) -> Scores:
    """The scores of a loaded set, by its own weights or those of `weight_set`, a set that the framework names.

    An empty rating is treated by the framework's policy for its state (docs/method.md): excluded, counted as lowest, or open; an
    open answer is left out of the point score and widens the interval. Raises NotFound for an unknown weight set.
    """
    framework = assessment_set.framework
    name = weight_set if weight_set is not None else assessment_set.about.weight_set
    if name is not None and name not in framework.weight_sets:
        known = list(framework.weight_sets)
        near = nearest(name, known)
        raise NotFound(
            f"there is no weight set `{name}`" + (f"; {near}" if near else "") + f" (known: {', '.join(known) or 'none'})"
        )
    weights = framework.weights_of(name)
    matrix = rating_matrix(assessment_set)
    columns = tuple(
        score_column(assessment_set, matrix, score_tree(framework, column, weights)) for column in columns_of(framework)
    )
    return Scores(assessment_set, name, matrix, columns)


def _node_scores(tree: ScoreTree, matrix: RatingMatrix) -> NodeScores:
    point, lower, upper = aggregate_with_bounds(tree.hierarchy, matrix.values, matrix.open_)
    without = np.isnan(point) if any(node.conditional for node in tree.hierarchy.nodes) else None
    share = coverage(tree.hierarchy, matrix.covered, matrix.relevant, without=without)
    return NodeScores(tree, point * 100, lower * 100, upper * 100, np.where(np.isnan(share), 0.0, share))


def score_column(assessment_set: AssessmentSet, matrix: RatingMatrix, tree: ScoreTree) -> ColumnScores:
    """The scores of one column. `matrix` and `tree` may differ from those of the files, to see what a change would do: the matrix has
    one column for each assessment of the set.
    """
    framework, n = assessment_set.framework, len(matrix.initiatives)
    nodes = _node_scores(tree, matrix)
    leaves = tree.hierarchy.leaves_under(tree.hierarchy.rows - 1)
    ranges = _ranges(framework, nodes, matrix)
    standards = (*check_standards(assessment_set, matrix, leaves), *check_scores(assessment_set, ranges))
    point_cap, lower_cap, upper_cap = caps(standards, n)
    point, share = nodes.point[-1], nodes.coverage[-1]
    enough = ~np.isnan(point) & (share >= framework.minimum_coverage - COVERAGE_SLACK)
    has_total = framework.total == "scored"
    published = enough & has_total
    score = np.where(published, np.minimum(point, point_cap), np.nan)
    nothing = np.full(n, np.nan)
    status: list[Status] = ["no-total" if not has_total else "scored" if ok else "not-enough-evidence" for ok in enough.tolist()]
    return ColumnScores(
        column=tree.column,
        nodes=nodes,
        standards=standards,
        status=tuple(status),
        score=score,
        lower=np.minimum(nodes.lower[-1], lower_cap) if has_total else nothing,
        upper=np.minimum(nodes.upper[-1], upper_cap) if has_total else nothing,
        before_standards=np.where(published, point, np.nan),
        coverage=share,
        ranks=rank(np.array([framework.compared(number) for number in score.tolist()])),
        denied_bands=denied_bands(assessment_set, matrix, leaves, ranges),
    )


def _ranges(framework: Framework, nodes: NodeScores, matrix: RatingMatrix) -> dict[str, NodeRange]:
    """What is known of each dimension whose score a standard or a band looks at, and of the whole (ROOT)."""
    asked = {id_ for id_, _ in framework.standards} | {one.of for band in framework.bands for one in band.requires}
    hierarchy, found = nodes.tree.hierarchy, {}
    # Not `tree.rows`, which leaves out dimensions of weight 0: their scores may decide all the same.
    for k, id_ in enumerate(nodes.tree.row_ids[hierarchy.items :]):
        if id_ in asked and id_ not in framework.criterion_by_id:
            found[id_] = NodeRange(
                point=nodes.point[k],
                lower=nodes.lower[k],
                upper=nodes.upper[k],
                enough=nodes.coverage[k] >= framework.minimum_coverage - COVERAGE_SLACK,
                applicable=np.logical_or.reduce(matrix.relevant[list(hierarchy.leaves_under(hierarchy.items + k))], axis=0),
            )
    return found


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
