"""The ranking under the framework's own weights and under each of its sets of weights, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from msiscore.rating_matrix import FloatArray
from msiscore.reporting.figures import Figures
from msiscore.reporting.report import Term
from msiscore.reporting.report_results import WeightSetCell, WeightSetRow, WeightSetTable
from msiscore.reporting.tables import initiative_terms
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import ColumnScores, Scores, score

OWN = ""
"""Stands for the framework's own weights among the ids of its sets."""

MOST_NAMED = 3


def headlines_by_weights(scores: Scores) -> dict[str, ColumnScores]:
    """The headline column under the framework's own weights (`OWN`) and under each of its sets, by id."""
    made = scores.assessment_set
    plain = replace(made, about=made.about.model_copy(update={"weight_set": None}))
    found: dict[str, ColumnScores] = {}
    for id_ in (OWN, *made.framework.weight_sets):
        same = (scores.weight_set or OWN) == id_
        found[id_] = scores.columns[0] if same else score(plain, weight_set=id_ or None).columns[0]
    return found


def by_weight_set(
    scores: Scores, headlines: dict[str, ColumnScores], figures: Figures, wording: Wording
) -> WeightSetTable | None:
    """Ranks and scores under all sets of weights, in the order of the report's ranking; None without a total or without sets."""
    framework = scores.assessment_set.framework
    if framework.total == "none" or len(headlines) < 2:
        return None
    own = Term(OWN, wording("The framework's own weights"))
    sets = (own, *(Term(id_, one.title.in_language(wording.language)) for id_, one in framework.weight_sets.items()))
    columns = list(headlines.values())
    places = [_places(column.ranks) for column in columns]
    rows = []
    for place, term in initiative_terms(scores, wording):
        cells = tuple(
            WeightSetCell(
                rank=str(int(column.ranks[place]) or ""),
                score=figures.score(float(column.score[place])),
                place=None if np.isnan(height[place]) else float(height[place]),
            )
            for column, height in zip(columns, places, strict=True)
        )
        ranks = [int(column.ranks[place]) for column in columns if column.ranks[place]]
        moves = _moves(ranks, len(columns) - len(ranks), wording)
        rows.append(WeightSetRow(initiative=term, cells=cells, moves=moves, spread=_spread(ranks)))
    used = list(headlines).index(scores.weight_set or OWN)
    return WeightSetTable(sets=sets, used=used, rows=tuple(rows), reading=_reading(rows, len(sets), wording))


def _places(ranks: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> FloatArray:
    """The height of each in a drawing: those that share a rank share the middle of the places that they take up; NaN for no rank."""
    return np.array([rank + (np.sum(ranks == rank) - 1) / 2 if rank else np.nan for rank in ranks.tolist()])


def _spread(ranks: Sequence[int]) -> int:
    return max(ranks) - min(ranks) if ranks else 0


def _moves(ranks: Sequence[int], without: int, wording: Wording) -> str:
    if not ranks:
        return wording("no rank")
    if min(ranks) != max(ranks):
        text = wording("{first} to {last}", first=min(ranks), last=max(ranks))
    else:
        text = str(ranks[0]) if without else wording("always {rank}", rank=ranks[0])
    return f"{text} ({wording('not ranked under {count}', count=without)})" if without else text


def _reading(rows: Sequence[WeightSetRow], sets: int, wording: Wording) -> str:
    """Who never changes and who moves most, in a sentence or two."""
    ranked = [row for row in rows if any(cell.rank for cell in row.cells)]
    most = max((row.spread for row in ranked), default=0)
    if not ranked:
        return wording("No initiative has a rank under any of the {sets} sets of weights.", sets=sets)
    if not most and all(cell.rank for row in ranked for cell in row.cells):
        return wording("Nobody changes rank under any of the {sets} sets of weights.", sets=sets)
    movers = [row for row in ranked if row.spread == most]
    steady = [row for row in ranked if not row.spread and all(cell.rank for cell in row.cells)]
    text = wording(
        "{count} of {all} keep their rank under all {sets} sets of weights.",
        count=len(steady),
        all=len(ranked),
        sets=sets,
    )
    if not most:
        return text
    places = wording.plural("{count} rank", "{count} ranks", most)
    names = ", ".join(row.initiative.text for row in movers[:MOST_NAMED])
    if len(movers) > MOST_NAMED:
        names = wording("{names} and {count} more", names=names, count=len(movers) - MOST_NAMED)
    return f"{text} " + wording("The largest change is {places}: {names}.", places=places, names=names)
