"""What the parts of a framework must be to each other; every check records problems with their place and goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from msiscore.errors import nearest, shorten
from msiscore.framework import Criterion, Dimension, Framework, State, StatePolicy
from msiscore.loading.documents import Document
from msiscore.loading.framework_standards import (
    Place,
    check_bands,
    check_minimum,
    check_minimum_score,
    check_requirements,
    check_total,
    check_unique,
)
from msiscore.loading.framework_weights import (
    check_children_asked,
    check_counts,
    check_tag_weights,
    check_weight_sets,
    check_weights,
)
from msiscore.loading.reach_checks import check_reach
from msiscore.loading.yaml_reader import KeyPath
from msiscore.model import Text
from msiscore.scales import BaseScale, LevelScale


def check_framework(framework: Framework, document: Document) -> None:
    """Record everything about `framework` that its models cannot see by themselves."""
    dimensions = list(_dimensions(framework.dimensions, ()))
    _check_ids(dimensions, document)
    _check_levels(framework, document)
    for dimension, path in dimensions:
        _check_dimension(dimension, path, document)
        check_minimum_score(dimension.minimum, (*path, "minimum"), document)
        for index, criterion in enumerate(dimension.criteria):
            _check_criterion(framework, criterion, (*path, "criteria", index), document)
    check_minimum_score(framework.minimum, ("minimum",), document)
    check_total(framework, dimensions, document)
    check_weights(framework, dimensions, document)
    check_counts(framework, document)
    check_children_asked(framework, dimensions, document)
    _check_aspects(framework, dimensions, document)
    check_bands(framework, document)
    if not document.stand_ins:  # else what they name may stand in a file that could not be read
        check_weight_sets(framework, document)
        check_tag_weights(framework, dimensions, document)
        _check_views(framework, document)
        check_requirements(framework, document)
    if framework.states.get(State.NOT_APPLICABLE, StatePolicy.EXCLUDE) is not StatePolicy.EXCLUDE:
        document.problem("policy", ("states", "not-applicable"), "`not-applicable` is always excluded", allowed="exclude")
    check_languages(framework, framework.languages, framework.language, document)


def _dimensions(dimensions: Sequence[Dimension], path: KeyPath) -> Iterator[Place]:
    for index, dimension in enumerate(dimensions):
        here: KeyPath = (*path, "dimensions", index)
        yield dimension, here
        yield from _dimensions(dimension.dimensions, here)


def _check_ids(dimensions: Sequence[Place], document: Document) -> None:
    seen: dict[str, KeyPath] = {}
    places: list[tuple[str, KeyPath]] = []
    for dimension, path in dimensions:
        places.append((dimension.id, (*path, "id")))
        places += [(c.id, (*path, "criteria", index, "id")) for index, c in enumerate(dimension.criteria)]
    for id_, path in places:
        if id_ in seen:
            file, line, _ = document.locate(seen[id_])
            document.problem(
                "duplicate-id", path, f"the id `{id_}` is taken", hint=f"it is first used in {file.name}, line {line}"
            )
        seen.setdefault(id_, path)


def _check_levels(framework: Framework, document: Document) -> None:
    if framework.default_scale is not None and framework.default_scale not in framework.scales:
        _unknown_scale(framework, framework.default_scale, ("default-scale",), document)
    for name, scale in framework.scales.items():
        if isinstance(scale, LevelScale):
            _check_level_names(scale, ("scales", name, "levels"), document)


def _check_level_names(scale: LevelScale, path: KeyPath, document: Document) -> None:
    """A rating names a level by its number or by its name in any language, so none of these may mean two levels, or a state."""
    index_of: dict[str, int] = {}
    for index, level in enumerate(scale.levels):
        for written in level.by_language.values():
            name = written.strip().casefold()
            if index_of.setdefault(name, index) != index:
                document.problem("duplicate-level", (*path, index), f"two levels of the scale have the name `{shorten(written)}`")
            elif name in set(State):
                document.problem("level-name", (*path, index), f"a level cannot be called `{name}`: that is a state")
            elif name.isascii() and name.isdigit() and int(name[:9]) != scale.first + index:
                number = scale.first + index
                message = f"the level number {number} is called `{shorten(written)}`, so a rating could mean either"
                document.problem("level-name", (*path, index), message, hint="give it a name in words, or its own number")


def _unknown_scale(framework: Framework, name: str, path: KeyPath, document: Document) -> None:
    known = list(framework.scales)
    document.problem("unknown-scale", path, f"there is no scale `{name}`", allowed=", ".join(known), hint=nearest(name, known))


def _check_dimension(dimension: Dimension, path: KeyPath, document: Document) -> None:
    if not dimension.criteria and not dimension.dimensions:
        message = f"the dimension `{dimension.id}` has neither criteria nor dimensions"
        document.problem("empty-dimension", path, message, hint="give it `criteria:`, or take it out")
    elif not dimension.dimensions and all(criterion.bonus for criterion in dimension.criteria):
        document.problem("only-bonus", path, f"the dimension `{dimension.id}` has only bonus criteria: there is nothing to lift")


def _check_criterion(framework: Framework, criterion: Criterion, path: KeyPath, document: Document) -> None:
    if criterion.scale is not None and criterion.scale not in framework.scales:
        return _unknown_scale(framework, criterion.scale, (*path, "scale"), document)
    if criterion.scale is None and framework.default_scale is None and len(framework.scales) > 1:
        hint = "give it `scale:`, or state a `default-scale:` in framework.yaml"
        return document.problem("no-scale", path, f"`{criterion.id}` has no scale, and there is no `default-scale`", hint=hint)
    if criterion.scale is None and framework.default_scale not in (None, *framework.scales):
        return None
    scale = framework.scale_of(criterion)
    _check_descriptors(criterion, scale, path, document)
    check_reach(criterion, scale, path, document)
    if criterion.minimum is not None:
        check_minimum(criterion, criterion.minimum, scale, (*path, "minimum"), document)
    if len(set(criterion.aspects)) < len(criterion.aspects):
        document.problem("duplicate-aspect", (*path, "aspects"), "an aspect is named twice")
    if criterion.states.get(State.NOT_APPLICABLE, StatePolicy.EXCLUDE) is not StatePolicy.EXCLUDE:
        document.problem("policy", (*path, "states", "not-applicable"), "`not-applicable` is always excluded", allowed="exclude")
    return None


def _check_descriptors(criterion: Criterion, scale: BaseScale, path: KeyPath, document: Document) -> None:
    found, due = len(criterion.descriptors), scale.step_count
    if found and not due:
        message = f"`{criterion.id}` is on a scale without levels to describe"
        document.problem("descriptors", (*path, "descriptors"), message, hint="say it in `guidance:`, or use another scale")
    elif found and found != due:
        document.problem(
            "descriptors",
            (*path, "descriptors"),
            f"`{criterion.id}` has {found} descriptors for a scale of {due} levels",
            hint="write one descriptor for each level, the first for the lowest",
        )


def _check_aspects(framework: Framework, dimensions: Sequence[Place], document: Document) -> None:
    without = [
        (criterion.id, (*path, "criteria", index))
        for dimension, path in dimensions
        for index, criterion in enumerate(dimension.criteria)
        if not criterion.aspects
    ]
    if not framework.has_aspects and framework.combine_aspects is not None:
        document.problem("combine-aspects", ("combine-aspects",), "no criterion has aspects, so there is nothing to combine")
    if framework.has_aspects and framework.combine_aspects is None and without:
        document.problem(
            "aspects",
            without[0][1],
            f"some criteria have aspects and {len(without)} of {len(framework.criteria)} have none, and no rule combines them",
            found=", ".join(id_ for id_, _ in without),
            hint="state `combine-aspects`, or give each criterion its aspects",
        )


def _check_views(framework: Framework, document: Document) -> None:
    used: dict[str, set[str]] = {}
    for criterion in framework.criteria:
        for tag, values in criterion.tags.items():
            used.setdefault(tag, set()).update(values)
    check_unique([view.id for view in framework.views], "views", "id", document, ("views",))
    for index, view in enumerate(framework.views):
        path: KeyPath = ("views", index)
        check_unique([value.id for value in view.values], "values of the view", "id", document, (*path, "values"))
        if view.tag not in used:
            document.problem(
                "unknown-tag",
                (*path, "tag"),
                f"no criterion has the tag `{shorten(view.tag)}`",
                allowed=", ".join(used),
                hint=nearest(view.tag, list(used)) or "tag the criteria, or take the view out",
            )
            continue
        listed = [value.id for value in view.values]
        for unlisted in sorted(used[view.tag].difference(listed)):
            document.problem(
                "unknown-tag",
                path,
                f"criteria have `{view.tag}: {unlisted}`, which the view does not list",
                hint=nearest(unlisted, listed),
            )
        for position, value in enumerate(listed):
            if value not in used[view.tag]:
                document.problem(
                    "unknown-tag",
                    (*path, "values", position),
                    f"no criterion has `{view.tag}: {value}`",
                    hint=nearest(value, sorted(used[view.tag])),
                )


def check_languages(model: object, languages: tuple[str, ...], default: str, document: Document, path: KeyPath = ()) -> None:
    """Record, as a gap for publishing, each text under `model` that lacks one of `languages`."""
    if not languages:
        return
    if isinstance(model, Text):
        if missing := model.languages_missing(languages, default):
            document.problem("translation", path, f"the text is missing in {', '.join(missing)}", found=model, gap=True)
    elif isinstance(model, tuple | list):
        for index, entry in enumerate(model):
            check_languages(entry, languages, default, document, (*path, index))
    elif isinstance(model, Mapping):
        for key, entry in model.items():
            check_languages(entry, languages, default, document, (*path, str(key)))
    elif isinstance(model, BaseModel):
        for name, field in type(model).model_fields.items():
            check_languages(getattr(model, name), languages, default, document, (*path, field.alias or name))
