"""The results of `sensitivity` as text for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from msiscore.cli.table import Heading, layout
from msiscore.cli.terminal import counted, paragraph
from msiscore.rounding import rounded

if TYPE_CHECKING:
    from msiscore.analysis.one_at_a_time import Swing
    from msiscore.analysis.sensitivity import Sensitivity
    from msiscore.analysis.sobol import Indices
    from msiscore.analysis.variance_shares import VarianceShares

WHAT = {
    "left-out": "{id} left out",
    "weight": "Weight of {id} x0.5 to x1.5",
    "no-weight": "Weight of {id} to 0",
    "state": "What `{id}` counts as",
}
GROUPS = {
    "weights": "Weights",
    "ratings": "Ratings",
    "open-answers": "Open answers",
    "normalisation": "Normalisation",
    "rule": "Rule",
    "weight-sets": "Weight set",
}
FEW_GROUPS = 4


def sensitivity_lines(found: Sensitivity, initiative: str | None, top: int) -> list[str]:
    """The tables, each with what has to be known to read it."""
    lines = [
        *_head(found),
        "",
        *(_tornado(found, top) if initiative is None else _tornado_of(found, initiative, top)),
        "",
        *_shares(found, initiative, top),
        "",
        *_weights(found),
        *_pairs(found),
        *_left_out(found),
    ]
    return [line for text in lines for line in text.split("\n")]


def _head(found: Sensitivity) -> Iterator[str]:
    about = found.scores.assessment_set.about
    yield paragraph(about.title.in_language(about.language))
    if about.fictional:
        yield "FICTIONAL: the initiatives in this set are invented."


def _tornado(found: Sensitivity, top: int) -> Iterator[str]:
    changes = found.changes
    moving = [swing for swing in changes.swings if _moves(swing)]
    if not moving:
        yield paragraph("No change of one criterion, weight or state moves any score.")
        return
    yield paragraph("One change at a time: what moves the scores most")
    headings = (
        Heading("Change", flexible=True),
        Heading("On average", right=True),
        Heading("Down", right=True),
        Heading("Up", right=True),
        Heading("Ranks moved", right=True),
    )
    rows = [
        [
            _what(found, swing),
            _points(float(swing.reach.mean())),
            _points(float(swing.low.min())),
            _points(float(swing.high.max())),
            f"{swing.moved} of {len(changes.initiatives)}",
        ]
        for swing in moving[:top]
    ]
    yield from chain.from_iterable(layout(headings, rows))
    yield ""
    rest = _not_swung(changes.not_swung) + _rest(len(moving) - len(rows), len(changes.swings) - len(moving))
    yield paragraph(
        "Points of score: the average over the initiatives, and the most that any of them falls and rises. A rank changes only where the "
        f"order of those with a score does. {rest}"
    )
    for swing in moving[:top]:
        yield from _status(found, swing)


def _tornado_of(found: Sensitivity, initiative: str, top: int) -> Iterator[str]:
    changes = found.changes
    title = _titles(found)[initiative]
    if initiative not in changes.initiatives:
        yield paragraph(f"{title} has no score (not enough evidence), so no change moves it.")
        return
    k = changes.initiatives.index(initiative)
    moving = [swing for swing in changes.of(initiative) if swing.reach[k] > 0.005 or initiative in swing.lost]
    yield paragraph(f"One change at a time: what moves {title} most (score {_points(float(changes.score[k]))})")
    if not moving:
        yield "Nothing does."
        return
    headings = (
        Heading("Change", flexible=True),
        Heading("Down", right=True),
        Heading("Up", right=True),
        Heading("Rank", right=True),
    )
    rows = [
        [
            _what(found, swing),
            _points(float(swing.low[k])),
            _points(float(swing.high[k])),
            "no score" if initiative in swing.lost else _span(int(swing.best[k]), int(swing.worst[k])),
        ]
        for swing in moving[:top]
    ]
    yield from chain.from_iterable(layout(headings, rows))
    yield ""
    yield paragraph(_rest(len(moving) - len(rows), len(changes.swings) - len(moving)))


def _status(found: Sensitivity, swing: Swing) -> Iterator[str]:
    titles = _titles(found)
    for names, says in ((swing.lost, "takes the score from"), (swing.gained, "gives a score to")):
        if names:
            what = WHAT[swing.kind].format(id=swing.id)
            yield paragraph(f"{what}: {says} {', '.join(titles[name] for name in names)}.", hang="  ")


def _shares(found: Sensitivity, initiative: str | None, top: int) -> Iterator[str]:
    shares = found.shares
    if shares is None:
        yield paragraph(f"Where the uncertainty comes from is not shown: {found.without_shares}.")
        return
    if len(shares.groups) == 1:
        only = GROUPS.get(shares.groups[0], shares.groups[0]).lower()
        yield paragraph(f"All of the uncertainty comes from one source, for nothing else varies: {only}.")
        return
    yield paragraph("Where the uncertainty comes from")
    names = [name for name in shares.initiatives if initiative in (None, name)]
    titles = _titles(found)
    for heading, indices in (("of the score", shares.score), ("of the rank", shares.rank)):
        yield ""
        if len(shares.groups) <= FEW_GROUPS:
            heads = (
                Heading(f"Share {heading}", flexible=True),
                *(Heading(GROUPS.get(one, one), right=True) for one in shares.groups),
            )
            rows = [[titles[name], *_cells(shares, indices, name)] for name in names]
            yield from chain.from_iterable(layout(heads, rows))
        else:
            yield f"Share {heading}, the largest first:"
            for name in names:
                cells = _cells(shares, indices, name)
                order = sorted(range(len(cells)), key=lambda g: -_sorting(indices.total[g, shares.initiatives.index(name)]))
                said = [f"{GROUPS.get(shares.groups[g], shares.groups[g])} {cells[g]}" for g in order if cells[g][0].isdigit()]
                yield paragraph(f"{titles[name]}: {'; '.join(said[:top]) or cells[0]}", indent="  ", hang="  ")
    yield ""
    yield paragraph(
        "The share of the variance that comes from it alone, and after the stroke with what it shares with others; `-` where the "
        f"95% limit is wider than 10 points either way, which would be noise; `fixed` where nothing moves it. {_limits(shares)}"
        f"{counted(shares.draws, 'draw')} ({shares.runs:,} scorings), seed {shares.seed}. Varied: {'; '.join(shares.assumptions.words())}."
    )
    yield from _no_choice(shares)


def _no_choice(shares: VarianceShares) -> Iterator[str]:
    """What was asked to vary, and has only one way in this framework."""
    asked = {
        "normalisation": (shares.assumptions.normalisation, "no scale has another normalisation to choose from"),
        "rule": (shares.assumptions.rules, "no mean has another rule to choose from"),
        "weight-sets": (shares.assumptions.weight_sets, "the framework has no weight sets to choose from"),
    }
    for name, (wanted, says) in asked.items():
        if wanted and name not in shares.groups:
            yield paragraph(f"{GROUPS[name]}: {says}, so nothing varies there.")


def _cells(shares: VarianceShares, indices: Indices, name: str) -> list[str]:
    k = shares.initiatives.index(name)
    shown = shares.shown(indices)
    return [
        "fixed"
        if math.isnan(indices.total[g, k])
        else f"{_percent(indices.first[g, k])}/{_percent(indices.total[g, k])}%"
        if shown[g, k]
        else "-"
        for g in range(len(shares.groups))
    ]


def _limits(shares: VarianceShares) -> str:
    """How far the shown shares may be off."""
    widest = max(
        (
            float(limits[shares.shown(indices)].max(initial=0.0))
            for indices in (shares.score, shares.rank)
            for limits in (indices.first_limit, indices.total_limit)
        ),
        default=0.0,
    )
    return f"What is shown may be off by up to {rounded(100 * widest, 0)} points (95%). " if widest > 0 else ""


def _weights(found: Sensitivity) -> Iterator[str]:
    from msiscore.analysis.relations import LEAST_PAIRS

    known = [one for one in found.relations.dimensions if one.effect is not None]
    if not known:
        most = max((one.pairs for one in found.relations.dimensions), default=0)
        reason = f"that takes {LEAST_PAIRS} initiatives or more with a score and a value in the dimension, and there are {most} at most"
        if most >= LEAST_PAIRS:
            reason = "; ".join(dict.fromkeys(one.reason for one in found.relations.dimensions if one.pairs >= LEAST_PAIRS))
        yield paragraph(f"Effective weights are not shown: {reason}.")
        return
    yield paragraph("Weights as stated and in effect")
    headings = (
        Heading("Dimension", flexible=True),
        Heading("Stated", right=True),
        Heading("In effect", right=True),
        Heading("Goes with the score", right=True),
        Heading("Without any one", right=True),
    )
    titles = {
        d.id: d.title.in_language(found.scores.assessment_set.about.language)
        for d in found.scores.assessment_set.framework.walk()
    }
    rows = [
        [
            titles.get(one.id, one.id),
            f"{_percent(one.stated)}%",
            f"{_percent(one.effective)}%" if one.effective is not None else one.reason,
            f"{_percent(one.effect)}%{' (against)' if (one.correlation or 0) < 0 else ''}" if one.effect is not None else "",
            f"{_percent(one.low)}-{_percent(one.high)}%" if one.low is not None and one.high is not None else "",
        ]
        for one in found.relations.dimensions
    ]
    yield from chain.from_iterable(layout(headings, rows))
    yield ""
    yield paragraph(
        "Goes with the score: the share of the differences between scores that goes along with the dimension (squared correlation, over "
        "the initiatives with a score). In effect: that, as a share of the sum over the dimensions. Without any one: its range when one "
        "initiative is left out. It describes this set, and no other."
    )


def _pairs(found: Sensitivity) -> Iterator[str]:
    relations = found.relations
    if relations.reason:
        yield paragraph(f"Criteria that go together are not named: {relations.reason}.")
        return
    for pairs, says in (
        (relations.redundant, "go together so closely that one may do"),
        (relations.contradicting, "go against each other"),
    ):
        for pair in pairs:
            yield paragraph(f"{pair.one} and {pair.other} {says} (r {rounded(pair.r, 2)}, {pair.pairs} initiatives).", hang="  ")
    if not relations.redundant and not relations.contradicting:
        yield paragraph(
            f"Of {counted(relations.compared, 'pair')} of criteria with enough ratings, none is named as going together or against each "
            "other: that takes r of at least 0.9 or at most -0.4, significant at 5% after correction for the number of pairs."
        )


def _left_out(found: Sensitivity) -> Iterator[str]:
    if found.changes.left_out:
        titles = _titles(found)
        yield paragraph(f"Left out, since they have no score: {', '.join(titles[name] for name in found.changes.left_out)}.")


def _rest(more: int, idle: int) -> str:
    parts = [f"{counted(more, 'more change')} {'moves' if more == 1 else 'move'} less (--top)."] if more else []
    parts += [f"{counted(idle, 'change')} {'moves' if idle == 1 else 'move'} nothing."] if idle else []
    return " ".join(parts)


def _what(found: Sensitivity, swing: Swing) -> str:
    """The change, with the title of a criterion."""
    framework, said = found.scores.assessment_set.framework, WHAT[swing.kind].format(id=swing.id)
    criterion = framework.criterion_by_id.get(swing.id) if swing.kind != "state" else None
    return (
        f"{said} ({criterion.title.in_language(found.scores.assessment_set.about.language)})" if criterion is not None else said
    )


def _not_swung(weights: int) -> str:
    return f"{counted(weights, 'weight')} with the smallest shares of the whole were not changed. " if weights else ""


def _moves(swing: Swing) -> bool:
    return bool(swing.reach.max(initial=0.0) > 0.005 or swing.lost or swing.gained or swing.moved)


def _titles(found: Sensitivity) -> dict[str, str]:
    return {row.initiative: row.title for row in found.scores.headline(found.column)}


def _points(number: float) -> str:
    return f"{rounded(number, 1)}" if abs(number) > 0.005 else "0"


def _percent(share: float | None) -> str:
    return str(max(rounded(0.0), rounded(100 * float(share)))) if share is not None else ""


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"


def _sorting(total: float) -> float:
    return -1.0 if math.isnan(total) else float(total)
