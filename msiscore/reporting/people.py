"""Weights of the people who were asked: what each group weighs, how far groups are apart, and what all of them agree on."""

from __future__ import annotations

from collections.abc import Iterator

from msiscore.analysis.weights import NodeAgreement, WeightsAnalysis, analyse_weights
from msiscore.errors import NotPossible
from msiscore.reporting.figures import Figures
from msiscore.reporting.report_analysis import Analysis, AnalysisPart, AnalysisRow, AnalysisTable
from msiscore.reporting.report_basics import NOTHING, Figure, Term
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores

MOST_GROUPS = 12
"""With more, tables of groups are left out, and the command `weights` gives them."""

MOST_NAMED = 6


def groups_section(scores: Scores, figures: Figures, wording: Wording) -> Analysis | None:
    """The section; None for a set in which nobody was asked."""
    if not scores.assessment_set.respondents:
        return None
    try:
        found = analyse_weights(scores)
    except NotPossible as error:
        return Analysis(lead=(wording(str(error)),))
    writer = _Writer(scores, found, figures, wording)
    lead = wording(
        "{people} respondents in {groups} groups said what weighs how much. Every respondent counts once in a group; each "
        "group is one of the "
        "sets of weights of this report.",
        people=len(found.people),
        groups=len(found.groups),
    )
    if len(found.groups) > MOST_GROUPS:
        cut = wording(
            "With more than {most} groups their tables are left out here; the command weights gives them.", most=MOST_GROUPS
        )
        return Analysis(lead=(lead, cut), parts=tuple(writer.order()))
    top = found.nodes[0] if found.nodes and not found.nodes[0].node else None
    parts = (*(writer.shares(top) if top else ()), *(writer.distances(top) if top else ()), *writer.ranks(), *writer.order())
    return Analysis(lead=(lead,), parts=parts)


class _Writer:
    """Makes the parts of one report."""

    def __init__(self, scores: Scores, found: WeightsAnalysis, figures: Figures, wording: Wording) -> None:
        self.found, self.figures, self.say = found, figures, wording
        whole, language = scores.assessment_set, wording.language
        self.initiatives = {a.initiative.id: a.initiative.title.in_language(language) for a in whole.assessments}
        self.parts = {d.id: d.title.in_language(language) for d in whole.framework.walk()}
        self.parts |= {c.id: c.title.in_language(language) for c in whole.framework.criteria}
        self.groups = {group.id: group.title.in_language(language) for group in found.groups}

    def shares(self, node: NodeAgreement) -> Iterator[AnalysisPart]:
        """The shares of the top level, beside those of the framework."""
        rows = tuple(
            AnalysisRow(
                head=Term("", self.parts.get(part, part)),
                figures=(
                    self.figures.percent(node.own[part]),
                    *(self.figures.percent(node.shares[group][part]) for group in node.groups),
                    self._points(node.spread[part]),
                ),
            )
            for part in node.parts
        )
        table = AnalysisTable(
            caption=self.say(
                "Shares of the weight of the whole, and the points between the largest and the smallest of the groups"
            ),
            corner=self.say("Dimension"),
            columns=(self.say("Framework"), *(self.groups[group] for group in node.groups), self.say("Apart by")),
            rows=rows,
        )
        text = [
            self.say(says, parts=", ".join(self.parts.get(part, part) for part in parts))
            for says, parts in (
                ("All groups give more than their median weight to: {parts}.", node.upper),
                ("All groups give less than their median weight to: {parts}.", node.lower),
            )
            if parts
        ]
        yield AnalysisPart(id="shares", title=self.say("What does each group weigh?"), text=tuple(text), table=table)

    def distances(self, node: NodeAgreement) -> Iterator[AnalysisPart]:
        """How far each two groups are apart."""
        if len(node.groups) < 2:
            return
        apart = dict(node.distances) | {(other, one): value for (one, other), value in node.distances.items()}
        rows = tuple(
            AnalysisRow(
                head=Term("", f"{number}. {self.groups[one]}"),
                figures=tuple(NOTHING if one == other else self.figures.percent(apart[one, other]) for other in node.groups),
            )
            for number, one in enumerate(node.groups, start=1)
        )
        table = AnalysisTable(
            caption=self.say(
                "Share of the weight that one group would have to move to agree with the other; columns are numbered as rows"
            ),
            corner=self.say("Group"),
            columns=tuple(str(number) for number in range(1, len(node.groups) + 1)),
            rows=rows,
        )
        (one, other), most = max(node.distances.items(), key=lambda entry: entry[1])
        text = self.say(
            "Furthest apart are {one} and {other}: one of them would have to move {share} of its weight to agree with the other.",
            one=self.groups[one],
            other=self.groups[other],
            share=self.figures.percent(most).text,
        )
        yield AnalysisPart(id="distances", title=self.say("How far are the groups apart?"), text=(text,), table=table)

    def ranks(self) -> Iterator[AnalysisPart]:
        """The ranks under the framework's weights, each group's, and those made from the data."""
        rankings = self.found.rankings
        if not rankings:
            return
        titles = {"entropy": "Entropy", "critic": "CRITIC", "pca": "PCA"}
        heads = [
            self.say("Framework") if one.kind == "framework" else self.groups.get(one.id, titles.get(one.id, one.id))
            for one in rankings
        ]
        order = sorted(
            self.initiatives, key=lambda id_: (rankings[0].ranks[id_] or len(self.initiatives) + 1, self.initiatives[id_])
        )
        rows = tuple(
            AnalysisRow(head=Term(id_, self.initiatives[id_]), figures=tuple(self._rank(one.ranks[id_]) for one in rankings))
            for id_ in order
        )
        table = AnalysisTable(
            caption=self.say(
                "Ranks by the weights of the framework and of each group; entropy, CRITIC and PCA derive weights from the scores and "
                "are there to compare with only"
            ),
            corner=self.say("Initiative"),
            columns=tuple(heads),
            rows=rows,
        )
        yield AnalysisPart(id="ranks", title=self.say("Who ranks where by the weights of each group?"), table=table)

    def order(self) -> Iterator[AnalysisPart]:
        """What all groups agree on."""
        order = self.found.order
        if order is None:
            return
        pairs = len(order.agreed) + len(order.level) + len(order.disputed)
        text = [
            self.say(
                "Pairs of initiatives with a score that stand in the same order by the weights of every group: {count} of {all}.",
                all=pairs,
                count=len(order.agreed),
            )
        ]
        for says, found in (("Disputed: {pairs}.", order.disputed),):
            if found:
                told = "; ".join(f"{self.initiatives[a]} – {self.initiatives[b]}" for a, b in found[:MOST_NAMED])
                more = len(found) - MOST_NAMED
                told = self.say("{names} and {count} more", names=told, count=more) if more > 0 else told
                text.append(self.say(says, pairs=told))
        yield AnalysisPart(id="order", title=self.say("What do all groups agree on?"), text=tuple(text))

    def _rank(self, rank: int | None) -> Figure:
        return NOTHING if rank is None else Figure(float(rank), str(rank))

    def _points(self, share: float) -> Figure:
        return Figure(100 * share, self.say.number(100 * share, 0))
