"""What a node may ask of its ordinary children before it has a value, and before its bonus children lift it.

A child *can have a value* if it has one, or would have one if every open answer were there. Weight 0 never counts. Arrays are rows x b, one
column per initiative; `weights` are those of the ordinary children of a stage, k x 1 or k x b, and `possible` says of each row
whether it can have a value.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from msiscore.scoring.stages import Stage

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Counts = NDArray[np.int64]

SLACK = 1e-11
"""A value that is a hair below what is asked is rounding; a billionth of a point on 0..100."""


def within_reach(stage: Stage, weights: FloatArray, possible: BoolArray) -> BoolArray:
    """Whether each node of a stage can have a value, nodes x b: enough of its children can, by number."""
    able = _able(stage, weights, possible)
    return _counts(stage, able) >= np.maximum(1, _number_asked(stage))


def withhold(stage: Stage, weights: FloatArray, scores: FloatArray, possible: BoolArray, scored: FloatArray) -> None:
    """Take the values of a stage, sides x nodes x b, back in place where too few children have one.

    Such a node has no point value. Its bounds are 0 and 1 if open answers could make up the number, else it has none: see
    `kernel.aggregate_with_bounds`. The number asked for is at most that of the children that can count at all; a share
    is one of those that can have a value.
    """
    able = _able(stage, weights, possible)
    can = _counts(stage, able)
    have = _counts(stage, able & ~np.isnan(scores[0, stage.ordinary.rows]))
    asked = np.maximum(_number_asked(stage), stage.least_share * can - SLACK)
    short = have < asked
    never = can < _number_asked(stage)
    scored[0][short] = np.nan
    for side, end in zip(scored[1:], (0.0, 1.0), strict=False):
        side[short] = end
        side[never | (can == 0)] = np.nan


def may_lift(stage: Stage, place: int, weights: FloatArray, scores: FloatArray, possible: BoolArray) -> BoolArray:
    """Whether bonus children may lift one node of a stage, sides x b: each child that can have a value has at least `lifts_from`.

    A child without a value, which only open answers could give it, fails the point value: it is not known to reach that far.
    """
    if not stage.lifts_from:
        return np.ones((len(scores), scores.shape[2]), dtype=np.bool_)
    cut = stage.cuts[place]
    able = _able(stage, weights, possible)[cut]
    reached = scores[:, stage.ordinary.rows][:, cut] >= stage.lifts_from - SLACK
    may: BoolArray = np.logical_and.reduce(reached | ~able, axis=1)
    return may


def _able(stage: Stage, weights: FloatArray, possible: BoolArray) -> BoolArray:
    able: BoolArray = possible[stage.ordinary.rows] & (weights > 0)
    return able


def _counts(stage: Stage, flags: BoolArray) -> Counts:
    """How many flags each node has, nodes x b."""
    return np.array([np.add.reduce(flags[cut], axis=0, dtype=np.int64) for cut in stage.cuts])


def _number_asked(stage: Stage) -> Counts:
    """nodes x 1: the number of children asked for, at most that of those with a weight."""
    return np.array([[min(stage.least, cut.stop - cut.start)] for cut in stage.cuts], dtype=np.int64)
