"""Where to look next: for each initiative the open answers that matter most, and the fewest better answers to the next band."""

from __future__ import annotations

from collections.abc import Iterator

from msiscore.analysis.next_steps import Lift, NextSteps, NoWay, Way, next_steps
from msiscore.analysis.open_answers import OpenAnswer
from msiscore.errors import NotPossible
from msiscore.reporting.figures import Figures
from msiscore.reporting.phrases import STATE_NAMES, worth
from msiscore.reporting.report_analysis import Analysis, AnalysisPart, AnalysisRow, AnalysisTable
from msiscore.reporting.report_basics import NOTHING, Figure, Term
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores

MOST_LOOKED_AT = 40
"""With more initiatives it takes long, and the command `next` gives it for each."""

MOST_ANSWERS = 3


def next_section(scores: Scores, figures: Figures, wording: Wording) -> Analysis | None:
    """The section; None without an overall score, which answers could change."""
    if scores.assessment_set.framework.total == "none" or not scores.assessment_set.assessments:
        return None
    if len(scores.matrix.initiatives) > MOST_LOOKED_AT:
        text = wording(
            "With more than {most} initiatives this is left out here; the command next gives it for each.", most=MOST_LOOKED_AT
        )
        return Analysis(lead=(text,))
    try:
        found = next_steps(scores)
    except NotPossible as error:
        return Analysis(lead=(wording(str(error)),))
    writer = _Writer(scores, figures, wording)
    lead = wording(
        "Each open answer was filled in with every level, and all else left as it is. What follows is arithmetic on the stated ratings: an "
        "answer changes when what it is about changes."
    )
    return Analysis(lead=(lead,), parts=(writer.research(found), writer.bands(found)))


NO_WAYS = {
    "no-bands": "The framework has no bands.",
    "highest-band": "It is in the highest band.",
    "out-of-reach": "Not even the best answer to everything reaches the next band, {band}.",
    "no-evidence": "Not even with an answer to everything that is open is there enough evidence for a score.",
}
"""Why there is no way to a next band or a score; `{band}` is the one out of reach."""


class _Writer:
    """Makes the parts of one report."""

    def __init__(self, scores: Scores, figures: Figures, wording: Wording) -> None:
        self.figures, self.say = figures, wording
        whole, language = scores.assessment_set, wording.language
        self.titles = {a.initiative.id: a.initiative.title.in_language(language) for a in whole.assessments}
        self.scales = {item.id: whole.framework.scale_of(item.criterion) for item in scores.matrix.items}
        self.names = {item.id: f"{item.id} {item.criterion.title.in_language(language)}" for item in scores.matrix.items}

    def research(self, found: tuple[NextSteps, ...]) -> AnalysisPart:
        """The open answers that decide an order with most initiatives, or narrow the interval most."""
        rows = []
        for one in found:
            answers = one.open_answers[:MOST_ANSWERS]
            more = len(one.open_answers) - len(answers)
            told = "; ".join(self._answer(answer) for answer in answers) or self.say("No open answer would change anything.")
            rows.append(
                AnalysisRow(
                    head=Term(one.row.initiative, self.titles[one.row.initiative]),
                    figures=(Figure(None, told), Figure(float(more), str(more)) if more > 0 else NOTHING),
                )
            )
        table = AnalysisTable(
            caption=self.say(
                "The open answers whose filling decides most: in brackets the points by which the interval gets narrower on "
                "average, and with "
                "how many initiatives it decides the order"
            ),
            corner=self.say("Initiative"),
            columns=(self.say("First to be found out"), self.say("More")),
            rows=tuple(rows),
        )
        return AnalysisPart(id="research", title=self.say("Which open answers are worth finding out?"), table=table)

    def _answer(self, answer: OpenAnswer) -> str:
        name, points = self.names.get(answer.item, answer.item), self.say.number(answer.narrowing, 1)
        if answer.decides:
            return self.say("{name} ({points} points; order with {count})", name=name, points=points, count=len(answer.decides))
        return self.say("{name} ({points} points)", name=name, points=points)

    def bands(self, found: tuple[NextSteps, ...]) -> AnalysisPart:
        """The fewest better answers to the next band, or the answers to a score."""
        rows = []
        for one in found:
            way = one.way
            goal, told, score = "–", self._why(one.no_way), NOTHING
            if way is not None and way.goal == "band":
                goal, told, score = self.figures.band(way.band)[0], "; ".join(self._lifts(way)), self.figures.score(way.score)
            elif way is not None:
                goal, told = self.say("a score"), "; ".join(self.names.get(lift.item, lift.item) for lift in way.lifts)
            head = Term(one.row.initiative, self.titles[one.row.initiative])
            rows.append(AnalysisRow(head=head, figures=(Figure(None, goal), Figure(None, told), score)))
        table = AnalysisTable(
            caption=self.say(
                "The fewest answers that reach the next band, or a score where there is none; other sets may do as well"
            ),
            corner=self.say("Initiative"),
            columns=(self.say("Goal"), self.say("Answers"), self.say("Score then")),
            rows=tuple(rows),
        )
        return AnalysisPart(id="bands", title=self.say("What would it take to reach the next band?"), table=table)

    def _lifts(self, way: Way) -> Iterator[str]:
        for lift in way.lifts:
            now = self._worth(lift, lift.value_now) if lift.state is None else self.say(STATE_NAMES[lift.state])
            yield self.say(
                "{name}: from {now} to {needed}",
                name=self.names.get(lift.item, lift.item),
                now=now,
                needed=self._worth(lift, lift.value),
            )

    def _worth(self, lift: Lift, value: float | None) -> str:
        return worth(self.scales[lift.item], value, self.say) if value is not None else ""

    def _why(self, reason: NoWay | None) -> str:
        if reason is None:
            return ""
        if reason.band is None:
            return self.say(NO_WAYS[reason.reason])
        return self.say(NO_WAYS[reason.reason], band=self.figures.band(reason.band.name)[0])
