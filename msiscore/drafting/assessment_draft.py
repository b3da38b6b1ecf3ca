"""The text of a new assessment file: every question of the framework, its descriptors and allowed answers, ready to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msiscore.drafting.comments import answer_line, comment, one_line, quoted, rule
from msiscore.framework import Criterion, Dimension, Framework, State
from msiscore.model import Text
from msiscore.scales import BaseScale, LevelScale, ThresholdScale, YesNoScale

STATE_MEANINGS = {
    State.NOTHING_FOUND: "somebody looked where it should stand, and it was not there",
    State.NOT_APPLICABLE: "the question does not apply to this initiative",
    State.TOO_EARLY: "it cannot be expected yet",
    State.CONFIDENTIAL: "the answer is known but may not be told",
    State.NOT_ASSESSABLE: "somebody looked, and it could not be judged",
}
INDENT = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a new assessment file is about. `schema` is the way from the file to its JSON Schema, "" for none."""

    framework: Framework
    set_name: str
    initiative: str
    title: str
    language: str = "en"
    schema: str = ""


def draft_assessment(draft: Draft) -> str:
    """The text of the file: valid as it stands, with nothing answered. Texts of the framework are in the draft's language."""
    return "\n".join([*_head(draft), *_about(draft), *_ratings(draft), *_end(), ""])


def _head(draft: Draft) -> Iterator[str]:
    framework = draft.framework
    if draft.schema:
        yield f"# yaml-language-server: $schema={draft.schema}"
    yield from comment(f"Assessment of {draft.title} by the framework {framework.id} {framework.version}.")
    yield "#"
    yield "# HOW TO FILL THIS IN"
    yield "#"
    yield "# Under `ratings:` each criterion has its question and its answers. To answer, delete the # before"
    yield "# ONE of the answers, so that the line looks like this (two spaces before it, and no tabs):"
    yield "#"
    example = framework.criteria[0]
    scale = framework.scale_of(example)
    answer = _example_answer(scale)
    yield f"#   {example.id}: {answer}"
    yield "#"
    yield "# That is enough for a draft. Before publishing, each rating needs its reason and its evidence:"
    yield "#"
    yield f"#   {example.id}:"
    yield f"#     {'value' if scale.measured else 'level'}: {answer}"
    yield "#     confidence: medium                     # low, medium or high"
    yield "#     reason: >-"
    yield "#       Why this answer, in a sentence or two of your own."
    yield "#     evidence:"
    yield '#       - {source: annual-report, page: "12"}  # a source that sources.yaml describes'
    yield "#"
    yield "# Where there is no rating, say why: a state in the place of the level, or `state: too-early`."
    yield "#"
    for state, meaning in STATE_MEANINGS.items():
        yield f"#   {state.value:<15} {meaning}"
    yield "#"
    yield "# A criterion that stays commented out is unanswered. To see what is missing and what is wrong, run:"
    yield "#"
    yield f"#   msiscore check {draft.set_name}"
    yield ""


def _about(draft: Draft) -> Iterator[str]:
    yield from [
        "initiative:",
        f"  id: {draft.initiative}",
        f"  title: {quoted(draft.title)}",
        "  #sector: food",
        "  #country: Netherlands",
        "  #started: 2018-06-29  # a year or a month will do, too: 2018, 2018-06",
        "  #ended: 2023-06-30",
        "  #website: https://www.example.org",
        "  #summary: What the initiative is and who takes part, in a few sentences.",
        "",
        "#as-of: 2020-07-08  # the date this assessment speaks of, if it is not that of the set",
        "",
        "# Who rates, and what they have at stake.",
        "#assessors:",
        "#  - {id: a1, name: Your name, interests: none}",
        "",
    ]


def _ratings(draft: Draft) -> Iterator[str]:
    yield "ratings:"
    for dimension, parents in _walk(draft.framework.dimensions, ()):
        yield ""
        yield rule(INDENT, "=")
        title = " > ".join(one_line(part.title.in_language(draft.language)) for part in [*parents, dimension])
        yield from comment(title, indent=INDENT)
        yield from comment(_said(dimension.summary, draft.language), indent=INDENT)
        yield rule(INDENT, "=")
        for criterion in dimension.criteria:
            yield ""
            yield from _criterion(criterion, draft)
    yield ""


def _end() -> Iterator[str]:
    yield from [
        "# What the assessed initiative answered, by criterion, and what came of it.",
        "#replies:",
        "#  XXX-01: {text: Their answer., date: 2020-06-01, by: The secretariat, outcome: noted}",
    ]


def _walk(dimensions: Sequence[Dimension], parents: tuple[Dimension, ...]) -> Iterator[tuple[Dimension, tuple[Dimension, ...]]]:
    for dimension in dimensions:
        yield dimension, parents
        yield from _walk(dimension.dimensions, (*parents, dimension))


def _criterion(criterion: Criterion, draft: Draft) -> Iterator[str]:
    language, scale = draft.language, draft.framework.scale_of(criterion)
    yield from comment(f"{criterion.id}  {criterion.title.in_language(language)}", indent=INDENT, label="---- ")
    yield from comment(criterion.question.in_language(language), indent=INDENT)
    yield from comment(_said(criterion.why, language), indent=INDENT, label="Why: ")
    yield from comment(_said(criterion.guidance, language), indent=INDENT, label="Guidance: ")
    yield from comment(_said(criterion.evidence_needed, language), indent=INDENT, label="Evidence needed: ")
    if criterion.aspects:
        parts = ", ".join(f"{aspect.value}: " for aspect in criterion.aspects)
        what = " and ".join(f"`{aspect.value}:`" for aspect in criterion.aspects)
        yield from answer_line(f"{criterion.id}: {{{parts}}}", f"write one of the answers below after {what}", indent=INDENT)
        for answer, meaning in _answers(criterion, scale, language):
            yield from comment(meaning or scale.allowed, indent=INDENT, label=f"  {answer or 'a number'}  ", hang="     ")
    else:
        for answer, meaning in _answers(criterion, scale, language):
            yield from answer_line(f"{criterion.id}: {answer}".rstrip(), meaning, indent=INDENT)
        others = ", ".join(state.value for state in STATE_MEANINGS if state is not State.NOTHING_FOUND)
        yield from answer_line(f"{criterion.id}: {State.NOTHING_FOUND.value}", f"or {others}", indent=INDENT)
    if scale.measured:
        for number, descriptor in enumerate(_descriptors(criterion, language)):
            label = f"  level {number}{_step(scale, number)}: "
            yield from comment(descriptor, indent=INDENT, label=label, hang="    ")


def _answers(criterion: Criterion, scale: BaseScale, language: str) -> Iterator[tuple[str, str]]:
    """Each allowed answer with its meaning; for a scale of numbers one empty answer, with what is due in its place."""
    descriptors = [*_descriptors(criterion, language), *[""] * scale.step_count]
    if isinstance(scale, LevelScale):
        for index, level in enumerate(scale.levels):
            meaning = (
                f"{level.in_language(language)}: {descriptors[index]}" if descriptors[index] else level.in_language(language)
            )
            yield str(index + scale.first), meaning
    elif isinstance(scale, YesNoScale):
        yield from (("no", descriptors[0]), ("yes", descriptors[1]))
    else:
        yield "", f"write the number here; allowed: {scale.allowed}"


def _descriptors(criterion: Criterion, language: str) -> list[str]:
    return [descriptor.in_language(language) for descriptor in criterion.descriptors]


def _step(scale: BaseScale, number: int) -> str:
    if not isinstance(scale, ThresholdScale) or not 0 < number <= len(scale.steps):
        return ""
    return f" ({scale.steps[number - 1]}{' ' + scale.unit if scale.unit else ''})"


def _example_answer(scale: BaseScale) -> str:
    if isinstance(scale, LevelScale):
        return str(scale.first + 1)
    return "yes" if isinstance(scale, YesNoScale) else "12.5"


def _said(text: Text | None, language: str) -> str:
    return text.in_language(language) if text is not None else ""
