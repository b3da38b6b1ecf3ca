"""Numbers as readers see them. Every score, share and interval of a report is rounded here, and nowhere else."""

from __future__ import annotations

import math

from msiscore.framework import Framework
from msiscore.reporting.report import Figure
from msiscore.reporting.wording import NO_NUMBER, Wording, with_unit
from msiscore.rounding import rounded_percent

STEPS = 5
"""How many colours a score can have."""


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

    def band(self, name: str) -> tuple[str, int | None]:
        """The band of that name in words, and its place from the lowest; empty for none."""
        for place, band in enumerate(self.bands):
            if band.name == name:
                return band.in_language(self.wording.language), place
        return "", None
