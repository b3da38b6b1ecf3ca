"""The numbered list of sources, and the rule of what a reader of this edition may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msiscore.assessment import AssessmentSet, Evidence, Source
from msiscore.reporting.report import SourceEntry
from msiscore.reporting.wording import Wording


class Register:
    """The sources of a set that are public and used by public evidence, numbered in the order of `sources.yaml`.

    Evidence is public only if both it and its source are; nothing else reaches a report.
    """

    def __init__(self, assessment_set: AssessmentSet) -> None:
        self.sources: Mapping[str, Source] = assessment_set.sources
        used = {entry.source for entry in _all_evidence(assessment_set) if self.may_show(entry)}
        self._numbers = {id_: number for number, id_ in enumerate((id_ for id_ in self.sources if id_ in used), start=1)}

    def may_show(self, entry: Evidence) -> bool:
        """Whether `entry` may be shown to the public."""
        return entry.visibility == "public" and self.sources[entry.source].visibility == "public"

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
