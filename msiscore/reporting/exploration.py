"""What the page needs so that a reader can weigh again in the browser: the tree, the ratings as numbers, and what is asked of whom.

Part of the report object. The script of the page (`browser/engine.js`) computes the scores from it by the rules of the engine, so
nothing in here is rounded: values are on 0..1 as the engine takes them, and None stands where it has no number. Only what a reader
may see is in it: no reasons, no evidence, no names of assessors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Numbers = tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An initiative, and by what it can be filtered: its sector, and its tags as "key: value"."""

    id: str
    title: str
    sector: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One row of the tree of a column, the root first, with its children by their place. Items have `item`, their place in `values`.

    power: of the mean, "min" and "max" for the extremes. sized: by what the children are weighted, "" where their weights stand as
    they are. source: whether its weight is its own unless a set names it ("own"), 1 unless a set names it ("named"), or 1 ("one").
    counts: what it counts for where a node above is weighted by what is in it. points: those that a criterion can earn.
    least, least_share: the number or share of its ordinary children that must have a value. lifts_from: the value, 0..1, that each of
    them must have before a bonus lifts.
    """

    id: str
    title: str = ""
    item: int | None = None
    criterion: bool = False
    power: float | Literal["min", "max"] = 1.0
    sized: str = ""
    ordinary: tuple[int, ...] = ()
    bonus: tuple[int, ...] = ()
    source: str = "own"
    counts: float | None = None
    points: float = 1.0
    least: int = 0
    least_share: float = 0.0
    lifts_from: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A minimum standard, or what a band requires: of items, or of the score of a node ("" is the whole; None where it is of items).

    verdicts: for each of the items, a digit for each initiative: 0 not applicable, 1 met, 2 unknown, 3 not met. due: the score asked of
    each initiative, None where it depends on a year that is not known. limit: the highest score left, None where the score stays.
    """

    title: str
    items: tuple[int, ...] = ()
    verdicts: tuple[str, ...] = ()
    node: str | None = None
    due: Numbers = ()
    limit: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A band: the lowest score that reaches it, and what else it asks."""

    title: str
    low: float
    requires: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The tree of one column of scores."""

    id: str
    title: str
    rows: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A set of weights to start from; the first stands for the framework's own."""

    id: str
    title: str
    who: str = ""
    weights: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploration:
    """Everything that the script of the page reads.

    values, states: for each item, a number or None, and a letter, for each initiative: c covered, o open, x left out, n not applicable.
    own: the own weight of each dimension and criterion. preset: the place of the set in use. words: what the script says.
    """

    report: str
    framework: str
    date: str
    citation: str
    decimals: int
    decimal_mark: str
    minimum_coverage: float
    has_total: bool
    rounded: bool
    initiatives: tuple[Subject, ...]
    values: tuple[Numbers, ...]
    states: tuple[str, ...]
    own: dict[str, float]
    presets: tuple[Preset, ...]
    preset: int
    standards: tuple[Check, ...]
    bands: tuple[Step, ...]
    columns: tuple[Tree, ...]
    words: dict[str, str]

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that can be chosen among."""
        return tuple(sorted({one.sector for one in self.initiatives if one.sector}, key=str.casefold))

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that can be chosen among."""
        return tuple(sorted({tag for one in self.initiatives for tag in one.tags}, key=str.casefold))
