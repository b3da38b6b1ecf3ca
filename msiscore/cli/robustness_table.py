"""The results of `robustness` and `claim` as text for a terminal and as JSON for programs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from msiscore.analysis.other_rules import OTHER_RULES
from msiscore.cli.table import Heading, layout
from msiscore.cli.terminal import counted, paragraph
from msiscore.rounding import rounded, rounded_percent

if TYPE_CHECKING:
    from msiscore.analysis.claims import Claim
    from msiscore.analysis.uncertainty import Robustness
    from msiscore.analysis.weight_changes import WeightChange
    from msiscore.rating_matrix import FloatArray

HEADINGS = (
    Heading("Rank", right=True),
    Heading("Initiative", flexible=True),
    Heading("Score", right=True),
    Heading("In 90%", right=True),
    Heading("Ranks in 90%", right=True),
    Heading("This rank", right=True),
    Heading("This band", right=True),
)

DECISIONS = {"supported": "supported", "not-supported": "not supported", "not-decided": "not decided, too few draws"}
SHOWN_SHARES = 4
"""So many shares are given as examples, the largest first."""


def robustness_lines(found: Robustness, confidence: float) -> list[str]:
    """The table, then a sentence for each thing that it says."""
    lines = [*_head(found), "", *_table(found), "", *_groups(found, confidence), *_standards(found), "", *_legend(found)]
    return [line for text in lines for line in text.split("\n")]


def robustness_data(found: Robustness, confidence: float) -> dict[str, Any]:
    """Everything as plain data: shares 0..1 of the draws, scores 0..100, unrounded."""
    from msiscore.analysis.claims import groups, not_decided

    names = found.initiatives
    return _about(found) | {
        "confidence": confidence,
        "groups": [list(group) for group in groups(found, confidence)],
        "pairs-not-decided": [[names[i], names[j]] for i, j in np.argwhere(not_decided(found, confidence)).tolist()],
        "initiatives": [
            {
                "initiative": name,
                "mean": float(found.mean[i]),
                "score-low": float(found.score_low[i]),
                "score-high": float(found.score_high[i]),
                "rank-low": int(found.rank_low[i]),
                "rank-high": int(found.rank_high[i]),
                "ranks": found.rank_shares[i].tolist(),
                "above": dict(zip(names, found.above[i].tolist(), strict=True)),
                "bands": dict(zip(found.band_names, found.bands[i].tolist(), strict=True)),
                "standards-met": dict(zip(found.standards, found.met[:, i].tolist(), strict=True)),
                "standards-not-met": dict(zip(found.standards, found.not_met[:, i].tolist(), strict=True)),
                "standard-errors": _errors(found, i),
                "limits": {
                    "score-low": found.score_low_limits[i].tolist(),
                    "score-high": found.score_high_limits[i].tolist(),
                    "rank-low": found.rank_low_limits[i].tolist(),
                    "rank-high": found.rank_high_limits[i].tolist(),
                },
            }
            for i, name in enumerate(names)
        ],
    }


def _errors(found: Robustness, i: int) -> dict[str, Any]:
    """The Monte Carlo standard errors of the mean and of the shares of one initiative, in the same shapes."""
    from msiscore.analysis.monte_carlo import standard_errors

    def errors(shares: FloatArray) -> list[float]:
        return standard_errors(shares, found.draws).tolist()  # type: ignore[no-any-return]  # of floats in one dimension

    mean = float(found.mean_error[i])
    return {
        "mean": None if math.isnan(mean) else mean,
        "ranks": errors(found.rank_shares[i]),
        "above": dict(zip(found.initiatives, errors(found.above[i]), strict=True)),
        "bands": dict(zip(found.band_names, errors(found.bands[i]), strict=True)),
        "standards-met": dict(zip(found.standards, errors(found.met[:, i]), strict=True)),
        "standards-not-met": dict(zip(found.standards, errors(found.not_met[:, i]), strict=True)),
    }


def _more_draws(found: Claim) -> str:
    """What can be done where the draws are too few for a verdict."""
    from msiscore.analysis.monte_carlo import draws_to_decide

    enough = draws_to_decide(found.support, found.robustness.draws, found.confidence)
    if enough is None:
        return f"It is so close to {_share(found.confidence)} that no allowed number of draws would decide: treat it as not shown."
    return f"So few draws show neither that it holds in {_share(found.confidence)} of cases nor that it does not. Try --draws {enough}."


def claim_lines(found: Claim) -> list[str]:
    """The answer first, then what would overturn it and what it rests on."""
    higher, lower = _titles(found.robustness)[found.higher], _titles(found.robustness)[found.lower]
    lines = [
        f"{higher} scores higher than {lower}: {DECISIONS[found.decision]}.",
        f"It holds in {_share(found.support)} of {found.robustness.draws:,} draws (standard error "
        f"{rounded(100 * found.error, 1)} points); asked are {_share(found.confidence)}.",
    ]
    if found.decision == "not-decided":
        lines.append(_more_draws(found))
    if found.ties >= 0.005:
        lines.append(f"They are level in {_share(found.ties)}.")
    if not found.stated:
        lines.append("By the stated weights, ratings and answers it does not hold.")
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
    return _about(found.robustness) | {
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


def _overturning(found: Claim) -> Iterator[str]:
    if found.dominates:
        yield "No weights and no open answers can turn it: as rated, it is at least as good on every criterion."
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
    visible = {name: share for name, share in changed.items() if _share(share) != _share(change.needed[name])}
    most_first = sorted((visible or changed).items(), key=lambda one: -abs(change.needed[one[0]] - one[1]))
    moved = [f"{name} {_share(share)} to {_share(change.needed[name])}" for name, share in most_first]
    sure = change.at_least is None or change.distance - change.at_least < 0.001
    which = "The smallest" if sure else "A"
    yield f"{which} change of {of} that ends it moves {_share(change.distance / 2)} of the whole: {', '.join(moved)}."
    if not sure:
        yield f"A smaller one may do it, but none that moves less than {_share((change.at_least or 0.0) / 2)}."
    if change.within is not None:
        yield _safe(change.within, change.stated)


def _safe(within: float, stated: Mapping[str, float]) -> str:
    """Between what shares of the whole the order stays, the largest first; ends are cut towards the stated share, to be safe."""
    least, most = max(0.0, _at_most(1 - within, 2)), math.floor(100 * (1 + within)) / 100
    how = f"none falls below {least:g} times and none grows beyond {most:g} times" if least else f"none grows beyond {most:g} times"
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


def _head(found: Robustness) -> Iterator[str]:
    about = found.scores.assessment_set.about
    yield paragraph(about.title.in_language(about.language))
    if about.fictional:
        yield "FICTIONAL: the initiatives in this set are invented."
    yield paragraph(
        f"{counted(found.draws, 'draw')}, seed {found.seed}. Varied: {'; '.join(found.assumptions.words()) or 'nothing'}."
    )


def _table(found: Robustness) -> list[str]:
    rows = {row.initiative: row for row in found.scores.headline(found.column)}
    decimals = found.scores.assessment_set.framework.decimals
    cells = []
    for i, name in enumerate(found.initiatives):
        row = rows[name]
        low, high = rounded(float(found.score_low[i]), decimals), rounded(float(found.score_high[i]), decimals)
        first, last = int(found.rank_low[i]), int(found.rank_high[i])
        rank = row.rank or 1
        cells.append(
            [
                str(rank),
                row.title,
                str(rounded(row.score or 0.0, decimals)),
                f"{low}-{high}",
                str(first) if first == last else f"{first}-{last}",
                _share(float(found.rank_shares[i, rank - 1])),
                _share(float(found.bands[i, found.band_names.index(row.band)])) if row.band in found.band_names else "",
            ]
        )
    return list(chain.from_iterable(layout(HEADINGS, cells)))


def _groups(found: Robustness, confidence: float) -> Iterator[str]:
    from msiscore.analysis.claims import groups, not_decided, told_apart

    titles = _titles(found)
    parts = groups(found, confidence)
    asked = _share(confidence)
    if len(found.initiatives) == 1:
        yield paragraph("There is only one initiative with a score, so there is nothing to tell apart.")
        return
    if len(parts) == 1:
        yield paragraph(f"At {asked}, the initiatives cannot be told apart as groups: no place in the order is safe to quote.")
    else:
        yield paragraph(f"Groups that the data tells apart at {asked}, the best first; inside a group the order is not shown:")
        for number, group in enumerate(parts, start=1):
            yield paragraph(f"{number}. {', '.join(titles[name] for name in group)}", indent="  ", hang="   ")
    told, open_ = int(told_apart(found, confidence).sum()), int(not_decided(found, confidence).sum())
    all_pairs = len(found.initiatives) * (len(found.initiatives) - 1) // 2
    yield paragraph(f"Of {counted(all_pairs, 'pair')}, {told} can be told apart at {asked}.")
    if open_:
        yield paragraph(
            f"{counted(open_, 'pair')} {'is' if open_ == 1 else 'are'} not decided: {counted(found.draws, 'draw')} "
            f"{'is' if found.draws == 1 else 'are'} too few to say whether the share is {asked} or less. More draws (--draws) may decide."
        )


def _standards(found: Robustness) -> Iterator[str]:
    titles = _titles(found)
    for k, standard in enumerate(found.standards):
        unsure = [
            f"{titles[name]} {_share(float(found.met[k, i]))}"
            for i, name in enumerate(found.initiatives)
            if found.met[k, i] > 0 and found.not_met[k, i] > 0
        ]
        if unsure:
            yield ""
            yield paragraph(f"Minimum standard {standard} is met in: {', '.join(unsure)}.", hang="  ")


def _legend(found: Robustness) -> Iterator[str]:
    yield paragraph(
        "In 90%: what the score and the rank keep to in the middle 90% of the draws. This rank, this band: the share of draws with the "
        "stated one."
    )
    yield paragraph(_largest_errors(found))
    if found.scores.assessment_set.framework.bands and not found.band_names:
        yield paragraph("Bands are not counted: the framework's bands require more than a score.")
    if found.left_out:
        yield paragraph(f"Left out, since they have no score: {', '.join(_titles(found)[name] for name in found.left_out)}.")
    if found.measures and found.assumptions.ratings:
        yield paragraph(f"{counted(found.measures, 'measured rating')} stayed as they are: they have no neighbouring level.")


def _largest_errors(found: Robustness) -> str:
    """How far what was counted may be off, at most; what stays below a printed digit is said as that digit."""
    score, ranks = found.end_errors()
    mean = f"{_at_most(float(found.mean_error.max()), 2)} points" if found.draws > 1 else "not known from one draw"
    return (
        f"Largest standard error of a share: {rounded(100 * found.error, 1)} points; of a mean score: {mean}. "
        f"The ends of what holds in 90% may be off by up to {_at_most(score, 2)} points of score and {counted(ranks, 'rank')} (95%)."
    )


def _at_most(number: float, decimals: int) -> float:
    """The smallest number with so many decimals that is no less."""
    return math.ceil(number * 10**decimals - 1e-9) / 10**decimals


def _about(found: Robustness) -> dict[str, Any]:
    return {
        "assessment-set": found.scores.assessment_set.about.id,
        "framework": {"id": found.scores.assessment_set.framework.id, "version": found.scores.assessment_set.framework.version},
        "weight-set": found.scores.weight_set,
        "column": found.column,
        "draws": found.draws,
        "seed": found.seed,
        "varied": list(found.assumptions.words()),
        "largest-standard-error": found.error,
        "left-out": list(found.left_out),
    }


def _titles(found: Robustness) -> dict[str, str]:
    return {row.initiative: row.title for row in found.scores.headline(found.column)}


def _share(share: float) -> str:
    return f"{rounded_percent(share)}%"
