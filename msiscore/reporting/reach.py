"""How far initiatives reach: the shares of companies and of the market that the framework's reach criteria ask for.

A criterion is one of reach when it has the tag `reach: companies` or `reach: market` and is rated with a share in percent. The two are
different quantities and are never added up or put in one bar.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from msiscore.assessment import Assessment, Rating
from msiscore.framework import REACH_KINDS, REACH_TAG, Criterion, Framework
from msiscore.rating_matrix import Item, rating_of
from msiscore.reporting.phrases import ASPECTS, REACH_TITLES
from msiscore.reporting.report import Figure, Profile, RatingEntry
from msiscore.reporting.report_results import ReachBar, ReachKind, ReachMeasure, ReachTable
from msiscore.reporting.tables import initiative_terms
from msiscore.reporting.wording import NO_NUMBER, Wording, with_unit
from msiscore.scoring.scores import Scores


def reach(scores: Scores, profiles: Sequence[Profile], wording: Wording) -> ReachTable | None:
    """The reach of each initiative, in the order of the ranking, with the evidence that `profiles` may show; None without measures.

    A share that nobody knows stays unknown: its bar has no number and says which state it has.
    """
    items = reach_items(scores)
    if not items:
        return None
    framework = scores.assessment_set.framework
    kinds = [_kind(item.criterion) for _, item in items]
    measures = tuple(
        ReachMeasure(criterion=item.criterion.id, title=_title(item, wording), kind=kind, kind_title=wording(REACH_TITLES[kind]))
        for (_, item), kind in zip(items, kinds, strict=True)
    )
    by_id = {one.initiative.id: one for one in scores.assessment_set.assessments}
    shown = {profile.id: _entries(profile) for profile in profiles}
    rows = []
    for column, term in initiative_terms(scores, wording):
        bars = tuple(
            _bar(
                framework,
                item,
                float(scores.matrix.raw[row, column]),
                _rating(by_id[term.name], item),
                shown[term.name][item.criterion.id, wording(ASPECTS[item.aspect]) if item.aspect else ""],
                wording,
            )
            for row, item in items
        )
        rows.append((term, bars))
    known = [int(np.sum(~np.isnan(scores.matrix.raw[row]))) for row, _ in items]
    said = [
        wording("“{title}” is known for {count} of {all}.", title=measure.title, count=count, all=len(rows))
        for measure, count in zip(measures, known, strict=True)
    ]
    return ReachTable(measures=measures, rows=tuple(rows), reading=" ".join(said))


def reach_items(scores: Scores) -> list[tuple[int, Item]]:
    """The items that measure reach, with their rows in the matrix: those of companies first, then those of the market."""
    framework = scores.assessment_set.framework
    found = [(row, item) for row, item in enumerate(scores.matrix.items) if is_reach(framework, item.criterion)]
    return sorted(found, key=lambda pair: (REACH_KINDS.index(_kind(pair[1].criterion)), pair[0]))


def is_reach(framework: Framework, criterion: Criterion) -> bool:
    """Whether `criterion` measures reach: it says so by its tag, and its answers are shares in percent."""
    scale = framework.scale_of(criterion)
    tagged = any(kind in criterion.tags.get(REACH_TAG, ()) for kind in REACH_KINDS)
    return tagged and scale.measured and getattr(scale, "unit", "") == "%"


def _kind(criterion: Criterion) -> ReachKind:
    return next(kind for kind in REACH_KINDS if kind in criterion.tags[REACH_TAG])


def _title(item: Item, wording: Wording) -> str:
    title = item.criterion.title.in_language(wording.language)
    return f"{title} ({wording(ASPECTS[item.aspect])})" if item.aspect else title


def _rating(assessment: Assessment, item: Item) -> Rating:
    return rating_of(assessment, item) or Rating()


def _entries(profile: Profile) -> dict[tuple[str, str], RatingEntry]:
    return {(entry.criterion, entry.aspect): entry for part in profile.dimensions for entry in part.ratings}


def _bar(framework: Framework, item: Item, raw: float, rating: Rating, entry: RatingEntry, wording: Wording) -> ReachBar:
    share, why, of, date = Figure(None, NO_NUMBER), wording("unknown ({state})", state=entry.answer), "", ""
    if not np.isnan(raw):
        unit = getattr(framework.scale_of(item.criterion), "unit", "")
        share, why = Figure(raw, with_unit(wording.quantity(raw), unit)), ""
        of, date = _parts(rating, wording), wording.date(rating.date) or wording("date not stated")
    elif entry.state == "not-applicable":
        why = entry.answer
    return ReachBar(share=share, why=why, of=of, date=date, evidence=entry.evidence, held_back=entry.held_back)


def _parts(rating: Rating, wording: Wording) -> str:
    """What was counted of what; a number that the rating does not give is said to be missing, so that nobody looks for it in vain."""
    part, whole = (None if number is None else wording.quantity(number) for number in (rating.numerator, rating.denominator))
    if part is not None and whole is not None:
        return wording("{part} of {whole}", part=part, whole=whole)
    if part is not None:
        return wording("numerator {part}, denominator not stated", part=part)
    if whole is not None:
        return wording("numerator not stated, denominator {whole}", whole=whole)
    return wording("numerator and denominator not stated")
