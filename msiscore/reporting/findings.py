"""Key findings in plain sentences, made from the scores; each is true under the condition that it states, or it is not made.

What is said of an order holds whatever the open answers turn out to be: it is made from the ends of intervals, never from points, and
not at all where a scale is relative, for there an answer of one initiative moves the others. A finding names what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from msiscore.rating_matrix import FloatArray, Item, Treatment
from msiscore.reporting.figures import Figures
from msiscore.reporting.phrases import ASPECTS, COLUMNS, standard_title, unrated
from msiscore.reporting.report import Finding, Term
from msiscore.reporting.wording import Wording
from msiscore.rounding import rounded
from msiscore.scoring.scores import ColumnScores, Scores
from msiscore.scoring.standards import Verdict

SLACK = 1e-9
"""What lies closer than this is not called different."""

MOST_STANDARDS = 3
FEWEST = 2
"""Of fewer initiatives nothing is said as of a group."""


def findings(scores: Scores, figures: Figures, wording: Wording) -> tuple[Finding, ...]:
    """The findings in reading order: who has a score, standards, the order, dimensions, paper and practice, what is missing."""
    writer = _Writer(scores, figures, wording)
    return tuple(
        finding for part in (writer.scored, writer.standards, writer.order, writer.dimensions) for finding in part()
    ) + tuple(finding for part in (writer.paper_and_practice, writer.nobody_rated, writer.all_lowest) for finding in part())


class _Writer:
    """Makes the findings of one report."""

    def __init__(self, scores: Scores, figures: Figures, wording: Wording) -> None:
        self.scores, self.figures, self.say = scores, figures, wording
        self.framework, self.matrix = scores.assessment_set.framework, scores.matrix
        self.headline = scores.columns[0]
        self.names = {
            a.initiative.id: a.initiative.title.in_language(wording.language) for a in scores.assessment_set.assessments
        }
        self.all = len(self.names)
        self.relative = any(self.framework.scale_of(criterion).relative for criterion in self.framework.criteria)

    def _initiatives(self, columns: Sequence[int], texts: Sequence[str]) -> tuple[Term, ...]:
        ids = self.matrix.initiatives
        return tuple(Term(ids[c], f"{self.names[ids[c]]} ({text})") for c, text in zip(columns, texts, strict=True))

    def _scored(self, column: ColumnScores) -> list[int]:
        return [c for c, status in enumerate(column.status) if status == "scored"]

    def _interval(self, column: ColumnScores, c: int) -> str:
        return self.figures.interval(float(column.lower[c]), float(column.upper[c]))

    def scored(self) -> Iterator[Finding]:
        if self.framework.total == "none":
            return
        for column in self.scores.columns[:1]:
            without = [c for c, status in enumerate(column.status) if status == "not-enough-evidence"]
            text = self.say(
                "{column}: {scored} of {all} with a score.",
                column=self.say(COLUMNS[column.column]),
                scored=len(self._scored(column)),
                all=self._all_initiatives(),
            )
            if without:
                text += " " + self.say(
                    "There is not enough evidence for {count}: less than {needed} of the weight is rated.",
                    count=len(without),
                    needed=self.figures.percent(self.framework.minimum_coverage).text,
                )
            shares = [self.figures.percent(float(column.coverage[c])).text for c in without]
            yield Finding(kind="scored", text=text, support=self._initiatives(without, shares))

    def standards(self) -> Iterator[Finding]:
        """The standards that most initiatives miss; that none is missed is said only where all are known to be met."""
        results = self.headline.standards
        missed = [(int(np.sum(r.verdicts == Verdict.NOT_MET)), place) for place, r in enumerate(results)]
        for count, place in sorted(missed, key=lambda pair: (-pair[0], pair[1]))[:MOST_STANDARDS]:
            if not count:
                break
            verdicts = results[place].verdicts
            unknown, applies = int(np.sum(verdicts == Verdict.UNKNOWN)), int(np.sum(verdicts != Verdict.NOT_APPLICABLE))
            text = self.say.plural(
                "Minimum standard “{title}”: not met by the only initiative that it applies to.",
                "Minimum standard “{title}”: not met by {missed} of the {count} that it applies to.",
                applies,
                title=standard_title(results[place], self.say),
                missed=count,
            )
            if unknown:
                text += " " + self.say("For {count} it is not known.", count=unknown)
            columns = [c for c, verdict in enumerate(verdicts) if verdict == Verdict.NOT_MET]
            ids = self.matrix.initiatives
            yield Finding(kind="standard", text=text, support=tuple(Term(ids[c], self.names[ids[c]]) for c in columns))
        verdicts = np.concatenate([r.verdicts for r in results]) if results else np.array([])
        if len(verdicts) and np.all(verdicts <= Verdict.MET) and np.any(verdicts == Verdict.MET):
            yield Finding(kind="all-standards", text=self.say("Every minimum standard is met by all that it applies to."))

    def order(self) -> Iterator[Finding]:
        """Whether one scores above all others, and how many pairs keep their order, whatever the open answers."""
        column = self.headline
        some = self._scored(column)
        if self.framework.total == "none" or self.relative or len(some) < FEWEST:
            return
        lower, upper = self._ends(column)
        above = {(a, b) for a in some for b in some if lower[a] > upper[b] + SLACK}
        first = next((a for a in some if all((a, b) in above for b in some if a != b)), None)
        if first is not None:
            name = self.names[self.matrix.initiatives[first]]
            text = self.say("{name} scores above every other that has a score, whatever the open answers.", name=name)
            named = [first, *(c for c in some if c != first)]
            support = self._initiatives(named, [self._interval(column, c) for c in named])
            yield Finding(kind="first", text=text, support=support)
        pairs = len(some) * (len(some) - 1) // 2
        tied = sum(max(upper[a], upper[b]) - min(lower[a], lower[b]) <= SLACK for a in some for b in some if a < b)
        if pairs > 1 or tied:
            support = self._initiatives(some, [self._interval(column, c) for c in some])
            yield Finding(kind="pairs", text=self._kept(pairs, len(above), tied, len(some)), support=support)

    def _kept(self, pairs: int, above: int, tied: int, some: int) -> str:
        """How many pairs keep their order, and how many have the same score, whatever the open answers."""
        if tied == pairs:
            return self.say(
                "The {count} initiatives with a score have the same score, which no open answer can change.", count=some
            )
        text = self.say.plural(
            "Of the {pairs} pairs of initiatives with a score, {count} keeps its order whatever the open answers.",
            "Of the {pairs} pairs of initiatives with a score, {count} keep their order whatever the open answers.",
            above,
            pairs=pairs,
        )
        if tied:
            text += " " + self.say.plural(
                "{count} pair has the same score, which no open answer can change.",
                "{count} pairs have the same score, which no open answer can change.",
                tied,
            )
        elif self.headline.all_level:
            text += " " + self.say("As rated, the {count} initiatives have the same score.", count=some)
        return text

    def _ends(self, column: ColumnScores) -> tuple[Sequence[float], Sequence[float]]:
        """The ends of the intervals, as they are ranked: rounded where the framework ranks what is shown."""
        if self.framework.ranking != "rounded":
            return column.lower.tolist(), column.upper.tolist()
        lower, upper = ([self._rounded(float(end)) for end in ends] for ends in (column.lower, column.upper))
        return lower, upper

    def _rounded(self, value: float) -> float:
        return value if np.isnan(value) else float(rounded(value, self.framework.decimals))

    def dimensions(self) -> Iterator[Finding]:
        """The dimension that is lowest, and the one that is highest, for most initiatives, whatever the open answers."""
        nodes = self.headline.nodes
        wanted = [d for d in self.framework.dimensions if d.id in nodes.tree.rows]
        if self.relative or len(wanted) < FEWEST:
            return
        rows = [nodes.tree.rows[d.id] - nodes.tree.hierarchy.items for d in wanted]
        lower, upper = nodes.lower[rows], nodes.upper[rows]
        yield from self._extreme("lowest", -upper, -lower, [d.title.in_language(self.say.language) for d in wanted], lower, upper)
        yield from self._extreme("highest", lower, upper, [d.title.in_language(self.say.language) for d in wanted], lower, upper)

    def _extreme(
        self, kind: str, least: FloatArray, most: FloatArray, titles: Sequence[str], lower: FloatArray, upper: FloatArray
    ) -> Iterator[Finding]:
        """The dimension whose least is above the most of all others for most initiatives; nothing if two share that place."""
        holders: dict[int, list[int]] = {}
        for c in range(self.all):
            known = [d for d in range(len(titles)) if not np.isnan(least[d, c])]
            for d in known if len(known) >= FEWEST else ():
                if all(least[d, c] > most[other, c] + SLACK for other in known if other != d):
                    holders.setdefault(d, []).append(c)
        ranked = sorted(holders, key=lambda d: -len(holders[d]))
        if (
            not ranked
            or len(holders[ranked[0]]) < FEWEST
            or (len(ranked) > 1 and len(holders[ranked[1]]) == len(holders[ranked[0]]))
        ):
            return
        d = ranked[0]
        sentence = {
            "lowest": "“{title}” is the dimension with the lowest score for {count} of {all}, whatever the open answers.",
            "highest": "“{title}” is the dimension with the highest score for {count} of {all}, whatever the open answers.",
        }[kind]
        text = self.say(sentence, title=titles[d], count=len(holders[d]), all=self._all_initiatives())
        intervals = [self.figures.interval(float(lower[d, c]), float(upper[d, c])) for c in holders[d]]
        yield Finding(kind=kind, text=text, support=self._initiatives(holders[d], intervals))

    def _all_initiatives(self) -> str:
        return self.say.plural("{count} initiative", "{count} initiatives", self.all)

    def paper_and_practice(self) -> Iterator[Finding]:
        by_name = {column.column: column for column in self.scores.columns}
        if self.framework.total == "none" or self.relative or not {"paper", "practice"} <= set(by_name):
            return
        paper, practice = by_name["paper"], by_name["practice"]
        both = [c for c in self._scored(paper) if practice.status[c] == "scored"]
        more = [c for c in both if paper.lower[c] > practice.upper[c] + SLACK]
        if len(both) < FEWEST or not more:
            return
        text = self.say.plural(
            "Of the {all} that have a score both on paper and in practice, {count} scores higher on paper, whatever the open answers.",
            "Of the {all} that have a score both on paper and in practice, {count} score higher on paper, whatever the open answers.",
            len(more),
            all=len(both),
        )
        shown = [f"{self._interval(paper, c)} / {self._interval(practice, c)}" for c in more]
        yield Finding(kind="paper", text=text, support=self._initiatives(more, shown))

    def nobody_rated(self) -> Iterator[Finding]:
        """The questions that fit somebody and have a rating from nobody; that nothing was found is no rating, whatever it counts as."""
        empty = []
        for row, item in enumerate(self.matrix.items):
            treatments = self.matrix.treatments[row]
            if np.all(treatments != Treatment.RATED) and np.any(treatments != Treatment.NOT_APPLICABLE):
                empty.append(Term(item.id, f"{self._title(item)} ({unrated(self.scores, row, self.say)})"))
        if empty:
            text = self.say(
                "Questions without a rating for any initiative: {count} of {all}.",
                count=len(empty),
                all=len(self.matrix.items),
            )
            yield Finding(kind="nobody", text=text, support=tuple(empty))

    def all_lowest(self) -> Iterator[Finding]:
        """The questions on which all that have a value, at least two, have the lowest one, by a rating or by what a state counts as."""
        lowest = []
        for row, item in enumerate(self.matrix.items):
            values = self.matrix.values[row][self.matrix.covered[row]]
            if len(values) >= FEWEST and not self.framework.scale_of(item.criterion).relative and np.all(values == 0):
                rated = int(np.sum(self.matrix.treatments[row] == Treatment.RATED))
                ratings = self.say.plural("{count} rating", "{count} ratings", rated) if rated else ""
                told = "; ".join(filter(None, (ratings, unrated(self.scores, row, self.say, with_open=False))))
                lowest.append(Term(item.id, f"{self._title(item)} ({told})"))
        if lowest:
            text = self.say(
                "Questions on which all that have a value, at least two, have the lowest: {count} of {all}.",
                count=len(lowest),
                all=len(self.matrix.items),
            )
            yield Finding(kind="all-lowest", text=text, support=tuple(lowest))

    def _title(self, item: Item) -> str:
        aspect = f", {self.say(ASPECTS[item.aspect])}" if item.aspect else ""
        return f"{item.criterion.title.in_language(self.say.language)}{aspect}"
