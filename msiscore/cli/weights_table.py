"""The result of `weights` as text for a terminal: tables of shares, then a sentence for each thing that they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from string import ascii_uppercase
from typing import TYPE_CHECKING

from msiscore.cli.table import Heading, layout
from msiscore.cli.terminal import counted, paragraph
from msiscore.cli.weights_words import about_answers, about_data, consistency_words
from msiscore.errors import shorten
from msiscore.rounding import rounded, rounded_percent

if TYPE_CHECKING:
    from msiscore.analysis.weights import NodeAgreement, OrderAgreement, WeightsAnalysis

MOST_COLUMNS = 9
"""Columns of numbers beside each other in 80 characters."""

MOST_TOLD = 12
"""Pairs in one sentence."""

DATA_TITLES = {"entropy": "Entropy", "critic": "CRITIC", "pca": "PCA"}


@dataclass(frozen=True, slots=True)
class _Names:
    """What things are called: parts and initiatives by their titles, groups by letters, respondents by numbers."""

    titles: Mapping[str, str]
    letters: Mapping[str, str]
    numbers: Mapping[str, str]

    @classmethod
    def of(cls, found: WeightsAnalysis) -> _Names:
        assessment_set = found.scores.assessment_set
        language, framework = assessment_set.about.language, assessment_set.framework
        titles = {one.id: one.title.in_language(language) for one in framework.walk()}
        titles |= {one.id: f"{one.id} {one.title.in_language(language)}" for one in framework.criteria}
        titles |= {one.initiative.id: one.initiative.title.in_language(language) for one in assessment_set.assessments}
        letters = [a + b for a in ("", *ascii_uppercase) for b in ascii_uppercase]
        return cls(
            titles,
            {group.id: letters[k] if k < len(letters) else group.id for k, group in enumerate(found.groups)},
            {one.respondent.id: str(k) for k, one in enumerate(found.people, start=1)},
        )

    def listed(self, ids: Sequence[str]) -> str:
        return ", ".join(shorten(self.titles.get(id_, id_), 60) for id_ in ids)


def weights_lines(found: WeightsAnalysis) -> list[str]:
    """Who was asked, the shares of each node by group and respondent, how far groups are apart, and who ranks where."""
    names = _Names.of(found)
    lines = [*_head(found, names), "", *_respondents(found, names)]
    for node in found.nodes:
        lines += ["", *_node(found, node, names)]
    lines += [*_answers(found, names), *_rankings(found, names)]
    if found.order is not None:
        lines += _order(found.order, names)
    lines += ["", *_data(found, names)]
    return [line for text in lines for line in text.split("\n")]


def _head(found: WeightsAnalysis, names: _Names) -> Iterator[str]:
    about = found.scores.assessment_set.about
    yield paragraph(about.title.in_language(about.language))
    if about.fictional:
        yield "FICTIONAL: the initiatives and the respondents in this set are invented."
    yield paragraph(f"{counted(len(found.people), 'respondent')} in {counted(len(found.groups), 'group')}:")
    for group in found.groups:
        title = group.title.in_language(about.language)
        who = ", ".join(names.numbers[one] for one in group.respondents)
        yield paragraph(f"{names.letters[group.id]}  {shorten(title)} (--weights {group.id}): {who}", indent="  ", hang="   ")


def _respondents(found: WeightsAnalysis, names: _Names) -> list[str]:
    language = found.scores.assessment_set.about.language
    headings = (
        Heading("", right=True),
        Heading("Respondent", flexible=True),
        Heading("Level"),
        Heading("Method"),
        Heading("Consistency"),
        Heading("From group", right=True),
    )
    several = {(group.id, one.node) for group in found.groups for one in group.nodes.values() if len(one.respondents) > 1}
    rows = []
    for one in found.people:
        who = one.respondent
        for place, (node, elicited) in enumerate(one.nodes.items()):
            first = place == 0
            rows.append(
                [
                    names.numbers[who.id] if first else "",
                    shorten(who.title.in_language(language)) if first else "",
                    node or "top",
                    elicited.method,
                    consistency_words(elicited),
                    f"{rounded_percent(found.distance_to_group[who.id, node])}%" if (who.group.id, node) in several else "",
                ]
            )
    return list(chain.from_iterable(layout(headings, rows)))


def _node(found: WeightsAnalysis, node: NodeAgreement, names: _Names) -> Iterator[str]:
    where = f"in {names.titles[node.node]}" if node.node else "of the top level"
    yield paragraph(f"Shares of the weight {where}, in % (Own: the framework's; letters: groups; numbers: respondents)")
    columns: dict[str, Mapping[str, float]] = {"Own": node.own}
    columns |= {names.letters[group]: node.shares[group] for group in node.groups}
    if len(node.groups) > 1:
        columns["Spread"] = node.spread
    columns |= {names.numbers[one.respondent.id]: one.nodes[node.node].shares for one in found.people if node.node in one.nodes}
    yield from _shares(node.parts, columns, names)
    if len(node.groups) < 2:
        yield paragraph("Only one group judged this level, so there is nothing to compare.")
        return
    pairs = [
        f"{names.letters[one]} and {names.letters[other]} {rounded_percent(value)}%"
        for (one, other), value in sorted(node.distances.items(), key=lambda entry: -entry[1])
    ]
    yield paragraph(f"Groups are apart by (share of the weight that one would have to move): {_first(pairs)}.")
    for half, parts in (("more", node.upper), ("less", node.lower)):
        if parts:
            yield paragraph(f"All groups give {half} than their median weight to: {names.listed(parts)}.")
    if not node.upper and not node.lower:
        yield paragraph("No part is in the same half for all groups.")


def _shares(parts: Sequence[str], columns: Mapping[str, Mapping[str, float]], names: _Names) -> Iterator[str]:
    """The table, in several pieces where there are many columns."""
    keys = list(columns)
    for start in range(0, len(keys), MOST_COLUMNS):
        piece = keys[start : start + MOST_COLUMNS]
        headings = (Heading("Part", flexible=True), *(Heading(key, right=True) for key in piece))
        rows = [
            [shorten(names.titles.get(part, part)), *(str(rounded_percent(columns[key][part])) for key in piece)]
            for part in parts
        ]
        yield from chain.from_iterable(layout(headings, rows))


def _answers(found: WeightsAnalysis, names: _Names) -> Iterator[str]:
    told = [
        paragraph(f"{names.numbers[one.respondent.id]}{f', {node}' if node else ''}: {text}", indent="  ", hang="  ")
        for one in found.people
        for node, elicited in one.nodes.items()
        for text in about_answers(elicited)
    ]
    if told:
        yield from ("", "What to know about the answers")
        yield from told


def _rankings(found: WeightsAnalysis, names: _Names) -> Iterator[str]:
    if not found.rankings:
        yield from ("", paragraph("The framework has no total, so no ranking follows from the weights."))
        return
    yield from ("", "Ranks by these weights (- no score)")
    keys = [_key(one.kind, one.id, names) for one in found.rankings]
    for start in range(0, len(keys), MOST_COLUMNS):
        piece = range(start, min(start + MOST_COLUMNS, len(keys)))
        headings = (Heading("Initiative", flexible=True), *(Heading(keys[k], right=True) for k in piece))
        rows = [
            [shorten(names.titles[name]), *(_rank(found.rankings[k].ranks[name]) for k in piece)]
            for name in found.rankings[0].ranks
        ]
        yield from chain.from_iterable(layout(headings, rows))
    alike = [
        f"{keys[i]} and {keys[j]} {rounded(value, 2)}"
        for (i, j), value in found.rank_agreement.items()
        if value is not None and found.rankings[i].kind != "data-driven" and found.rankings[j].kind != "data-driven"
    ]
    if alike:
        yield paragraph(f"How alike the orders are (Kendall's tau-b, 1 the same, -1 the opposite): {_first(alike)}.")


def _key(kind: str, id_: str, names: _Names) -> str:
    return "Own" if kind == "framework" else names.letters[id_] if kind == "group" else DATA_TITLES[id_]


def _rank(rank: int | None) -> str:
    return "-" if rank is None else str(rank)


def _order(order: OrderAgreement, names: _Names) -> Iterator[str]:
    many = len(order.agreed) + len(order.level) + len(order.disputed)
    if order.left_out:
        yield paragraph(f"Without a score by the weights of some group, and so not compared: {names.listed(order.left_out)}.")
    if not many:
        return
    yield paragraph(f"Of {counted(many, 'pair')} of initiatives, all groups' weights put {len(order.agreed)} in the same order.")
    if order.level:
        yield paragraph(f"{counted(len(order.level), 'pair')} {'is' if len(order.level) == 1 else 'are'} level by all of them.")
    if order.disputed:
        told = [" and ".join(map(names.listed, ([one], [other]))) for one, other in order.disputed]
        yield paragraph(f"The order depends on whose weights are taken for: {_first(told, '; ')}.")


def _first(told: Sequence[str], comma: str = ", ") -> str:
    """The first few, and how many more there are."""
    more = [f"and {len(told) - MOST_TOLD} more (--json has all)"] if len(told) > MOST_TOLD else []
    return comma.join([*told[:MOST_TOLD], *more])


def _data(found: WeightsAnalysis, names: _Names) -> Iterator[str]:
    yield paragraph(
        "Weights made from the scores themselves, in % of the top level. They say how these initiatives happen to differ, not what "
        "matters; they are here to compare with only."
    )
    columns = {DATA_TITLES[one.method]: one.shares for one in found.data_driven if one.shares is not None}
    if columns:
        parts = list(next(iter(columns.values())))
        yield from _shares(parts, columns, names)
    said: dict[str, list[str]] = {}
    for one in found.data_driven:
        for text in about_data(one, names.listed):
            said.setdefault(text, []).append(DATA_TITLES[one.method])
    for text, methods in said.items():
        yield paragraph(f"{', '.join(methods)}: {text}", hang="  ")
