"""Scale kinds: how an answer is read, and what it is worth between 0 (worst) and 1 (best).

Reading and normalising are two steps. `read` turns the text of a rating into a raw number (the index of a level, points, a
measured value) and says what is wrong with it otherwise. `normalise` turns raw numbers into values in 0..1; only relative scales
look at more than one number at a time. To add a kind: write a class here and name it in `SCALES`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from msiscore.errors import shorten
from msiscore.model import LARGEST_FIGURE, Figure, Model, Text

YES = {"yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}
MOST_STEPS = 1_000_000
STEP = re.compile(r"(>=|>|<=|<|)\s*(-?\d+(?:\.\d+)?)")


class UnreadableAnswer(ValueError):
    """An answer does not belong to its scale; `allowed` says what does."""

    def __init__(self, message: str, allowed: str) -> None:
        super().__init__(message)
        self.allowed = allowed


class BaseScale(Model):
    """What all kinds share. `measured` kinds take `value:` in a rating, the others `level:`."""

    measured: ClassVar[bool] = False
    relative: ClassVar[bool] = False

    title: Text | None = Field(default=None, description="A name for readers.")
    summary: Text | None = Field(default=None, description="What it is for.")

    @property
    def step_count(self) -> int:
        """How many descriptors a criterion on this scale has; 0 when the scale has no steps to describe."""
        return 0

    @property
    def points_available(self) -> float:
        """What the weighting `points` counts a criterion for; 1 unless the scale is in points."""
        return 1.0

    def read(self, answer: str) -> float:
        """The raw number of `answer`; raises UnreadableAnswer."""
        raise NotImplementedError

    def normalise(self, raw: Sequence[float]) -> list[float]:
        """The value in 0..1 of each raw number (NaN stays NaN)."""
        return [math.nan if math.isnan(number) else self.value_of(number) for number in raw]

    def value_of(self, raw: float) -> float:
        """The value in 0..1 of one raw number; relative scales have none."""
        raise NotImplementedError

    def minimum_value(self, answer: str) -> float:
        """The value in 0..1 of the lowest answer that meets a minimum standard; raises UnreadableAnswer."""
        return self.value_of(self.read(answer))

    @property
    def lower_is_better(self) -> bool:
        """Whether a smaller raw number is worth more."""
        return bool(getattr(self, "reversed", False))

    def margin(self, raw: float, asked: str) -> float:
        """How far `raw` lies above the lowest answer that meets a minimum standard, negative below it; in levels or in the unit."""
        distance = raw - self.read(asked)
        return -distance if self.lower_is_better else distance

    def level_of(self, raw: float) -> int | None:  # noqa: ARG002 - the kinds with steps look at it
        """The step that `raw` falls on, counted from 0, or None for a scale without steps."""
        return None

    @property
    def allowed(self) -> str:
        """What a rating may hold, in words."""
        raise NotImplementedError


def _number(answer: str, allowed: str) -> float:
    try:
        number = math.nan if "_" in answer else float(answer)
    except ValueError:
        number = math.nan
    if math.isnan(number):
        raise UnreadableAnswer(f"`{shorten(answer, 40)}` is not a number{_advice(answer.strip())}", allowed)
    if abs(number) > LARGEST_FIGURE:
        raise UnreadableAnswer(f"`{shorten(answer, 40)}` is too large to work with", allowed)
    return number


def _advice(answer: str) -> str:
    if re.fullmatch(r"-?[\d.,]*\d,[\d.,]*\d", answer):
        return " (write a point, not a comma, before the decimals, and nothing between thousands)"
    if re.fullmatch(r"-?\d[\d.,\s]*", answer):
        return " (write no spaces inside a number)"
    if re.fullmatch(r"\D{0,5}\d[\d.,\s]*\D{0,20}", answer):
        return " (write the number alone, without its unit)"
    return ""


def _plain(number: float) -> str:
    """The number as a person would write it, exactly."""
    return repr(float(number)).removesuffix(".0")


class LevelScale(BaseScale):
    """Ordered levels, worst first (best first when reversed); equally spaced unless `values` are given.

    value of level i of k = i / (k - 1), or (values[i] - min) / (max - min).
    """

    kind: Literal["levels"] = Field(default="levels", description="Ordered levels.")
    levels: tuple[Text, ...] = Field(
        min_length=2, max_length=50, description="The names of the levels, the worst first (the best first if reversed)."
    )
    values: tuple[Figure, ...] | None = Field(
        default=None, description="What each level is worth, in any unit, never falling; equal steps if absent."
    )
    first: int = Field(
        default=0, ge=-1000, le=1000, description="The number of the first level: 0, or 1 for scales that count from 1."
    )
    reversed: bool = Field(default=False, description="yes: the first level is the best.")

    @model_validator(mode="after")
    def _values_fit(self) -> LevelScale:
        if self.values is None:
            return self
        if len(self.values) != len(self.levels):
            found = {"found": len(self.values), "due": len(self.levels), "at": "values"}
            raise PydanticCustomError("values", "{found} values for {due} levels; each level has one", found)
        if any(after < before for before, after in pairwise(self.values)):
            raise PydanticCustomError("values", "the values must not fall from one level to the next", {"at": "values"})
        if self.values[0] == self.values[-1]:
            raise PydanticCustomError("values", "the values are all the same", {"at": "values"})
        return self

    @property
    def step_count(self) -> int:
        return len(self.levels)

    @cached_property
    def places(self) -> dict[str, float]:
        """The index of each level by what it may be called: its number, and its name in every language."""
        named = [
            (name.strip().casefold(), index) for index, level in enumerate(self.levels) for name in level.by_language.values()
        ]
        numbered = [(str(self.first + index), index) for index in range(len(self.levels))]
        # The first that has a name keeps it, and a name goes before a number: levels may be called "2" and "1".
        return {name: float(index) for name, index in reversed([*named, *numbered])}

    def read(self, answer: str) -> float:
        place = self.places.get(answer.strip().casefold())
        if place is not None:
            return place
        try:
            place = _number(answer, self.allowed) - self.first
        except UnreadableAnswer:
            place = -1.0
        if place != int(place) or not 0 <= place < len(self.levels):
            raise UnreadableAnswer(f"`{shorten(answer, 40)}` is not a level of this scale", self.allowed)
        return place

    def value_of(self, raw: float) -> float:
        index = int(raw)
        if self.values is None:
            value = index / (len(self.levels) - 1)
        else:
            value = (self.values[index] - self.values[0]) / (self.values[-1] - self.values[0])
        return 1.0 - value if self.reversed else value

    def level_of(self, raw: float) -> int | None:
        return int(raw)

    @property
    def allowed(self) -> str:
        return ", ".join(f"{self.first + index} ({level})" for index, level in enumerate(self.levels))


class YesNoScale(BaseScale):
    """Yes (1) or no (0); the other way round when reversed."""

    kind: Literal["yes-no"] = Field(default="yes-no", description="Yes or no.")
    reversed: bool = Field(default=False, description="yes: no is the better answer.")

    @property
    def step_count(self) -> int:
        return 2

    def read(self, answer: str) -> float:
        if answer.strip().casefold() not in YES:
            raise UnreadableAnswer(f"`{shorten(answer, 40)}` is neither yes nor no", self.allowed)
        return YES[answer.strip().casefold()]

    def value_of(self, raw: float) -> float:
        return 1.0 - raw if self.reversed else raw

    def level_of(self, raw: float) -> int | None:
        return int(raw)

    @property
    def allowed(self) -> str:
        return "yes, no"


class PointsScale(BaseScale):
    """Points out of a maximum: value = points / of."""

    measured: ClassVar[bool] = True
    kind: Literal["points"] = Field(default="points", description="Points out of a maximum.")
    of: Figure = Field(gt=0, description="The most points that can be had.")
    step: float | None = Field(default=None, gt=0, description="Points are whole multiples of this; any number if absent.")
    reversed: bool = Field(default=False, description="yes: fewer points are better.")

    @model_validator(mode="after")
    def _steps_fit(self) -> PointsScale:
        if self.step is not None and not 1 <= self.of / self.step <= MOST_STEPS:
            found = {"at": "step", "most": f"{MOST_STEPS:,}"}
            raise PydanticCustomError("step", "a step is at most `of`, and there are at most {most} of them", found)
        if self.step is not None and not self._on_a_step(self.of):
            raise PydanticCustomError("step", "`of` is not a whole number of steps, so nothing could reach it", {"at": "step"})
        return self

    def _on_a_step(self, points: float) -> bool:
        return self.step is None or abs(points / self.step - round(points / self.step)) <= 1e-9

    @property
    def points_available(self) -> float:
        return self.of

    def read(self, answer: str) -> float:
        points = _number(answer, self.allowed)
        if not 0 <= points <= self.of:
            raise UnreadableAnswer(f"{_plain(points)} points are outside the scale", self.allowed)
        if not self._on_a_step(points):
            raise UnreadableAnswer(f"{_plain(points)} points fall between the steps", self.allowed)
        return points

    def value_of(self, raw: float) -> float:
        value = raw / self.of
        return 1.0 - value if self.reversed else value

    @property
    def allowed(self) -> str:
        return f"0 to {_plain(self.of)}" + (f" in steps of {_plain(self.step)}" if self.step else "")


class MeasureScale(BaseScale):
    """A measured value between two goalposts: value = (x - from) / (to - from), or the same of the logarithms.

    `from` above `to` reverses the scale. Values outside the goalposts are clipped, or refused when `clip` is false.
    Goalposts with a logarithm: UNDP, Human Development Report 2021/22, technical note 1.
    """

    measured: ClassVar[bool] = True
    kind: Literal["measure"] = Field(default="measure", description="A measured value between two goalposts.")
    unit: str = Field(default="", description="The unit, such as % or t.")
    from_: Figure = Field(description="The value that is worth 0.")
    to: Figure = Field(description="The value that is worth 1; below `from`, less is better.")
    log: bool = Field(default=False, description="yes: compare logarithms, for values that differ by factors.")
    clip: bool = Field(default=True, description="no: a value outside the goalposts is an error instead of 0 or 1.")

    @model_validator(mode="after")
    def _goalposts_differ(self) -> MeasureScale:
        if self.from_ == self.to:
            raise PydanticCustomError("goalposts", "`from` and `to` are the same", {"at": "to"})
        if self.log and min(self.from_, self.to) <= 0:
            raise PydanticCustomError("goalposts", "a logarithmic scale needs goalposts above 0", {"at": "from"})
        if self.log and math.log(self.from_) == math.log(self.to):
            raise PydanticCustomError("goalposts", "`from` and `to` have the same logarithm", {"at": "to"})
        return self

    def read(self, answer: str) -> float:
        number = _number(answer, self.allowed)
        if self.log and number <= 0:
            raise UnreadableAnswer(f"{_plain(number)} has no logarithm", "a number above 0")
        if not self.clip and not min(self.from_, self.to) <= number <= max(self.from_, self.to):
            raise UnreadableAnswer(f"{_plain(number)} is outside the goalposts", self.allowed)
        return number

    def value_of(self, raw: float) -> float:
        low, high, number = self.from_, self.to, raw
        if self.log:
            low, high, number = math.log(low), math.log(high), math.log(number)
        return min(1.0, max(0.0, (number - low) / (high - low)))

    @property
    def lower_is_better(self) -> bool:
        return self.from_ > self.to

    @property
    def allowed(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"a number; {_plain(self.from_)}{unit} is worst and {_plain(self.to)}{unit} is best"


class ThresholdScale(BaseScale):
    """A measured value whose level is the number of steps that it passes: value = steps passed / number of steps.

    `steps: ["> 0", ">= 10", ">= 30"]` for "more is better"; `["< 50", "<= 10"]` for "less is better".
    A step without a sign means "or more".
    """

    measured: ClassVar[bool] = True
    kind: Literal["thresholds"] = Field(
        default="thresholds", description="A measured value whose level is the number of steps it passes."
    )
    unit: str = Field(default="", description="The unit, such as %.")
    steps: tuple[str, ...] = Field(
        min_length=1,
        max_length=50,
        description='What each step asks, the easiest first, such as "> 0" or ">= 10"; "<" and "<=" for less is better.',
    )

    @field_validator("steps")
    @classmethod
    def _steps_are_ordered(cls, steps: tuple[str, ...]) -> tuple[str, ...]:
        parsed = []
        for index, step in enumerate(steps):
            match = STEP.fullmatch(step.strip())
            if not match or abs(float(match[2])) > LARGEST_FIGURE:
                found = {"step": shorten(step, 40), "at": index}
                raise PydanticCustomError("steps", "`{step}` is not a step such as `> 0` or `>= 10`, without a unit", found)
            parsed.append((match[1] or ">=", float(match[2])))
        signs = {sign[0] for sign, _ in parsed}
        if len(signs) > 1:
            raise PydanticCustomError("steps", "the steps mix `more is better` (>) with `less is better` (<)")
        numbers = [number if signs == {">"} else -number for _, number in parsed]
        for index, (before, after) in enumerate(pairwise(numbers), start=1):
            if after <= before:
                raise PydanticCustomError("steps", "each step must ask more than the one before it", {"at": index})
        return tuple(f"{sign} {_plain(number)}" for sign, number in parsed)

    @property
    def step_count(self) -> int:
        return len(self.steps) + 1

    def read(self, answer: str) -> float:
        return _number(answer, self.allowed)

    def value_of(self, raw: float) -> float:
        return self._passed(raw) / len(self.steps)

    def level_of(self, raw: float) -> int | None:
        return self._passed(raw)

    def minimum_value(self, answer: str) -> float:
        if not re.fullmatch(r"\s*[0-9]{1,3}\s*", answer) or int(answer) > len(self.steps):
            raise UnreadableAnswer(f"`{shorten(answer, 40)}` is not a level of this scale", f"0 to {len(self.steps)}")
        return int(answer) / len(self.steps)

    def margin(self, raw: float, asked: str) -> float:
        return float(self._passed(raw) - int(asked))

    def _passed(self, raw: float) -> int:
        passed = 0
        for step in self.steps:
            sign, number = step.split(" ")
            limit = float(number)
            passed += {">": raw > limit, ">=": raw >= limit, "<": raw < limit, "<=": raw <= limit}[sign]
        return passed

    @property
    def allowed(self) -> str:
        return "a number" + (f" in {self.unit}" if self.unit else "")


class RelativeScale(BaseScale):
    """A measured value set against the others of the same set, so that adding an initiative moves everyone's score.

    min-max: (x - min) / (max - min). z-score: 0.5 + z / 6, clipped to 0..1, so three standard deviations reach the ends.
    percentile-rank: share of the other values below x, ties counted half. Where all values are equal each is worth 0.5.
    Methods: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 5.
    """

    measured: ClassVar[bool] = True
    relative: ClassVar[bool] = True
    kind: Literal["relative"] = Field(default="relative", description="A measured value set against the others of the same set.")
    unit: str = Field(default="", description="The unit, such as %.")
    method: Literal["min-max", "z-score", "percentile-rank"] = Field(
        default="min-max", description="How it is set against them (docs/method.md)."
    )
    reversed: bool = Field(default=False, description="yes: smaller is better.")

    def read(self, answer: str) -> float:
        return _number(answer, self.allowed)

    def normalise(self, raw: Sequence[float]) -> list[float]:
        known = [number for number in raw if not math.isnan(number)]
        if not known or min(known) == max(known):
            values = [0.5 for _ in raw]
        elif self.method == "percentile-rank":
            ordered, others = sorted(known), len(known) - 1
            places = [(bisect_left(ordered, number), bisect_right(ordered, number)) for number in raw]
            values = [(below + 0.5 * (upto - below - 1)) / others for below, upto in places]
        else:
            low, high = min(known), max(known)
            values = [(number - low) / (high - low) for number in raw]
            if self.method == "z-score":
                values = _z_scores(values)
        turned = [1.0 - value for value in values] if self.reversed else values
        return [math.nan if math.isnan(number) else value for number, value in zip(raw, turned, strict=True)]

    @property
    def allowed(self) -> str:
        return "a number" + (f" in {self.unit}" if self.unit else "")


def _z_scores(values: Sequence[float]) -> list[float]:
    """0.5 + z / 6 of each value, clipped. The values lie in 0..1 and reach both ends, so that no square of them vanishes."""
    known = [value for value in values if not math.isnan(value)]
    mean = math.fsum(known) / len(known)
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in known) / len(known))
    return [min(1.0, max(0.0, 0.5 + (value - mean) / deviation / 6)) for value in values]


SCALES: dict[str, type[BaseScale]] = {
    "levels": LevelScale,
    "yes-no": YesNoScale,
    "points": PointsScale,
    "measure": MeasureScale,
    "thresholds": ThresholdScale,
    "relative": RelativeScale,
}

Scale = Annotated[
    LevelScale | YesNoScale | PointsScale | MeasureScale | ThresholdScale | RelativeScale, Field(discriminator="kind")
]
