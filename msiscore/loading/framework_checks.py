"""What the parts of a framework must be to each other; every check records problems with their place and goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pydantic import BaseModel

from msiscore.errors import nearest
from msiscore.framework import Criterion, Dimension, Framework, MinimumStandard, State, StatePolicy, Weighting
from msiscore.loading.documents import Document
from msiscore.loading.yaml_reader import KeyPath
from msiscore.model import Text
from msiscore.scales import BaseScale, LevelScale, PointsScale, UnreadableAnswer

Place = tuple[Dimension, KeyPath]


def check_framework(framework: Framework, document: Document) -> None:
    """Record everything about `framework` that its models cannot see by themselves."""
    dimensions = list(_dimensions(framework.dimensions, ()))
    _check_ids(dimensions, document)
    _check_levels(framework, document)
    for dimension, path in dimensions:
        _check_dimension(dimension, path, document)
        for index, criterion in enumerate(dimension.criteria):
            _check_criterion(framework, criterion, (*path, "criteria", index), document)
    _check_weights(framework, document)
    _check_weight_sets(framework, document)
    _check_aspects(framework, document)
    _check_bands(framework, document)
    _check_views(framework, document)
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
            for language in {language for level in scale.levels for language in level.by_language}:
                names = [level.in_language(language).casefold() for level in scale.levels]
                if len(set(names)) < len(names):
                    document.problem("duplicate-level", ("scales", name, "levels"), "two levels of the scale have the same name")


def _unknown_scale(framework: Framework, name: str, path: KeyPath, document: Document) -> None:
    known = list(framework.scales)
    document.problem("unknown-scale", path, f"there is no scale `{name}`", allowed=", ".join(known), hint=nearest(name, known))


def _check_dimension(dimension: Dimension, path: KeyPath, document: Document) -> None:
    if not dimension.criteria and not dimension.dimensions:
        document.problem("empty-dimension", path, f"the dimension `{dimension.id}` has neither criteria nor dimensions")
    elif not dimension.dimensions and all(criterion.bonus for criterion in dimension.criteria):
        document.problem("only-bonus", path, f"the dimension `{dimension.id}` has only bonus criteria: there is nothing to lift")


def _check_criterion(framework: Framework, criterion: Criterion, path: KeyPath, document: Document) -> None:
    if criterion.scale is not None and criterion.scale not in framework.scales:
        return _unknown_scale(framework, criterion.scale, (*path, "scale"), document)
    if criterion.scale is None and framework.default_scale is None and len(framework.scales) > 1:
        return document.problem("no-scale", path, f"`{criterion.id}` has no scale, and there is no `default-scale`")
    if criterion.scale is None and framework.default_scale not in (None, *framework.scales):
        return None
    scale = framework.scale_of(criterion)
    _check_descriptors(criterion, scale, path, document)
    if criterion.minimum is not None:
        _check_minimum(criterion, criterion.minimum, scale, (*path, "minimum"), document)
    if len(set(criterion.aspects)) < len(criterion.aspects):
        document.problem("duplicate-aspect", (*path, "aspects"), "an aspect is named twice")
    if criterion.states.get(State.NOT_APPLICABLE, StatePolicy.EXCLUDE) is not StatePolicy.EXCLUDE:
        document.problem("policy", (*path, "states"), "`not-applicable` is always excluded", allowed="exclude")
    return None


def _check_descriptors(criterion: Criterion, scale: BaseScale, path: KeyPath, document: Document) -> None:
    found, due = len(criterion.descriptors), scale.step_count
    if found and not due:
        document.problem("descriptors", (*path, "descriptors"), f"`{criterion.id}` is on a scale without levels to describe")
    elif found and found != due:
        document.problem(
            "descriptors",
            (*path, "descriptors"),
            f"`{criterion.id}` has {found} descriptors for a scale of {due} levels",
            hint="write one descriptor for each level, the first for the lowest",
        )


def _check_minimum(criterion: Criterion, minimum: MinimumStandard, scale: BaseScale, path: KeyPath, document: Document) -> None:
    if scale.relative:
        document.problem("minimum", path, "a relative scale has no minimum standard: its values depend on the other initiatives")
        return
    by_level = scale.step_count > 0
    key, other = ("level", "value") if by_level else ("value", "level")
    given = minimum.level if by_level else minimum.value
    if given is None or (minimum.value if by_level else minimum.level) is not None:
        document.problem("minimum", path, f"on this scale a minimum standard has `{key}`, not `{other}`", allowed=scale.allowed)
    asked = [] if given is None else [(key, str(given))]
    asked += [(f"by-year, {year}", level) for year, level in (minimum.by_year or {}).items()]
    for where, answer in asked:
        try:
            scale.minimum_value(answer)
        except UnreadableAnswer as error:
            document.problem("minimum", path, f"`{where}`: {error}", allowed=error.allowed)
    if any(year < 1 for year in minimum.by_year or {}):
        document.problem("minimum", (*path, "by-year"), "the years count from 1", found=min(minimum.by_year or {0: ""}))
    if minimum.otherwise == "cap" and minimum.at is None:
        document.problem(
            "minimum", path, "a cap needs `at`: the highest score left when the standard is not met", hint="for example `at: 49`"
        )
    elif minimum.otherwise != "cap" and minimum.at is not None:
        document.problem("minimum", path, "`at` is only used with `otherwise: cap`")
    if minimum.aspect is not None and minimum.aspect not in criterion.aspects:
        document.problem("minimum", path, f"`{criterion.id}` is not rated by the aspect `{minimum.aspect}`")


def _check_weights(framework: Framework, document: Document) -> None:
    _check_children(framework, framework.weighting, framework.dimensions, (), (), document)
    for dimension, path in _dimensions(framework.dimensions, ()):
        _check_children(framework, dimension.weighting, dimension.dimensions, dimension.criteria, path, document)


def _check_children(
    framework: Framework,
    weighting: Weighting,
    dimensions: Sequence[Dimension],
    criteria: Sequence[Criterion],
    path: KeyPath,
    document: Document,
) -> None:
    children: list[tuple[Dimension | Criterion, KeyPath]] = [(d, (*path, "dimensions", i)) for i, d in enumerate(dimensions)]
    children += [(c, (*path, "criteria", i)) for i, c in enumerate(criteria)]
    for child, where in children:
        # `weight` and `points` use the weights of criteria, as part of what a dimension counts for; no other weight is looked at.
        used = weighting == "stated" or (weighting in ("weight", "points") and isinstance(child, Criterion))
        if not used and "weight" in child.model_fields_set:
            document.problem(
                "unused-weight",
                (*where, "weight"),
                f"the weight of `{child.id}` is not used, because its parent says `weighting: {weighting}`",
            )
    ordinary = [child for child, _ in children if not (isinstance(child, Criterion) and child.bonus)]
    if ordinary and not any(child.weight for child in ordinary):
        document.problem("zero-weights", path, "all weights here are 0, so nothing would be scored")
    if weighting == "points":
        for criterion, where in children:
            if isinstance(criterion, Criterion) and not _has_points(framework, criterion):
                document.problem(
                    "points", where, f"`{criterion.id}` is not on a scale in points, but its parent says `weighting: points`"
                )


def _has_points(framework: Framework, criterion: Criterion) -> bool:
    name = criterion.scale or framework.default_scale
    return name not in framework.scales or isinstance(framework.scales[name], PointsScale)


def _check_weight_sets(framework: Framework, document: Document) -> None:
    nodes: dict[str, Dimension | Criterion] = {dimension.id: dimension for dimension in framework.walk()}
    nodes |= framework.criterion_by_id
    for name, weight_set in framework.weight_sets.items():
        for node in weight_set.weights:
            if node not in nodes:
                document.problem(
                    "unknown-node",
                    ("weight-sets", name, "weights", node),
                    f"the weight set names `{node}`, which is neither a dimension nor a criterion",
                    hint=nearest(node, list(nodes)),
                )
        for children in [framework.dimensions, *(d.dimensions or d.criteria for d in framework.walk())]:
            if children and not any(_weight_in(weight_set.weights, child) for child in children):
                document.problem(
                    "zero-weights", ("weight-sets", name), f"the weight set leaves only zeros beside `{children[0].id}`"
                )


def _weight_in(weights: Mapping[str, float], node: Dimension | Criterion) -> float:
    return weights.get(node.id, node.weight)


def _check_aspects(framework: Framework, document: Document) -> None:
    without = [criterion.id for criterion in framework.criteria if not criterion.aspects]
    if not framework.has_aspects and framework.combine_aspects is not None:
        document.problem("combine-aspects", ("combine-aspects",), "no criterion has aspects, so there is nothing to combine")
    if framework.has_aspects and framework.combine_aspects is None and without:
        document.problem(
            "aspects",
            (),
            f"{len(without)} criteria have no aspects while others have, and no rule says how to combine them",
            found=", ".join(without),
            hint="state `combine-aspects`, or give each criterion its aspects",
        )


def _check_bands(framework: Framework, document: Document) -> None:
    starts = [band.from_ for band in framework.bands]
    if starts and starts[0] != 0:
        document.problem("bands", ("bands", 0), "the first band starts at 0", found=starts[0])
    if any(after <= before for before, after in pairwise(starts)):
        document.problem(
            "bands", ("bands",), "each band must start above the one before it", found=", ".join(f"{s:g}" for s in starts)
        )
    if len({band.name for band in framework.bands}) < len(framework.bands):
        document.problem("bands", ("bands",), "two bands have the same name")


def _check_views(framework: Framework, document: Document) -> None:
    used: dict[str, set[str]] = {}
    for criterion in framework.criteria:
        for tag, values in criterion.tags.items():
            used.setdefault(tag, set()).update(values)
    for index, view in enumerate(framework.views):
        path: KeyPath = ("views", index)
        if view.tag not in used:
            document.problem(
                "unknown-tag", (*path, "tag"), f"no criterion has the tag `{view.tag}`", hint=nearest(view.tag, list(used))
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
