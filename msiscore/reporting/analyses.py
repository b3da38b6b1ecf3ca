"""Which analyses a report has, and putting them into it: each only where one of its sections stands, for they take time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from msiscore.reporting.figures import Figures
from msiscore.reporting.people import groups_section
from msiscore.reporting.report import Report
from msiscore.reporting.robust_findings import robust_findings
from msiscore.reporting.robustness import draw, robustness_section
from msiscore.reporting.sections import SECTIONS
from msiscore.reporting.sensitivity import sensitivity_section
from msiscore.reporting.style import Style
from msiscore.reporting.told_apart import with_groups
from msiscore.reporting.where_next import next_section
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores


def analysed(report: Report, scores: Scores, sections: Collection[str], figures: Figures, wording: Wording) -> Report:
    """`report` with the analyses whose section is one of `sections`, and with findings on the order that the draws bear out.

    A framework without an overall score, and a set in which nobody or only one has a score, get the reason instead of results.
    """
    if {"robustness", "findings", "ranking"} & set(sections):
        drawn = draw(scores)
        framework = scores.assessment_set.framework
        # Where a scale is relative, one answer moves the values of all, which the draws keep: too little for a finding.
        relative = any(framework.scale_of(criterion).relative for criterion in framework.criteria)
        if not isinstance(drawn, str) and not relative:
            sure = robust_findings(scores, report.findings, drawn, figures, wording)
            report = replace(report, findings=sure, tables=with_groups(report.tables, drawn, figures, wording))
        if "robustness" in sections:
            report = replace(report, robustness=robustness_section(scores, drawn, figures, wording))
    if "groups" in sections:
        report = replace(report, groups=groups_section(scores, figures, wording))
    if "sensitivity" in sections:
        report = replace(report, sensitivity=sensitivity_section(scores, figures, wording))
    if "next" in sections:
        report = replace(report, where_next=next_section(scores, figures, wording))
    return report


def sections_wanted(style: Style | None) -> frozenset[str]:
    """The ids of the sections that a house style asks for; all without one."""
    if style is None or not style.theme.sections:
        return frozenset(SECTIONS)
    return frozenset(entry.section for entry in style.theme.sections if entry.section is not None)
