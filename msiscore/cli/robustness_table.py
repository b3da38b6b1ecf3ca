"""The results of `robustness` as text for a terminal and as JSON for programs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from msiscore.cli.table import Heading, layout
from msiscore.cli.terminal import counted, paragraph
from msiscore.rounding import rounded, rounded_percent

if TYPE_CHECKING:
    from msiscore.analysis.uncertainty import Robustness
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


def robustness_lines(found: Robustness, confidence: float) -> list[str]:
    """The table, then a sentence for each thing that it says."""
    said = chain(_groups(found, confidence), _level(found), _standards(found))
    lines = [*_head(found), "", *_table(found), "", *said, "", *_legend(found)]
    return [line for text in lines for line in text.split("\n")]


def robustness_data(found: Robustness, confidence: float) -> dict[str, Any]:
    """Everything as plain data: shares 0..1 of the draws, scores 0..100, unrounded."""
    from msiscore.analysis.claims import groups, not_decided
    from msiscore.analysis.dominance import dominance

    names = found.initiatives
    return about_run(found) | {
        "confidence": confidence,
        "level-on-every-criterion": [list(group) for group in dominance(found.scores, found.column).equal],
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
                share_of(float(found.rank_shares[i, rank - 1])),
                share_of(float(found.bands[i, found.band_names.index(row.band)])) if row.band in found.band_names else "",
            ]
        )
    return list(chain.from_iterable(layout(HEADINGS, cells)))


def _groups(found: Robustness, confidence: float) -> Iterator[str]:
    from msiscore.analysis.claims import groups, not_decided, told_apart

    titles = titles_of(found)
    parts = groups(found, confidence)
    asked = share_of(confidence)
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


def _level(found: Robustness) -> Iterator[str]:
    """Who has the same score, if all have, and who is level on every criterion."""
    from msiscore.analysis.dominance import dominance

    titles = titles_of(found)
    if found.scores.column(found.column).all_level:
        yield paragraph(f"The {counted(len(found.initiatives), 'initiative')} with a score have the same score.")
    for group in dominance(found.scores, found.column).equal:
        yield paragraph(f"Level on every criterion, with nothing open: {', '.join(titles[name] for name in group)}.")


def _standards(found: Robustness) -> Iterator[str]:
    titles = titles_of(found)
    for k, standard in enumerate(found.standards):
        unsure = [
            f"{titles[name]} {share_of(float(found.met[k, i]))}"
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
        yield paragraph(f"Left out, since they have no score: {', '.join(titles_of(found)[name] for name in found.left_out)}.")
    if found.measures and found.assumptions.ratings:
        yield paragraph(f"{counted(found.measures, 'measured rating')} stayed as they are: they have no neighbouring level.")


def _largest_errors(found: Robustness) -> str:
    """How far what was counted may be off, at most; what stays below a printed digit is said as that digit."""
    score, ranks = found.end_errors()
    mean = f"{at_most(float(found.mean_error.max()), 2)} points" if found.draws > 1 else "not known from one draw"
    return (
        f"Largest standard error of a share: {rounded(100 * found.error, 1)} points; of a mean score: {mean}. "
        f"The ends of what holds in 90% may be off by up to {at_most(score, 2)} points of score and {counted(ranks, 'rank')} (95%)."
    )


def at_most(number: float, decimals: int) -> float:
    """The smallest number with so many decimals that is no less."""
    scale = 10.0**decimals
    return math.ceil(number * scale - 1e-9) / scale


def about_run(found: Robustness) -> dict[str, Any]:
    """What was analysed, and how."""
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


def titles_of(found: Robustness) -> dict[str, str]:
    """The title of each initiative by its id."""
    return {row.initiative: row.title for row in found.scores.headline(found.column)}


def share_of(share: float) -> str:
    """A share of 0 to 1 in percent."""
    return f"{rounded_percent(share)}%"
