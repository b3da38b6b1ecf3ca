"""Where to look next: for each initiative, which open answers to research first, and the fewest answers to lift to reach the next band."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from msiscore.analysis.answers import steps_upward, words
from msiscore.analysis.draws import item_rows
from msiscore.analysis.improvements import Fewest, Proof, Set, fewest
from msiscore.analysis.open_answers import OpenAnswer, open_answers
from msiscore.analysis.uncertainty import check_initiative
from msiscore.analysis.variants import Variant, score_variants
from msiscore.errors import NotPossible
from msiscore.framework import Band, State
from msiscore.rating_matrix import FloatArray, Treatment, rating_of, state_of
from msiscore.scoring.kernel import is_linear
from msiscore.scoring.scores import ColumnScores, HeadlineRow, Scores
from msiscore.scoring.weighting import Column


@dataclass(frozen=True, slots=True)
class Lift:
    """One answer that is to be better: the item, and what it is now and would be, in words. `open` where there is no answer now.

    state: why there is no answer now; None where there is one. value_now, value: what the two are worth, 0..1; None where there is no
    answer, or where any does.
    """

    item: str
    now: str
    needed: str
    open: bool
    state: State | None
    value_now: float | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a goal: `band` (name and lower end) or a `score` at all.

    lifts: what it takes, in reading order; each to the lowest level that is enough with the others. score: then. fewest: whether no
    smaller number of answers does, and `proof` why. with_open: whether answers that are open now had to be among them.
    """

    goal: Literal["band", "score"]
    band: str
    start: float | None
    lifts: tuple[Lift, ...]
    score: float | None
    proof: Proof
    with_open: bool

    @property
    def fewest(self) -> bool:
        """Whether it is proven that fewer answers do not reach the goal."""
        return self.proof != "none"


@dataclass(frozen=True, slots=True)
class NoWay:
    """Why there is no way to a goal. `band`: the one that not even the best answer to everything reaches."""

    reason: Literal["no-bands", "highest-band", "out-of-reach", "no-evidence"]
    band: Band | None = None

    def __str__(self) -> str:
        if self.band is not None:
            more = ", which also requires more than a score" if self.band.requires else ""
            return (
                f"not even the best answer to everything reaches the next band, {self.band.name} (from {self.band.from_:g}{more})"
            )
        return {
            "no-bands": "the framework has no bands",
            "highest-band": "it is in the highest band",
            "no-evidence": "not even with an answer to everything that is open is there enough evidence for a score",
        }[self.reason]


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What to do about one initiative, beside its stated result (`row`).

    open_answers: those whose filling would change something, most useful first; without_effect: how many more are open. way: the fewest
    answers to the next band, or to a score; None where there is none, and `no_way` says why (as text: `str(no_way)`).
    """

    row: HeadlineRow
    open_answers: tuple[OpenAnswer, ...]
    without_effect: int
    way: Way | None
    no_way: NoWay | None


def next_steps(
    scores: Scores,
    initiative: str | None = None,
    *,
    column: Column | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[NextSteps, ...]:
    """The next steps for all initiatives in the order of the headline, or for one.

    Exact and by the engine itself: minimum standards, bonus, sizes, minimum coverage and what bands require all act. Every answer is
    tried by itself while all others stay; the other initiatives stay as they are, on relative scales too. progress: called with the
    initiatives done and all of them. Raises NotFound for an unknown initiative, NotPossible where the framework gives no overall score.
    """
    found = scores.column(column)
    if initiative is not None:
        check_initiative(scores, initiative)
    if "no-total" in found.status:
        raise NotPossible(
            "the framework gives no overall score (total: none), so no answer could change a score, a rank or a band"
        )
    rows = [row for row in scores.headline(found.column) if initiative in (None, row.initiative)]
    steps = []
    for done, row in enumerate(rows, start=1):
        place = scores.matrix.initiatives.index(row.initiative)
        answers, idle = open_answers(scores, found, place)
        way, reason = _way(scores, found, row, place)
        steps.append(NextSteps(row, answers, idle, way, reason))
        if progress is not None:
            progress(done, len(rows))
    return tuple(steps)


def _way(scores: Scores, found: ColumnScores, row: HeadlineRow, place: int) -> tuple[Way | None, NoWay | None]:
    framework = scores.assessment_set.framework
    if row.status != "scored":
        return _way_to_a_score(scores, found, place)
    if not framework.bands:
        return None, NoWay("no-bands")
    now = framework.band_of(row.score or 0.0, denied=found.denied_bands[place])
    above = [band for band in framework.bands if now is None or band.from_ > now.from_]
    if not above:
        return None, NoWay("highest-band")
    return _way_to_a_band(scores, found, place, min(above, key=lambda band: band.from_))


def _way_to_a_score(scores: Scores, found: ColumnScores, place: int) -> tuple[Way | None, NoWay | None]:
    """The fewest open answers, whatever they say, with which the minimum coverage is reached. Coverage always adds up."""
    rows = _rows(scores, found, place, (Treatment.OPEN,))

    def probe(sets: Sequence[Set]) -> tuple[NDArray[np.bool_], FloatArray]:
        result = score_variants(scores, found, [Variant(place, tuple((row, 0.0) for row in one)) for one in sets])
        return result.scored, result.coverage

    best = fewest(rows, probe, due=scores.assessment_set.framework.minimum_coverage)
    if best is None:
        return None, NoWay("no-evidence")
    lifts = tuple(
        Lift(
            scores.matrix.items[row].id,
            "open",
            "any answer",
            open=True,
            state=_state(scores, row, place),
            value_now=None,
            value=None,
        )
        for row in best.members
    )
    return Way("score", "", None, lifts, None, best.proof, with_open=True), None


def _way_to_a_band(scores: Scores, found: ColumnScores, place: int, band: Band) -> tuple[Way | None, NoWay | None]:
    """First without what is open, since nobody knows that; where that does not do, with it."""
    framework, hierarchy = scores.assessment_set.framework, found.nodes.tree.hierarchy
    start = band.from_ - (0.5 * 10.0**-framework.decimals if framework.ranking == "rounded" else 0.0)
    linear = is_linear(hierarchy) and not any(any(node.bonus) for node in hierarchy.nodes)
    for with_open in (False, True):
        wanted = (Treatment.RATED, Treatment.LOWEST, *([Treatment.OPEN] if with_open else []))
        rows = [row for row in _rows(scores, found, place, wanted) if not scores.matrix.values[row, place] >= 1 - 1e-12]

        def probe(sets: Sequence[Set]) -> tuple[NDArray[np.bool_], FloatArray]:
            result = score_variants(scores, found, [Variant(place, tuple((row, 1.0) for row in one)) for one in sets])
            return result.band >= band.from_, np.nan_to_num(result.before_standards)

        best = fewest(rows, probe, due=start if linear and not with_open else None)
        if best is not None:
            return _lowest_levels(scores, found, place, band, best, with_open=with_open), None
    return None, NoWay("out-of-reach", band)


def _lowest_levels(scores: Scores, found: ColumnScores, place: int, band: Band, best: Fewest, *, with_open: bool) -> Way:
    """Each answer of the set no higher than it has to be while the others stay, one after the other in reading order."""
    whole, matrix = scores.assessment_set, scores.matrix
    needed = dict.fromkeys(best.members, 1.0)
    for row in best.members:
        steps = steps_upward(whole.framework.scale_of(matrix.items[row].criterion), float(matrix.values[row, place]))
        variants = [Variant(place, tuple((needed | {row: step}).items())) for step in steps]
        enough = score_variants(scores, found, variants).band >= band.from_
        if enough.any():
            needed[row] = steps[int(np.argmax(enough))]
    result = score_variants(scores, found, [Variant(place, tuple(needed.items()))])
    lifts = []
    for row, value in needed.items():
        item, treatment = matrix.items[row], matrix.treatments[row, place]
        state = None if treatment == Treatment.RATED else _state(scores, row, place)
        value_now = float(matrix.values[row, place]) if state is None else None
        is_open = bool(treatment == Treatment.OPEN)
        unrated = "open" if is_open else str(state).replace("-", " ")
        lifts.append(
            Lift(
                item.id,
                unrated if value_now is None else words(whole, item, value_now),
                words(whole, item, value),
                open=is_open,
                state=state,
                value_now=value_now,
                value=value,
            )
        )
    return Way("band", band.name, band.from_, tuple(lifts), float(result.score[0]), best.proof, with_open=with_open)


def _state(scores: Scores, row: int, place: int) -> State:
    return state_of(rating_of(scores.assessment_set.assessments[place], scores.matrix.items[row]))


def _rows(scores: Scores, found: ColumnScores, place: int, wanted: Sequence[Treatment]) -> list[int]:
    """The items that count in the column, or carry a standard, and are treated so."""
    treatments = scores.matrix.treatments[:, place]
    return [row for row in item_rows(scores.matrix.items, found.nodes.tree) if treatments[row] in wanted]
