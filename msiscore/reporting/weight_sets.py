"""The ranking under the framework's own weights and under each of its sets of weights, side by side.

Under some weights an initiative may have too little evidence for a score, and then everybody behind it moves up. Who changes place is
therefore looked at among those only that have a score under every set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from msiscore.reporting.figures import Figures
from msiscore.reporting.report import Figure, Term
from msiscore.reporting.report_results import WeightSetCell, WeightSetRow, WeightSetTable
from msiscore.reporting.tables import initiative_terms
from msiscore.reporting.wording import NO_NUMBER, Wording
from msiscore.scoring.ranking import rank
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
    common = common_ranks(scores, columns)
    rows = []
    for place, term in initiative_terms(scores, wording):
        cells = tuple(
            WeightSetCell(
                rank=str(int(column.ranks[place]) or ""),
                score=figures.score(float(column.score[place])),
                place=_place(ranks, place),
            )
            for column, ranks in zip(columns, common, strict=True)
        )
        places = [int(ranks[place]) for ranks in common if ranks[place]]
        spread = max(places) - min(places) if places else 0
        rows.append(WeightSetRow(initiative=term, cells=cells, moves=_moves(places, wording), spread=spread))
    used = list(headlines).index(scores.weight_set or OWN)
    return WeightSetTable(sets=sets, used=used, rows=tuple(rows), reading=_reading(rows, len(sets), wording))


def common_ranks(scores: Scores, columns: Sequence[ColumnScores]) -> list[NDArray[np.int64]]:
    """The ranks in each of `columns` among those with a score in all of them; 0 for the others."""
    framework = scores.assessment_set.framework
    everywhere = np.logical_and.reduce([~np.isnan(column.score) for column in columns])
    kept = [np.where(everywhere, column.score, np.nan) for column in columns]
    return [rank(np.array([framework.compared(number) for number in numbers.tolist()])) for numbers in kept]


def _place(ranks: NDArray[np.int64], place: int) -> Figure:
    """The place, and where it stands in a drawing: those that share a place share the middle of those that they take up."""
    own = int(ranks[place])
    return Figure(own + (int(np.sum(ranks == own)) - 1) / 2, str(own)) if own else Figure(None, NO_NUMBER)


def _moves(places: Sequence[int], wording: Wording) -> str:
    if not places:
        return NO_NUMBER
    if min(places) != max(places):
        return wording("{first} to {last}", first=min(places), last=max(places))
    return wording("always {rank}", rank=places[0])


def _reading(rows: Sequence[WeightSetRow], sets: int, wording: Wording) -> str:
    """Who never changes place and who moves most, in a sentence or two."""
    common = [row for row in rows if row.cells[0].place.value is not None]
    some = [row for row in rows if row.cells[0].place.value is None and any(cell.rank for cell in row.cells)]
    most = max((row.spread for row in common), default=0)
    if not common:
        return wording("No initiative has a score under all {sets} sets of weights.", sets=sets)
    if len(common) == 1:
        text = wording(
            "Only one initiative has a score under all {sets} sets of weights, so that nobody can change place.", sets=sets
        )
    elif not most:
        text = wording(
            "Among the {count} with a score under all {sets} sets of weights, nobody changes place.", count=len(common), sets=sets
        )
    else:
        names = ", ".join(row.initiative.text for row in [row for row in common if row.spread == most][:MOST_NAMED])
        more = sum(row.spread == most for row in common) - MOST_NAMED
        text = wording(
            "Among the {count} with a score under all {sets} sets of weights, {steady} always keep their place; the largest change is "
            "{places}: {names}.",
            count=len(common),
            sets=sets,
            steady=sum(not row.spread for row in common),
            places=wording.plural("{count} place", "{count} places", most),
            names=wording("{names} and {count} more", names=names, count=more) if more > 0 else names,
        )
    if some:
        text += " " + wording("With a score under some sets only: {count}.", count=len(some))
    return text
