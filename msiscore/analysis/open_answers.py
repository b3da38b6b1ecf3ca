"""Where research pays: what each open answer, filled in by itself, would do to the interval, the rank and the coverage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from msiscore.analysis.answers import ends_or_levels
from msiscore.analysis.draws import item_rows
from msiscore.analysis.variants import Variant, VariantScores, ranks_of, score_variants
from msiscore.rating_matrix import Treatment
from msiscore.scoring.ranking import TIE
from msiscore.scoring.scores import ColumnScores, Scores


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """What filling one open answer does, everything else as stated.

    narrowing: points by which the interval gets narrower, on average over the levels of the answer; at_least: whatever the answer is.
    score_low, score_high: the score with the worst and the best answer, None where there would be none. rank_low, rank_high: the best
    and the worst rank it can bring, None likewise. decides: the initiatives with which its order depends on the answer, by id. bands:
    whether the band depends on it. coverage: 0..1, with it. gives_score: whether this answer alone is enough for a score.
    """

    item: str
    narrowing: float
    at_least: float
    score_low: float | None
    score_high: float | None
    rank_low: int | None
    rank_high: int | None
    decides: tuple[str, ...]
    bands: bool
    coverage: float
    gives_score: bool


def open_answers(scores: Scores, column: ColumnScores, initiative: int) -> tuple[tuple[OpenAnswer, ...], int]:
    """The open answers of one initiative (by its place), and how many more there are that would change nothing.

    Those come first that decide the order with most initiatives; then those that narrow the interval most. Exact: each is filled with each
    of its levels, and the engine scores it.
    """
    matrix, framework = scores.matrix, scores.assessment_set.framework
    rows = [row for row in item_rows(matrix.items, column.nodes.tree) if matrix.treatments[row, initiative] == Treatment.OPEN]
    variants, of = [], []
    for row in rows:
        for value in ends_or_levels(framework.scale_of(matrix.items[row].criterion)):
            variants.append(Variant(initiative, ((row, value),)))
            of.append(row)
    if not variants:
        return (), 0
    found = score_variants(scores, column, variants)
    ranks = np.array(ranks_of(scores, column, initiative, found.score))
    places = np.array(of)
    answers = [_answer(scores, column, initiative, row, np.flatnonzero(places == row), found, ranks) for row in rows]
    # Coverage alone is a reason only where it is what stands between an initiative and a score.
    enough = float(column.coverage[initiative]) if column.status[initiative] != "scored" else 1.0
    kept = [one for one in answers if one.decides or one.bands or one.narrowing > TIE or one.coverage > enough + TIE]
    kept.sort(key=lambda one: (-len(one.decides), -round(one.narrowing, 9), -round(one.coverage, 9)))
    return tuple(kept), len(answers) - len(kept)


def _answer(
    scores: Scores,
    column: ColumnScores,
    initiative: int,
    row: int,
    places: np.ndarray[tuple[int, ...], np.dtype[np.intp]],
    found: VariantScores,
    ranks: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
) -> OpenAnswer:
    matrix = scores.matrix
    narrower = (column.upper[initiative] - column.lower[initiative]) - found.width[places]
    own = found.score[places]
    scored = bool(found.scored[places].all())
    compared = scores.assessment_set.framework.compared
    decides = []
    for other, name in enumerate(matrix.initiatives):
        if not scored or other == initiative or np.isnan(column.score[other]):
            continue
        ahead = np.array([compared(number) for number in own.tolist()]) - compared(float(column.score[other]))
        signs = {0 if abs(one) <= TIE else 1 if one > 0 else -1 for one in ahead.tolist()}
        if len(signs) > 1:
            decides.append(name)
    return OpenAnswer(
        item=matrix.items[row].id,
        narrowing=float(narrower.mean()),
        at_least=float(narrower.min()),
        score_low=float(own.min()) if scored else None,
        score_high=float(own.max()) if scored else None,
        rank_low=int(ranks[places].min()) if scored else None,
        rank_high=int(ranks[places].max()) if scored else None,
        decides=tuple(decides),
        bands=scored and len(set(found.band[places].tolist())) > 1,
        coverage=float(found.coverage[places].min()),
        gives_score=scored and column.status[initiative] != "scored",
    )
