"""What the parts of the model are called in a report: answers, states, policies, rules and minimum standards in words."""

from __future__ import annotations

import math
from collections import Counter

from msiscore.analysis.answers import answer_worth
from msiscore.framework import NAMED_POWERS, AnyMinimum, Criterion, Framework, PowerMean, State, StatePolicy, Weighting
from msiscore.rating_matrix import Treatment, rating_of, state_of
from msiscore.reporting.report import StandardStatus
from msiscore.reporting.report_results import ReachKind
from msiscore.reporting.wording import Wording, with_unit
from msiscore.scales import BaseScale, LevelScale, PointsScale, RelativeScale, ThresholdScale, YesNoScale
from msiscore.scoring.scores import Scores
from msiscore.scoring.standards import StandardResult, Verdict

STATE_NAMES = {
    State.NOT_APPLICABLE: "not applicable",
    State.NOTHING_FOUND: "nothing found",
    State.TOO_EARLY: "too early",
    State.CONFIDENTIAL: "confidential",
    State.NOT_ASSESSABLE: "not assessable",
    State.UNANSWERED: "unanswered",
}

STATE_MEANINGS = {
    State.NOT_APPLICABLE: "The question does not fit this kind of initiative.",
    State.NOTHING_FOUND: "Somebody looked where it should stand, and it was not there.",
    State.TOO_EARLY: "The initiative has not run long enough for an answer.",
    State.CONFIDENTIAL: "The answer is known to the assessors but may not be told.",
    State.NOT_ASSESSABLE: "A source refused or could not be reached.",
    State.UNANSWERED: "The sources at hand say nothing about it.",
}

TREATMENTS = {
    StatePolicy.EXCLUDE: "left out; its weight is shared out among the criteria beside it",
    StatePolicy.LOWEST: "counts as the lowest value",
    StatePolicy.OPEN: "left out of the score; the interval shows what any answer could make of it",
}

RULES = {
    "arithmetic": "weighted arithmetic mean",
    "geometric": "weighted geometric mean",
    "harmonic": "weighted harmonic mean",
    "minimum": "lowest of its parts",
    "maximum": "highest of its parts",
}

WEIGHTINGS: dict[Weighting, str] = {
    "stated": "weights as stated",
    "equal": "all weights equal",
    "count": "weighted by the number of applicable criteria",
    "weight": "weighted by the weights of the applicable criteria",
    "points": "points achieved over points available",
}

VERDICTS: dict[Verdict, tuple[StandardStatus, str, str]] = {
    Verdict.MET: ("met", "✓", "met"),
    Verdict.NOT_MET: ("not-met", "✗", "not met"),
    Verdict.UNKNOWN: ("unknown", "?", "unknown"),
    Verdict.NOT_APPLICABLE: ("not-applicable", "n/a", "not applicable"),
}

CONFIDENCE = {"low": "low", "medium": "medium", "high": "high"}
KINDS = {"claim": "claim", "document": "document", "verified": "verified", "testimony": "testimony"}
OUTCOMES = {"accepted": "accepted", "rejected": "rejected", "noted": "noted"}
ASPECTS = {"paper": "On paper", "practice": "In practice"}
AUDIENCE_NAMES = {"public": "the public", "parties": "the parties"}
COLUMNS = {"overall": "Overall", **ASPECTS}


REACH_TITLES: dict[ReachKind, str] = {"companies": "Companies", "market": "Market or assets"}


def answer(scale: BaseScale, raw: float, wording: Wording) -> str:
    """The answer `raw` in words: the level with its number, yes or no, points out of their maximum, or the value with its unit."""
    if isinstance(scale, LevelScale):
        return f"{scale.first + int(raw)} · {scale.levels[int(raw)].in_language(wording.language)}"
    if isinstance(scale, YesNoScale):
        return wording("yes") if raw else wording("no")
    if isinstance(scale, PointsScale):
        return wording("{points} of {of} points", points=wording.quantity(raw), of=wording.quantity(scale.of))
    return with_unit(wording.quantity(raw), getattr(scale, "unit", ""))


def unrated(scores: Scores, row: int, wording: Wording, *, with_open: bool = True) -> str:
    """How many have each state on an item, for those to whom it applies; a state that counts as the lowest value is no rating, and says so.

    Without `with_open`, only of states that have a value.
    """
    matrix, assessments = scores.matrix, scores.assessment_set.assessments
    found: Counter[tuple[State, bool]] = Counter()
    for column, treatment in enumerate(matrix.treatments[row].tolist()):
        if treatment not in (Treatment.RATED, Treatment.NOT_APPLICABLE) and (with_open or treatment == Treatment.LOWEST):
            found[state_of(rating_of(assessments[column], matrix.items[row])), treatment == Treatment.LOWEST] += 1
    told = []
    for state, lowest in sorted(found, key=lambda key: list(State).index(key[0])):
        text = f"{wording(STATE_NAMES[state])} {found[state, lowest]}"
        told.append(wording("{answers}, counted as the lowest value", answers=text) if lowest else text)
    return "; ".join(told)


def level_name(scale: BaseScale, index: int, wording: Wording) -> str:
    """What the level `index` of a scale with levels is called."""
    if isinstance(scale, ThresholdScale):
        reached = wording("none of the steps") if index == 0 else _step(scale.steps[index - 1], scale.unit, wording)
        return f"{index} · {reached}"
    return answer(scale, float(index), wording)


def _step(step: str, unit: str, wording: Wording) -> str:
    sign, number = step.split(" ")
    words = {">": "above {number}", ">=": "{number} or more", "<": "below {number}", "<=": "{number} or less"}
    return wording(words[sign], number=with_unit(wording.quantity(float(number)), unit))


def worth(scale: BaseScale, value: float, wording: Wording) -> str:
    """The answer that is worth `value` (0..1) in words: the nearest level, or the number between the ends of the scale."""
    raw = answer_worth(scale, value)
    if raw is None:
        return wording("{share} of the scale", share=f"{wording.quantity(round(value * 100, 1))}%")
    if isinstance(scale, ThresholdScale):
        return level_name(scale, int(raw), wording)
    return answer(scale, float(f"{raw:.6g}"), wording)


def scale_text(scale: BaseScale, wording: Wording) -> str:
    """A scale in one line."""
    if isinstance(scale, LevelScale):
        return ", ".join(level_name(scale, index, wording) for index in range(len(scale.levels)))
    if isinstance(scale, YesNoScale):
        return wording("yes or no")
    if isinstance(scale, PointsScale):
        return wording("0 to {of} points", of=wording.quantity(scale.of))
    unit = getattr(scale, "unit", "")
    if isinstance(scale, ThresholdScale):
        return ", ".join(level_name(scale, index, wording) for index in range(scale.step_count))
    return wording("a measured value in {unit}", unit=unit) if unit else wording("a measured value")


def rule(aggregation: PowerMean, wording: Wording) -> str:
    """The rule of aggregation in words."""
    for name, power in NAMED_POWERS.items():
        if aggregation.power == power:
            return wording(RULES[name])
    return wording("weighted power mean with the power {power}", power=wording.quantity(aggregation.power))


def minimum_asks(framework: Framework, criterion: Criterion, asked: str, wording: Wording) -> str:
    """What a minimum standard asks, as the level or value that just meets it."""
    scale = framework.scale_of(criterion)
    if not asked:
        return wording("depends on the year of running")
    if isinstance(scale, RelativeScale):
        return _place_in_the_set(scale, int(asked), wording)
    if scale.step_count:
        index = round(scale.minimum_value(asked) * (scale.step_count - 1)) if scale.measured else int(scale.read(asked))
        return wording("at least {level}", level=level_name(scale, index, wording))
    word = "at most {level}" if scale.lower_is_better else "at least {level}"
    return wording(word, level=answer(scale, scale.read(asked), wording))


def _place_in_the_set(scale: RelativeScale, steps: int, wording: Wording) -> str:
    """What it takes to pass the first `steps` quantiles of a relative scale."""
    if not steps:
        return wording("any value")
    share = scale.above[steps - 1]
    if share == 0.5:
        return wording("better than the median of the initiatives")
    return wording("better than {share} of the initiatives", share=f"{wording.quantity(share * 100)}%")


def standard_asks(framework: Framework, result: StandardResult, asked: str, wording: Wording) -> str:
    """What the minimum standard of a result asks: a level, a value, or the score of a dimension or of the whole."""
    if isinstance(result.holder, Criterion):
        return minimum_asks(framework, result.holder, asked, wording)
    return score_asks(asked, wording)


def score_asks(asked: str, wording: Wording) -> str:
    """What a minimum score asks."""
    if not asked:
        return wording("depends on the year of running")
    return wording("a score of at least {score}", score=wording.quantity(float(asked)))


def standard_title(result: StandardResult, wording: Wording) -> str:
    """The title of what carries a minimum standard."""
    return wording("Overall score") if isinstance(result.holder, Framework) else result.holder.title.in_language(wording.language)


def minimum_consequence(minimum: AnyMinimum, wording: Wording) -> str:
    """What happens to the score of an initiative that does not meet a minimum standard."""
    if minimum.otherwise == "fail":
        return wording("below it, the initiative fails and scores 0")
    if minimum.otherwise == "flag":
        return wording("below it, the initiative is marked; the score stays")
    return wording("below it, the score is at most {at}", at=wording.quantity(minimum.at or 0.0))


def standard_margin(framework: Framework, result: StandardResult, column: int, wording: Wording) -> str:
    """By how much the initiative in `column` meets or misses a minimum standard; empty where there is nothing to compare."""
    distance = float(result.margins[column])
    if isinstance(result.holder, Criterion):
        return margin(framework.scale_of(result.holder), distance, wording)
    if math.isnan(distance):
        return ""
    shown = wording.number(abs(distance), framework.decimals)
    return f"{'+' if distance > 0 else '−' if distance < 0 else '±'}{shown}"


def margin(scale: BaseScale, distance: float, wording: Wording) -> str:
    """By how much a minimum standard is met or missed; empty where there is no rating."""
    if math.isnan(distance):
        return ""
    sign = "+" if distance > 0 else "−" if distance < 0 else "±"
    if scale.step_count:
        levels = wording.plural("{count} level", "{count} levels", int(abs(distance)))
        return f"{sign}{levels}"
    return sign + with_unit(wording.quantity(abs(distance)), getattr(scale, "unit", ""))
