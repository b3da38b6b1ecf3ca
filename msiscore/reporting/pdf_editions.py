"""The PDF of a large set: a summary without the profiles, and on request one PDF for each initiative.

A PDF with hundreds of profiles is read by nobody and opened by few programs. The comparison stays in one file; each initiative gets a
file that it can be sent, with its profile, the sources that it cites, and where the numbers come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msiscore.reporting.report import EvidenceEntry, Notice, Profile, Report, Section

MOST_PROFILES = 40
"""With more initiatives than this, the PDF is a summary."""

OF_ONE = ("profiles", "annex")
"""The sections of the PDF of one initiative; the annex then has the sources and the provenance."""


def fitting(report: Report) -> Report:
    """`report` as it is, or the summary of it if it has more profiles than fit into one PDF; the summary says where the profiles are."""
    if len(report.profiles) <= MOST_PROFILES or not any(section.id == "profiles" for section in report.sections):
        return report
    text = report.label(
        "With {count} initiatives, this PDF is a summary: the profiles, with every rating and its evidence, are in the web pages, and in a "
        "PDF for each initiative where these were asked for."
    ).format(count=len(report.profiles))
    return replace(
        report,
        notices=(*report.notices, Notice("notice", report.label("Summary"), text)),
        sections=tuple(section for section in report.sections if section.id != "profiles"),
    )


def of_each(report: Report) -> Iterator[tuple[str, Report]]:
    """The id of each initiative and the report on it alone, in the order of the profiles."""
    sections = tuple(section for section in report.sections if section.id in OF_ONE)
    if not any(section.id == "profiles" for section in sections):
        sections = (Section(id="profiles", title=report.label("Profiles")), *sections)
    for profile in report.profiles:
        cited = {entry.number for entry in _evidence(profile)}
        yield (
            profile.id,
            replace(
                report,
                title=profile.title,
                subtitle=f"{report.title}. {report.subtitle}",
                profiles=(profile,),
                sections=sections,
                sources=tuple(source for source in report.sources if source.number in cited),
                annex=(),
                weight_sets=(),
                findings=(),  # they compare
            ),
        )


def _evidence(profile: Profile) -> Iterator[EvidenceEntry]:
    for fact in profile.facts:
        yield from fact.evidence
    for dimension in profile.dimensions:
        for rating in dimension.ratings:
            yield from rating.evidence
