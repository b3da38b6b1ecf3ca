"""One profile per initiative: every rating with its reason, its evidence, and what it does to the score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from msiscore.assessment import Assessment, Evidence, Rating, Reply
from msiscore.framework import Criterion, Dimension, State
from msiscore.model import Text
from msiscore.rating_matrix import FloatArray, Item, RatingMatrix, Treatment, rating_of, state_of
from msiscore.reporting.figures import Figures
from msiscore.reporting.next_band import next_band
from msiscore.reporting.phrases import (
    ASPECTS,
    CONFIDENCE,
    KINDS,
    OUTCOMES,
    STATE_NAMES,
    TREATMENTS,
    answer,
    minimum_consequence,
    standard_asks,
)
from msiscore.reporting.report import (
    DimensionEntry,
    EvidenceEntry,
    FactEntry,
    Figure,
    Profile,
    RatingEntry,
    ReplyEntry,
    ScoreTable,
    Term,
)
from msiscore.reporting.sources import Register
from msiscore.reporting.strengths import strengths, weaknesses
from msiscore.reporting.tables import initiative_terms, node_score, standard_cell
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores
from msiscore.scoring.standards import StandardResult


def profiles(
    scores: Scores, tables: Sequence[ScoreTable], register: Register, figures: Figures, wording: Wording
) -> tuple[Profile, ...]:
    """The profiles in the order of the headline ranking."""
    by_id = {assessment.initiative.id: assessment for assessment in scores.assessment_set.assessments}
    parts = scores.contributions()
    made = []
    for column, term in initiative_terms(scores, wording):
        writer = _ProfileWriter(scores, by_id[term.name], column, parts, register, figures, wording)
        made.append(writer.profile(tables))
    return tuple(made)


class _ProfileWriter:
    """Writes the profile of one initiative, the one in `column` of the rating matrix."""

    def __init__(
        self,
        scores: Scores,
        assessment: Assessment,
        column: int,
        parts: FloatArray,
        register: Register,
        figures: Figures,
        wording: Wording,
    ) -> None:
        self.scores, self.assessment, self.column, self.parts = scores, assessment, column, parts
        self.register, self.figures, self.wording = register, figures, wording
        self.framework = scores.assessment_set.framework
        self.matrix: RatingMatrix = scores.matrix
        self.standards: dict[str, StandardResult] = {r.id: r for r in scores.columns[0].standards}
        self.headline = scores.columns[0]
        self.places = {criterion.id: place for place, criterion in enumerate(self.framework.criteria)}

    def profile(self, tables: Sequence[ScoreTable]) -> Profile:
        initiative = self.assessment.initiative
        rows = [
            (table.title, row) for table in tables for row in (*table.ranked, *table.unranked) if row.initiative == initiative.id
        ]
        return Profile(
            id=initiative.id,
            title=self._text(initiative.title),
            summary=self._text(initiative.summary),
            fictional=initiative.fictional or self.scores.assessment_set.about.fictional,
            facts=tuple(self._facts()),
            scores=tuple(rows),
            dimensions=tuple(entry for d in self.framework.dimensions for entry in self._dimension(d, 0)),
            strengths=strengths(self.scores, self.column, self.figures, self.wording),
            weaknesses=weaknesses(self.scores, self.column, self.figures, self.wording),
            next_band=next_band(self.scores, self.column, self.figures, self.wording),
            assessors=tuple(Term(a.name, self._text(a.interests)) for a in self.assessment.assessors),
        )

    def _text(self, text: Text | None) -> str:
        return text.in_language(self.wording.language) if text is not None else ""

    def _facts(self) -> Iterator[FactEntry]:
        initiative, say = self.assessment.initiative, self.wording
        known = [
            ("Sector", self._text(initiative.sector)),
            ("Country", self._text(initiative.country)),
            ("Started", say.date(initiative.started)),
            ("Ended", say.date(initiative.ended)),
            ("Member since", say.date(initiative.member_since)),
            ("Website", initiative.website or ""),
            ("As of", say.date(self.scores.assessment_set.as_of(self.assessment))),
        ]
        yield from (FactEntry(label=say(label), text=text) for label, text in known if text)
        for key, value in initiative.tags.items():
            yield FactEntry(label=key, text=value)
        for fact in initiative.facts:
            evidence, held_back = self._evidence(fact.evidence)
            # A fact that rests on nothing but held-back evidence is held back with it.
            if evidence or not held_back:
                yield FactEntry(label=self._text(fact.label), text=self._text(fact.text), evidence=evidence)

    def _dimension(self, dimension: Dimension, depth: int) -> Iterator[DimensionEntry]:
        nodes = self.headline.nodes
        row = nodes.tree.rows.get(dimension.id)
        score, share, lower, upper = None, None, None, None
        if row is not None:
            score, share = node_score(nodes, row, self.column, self.framework)
            k = row - nodes.tree.hierarchy.items
            lower, upper = float(nodes.lower[k, self.column]), float(nodes.upper[k, self.column])
        yield DimensionEntry(
            id=dimension.id,
            title=self._text(dimension.title),
            depth=depth,
            score=self.figures.score(score),
            interval=self.figures.interval(lower, upper),
            coverage=self.figures.percent(share),
            weight=self.figures.percent(nodes.tree.shares[row] if row is not None else 0.0, decimals=1),
            step=self.figures.step(score),
            lower=self.figures.score(lower),
            upper=self.figures.score(upper),
            ratings=tuple(self._ratings(dimension.criteria)),
        )
        for below in dimension.dimensions:
            yield from self._dimension(below, depth + 1)

    def _ratings(self, criteria: Sequence[Criterion]) -> Iterator[RatingEntry]:
        wanted = {criterion.id for criterion in criteria}
        for row, item in enumerate(self.matrix.items):
            if item.criterion.id in wanted:
                yield self._rating(row, item)

    def _rating(self, row: int, item: Item) -> RatingEntry:
        say, criterion = self.wording, item.criterion
        scale = self.framework.scale_of(criterion)
        rating = rating_of(self.assessment, item) or Rating()
        raw, value = float(self.matrix.raw[row, self.column]), float(self.matrix.values[row, self.column])
        rated = not np.isnan(raw)
        state = None if rated else state_of(rating)
        level = scale.level_of(raw) if rated else None
        evidence, held_back = self._evidence(rating.evidence)
        result = self.standards.get(criterion.id)
        first = item.is_first  # what is said of the criterion as a whole is said once
        return RatingEntry(
            criterion=criterion.id,
            title=self._text(criterion.title),
            question=self._text(criterion.question),
            aspect=say(ASPECTS[item.aspect]) if item.aspect else "",
            answer=answer(scale, raw, say) if rated else say(STATE_NAMES[state_of(rating)]),
            state=state.value if state is not None else "",
            step=self.figures.step(value * 100),
            value=self._value(value),
            descriptor=self._text(criterion.descriptors[level]) if level is not None and criterion.descriptors else "",
            treatment=self._treatment(criterion, state),
            quantity=self._quantity(rating),
            reason=self._text(rating.reason),
            confidence=say(CONFIDENCE[rating.confidence]) if rating.confidence else "",
            assessor=rating.assessor or "",
            evidence=evidence,
            held_back=held_back,
            contribution=self._contribution(criterion) if first else self.figures.score(None),
            standard=standard_cell(self.scores, result, self.column, say) if result is not None and first else None,
            standard_text=self._standard_text(result) if result is not None and first else "",
            reply=self._reply(self.assessment.replies.get(criterion.id)) if first else None,
        )

    def _value(self, value: float) -> Figure:
        """The value on 0..100 that the rating, or the state that counts as lowest, is scored with."""
        return self.figures.score(None if np.isnan(value) else value * 100)

    def _contribution(self, criterion: Criterion) -> Figure:
        """What the criterion, with its aspects together, adds to the score; no number where nothing of it is rated."""
        rows = [row for row, item in enumerate(self.matrix.items) if item.criterion is criterion]
        counted = any(self.matrix.treatments[row, self.column] <= Treatment.LOWEST for row in rows)
        part = float(self.parts[self.places[criterion.id], self.column])
        return self.figures.score(part if counted else None, extra_decimals=1)

    def _treatment(self, criterion: Criterion, state: State | None) -> str:
        return self.wording(TREATMENTS[self.framework.policy(criterion, state)]) if state is not None else ""

    def _quantity(self, rating: Rating) -> str:
        """Numerator over denominator and the date of a measured value, where they are known."""
        parts = []
        if rating.numerator is not None and rating.denominator is not None:
            parts.append(f"{self.wording.quantity(rating.numerator)} / {self.wording.quantity(rating.denominator)}")
        if rating.date is not None:
            parts.append(self.wording.date(rating.date))
        return ", ".join(parts)

    def _standard_text(self, result: StandardResult) -> str:
        asks = standard_asks(self.framework, result, result.asked[self.column], self.wording)
        return f"{asks}; {minimum_consequence(result.minimum, self.wording)}"

    def _evidence(self, evidence: Sequence[Evidence]) -> tuple[tuple[EvidenceEntry, ...], int]:
        """The evidence that may be shown, and how much is held back."""
        shown = [entry for entry in evidence if self.register.may_show(entry)]
        return tuple(self._entry(entry) for entry in shown), len(evidence) - len(shown)

    def _entry(self, entry: Evidence) -> EvidenceEntry:
        source, say = self.register.sources[entry.source], self.wording
        page = say("p. {page}", page=entry.page) if entry.page else ""
        return EvidenceEntry(
            number=self.register.number(entry.source),
            source=entry.source,
            title=self._text(source.title),
            url=source.url or "",
            place=", ".join(part for part in (page, entry.locator or "") if part),
            quote=self._text(entry.quote),
            kind=say(KINDS[entry.kind]) if entry.kind else "",
            contradicts=entry.stance == "contradicts",
            note=self._text(entry.note),
            date=say.date(entry.date),
        )

    def _reply(self, reply: Reply | None) -> ReplyEntry | None:
        if reply is None:
            return None
        return ReplyEntry(
            text=self._text(reply.text),
            by=reply.by or "",
            date=self.wording.date(reply.date),
            outcome=self.wording(OUTCOMES[reply.outcome]) if reply.outcome else "",
            effect=self._text(reply.effect),
        )
