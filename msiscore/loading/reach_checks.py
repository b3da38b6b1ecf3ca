"""The tag `reach` says which criteria measure how much of a sector is reached; reports draw their answers as shares in percent."""

from __future__ import annotations

from msiscore.errors import nearest, shorten
from msiscore.framework import REACH_KINDS, REACH_TAG, Criterion
from msiscore.loading.documents import Document
from msiscore.loading.yaml_reader import KeyPath
from msiscore.scales import BaseScale


def check_reach(criterion: Criterion, scale: BaseScale, path: KeyPath, document: Document) -> None:
    """Record a `reach` tag that names no kind of reach or more than one, or that stands where no share in percent is asked for."""
    values = criterion.tags.get(REACH_TAG)
    if values is None:
        return
    place: KeyPath = (*path, "tags", REACH_TAG)
    for value in values:
        if value not in REACH_KINDS:
            document.problem(
                "reach",
                place,
                f"`{shorten(value)}` is no kind of reach",
                allowed=", ".join(REACH_KINDS),
                hint=nearest(value, REACH_KINDS)
                or "turnover, volume and assets are all `market`; for other marks use another tag",
            )
    if len(values) > 1:
        document.problem("reach", place, "a criterion counts companies or the market, not both", found=", ".join(values))
    if not scale.measured or getattr(scale, "unit", "") != "%":
        document.problem(
            "reach",
            place,
            "reach is drawn as a share, and this criterion has no scale in percent",
            allowed='a scale of the kind measure or thresholds with `unit: "%"`',
            hint="give the criterion such a scale, or take the tag out",
        )
