"""What minimum standards and bands ask must be what their scales and dimensions can give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msiscore.errors import nearest, shorten
from msiscore.framework import AnyMinimum, Criterion, Dimension, Framework, MinimumScore, MinimumStandard, Requirement
from msiscore.loading.documents import Document
from msiscore.loading.yaml_reader import KeyPath
from msiscore.scales import BaseScale, RelativeScale, UnreadableAnswer

Place = tuple[Dimension, KeyPath]
"""A dimension, and where it stands in its document."""


def check_minimum(criterion: Criterion, minimum: MinimumStandard, scale: BaseScale, path: KeyPath, document: Document) -> None:
    """Record what is wrong with the minimum standard of `criterion`, which is rated on `scale`."""
    if scale.relative and not scale.asks_by_level:
        document.problem("minimum", path, "a relative scale has no minimum standard: its values depend on the other initiatives")
        return
    by_level = scale.asks_by_level
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


def check_minimum_score(minimum: MinimumScore | None, path: KeyPath, document: Document) -> None:
    """Record what is wrong with the minimum score of a dimension, or of the whole."""
    if minimum is not None:
        _check_years(minimum.by_year, path, "minimum", document)
        _check_consequence(minimum, path, document)


def check_total(framework: Framework, dimensions: Sequence[Place], document: Document) -> None:
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


def check_requirements(framework: Framework, document: Document) -> None:
    """Record what bands require that does not exist or could not be reached."""
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
    if scale.relative and not scale.asks_by_level:
        message = "a relative scale cannot be required: its values depend on the other initiatives"
        return document.problem("requirement", path, message)
    key, given = ("level", requirement.level) if scale.asks_by_level else ("value", requirement.value)
    stated = [one for one in ("level", "value", "score") if getattr(requirement, one) is not None]
    if stated != [key]:
        message = f"on the scale of `{requirement.of}` a requirement is stated with `{key}:` alone"
        document.problem("requirement", path, message, found=", ".join(stated), allowed=_allowed_minimum(scale))
    asked: list[tuple[KeyPath, str]] = [] if given is None else [((key,), str(given))]
    return _check_asked(scale, asked, requirement.by_year, path, "requirement", document)


def _allowed_minimum(scale: BaseScale) -> str:
    if isinstance(scale, RelativeScale):
        return f"0 to {len(scale.above)}"
    return f"0 to {scale.step_count - 1}" if scale.measured and scale.step_count else scale.allowed


def check_bands(framework: Framework, document: Document) -> None:
    """Record bands that do not start at 0, do not rise or share a name."""
    starts = [band.from_ for band in framework.bands]
    if starts and starts[0] != 0:
        document.problem("bands", ("bands", 0, "from"), "the first band starts at 0", found=f"{starts[0]:g}")
    if any(after <= before for before, after in pairwise(starts)):
        document.problem(
            "bands", ("bands",), "each band must start above the one before it", found=", ".join(f"{s:g}" for s in starts)
        )
    check_unique([band.name for band in framework.bands], "bands", "name", document, ("bands",))


def check_unique(names: Sequence[str], what: str, key: str, document: Document, path: KeyPath) -> None:
    """Record each of `names` that was there before."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            document.problem("duplicate-id", (*path, index, key), f"two {what} have the {key} `{shorten(name)}`")
        seen.add(name)
