"""How the initiatives are spread over the answers to each criterion, the best example of each, and what is missing everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from msiscore.framework import Framework, State
from msiscore.rating_matrix import FloatArray, Item, Treatment, rating_of, state_of
from msiscore.reporting.figures import Figures
from msiscore.reporting.phrases import ASPECTS, STATE_NAMES, answer, level_name, unrated
from msiscore.reporting.report import Profile, RatingEntry, Term
from msiscore.reporting.report_results import AnswerCount, BestExample, CriterionSpread, CriterionTable
from msiscore.reporting.tables import initiative_terms
from msiscore.reporting.wording import Wording
from msiscore.scales import BaseScale
from msiscore.scoring.scores import Scores

MOST_KINDS = 12
"""Of more different answers than this, such as measured values, how many lie in each fifth of the scale is counted instead."""


def by_criterion(scores: Scores, profiles: Sequence[Profile], figures: Figures, wording: Wording) -> CriterionTable:
    """One row for each criterion, or each aspect of it, in reading order.

    The best example is the highest rating that has evidence which `profiles` may show and that does not contradict it; of several the
    first in the ranking is shown and the others are counted. A rating at the lowest value is no example of anything.
    """
    writer = _Writer(scores, profiles, figures, wording)
    rows = tuple(writer.row(row, item) for row, item in enumerate(scores.matrix.items))
    missing = tuple(Term(row.criterion, f"{row.title}{_aspect(row)}: {row.remark}") for row in rows if row.remark)
    return CriterionTable(rows=rows, missing=missing)


def _aspect(row: CriterionSpread) -> str:
    return f" ({row.aspect})" if row.aspect else ""


class _Writer:
    """Writes the rows of one report."""

    def __init__(self, scores: Scores, profiles: Sequence[Profile], figures: Figures, wording: Wording) -> None:
        self.scores, self.figures, self.say = scores, figures, wording
        self.framework: Framework = scores.assessment_set.framework
        self.order = initiative_terms(scores, wording)
        self.assessments = scores.assessment_set.assessments
        self.dimension = {
            criterion.id: dimension.title.in_language(wording.language)
            for dimension in self.framework.walk()
            for criterion in dimension.criteria
        }
        self.entries: dict[tuple[str, str, str], RatingEntry] = {
            (profile.id, entry.criterion, entry.aspect): entry
            for profile in profiles
            for part in profile.dimensions
            for entry in part.ratings
        }

    def row(self, row: int, item: Item) -> CriterionSpread:
        return CriterionSpread(
            criterion=item.criterion.id,
            title=item.criterion.title.in_language(self.say.language),
            aspect=self.say(ASPECTS[item.aspect]) if item.aspect else "",
            dimension=self.dimension[item.criterion.id],
            counts=tuple(self._counts(row, item)),
            best=self._best(row, item),
            remark=self._remark(row, item),
        )

    def _counts(self, row: int, item: Item) -> Iterator[AnswerCount]:
        """How many have each answer, the best first, and then how many have each state."""
        matrix, scale = self.scores.matrix, self.framework.scale_of(item.criterion)
        raw, values = matrix.raw[row], matrix.values[row]
        found = list(self._answers(scale, raw, values))
        for state in State:
            count = sum(np.isnan(raw[c]) and self._state(c, item) is state for c in range(len(raw)))
            found.append((self.say(STATE_NAMES[state]), count, None))
        start = 0.0
        for text, count, step in found:
            if count:
                width = 100 * count / len(raw)
                yield AnswerCount(answer=text, count=str(count), step=step, start=start, width=width)
                start += width

    def _answers(self, scale: BaseScale, raw: FloatArray, values: FloatArray) -> Iterator[tuple[str, int, int | None]]:
        rated = [c for c in range(len(raw)) if not np.isnan(raw[c])]
        if scale.step_count and not scale.relative:
            for level in reversed(range(scale.step_count)):
                same = [c for c in rated if scale.level_of(float(raw[c])) == level]
                if same:
                    yield level_name(scale, level, self.say), len(same), self.figures.step(float(values[same[0]]) * 100)
            return
        kinds = sorted({(float(values[c]), float(raw[c])) for c in rated}, reverse=True)
        if len(kinds) <= MOST_KINDS:
            for value, number in kinds:
                count = sum(float(raw[c]) == number for c in rated)
                yield answer(scale, number, self.say), count, self.figures.step(value * 100)
            return
        steps = [self.figures.step(float(values[c]) * 100) for c in rated]
        for step in reversed(range(5)):
            text = self.say("value of {low} to {high}", low=20 * step, high=20 * step + 20)
            yield text, steps.count(step), step

    def _state(self, column: int, item: Item) -> State:
        return state_of(rating_of(self.assessments[column], item))

    def _entry(self, id_: str, item: Item) -> RatingEntry:
        return self.entries[id_, item.criterion.id, self.say(ASPECTS[item.aspect]) if item.aspect else ""]

    def _best(self, row: int, item: Item) -> BestExample | None:
        values, raw = self.scores.matrix.values[row], self.scores.matrix.raw[row]
        shown = [
            (float(values[c]), c, term)
            for c, term in self.order
            if not np.isnan(raw[c]) and values[c] > 0 and any(not e.contradicts for e in self._entry(term.name, item).evidence)
        ]
        if not shown:
            return None
        highest = max(value for value, _, _ in shown)
        same = [term for value, _, term in shown if value == highest]
        entry = self._entry(same[0].name, item)
        others = ""
        if len(same) > 1:
            others = self.say.plural("{count} other with the same rating", "{count} others with the same rating", len(same) - 1)
        evidence = tuple(one for one in entry.evidence if not one.contradicts)
        return BestExample(initiative=same[0], answer=entry.answer, evidence=evidence, others=others)

    def _remark(self, row: int, item: Item) -> str:
        """What is missing everywhere; nothing is said where nobody can have an answer."""
        matrix = self.scores.matrix
        treatments, raw, values = matrix.treatments[row], matrix.raw[row], matrix.values[row]
        fits = treatments != Treatment.NOT_APPLICABLE
        if not np.any(fits):
            return self.say("not applicable to any initiative")
        rated = ~np.isnan(raw)
        if not np.any(rated):
            return self.say("no initiative has a rating ({states})", states=unrated(self.scores, row, self.say))
        relative = self.framework.scale_of(item.criterion).relative
        if not relative and np.all(values[rated] == 0):
            lowest = self.say.plural("the only rating is the lowest", "all {count} ratings are the lowest", int(np.sum(rated)))
            return "; ".join(filter(None, (lowest, unrated(self.scores, row, self.say, with_open=False))))
        return ""
