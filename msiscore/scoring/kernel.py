"""The scoring kernel: weighted power means up the tree, for n initiatives at once, on plain arrays.

Arrays have one row per item or node and one column per initiative; values run from 0 (worst) to 1 (best); NaN is "no value". The
same input gives the same bits for any number of initiatives scored together, in any order, on any number of threads; they are the
bits of a plain loop over initiatives and children (tests/scoring/reference.py). Three habits give this:

- no BLAS: a matrix product adds in an order that depends on its shape, its threads and the processor;
- children are added from left to right, by `np.add.reduce` down the rows of an array of our own that is at least two columns wide:
  with one column the same call turns into a pairwise sum, which rounds differently;
- blocks of about a thousand initiatives in arrays that are used again, which is also what makes it fast.

Each node is a pair of sums over its children: `total`, of weight x f(value), and `weight`; f is log for the geometric mean and
x ** power for the others; for minimum and maximum `total` is the extreme itself. Formulas: OECD/JRC, Handbook on Constructing
Composite Indicators (2008), section 1.6; Bullen, Handbook of Means and Their Inequalities (2003), chapter III.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from msiscore.scoring.hierarchy import Hierarchy, Node
from msiscore.scoring.stages import Children, Plan, Rows, Stage, children, counting, coverage_hierarchy, plan

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

BLOCK_VALUES = 256 * 1024
"""Ratings in a block, some hundreds to two thousand initiatives: the calls cost little, and the cache still holds the work."""


class Aggregate(NamedTuple):
    """Values of all nodes, nodes x n: the point value, and the bounds that open answers leave. lower <= point <= upper."""

    point: FloatArray
    lower: FloatArray
    upper: FloatArray


def aggregate(hierarchy: Hierarchy, values: FloatArray, open_: BoolArray | None = None, *, threads: int = 1) -> FloatArray:
    """Point values of all nodes, nodes x n.

    values: items x n, 0 to 1, NaN where there is no value. The transpose of an n x items array will do: each block is copied.
    open_: items x n, True where an item is applicable but has no answer; ignored where there is a value. Here it matters only for
        the weighting "size". An item that has no value and is not open is excluded: the weights of its siblings are renormalised.
    threads: blocks are shared out over so many threads; the bits stay the same.

    With w the weights of the ordinary children that have a value x, and p the node's power, a node is
    (sum w x^p / sum w)^(1/p), or exp(sum w log x / sum w) for p = 0, or the smallest or largest x for p = -inf or inf. A 0 among
    them makes the node 0 for p <= 0. Without such a child the node is NaN. Then bonus children may lift it: see `_lift`.

    Raises ValueError for arrays of the wrong shape or kind and for values outside 0 to 1.
    """
    values, open_ = _checked(hierarchy, values, open_)
    stages = plan(hierarchy)

    def block(cut: slice, scratch: _Scratch) -> FloatArray:
        return _score_block(stages, values[:, cut], open_[:, cut], scratch)[:, hierarchy.items :]

    return _gather(hierarchy, (1, len(hierarchy.nodes), values.shape[1]), block, threads)[0]


def aggregate_with_bounds(hierarchy: Hierarchy, values: FloatArray, open_: BoolArray, *, threads: int = 1) -> Aggregate:
    """Point values as by `aggregate`, and their bounds when every open item is 0 (lower) or 1 (upper); each nodes x n.

    The bounds run over the children that are applicable: a node that has only open items has no point value, but bounds 0 and 1; a
    node without any applicable item is NaN in all three. While a node has no point value its lower bound is 0, bonus or not:
    otherwise it would lift the lower bound of its parent above the parent's point value, in which it has no part.
    Arguments and errors as for `aggregate`.
    """
    values, open_ = _checked(hierarchy, values, open_)
    stages = plan(hierarchy)

    def block(cut: slice, scratch: _Scratch) -> FloatArray:
        return _score_block(stages, values[:, cut], open_[:, cut], scratch, bounds=True)[:, hierarchy.items :]

    return Aggregate(*_gather(hierarchy, (3, len(hierarchy.nodes), values.shape[1]), block, threads))


def coverage(hierarchy: Hierarchy, covered: BoolArray, relevant: BoolArray, *, threads: int = 1) -> FloatArray:
    """Share of the weight of the relevant items that is covered, for all nodes, nodes x n.

    covered, relevant: items x n; an item that is not relevant is left out, covered or not. A node's coverage is the arithmetic mean
    sum w c / sum w over its children with relevant items, whatever its power; sizes count the relevant items; bonus children do not
    count. NaN where nothing relevant is left. Raises ValueError for arrays of the wrong shape or kind.
    """
    covered, relevant = _flags(hierarchy, covered), _flags(hierarchy, relevant)
    if covered.shape != relevant.shape:
        raise ValueError(f"covered has shape {covered.shape} and relevant {relevant.shape}")
    stages = plan(coverage_hierarchy(hierarchy))

    def block(cut: slice, scratch: _Scratch) -> FloatArray:
        values = np.where(relevant[:, cut], covered[:, cut].astype(np.float64), np.nan)
        return _score_block(stages, values, relevant[:, cut], scratch)[:, hierarchy.items :]

    return _gather(hierarchy, (1, len(hierarchy.nodes), covered.shape[1]), block, threads)[0]


def effective_weights(
    hierarchy: Hierarchy, values: FloatArray, open_: BoolArray | None = None, *, threads: int = 1
) -> FloatArray:
    """Share of each item in the root's point value, items x n: the product of the renormalised weights on its path.

    0 for an item that is not counted: no value, weight 0, not under the root, or a bonus that does not lift. Share x value summed
    over the items is the root's value, and the shares sum to 1, where the root has a value and all means are arithmetic
    (`is_linear`). Below a mean of another kind no share would hold for other values too: there the counted items are NaN.
    Arguments and errors as for `aggregate`.
    """
    values, open_ = _checked(hierarchy, values, open_)
    stages = plan(hierarchy)

    def block(cut: slice, scratch: _Scratch) -> FloatArray:
        return _share_block(stages, values[:, cut], open_[:, cut], scratch)[np.newaxis, : hierarchy.items]

    return _gather(hierarchy, (1, hierarchy.items, values.shape[1]), block, threads)[0]


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


class _Scratch:
    """Arrays that the blocks of one thread use again and again: fresh ones would cost more in page faults than the arithmetic."""

    def __init__(self) -> None:
        self._buffers: dict[str, FloatArray] = {}

    def array(self, name: str, *shape: int) -> FloatArray:
        """A contiguous array with anything in it. It takes the place of the one that had this name before."""
        size = math.prod(shape)
        if name not in self._buffers or self._buffers[name].size < size:
            self._buffers[name] = np.empty(size)
        return self._buffers[name][:size].reshape(shape)


def _gather(
    hierarchy: Hierarchy, shape: tuple[int, int, int], block: Callable[[slice, _Scratch], FloatArray], threads: int
) -> FloatArray:
    """An array of `shape`, sides x rows x n, filled block by block, on one thread or on several."""
    result = np.empty(shape)
    n = shape[-1]
    step = max(256, min(2048, BLOCK_VALUES // hierarchy.items))
    cuts = [slice(start, min(start + step, n)) for start in range(0, n, step)]

    def fill(cuts: list[slice]) -> None:
        scratch = _Scratch()
        for cut in cuts:
            result[..., cut] = block(cut, scratch)[..., : cut.stop - cut.start]

    if threads <= 1:
        fill(cuts)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(fill, (cuts[part::threads] for part in range(threads))))
    return result


# One block. Scores are sides x rows x b: the point values, and with bounds also the lower and the upper ones.


def _score_block(
    plan: Plan, values: FloatArray, open_: BoolArray, scratch: _Scratch, *, bounds: bool = False
) -> FloatArray:
    """Scores of all rows. Items have bounds of their own only where a stage asks for them: plan.filled."""
    scores = _items(plan, values, scratch, sides=3 if bounds else 1)
    reach = _reach(plan, scores[0], open_)
    if bounds:
        rated = scores[0, plan.filled]
        for side, fill in ((1, 0.0), (2, 1.0)):
            scores[side, plan.filled] = np.where(np.isnan(rated) & open_[plan.filled], fill, rated)
    with np.errstate(all="ignore"):  # 0 / 0 is how a node without any value becomes NaN
        for stage in plan.stages:
            weights = _weights(stage.ordinary, reach)
            if bounds and stage.of_items:
                total, weight = _sums_with_open(stage, weights, scores, open_, scratch)
            else:
                total, weight = _sums(stage, weights, _values(stage.ordinary, weights, scores), scratch)
            for i, bonus in stage.bonus:
                _lift_sides(stage.power, total[:, i], weight[:, i], bonus, scores, reach)
            means = _mean(stage.power, total, weight, out=total)
            if bounds:  # rounding must not carry the point out of its interval
                np.fmin(means[1], means[0], out=means[1])
                np.fmax(means[2], means[0], out=means[2])
            scores[:, stage.rows] = means
    return scores


def _items(plan: Plan, values: FloatArray, scratch: _Scratch, *, sides: int) -> FloatArray:
    """An array of our own for all scores, filled with the items' values: so the layout of the input cannot matter."""
    items = plan.hierarchy.items
    scores = scratch.array("scores", sides, plan.hierarchy.rows, max(2, values.shape[1]))  # a lone column is doubled
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


def _sums(
    stage: Stage, weights: FloatArray, values: FloatArray, scratch: _Scratch, open_: BoolArray | None = None
) -> FloatArray:
    """total and weight of each node over its ordinary children with a value, and if asked the weight of unanswered ones:
    2 or 3 x sides x nodes x b."""
    terms = scratch.array("terms", 2 if open_ is None else 3, *values.shape)
    present = ~np.isnan(values)
    _fill_terms(stage.power, values, present, weights, out=terms[0])
    np.multiply(present, weights, out=terms[1])
    if open_ is not None:
        np.multiply(open_ > present, weights, out=terms[2])  # open and not answered all the same
    sums = scratch.array("sums", terms.shape[0], values.shape[0], len(stage.cuts), values.shape[2])
    _reduce(np.add, stage, terms, out=sums)
    if math.isinf(stage.power):
        _reduce(_extreme(stage.power), stage, values, out=sums[0])
    elif stage.power <= 0:
        zero = _reduce(np.logical_or, stage, values == 0, out=np.empty(sums.shape[1:], dtype=np.bool_))
        sums[0][zero] = _term_of_zero(stage.power)
    return sums


def _reduce(ufunc: np.ufunc, stage: Stage, terms: NDArray[Any], out: NDArray[Any]) -> NDArray[Any]:
    """One row per node out of one row per child, from left to right."""
    for i, cut in enumerate(stage.cuts):
        ufunc.reduce(terms[..., cut, :], axis=-2, out=out[..., i, :])
    return out


def _sums_with_open(
    stage: Stage, weights: FloatArray, scores: FloatArray, open_: BoolArray, scratch: _Scratch
) -> FloatArray:
    """total and weight for all three sides where the children are items: 2 x 3 x nodes x b.

    The bounds differ from the point by the open weight alone, times f(0) or f(1): one pass over the children instead of three.
    """
    values = _values(stage.ordinary, weights, scores[:1])
    (total,), (weight,), (open_weight,) = _sums(stage, weights, values, scratch, open_[stage.ordinary.rows])
    sums = scratch.array("sums of three sides", 2, 3, *total.shape)
    sums[:, 0] = total, weight
    sums[0, 1] = _with_open(stage.power, total, open_weight, at=0.0)
    sums[0, 2] = _with_open(stage.power, total, open_weight, at=1.0)
    sums[1, 1:] = weight + open_weight
    return sums


def _with_open(power: float, total: FloatArray, open_weight: FloatArray, at: float) -> FloatArray:
    """The total when all open items have the value `at`, 0 or 1."""
    if math.isinf(power):
        return np.where(open_weight > 0, _extreme(power)(total, at), total)
    if at == 0:
        return total if power > 0 else np.where(open_weight > 0, _term_of_zero(power), total)
    return total if power == 0 else total + open_weight  # log(1) is 0 and 1 ** power is 1


# Power means.


def _fill_terms(power: float, values: FloatArray, present: BoolArray, weights: FloatArray, out: FloatArray) -> None:
    """weight x f(value); 0 where there is no value, something finite where the value is 0 and f is not."""
    np.fmax(values, 0.0, out=out)  # drops NaN, several times faster than np.where
    if power <= 0:
        out += out == 0  # 0 becomes 1, so that neither log nor a negative power meets it
    _term(power, out, out=out)
    out *= weights
    if power < 0:  # elsewhere f has made it 0
        out *= present


def _term(power: float, values: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """f(value) for values above 0."""
    if power == 1 or math.isinf(power):
        return values
    if power == 0:
        return np.log(values, out=out)
    if power == -1:
        return np.reciprocal(values, out=out)
    return np.power(values, power, out=out)


def _term_of_zero(power: float) -> float:
    """f(0) for powers <= 0. As the total it makes the node 0, whatever is added to it later."""
    return -math.inf if power == 0 else math.inf


def _extreme(power: float) -> np.ufunc:
    return np.fmin if power < 0 else np.fmax  # these pass over NaN


def _mean(power: float, total: FloatArray, weight: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """The value of a node from its sums; NaN where the weight is 0."""
    if math.isinf(power):
        mean = np.where(weight > 0, total, np.nan)
    elif power == -1:
        mean = np.divide(weight, total, out=out)
    else:
        mean = np.divide(total, weight, out=out)
        if power == 0:
            np.exp(mean, out=mean)
        elif power != 1:
            np.power(mean, 1 / power, out=mean)
    return np.abs(mean, out=mean)  # -0.0 and the negative NaN of 0 / 0 equal their fellows, but not in their bits


# Bonus children.


def _lift_sides(
    power: float, total: FloatArray, weight: FloatArray, bonus: Children, scores: FloatArray, reach: BoolArray | None
) -> None:
    """Add to the sums of one node, sides x b, what its bonus children lift."""
    weights = _weights(bonus, reach)
    values = _values(bonus, weights, scores)
    for side, lifting in enumerate(values):
        if side == 1:  # no point value, no lift of the lower bound: see aggregate_with_bounds
            lifting = np.where(weight[0] > 0, lifting, np.nan)
        _lift(power, total[side], weight[side], lifting, weights)


def _lift(power: float, total: FloatArray, weight: FloatArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    """Add to `total` and `weight` of one node (b each), in place, the bonus children (k x b) that raise it; return their weights.

    The children are tried from the highest value down, and each is added if its value is above the mean so far. That is the best
    subset of all: a power mean rises if and only if what is added lies above it. So a best subset holds every child above its own
    mean and none below it, which makes it a first part of the descending order; and along this order the mean rises up to the first
    child that is not above it, and from there on no later child is above it either. A minimum is never raised by adding to it.
    """
    counted = np.zeros(values.shape)
    if power == -math.inf:
        return counted
    order = np.argsort(-values, axis=0, kind="stable")  # NaN comes last
    weights = np.broadcast_to(weights, values.shape)
    for place in order[:, np.newaxis]:
        value, share = np.take_along_axis(values, place, axis=0)[0], np.take_along_axis(weights, place, axis=0)[0]
        taken = value > _mean(power, total, weight)  # False where either is NaN
        share = np.where(taken, share, 0.0)
        if power == math.inf:
            np.copyto(total, value, where=taken)
        else:
            total += share * _term(power, np.where(taken, value, 1.0))
        weight += share
        np.put_along_axis(counted, place, share[np.newaxis], axis=0)
    return counted


# Effective weights.


def _share_block(plan: Plan, values: FloatArray, open_: BoolArray, scratch: _Scratch) -> FloatArray:
    """Shares of all rows in the root's point value, rows x b, handed down from the root."""
    hierarchy = plan.hierarchy
    scores = _score_block(plan, values, open_, scratch)
    reach = _reach(plan, scores[0], open_)
    shares = np.zeros(scores[0].shape)
    shares[-1] = ~np.isnan(scores[0, -1])
    for row in range(hierarchy.rows - 1, hierarchy.items - 1, -1):
        node = hierarchy.nodes[row - hierarchy.items]
        for rows, counted in _counted(hierarchy, node, scores, reach):
            whole = shares[row] if node.power == 1 else np.where(shares[row] == 0, 0.0, np.nan)
            shares[rows] = np.where(counted > 0, counted * whole, 0.0)
    return shares


def _counted(
    hierarchy: Hierarchy, node: Node, scores: FloatArray, reach: BoolArray | None
) -> list[tuple[Rows, FloatArray]]:
    """Rows of the children of a node, ordinary and bonus, with the share of each in the node, k x b; 0 where it is not counted."""
    ordinary = children(hierarchy, [node], bonus=False)
    weights = _weights(ordinary, reach)
    (values,) = _values(ordinary, weights, scores)
    counted = np.where(np.isnan(values), 0.0, weights)
    total, weight = np.add.reduce(counted * np.fmax(values, 0.0), axis=0), np.add.reduce(counted, axis=0)
    parts = [(ordinary.rows, counted)]
    with np.errstate(all="ignore"):
        if counting(node, bonus=True):
            bonus = children(hierarchy, [node], bonus=True)
            weights = _weights(bonus, reach)
            parts.append((bonus.rows, _lift(1.0, total, weight, _values(bonus, weights, scores)[0], weights)))
        return [(rows, np.where(weight > 0, counted / weight, 0.0)) for rows, counted in parts]
