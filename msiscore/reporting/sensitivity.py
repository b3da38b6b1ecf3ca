"""What the scores are sensitive to: the section on one change at a time, shares of the uncertainty, and weights in effect."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from msiscore.analysis.one_at_a_time import OneAtATime, Swing, one_at_a_time
from msiscore.analysis.relations import CONTRADICTING, LEAST_PAIRS, REDUNDANT, Relations, relations
from msiscore.analysis.variance_shares import NOISE, VarianceShares, variance_shares
from msiscore.errors import NotPossible
from msiscore.framework import State
from msiscore.reporting.figures import Figures
from msiscore.reporting.phrases import STATE_NAMES
from msiscore.reporting.report_analysis import Analysis, AnalysisPart, AnalysisRow, AnalysisTable
from msiscore.reporting.report_basics import NOTHING, Figure, Term
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores

MOST_CHANGED = 40
"""With more initiatives each change takes long, and the command `sensitivity` gives it."""

MOST_CHANGES = 12
"""So many changes are shown, those first that move scores most."""

MOST_TOLD = 4
"""Of so many of them it is told whom they give a score or take it from."""

SEED = 1
MOST_WORK = 10_000_000
"""Draws for the shares of the uncertainty are doubled as the command does, until a round would score more ratings than this: what is still
unsure then is not shown, so that a report of twelve initiatives takes no second longer. An own proposal."""

WHAT = {
    "left-out": "{what} left out",
    "weight": "Weight of {what} × 0.5 to × 1.5",
    "no-weight": "Weight of {what} to 0",
    "state": "What “{what}” counts as",
}
GROUPS = {"weights": "Weights", "ratings": "Ratings", "open-answers": "Open answers"}


def sensitivity_section(scores: Scores, figures: Figures, wording: Wording) -> Analysis:
    """The section; where nobody has a score, the reason alone."""
    status = scores.columns[0].status
    if scores.assessment_set.framework.total == "none":
        return Analysis(lead=(wording("The framework gives no overall score that a change could move."),))
    if "scored" not in status:
        return Analysis(lead=(wording("No initiative has a score that a change could move."),))
    writer = _Writer(scores, figures, wording)
    many = len(scores.matrix.initiatives) > MOST_CHANGED
    if many:
        lead = wording(
            "With more than {most} initiatives, changes one at a time and shares of the uncertainty are left out here; the command "
            "sensitivity gives them.",
            most=MOST_CHANGED,
        )
    else:
        lead = wording(
            "The scores were computed again with one change at a time: each criterion left out, each weight smaller and larger, each state "
            "counted in another way."
        )
    try:
        made = () if many else (*writer.changes(one_at_a_time(scores)), *writer.shares())
    except NotPossible as error:
        return Analysis(lead=(wording(str(error)),))
    return Analysis(lead=(lead,), parts=(*made, *writer.related(relations(scores))))


class _Writer:
    """Makes the parts of one report."""

    def __init__(self, scores: Scores, figures: Figures, wording: Wording) -> None:
        self.scores, self.figures, self.say = scores, figures, wording
        whole, language = scores.assessment_set, wording.language
        self.titles = {a.initiative.id: a.initiative.title.in_language(language) for a in whole.assessments}
        self.names = {d.id: d.title.in_language(language) for d in whole.framework.walk()}
        self.names |= {c.id: f"{c.id} {c.title.in_language(language)}" for c in whole.framework.criteria}

    def changes(self, found: OneAtATime) -> Iterator[AnalysisPart]:
        """The tornado."""
        moving = [swing for swing in found.swings if swing.reach.max(initial=0.0) > 0.005 or swing.lost or swing.gained]
        title = self.say("Which single change moves the scores most?")
        if not moving:
            yield AnalysisPart(id="changes", title=title, text=(self.say("No single change moves any score."),))
            return
        top = moving[0]
        text = [
            self.say.plural(
                "{what} moves the score most: {mean} points.",
                "{what} moves the scores most: {mean} points on average, and {ranks} of {count} ranks.",
                len(found.initiatives),
                what=self._what(top),
                mean=self._points(float(top.reach.mean())).text,
                ranks=top.moved,
            )
        ]
        for swing in moving[:MOST_TOLD]:
            for names, says in (
                (swing.lost, "{what} takes the score from {names}."),
                (swing.gained, "{what} gives a score to {names}."),
            ):
                if names:
                    listed = ", ".join(self.titles[name] for name in names)
                    text.append(self.say(says, what=self._what(swing), names=listed))
        titles = ("On average", "Down", "Up", "Ranks moved")
        table = AnalysisTable(
            caption=self.say(
                "Points of score: the average change over the initiatives, and the most that any of them falls and rises; and how many "
                "initiatives change rank."
            )
            + " "
            + self.say.plural(
                "The only change of {all} that moves a score.",
                "The {count} changes of {all} that move scores most.",
                len(moving[:MOST_CHANGES]),
                all=len(found.swings),
            ),
            corner=self.say("Change"),
            columns=tuple(self.say(one) for one in titles),
            rows=tuple(self._change(swing) for swing in moving[:MOST_CHANGES]),
        )
        yield AnalysisPart(id="changes", title=title, text=tuple(text), table=table)

    def _change(self, swing: Swing) -> AnalysisRow:
        points = (float(swing.reach.mean()), float(swing.low.min()), float(swing.high.max()))
        moved = Figure(float(swing.moved), str(swing.moved))
        return AnalysisRow(head=Term("", self._what(swing)), figures=(*(self._points(number) for number in points), moved))

    def _what(self, swing: Swing) -> str:
        name = self.names.get(swing.id, swing.id) if swing.kind != "state" else self.say(STATE_NAMES[State(swing.id)])
        return self.say(WHAT[swing.kind], what=name)

    def _points(self, number: float) -> Figure:
        near = 0.0 if abs(number) < 0.05 else number
        return Figure(near, self.say.number(near, 1))

    def shares(self) -> Iterator[AnalysisPart]:
        """Where the uncertainty of the scores comes from; only what is no noise."""
        title = self.say("Where does the uncertainty of the scores come from?")
        try:
            found = variance_shares(self.scores, seed=SEED, most_work=MOST_WORK)
        except NotPossible:
            return
        shown = found.shown(found.score)
        if len(found.groups) < 2 or not shown.any():
            text = self.say(
                "The shares that were drawn are too unsure to be shown; the command {command} takes more draws.",
                command=f"msiscore sensitivity {self.scores.assessment_set.about.id}",
            )
            if len(found.groups) == 1:
                text = self.say(
                    "All of it comes from one source, as nothing else varies: {source}.", source=self._group(found, 0)
                )
            yield AnalysisPart(id="shares", title=title, text=(text,))
            return
        rows = tuple(
            AnalysisRow(
                head=Term(id_, self.titles[id_]),
                figures=tuple(
                    self._index(float(order[g, k]), bool(shown[g, k]))
                    for g in range(len(found.groups))
                    for order in (found.score.first, found.score.total)
                ),
            )
            for k, id_ in enumerate(found.initiatives)
        )
        table = AnalysisTable(
            caption=self.say(
                "Share of the variance of the score. Alone: what the source explains by itself (first-order Sobol index). In all: with "
                "what it shares with others, which counts for each of them, so that these may sum to more than 100% (total order). "
                "{draws} draws, seed {seed}; a dash where the 95% limit is wider than {noise} points either way",
                draws=self.say.quantity(found.draws),
                seed=found.seed,
                noise=self.say.number(100 * NOISE, 0),
            ),
            corner=self.say("Initiative"),
            columns=tuple(
                self.say(says, source=self._group(found, g))
                for g in range(len(found.groups))
                for says in ("{source}, alone", "{source}, in all")
            ),
            rows=rows,
        )
        yield AnalysisPart(id="shares", title=title, text=(*self._largest(found), *self._sureness(found)), table=table)

    def _index(self, index: float, shown: bool) -> Figure:
        if np.isnan(index):
            return Figure(None, self.say("fixed"))
        return self.figures.percent(min(1.0, max(0.0, index))) if shown else NOTHING

    def _sureness(self, found: VarianceShares) -> Iterator[str]:
        """How far what is shown may be off, and how to get what is not."""
        shown, fixed = found.shown(found.score), np.isnan(found.score.total)
        widest = max(float(limits[shown].max()) for limits in (found.score.first_limit, found.score.total_limit))
        yield self.say(
            "What is shown may be off by up to {points} points either way (95%).",
            points=self.say.number(float(np.ceil(1000 * widest - 1e-9)) / 10, 1),
        )
        if not (shown | fixed).all():
            yield self.say(
                "Where a dash stands, {draws} draws leave the share too unsure; the command {command} takes more.",
                draws=self.say.quantity(found.draws),
                command=f"msiscore sensitivity {self.scores.assessment_set.about.id}",
            )
        if fixed.any():
            yield self.say("Fixed: nothing that was varied moves the score.")

    def _largest(self, found: VarianceShares) -> tuple[str, ...]:
        """For how many each source is the largest, of those for whom all are shown."""
        sure = np.flatnonzero(found.shown(found.score).all(axis=0))
        if not len(sure):
            return ()
        first = np.argmax(found.score.total[:, sure], axis=0)
        counts = [(int((first == g).sum()), g) for g in range(len(found.groups))]
        count, group = max(counts, key=lambda one: (one[0], -one[1]))
        return (
            self.say.plural(
                "The largest source is {source}, for the only initiative for which all shares are sure enough.",
                "The largest source is {source} for {largest} of the {count} for which all shares are sure enough.",
                len(sure),
                source=self._group(found, group),
                largest=count,
            ),
        )

    def _group(self, found: VarianceShares, group: int) -> str:
        return self.say(GROUPS.get(found.groups[group], found.groups[group]))

    def related(self, found: Relations) -> Iterator[AnalysisPart]:
        """Weights as stated and in effect; criteria that go together or against each other."""
        title = self.say("Do the weights do what they say?")
        if all(one.effect is None for one in found.dimensions):
            reason = self.say(
                "Not shown: that takes {least} initiatives or more with a score and with differences between them.",
                least=LEAST_PAIRS,
            )
            yield AnalysisPart(id="weights", title=title, text=(reason,))
        else:
            titles = ("Stated", "In effect", "Goes with the score", "Least without any one", "Most without any one")
            table = AnalysisTable(
                caption=self.say(
                    "Goes with the score: the squared correlation of the dimension with the score. In effect: that, as a "
                    "share of the sum over "
                    "the dimensions. It describes this set, and no other."
                ),
                corner=self.say("Dimension"),
                columns=tuple(self.say(one) for one in titles),
                rows=tuple(
                    AnalysisRow(
                        head=Term("", self.names.get(one.id, one.id)),
                        figures=tuple(
                            self.figures.percent(share) for share in (one.stated, one.effective, one.effect, one.low, one.high)
                        ),
                    )
                    for one in found.dimensions
                ),
            )
            yield AnalysisPart(id="weights", title=title, table=table)
        yield AnalysisPart(
            id="related", title=self.say("Do criteria say the same, or the opposite?"), text=tuple(self._pairs(found))
        )

    def _pairs(self, found: Relations) -> Iterator[str]:
        if found.reason:
            yield self.say("Not told: too few initiatives have ratings that differ ({least} are needed).", least=LEAST_PAIRS)
            return
        for pairs, says in (
            (found.redundant, "{one} and {other} go together so closely that one of them may do (r {r}, {count} initiatives)."),
            (found.contradicting, "{one} and {other} go against each other (r {r}, {count} initiatives)."),
        ):
            for pair in pairs:
                one, other = (self.names.get(id_.partition("/")[0], id_) for id_ in (pair.one, pair.other))
                yield self.say(says, one=one, other=other, r=self.say.number(pair.r, 2), count=pair.pairs)
        if not found.redundant and not found.contradicting:
            yield self.say.plural(
                "The one pair of criteria with enough ratings does not go together or against each other so closely that it is named (r of "
                "at least {high} or at most {low}, and significant at 5%).",
                "Of {count} pairs of criteria with enough ratings, none goes together or against each other so closely that it is named (r "
                "of at least {high} or at most {low}, and significant at 5% after correction for the number of pairs).",
                found.compared,
                high=self.say.number(REDUNDANT, 1),
                low=self.say.number(CONTRADICTING, 1),
            )
