"""The scoring kernel: weighted power means up the tree, for n initiatives at once, on plain arrays.

Arrays have one row per item or node and one column per initiative; values run from 0 (worst) to 1 (best); NaN is "no
value". The same input gives the same bits for any number of initiatives scored together, in any order, on any number of
threads; they are the bits of a plain loop over initiatives and children (tests/scoring/reference.py). Three habits:

- no BLAS: a matrix product adds in an order that depends on its shape, its threads and the processor;
- children are added from left to right, by `np.add.reduce` down the rows of an array of our own that is at least two
  columns wide: with one column the same call turns into a pairwise sum, which rounds differently;
- blocks of some hundred to two thousand initiatives in arrays that are used again, which is also what makes it fast.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from msiscore.scoring import conditions, means
from msiscore.scoring.hierarchy import Hierarchy
from msiscore.scoring.stages import Children, Plan, Rows, Stage, coverage_hierarchy, make_plan, make_stage

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

BLOCK_VALUES = 256 * 1024
"""Ratings in a block: enough to make the cost of calls small, few enough to stay in the processor's cache."""


class Aggregate(NamedTuple):
    """Values of all nodes, nodes x n: the point value and the bounds of open answers; lower <= point <= upper."""

    point: FloatArray
    lower: FloatArray
    upper: FloatArray


def aggregate(hierarchy: Hierarchy, values: FloatArray, open_: BoolArray | None = None, *, threads: int = 1) -> FloatArray:
    """Point values of all nodes, nodes x n.

    values: items x n, 0 to 1, NaN where there is no value. The transpose of an n x items array will do.
    open_: items x n, True where an item is applicable but has no answer; ignored where there is a value. Here it
        matters only for the weighting "size". An item that has no value and is not open is excluded: the weights of its
        siblings are renormalised.
    threads: blocks are shared out over so many threads; the bits stay the same.

    With w the weights of the ordinary children that have a value x, and p the node's power, a node is
    (sum w x^p / sum w)^(1/p), or exp(sum w log x / sum w) for p = 0, or the smallest or largest x for p = -inf or inf.
    A 0 among them makes the node 0 for p <= 0. Without such a child, or with fewer of them than it asks for, the node is
    NaN. Then bonus children may lift it: see `means.lift`, and `conditions` for what may be asked before.

    Raises ValueError for arrays of the wrong shape or kind and for values outside 0 to 1.
    """
    values, open_ = _checked(hierarchy, values, open_)
    plan = make_plan(hierarchy)

    def block(cut: slice) -> FloatArray:
        return _score_block(plan, values[:, cut], open_[:, cut])[:, hierarchy.items :]

    point: FloatArray = _gather(hierarchy, (1, len(hierarchy.nodes), values.shape[1]), block, threads)[0]
    return point


def aggregate_with_bounds(hierarchy: Hierarchy, values: FloatArray, open_: BoolArray, *, threads: int = 1) -> Aggregate:
    """Point values as by `aggregate`, and their bounds when every open item is 0 (lower) or 1 (upper); each nodes x n.

    The bounds run over the children that are applicable: a node that has only open items has no point value, but bounds
    0 and 1; a node without any applicable item is NaN in all three. While a node has no point value its lower bound is
    0, bonus or not: otherwise it would lift the lower bound of its parent above the parent's point value, in which it
    has no part. So, too, a node with a value for fewer children than it asks for has the bounds 0 and 1, and none where
    no open answers could make up the number. Arguments and errors as for `aggregate`.
    """
    values, open_ = _checked(hierarchy, values, open_)
    plan = make_plan(hierarchy)

    def block(cut: slice) -> FloatArray:
        return _score_block(plan, values[:, cut], open_[:, cut], bounds=True)[:, hierarchy.items :]

    return Aggregate(*_gather(hierarchy, (3, len(hierarchy.nodes), values.shape[1]), block, threads))


def coverage(
    hierarchy: Hierarchy,
    covered: BoolArray,
    relevant: BoolArray,
    *,
    without: BoolArray | None = None,
    threads: int = 1,
) -> FloatArray:
    """Share of the weight of the relevant items that is covered, for all nodes, nodes x n.

    covered, relevant: items x n; an item that is not relevant is left out, covered or not. A node's coverage is the
    arithmetic mean sum w c / sum w over its children with relevant items, whatever its power; sizes count the relevant
    items; bonus children do not count. NaN where nothing relevant is left. Raises ValueError for arrays of the wrong
    shape or kind.

    without: nodes x n, True for a node that has no point value. What is covered in it is no part of any value above it,
        so there it counts as not covered; its own coverage stays.
    """
    covered, relevant = _flags(hierarchy, covered), _flags(hierarchy, relevant)
    if covered.shape != relevant.shape:
        raise ValueError(f"covered has shape {covered.shape} and relevant {relevant.shape}")
    plan = make_plan(coverage_hierarchy(hierarchy))

    def block(cut: slice) -> FloatArray:
        values = np.where(relevant[:, cut], covered[:, cut].astype(np.float64), np.nan)
        lost = None if without is None else without[:, cut]
        return _score_block(plan, values, relevant[:, cut], lost=lost)[:, hierarchy.items :]

    shares: FloatArray = _gather(hierarchy, (1, len(hierarchy.nodes), covered.shape[1]), block, threads)[0]
    return shares


def effective_weights(
    hierarchy: Hierarchy, values: FloatArray, open_: BoolArray | None = None, *, threads: int = 1
) -> FloatArray:
    """Share of each item in the root's point value, items x n: the product of the renormalised weights on its path.

    0 for an item that is not counted: no value, weight 0, not under the root, or a bonus that does not lift. Share x
    value summed over the items is the root's value, and the shares sum to 1, where the root has a value and all means
    are arithmetic (`is_linear`). Below a mean of another kind no share would hold for other values too: there the
    counted items are NaN. Arguments and errors as for `aggregate`.
    """
    return row_shares(hierarchy, values, open_, threads=threads)[: hierarchy.items]


def row_shares(hierarchy: Hierarchy, values: FloatArray, open_: BoolArray | None = None, *, threads: int = 1) -> FloatArray:
    """The effective weights of nodes, too, rows x n: the items' as by `effective_weights`, then each node's share."""
    values, open_ = _checked(hierarchy, values, open_)
    plan = make_plan(hierarchy)

    def block(cut: slice) -> FloatArray:
        return _share_block(plan, values[:, cut], open_[:, cut])[np.newaxis]

    shares: FloatArray = _gather(hierarchy, (1, hierarchy.rows, values.shape[1]), block, threads)[0]
    return shares


def is_linear(hierarchy: Hierarchy) -> bool:
    """Whether all means are arithmetic, so that the root is the sum of effective weight x value over the items."""
    return all(node.power == 1 for node in hierarchy.nodes)


# Checks, blocks and threads.


def _checked(hierarchy: Hierarchy, values: FloatArray, open_: BoolArray | None) -> tuple[FloatArray, BoolArray]:
    values = np.asarray(values)
    if values.dtype != np.float64:
        raise ValueError(f"values must be float64, not {values.dtype}")
    if values.ndim != 2 or values.shape[0] != hierarchy.items:
        raise ValueError(f"values must have one row for each of {hierarchy.items} items; their shape is {values.shape}")
    if open_ is None:
        return values, np.broadcast_to(np.False_, values.shape)
    open_ = _flags(hierarchy, open_)
    if open_.shape != values.shape:
        raise ValueError(f"values have shape {values.shape} and open answers {open_.shape}")
    return values, open_


def _flags(hierarchy: Hierarchy, flags: BoolArray) -> BoolArray:
    flags = np.asarray(flags)
    if flags.dtype != np.bool_:
        raise ValueError(f"flags must be bool, not {flags.dtype}")
    if flags.ndim != 2 or flags.shape[0] != hierarchy.items:
        raise ValueError(f"flags must have one row for each of {hierarchy.items} items; their shape is {flags.shape}")
    return flags


class Scratch(threading.local):
    """Arrays that a thread uses for block after block: fresh ones cost more in page faults than the arithmetic."""

    def __init__(self) -> None:
        self._buffers: dict[str, FloatArray] = {}

    def array(self, name: str, *shape: int) -> FloatArray:
        """A contiguous array with anything in it. It takes the place of the one that had this name before."""
        size = math.prod(shape)
        if name not in self._buffers or self._buffers[name].size < size:
            self._buffers[name] = np.empty(size)
        return self._buffers[name][:size].reshape(shape)


_scratch = Scratch()


def _block_width(hierarchy: Hierarchy) -> int:
    return max(256, min(2048, BLOCK_VALUES // hierarchy.items))


def _gather(hierarchy: Hierarchy, shape: tuple[int, int, int], block: Callable[[slice], FloatArray], threads: int) -> FloatArray:
    """An array of `shape`, sides x rows x n, filled block by block, on one thread or on several."""
    result = np.empty(shape)
    n = shape[-1]
    step = _block_width(hierarchy)
    cuts = [slice(start, min(start + step, n)) for start in range(0, n, step)]

    def fill(cuts: list[slice]) -> None:
        for cut in cuts:
            result[..., cut] = block(cut)[..., : cut.stop - cut.start]

    if threads <= 1:
        fill(cuts)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(fill, (cuts[part::threads] for part in range(threads))))
    return result


# One block. Scores are sides x rows x b: the point values, and with bounds also the lower and the upper ones.


def _score_block(
    plan: Plan, values: FloatArray, open_: BoolArray, *, bounds: bool = False, lost: BoolArray | None = None
) -> FloatArray:
    """Scores of all rows. Items have bounds of their own only where a stage asks for them: plan.filled. `lost`: nodes x b,
    those that count as 0 in the nodes above them.
    """
    scores = _items(plan, values, sides=3 if bounds else 1)
    reach = _reach(plan, scores[0], open_)
    possible = _possible(plan, scores[0], open_, reach)
    kept = scores[0] if lost is None else np.empty(scores[0].shape)
    missing = None if lost is None else np.vstack([np.zeros((plan.hierarchy.items, lost.shape[1]), dtype=np.bool_), lost])
    if bounds:
        rated = scores[0, plan.filled]
        for side, fill in ((1, 0.0), (2, 1.0)):
            scores[side, plan.filled] = np.where(np.isnan(rated) & open_[plan.filled], fill, rated)
    with np.errstate(all="ignore"):  # 0 / 0 is how a node without any value becomes NaN
        for stage in plan.stages:
            weights = _weights(stage.ordinary, reach)
            if bounds and stage.of_items:
                total, weight = _sums_with_open(stage, weights, scores, open_)
            else:
                total, weight = _sums(stage, weights, _values(stage.ordinary, weights, scores))
            for i, bonus in stage.bonus:
                may = None if possible is None else conditions.may_lift(stage, i, weights, scores, possible)
                _lift_sides(stage.power, total[:, i], weight[:, i], bonus, scores, reach, may)
            scored = means.mean(stage.power, total, weight, out=total)
            if possible is not None and stage.withholds:
                conditions.withhold(stage, weights, scores, possible, scored)
            scores[0, stage.rows] = scored[0]
            if bounds:  # rounding must not carry the point out of its interval
                scores[1, stage.rows] = np.fmin(scored[1], scored[0], out=scored[1])
                scores[2, stage.rows] = np.fmax(scored[2], scored[0], out=scored[2])
            if missing is not None:
                kept[stage.rows] = scored[0]
                scores[0, stage.rows] = np.where(missing[stage.rows] & ~np.isnan(scored[0]), 0.0, scored[0])
    if lost is not None:
        scores[0, plan.hierarchy.items :] = kept[plan.hierarchy.items :]
    return scores


def _items(plan: Plan, values: FloatArray, *, sides: int) -> FloatArray:
    """An array of our own for all scores, filled with the items' values: so the layout of the input cannot matter."""
    items = plan.hierarchy.items
    scores = _scratch.array("scores", sides, plan.hierarchy.rows, max(2, values.shape[1]))  # a lone column is doubled
    scores[0, :items] = values
    rated = scores[0, :items].reshape(-1)
    if np.fmin.reduce(rated) < 0 or np.fmax.reduce(rated) > 1:
        raise ValueError("values must lie between 0 and 1; NaN stands for no value")
    return scores


def _reach(plan: Plan, point: FloatArray, open_: BoolArray) -> BoolArray | None:
    """Whether any item under a row is applicable, that is rated or open; only where some weights are sizes."""
    if not plan.sized:
        return None
    items = plan.hierarchy.items
    reach = np.empty(point.shape, dtype=np.bool_)
    np.equal(point[:items], point[:items], out=reach[:items])
    reach[:items] |= open_
    for row, node in enumerate(plan.hierarchy.nodes, start=items):
        np.logical_or.reduce(reach[list(node.children)], axis=0, out=reach[row])
    return reach


def _possible(plan: Plan, point: FloatArray, open_: BoolArray, reach: BoolArray | None) -> BoolArray | None:
    """Whether a row has a value or would have one if the open answers were there; only where some node has a condition."""
    if not plan.conditional:
        return None
    items = plan.hierarchy.items
    possible = np.empty(point.shape, dtype=np.bool_)
    np.equal(point[:items], point[:items], out=possible[:items])
    possible[:items] |= open_
    for stage in plan.stages:
        possible[stage.rows] = conditions.within_reach(stage, _weights(stage.ordinary, reach), possible)
    return possible


def _weights(children: Children, reach: BoolArray | None) -> FloatArray:
    """Weights: one column for all initiatives, or for the weighting "size" one column per initiative."""
    if children.sizes is None or reach is None:
        return children.weights
    weights = np.empty((len(children.sizes), reach.shape[1]))
    for i, (rows, sizes) in enumerate(children.sizes):
        np.add.reduce(sizes * reach[rows], axis=0, out=weights[i])
    weights *= children.weights
    return weights


def _values(children: Children, weights: FloatArray, scores: FloatArray) -> FloatArray:
    """Scores of children, sides x k x b; NaN also where the size is 0, since weight 0 never counts."""
    values: FloatArray = scores[:, children.rows]
    return values if children.sizes is None else np.where(weights > 0, values, np.nan)


def _sums(stage: Stage, weights: FloatArray, values: FloatArray, open_: BoolArray | None = None) -> FloatArray:
    """Sums of each node over its ordinary children, 2 or 3 x sides x nodes x b.

    The total and the weight of those with a value, and if asked the weight of those that are open and have none.
    """
    terms = _scratch.array("terms", 2 if open_ is None else 3, *values.shape)
    present = np.equal(values, values)  # False for NaN
    np.multiply(present, weights, out=terms[1])
    if open_ is not None:
        np.multiply(open_ > present, weights, out=terms[2])
    sums = _scratch.array("sums", terms.shape[0], values.shape[0], len(stage.cuts), values.shape[2])
    if math.isinf(stage.power):
        _reduce(means.extreme(stage.power), stage, values, out=sums[0])
        _reduce(np.add, stage, terms[1:], out=sums[1:])
        return sums
    means.terms(stage.power, values, out=terms[0])
    terms[0] *= terms[1]
    _reduce(np.add, stage, terms, out=sums)
    if stage.power <= 0:
        zero = _reduce(np.logical_or, stage, values == 0, out=np.empty(sums.shape[1:], dtype=np.bool_))
        sums[0][zero] = means.term_of_zero(stage.power)
    return sums


def _reduce(ufunc: np.ufunc, stage: Stage, terms: NDArray[Any], out: NDArray[Any]) -> NDArray[Any]:
    """One row per node out of one row per child, from left to right."""
    for i, cut in enumerate(stage.cuts):
        ufunc.reduce(terms[..., cut, :], axis=-2, out=out[..., i, :])
    return out


def _sums_with_open(stage: Stage, weights: FloatArray, scores: FloatArray, open_: BoolArray) -> FloatArray:
    """total and weight for all three sides where the children are items: 2 x 3 x nodes x b.

    The bounds differ from the point by the open weight alone, times f(0) or f(1): one pass over the children, not
    three.
    """
    values = _values(stage.ordinary, weights, scores[:1])
    (total,), (weight,), (open_weight,) = _sums(stage, weights, values, open_[stage.ordinary.rows])
    sums = _scratch.array("sums of three sides", 2, 3, *total.shape)
    sums[0, 0], sums[1, 0] = total, weight
    sums[0, 1] = means.with_open(stage.power, total, open_weight, at=0.0)
    sums[0, 2] = means.with_open(stage.power, total, open_weight, at=1.0)
    sums[1, 1:] = weight + open_weight
    return sums


def _lift_sides(
    power: float,
    total: FloatArray,
    weight: FloatArray,
    bonus: Children,
    scores: FloatArray,
    reach: BoolArray | None,
    may: BoolArray | None,
) -> None:
    """Add to the sums of one node, sides x b, what its bonus children lift; `may`, sides x b: where they may."""
    weights = _weights(bonus, reach)
    values = _values(bonus, weights, scores)
    if may is not None:
        values = np.where(may[:, np.newaxis], values, np.nan)
    if len(values) > 1:  # no point value, no lift of the lower bound: see aggregate_with_bounds
        values = np.stack([values[0], np.where(weight[0] > 0, values[1], np.nan), values[2]])
    for side, raising in enumerate(values):
        means.lift(power, total[side], weight[side], raising, weights)


# Effective weights.


def _share_block(plan: Plan, values: FloatArray, open_: BoolArray) -> FloatArray:
    """Shares of all rows in the root's point value, rows x b, handed down from the root."""
    hierarchy = plan.hierarchy
    scores = _score_block(plan, values, open_)
    reach = _reach(plan, scores[0], open_)
    possible = _possible(plan, scores[0], open_, reach)
    shares = np.zeros(scores[0].shape)
    shares[-1] = ~np.isnan(scores[0, -1])
    for row in range(hierarchy.rows - 1, hierarchy.items - 1, -1):
        one = make_stage(hierarchy, [row])
        whole = shares[row] if one.power == 1 else np.where(shares[row] == 0, 0.0, np.nan)
        for rows, share in _counted(one, scores, reach, possible):
            shares[rows] = np.where(share > 0, share * whole, 0.0)
    return shares


def _counted(
    one: Stage, scores: FloatArray, reach: BoolArray | None, possible: BoolArray | None
) -> list[tuple[Rows, FloatArray]]:
    """Rows of the ordinary and the bonus children of one node, with their shares in it, k x b; 0 if not counted."""
    weights = _weights(one.ordinary, reach)
    values = _values(one.ordinary, weights, scores)
    parts = [(one.ordinary.rows, np.where(np.isnan(values[0]), 0.0, weights))]
    with np.errstate(all="ignore"):
        total, weight = _sums(one, weights, values)[:, 0, 0]
        for i, bonus in one.bonus:
            may = np.True_ if possible is None else conditions.may_lift(one, i, weights, scores, possible)[0]
            heavy = _weights(bonus, reach)
            raising = np.where(may, _values(bonus, heavy, scores)[0], np.nan)
            parts.append((bonus.rows, means.lift(one.power, total, weight, raising, heavy)))
        return [(rows, np.where(weight > 0, counted / weight, 0.0)) for rows, counted in parts]
