"""Writes docs/formats.md from the models, so that the page cannot say anything else than the program does.

    make docs    (python -m docs.make_formats)

The tables come from the models' fields; only the words around them and the examples stand here. `tests/test_docs.py` loads the examples
and fails when the page is out of date.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Iterator
from enum import EnumType
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from msiscore import assessment, framework, mapping, model, scales, theme
from msiscore.elicitation import judgements
from msiscore.framework import DEFAULT_POLICIES, NAMED_POWERS, PowerMean
from msiscore.loading import yaml_data, yaml_reader

PAGE = Path(__file__).with_name("formats.md")

SECTIONS: dict[type[BaseModel], str] = {
    framework.Framework: "The framework",
    framework.Dimension: "A dimension",
    framework.Criterion: "A criterion",
    framework.MinimumStandard: "A minimum standard",
    framework.MinimumScore: "A minimum score",
    scales.LevelScale: "Scale: levels",
    scales.YesNoScale: "Scale: yes-no",
    scales.PointsScale: "Scale: points",
    scales.MeasureScale: "Scale: measure",
    scales.ThresholdScale: "Scale: thresholds",
    scales.RelativeScale: "Scale: relative",
    framework.Band: "A band",
    framework.Requirement: "A requirement",
    framework.WeightSet: "A weight set",
    framework.View: "A view",
    framework.ViewValue: "A value of a view",
    assessment.SetFile: "The set",
    assessment.FrameworkName: "The framework of a set",
    assessment.Change: "A correction",
    assessment.Source: "A source",
    assessment.Assessment: "The assessment",
    assessment.Initiative: "The initiative",
    assessment.Fact: "A fact",
    assessment.Assessor: "An assessor",
    assessment.CriterionRating: "A rating",
    assessment.Evidence: "Evidence",
    assessment.Reply: "A reply",
    judgements.Respondent: "A respondent",
    judgements.StakeholderGroup: "A group of respondents",
    judgements.Asked: "How they were asked",
    judgements.Judgement: "A judgement",
    mapping.Mapping: "The mapping",
    mapping.TableShape: "The table of a mapping",
    mapping.MappedFramework: "The framework of a mapping",
    mapping.MappedDimension: "A dimension of a mapping",
    mapping.MappedCriterion: "A criterion of a mapping",
    mapping.MappedSet: "The set of a mapping",
    mapping.InitiativeColumns: "The columns about the initiative",
    mapping.NamedInitiative: "An initiative of a mapping",
    mapping.RatingColumns: "The columns of a rating",
    mapping.MappedSource: "A source of a mapping",
    mapping.MappedAssessor: "An assessor of a mapping",
    mapping.Ignored: "What a mapping leaves out",
    mapping.Column: "A column",
    theme.Theme: "The theme",
    theme.Colours: "Colours",
    theme.Fonts: "Fonts",
    theme.Passage: "A passage",
}
"""The models that have a section of their own, by its heading."""

FILES: dict[str, tuple[type[BaseModel], ...]] = {
    "framework.yaml": (
        framework.Framework,
        scales.LevelScale,
        scales.YesNoScale,
        scales.PointsScale,
        scales.MeasureScale,
        scales.ThresholdScale,
        scales.RelativeScale,
        framework.Band,
        framework.Requirement,
        framework.WeightSet,
        framework.View,
        framework.ViewValue,
    ),
    "dimension.yaml": (framework.Dimension, framework.Criterion, framework.MinimumStandard, framework.MinimumScore),
    "set.yaml": (assessment.SetFile, assessment.FrameworkName, assessment.Change),
    "sources.yaml": (assessment.Source,),
    "initiative.yaml": (
        assessment.Assessment,
        assessment.Initiative,
        assessment.Fact,
        assessment.Assessor,
        assessment.CriterionRating,
        assessment.Evidence,
        assessment.Reply,
    ),
    "respondent.yaml": (judgements.Respondent, judgements.StakeholderGroup, judgements.Asked, judgements.Judgement),
    "mapping.yaml": (
        mapping.Mapping,
        mapping.TableShape,
        mapping.MappedFramework,
        mapping.MappedDimension,
        mapping.MappedCriterion,
        mapping.MappedSet,
        mapping.InitiativeColumns,
        mapping.NamedInitiative,
        mapping.RatingColumns,
        mapping.MappedSource,
        mapping.MappedAssessor,
        mapping.Ignored,
        mapping.Column,
    ),
    "theme.yaml": (theme.Theme, theme.Colours, theme.Fonts, theme.Passage),
}
"""The models of each kind of file, in the order of the page."""

AGGREGATION = ", ".join(f"`{name}`" for name in NAMED_POWERS) + " or `{power: 0.5}`"
DIMENSIONS = (
    "list of names of files beside this one (`monitoring` for monitoring.yaml), or of [dimensions](#a-dimension) written out"
)
LANGUAGE = "code of a language: `en`, `nl`"
STATES = "map from state to policy, see [below](#states-and-policies)"
PARTS = "map from id to number or per cent, 0 or more"
TAG_WEIGHTS = "map from tag to a map from value to number, 0 or more"
OVERRIDES: dict[tuple[type[BaseModel], str], str] = {
    (framework.Framework, "dimensions"): DIMENSIONS,
    (framework.Dimension, "dimensions"): DIMENSIONS,
    (framework.Framework, "language"): LANGUAGE,
    (assessment.SetFile, "language"): LANGUAGE,
    (framework.Framework, "states"): STATES,
    (framework.Criterion, "states"): STATES,
    (framework.Framework, "scales"): "map from name to [scale](#scale-levels), by its `kind`",
    (scales.RelativeScale, "above"): "share or list of shares: `50%`",
    (framework.Framework, "tag_weights"): TAG_WEIGHTS,
    (framework.WeightSet, "tag_weights"): TAG_WEIGHTS,
    (framework.Framework, "weight_sets"): "map from name to [weight set](#a-weight-set)",
    (framework.Criterion, "tags"): "map from tag to value or list of values",
    (framework.WeightSet, "weights"): "map from id to number, 0 or more",
    (framework.View, "values"): "list of [values](#a-value-of-a-view)",
    (assessment.SetFile, "framework"): "id or path, or a map with [id and version](#the-framework-of-a-set)",
    (assessment.Initiative, "tags"): "map from tag to value",
    (assessment.Assessment, "ratings"): "map from the id of a criterion to [rating](#a-rating), or of a dimension to a state",
    (judgements.Respondent, "group"): "id, or a map with [id and title](#a-group-of-respondents)",
    (judgements.Respondent, "judgements"): "one [judgement](#a-judgement) or a list of them",
    (judgements.Judgement, "weights"): PARTS,
    (judgements.Judgement, "points"): PARTS,
    (judgements.Judgement, "compared"): "map from id to a map from id to number or fraction: `3`, `1/3`",
    (judgements.Judgement, "best"): "id",
    (judgements.Judgement, "worst"): "id",
    (judgements.Judgement, "best_to_others"): "map from id to number, 1 to 9",
    (judgements.Judgement, "others_to_worst"): "map from id to number, 1 to 9",
    (judgements.Judgement, "order"): "list of ids, or of lists of ids",
    (mapping.TableShape, "header"): "number of a row, or a list of two that follow each other",
    (mapping.MappedFramework, "language"): LANGUAGE,
    (mapping.MappedFramework, "states"): STATES,
    (mapping.MappedFramework, "scales"): "map from name to [scale](#scale-levels), by its `kind`",
    (mapping.MappedSet, "language"): LANGUAGE,
    (mapping.Mapping, "words"): "map from scale to a map from word to answer",
    (mapping.Mapping, "states"): "map from word to " + ", ".join(f"`{state.value}`" for state in framework.State),
    (mapping.Mapping, "sources"): "map from id to [source](#a-source-of-a-mapping)",
    (mapping.Ignored, "columns"): "list of [columns](#a-column)",
    (mapping.Column, "at"): "one to three letters",
    (theme.Theme, "sections"): "list of sections by name, and of [passages](#a-passage)",
    (assessment.Assessment, "replies"): "map from the id of a criterion to [reply](#a-reply)",
}
"""What is allowed where the type alone says too little."""

NAMED: list[tuple[Any, str]] = [
    (model.Text, "text"),
    (model.Texts, "list of texts"),
    (model.Words, "list of words"),
    (model.Share, "share: `60%` or `0.6`"),
    (model.Weight, "number, 0 or more"),
    (judgements.Points, "number"),
    (framework.LowestScore, "number, 0 to 100"),
    (model.Identifier, "id"),
    (model.PartialDate, "date"),
    (model.WebAddress, "web address"),
    (theme.Colour, 'colour: `"#00224e"`'),
    (framework.Aggregation, AGGREGATION),
    (framework.MinimumChildren, "number `2`, or share `50%`"),
    (assessment.EvidenceList, "list of [evidence](#evidence)"),
    (assessment.Rating, "[rating](#a-rating)"),
    (mapping.ColumnOf, "heading, or [column](#a-column)"),
]
"""What our own types are called on the page. Pairs and not a dictionary, because some types cannot be hashed."""

PLAIN = {str: "plain text", float: "number", int: "whole number", bool: "`yes` or `no`"}
"""What Python's types are called."""


def page() -> str:
    """The text of docs/formats.md."""
    parts = [_text("head").format(bytes=f"{yaml_reader.MAXIMUM_BYTES / 1e6:g} MB", depth=yaml_data.MAXIMUM_DEPTH)]
    for file, models in FILES.items():
        parts.append(_text(file))
        parts += ["\n".join(_section(one)) for one in models]
    parts.append("\n".join([_text("states"), *_states()]))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _text(name: str) -> str:
    """The part `name` of the words in formats-words.md, where a line `<!-- name -->` opens each part."""
    words = Path(__file__).with_name("formats-words.md").read_text(encoding="utf-8")
    return words.partition(f"<!-- {name} -->\n")[2].partition("\n<!-- ")[0]


def _section(of: type[BaseModel]) -> Iterator[str]:
    yield f"### {SECTIONS[of]}"
    yield ""
    about = inspect.cleandoc(of.__doc__ or "").partition("\n\n")[0].replace("See docs/formats.md for every key.", "")
    yield from [" ".join(about.split()), ""]
    yield "| key | what it is | allowed | if absent |"
    yield "| --- | --- | --- | --- |"
    annotations = _annotations(of)
    for name, field in of.model_fields.items():
        if field.exclude:
            continue
        cells = [f"`{field.alias}`", field.description or "", _allowed(of, name, annotations[name], field), _absent(of, field)]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _annotations(of: type[BaseModel]) -> dict[str, Any]:
    """The annotations of a model and of those it inherits from, as written, with what `Annotated` adds."""
    found: dict[str, Any] = {}
    for base in reversed(of.__mro__):
        if base.__module__.startswith("msiscore."):
            found |= inspect.get_annotations(base, eval_str=True)
    return found


def _allowed(of: type[BaseModel], name: str, annotation: Any, field: FieldInfo) -> str:
    return OVERRIDES.get((of, name)) or _named(annotation) or _phrase(annotation) + _limits(field)


def _named(annotation: Any) -> str | None:
    return next((phrase for known, phrase in NAMED if annotation is known or annotation == known), None)


def _phrase(annotation: Any) -> str:
    if (phrase := _named(annotation)) is not None:
        return phrase
    if annotation in PLAIN:
        return PLAIN[annotation]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _phrase(next(one for one in inner if one is not type(None)))
    if origin is typing.Annotated:
        return _phrase(inner[0])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if isinstance(annotation, EnumType):
        return ", ".join(f"`{member.value}`" for member in annotation)  # type: ignore[var-annotated]
    if origin is tuple:
        return f"list of {_many(inner[0])}"
    if origin is dict:
        return f"map from {_phrase(inner[0])} to {_phrase(inner[1])}"
    if isinstance(annotation, type) and annotation in SECTIONS:
        title = SECTIONS[annotation]
        return f"[{title.removeprefix('A ').removeprefix('An ').removeprefix('The ').lower()}](#{_anchor(title)})"
    raise TypeError(f"docs/make_formats.py does not know what to call {annotation}")


def _many(annotation: Any) -> str:
    phrase = _phrase(annotation)
    if phrase.startswith("["):
        end = " of a mapping]" if " of a mapping]" in phrase else "]"
        return phrase.replace(end, f"s{end}", 1).replace("criterions", "criteria").replace("replys", "replies")
    return phrase if phrase.startswith("`") else {"text": "texts", "number": "numbers", "plain text": "plain texts"}[phrase]


def _anchor(title: str) -> str:
    return title.lower().replace(":", "").replace(" ", "-")


def _limits(field: FieldInfo) -> str:
    """The limits of a field in words; those of its named types are in their phrases."""
    limits = []
    for one in field.metadata:
        if isinstance(one, Gt):
            limits.append(f"above {one.gt}")
        elif isinstance(one, Ge) and any(isinstance(other, Le) for other in field.metadata):
            limits.append(f"{one.ge} to {next(other.le for other in field.metadata if isinstance(other, Le))}")
        elif isinstance(one, MinLen) and one.min_length > 1:
            limits.append(f"at least {one.min_length}")
    return f", {', '.join(limits)}" if limits else ""


def _absent(of: type[BaseModel], field: FieldInfo) -> str:
    """What stands in the place of a key that is absent."""
    if field.is_required() or (issubclass(of, scales.BaseScale) and field.alias == "kind"):
        return "**must be there**"
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is None or value in ((), {}, ""):
        return ""
    if isinstance(value, PowerMean):
        return "`arithmetic`"
    if isinstance(value, BaseModel):
        return ""  # all its own keys are absent, and have their own line
    if isinstance(value, tuple):
        return f"`{', '.join(map(str, value))}`"
    return f"`{'yes' if value is True else 'no' if value is False else f'{value:g}' if isinstance(value, float) else value}`"


def _states() -> Iterator[str]:
    yield "| state | policy if the framework states none |"
    yield "| --- | --- |"
    for state, policy in DEFAULT_POLICIES.items():
        yield f"| `{state.value}` | `{policy.value}` |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
