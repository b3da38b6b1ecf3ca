"""Scales that set a measured value against those of the other initiatives."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from msiscore.errors import shorten
from msiscore.model import Share, listed
from msiscore.scale import BaseScale, UnreadableAnswer, read_number

DEVIATIONS = 3.0


class RelativeScale(BaseScale):
    """A measured value set against the others of the same set, so that adding an initiative moves everyone's score.

    min-max: (x - min) / (max - min). z-score: 0.5 + z / (2 k), clipped to 0..1, so that k standard deviations (`deviations`, 3) reach
    the ends. percentile-rank: share of the other values below x, ties counted half. Where all values are equal each is worth 0.5.
    quantiles: the share of the quantiles in `above` that x lies above (below, if reversed); the quantile q of n ordered values is the
    one at place q (n - 1), counted from 0, and between two of them by the straight line (Hyndman and Fan 1996, type 7).
    Methods: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 5.
    """

    measured: ClassVar[bool] = True
    relative: ClassVar[bool] = True
    kind: Literal["relative"] = Field(default="relative", description="A measured value set against the others of the same set.")
    unit: str = Field(default="", description="The unit, such as %.")
    method: Literal["min-max", "z-score", "percentile-rank", "quantiles"] = Field(
        default="min-max", description="How it is set against them (docs/method.md)."
    )
    deviations: float = Field(
        default=DEVIATIONS,
        ge=0.1,
        le=1000,
        description="With `z-score`: how many standard deviations from the mean are worth 0 and 1.",
    )
    above: Annotated[tuple[Share, ...], BeforeValidator(listed), Field(max_length=50)] = Field(
        default=(),
        description="With `quantiles`: each share of the set that has to be passed, the smallest first; 50% is the median.",
    )
    reversed: bool = Field(default=False, description="yes: smaller is better.")

    @model_validator(mode="after")
    def _method_fits(self) -> RelativeScale:
        if self.method == "quantiles" and not self.above:
            raise PydanticCustomError("above", "`quantiles` needs `above:`, such as [50%] for the median", {"at": "method"})
        if self.method != "quantiles" and self.above:
            raise PydanticCustomError("above", "`above` is only used with `method: quantiles`", {"at": "above"})
        if self.method != "z-score" and self.deviations != DEVIATIONS:
            raise PydanticCustomError("deviations", "`deviations` is only used with `method: z-score`", {"at": "deviations"})
        if any(after <= before for before, after in pairwise(self.above)):
            raise PydanticCustomError("above", "each share must be larger than the one before it", {"at": "above"})
        return self

    def read(self, answer: str) -> float:
        return read_number(answer, self.allowed)

    def normalise(self, raw: Sequence[float]) -> list[float]:
        known = sorted(number for number in raw if not math.isnan(number))
        if self.method == "quantiles":
            values = self._passed(raw, known)
        elif not known or known[0] == known[-1]:
            values = [0.5 for _ in raw]
        elif self.method == "percentile-rank":
            places = [(bisect_left(known, number), bisect_right(known, number)) for number in raw]
            values = [(below + 0.5 * (upto - below - 1)) / (len(known) - 1) for below, upto in places]
        else:
            low, high = known[0], known[-1]
            values = [(number - low) / (high - low) for number in raw]
            if self.method == "z-score":
                values = _z_scores(values, self.deviations)
        turned = [1.0 - value for value in values] if self.reversed and self.method != "quantiles" else values
        return [math.nan if math.isnan(number) else value for number, value in zip(raw, turned, strict=True)]

    def _passed(self, raw: Sequence[float], known: Sequence[float]) -> list[float]:
        """The share of the quantiles that each value has passed, to the better side."""
        if not known:
            return [math.nan for _ in raw]
        limits = [quantile(known, 1.0 - share if self.reversed else share) for share in self.above]
        return [sum(x < limit if self.reversed else x > limit for limit in limits) / len(limits) for x in raw]

    def minimum_value(self, answer: str) -> float:
        steps = len(self.above)
        if not re.fullmatch(r"\s*[0-9]{1,3}\s*", answer) or int(answer) > steps:
            raise UnreadableAnswer(f"`{shorten(answer, 40)}` is not a number of steps passed", f"0 to {steps}")
        return int(answer) / steps

    def margin(self, raw: float, asked: str) -> float:  # noqa: ARG002 - how far it is from a quantile, the number alone does not say
        return math.nan

    @property
    def asks_by_level(self) -> bool:
        return self.method == "quantiles"

    @property
    def allowed(self) -> str:
        return "a number" + (f" in {self.unit}" if self.unit else "")


def quantile(ordered: Sequence[float], share: float) -> float:
    """The quantile `share` (0..1) of at least one value, given from small to large; between two values by the straight line."""
    place = share * (len(ordered) - 1)
    below = min(int(place + 1e-9), len(ordered) - 1)
    rest = place - below
    if rest <= 1e-9 or below + 1 == len(ordered):
        return ordered[below]
    return ordered[below] + rest * (ordered[below + 1] - ordered[below])


def _z_scores(values: Sequence[float], deviations: float) -> list[float]:
    """0.5 + z / (2 k) of each value, clipped. The values lie in 0..1 and reach both ends, so that no square of them vanishes."""
    known = [value for value in values if not math.isnan(value)]
    mean = math.fsum(known) / len(known)
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in known) / len(known))
    return [min(1.0, max(0.0, 0.5 + (value - mean) / deviation / (2 * deviations))) for value in values]
