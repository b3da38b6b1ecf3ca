"""The sections of a report, in the order in which they stand unless the author says otherwise.

Each has a heading and a template of its own in each of `templates/sections/<id>.html.j2` and `<id>.typ`. To add one: put what it shows
into the report object, write its templates, and name it in `SECTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from msiscore.reporting.report import Report, Section


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A section that a report may have: its heading, in English as the catalogues know it, and whether `report` has anything for it."""

    title: str
    stands_in: Callable[[Report], bool]


def _always(report: Report) -> bool:  # noqa: ARG001  # as all its neighbours
    return True


SECTIONS: Mapping[str, SectionKind] = {
    "findings": SectionKind("Key findings", lambda report: bool(report.findings)),
    "about": SectionKind("What this is", _always),
    "method": SectionKind("Method in short", _always),
    "ranking": SectionKind("Ranking", lambda report: report.has_total),
    "robustness": SectionKind("How sure is the order?", lambda report: report.robustness is not None),
    "weight-sets": SectionKind("Weight sets side by side", lambda report: report.by_weight_set is not None),
    "groups": SectionKind("Weights of the people who were asked", lambda report: report.groups is not None),
    "sensitivity": SectionKind("What the scores are sensitive to", lambda report: report.sensitivity is not None),
    "dimensions": SectionKind("Scores by dimension", _always),
    "views": SectionKind("Other views of the same ratings", lambda report: bool(report.views)),
    "paper-and-practice": SectionKind("Paper against practice", lambda report: report.aspects is not None),
    "standards": SectionKind("Minimum standards", _always),
    "reach": SectionKind("Reach", lambda report: report.reach is not None),
    "timeline": SectionKind("Running times", lambda report: report.timeline is not None),
    "criteria": SectionKind("Criterion by criterion", lambda report: report.by_criterion is not None),
    "next": SectionKind("Where to look next", lambda report: report.where_next is not None),
    "profiles": SectionKind("Profiles", _always),
    "annex": SectionKind("Annex: criteria, weights and sources", _always),
}


def sections_of(report: Report, order: Sequence[str | Section] = tuple(SECTIONS)) -> tuple[Section, ...]:
    """The sections of `order` that `report` has something for; passages of the author's own stand in it as they are."""
    return tuple(
        entry if isinstance(entry, Section) else Section(id=entry, title=report.label(SECTIONS[entry].title))
        for entry in order
        if isinstance(entry, Section) or SECTIONS[entry].stands_in(report)
    )
