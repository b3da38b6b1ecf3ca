"""What stands beside a ranking so that nobody quotes a place that the data does not carry: the groups that it tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msiscore.analysis.claims import groups
from msiscore.analysis.monte_carlo import CONFIDENCE
from msiscore.analysis.uncertainty import Robustness
from msiscore.reporting.figures import Figures
from msiscore.reporting.report import ScoreTable
from msiscore.reporting.wording import Wording


def with_groups(tables: Sequence[ScoreTable], found: Robustness, figures: Figures, wording: Wording) -> tuple[ScoreTable, ...]:
    """`tables`, of which the one that the draws are about says which groups they tell apart, and in which each initiative is."""
    return tuple(_with_groups(one, found, figures, wording) if one.column == found.column else one for one in tables)


def _with_groups(table: ScoreTable, found: Robustness, figures: Figures, wording: Wording) -> ScoreTable:
    parts, asked = groups(found), figures.percent(CONFIDENCE).text
    if len(parts) == 1:
        sentence = wording(
            "Not one place in this order is safe to quote: at {asked}, these initiatives cannot be told apart as groups. Other weights "
            "or judgements, well within reason, turn them.",
            asked=asked,
        )
        return replace(table, apart=sentence)
    if all(len(part) == 1 for part in parts):
        sentence = wording(
            "This order holds with other weights and judgements, well within reason: each initiative ranks above every one below it in at "
            "least {asked} of the draws.",
            asked=asked,
        )
        return replace(table, apart=sentence)
    sentence = wording(
        "Only the order of the {count} groups is safe to quote: it holds in at least {asked} of the draws. Inside a group, other weights "
        "or judgements, well within reason, turn the ranks.",
        count=len(parts),
        asked=asked,
    )
    number = {id_: str(place) for place, part in enumerate(parts, start=1) for id_ in part}
    ranked = tuple(replace(row, group=number.get(row.initiative, "")) for row in table.ranked)
    return replace(table, apart=sentence, ranked=ranked)
