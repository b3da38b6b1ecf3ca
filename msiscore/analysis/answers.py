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


def words(assessment_set: AssessmentSet, item: Item, value: float) -> str:
    """What an answer worth `value` is called on the scale of `item`: its level, its points, its number."""
    scale = assessment_set.framework.scale_of(item.criterion)
    if isinstance(scale, LevelScale):
        place = min(range(len(scale.levels)), key=lambda index: (abs(scale.value_of(float(index)) - value), index))
        return f"{scale.first + place} ({scale.levels[place].in_language(assessment_set.about.language)})"
    if isinstance(scale, YesNoScale):
        return "yes" if (value > 0.5) is not scale.reversed else "no"
    if isinstance(scale, PointsScale):
        points = scale.of * (1 - value if scale.reversed else value)
        return f"{points:.6g} of {scale.of:.6g} points"
    if isinstance(scale, ThresholdScale):
        passed = round(value * len(scale.steps))
        return f"{scale.steps[passed - 1]} {scale.unit}".strip() if passed else "no step passed"
    if isinstance(scale, MeasureScale):
        low, high = scale.from_, scale.to
        number = low * (high / low) ** value if scale.log else low + value * (high - low)
        return f"{number:.6g} {scale.unit}".strip()
    return f"{100 * value:.3g}% of the scale"
