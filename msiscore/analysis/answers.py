"""What an item could be answered: the values that an answer can have, and what such a value is called."""

from __future__ import annotations

from msiscore.analysis.draws import level_values
from msiscore.assessment import AssessmentSet
from msiscore.rating_matrix import Item
from msiscore.scales import BaseScale, LevelScale, MeasureScale, PointsScale, ThresholdScale, YesNoScale

_GRID = 100


def ends_or_levels(scale: BaseScale) -> list[float]:
    """The value of each level; the two ends of a scale without levels, for nothing between them reaches further."""
    return level_values(scale) or [0.0, 1.0]


def steps_upward(scale: BaseScale, value: float) -> list[float]:
    """The values above `value` (NaN: any), the lowest first; in hundredths of a scale without levels."""
    found = level_values(scale) or [step / _GRID for step in range(_GRID + 1)]
    return [one for one in found if not one <= value + 1e-9]


def answer_worth(scale: BaseScale, value: float) -> float | None:
    """The answer that is worth `value` (0..1), the nearest level of a scale with levels; None for a scale that depends on the others.

    As `BaseScale.value_of` takes it; for a scale with thresholds, how many of its steps are passed.
    """
    if isinstance(scale, LevelScale):
        return float(min(range(len(scale.levels)), key=lambda index: (abs(scale.value_of(float(index)) - value), index)))
    if isinstance(scale, YesNoScale):
        return float((value > 0.5) is not scale.reversed)
    if isinstance(scale, PointsScale):
        return scale.of * (1 - value if scale.reversed else value)
    if isinstance(scale, ThresholdScale):
        return float(round(value * len(scale.steps)))
    if isinstance(scale, MeasureScale):
        low, high = scale.from_, scale.to
        return low * (high / low) ** value if scale.log else low + value * (high - low)
    return None


def words(assessment_set: AssessmentSet, item: Item, value: float) -> str:
    """What an answer worth `value` is called on the scale of `item`: its level, its points, its number."""
    scale = assessment_set.framework.scale_of(item.criterion)
    raw = answer_worth(scale, value)
    if raw is None:
        return f"{100 * value:.3g}% of the scale"
    if isinstance(scale, LevelScale):
        return f"{scale.first + int(raw)} ({scale.levels[int(raw)].in_language(assessment_set.about.language)})"
    if isinstance(scale, YesNoScale):
        return "yes" if raw else "no"
    if isinstance(scale, PointsScale):
        return f"{raw:.6g} of {scale.of:.6g} points"
    unit = getattr(scale, "unit", "")
    if isinstance(scale, ThresholdScale):
        return f"{scale.steps[int(raw) - 1]} {unit}".strip() if raw else "no step passed"
    return f"{raw:.6g} {unit}".strip()
