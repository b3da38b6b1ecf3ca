"""Numbers as readers see them. Every score, share and interval of a report is rounded here, and nowhere else."""

from __future__ import annotations

import math

from msiscore.framework import Framework
from msiscore.reporting.report import Figure, StepLetter
from msiscore.reporting.wording import NO_NUMBER, Wording, with_unit
from msiscore.rounding import rounded_percent

STEPS = 5
"""How many colours a score can have."""

LETTERS = "EDCBA"
"""The letter of each colour, from the worst step to the best."""


class Figures:
    """Turns numbers into `Figure`s in the language and with the decimals of one report."""

    def __init__(self, wording: Wording, framework: Framework) -> None:
        self.wording = wording
        self.decimals = framework.decimals
        self.bands = framework.bands

    def score(self, value: float | None, *, extra_decimals: int = 0) -> Figure:
        """A score on 0..100."""
        if value is None or math.isnan(value):
            return Figure(None, NO_NUMBER)
        return Figure(float(value), self.wording.number(float(value), self.decimals + extra_decimals))

    def percent(self, share: float | None, decimals: int = 0) -> Figure:
        """A share of 0..1 in percent. A share just under the whole is not rounded up to it, nor one just over nothing down to it."""
        if share is None or math.isnan(share):
            return Figure(None, NO_NUMBER)
        shown = self.wording.number(rounded_percent(float(share), decimals), decimals)
        return Figure(float(share) * 100, with_unit(shown, "%"))

    def plain(self, value: float) -> Figure:
        """A weight or measured value, with the decimals that it has."""
        return Figure(float(value), self.wording.quantity(float(value)))

    def interval(self, lower: float | None, upper: float | None) -> str:
        """An interval of scores, or a dash; one number where both ends read the same."""
        low, high = self.score(lower), self.score(upper)
        if low.value is None or high.value is None:
            return NO_NUMBER
        return low.text if low.text == high.text else f"{low.text}–{high.text}"

    def step(self, score: float | None) -> int | None:
        """The colour of a score on 0..100: one of five equal steps from worst (0) to best (4); None without a score."""
        if score is None or math.isnan(score):
            return None
        return min(STEPS - 1, int(score / (100 / STEPS) + 1e-9))

    def letter(self, score: float | None) -> str:
        """The letter that names the colour of a score, from E (worst) to A (best); "" without a score."""
        step = self.step(score)
        return "" if step is None else LETTERS[step]

    def letters(self) -> tuple[StepLetter, ...]:
        """Every letter with the range of its colour, the best first. A score on a bound belongs to the better one: see `step`."""
        ends = [self.wording.number(100 * end / STEPS, 0) for end in range(STEPS + 1)]
        return tuple(
            StepLetter(
                letter=LETTERS[step],
                range=self.wording("{low} to {high}", low=ends[step], high=ends[step + 1]),
                step=step,
            )
            for step in reversed(range(STEPS))
        )

    def band(self, name: str) -> tuple[str, int | None]:
        """The band of that name in words, and its place from the lowest; empty for none."""
        for place, band in enumerate(self.bands):
            if band.name == name:
                return band.in_language(self.wording.language), place
        return "", None
