"""Weights must be used where they stand, leave something to score, and name what exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msiscore.errors import nearest, shorten
from msiscore.framework import Criterion, Dimension, Framework, LeastChildren, Weighting
from msiscore.loading.documents import Document
from msiscore.loading.framework_standards import Place
from msiscore.loading.yaml_reader import KeyPath
from msiscore.scales import PointsScale

SIZED: tuple[Weighting, ...] = ("count", "weight", "points")
"""The weightings that look at what is in a dimension."""


def check_counts(framework: Framework, document: Document) -> None:
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


def check_weights(framework: Framework, dimensions: Sequence[Place], document: Document) -> None:
    """Record weights that are not used, that leave nothing to score, and points that are not there."""
    _check_children(framework, framework.weighting, framework.dimensions, (), (), document)
    for dimension, path in dimensions:
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


def check_weight_sets(framework: Framework, document: Document) -> None:
    """Record what weight sets name that does not exist, and where they leave nothing to score."""
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
        if not weight_set.weights and not weight_set.tag_weights:
            hint = "give it `weights:` or `tag-weights:`, or take it out"
            document.problem("empty-weight-set", ("weight-sets", name), "the weight set changes no weight", hint=hint)
        groups: list[Sequence[Dimension | Criterion]] = [framework.dimensions, *map(_ordinary_children, framework.walk())]
        weights = framework.weights_of(name)
        for children in groups:
            if children and not any(_weight_in(weights, child) for child in children):
                found = ", ".join(child.id for child in children)
                message = "with this weight set all weights beside each other are 0 in one place"
                document.problem("zero-weights", ("weight-sets", name), message, found=found)


def _ordinary_children(dimension: Dimension) -> list[Dimension | Criterion]:
    return [*dimension.dimensions, *(criterion for criterion in dimension.criteria if not criterion.bonus)]


def _weight_in(weights: Mapping[str, float], node: Dimension | Criterion) -> float:
    return weights.get(node.id, node.weight)


def check_children_asked(framework: Framework, dimensions: Sequence[Place], document: Document) -> None:
    """Record a number of children that no node has, and a condition on bonus criteria where there are none."""
    _check_number(framework.minimum_children, len(framework.dimensions), (), document)
    for dimension, path in dimensions:
        _check_number(dimension.minimum_children, len(_ordinary_children(dimension)), path, document)
        if dimension.lifts_from is not None and not any(criterion.bonus for criterion in dimension.criteria):
            message = f"the dimension `{dimension.id}` has no bonus criterion that `lifts-from` could hold back"
            document.problem("no-bonus", (*path, "lifts-from"), message, hint="mark one with `bonus: yes`, or take it out")


def _check_number(asked: LeastChildren | None, children: int, path: KeyPath, document: Document) -> None:
    if asked is not None and children and asked.number > children:
        message = f"{asked.number} children are asked for, more than can count here ({children})"
        document.problem(
            "minimum-children", (*path, "minimum-children"), message, allowed=f"at most {children}, or a share such as 50%"
        )


def check_tag_weights(framework: Framework, dimensions: Sequence[Place], document: Document) -> None:
    """Record weights by tag that fit no criterion, criteria that they do not fit, and weights that they would not change.

    Each criterion has exactly one value of a tag that is weighted, and each of these values has a weight: no silent default.
    """
    places = {c.id: (*path, "criteria", index) for d, path in dimensions for index, c in enumerate(d.criteria)}
    known = {tag: sorted({value for c in framework.criteria for value in c.tags.get(tag, ())}) for tag in framework.tag_weights}
    for tag, weights in framework.tag_weights.items():
        _check_values(("tag-weights",), tag, weights, known, document)
        for criterion in framework.criteria if known[tag] else ():
            values = criterion.tags.get(tag, ())
            if len(values) != 1 or values[0] not in weights:
                found, due = ", ".join(values) or "none", ", ".join(weights)
                message = f"`{criterion.id}` needs one value of the tag `{shorten(tag)}` that has a weight"
                document.problem("tag-weights", places[criterion.id], message, found=found, allowed=due)
    for name, weight_set in framework.weight_sets.items():
        for tag, weights in weight_set.tag_weights.items():
            path: KeyPath = ("weight-sets", name, "tag-weights")
            if tag not in framework.tag_weights:
                message = f"the framework has no `tag-weights:` by `{shorten(tag)}` that the weight set could change"
                document.problem("unknown-tag", (*path, tag), message, hint=nearest(tag, list(known)), at_key=True)
            else:
                _check_values(path, tag, weights, known, document)
    if framework.tag_weights:
        _check_used(dimensions, document)
        _check_products(framework, places, document)


def _check_values(
    path: KeyPath, tag: str, weights: Mapping[str, float], known: Mapping[str, Sequence[str]], document: Document
) -> None:
    if not known[tag]:
        document.problem("unknown-tag", (*path, tag), f"no criterion has the tag `{shorten(tag)}`", at_key=True)
        return
    for value in weights:
        if value not in known[tag]:
            message = f"no criterion has `{shorten(tag)}: {shorten(value)}`"
            hint = nearest(value, list(known[tag]))
            document.problem("unknown-tag", (*path, tag, value), message, allowed=", ".join(known[tag]), hint=hint, at_key=True)


def _check_used(dimensions: Sequence[Place], document: Document) -> None:
    for dimension, path in dimensions:
        if dimension.criteria and dimension.weighting in ("equal", "count"):
            message = f"weights by tag would not change what is in `{dimension.id}`, where all criteria weigh the same"
            document.problem("unused-weight", (*path, "weighting"), message, allowed="stated, weight, points")


def _check_products(framework: Framework, places: Mapping[str, KeyPath], document: Document) -> None:
    for name in (None, *framework.weight_sets):
        weights = framework.weights_of(name)
        for criterion in framework.criteria:
            if weights[criterion.id] and not 1e-9 <= weights[criterion.id] <= 1e9:
                message = f"the weight of `{criterion.id}` times its weights by tag is {weights[criterion.id]:g}"
                document.problem("tag-weights", places[criterion.id], message, allowed="0, or 0.000000001 to 1,000,000,000")
    for dimension in framework.walk():
        ordinary = _ordinary_children(dimension)
        if (
            ordinary
            and not any(_weight_in(framework.weights_of(), child) for child in ordinary)
            and any(c.weight for c in ordinary)
        ):
            message = f"with the weights by tag all weights in `{dimension.id}` are 0, so nothing would be scored"
            document.problem("zero-weights", ("tag-weights",), message)
