"""Scores to the report object: the one place where what readers see is chosen, worded and rounded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from msiscore.assessment import AssessmentSet
from msiscore.model import Text
from msiscore.reporting import annex
from msiscore.reporting.analyses import analysed, sections_wanted
from msiscore.reporting.aspects import paper_and_practice
from msiscore.reporting.calculate import calculation
from msiscore.reporting.explore import exploration
from msiscore.reporting.figures import Figures
from msiscore.reporting.findings import findings
from msiscore.reporting.markdown import Block
from msiscore.reporting.order_findings import order_findings
from msiscore.reporting.profiles import profiles
from msiscore.reporting.reach import reach
from msiscore.reporting.report import Notice, Report, Section, Term
from msiscore.reporting.sections import sections_of
from msiscore.reporting.sources import Audience, Register
from msiscore.reporting.spread import by_criterion
from msiscore.reporting.statements import does_not_show, shows
from msiscore.reporting.style import Style
from msiscore.reporting.support import unsupported
from msiscore.reporting.tables import heat_map, score_tables, standard_table, views
from msiscore.reporting.timeline import timeline
from msiscore.reporting.weight_sets import by_weight_set, headlines_by_weights
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores


def build_report(
    scores: Scores,
    *,
    language: str | None = None,
    command: str = "",
    audience: Audience = "public",
    style: Style | None = None,
    made_on: str = "",
    analysis: bool = True,
) -> Report:
    """The report on `scores` in `language` (the set's own by default), with the evidence that `audience` may see.

    `command` is printed as the way to make the same report again; `style` is the house style; `made_on`, YYYY-MM-DD, is the
    date that the files bear, that of the ratings by default; without `analysis` there are no sections on robustness, sensitivity, weights
    of people and where to look next, and findings on the order say what the scores as stated say. Text that lacks a translation is shown
    in the language it has.
    """
    assessment_set = scores.assessment_set
    about, framework = assessment_set.about, assessment_set.framework
    wording = Wording(language or about.language)
    figures = Figures(wording, framework)
    register = Register(assessment_set, audience)
    tables = score_tables(scores, figures, wording)
    headlines = headlines_by_weights(scores)
    profiled = profiles(scores, tables, register, figures, wording)
    date = wording.date(about.as_of)
    title = framework.title.in_language(wording.language)
    subtitle = wording("{framework}, version {version}. As of {date}.", framework=title, version=framework.version, date=date)
    notices, calculated = _notices(assessment_set, audience, wording), calculation(scores, tables, wording)
    report = Report(
        id=about.id,
        language=wording.language,
        labels=wording.labels(),
        title=about.title.in_language(wording.language),
        subtitle=subtitle,
        summary=about.summary.in_language(wording.language) if about.summary else "",
        date=date,
        iso_date=about.as_of.last_day.isoformat(),
        made_on=made_on or about.as_of.last_day.isoformat(),
        authors=about.authors,
        licence=about.licence or "",
        notices=notices,
        framework_title=title,
        framework_summary=framework.summary.in_language(wording.language) if framework.summary else "",
        method=annex.method(scores, figures, wording),
        states=annex.states(framework, wording),
        bands=annex.bands(framework, wording),
        has_total=framework.total == "scored",
        tables=tables,
        letters=figures.letters(),
        heat_map=heat_map(scores, figures, wording),
        views=views(scores, figures, wording),
        standards=standard_table(scores, wording),
        profiles=profiled,
        annex=annex.dimensions(scores, figures, wording),
        weight_sets=annex.weight_sets(scores, figures, wording),
        sources=register.entries(wording),
        changes=tuple(Term(wording.date(change.date), change.text.in_language(wording.language)) for change in about.change_log),
        provenance=annex.provenance(scores, command, audience, wording),
        findings=(*findings(scores, figures, wording), *order_findings(scores, headlines, figures, wording)),
        shows=shows(scores, wording),
        does_not_show=does_not_show(scores, wording),
        reach=reach(scores, profiled, wording),
        timeline=timeline(scores, wording),
        aspects=paper_and_practice(scores, tables, figures, wording),
        by_weight_set=by_weight_set(scores, headlines, figures, wording),
        by_criterion=by_criterion(scores, profiled, figures, wording),
        calculation=calculated,
        exploration=exploration(scores, calculated, notices, subtitle, wording),
    )
    if analysis:
        report = analysed(report, scores, sections_wanted(style), figures, wording)
    return styled(report, style) if style is not None else replace(report, sections=sections_of(report))


def styled(report: Report, style: Style) -> Report:
    """`report` with the words, the look and the order of sections of a house style."""
    theme, language = style.theme, report.language

    def own(text: Text | None, usual: str) -> str:
        return text.in_language(language) if text is not None else usual

    order: list[str | Section] = []
    for entry in theme.sections:
        if entry.section is not None:
            order.append(entry.section)
        if entry.passage is not None:
            blocks = _in_language(style.passages[entry.passage.id], language)
            order.append(
                Section(id=f"passage-{entry.passage.id}", title=entry.passage.title.in_language(language), blocks=blocks)
            )
    look = style.look
    if look.logo is not None:
        look = replace(look, logo=replace(look.logo, alt=own(style.logo_text, "")))
    files = tuple(Term(f"{file.path.parent.name}/{file.path.name}", file.sha256) for file in style.files)
    report = replace(
        report,
        title=own(theme.title, report.title),
        subtitle=own(theme.subtitle, report.subtitle),
        authors=theme.authors or report.authors,
        licence=theme.licence or report.licence,
        look=look,
        provenance=replace(report.provenance, files=(*report.provenance.files, *files)),
    )
    return replace(report, sections=sections_of(report, order) if order else sections_of(report))


def _in_language(texts: Mapping[str, tuple[Block, ...]], language: str) -> tuple[Block, ...]:
    """The blocks in `language`; failing that in the undeclared one, or in the first that was written: as other texts."""
    return texts.get(language) or texts.get("") or next(iter(texts.values()), ())


def _notices(assessment_set: AssessmentSet, audience: Audience, wording: Wording) -> tuple[Notice, ...]:
    """What must be said before the numbers, the gravest first."""
    about, framework = assessment_set.about, assessment_set.framework
    notices = []
    if audience == "parties":
        text = wording(
            "For the parties to this evaluation only, as it shows evidence that is not public. Do not publish it or pass it on."
        )
        notices.append(Notice("edition", wording("Restricted edition"), text))
    if about.fictional or any(a.initiative.fictional for a in assessment_set.assessments):
        text = wording("The initiatives in this report are invented. Nothing in it is about a real organisation.")
        notices.append(Notice("fictional", wording("Fictional"), text))
    reasons, evidence = unsupported(assessment_set)
    if reasons or evidence:
        text = wording(
            "Not ready to be published. Ratings without a reason: {reasons}; without evidence: {evidence}.",
            reasons=reasons,
            evidence=evidence,
        )
        notices.append(Notice("draft", wording("Draft"), text))
    stated = [notice for notice in (about.notice, framework.notice) if notice is not None]
    notices += [Notice("notice", wording("Please note"), notice.in_language(wording.language)) for notice in stated]
    return tuple(notices)
