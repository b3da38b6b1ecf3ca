"""What may be said: groups that the data tells apart, and how well a sentence "a scores higher than b" is supported."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.dominance import dominance
from msiscore.analysis.draws import item_rows, level_values, neighbours
from msiscore.analysis.monte_carlo import CONFIDENCE, BoolArray, Decision, decide, reaches, standard_errors, undecided
from msiscore.analysis.rule_comparison import compare_rules
from msiscore.analysis.simulation import Simulation, make_simulation
from msiscore.analysis.uncertainty import Robustness, check_initiative, robustness
from msiscore.analysis.weight_changes import Level, WeightChange, smallest_change
from msiscore.errors import NotPossible
from msiscore.rating_matrix import Treatment, rating_of, state_of
from msiscore.scoring.ranking import TIE
from msiscore.scoring.scores import Scores, score
from msiscore.scoring.weighting import Column

Change = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Claim:
    """What is behind "higher scores more than lower".

    support: the share of draws in which it holds; error: its standard error; ties: the share in which the two are level.
    decision: whether the support, less its Monte Carlo margin, reaches `confidence` ("supported"), falls short of it with that margin
    ("not-supported"), or neither ("not-decided": too few draws); supported: whether it is the first. stated: whether it holds in the stated
    scores. dominates: whether it holds for any weights and answers. equal: whether the two are level on every criterion, with nothing
    open. change: the smallest change of the dimensions' weights that ends it;
    change_of_criteria: the same where the weights of all dimensions and criteria may change. weight_sets, rules: those of the framework's
    weight sets, and of the other rules (`rule_comparison`), by which it does not hold; weight_sets_without: those by which not both have
    a score. open_answers: those of which one alone can end it; open_together: whether all of them at their worst end it. ratings: those
    that end it alone when they are one level lower (of the higher) or higher (of the lower).
    rests_on: the criteria that put `higher` ahead most, with points of score; answers: for each, what was answered for the two.
    """

    higher: str
    lower: str
    confidence: float
    support: float
    ties: float
    error: float
    stated: bool
    decision: Decision
    dominates: bool
    equal: bool
    change: WeightChange
    change_of_criteria: WeightChange
    weight_sets: tuple[str, ...]
    weight_sets_without: tuple[str, ...]
    rules: tuple[str, ...]
    open_answers: tuple[tuple[str, str], ...]
    open_together: bool
    ratings: tuple[tuple[str, str], ...]
    rests_on: tuple[tuple[str, float], ...]
    answers: Mapping[str, tuple[str, str]]
    robustness: Robustness

    @property
    def supported(self) -> bool:
        """Whether the draws show that it holds in at least `confidence` of the cases."""
        return self.decision == "supported"


def told_apart(found: Robustness, confidence: float = CONFIDENCE) -> BoolArray:
    """n x n: whether the draws show that the row ranks above the column in at least `confidence` of the cases (`monte_carlo.reaches`)."""
    check_confidence(confidence)
    return reaches(found.above, found.draws, confidence)


def not_decided(found: Robustness, confidence: float = CONFIDENCE) -> BoolArray:
    """n x n, above the diagonal: pairs of which so few draws show neither that they are told apart nor that they are not."""
    check_confidence(confidence)
    return undecided(found.above, found.draws, confidence)


def groups(found: Robustness, confidence: float = CONFIDENCE) -> tuple[tuple[str, ...], ...]:
    """The initiatives in groups, the best first: each of a group is told apart from each of every later group (see `told_apart`).
    Inside a group the data does not tell them all apart.
    """
    n, apart = len(found.initiatives), told_apart(found, confidence)
    cuts = [cut for cut in range(1, n) if apart[:cut, cut:].all()]
    return tuple(found.initiatives[start:end] for start, end in zip([0, *cuts], [*cuts, n], strict=True))


def claim(
    scores: Scores,
    sentence: str,
    *,
    assumptions: Assumptions | None = None,
    confidence: float = CONFIDENCE,
    draws: int | None = None,
    seed: int = 1,
    column: Column | None = None,
    found: Robustness | None = None,
    progress: Callable[[int], None] | None = None,
) -> Claim:
    """How well "a > b" (ids of initiatives) is supported, what would overturn it, and which answers it rests on.

    `found` is a robustness analysis that was made already; without it one is made from the other arguments, and `progress` is called
    with the number of draws that were added. Raises NotFound for an
    unknown initiative, and NotPossible for a sentence of another form or an initiative without a score.
    """
    check_confidence(confidence)
    higher, lower = read_sentence(sentence)
    for initiative in (higher, lower):
        check_initiative(scores, initiative)
    if higher == lower:
        raise NotPossible(f"`{higher}` is compared with itself")
    known = (
        found
        if found is not None
        else (robustness(scores, assumptions, draws=draws, seed=seed, column=column, progress=progress))
    )
    support, mirror = known.probability_above(higher, lower), known.probability_above(lower, higher)
    stated = scores.column(known.column)
    one, other = (scores.matrix.initiatives.index(initiative) for initiative in (higher, lower))
    holds = bool(stated.score[one] - stated.score[other] > TIE)
    open_answers, together, ratings = _overturning(scores, known.column, one, other) if holds else ((), False, ())
    against, without = _weight_sets_against(scores, known.column, one, other)
    rests_on = _rests_on(scores, known.column, one, other)
    not_stated = WeightChange(None, {}, {}, "it does not hold in the stated scores")
    orders = dominance(scores, known.column)
    levels: tuple[Level, Level] = ("dimensions", "criteria")
    change, change_of_criteria = (
        smallest_change(scores, higher, lower, known.column, level=level) if holds else not_stated for level in levels
    )
    return Claim(
        higher=higher,
        lower=lower,
        confidence=confidence,
        support=support,
        ties=max(0.0, 1 - support - mirror),
        error=float(standard_errors(np.array([support]), known.draws)[0]),
        stated=holds,
        decision=decide(support, known.draws, confidence),
        dominates=orders.holds(higher, lower),
        equal=orders.same(higher, lower),
        change=change,
        change_of_criteria=change_of_criteria,
        weight_sets=against,
        weight_sets_without=without,
        rules=_rules_against(scores, known.column, higher, lower),
        open_answers=open_answers,
        open_together=together,
        ratings=ratings,
        rests_on=rests_on,
        answers={id_: (_answer(scores, id_, one), _answer(scores, id_, other)) for id_, _ in rests_on},
        robustness=known,
    )


def read_sentence(sentence: str) -> tuple[str, str]:
    """The two ids in `a > b` (or `b < a`), the higher one first."""
    if re.search("[<>]=|=[<>]|[≤≥]", sentence):
        raise NotPossible(f"`{sentence}` is no claim such as `a > b`: only > and < are understood, and level ones are not higher")
    match = re.fullmatch(r"\s*([^<>]*[^<>\s])\s*([<>])\s*([^<>]*[^<>\s])\s*", sentence)
    if match is None:
        raise NotPossible(f"`{sentence}` is no claim such as `a > b`, with the ids of two initiatives")
    one, sign, other = match.groups()
    return (one, other) if sign == ">" else (other, one)


def check_confidence(confidence: float) -> None:
    """Raise NotPossible for a confidence at which both a claim and its opposite could be shown, or nothing could."""
    if not 0.5 < confidence < 1:
        raise NotPossible(f"a confidence lies between 0.5 and 1, not at {confidence:g}")


def _rests_on(scores: Scores, column: Column, higher: int, lower: int) -> tuple[tuple[str, float], ...]:
    """The three criteria that put the one ahead most, with points of score."""
    parts = scores.contributions(column)
    ahead = parts[:, higher] - parts[:, lower]
    criteria = scores.assessment_set.framework.criteria
    first = [k for k in np.argsort(-ahead, kind="stable").tolist() if ahead[k] > TIE][:3]
    return tuple((criteria[k].id, float(ahead[k])) for k in first)


def _weight_sets_against(scores: Scores, column: Column, higher: int, lower: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The weight sets by which the one does not score more than the other, and those by which not both have a score."""
    against, without = [], []
    for name in scores.assessment_set.framework.weight_sets:
        by = score(scores.assessment_set, weight_set=name).column(column).score
        if np.isnan(by[[higher, lower]]).any():
            without.append(name)
        elif by[higher] - by[lower] <= TIE:
            against.append(name)
    return tuple(against), tuple(without)


def _rules_against(scores: Scores, column: Column, higher: str, lower: str) -> tuple[str, ...]:
    """The other rules by which the one does not come out above the other, before minimum standards."""
    found = compare_rules(scores, column=column)
    if not {higher, lower} <= set(found.initiatives):
        return ()
    one, other = found.initiatives.index(higher), found.initiatives.index(lower)
    return tuple(result.rule.name for result in found.results if not result.values[one] - result.values[other] > TIE)


def _answer(scores: Scores, criterion: str, initiative: int) -> str:
    """What was answered, as it is written: a level, a value or a state; by aspect where there are two."""
    assessment = scores.assessment_set.assessments[initiative]
    items = [item for item in scores.matrix.items if item.criterion.id == criterion]
    found = []
    for item in items:
        rating = rating_of(assessment, item)
        answer = rating.answer if rating is not None and rating.answer is not None else f"{state_of(rating)}"
        found.append(f"{item.aspect} {answer}" if item.aspect else answer)
    return ", ".join(found)


def _overturning(
    scores: Scores, column: Column, higher: int, lower: int
) -> tuple[tuple[tuple[str, str], ...], bool, tuple[tuple[str, str], ...]]:
    """Pairs (initiative, item) whose answer alone ends the order: open ones, whether all together do, and ratings by one level."""
    matrix, framework = scores.matrix, scores.assessment_set.framework
    found = scores.column(column)
    stated = Assumptions(weights_within=0, ratings=False, open_answers="left-out")
    simulation = make_simulation(scores, found, stated, pairwise=False)
    taking_part = [place for place, status in enumerate(found.status) if status == "scored"]
    pair = taking_part.index(higher), taking_part.index(lower)
    open_, rated = [], []
    worst: list[Change] = []
    for row in item_rows(matrix.items, found.nodes.tree):
        item = matrix.items[row]
        worths = level_values(framework.scale_of(item.criterion))
        for place, initiative, step in ((pair[0], higher, 0), (pair[1], lower, 2)):
            treatment = matrix.treatments[row, initiative]
            name = matrix.initiatives[initiative], item.id
            if treatment == Treatment.OPEN:
                change = (row, place, float(step == 2))
                worst.append(change)
                if _ends(simulation, [change], pair):
                    open_.append(name)
            elif treatment == Treatment.RATED and worths:
                value = neighbours(worths, float(matrix.values[row, initiative]))[step]
                if _ends(simulation, [(row, place, value)], pair):
                    rated.append(name)
    return tuple(open_), bool(worst) and _ends(simulation, worst, pair), tuple(rated)


def _ends(simulation: Simulation, changes: list[Change], pair: tuple[int, int]) -> bool:
    scores = simulation.score_with(changes)
    return bool(scores[pair[0]] - scores[pair[1]] <= TIE)
