"""The scoring kernel: point scores, bounds, geometric means, memory, and the sameness of bits.

Data: ratings on eight levels, 10 % missing and 5 % not applicable; three levels of uneven groups, weights that binary
numbers cannot hold, so that equal bits mean something. The floor is `values.sum()`: one reading of the ratings, which
no scoring can do without.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.runner import Row, compare, ratio_row
from msiscore.scoring.hierarchy import Hierarchy, Node
from msiscore.scoring.kernel import aggregate, aggregate_with_bounds

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

SHAPE_60 = (60, 12, 4)
SHAPE_450 = (450, 30, 6)


def rows() -> Iterator[Row]:
    yield from point_scores()
    yield small_set()
    yield memory()
    yield bounds()
    yield from geometric_means()
    yield same_bits()


def point_scores() -> Iterator[Row]:
    for what, shape, n, most in (
        ("1  point scores, 1e6 x 60", SHAPE_60, 10**6, 15),
        ("2  point scores, 1e4 x 450", SHAPE_450, 10**4, 16),
    ):
        hierarchy = make_hierarchy(shape)
        values, _ = make_ratings(shape[0], n)
        times = compare({"score": partial(aggregate, hierarchy, values), "read": values.sum})
        yield ratio_row(what, "reading the ratings once, values.sum()", times.ratio("score", "read"), most)


def small_set() -> Row:
    hierarchy = make_hierarchy(SHAPE_60)
    values, _ = make_ratings(60, 100)
    columns = values.T.tolist()
    times = compare({"score": partial(aggregate, hierarchy, values), "walk": partial(tree_walk, hierarchy, columns)})
    return ratio_row("3  point scores, 100 x 60", "plain Python walk of the tree", times.ratio("score", "walk"), 0.2)


def memory() -> Row:
    hierarchy = make_hierarchy(SHAPE_60)
    values, _ = make_ratings(60, 10**6)
    tracemalloc.start()  # NumPy reports its arrays to it
    try:
        with ThreadPoolExecutor(1) as fresh:  # a new thread has no working arrays from earlier runs yet
            output = fresh.submit(aggregate, hierarchy, values).result()
        extra = (tracemalloc.get_traced_memory()[1] - output.nbytes) / 2**20
    finally:
        tracemalloc.stop()
    return Row("4  memory beside the output, 1e6 x 60", "the output array", f"{extra:.0f} MB", "<= 64 MB", extra <= 64)


def bounds() -> Row:
    hierarchy = make_hierarchy(SHAPE_60)
    values, open_ = make_ratings(60, 10**4)
    times = compare(
        {
            "bounds": partial(aggregate_with_bounds, hierarchy, values, open_),
            "point": partial(aggregate, hierarchy, values),
        }
    )
    return ratio_row("5  point, lower and upper, 1e4 x 60", "own point scores", times.ratio("bounds", "point"), 2.2)


def geometric_means() -> Iterator[Row]:
    """Two baselines: see README.md on processors without AVX-512."""
    hierarchy, geometric = make_hierarchy(SHAPE_60), make_hierarchy(SHAPE_60, power=0)
    values, _ = make_ratings(60, 10**5)
    positive = np.fmax(values, 0.5)
    nodes = np.fmax(aggregate(hierarchy, values)[:, :2048], 0.01)
    times = compare(
        {
            "geometric": partial(aggregate, geometric, values),
            "arithmetic": partial(aggregate, hierarchy, values),
            "logs and exps": partial(logs_and_exps, positive, nodes),
        }
    )
    what = "6  geometric means at all levels, 1e5 x 60"
    yield ratio_row(what, "own arithmetic means", times.ratio("geometric", "arithmetic"), 2 if has_vector_log() else None)
    seen = times.ratio("geometric", "arithmetic", "logs and exps")
    yield ratio_row("6b the same", "arithmetic means + the bare logs and exps", seen, 1.5)


def same_bits() -> Row:
    """Point scores and bounds of 2,000 initiatives by every way of cutting the work, and by a plain Python walk."""
    n = 2000
    hierarchy = make_hierarchy(SHAPE_60)
    values, open_ = make_ratings(60, n)
    score = partial(score_everything, hierarchy)
    order = np.random.default_rng(3).permutation(n)
    back = np.argsort(order)
    walk = tree_walk(hierarchy, values.T.tolist())
    whole = score((values, open_))
    results = [whole, score((values[:, order], open_[:, order]))[:, :, back], score((np.asfortranarray(values), open_))]
    results += [np.concatenate([score(part) for part in parts(values, open_, size)], axis=2) for size in (1, 2, 7, 999, 1024)]
    results += [score_everything(hierarchy, (values, open_), threads) for threads in (2, 3)]
    with ProcessPoolExecutor(2) as pool:
        results.append(np.concatenate(list(pool.map(score, parts(values, open_, 333))), axis=2))
    hashes = {fingerprint(result) for result in results}
    points = {fingerprint(whole[0]), fingerprint(whole[1]), fingerprint(np.array(walk).T)}
    ok = len(hashes) == len(points) == 1
    what = "7  sha256 of partitions, orders, threads, processes, walk"
    return Row(what, "one run of all", f"{max(len(hashes), len(points))} hash", "1 hash", ok)


def score_everything(hierarchy: Hierarchy, ratings: tuple[FloatArray, BoolArray], threads: int = 1) -> FloatArray:
    """Point values without and with bounds, lower and upper: 4 x nodes x n."""
    values, open_ = ratings
    return np.stack(
        [
            aggregate(hierarchy, values, threads=threads),
            *aggregate_with_bounds(hierarchy, values, open_, threads=threads),
        ]
    )


def parts(values: FloatArray, open_: BoolArray, size: int) -> list[tuple[FloatArray, BoolArray]]:
    return [(values[:, start : start + size], open_[:, start : start + size]) for start in range(0, values.shape[1], size)]


def fingerprint(array: FloatArray) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def tree_walk(hierarchy: Hierarchy, columns: list[list[float]]) -> list[list[float]]:
    """Arithmetic means of all nodes, one initiative after the other: what one would write without NumPy."""
    scores = []
    for column in columns:
        row = list(column)
        for node in hierarchy.nodes:
            total = weight = 0.0
            for child, w in zip(node.children, node.weights, strict=True):
                value = row[child]
                if not math.isnan(value):
                    total += w * value
                    weight += w
            row.append(total / weight if weight else math.nan)
        scores.append(row[hierarchy.items :])
    return scores


def logs_and_exps(values: FloatArray, nodes: FloatArray) -> None:
    """One log a rating and a node, one exp a node, block by block, and nothing else."""
    out = np.empty((values.shape[0], 2048))
    for start in range(0, values.shape[1], 2048):
        block = values[:, start : start + 2048]
        np.log(block, out=out[:, : block.shape[1]])
        np.log(nodes, out=out[: len(nodes)])
        np.exp(nodes, out=out[: len(nodes)])


def has_vector_log() -> bool:
    """Whether NumPy has a log for this processor that takes several numbers at a time."""
    (loops,) = np.lib.introspect.opt_func_info(func_name="^log$", signature="float64").values()
    return any(mark in loop["current"] for loop in loops.values() for mark in ("AVX512", "V4"))


def make_hierarchy(shape: tuple[int, ...], power: float = 1.0, seed: int = 0) -> Hierarchy:
    """items, groups, groups of groups ... and a root, in uneven groups of at least one."""
    rng = np.random.default_rng(seed)
    nodes: list[Node] = []
    row = list(range(shape[0]))
    for groups in (*shape[1:], 1):
        cuts = sorted(rng.choice(range(1, len(row)), groups - 1, replace=False).tolist())
        first = shape[0] + len(nodes)
        for start, stop in itertools.pairwise([0, *cuts, len(row)]):
            nodes.append(Node(tuple(row[start:stop]), tuple(rng.uniform(0.3, 2.7, stop - start).tolist()), power))
        row = list(range(first, shape[0] + len(nodes)))
    return Hierarchy(shape[0], tuple(nodes))


def make_ratings(items: int, n: int, seed: int = 1) -> tuple[FloatArray, BoolArray]:
    """values items x n, and which of the missing ones are open."""
    rng = np.random.default_rng(seed)
    values, open_ = np.empty((items, n)), np.empty((items, n), dtype=np.bool_)
    for row, flags in zip(values, open_, strict=True):
        draw = rng.random(n)
        row[:] = np.where(draw < 0.15, np.nan, rng.integers(0, 8, n) / 7)
        flags[:] = draw < 0.1
    return values, open_
