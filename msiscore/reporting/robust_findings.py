"""Key findings on the order, by what many draws of weights, ratings and open answers leave of it; each carries its support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from msiscore.analysis.claims import groups, told_apart
from msiscore.analysis.monte_carlo import CONFIDENCE, decide
from msiscore.analysis.uncertainty import Robustness
from msiscore.reporting.figures import Figures
from msiscore.reporting.report import Finding, Term
from msiscore.reporting.robustness import left_open
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores

FIRST = ("first", "first-by-weights")
"""The kinds of finding that say that one stands above all others."""

MOST_NAMED = 12


def robust_findings(
    scores: Scores, plain: Sequence[Finding], found: Robustness, figures: Figures, wording: Wording
) -> tuple[Finding, ...]:
    """`plain` without the first places that do not hold in 95% of the draws, followed by what holds of the order and what does not."""
    kept = [finding for finding in plain if finding.kind not in FIRST or _holds(finding, found)]
    return (*kept, *_Writer(scores, found, figures, wording).all())


def _holds(finding: Finding, found: Robustness) -> bool:
    """Whether the initiative that the finding names first ranks above each other in enough draws."""
    name = finding.support[0].name
    if name not in found.initiatives:
        return False
    return bool(np.delete(told_apart(found)[found.index(name)], found.index(name)).all())


class _Writer:
    def __init__(self, scores: Scores, found: Robustness, figures: Figures, wording: Wording) -> None:
        self.found, self.figures, self.say = found, figures, wording
        assessments = scores.assessment_set.assessments
        self.titles = {a.initiative.id: a.initiative.title.in_language(wording.language) for a in assessments}
        self.ranks = {row.initiative: row.rank or 0 for row in scores.headline(found.column)}
        self.asked = figures.percent(CONFIDENCE).text

    def all(self) -> Iterator[Finding]:
        yield self._groups()
        yield from self._first()

    def _groups(self) -> Finding:
        found, parts, n = self.found, groups(self.found), len(self.found.initiatives)
        told = self.say(
            "Of {pairs}, {count} can be told apart at {asked}.",
            pairs=self.say.plural("{count} pair of initiatives", "{count} pairs of initiatives", n * (n - 1) // 2),
            count=int(told_apart(found).sum()),
            asked=self.asked,
        )
        told = " ".join((told, *left_open(found, self.asked, self.say)))
        if len(parts) == 1:
            text = self.say(
                "At {asked}, the initiatives cannot be told apart as groups: no place in the order is safe to quote.",
                asked=self.asked,
            )
            return Finding(kind="groups", text=f"{text} {told}", support=self._support(found.initiatives))
        text = self.say(
            "At {asked}, the data tells {count} groups apart; the first is {names}. Inside a group the order is not shown.",
            asked=self.asked,
            count=len(parts),
            names=self._listed(parts[0]),
        )
        return Finding(kind="groups", text=f"{text} {told}", support=self._support(found.initiatives))

    def _first(self) -> Iterator[Finding]:
        """That the stated first place is not sure, where it is not."""
        leaders = [id_ for id_ in self.found.initiatives if self.ranks[id_] == 1]
        if len(leaders) != 1:
            return
        share = float(self.found.rank_shares[self.found.index(leaders[0]), 0])
        decision = decide(share, self.found.draws, CONFIDENCE)
        if decision == "supported":
            return
        says = (
            "{name} has the highest score, but is first in only {share} of the draws: less than the {asked} that a claim takes."
        )
        if decision == "not-decided":
            says = "{name} has the highest score, but so few draws do not show that it is first in {asked} of the cases (it is in {share})."
        text = self.say(says, name=self.titles[leaders[0]], share=self.figures.percent(share).text, asked=self.asked)
        order = np.argsort(-self.found.rank_shares[:, 0], kind="stable")
        support = tuple(
            Term(
                self.found.initiatives[i],
                self.say(
                    "{name} (first in {share})",
                    name=self.titles[self.found.initiatives[i]],
                    share=self.figures.percent(float(self.found.rank_shares[i, 0])).text,
                ),
            )
            for i in order[:4].tolist()
        )
        yield Finding(kind="first-unsure", text=text, support=support)

    def _support(self, ids: Sequence[str]) -> tuple[Term, ...]:
        terms = []
        for id_ in ids[:MOST_NAMED]:
            i = self.found.index(id_)
            low, high = int(self.found.rank_low[i]), int(self.found.rank_high[i])
            ranks = str(low) if low == high else f"{low}–{high}"
            text = self.say(
                "{name} (rank {rank}; {ranks} in 90% of the draws)", name=self.titles[id_], rank=self.ranks[id_], ranks=ranks
            )
            terms.append(Term(id_, text))
        if len(ids) > MOST_NAMED:
            terms.append(Term("", self.say("and {count} more", count=len(ids) - MOST_NAMED)))
        return tuple(terms)

    def _listed(self, ids: Sequence[str]) -> str:
        names = ", ".join(self.titles[id_] for id_ in ids[:4])
        return self.say("{names} and {count} more", names=names, count=len(ids) - 4) if len(ids) > 4 else names
