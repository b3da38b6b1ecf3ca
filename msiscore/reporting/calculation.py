"""What a workbook needs to compute the scores itself: the tree, the scales, the policies, the answers, and the engine's own results.

Part of the report object. Unlike the rest of it, nothing here is rounded or put in words: all values are on 0..100, shares on 0..1,
and None stands where the engine has no number. Arrays are tuples with one entry per initiative, in the order of `initiatives`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Numbers = tuple[float | None, ...]
Sized = Literal["", "count", "weight", "points"]
WeightSource = Literal["own", "named", "one"]


@dataclass(frozen=True, slots=True)
class Named:
    """An id, and what readers see in its place."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleRule:
    """A scale as arithmetic. `levels` are answer, name and value of each level; `steps` are limit and whether the limit itself passes;
    `method`, `deviations` and `above` are those of a relative scale.
    """

    id: str
    kind: str
    unit: str = ""
    levels: tuple[tuple[float | str, str, float], ...] = ()
    steps: tuple[tuple[float, bool], ...] = ()
    less_is_better: bool = False
    ends: tuple[float, float] = (0.0, 1.0)
    log: bool = False
    clip: bool = True
    method: str = ""
    deviations: float = 3.0
    above: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRule:
    """What has one rating: a criterion, or one aspect of it. `policies` has a letter for each state, in the order of `states`:
    L lowest, O open, X left out, N not applicable.
    """

    criterion: str
    aspect: str
    scale: int
    policies: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRule:
    """A dimension or criterion with its own weight and the one that each weight set gives it (None where it names none)."""

    id: str
    own: float
    named: Numbers
    in_use: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRow:
    """One row of a tree. Items have `item`, their place among the items; nodes have children, given by their place in the tree.

    in_use: its own weight, or that of the weight set in use; weight: what it weighs beside its siblings; full_weight: the same where
    everything applies.
    source: whether its weight is its own (or that of the weight set), 1 unless the weight set names it, or 1 for good.
    left_out: whether nothing in a node has a weight, so that the engine has no such node.
    counts_as: what a dimension counts for in the place of its criteria where a node above is weighted by what is in it.
    terms: for children of a mean that is not arithmetic, f(value) for point, lower and upper. effective: for children of a node
    weighted by size, the weight of the applicable and that of the relevant criteria. base, lifted: for nodes with bonus children,
    the mean of the others, and with the bonus children down to each of them; for point, lower and upper.
    least, least_share: the number or share of its ordinary children that must have a value; children: for such a node how many have one,
    how many can have one, and how many must. lifts_from: the score, 0..100, that each ordinary child must have before a bonus lifts;
    may_lift: whether they have, 1 or 0, for point, lower and upper.
    """

    id: str
    title: str
    item: int | None = None
    power: float = 1.0
    sized: Sized = ""
    ordinary: tuple[int, ...] = ()
    bonus: tuple[int, ...] = ()
    source: WeightSource = "own"
    is_criterion: bool = False
    counts_as: float | None = None
    left_out: bool = False
    points: float = 1.0
    in_use: float = 1.0
    weight: float = 1.0
    full_weight: float = 0.0
    share: float = 0.0
    point: Numbers = ()
    lower: Numbers = ()
    upper: Numbers = ()
    coverage: Numbers = ()
    terms: tuple[Numbers, ...] = ()
    effective: tuple[Numbers, ...] = ()
    base: tuple[Numbers, ...] = ()
    lifted: tuple[tuple[Numbers, ...], ...] = ()
    least: int = 0
    least_share: float = 0.0
    lifts_from: float = 0.0
    children: tuple[Numbers, ...] = ()
    may_lift: tuple[Numbers, ...] = ()

    @property
    def withholds(self) -> bool:
        """Whether it asks for a number of its children."""
        return self.least > 1 or self.least_share > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRule:
    """A minimum standard in one column, or what a band requires: of items, or of the score of a node, which has the id `node` ("" is
    the whole; None where it is of items). `id` names what carries it, `title` in words.

    `due` is the value asked on 0..100 and `asked` the answer asked, of each initiative, None where the year of running is not known.
    `limit` is the highest score left, None where the score stays; `units` what stands after a margin of one and of another number.
    verdicts: per item (or for the one node), then per initiative, 0 not applicable, 1 met, 2 unknown, 3 not met; margins likewise.
    verdict, margin: of the whole.
    """

    id: str
    title: str
    items: tuple[int, ...] = ()
    node: str | None = None
    limit: float | None = None
    units: tuple[str, str] = ("", "")
    due: Numbers
    asked: Numbers
    verdicts: tuple[tuple[int, ...], ...]
    margins: tuple[Numbers, ...]
    verdict: tuple[int, ...]
    margin: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class BandRule:
    """A band with the lowest score that reaches it; what it requires besides differs between columns."""

    low: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the engine found for one initiative in one column, unrounded; `compared` is what ranks and bands are made from."""

    rank: int | None
    score: float | None
    lower: float | None
    upper: float | None
    coverage: float
    before: float | None
    compared: float | None
    band: str
    standards: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """One column of scores: its tree, with the root first and the children of each node side by side, and what came of it.

    `required` is what each band asks besides its score, in the order of the bands.
    """

    id: str
    title: str
    rows: tuple[TreeRow, ...]
    standards: tuple[StandardRule, ...]
    required: tuple[tuple[StandardRule, ...], ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRule:
    """One value of a view: the criteria that carry it, and the scores and coverages of the initiatives."""

    view: str
    value: str
    title: str
    criteria: tuple[str, ...]
    score: Numbers
    coverage: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """Everything that it takes to compute the report's scores again.

    initiatives: id and title, in alphabetical order of the titles. answers: per initiative and item, the number or word as it is
    entered, None without a rating. weight_set: place of the set in use in `weight_sets`, whose first
    entry stands for none. rounded_ranking: whether ranks and bands are made from scores rounded to `decimals`.
    """

    initiatives: tuple[Named, ...]
    decimals: int
    minimum_coverage: float
    states: tuple[Named, ...]
    confidences: tuple[Named, ...]
    scales: tuple[ScaleRule, ...]
    items: tuple[ItemRule, ...]
    answers: tuple[tuple[float | str | None, ...], ...]
    weights: tuple[WeightRule, ...]
    weight_sets: tuple[Named, ...]
    weight_set: int
    rounded_ranking: bool
    bands: tuple[BandRule, ...]
    columns: tuple[ColumnRule, ...]
    views: tuple[ViewRule, ...]
