"""Sentences about answers that fit badly, and about weights from data that go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msiscore.rounding import rounded, rounded_percent

if TYPE_CHECKING:
    from msiscore.analysis.data_weights import DataWeights
    from msiscore.elicitation.results import Consistency, Elicited

SHORT = {
    "consistency-ratio": "CR",
    "geometric-consistency-index": "GCI",
    "linear-deviation": "xi",
    "input-consistency-ratio": "CR",
}
LONG = {
    "consistency-ratio": "consistency ratio by Saaty's random indices of 1980",
    "geometric-consistency-index": "geometric consistency index",
    "linear-deviation": "largest deviation, in shares of weight",
    "input-consistency-ratio": "input-based consistency ratio",
}
MOST_RINGS = 3


def consistency_words(found: Elicited) -> str:
    """The first measure with a mark, in a word or two: `CR 0.04`, `CR 0.31 !`; nothing for methods without one."""
    measures = [one for one in found.consistency if SHORT[one.measure] == "CR"]
    return f"{_value(measures[0])}{' !' if measures[0].acceptable is False else ''}" if measures else ""


def about_answers(found: Elicited) -> Iterator[str]:
    """What a reader has to know about how the shares came about."""
    if found.rescaled_from is not None and found.due is not None:
        if found.method == "swing":
            yield f"the largest swing had {_plain(found.rescaled_from)}, not {_plain(found.due)}; all were measured against it."
        else:
            yield f"the numbers sum to {_plain(found.rescaled_from)}, not {_plain(found.due)}; each was divided by that sum."
    bad = [one for one in found.consistency if one.acceptable is False]
    if bad:
        told = "; ".join(
            f"{LONG[one.measure]}: {rounded(one.value, 2)}, accepted up to {rounded(one.limit or 0.0, 2)}" for one in bad
        )
        yield f"the answers fit together badly ({told}); ask again about those named here."
    for doubt in found.doubts:
        times = "as important" if doubt.said == 1 else f"{_plain(doubt.said)} times as important"
        yield f"{doubt.first} was said to be {times} as {doubt.second}; all answers together say {rounded(doubt.implied, 1)} times."
    for ring in found.circular[:MOST_RINGS]:
        yield f"answers go round in a ring: {' over '.join((*ring, ring[0]))}."
    if len(found.circular) > MOST_RINGS:
        yield f"and {len(found.circular) - MOST_RINGS} more rings."
    if found.other is not None:
        apart = 0.5 * sum(abs(share - found.other[part]) for part, share in found.shares.items())
        if apart >= 0.005:
            yield f"by the {found.other_name.replace('-', ' ')} {rounded_percent(apart)}% of the weight would lie elsewhere."


def about_data(found: DataWeights, listed: Callable[[Sequence[str]], str]) -> Iterator[str]:
    """What went wrong with weights from data, one sentence each."""
    for fault in found.faults:
        if fault.code == "constant":
            yield f"no weight for what is the same everywhere: {listed(fault.names)}."
        elif fault.code == "negative-loadings":
            yield f"no weights, since these run against the first component and would count the wrong way round: {listed(fault.names)}."
        elif fault.code == "low-share":
            yield f"the first component explains only {rounded_percent(fault.value or 0.0)}% of the variance."
        elif fault.code == "few-initiatives":
            yield f"it rests on {_plain(fault.value or 0.0)} initiatives, no more than there are parts, so it can be chance."
        elif fault.code == "too-few":
            yield "no weights: it takes at least two parts, and three initiatives with a score in each of them."
        elif fault.code == "incomplete":
            yield f"left out, since they lack a score somewhere: {listed(fault.names)}."
        else:
            yield "no weights: the framework weighs its parts by what is in them."


def _value(one: Consistency) -> str:
    return f"{SHORT[one.measure]} {rounded(one.value, 2)}"


def _plain(number: float) -> str:
    """`number` with at most two decimals and no zeros at the end."""
    text = str(rounded(number, 2))
    return text.rstrip("0").rstrip(".") if "." in text else text
