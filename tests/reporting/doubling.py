"""A report with every text twice as long, as another language or another author might write it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from msiscore.reporting.report import Figure, Notice, Report

T = TypeVar("T")

_CODES = {
    "id",
    "initiative",
    "criterion",
    "source",
    "url",
    "archived",
    "kind",
    "status",
    "state",
    "column",
    "language",
    "iso_date",
}
_CODES |= {
    "lines",
    "section",
    "part",
    "labels",
    "sections",
    "charts",
    "symbol",
    "interval",
    "number",
    "calculation",
    "provenance",
    "rank",
    "range",
}


def doubled(report: Report) -> Report:
    """`report` with every text that a person wrote said twice."""
    return _doubled(report)


def _doubled(thing: T) -> T:
    found: Any = thing
    if isinstance(thing, str):
        found = f"{thing} {thing}" if thing else thing
    elif isinstance(thing, tuple):
        found = tuple(_doubled(one) for one in thing)
    elif is_dataclass(thing) and not isinstance(thing, Figure | type):
        # In a term the name is an id as often as a word.
        codes = _CODES | ({"title"} if isinstance(thing, Notice) else {"name"})
        found = replace(
            thing, **{part.name: _doubled(getattr(thing, part.name)) for part in fields(thing) if part.name not in codes}
        )
    return found  # type: ignore[no-any-return]
