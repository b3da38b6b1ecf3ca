"""What every part of the report object is made of: numbers as they are shown, words with their text, headline rows, pieces of evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is shown. `value` is on the scale of `text` (scores 0..100, shares in percent); None when there is none."""

    value: float | None
    text: str


NOTHING = Figure(None, "–")
"""The figure where there is no number."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it stands for, as in a list of definitions."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One initiative's headline in one column. Unranked rows have `rank` "" and say why in `remark`. `group`: the number of the group that
    the data tells apart, "1" the best; "" where no groups are told apart.
    """

    initiative: str
    title: str
    rank: str
    score: Figure
    lower: Figure
    upper: Figure
    interval: str
    coverage: Figure
    band: str
    band_step: int | None
    standards: str
    remark: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry:
    """One piece of evidence that the audience may see; `number` is the source's number in the list of sources."""

    number: int
    source: str
    title: str
    url: str
    place: str
    quote: str
    kind: str
    contradicts: bool
    note: str
    date: str
