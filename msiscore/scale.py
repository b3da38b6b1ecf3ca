"""What all kinds of scale share: an answer is read to a raw number, and raw numbers are worth something between 0 and 1."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from msiscore.errors import shorten
from msiscore.model import LARGEST_FIGURE, Model, Text


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
    def asks_by_level(self) -> bool:
        """Whether a minimum standard on this scale is stated as a level; otherwise it is a value."""
        return self.step_count > 0

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


def read_number(answer: str, allowed: str) -> float:
    """The number that `answer` is; raises UnreadableAnswer with advice where it is none, or too large."""
    try:
        read = math.nan if "_" in answer else float(answer)
    except ValueError:
        read = math.nan
    if math.isnan(read):
        raise UnreadableAnswer(f"`{shorten(answer, 40)}` is not a number{_advice(answer.strip())}", allowed)
    if abs(read) > LARGEST_FIGURE:
        raise UnreadableAnswer(f"`{shorten(answer, 40)}` is too large to work with", allowed)
    return read


def _advice(answer: str) -> str:
    if re.fullmatch(r"-?[\d.,]*\d,[\d.,]*\d", answer):
        return " (write a point, not a comma, before the decimals, and nothing between thousands)"
    if re.fullmatch(r"-?\d[\d.,\s]*", answer):
        return " (write no spaces inside a number)"
    if re.fullmatch(r"\D{0,5}\d[\d.,\s]*\D{0,20}", answer):
        return " (write the number alone, without its unit)"
    return ""


def plain_number(value: float) -> str:
    """The number as a person would write it, exactly."""
    return repr(float(value)).removesuffix(".0")
