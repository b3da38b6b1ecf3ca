"""The numbered list of sources, and the rule of what a reader of this edition may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msiscore.assessment import AssessmentSet, Evidence, Source
from msiscore.loading.confidential import LEVELS
from msiscore.reporting.report import SourceEntry
from msiscore.reporting.wording import Wording

Audience = Literal["public", "parties"]

AUDIENCES: Mapping[Audience, int] = {"public": LEVELS["public"], "parties": LEVELS["restricted"]}
"""Whom an edition is made for, with the most confidential that they may see. Nobody is shown what is secret."""


class Register:
    """The sources of a set that the audience may see and that are used by evidence that it may see, in the order of `sources.yaml`.

    Evidence may be seen only if both it and its source may; nothing else reaches a report.
    """

    def __init__(self, assessment_set: AssessmentSet, audience: Audience = "public") -> None:
        self.sources: Mapping[str, Source] = assessment_set.sources
        self._most = AUDIENCES[audience]
        used = {entry.source for entry in _all_evidence(assessment_set) if self.may_show(entry)}
        self._numbers = {id_: number for number, id_ in enumerate((id_ for id_ in self.sources if id_ in used), start=1)}

    def may_show(self, entry: Evidence) -> bool:
        """Whether `entry` may be shown in this edition."""
        return max(LEVELS[entry.visibility], LEVELS[self.sources[entry.source].visibility]) <= self._most

    def number(self, id_: str) -> int:
        """The number of a source that is shown."""
        return self._numbers[id_]

    def entries(self, wording: Wording) -> tuple[SourceEntry, ...]:
        """The list of sources as it is printed."""
        return tuple(self._entry(id_, number, wording) for id_, number in self._numbers.items())

    def _entry(self, id_: str, number: int, wording: Wording) -> SourceEntry:
        source = self.sources[id_]
        return SourceEntry(
            number=number,
            id=id_,
            title=source.title.in_language(wording.language),
            author=source.author or "",
            publisher=source.publisher or "",
            date=wording.date(source.date),
            url=source.url or "",
            archived=source.archived or "",
            accessed=wording.date(source.accessed),
            licence=source.licence or "",
            note=source.note.in_language(wording.language) if source.note else "",
        )


def _all_evidence(assessment_set: AssessmentSet) -> Iterator[Evidence]:
    for assessment in assessment_set.assessments:
        for fact in assessment.initiative.facts:
            yield from fact.evidence
        for rating in assessment.ratings.values():
            for _, part in rating.parts():
                yield from part.evidence
