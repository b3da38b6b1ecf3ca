"""The fewest answers to lift to reach something: a band, or a score at all.

All rules of scoring are monotone: a better answer never lowers a score, a band or a verdict. So what all candidates together do not reach
cannot be reached; a candidate without which all the others do not reach it belongs to every solution; and a set that does not reach it has
no part that does. On that the search and its proofs rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from msiscore.rating_matrix import FloatArray

MOST_SETS = 3000
"""Sets of one size that are tried, at most, to prove that there is no smaller solution."""

Proof = Literal["one", "needed", "gains", "all-tried", "none"]
"""Why there is no smaller set: it has one member; all its members belong to every solution; the gains add up and even the largest of a
smaller set would not do; all smaller sets were tried; or it is not known.
"""

Set = tuple[int, ...]
Probe = Callable[[Sequence[Set]], tuple[NDArray[np.bool_], FloatArray]]
"""For sets of candidates: whether each reaches the goal, and a measure of how near it comes, the higher the nearer."""


@dataclass(frozen=True, slots=True)
class Fewest:
    """The members of the set that was found, and the proof that none is smaller ("none": it only has no member to spare)."""

    members: Set
    proof: Proof


def fewest(candidates: Sequence[int], probe: Probe, *, due: float | None = None) -> Fewest | None:
    """The smallest set of `candidates` that reaches the goal; None where all of them together do not.

    due: where gains in the measure add up from candidate to candidate, the measure that the goal asks for at least. Otherwise None.
    """
    everything = tuple(candidates)
    reached, measure = probe([(), everything])
    if not reached[1]:
        return None
    if reached[0]:
        return Fewest((), "one")
    singly, near = probe([(one,) for one in candidates])
    gains = dict(zip(candidates, (near - measure[0]).tolist(), strict=True))
    if singly.any():
        best = max((one for one, enough in zip(candidates, singly.tolist(), strict=True) if enough), key=lambda one: gains[one])
        return Fewest((best,), "one")
    lacking, _ = probe([tuple(other for other in candidates if other != one) for one in candidates])
    needed = [one for one, enough in zip(candidates, lacking.tolist(), strict=True) if not enough]
    rest = sorted((one for one in candidates if one not in needed), key=lambda one: -gains[one])
    found = _spared(_prefix(needed, rest, probe), needed, probe)
    if len(found) == len(needed):
        return Fewest(_sorted(found, candidates), "needed")
    if due is not None and len(found) <= len(needed) + _at_least(due - measure[0], needed, rest, gains):
        return Fewest(_sorted(found, candidates), "gains")
    return _tried(found, needed, rest, candidates, probe)


def _prefix(needed: list[int], rest: list[int], probe: Probe) -> Set:
    """Those that are needed and the first of the rest, as few as reach the goal."""
    sets = [(*needed, *rest[:count]) for count in range(len(rest) + 1)]
    reached, _ = probe(sets)
    return sets[int(np.argmax(reached))]


def _spared(found: Set, needed: list[int], probe: Probe) -> Set:
    """The set without members that it can spare, one after the other; of several, the one that costs least."""
    while True:
        spare = [one for one in found if one not in needed]
        if not spare:
            return found
        sets = [tuple(other for other in found if other != one) for one in spare]
        reached, measure = probe(sets)
        if not reached.any():
            return found
        found = sets[int(np.argmax(np.where(reached, measure, -np.inf)))]


def _at_least(due: float, needed: list[int], rest: list[int], gains: dict[int, float]) -> int:
    """How many of the rest it takes at least where gains add up: those with the largest gains."""
    missing = due - sum(gains[one] for one in needed) - 1e-9
    count = 0
    while missing > 0 and count < len(rest):
        missing -= gains[rest[count]]
        count += 1
    return count


def _tried(found: Set, needed: list[int], rest: list[int], candidates: Sequence[int], probe: Probe) -> Fewest:
    """A smaller set if trying all of them finds one, the smallest sizes first."""
    for size in range(1, len(found) - len(needed)):
        if comb(len(rest), size) > MOST_SETS:
            return Fewest(_sorted(found, candidates), "none")
        sets = [(*needed, *more) for more in combinations(rest, size)]
        reached, measure = probe(sets)
        if reached.any():
            return Fewest(_sorted(sets[int(np.argmax(np.where(reached, measure, -np.inf)))], candidates), "all-tried")
    return Fewest(_sorted(found, candidates), "all-tried")


def _sorted(found: Set, candidates: Sequence[int]) -> Set:
    return tuple(one for one in candidates if one in found)
