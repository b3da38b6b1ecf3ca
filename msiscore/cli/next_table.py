"""The results of `next` as text for a terminal, as JSON and as CSV for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from msiscore.cli.table import Heading, layout
from msiscore.cli.terminal import counted, paragraph
from msiscore.rounding import rounded, rounded_percent

if TYPE_CHECKING:
    from msiscore.analysis.next_steps import NextSteps, Way
    from msiscore.analysis.open_answers import OpenAnswer
    from msiscore.scoring.scores import Scores

HEADINGS = (
    Heading("Open answer", flexible=True),
    Heading("Narrows by", right=True),
    Heading("Score then", right=True),
    Heading("Rank then", right=True),
    Heading("Orders", right=True),
)
PROOFS = {
    "one": "One answer is the fewest there can be.",
    "needed": "None of them can be left out, whatever else is lifted, so no fewer will do.",
    "gains": "No fewer will do: the gains of the criteria add up, and the largest of them fall short.",
    "all-tried": "No fewer will do: all smaller sets were tried.",
    "none": "None of them can be left out; whether other, fewer answers would do is not known: there are too many sets to try.",
}


def next_lines(scores: Scores, found: Sequence[NextSteps], top: int) -> list[str]:
    """One part an initiative: its result, the open answers, the way to the next band."""
    about = scores.assessment_set.about
    lines = [paragraph(about.title.in_language(about.language))]
    if about.fictional:
        lines.append("FICTIONAL: the initiatives in this set are invented.")
    titles = {row.initiative: row.title for row in scores.headline()}
    for one in found:
        lines += ["", *_result(scores, one), *_open(scores, one, titles, top), *_way(scores, one)]
    lines += ["", *_legend(found)]
    return [line for text in lines for line in text.split("\n")]


def next_data(scores: Scores, found: Sequence[NextSteps]) -> dict[str, Any]:
    """Everything as plain data: scores 0..100, coverage 0..1, unrounded; null where there is none."""
    return {
        "assessment-set": scores.assessment_set.about.id,
        "framework": {"id": scores.assessment_set.framework.id, "version": scores.assessment_set.framework.version},
        "weight-set": scores.weight_set,
        "initiatives": [
            {
                "initiative": one.row.initiative,
                "status": one.row.status,
                "score": one.row.score,
                "lower": one.row.lower,
                "upper": one.row.upper,
                "rank": one.row.rank,
                "band": one.row.band,
                "coverage": one.row.coverage,
                "open-answers": [_fields(answer) for answer in one.open_answers],
                "open-answers-without-effect": one.without_effect,
                "way": _way_data(one.way) if one.way is not None else None,
                "why-no-way": str(one.no_way or ""),
            }
            for one in found
        ],
    }


def next_csv(found: Sequence[NextSteps]) -> str:
    """One row for each open answer that would change something, those of an initiative in the order of their use."""
    names = ["initiative", "place", "item", "narrowing", "at_least", "score_low", "score_high", "rank_low", "rank_high"]
    names += ["decides", "bands", "coverage", "gives_score"]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(names)
    for one in found:
        for place, answer in enumerate(one.open_answers, start=1):
            fields = [getattr(answer, name) for name in names[2:]]
            table.writerow([one.row.initiative, place, *(" ".join(cell) if isinstance(cell, tuple) else cell for cell in fields)])
    return text.getvalue()


def named(scores: Scores, id_: str) -> str:
    """The id of an item, and what it is called."""
    criterion, _, aspect = id_.partition("/")
    title = scores.assessment_set.framework.criterion_by_id[criterion].title
    said = f"{id_} {title.in_language(scores.assessment_set.about.language)}"
    return f"{said} ({aspect})" if aspect else said


def _result(scores: Scores, one: NextSteps) -> Iterator[str]:
    row, decimals = one.row, scores.assessment_set.framework.decimals
    ends = f"{rounded(row.lower, decimals)}-{rounded(row.upper, decimals)}" if None not in (row.lower, row.upper) else "not known"  # type: ignore[arg-type]
    coverage = f"coverage {rounded_percent(row.coverage)}%"
    if row.score is None:
        yield paragraph(f"{row.title}: not enough evidence for a score (possible {ends}, {coverage})")
    else:
        band = f", {row.band}" if row.band else ""
        yield paragraph(f"{row.title}: {rounded(row.score, decimals)} (range {ends}){band}, rank {row.rank}, {coverage}")


def _open(scores: Scores, one: NextSteps, titles: dict[str, str], top: int) -> Iterator[str]:
    if not one.open_answers:
        nothing = (
            f"{counted(one.without_effect, 'open answer')} would change nothing." if one.without_effect else "Nothing is open."
        )
        yield paragraph(nothing, indent="  ")
        return
    rows = [
        [
            named(scores, answer.item),
            str(rounded(answer.narrowing, 1)),
            _ends(answer.score_low, answer.score_high) + (" *" if answer.bands else ""),
            _ranks(answer),
            str(len(answer.decides) or ""),
        ]
        for answer in one.open_answers[:top]
    ]
    yield from chain.from_iterable(layout(HEADINGS, rows, indent="  "))
    first = one.open_answers[0]
    if first.decides:
        others = ", ".join(titles[name] for name in first.decides)
        yield paragraph(f"{first.item} decides the order with: {others}.", indent="  ", hang="  ")
    more = len(one.open_answers) - len(rows)
    said = [f"{counted(more, 'more open answer')} (--top)"] if more else []
    said += (
        [f"{one.without_effect} more {'changes' if one.without_effect == 1 else 'change'} nothing"] if one.without_effect else []
    )
    if said:
        yield paragraph(f"{'; '.join(said)}.", indent="  ")


def _way(scores: Scores, one: NextSteps) -> Iterator[str]:
    if one.way is None:
        yield paragraph(f"Next band: {one.no_way}.", indent="  ", hang="  ")
        return
    way = one.way
    if way.goal == "score":
        say = "it says" if len(way.lifts) == 1 else "they say"
        yield paragraph(f"To get a score, it takes {counted(len(way.lifts), 'answer')}, whatever {say}:", indent="  ", hang="  ")
        for lift in way.lifts:
            yield paragraph(f"- {named(scores, lift.item)}", indent="  ", hang="  ")
    else:
        score = rounded(way.score or 0.0, scores.assessment_set.framework.decimals)
        yield paragraph(
            f"To reach the band {way.band} (from {way.start:g}), it takes {counted(len(way.lifts), 'better answer')}, and the score is "
            f"{score} then:",
            indent="  ",
            hang="  ",
        )
        for lift in way.lifts:
            yield paragraph(f"- {named(scores, lift.item)}: from {lift.now} to {lift.needed}", indent="  ", hang="  ")
        if way.with_open:
            yield paragraph("Without what is open now it cannot be reached.", indent="  ", hang="  ")
    yield paragraph(PROOFS[way.proof], indent="  ", hang="  ")


def _legend(found: Sequence[NextSteps]) -> Iterator[str]:
    if any(one.open_answers for one in found):
        yield paragraph(
            "Narrows by: points by which the interval gets narrower, on average over the levels of the answer. Score then, rank "
            "then: from the worst to the best answer, with everything else as stated; * where the band depends on it; no score where this "
            "answer alone is not enough for one. Orders: how many initiatives it comes out above or below, depending on the answer."
        )
    if any(one.way is not None and one.way.goal == "band" for one in found):
        yield paragraph(
            "An answer to lift is one that is rated, or where nothing was found. Other sets may do as well. What it takes is "
            "arithmetic: an answer changes when what it is about changes."
        )


def _way_data(way: Way) -> dict[str, Any]:
    return {
        "goal": way.goal,
        "band": way.band,
        "from": way.start,
        "lifts": [_fields(lift) for lift in way.lifts],
        "score": way.score,
        "fewest": way.fewest,
        "proof": way.proof,
        "with-open": way.with_open,
    }


def _fields(one: Any) -> dict[str, Any]:
    """The fields of a small frozen class, named as in the other data."""
    found = {name.replace("_", "-"): getattr(one, name) for name in type(one).__slots__}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def _ranks(answer: OpenAnswer) -> str:
    return _ends(answer.rank_low, answer.rank_high, decimals=0)


def _ends(low: float | None, high: float | None, decimals: int = 1) -> str:
    if low is None or high is None:
        return "no score" if decimals else ""
    first, last = rounded(low, decimals), rounded(high, decimals)
    return f"{first}" if first == last else f"{first}-{last}"
