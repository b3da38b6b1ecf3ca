"""What the order of the initiatives can carry: the section on robustness, from many draws of weights, ratings and open answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from msiscore.analysis.assumptions import ERROR
from msiscore.analysis.claims import groups, not_decided, told_apart
from msiscore.analysis.dominance import dominance
from msiscore.analysis.monte_carlo import CONFIDENCE, reaches
from msiscore.analysis.rule_comparison import compare_rules
from msiscore.analysis.uncertainty import Robustness, robustness
from msiscore.errors import NotPossible
from msiscore.reporting.figures import Figures
from msiscore.reporting.phrases import standard_title
from msiscore.reporting.report_analysis import Analysis, AnalysisPart, AnalysisRow, AnalysisTable, Diagram
from msiscore.reporting.report_basics import NOTHING, Figure, Term
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores

SEED = 1
MOST_DRAWN = 100
"""Of more initiatives, fewer draws are taken (`FEW_DRAWS`), and the larger error is stated."""

FEW_DRAWS = 2048
MOST_IN_MATRIX = 24
"""With more, tables of each against each are left out, and a sentence says so."""

MOST_IN_DIAGRAM = 30


def draw(scores: Scores) -> Robustness | str:
    """The draws of a report, or why there are none, as a text that catalogues know.

    For a given set always the same: seed 1, and draws until no share has a standard error above half a point.
    """
    scored = sum(status == "scored" for status in scores.columns[0].status)
    if scores.assessment_set.framework.total == "none":
        return "The framework gives no overall score, so there is no order that could be tested."
    if scored == 0:
        return "No initiative has enough evidence for a score, so there is no order that could be tested."
    if scored == 1:
        return "Only one initiative has a score, so there is no order that could be tested."
    try:
        return robustness(scores, draws=FEW_DRAWS if scored > MOST_DRAWN else None, seed=SEED)
    except NotPossible as error:
        return str(error)


def robustness_section(scores: Scores, found: Robustness | str, figures: Figures, wording: Wording) -> Analysis:
    """The section; where `found` is a reason, the reason alone."""
    if isinstance(found, str):
        return Analysis(lead=(wording(found),))
    writer = _Writer(scores, found, figures, wording)
    parts = (writer.order, writer.intervals, writer.ranks, writer.pairs, writer.bands, writer.standards, writer.dominated)
    made = [part for make in (*parts, writer.rules) for part in make()]
    return Analysis(lead=tuple(writer.lead()), parts=tuple(made), diagram=writer.diagram())


def left_open(found: Robustness, asked: str, say: Wording) -> Iterator[str]:
    """That pairs are too close to 95% for so many draws, where some are."""
    count = int(not_decided(found).sum())
    if count:
        yield say.plural(
            "{count} pair is not decided: its share is too close to {asked} for {draws} draws.",
            "{count} pairs are not decided: their shares are too close to {asked} for {draws} draws.",
            count,
            asked=asked,
            draws=say.quantity(found.draws),
        )


class _Writer:
    """Makes the parts of one report."""

    def __init__(self, scores: Scores, found: Robustness, figures: Figures, wording: Wording) -> None:
        self.scores, self.found, self.figures, self.say = scores, found, figures, wording
        assessments = scores.assessment_set.assessments
        self.titles = {a.initiative.id: a.initiative.title.in_language(wording.language) for a in assessments}
        self.terms = tuple(Term(id_, self.titles[id_]) for id_ in found.initiatives)
        self.rows = {row.initiative: row for row in scores.headline(found.column)}
        self.asked = figures.percent(CONFIDENCE).text
        self.dominance = dominance(scores, found.column)

    def lead(self) -> Iterator[str]:
        within, drawn = self.figures.percent(self.found.assumptions.weights_within).text, self.say.quantity(self.found.draws)
        yield self.say(
            "Every score was computed {draws} times, each time with other weights (each within {within} of the stated one), with ratings "
            "that may be one level lower or higher (the less sure the assessor, the more often) and with open answers at any level. What "
            "holds in most of these draws does not hang on one weight or one judgement.",
            draws=drawn,
            within=within,
        )
        yield self.say(
            "Draws start from seed {seed}, so that anyone can repeat them. No share below has a standard error above {error} points.",
            seed=self.found.seed,
            error=self.say.number(float(np.ceil(1000 * max(self.found.error, ERROR) - 1e-9)) / 10, 1),
        )
        score, ranks = self.found.end_errors()
        yield self.say(
            "No mean score of the draws has a standard error above {mean} points. The ends of what holds in 90% of the draws may be off by "
            "up to {score} points of score and {ranks} (95%).",
            mean=self.say.number(float(np.ceil(100 * float(self.found.mean_error.max()) - 1e-9)) / 100, 2),
            score=self.say.number(float(np.ceil(100 * score - 1e-9)) / 100, 2),
            ranks=self.say.plural("{count} rank", "{count} ranks", ranks),
        )
        if self.found.left_out:
            names = ", ".join(self.titles[id_] for id_ in self.found.left_out)
            yield self.say("Without a score, and so not part of this: {names}.", names=names)

    def order(self) -> Iterator[AnalysisPart]:
        """Groups, and how many pairs can be told apart."""
        parts, n = groups(self.found), len(self.terms)
        told = int(told_apart(self.found).sum())
        if len(parts) == 1:
            text = self.say(
                "At {asked}, the initiatives cannot be told apart as groups: no place in the order is safe to quote.",
                asked=self.asked,
            )
        else:
            text = self.say(
                "The data tells {count} groups apart: whoever is in a higher group ranks above everybody in a lower one in at least "
                "{asked} of the draws, with their chance error allowed for. Inside a group the order is not shown.",
                count=len(parts),
                asked=self.asked,
            )
        pairs = self.say(
            "Of {pairs}, {count} can be told apart at {asked}.",
            pairs=self._pairs(),
            count=told,
            asked=self.asked,
        )
        level = self.say("The {count} initiatives with a score have the same score.", count=n)
        texts = (text, pairs, level) if self.scores.column(self.found.column).all_level else (text, pairs)
        rows = tuple(
            AnalysisRow(head=Term("", str(number)), figures=(Figure(None, ", ".join(self.titles[id_] for id_ in group)),))
            for number, group in enumerate(parts, start=1)
        )
        table = AnalysisTable(
            caption=self.say("Groups, the best first"), corner=self.say("Group"), columns=(self.say("Initiatives"),), rows=rows
        )
        yield AnalysisPart(
            id="order",
            title=self.say("Which initiatives can be told apart?"),
            text=(*texts, *left_open(self.found, self.asked, self.say)),
            table=table if len(parts) > 1 else None,
        )

    def intervals(self) -> Iterator[AnalysisPart]:
        """Rank and score in the middle 90% of the draws."""
        found = self.found
        rows = []
        for i, term in enumerate(self.terms):
            rank = self.rows[term.name].rank or 1
            rows.append(
                AnalysisRow(
                    head=term,
                    figures=(
                        self._whole(rank),
                        self._whole(found.rank_low[i]),
                        self._whole(found.rank_high[i]),
                        self.figures.percent(float(found.rank_shares[i, rank - 1])),
                        self.figures.score(float(found.score_low[i])),
                        self.figures.score(float(found.score_high[i])),
                    ),
                )
            )
        titles = ("Rank", "Best rank", "Worst rank", "This rank in", "Lowest score", "Highest score")
        table = AnalysisTable(
            caption=self.say("Ranks and scores in the middle 90% of the draws, and how often the stated rank comes out"),
            corner=self.say("Initiative"),
            columns=tuple(self.say(title) for title in titles),
            rows=tuple(rows),
        )
        wide = int(np.max(found.rank_high - found.rank_low))
        widest = [self.terms[i].text for i in range(len(self.terms)) if found.rank_high[i] - found.rank_low[i] == wide]
        text = self.say("In 90% of the draws every initiative keeps its rank.")
        if wide:
            text = self.say(
                "Ranks are least certain for {names}: in 90% of the draws they lie within {places}.",
                names=self._some(widest),
                places=self.say.plural("{count} place", "{count} places", wide + 1),
            )
        yield AnalysisPart(id="intervals", title=self.say("Which ranks are plausible?"), text=(text,), table=table)

    def ranks(self) -> Iterator[AnalysisPart]:
        """Rank acceptability."""
        title, n = self.say("How likely is each rank?"), len(self.terms)
        if n > MOST_IN_MATRIX:
            yield AnalysisPart(id="ranks", title=title, text=(self._too_many(),))
            return
        rows = tuple(self._shares(term, self.found.rank_shares[i].tolist()) for i, term in enumerate(self.terms))
        sure = int(reaches(self.found.rank_shares, self.found.draws, CONFIDENCE).any(axis=1).sum())
        text = self.say("With one rank in at least {asked} of the draws: {count} of {all}.", count=sure, all=n, asked=self.asked)
        table = AnalysisTable(
            caption=self.say("Share of the draws in which the initiative has the rank; equal ones share the better rank"),
            corner=self.say("Initiative"),
            columns=tuple(str(place) for place in range(1, n + 1)),
            rows=rows,
        )
        yield AnalysisPart(id="ranks", title=title, text=(text,), table=table)

    def pairs(self) -> Iterator[AnalysisPart]:
        """Each against each."""
        title, n = self.say("Who scores above whom, and how surely?"), len(self.terms)
        if n > MOST_IN_MATRIX:
            yield AnalysisPart(id="pairs", title=title, text=(self._too_many(),))
            return
        rows = []
        for i, term in enumerate(self.terms):
            shares = [NOTHING if i == j else self.figures.percent(float(self.found.above[i, j])) for j in range(n)]
            rows.append(AnalysisRow(head=Term(term.name, f"{i + 1}. {term.text}"), figures=tuple(shares)))
        table = AnalysisTable(
            caption=self.say("Share of the draws in which the row ranks above the column; columns are numbered as rows"),
            corner=self.say("Initiative"),
            columns=tuple(str(place) for place in range(1, n + 1)),
            rows=tuple(rows),
        )
        text = self.say(
            "Only a share of {asked} or more, with its chance error taken off, counts as a difference. What is missing to 100% are "
            "draws in which the two are the other way round, or level.",
            asked=self.asked,
        )
        yield AnalysisPart(id="pairs", title=title, text=(text,), table=table)

    def bands(self) -> Iterator[AnalysisPart]:
        """The probability of each band."""
        title = self.say("How likely is each band?")
        if not self.found.band_names:
            if self.scores.assessment_set.framework.bands:
                text = self.say("Bands are not counted: those of the framework require more than a score.")
                yield AnalysisPart(id="bands", title=title, text=(text,))
            return
        rows = tuple(self._shares(term, self.found.bands[i].tolist()) for i, term in enumerate(self.terms))
        table = AnalysisTable(
            caption=self.say("Share of the draws in each band"),
            corner=self.say("Initiative"),
            columns=tuple(self.figures.band(name)[0] for name in self.found.band_names),
            rows=rows,
        )
        sure = int(reaches(self.found.bands, self.found.draws, CONFIDENCE).any(axis=1).sum())
        text = self.say(
            "In one band in at least {asked} of the draws: {count} of {all}.", count=sure, all=len(rows), asked=self.asked
        )
        yield AnalysisPart(id="bands", title=title, text=(text,), table=table)

    def standards(self) -> Iterator[AnalysisPart]:
        """The probability of meeting each minimum standard."""
        results = self.scores.column(self.found.column).standards
        if not self.found.standards:
            return
        rows = []
        for i, term in enumerate(self.terms):
            applies = (self.found.met[:, i] + self.found.not_met[:, i]) > 0
            shares = self.found.met[:, i].tolist()
            rows.append(
                AnalysisRow(
                    head=term,
                    figures=tuple(
                        self.figures.percent(s) if a else NOTHING for s, a in zip(shares, applies.tolist(), strict=True)
                    ),
                )
            )
        table = AnalysisTable(
            caption=self.say(
                "Share of the draws in which the minimum standard is met; a dash where it does not apply or is unknown"
            ),
            corner=self.say("Initiative"),
            columns=tuple(standard_title(result, self.say) for result in results),
            rows=tuple(rows),
        )
        yield AnalysisPart(id="standards", title=self.say("How likely is each minimum standard to be met?"), table=table)

    def dominated(self) -> Iterator[AnalysisPart]:
        """The pairs that no weights can turn."""
        certain, ids = self.dominance.certain, self.dominance.initiatives
        count, level = int(self.dominance.certain.sum()), tuple(self._level())
        title = self.say("Which orders can no weights turn?")
        if not count:
            text = self.say(
                "None: no initiative is at least as good as another on every criterion and better on at least one, whatever the open "
                "answers."
            )
            yield AnalysisPart(id="dominance", title=title, text=(text, *level))
            return
        text = self.say(
            "Of {pairs}, in {count} one is at least as good as the other on every criterion and better on at least one, whatever the open "
            "answers, so that no weights can turn their order before minimum standards.",
            pairs=self._pairs(len(ids)),
            count=count,
        )
        rows = tuple(
            AnalysisRow(
                head=Term(id_, self.titles[id_]),
                figures=(Figure(None, self._some([self.titles[ids[j]] for j in np.flatnonzero(certain[i])], most=12)),),
            )
            for i, id_ in enumerate(ids)
            if certain[i].any()
        )
        table = AnalysisTable(
            caption=self.say("At least as good on every criterion, and better on at least one"),
            corner=self.say("Initiative"),
            columns=(self.say("At least as good as"),),
            rows=rows,
        )
        texts = [text, *level]
        if self.drawn() > MOST_IN_DIAGRAM:
            texts.append(
                self.say(
                    "The diagram is left out: {count} initiatives would stand in it, and more than {most} cannot be read.",
                    count=self.drawn(),
                    most=MOST_IN_DIAGRAM,
                )
            )
        yield AnalysisPart(id="dominance", title=title, text=tuple(texts), table=table)

    def _level(self) -> Iterator[str]:
        for group in self.dominance.equal:
            yield self.say(
                "Level on every criterion, with nothing open, so that no weights can tell them apart before minimum standards: {names}.",
                names=self._some([self.titles[id_] for id_ in group], most=12),
            )

    def drawn(self) -> int:
        """How many initiatives stand in a line of the Hasse diagram."""
        return len({id_ for line in self.dominance.edges for id_ in line})

    def diagram(self) -> Diagram | None:
        """The Hasse diagram, of those only that stand in a line of it."""
        linked = {id_ for line in self.dominance.edges for id_ in line}
        if not 0 < self.drawn() <= MOST_IN_DIAGRAM:
            return None
        levels = tuple(
            tuple(Term(id_, self.titles[id_]) for id_ in level if id_ in linked)
            for level in self.dominance.levels
            if linked.intersection(level)
        )
        return Diagram(levels=levels, lines=self.dominance.edges)

    def rules(self) -> Iterator[AnalysisPart]:
        """Ranks by other rules."""
        try:
            found = compare_rules(self.scores, column=self.found.column)
        except NotPossible:
            return
        columns = [found.own_ranks, *(result.ranks for result in found.results)]
        rows = [
            AnalysisRow(head=Term(id_, self.titles[id_]), figures=tuple(self._whole(ranks[i]) for ranks in columns))
            for i, id_ in enumerate(found.initiatives)
        ]
        turned = tuple(self._whole(result.turned) for result in found.results)
        taus = (Figure(r.tau, self.say.number(r.tau, 2)) if r.tau is not None else NOTHING for r in found.results)
        rows += [
            AnalysisRow(head=Term("", self.say("Pairs turned, of {all}", all=found.pairs)), figures=(NOTHING, *turned)),
            AnalysisRow(head=Term("", self.say("Agreement (Kendall's tau-b)")), figures=(NOTHING, *taus)),
        ]
        table = AnalysisTable(
            caption=self.say(
                "Ranks by the framework's own rule and by others, before minimum standards; equal ones share a rank"
            ),
            corner=self.say("Initiative"),
            columns=(self.say("Own rule"), *(self.say(result.rule.title) for result in found.results)),
            rows=tuple(rows),
        )
        most = max((result.turned for result in found.results), default=0)
        worst = [self.say(result.rule.title) for result in found.results if result.turned == most]
        text = self.say("No other rule turns a pair.")
        if most:
            text = self.say(
                "The most pairs that a rule turns round: {count} of {all} ({rule}).",
                count=most,
                all=found.pairs,
                rule=self._some(worst),
            )
        yield AnalysisPart(id="rules", title=self.say("Does the order hang on the rule?"), text=(text,), table=table)

    def _shares(self, term: Term, shares: Sequence[float]) -> AnalysisRow:
        return AnalysisRow(head=term, figures=tuple(self.figures.percent(share) for share in shares))

    def _pairs(self, initiatives: int = 0) -> str:
        n = initiatives or len(self.terms)
        return self.say.plural("{count} pair of initiatives", "{count} pairs of initiatives", n * (n - 1) // 2)

    def _whole(self, number: float) -> Figure:
        return Figure(float(number), self.say.number(float(number), 0))

    def _some(self, names: Sequence[str], most: int = 4) -> str:
        more = len(names) - most
        listed = ", ".join(names[:most])
        return self.say("{names} and {count} more", names=listed, count=more) if more > 0 else listed

    def _too_many(self) -> str:
        return self.say(
            "Left out: with {count} initiatives this table would have {cells} cells. The limit is {most} initiatives; the command "
            "robustness gives it for any number.",
            count=len(self.terms),
            cells=len(self.terms) ** 2,
            most=MOST_IN_MATRIX,
        )
