"""The result of `claim` as text for a terminal and as JSON for programs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msiscore.analysis.other_rules import OTHER_RULES
from msiscore.cli.robustness_table import about_run, at_most, share_of, titles_of
from msiscore.cli.terminal import counted, paragraph
from msiscore.rounding import rounded

if TYPE_CHECKING:
    from msiscore.analysis.claims import Claim
    from msiscore.analysis.weight_changes import WeightChange

DECISIONS = {"supported": "supported", "not-supported": "not supported", "not-decided": "not decided, too few draws"}
SHOWN_SHARES = 4
"""So many shares are given as examples, the largest first."""


def claim_lines(found: Claim) -> list[str]:
    """The answer first, then what would overturn it and what it rests on."""
    higher, lower = titles_of(found.robustness)[found.higher], titles_of(found.robustness)[found.lower]
    lines = [
        f"{higher} scores higher than {lower}: {DECISIONS[found.decision]}.",
        f"It holds in {share_of(found.support)} of {counted(found.robustness.draws, 'draw')} (standard error "
        f"{rounded(100 * found.error, 1)} points); asked are {share_of(found.confidence)}.",
    ]
    if found.decision == "not-decided":
        lines.append(_more_draws(found))
    if found.ties >= 0.005:
        lines.append(f"They are level in {share_of(found.ties)}.")
    if not found.stated:
        lines.append("By the stated weights, ratings and answers it does not hold.")
    if found.equal:
        lines.append(
            "The two are level on every criterion, and nothing is open: before minimum standards, no weights can tell them apart."
        )
    lines += _overturning(found) if found.stated else []
    if found.rests_on:
        parts = ", ".join(
            f"{id_} ({rounded(points, 1)}; {found.answers[id_][0]} against {found.answers[id_][1]})"
            for id_, points in found.rests_on
        )
        lines.append(f"The criteria that put it ahead most, in points of score, and the answers: {parts}.")
    lines += [f"Varied: {'; '.join(found.robustness.assumptions.words()) or 'nothing'}. Seed {found.robustness.seed}."]
    return [line for text in lines for line in paragraph(text).split("\n")]


def claim_data(found: Claim) -> dict[str, Any]:
    """The claim as plain data."""
    return about_run(found.robustness) | {
        "higher": found.higher,
        "lower": found.lower,
        "confidence": found.confidence,
        "support": found.support,
        "ties": found.ties,
        "standard-error": found.error,
        "stated": found.stated,
        "decision": found.decision,
        "supported": found.supported,
        "dominates": found.dominates,
        "level-on-every-criterion": found.equal,
        "smallest-change-of-weights": _change_data(found.change),
        "smallest-change-of-all-weights": _change_data(found.change_of_criteria),
        "weight-sets-against": list(found.weight_sets),
        "weight-sets-without": list(found.weight_sets_without),
        "rules-against": list(found.rules),
        "open-answers": [list(one) for one in found.open_answers],
        "open-answers-together": found.open_together,
        "ratings": [list(one) for one in found.ratings],
        "rests-on": dict(found.rests_on),
        "answers": {id_: list(answers) for id_, answers in found.answers.items()},
    }


def _more_draws(found: Claim) -> str:
    """What can be done where the draws are too few for a verdict."""
    from msiscore.analysis.monte_carlo import draws_to_decide

    enough = draws_to_decide(found.support, found.robustness.draws, found.confidence)
    if enough is None:
        return (
            f"It is so close to {share_of(found.confidence)} that no allowed number of draws would decide: treat it as not shown."
        )
    return f"So few draws show neither that it holds in {share_of(found.confidence)} of cases nor that it does not. Try --draws {enough}."


def _overturning(found: Claim) -> Iterator[str]:
    if found.dominates:
        yield (
            "No weights and no open answers can turn it: as rated, it is at least as good on every criterion, and better on at least one."
        )
        return
    yield from _change(found.change, "dimension weights")
    yield from _change(found.change_of_criteria, "the weights of criteria and dimensions")
    yield from _kept(found)
    if found.weight_sets:
        yield f"By these weight sets it does not hold: {', '.join(found.weight_sets)}."
    if found.weight_sets_without:
        names = ", ".join(found.weight_sets_without)
        yield f"By these weight sets the two cannot be compared, since not both have a score: {names}."
    if found.rules:
        titles = [OTHER_RULES[name].title for name in found.rules]
        yield f"By these other rules, before minimum standards, it does not hold: {', '.join(titles)}."
    if found.open_answers:
        yield f"Open answers of which one alone can end it: {_cells(found.open_answers)}."
    elif found.open_together:
        yield "No open answer alone can end it, but all of them together can."
    else:
        yield "No open answer can end it, and not all of them together either."
    if found.ratings:
        yield f"Ratings that alone end it by one level: {_cells(found.ratings)}."
    else:
        yield "No rating alone ends it by one level."


def _change(change: WeightChange, of: str) -> Iterator[str]:
    if change.distance is None:
        yield f"No change of {of} to end it is given: {change.reason}."
        return
    changed = {name: share for name, share in change.stated.items() if abs(change.needed[name] - share) > 1e-9}
    visible = {name: share for name, share in changed.items() if share_of(share) != share_of(change.needed[name])}
    most_first = sorted((visible or changed).items(), key=lambda one: -abs(change.needed[one[0]] - one[1]))
    moved = [f"{name} {share_of(share)} to {share_of(change.needed[name])}" for name, share in most_first]
    sure = change.at_least is None or change.distance - change.at_least < 0.001
    which = "The smallest" if sure else "A"
    yield f"{which} change of {of} that ends it moves {share_of(change.distance / 2)} of the whole: {', '.join(moved)}."
    if not sure:
        yield f"A smaller one may do it, but none that moves less than {share_of((change.at_least or 0.0) / 2)}."
    if change.within is not None:
        yield _safe(change.within, change.stated)


def _safe(within: float, stated: Mapping[str, float]) -> str:
    """Between what shares of the whole the order stays, the largest first; ends are cut towards the stated share, to be safe."""
    least, most = max(0.0, at_most(1 - within, 2)), math.floor(100 * (1 + within)) / 100
    how = (
        f"none falls below {least:g} times and none grows beyond {most:g} times" if least else f"none grows beyond {most:g} times"
    )
    largest = sorted(stated.items(), key=lambda one: -one[1])[:SHOWN_SHARES]
    shares = [
        f"{name} {math.ceil(100 * least * share)}% to {math.floor(100 * min(1.0, most * share))}%" for name, share in largest
    ]
    rest = "" if len(stated) <= SHOWN_SHARES else "; the smaller ones likewise"
    return f"It stays as long as, of the shares in the whole, {how} what it is now: {', '.join(shares)}{rest}."


def _kept(found: Claim) -> Iterator[str]:
    """The dimensions whose inner weights were not changed."""
    known = found.robustness.scores.assessment_set.framework.criterion_by_id
    kept = [name for name in found.change_of_criteria.needed if name not in known]
    if kept:
        yield (
            f"The weights inside {', '.join(kept)} stay in this: there the mean is not a plain one, or the two have answers to different "
            "criteria in it."
        )


def _change_data(change: WeightChange) -> dict[str, Any]:
    return {
        "distance": change.distance,
        "at-least": change.at_least,
        "within": change.within,
        "stated": dict(change.stated),
        "needed": dict(change.needed),
        "reason": change.reason,
    }


def _cells(cells: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{item} ({initiative})" for initiative, item in cells)
