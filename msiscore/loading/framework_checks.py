"""What the parts of a framework must be to each other; every check records problems with their place and goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pydantic import BaseModel

from msiscore.errors import nearest, shorten
from msiscore.framework import (
    AnyMinimum,
    Criterion,
    Dimension,
    Framework,
    MinimumScore,
    MinimumStandard,
    Requirement,
    State,
    StatePolicy,
    Weighting,
)
from msiscore.loading.documents import Document
from msiscore.loading.reach_checks import check_reach
from msiscore.loading.yaml_reader import KeyPath
from msiscore.model import Text
from msiscore.scales import BaseScale, LevelScale, PointsScale, UnreadableAnswer

Place = tuple[Dimension, KeyPath]
SIZED: tuple[Weighting, ...] = ("count", "weight", "points")
"""The weightings that look at what is in a dimension."""


def check_framework(framework: Framework, document: Document) -> None:
    """Record everything about `framework` that its models cannot see by themselves."""
    dimensions = list(_dimensions(framework.dimensions, ()))
    _check_ids(dimensions, document)
    _check_levels(framework, document)
    for dimension, path in dimensions:
        _check_dimension(dimension, path, document)
        _check_minimum_score(dimension.minimum, (*path, "minimum"), document)
        for index, criterion in enumerate(dimension.criteria):
            _check_criterion(framework, criterion, (*path, "criteria", index), document)
    _check_minimum_score(framework.minimum, ("minimum",), document)
    _check_total(framework, dimensions, document)
    _check_weights(framework, document)
    _check_counts(framework, document)
    _check_aspects(framework, dimensions, document)
    _check_bands(framework, document)
    if not document.stand_ins:  # else what they name may stand in a file that could not be read
        _check_weight_sets(framework, document)
        _check_views(framework, document)
        _check_requirements(framework, document)
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
        _check_minimum(criterion, criterion.minimum, scale, (*path, "minimum"), document)
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


def _check_minimum(criterion: Criterion, minimum: MinimumStandard, scale: BaseScale, path: KeyPath, document: Document) -> None:
    if scale.relative:
        document.problem("minimum", path, "a relative scale has no minimum standard: its values depend on the other initiatives")
        return
    by_level = scale.step_count > 0
    key, other = ("level", "value") if by_level else ("value", "level")
    given = minimum.level if by_level else minimum.value
    if given is None or (minimum.value if by_level else minimum.level) is not None:
        message = f"on this scale a minimum standard is stated with `{key}:`, not `{other}:`"
        document.problem("minimum", path, message, allowed=_allowed_minimum(scale))
    asked: list[tuple[KeyPath, str]] = [] if given is None else [((key,), str(given))]
    _check_asked(scale, asked, minimum.by_year, path, "minimum", document)
    _check_consequence(minimum, path, document)
    if minimum.aspect is not None and minimum.aspect not in criterion.aspects:
        allowed = ", ".join(criterion.aspects) or "no aspect"
        message = f"`{criterion.id}` is not rated by the aspect `{minimum.aspect}`"
        document.problem("minimum", (*path, "aspect"), message, allowed=allowed)


def _check_asked(
    scale: BaseScale,
    asked: Sequence[tuple[KeyPath, str]],
    by_year: Mapping[int, str] | None,
    path: KeyPath,
    code: str,
    document: Document,
) -> None:
    """What is asked on `scale`, at first and from each year on, must be answers that it knows."""
    for where, answer in [*asked, *((("by-year", str(year)), level) for year, level in (by_year or {}).items())]:
        try:
            scale.minimum_value(answer)
        except UnreadableAnswer as error:
            document.problem(code, (*path, *where), f"`{where[-1]}`: {error}", allowed=error.allowed)
    _check_years(by_year, path, code, document)


def _check_years(by_year: Mapping[int, object] | None, path: KeyPath, code: str, document: Document) -> None:
    for year in by_year or {}:
        if year < 1:
            document.problem(code, (*path, "by-year", str(year)), "the years count from 1", found=year, at_key=True)


def _check_consequence(minimum: AnyMinimum, path: KeyPath, document: Document) -> None:
    if minimum.otherwise == "cap" and minimum.at is None:
        document.problem(
            "minimum", path, "a cap needs `at`: the highest score left when the standard is not met", hint="for example `at: 49`"
        )
    elif minimum.otherwise != "cap" and minimum.at is not None:
        document.problem("minimum", (*path, "at"), "`at` is only used with `otherwise: cap`", hint="take it out")


def _check_minimum_score(minimum: MinimumScore | None, path: KeyPath, document: Document) -> None:
    if minimum is not None:
        _check_years(minimum.by_year, path, "minimum", document)
        _check_consequence(minimum, path, document)


def _check_total(framework: Framework, dimensions: Sequence[Place], document: Document) -> None:
    """What looks at the score of the whole needs one, and a name that nothing else has."""
    if framework.minimum is None:
        return
    if framework.total == "none":
        document.problem("minimum", ("minimum",), "with `total: none` there is no overall score that could meet a minimum")
    places = [(dimension.id, (*path, "id")) for dimension, path in dimensions]
    places += [(c.id, (*path, "criteria", index, "id")) for d, path in dimensions for index, c in enumerate(d.criteria)]
    for id_, path in places:
        if id_ == "total":
            message = "the id `total` is what the standard of the whole is called, which this framework has"
            document.problem("duplicate-id", path, message, hint="give it another id")


def _check_counts(framework: Framework, document: Document) -> None:
    """A dimension that counts as a number needs a node above it that counts, and one beside it that counts for something."""
    counting = framework.weighting in SIZED
    for index, dimension in enumerate(framework.dimensions):
        _check_counts_under(dimension, ("dimensions", index), counting, document)


def _check_counts_under(dimension: Dimension, path: KeyPath, counting: bool, document: Document) -> None:
    if dimension.counts_as is not None and not counting:
        document.problem(
            "unused-count",
            (*path, "counts-as"),
            f"what `{dimension.id}` counts as is not used, because no node above it has a `weighting` by what is in it",
            allowed=", ".join(f"weighting: {name}" for name in SIZED),
        )
    # Above a dimension that counts as a number, nobody looks at what is in it.
    within = dimension.weighting in SIZED or (counting and dimension.counts_as is None)
    for index, inner in enumerate(dimension.dimensions):
        _check_counts_under(inner, (*path, "dimensions", index), within, document)


def _check_requirements(framework: Framework, document: Document) -> None:
    dimensions = {dimension.id for dimension in framework.walk()}
    known = [*dimensions, *framework.criterion_by_id]
    for place, band in enumerate(framework.bands):
        for index, requirement in enumerate(band.requires):
            path: KeyPath = ("bands", place, "requires", index)
            if place == 0:
                message = "the first band cannot require anything: an initiative must have a band to fall to"
                document.problem("requirement", path, message, hint="put the requirement on the band above")
            if requirement.of in dimensions:
                _check_dimension_requirement(requirement, path, document)
            elif requirement.of in framework.criterion_by_id:
                _check_criterion_requirement(framework, requirement, path, document)
            else:
                message = f"the band requires `{requirement.of}`, which is neither a dimension nor a criterion"
                document.problem("unknown-node", (*path, "of"), message, hint=nearest(requirement.of, known))


def _check_dimension_requirement(requirement: Requirement, path: KeyPath, document: Document) -> None:
    if requirement.score is None or requirement.level is not None or requirement.value is not None:
        message = f"`{requirement.of}` is a dimension, so what is required of it is a `score:`, from 0 to 100"
        document.problem("requirement", path, message)
    for year, score in (requirement.by_year or {}).items():
        try:
            fits = 0 <= float(score) <= 100
        except ValueError:
            fits = False
        if not fits:
            message = "the score of a dimension is a number from 0 to 100"
            document.problem("requirement", (*path, "by-year", str(year)), message, found=score)
    _check_years(requirement.by_year, path, "requirement", document)


def _check_criterion_requirement(framework: Framework, requirement: Requirement, path: KeyPath, document: Document) -> None:
    criterion = framework.criterion_by_id[requirement.of]
    name = criterion.scale or framework.default_scale or next(iter(framework.scales))
    if name not in framework.scales:
        return None  # said at the criterion
    scale = framework.scales[name]
    if scale.relative:
        message = "a relative scale cannot be required: its values depend on the other initiatives"
        return document.problem("requirement", path, message)
    key, given = ("level", requirement.level) if scale.step_count else ("value", requirement.value)
    stated = [one for one in ("level", "value", "score") if getattr(requirement, one) is not None]
    if stated != [key]:
        message = f"on the scale of `{requirement.of}` a requirement is stated with `{key}:` alone"
        document.problem("requirement", path, message, found=", ".join(stated), allowed=_allowed_minimum(scale))
    asked: list[tuple[KeyPath, str]] = [] if given is None else [((key,), str(given))]
    return _check_asked(scale, asked, requirement.by_year, path, "requirement", document)


def _allowed_minimum(scale: BaseScale) -> str:
    return f"0 to {scale.step_count - 1}" if scale.measured and scale.step_count else scale.allowed


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
    ordinary = [(child, where) for child, where in children if not (isinstance(child, Criterion) and child.bonus)]
    if ordinary and not any(child.weight for child, _ in ordinary):
        found = ", ".join(f"{child.id}: {child.weight:g}" for child, _ in ordinary)
        hint = "give at least one of them a weight above 0"
        document.problem(
            "zero-weights",
            (*ordinary[0][1], "weight"),
            "all weights here are 0, so nothing would be scored",
            found=found,
            hint=hint,
        )
    if weighting == "points":
        for criterion, where in children:
            if isinstance(criterion, Criterion) and not _has_points(framework, criterion):
                message = f"`{criterion.id}` is not on a scale in points, but its parent says `weighting: points`"
                document.problem("points", where, message)


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
                    at_key=True,
                )
        groups: list[Sequence[Dimension | Criterion]] = [framework.dimensions, *map(_ordinary_children, framework.walk())]
        for children in groups:
            if children and not any(_weight_in(weight_set.weights, child) for child in children):
                found = ", ".join(child.id for child in children)
                message = "with this weight set all weights beside each other are 0 in one place"
                document.problem("zero-weights", ("weight-sets", name), message, found=found)


def _ordinary_children(dimension: Dimension) -> list[Dimension | Criterion]:
    return [*dimension.dimensions, *(criterion for criterion in dimension.criteria if not criterion.bonus)]


def _weight_in(weights: Mapping[str, float], node: Dimension | Criterion) -> float:
    return weights.get(node.id, node.weight)


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


def _check_bands(framework: Framework, document: Document) -> None:
    starts = [band.from_ for band in framework.bands]
    if starts and starts[0] != 0:
        document.problem("bands", ("bands", 0, "from"), "the first band starts at 0", found=f"{starts[0]:g}")
    if any(after <= before for before, after in pairwise(starts)):
        document.problem(
            "bands", ("bands",), "each band must start above the one before it", found=", ".join(f"{s:g}" for s in starts)
        )
    _check_unique([band.name for band in framework.bands], "bands", "name", document, ("bands",))


def _check_unique(names: Sequence[str], what: str, key: str, document: Document, path: KeyPath) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            document.problem("duplicate-id", (*path, index, key), f"two {what} have the {key} `{shorten(name)}`")
        seen.add(name)


def _check_views(framework: Framework, document: Document) -> None:
    used: dict[str, set[str]] = {}
    for criterion in framework.criteria:
        for tag, values in criterion.tags.items():
            used.setdefault(tag, set()).update(values)
    _check_unique([view.id for view in framework.views], "views", "id", document, ("views",))
    for index, view in enumerate(framework.views):
        path: KeyPath = ("views", index)
        _check_unique([value.id for value in view.values], "values of the view", "id", document, (*path, "values"))
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
