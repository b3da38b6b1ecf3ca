"""Scale kinds: how an answer is read, and what it is worth between 0 (worst) and 1 (best).

Reading and normalising are two steps. `read` turns the text of a rating into a raw number (the index of a level, points, a
measured value) and says what is wrong with it otherwise. `normalise` turns raw numbers into values in 0..1; only relative scales
look at more than one number at a time. To add a kind: write a class here and name it in `SCALES`.
"""

from __future__ import annotations

import math
import re
from functools import cached_property
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from msiscore.errors import shorten
from msiscore.model import LARGEST_FIGURE, Figure, Text
from msiscore.relative_scale import RelativeScale
from msiscore.scale import BaseScale, UnreadableAnswer, plain_number, read_number

__all__ = ["SCALES", "BaseScale", "LevelScale", "MeasureScale", "PointsScale", "RelativeScale", "Scale", "ThresholdScale"]
__all__ += ["UnreadableAnswer", "YesNoScale"]

YES = {"yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}
MOST_STEPS = 1_000_000
STEP = re.compile(r"(>=|>|<=|<|)\s*(-?\d+(?:\.\d+)?)")


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
            place = read_number(answer, self.allowed) - self.first
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
        points = read_number(answer, self.allowed)
        if not 0 <= points <= self.of:
            raise UnreadableAnswer(f"{plain_number(points)} points are outside the scale", self.allowed)
        if not self._on_a_step(points):
            raise UnreadableAnswer(f"{plain_number(points)} points fall between the steps", self.allowed)
        return points

    def value_of(self, raw: float) -> float:
        value = raw / self.of
        return 1.0 - value if self.reversed else value

    @property
    def allowed(self) -> str:
        return f"0 to {plain_number(self.of)}" + (f" in steps of {plain_number(self.step)}" if self.step else "")


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
        number = read_number(answer, self.allowed)
        if self.log and number <= 0:
            raise UnreadableAnswer(f"{plain_number(number)} has no logarithm", "a number above 0")
        if not self.clip and not min(self.from_, self.to) <= number <= max(self.from_, self.to):
            raise UnreadableAnswer(f"{plain_number(number)} is outside the goalposts", self.allowed)
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
        return f"a number; {plain_number(self.from_)}{unit} is worst and {plain_number(self.to)}{unit} is best"


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
        return tuple(f"{sign} {plain_number(number)}" for sign, number in parsed)

    @property
    def step_count(self) -> int:
        return len(self.steps) + 1

    def read(self, answer: str) -> float:
        return read_number(answer, self.allowed)

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
