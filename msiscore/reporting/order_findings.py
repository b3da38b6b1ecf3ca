"""Key findings on the order of initiatives that hold under every set of weights of the framework, its own included.

They hold whatever the open answers turn out to be as well: they are made from the ends of intervals. None is made where a scale is
relative, for there one answer moves all values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from msiscore.framework import Framework
from msiscore.rating_matrix import FloatArray
from msiscore.reporting.figures import Figures
from msiscore.reporting.report import Finding, Term
from msiscore.reporting.wording import Wording
from msiscore.rounding import rounded
from msiscore.scoring.scores import ColumnScores, Scores

SLACK = 1e-9
MOST_PAIRS = 12
"""So many pairs are named; the rest are counted."""


def order_findings(
    scores: Scores, headlines: Mapping[str, ColumnScores], figures: Figures, wording: Wording
) -> tuple[Finding, ...]:
    """The findings on pairs and on the first place; `headlines` has the headline column under each set of weights.

    Only those with a score under every set are looked at, and the findings say so.
    """
    framework = scores.assessment_set.framework
    relative = any(framework.scale_of(criterion).relative for criterion in framework.criteria)
    columns = list(headlines.values())
    some = [c for c in range(len(scores.matrix.initiatives)) if all(column.status[c] == "scored" for column in columns)]
    if framework.total == "none" or relative or len(columns) < 2 or len(some) < 2:
        return ()
    titles = {a.initiative.id: a.initiative.title.in_language(wording.language) for a in scores.assessment_set.assessments}
    names = [titles[id_] for id_ in scores.matrix.initiatives]
    pairs = above_always(framework, columns, some)
    return (
        *_first(scores, len(columns), pairs, some, names, wording),
        *_pairs(scores, len(columns), pairs, len(some), names, figures, wording),
    )


def above_always(framework: Framework, columns: Sequence[ColumnScores], some: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of `some` of which one scores above the other in each of `columns`, whatever the open answers turn out to be."""
    ends = [(_compared(framework, column.lower), _compared(framework, column.upper)) for column in columns]
    return [(a, b) for a in some for b in some if all(lower[a] > upper[b] + SLACK for lower, upper in ends)]


def _compared(framework: Framework, ends: FloatArray) -> list[float]:
    """The ends of intervals as they are ranked: rounded where the framework ranks what is shown."""
    if framework.ranking != "rounded":
        return [float(end) for end in ends]
    return [float(end) if np.isnan(end) else float(rounded(float(end), framework.decimals)) for end in ends]


def _pairs(
    scores: Scores,
    sets: int,
    pairs: list[tuple[int, int]],
    some: int,
    names: Sequence[str],
    figures: Figures,
    wording: Wording,
) -> Iterator[Finding]:
    if not pairs:
        return
    head = scores.columns[0]
    pairs = sorted(pairs, key=lambda pair: (int(head.ranks[pair[0]]), int(head.ranks[pair[1]]), pair))
    ids = scores.matrix.initiatives
    if len(pairs) == 1:
        text = wording(
            "{a} scores above {b} under each of the {sets} sets of weights, whatever the open answers.",
            a=names[pairs[0][0]],
            b=names[pairs[0][1]],
            sets=sets,
        )
    else:
        text = wording(
            "Of the {all} pairs with a score under all {sets} sets of weights, {count} keep their order under each of them, whatever the "
            "open answers.",
            count=len(pairs),
            all=some * (some - 1) // 2,
            sets=sets,
        )
    support = [
        Term(
            ids[a],
            wording(
                "{a} ({high}) above {b} ({low})",
                a=names[a],
                b=names[b],
                high=figures.interval(float(head.lower[a]), float(head.upper[a])),
                low=figures.interval(float(head.lower[b]), float(head.upper[b])),
            ),
        )
        for a, b in pairs[:MOST_PAIRS]
    ]
    if len(pairs) > MOST_PAIRS:
        support.append(Term("", wording("and {count} more", count=len(pairs) - MOST_PAIRS)))
    yield Finding(kind="pairs-by-weights", text=text, support=tuple(support))


def _first(
    scores: Scores, sets: int, pairs: Sequence[tuple[int, int]], some: Sequence[int], names: Sequence[str], wording: Wording
) -> Iterator[Finding]:
    """Who scores above all others that have a score under every set; said of three or more, for two are a pair."""
    known = set(pairs)
    first = next((a for a in some if all((a, b) in known for b in some if b != a)), None)
    if first is None or len(some) < 3:
        return
    text = wording(
        "{name} scores above every other with a score under each of the {sets} sets of weights, whatever the open answers.",
        name=names[first],
        sets=sets,
    )
    yield Finding(kind="first-by-weights", text=text, support=(Term(scores.matrix.initiatives[first], names[first]),))
