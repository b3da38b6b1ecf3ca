"""What the scores are sensitive to: one change at a time, the shares of the uncertainty, and the weights in effect, in one result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.inputs import Grouping
from msiscore.analysis.one_at_a_time import OneAtATime, one_at_a_time
from msiscore.analysis.relations import Relations, relations
from msiscore.analysis.variance_shares import VarianceShares, check_numbers, variance_shares
from msiscore.errors import NotPossible
from msiscore.scoring.scores import Scores
from msiscore.scoring.weighting import Column


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """changes: one change at a time. shares: variance shares, None where they cannot be had, and `without_shares` says why. relations:
    effective weights and correlations.
    """

    scores: Scores
    column: Column
    changes: OneAtATime
    shares: VarianceShares | None
    without_shares: str
    relations: Relations


def analyse_sensitivity(
    scores: Scores,
    assumptions: Assumptions | None = None,
    *,
    by: Grouping = "kind",
    draws: int | None = None,
    seed: int = 1,
    column: Column | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Sensitivity:
    """What moves the scores and ranks, and how far.

    assumptions, by, draws, seed: of the variance shares, see `variance_shares`. progress: called with the name of the part, the steps done
    in it and all of its steps. Raises NotPossible where nobody has a score or a number makes no sense; a framework in which
    nothing varies has no variance shares and `without_shares` says why.
    """
    check_numbers(by, draws, seed)

    def steps(name: str) -> Callable[[int, int], None] | None:
        return None if progress is None else lambda done, of: progress(name, done, of)

    found = one_at_a_time(scores, column, progress=steps("changing"))
    shares, reason = None, ""
    try:
        shares = variance_shares(
            scores, assumptions, by=by, draws=draws, seed=seed, column=found.column, progress=steps("drawing")
        )
    except NotPossible as error:
        reason = str(error)
    return Sensitivity(scores, found.column, found, shares, reason, relations(scores, found.column))
