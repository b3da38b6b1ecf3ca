"""The results of `rules` as text for a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from msiscore.cli.table import Heading, layout
from msiscore.cli.terminal import counted, paragraph
from msiscore.rounding import rounded

if TYPE_CHECKING:
    from msiscore.analysis.rule_comparison import RuleComparison

_AGREEMENT = (
    Heading("Rule", flexible=True),
    Heading("Kendall", right=True),
    Heading("Spearman", right=True),
    Heading("Pairs turned", right=True),
)


def rules_lines(found: RuleComparison) -> list[str]:
    """Ranks, values, agreement, and what each rule does."""
    about = found.scores.assessment_set.about
    lines = [paragraph(about.title.in_language(about.language))]
    if about.fictional:
        lines.append("FICTIONAL: the initiatives in this set are invented.")
    lines += ["", "Ranks", *_ranks(found), "", "Values", *_values(found), "", *_agreement(found), "", *_legend(found)]
    return [line for text in lines for line in text.split("\n")]


def rules_data(found: RuleComparison) -> dict[str, Any]:
    """Everything as plain data, numbers unrounded; null where an agreement is not defined."""
    scores = found.scores
    framework = scores.assessment_set.framework
    return {
        "assessment-set": scores.assessment_set.about.id,
        "framework": {"id": framework.id, "version": framework.version},
        "weight-set": scores.weight_set,
        "column": found.column,
        "left-out": list(found.left_out),
        "pairs": found.pairs,
        "own": _numbers(found, found.own.tolist(), found.own_ranks.tolist()),
        "rules": [
            {
                "rule": result.rule.name,
                "what": result.rule.what,
                "unit": result.rule.unit,
                "without-a-value": result.rule.gaps,
                "source": result.rule.source,
                "kendall-tau-b": result.tau,
                "spearman-rho": result.rho,
                "pairs-turned": result.turned,
                "initiatives": _numbers(found, result.values.tolist(), result.ranks.tolist()),
            }
            for result in found.results
        ],
    }


def rules_csv(found: RuleComparison) -> str:
    """One line an initiative: value and rank by each rule, unrounded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    frame = found.to_frame()
    writer.writerow(["initiative", *frame.columns])
    for name, row in zip(found.initiatives, frame.itertuples(index=False), strict=True):
        writer.writerow([name, *row])
    return out.getvalue()


def _numbers(found: RuleComparison, values: list[float], ranks: list[int]) -> list[dict[str, Any]]:
    return [
        {"initiative": name, "value": value, "rank": rank}
        for name, value, rank in zip(found.initiatives, values, ranks, strict=True)
    ]


def _headings(found: RuleComparison) -> list[Heading]:
    names = ["Own", *(result.rule.short for result in found.results)]
    return [Heading("Initiative", flexible=True), *(Heading(name, right=True) for name in names)]


def _ranks(found: RuleComparison) -> Iterator[str]:
    columns = [found.own_ranks, *(result.ranks for result in found.results)]
    rows = [[title, *(str(column[i]) for column in columns)] for i, title in enumerate(_titles(found))]
    return chain.from_iterable(layout(_headings(found), rows))


def _values(found: RuleComparison) -> Iterator[str]:
    decimals = found.scores.assessment_set.framework.decimals
    columns = [found.own, *(result.values for result in found.results)]
    rows = [[title, *(str(rounded(float(column[i]), decimals)) for column in columns)] for i, title in enumerate(_titles(found))]
    return chain.from_iterable(layout(_headings(found), rows))


def _agreement(found: RuleComparison) -> Iterator[str]:
    if len(found.initiatives) < 2:
        yield paragraph("There is only one initiative with a score, so there is no order to compare.")
        return
    rows = [
        [
            result.rule.title,
            "-" if result.tau is None else str(rounded(result.tau, 2)),
            "-" if result.rho is None else str(rounded(result.rho, 2)),
            f"{result.turned} of {found.pairs}",
        ]
        for result in found.results
    ]
    yield "Agreement with the framework's own rule (1: the same order, -1: the opposite)"
    yield from chain.from_iterable(layout(_AGREEMENT, rows))


def _legend(found: RuleComparison) -> Iterator[str]:
    yield paragraph("Own: the framework's own rule, before minimum standards.")
    for result in found.results:
        rule = result.rule
        yield paragraph(f"{rule.title}: {rule.what} ({rule.unit}). Without a value: {rule.gaps}.", hang="  ")
    yield paragraph(
        "Level initiatives share a rank. A pair that is level under one of the two rules is not turned; `-` where a rule puts all level."
    )
    if found.left_out:
        titles = {row.initiative: row.title for row in found.scores.headline(found.column)}
        names = ", ".join(titles[name] for name in found.left_out)
        yield paragraph(
            f"Left out, since {counted(len(found.left_out), 'initiative has', 'initiatives have')} no score: {names}."
        )


def _titles(found: RuleComparison) -> list[str]:
    titles = {row.initiative: row.title for row in found.scores.headline(found.column)}
    return [titles[name] for name in found.initiatives]
