"""What an assessment must be to its framework and sources, and what it still lacks before it can be published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msiscore.assessment import Assessment, CriterionRating, Evidence, Rating, SetFile, Source
from msiscore.errors import nearest, shorten
from msiscore.framework import AnyMinimum, Aspect, Criterion, Framework, Requirement, State
from msiscore.loading.documents import Document
from msiscore.loading.framework_checks import check_languages
from msiscore.loading.yaml_reader import KeyPath
from msiscore.scales import BaseScale, UnreadableAnswer

_OF_A_STATE = {"state", "confidence", "reason", "evidence", "assessor", "date"}


def check_assessment(
    assessment: Assessment, framework: Framework, sources: Collection[str] | None, about: SetFile, document: Document
) -> None:
    """Record every problem and every gap of `assessment`; `sources` are the ids that evidence may name, None if nobody knows."""
    _check_initiative(assessment, framework, about, document)
    dimensions = {dimension.id for dimension in framework.walk()}
    for id_, rating in assessment.ratings.items():
        path: KeyPath = ("ratings", id_)
        criterion = framework.criterion_by_id.get(id_)
        if criterion is None and id_ in dimensions:
            _check_dimension_state(id_, rating, path, document)
        elif criterion is None:
            _unknown_criterion(id_, path, framework, document)
        else:
            _check_criterion_rating(criterion, rating, framework, path, document)
    for id_ in assessment.replies:
        if id_ not in framework.criterion_by_id:
            _unknown_criterion(id_, ("replies", id_), framework, document)
    known = list(sources or ())
    for path, evidence in _all_evidence(assessment):
        if sources is not None and evidence.source not in sources:
            message = f"there is no source `{shorten(evidence.source)}` in sources.yaml"
            document.problem("unknown-source", path, message, hint=nearest(evidence.source, known) or "add it there")
    _check_assessors(assessment, document)
    check_languages(assessment, about.languages, about.language, document)


def check_sources_used(assessments: Iterable[Assessment], sources: Mapping[str, Source], document: Document) -> None:
    """Record, as a gap, each source that no evidence names."""
    used = {evidence.source for assessment in assessments for _, evidence in _all_evidence(assessment)}
    for id_ in sources:
        if id_ not in used:
            document.problem("unused-source", (id_,), f"the source `{id_}` is not used", gap=True)


def _unknown_criterion(id_: str, path: KeyPath, framework: Framework, document: Document) -> None:
    known = list(framework.criterion_by_id)
    message = f"the framework `{framework.id}` has no criterion `{shorten(id_)}`"
    document.problem("unknown-criterion", path, message, hint=nearest(id_, known), at_key=True)


def _check_dimension_state(id_: str, rating: CriterionRating, path: KeyPath, document: Document) -> None:
    """A whole dimension has no rating of its own; but a state may hold for everything in it."""
    beside = sorted(
        key for key in rating.model_fields_set.difference(_OF_A_STATE) if key != "bare" and getattr(rating, key) is not None
    )
    if rating.state is None or beside:
        message = f"`{id_}` is a dimension: it can have a state, which then holds for its criteria, but no rating"
        found = rating.bare or ", ".join(beside)
        hint = "give the answers to its criteria"
        document.problem("dimension-rating", path, message, found=found, allowed=", ".join(State), hint=hint)
        return
    _record_gaps(id_, rating, path, document)


def _check_initiative(assessment: Assessment, framework: Framework, about: SetFile, document: Document) -> None:
    initiative = assessment.initiative
    as_of = assessment.as_of or about.as_of
    if initiative.started and initiative.ended and initiative.ended.last_day < initiative.started.first_day:
        document.problem(
            "dates",
            ("initiative", "ended"),
            "the initiative ends before it starts",
            found=f"{initiative.started} to {initiative.ended}",
        )
    if initiative.started and as_of.last_day < initiative.started.first_day:
        document.problem(
            "dates",
            ("initiative", "started"),
            "the initiative starts after the date that the assessment speaks of",
            found=f"{initiative.started}, as of {as_of}",
        )
    for name, rising in _rising(framework):
        key = rising.counted_from
        if (initiative.started if key == "started" else initiative.member_since) is None:
            document.problem("no-start", ("initiative",), f"{name} rises by year, but `{key}` is not stated", gap=True)


def _rising(framework: Framework) -> Iterator[tuple[str, AnyMinimum | Requirement]]:
    """What asks more from year to year, and what it is called in a message."""
    for id_, minimum in framework.standards:
        if minimum.by_year:
            yield f"the minimum standard of {f'`{id_}`' if id_ else 'the whole'}", minimum
    for band in framework.bands:
        for requirement in band.requires:
            if requirement.by_year:
                yield f"what the band `{band.name}` requires of `{requirement.of}`", requirement


def _check_criterion_rating(
    criterion: Criterion, rating: CriterionRating, framework: Framework, path: KeyPath, document: Document
) -> None:
    scale = framework.scale_of(criterion)
    if not criterion.aspects and rating.paper is None and rating.practice is None:
        _check_rating(criterion.id, rating, scale, path, document)
        return
    given = [aspect for aspect in Aspect if rating.of_aspect(aspect) is not None]
    if not criterion.aspects:
        for aspect in given:
            document.problem("aspect", (*path, aspect.value), f"`{criterion.id}` does not tell paper and practice apart")
        return
    due = " and ".join(f"`{aspect}:`" for aspect in criterion.aspects)
    beside = [key for key in rating.model_fields_set.difference(Aspect) if getattr(rating, key) not in (None, ())]
    if rating.has_own_answer:
        document.problem("aspect", path, f"`{criterion.id}` is rated apart by {due}", hint=f"put the rating under {due}")
    elif given and beside:
        found = ", ".join(sorted(beside))
        document.problem("aspect", path, f"`{criterion.id}` has something beside {due}", found=found, hint=f"put it under {due}")
    elif not given:
        document.problem("no-answer", path, f"the rating of `{criterion.id}` is empty", allowed=due)
    for aspect in given:
        if aspect not in criterion.aspects:
            document.problem(
                "aspect", (*path, aspect.value), f"`{criterion.id}` is not rated by the aspect `{aspect}`", allowed=due
            )
        elif (part := rating.of_aspect(aspect)) is not None:
            _check_rating(f"{criterion.id}, {aspect}", part, scale, (*path, aspect.value), document)


def _check_rating(name: str, rating: Rating, scale: BaseScale, path: KeyPath, document: Document) -> None:
    found_in = (("level", rating.level), ("value", rating.value), ("state", rating.state))
    answers = [key for key, answer in found_in if answer is not None]
    if len(answers) > 1:
        found, allowed = ", ".join(answers), "one of level, value and state"
        document.problem("two-answers", path, f"`{name}` has more than one answer", found=found, allowed=allowed)
        return
    if not answers and rating.bare is None:
        document.problem("no-answer", path, f"the rating of `{name}` has no level, value or state", allowed=scale.allowed)
        return
    key = "value" if scale.measured else "level"
    if answers and answers[0] != "state" and answers[0] != key:
        message = f"on this scale `{name}` takes `{key}:`, not `{answers[0]}:`"
        document.problem("answer-key", (*path, answers[0]), message, allowed=scale.allowed, at_key=True)
    elif rating.answer is not None:
        _check_answer(name, rating, scale, (*path, *answers), document)
    _check_quantity(name, rating, scale, path, document)
    _record_gaps(name, rating, path, document)


def _check_answer(name: str, rating: Rating, scale: BaseScale, path: KeyPath, document: Document) -> None:
    answer = rating.answer or ""
    try:
        scale.read(answer)
    except UnreadableAnswer as error:
        states = [state.value for state in State]
        document.problem(
            "answer",
            path,
            f"`{name}`: {error}",
            allowed=error.allowed + (f"; or a state: {', '.join(states)}" if rating.bare is not None else ""),
            hint=nearest(answer, states) if rating.bare is not None else "",
        )


def _check_quantity(name: str, rating: Rating, scale: BaseScale, path: KeyPath, document: Document) -> None:
    """A measured value has the unit of its scale, and is what its numerator and denominator give."""
    if rating.unit is None and rating.numerator is None and rating.denominator is None:
        return
    unit = getattr(scale, "unit", "")
    if not scale.measured:
        document.problem("quantity", path, f"`{name}` is not a measured value, so it has no unit, numerator or denominator")
        return
    if rating.unit is not None and rating.unit != unit:
        document.problem(
            "unit",
            (*path, "unit"),
            f"`{name}` is in another unit than its scale",
            found=rating.unit,
            allowed=unit or "no unit",
            hint="convert the value to the unit of the scale",
        )
    if (rating.numerator is None) != (rating.denominator is None):
        document.problem("quantity", path, f"`{name}` has a numerator or a denominator, but not both")
    elif rating.denominator is not None and rating.denominator <= 0:
        document.problem(
            "quantity", (*path, "denominator"), f"the denominator of `{name}` is not above 0", found=f"{rating.denominator:g}"
        )
    elif rating.numerator is not None and rating.denominator is not None and rating.answer is not None:
        due = rating.numerator / rating.denominator * (100 if unit == "%" else 1)
        if not _agrees(rating.answer, due):
            found = f"{rating.numerator:g} / {rating.denominator:g} = {due:.4g}{' %' if unit == '%' else ''}"
            document.problem(
                "quantity",
                path,
                f"`{name}` says {rating.answer}, but its numerator and denominator give another value",
                found=found,
            )


def _agrees(answer: str, due: float) -> bool:
    """Whether the number `answer` is `due` rounded (up or down) to the decimals that were written."""
    try:
        number = float(answer)
    except ValueError:
        return True  # reported where the answer is read
    decimals = len(answer.strip().partition(".")[2])
    return bool(abs(number - due) <= 0.5 * 10.0**-decimals * (1 + 1e-9))


def _record_gaps(name: str, rating: Rating, path: KeyPath, document: Document) -> None:
    if rating.state is State.UNANSWERED:
        return
    if rating.reason is None:
        document.problem("no-reason", path, f"`{name}` has no reason", gap=True)
    if not rating.evidence and rating.state in (None, State.NOTHING_FOUND):
        document.problem("no-evidence", path, f"`{name}` has no evidence", gap=True)


def _check_assessors(assessment: Assessment, document: Document) -> None:
    ids = [assessor.id for assessor in assessment.assessors]
    seen: set[str] = set()
    for index, id_ in enumerate(ids):
        if id_ in seen:
            document.problem("duplicate-id", ("assessors", index, "id"), f"two assessors have the id `{id_}`")
        seen.add(id_)
    for id_, rating in assessment.ratings.items():
        for below, part in rating.parts():
            if part.assessor is not None and part.assessor not in ids:
                document.problem(
                    "unknown-assessor",
                    ("ratings", id_, *below, "assessor"),
                    f"there is no assessor `{shorten(part.assessor)}` in this file",
                    allowed=", ".join(ids),
                    hint=nearest(part.assessor, ids),
                )
    if not ids:
        document.problem("no-assessor", (), "no assessor is named, so nobody's interests are stated", gap=True)


def _all_evidence(assessment: Assessment) -> Iterable[tuple[KeyPath, Evidence]]:
    for id_, rating in assessment.ratings.items():
        for below, part in rating.parts():
            for index, evidence in enumerate(part.evidence):
                yield ("ratings", id_, *below, "evidence", index), evidence
    for number, fact in enumerate(assessment.initiative.facts):
        for index, evidence in enumerate(fact.evidence):
            yield ("initiative", "facts", number, "evidence", index), evidence
