"""Draws of weights, with ranks counted, against the least that it takes: one matrix product of that size, and sorting the scores.

Data as in `kernel.py`: ratings on eight levels with gaps, three levels of uneven groups. The whole way is timed: random numbers,
scores, ranks, counts.
"""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.kernel import SHAPE_60, make_hierarchy, make_ratings
from benchmarks.runner import Row, compare, ratio_row
from msiscore.analysis.draws import BLOCK, RatingDraws, WeightDraws
from msiscore.analysis.simulation import Counts, Simulation

FloatArray = NDArray[np.float64]


def rows() -> Iterator[Row]:
    yield from acceptability()
    yield memory()
    yield same_counts()


def acceptability() -> Iterator[Row]:
    floor = "one matrix product + np.sort"
    for number, draws, n, pairwise, most, rounds in (
        ("8  ranks over 10,000 draws, 100 x 60", 10_000, 100, False, 18, 7),
        ("9  ranks over 100,000 draws, 300 x 60", 100_000, 300, False, 16, 3),
        ("10 the same as 8, and who is above whom", 10_000, 100, True, 30, 7),
    ):
        simulation = make_simulation(n, pairwise)
        rng = np.random.default_rng(0)
        weights, values = rng.random((1000, 60)), rng.random((60, n))

        def least(weights: FloatArray = weights, values: FloatArray = values, parts: int = draws // 1000) -> None:
            for _ in range(parts):
                np.sort(weights @ values, axis=1)

        times = compare({"counted": partial(run, simulation, draws), "least": least}, rounds=rounds)
        yield ratio_row(number, floor, times.ratio("counted", "least"), most)


def memory() -> Row:
    simulation = make_simulation(100, pairwise=True)
    peaks = []
    for draws in (10_000, 100_000):
        tracemalloc.start()  # NumPy reports its arrays to it
        try:
            run(simulation, draws)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    extra = (peaks[1] - peaks[0]) / 2**20
    return Row("11 memory, 100,000 draws beside 10,000", "10,000 draws", f"{extra:.1f} MB", "<= 20 MB", extra <= 20)


def same_counts() -> Row:
    """Parts of a block of several sizes, blocks in another order, and two threads."""
    simulation = make_simulation(40, pairwise=True)
    hashes = {fingerprint(run(simulation, 5000, width)) for width in (1, 7, 64, 1000, BLOCK)}
    with ThreadPoolExecutor(2) as pool:
        backwards = simulation.nothing()
        for part in pool.map(partial(simulation.count, 1), reversed(range(4))):
            backwards.add(part)
    backwards.add(simulation.count(1, 4, 5000 - 4 * BLOCK))
    hashes.add(fingerprint(backwards))
    return Row("12 counts of parts, orders, threads", "one run of all", f"{len(hashes)} hash", "1 hash", len(hashes) == 1)


def run(simulation: Simulation, draws: int, width: int = 0) -> Counts:
    counts = simulation.nothing()
    for block, start in enumerate(range(0, draws, BLOCK)):
        counts.add(simulation.count(1, block, min(BLOCK, draws - start), width))
    return counts


def fingerprint(counts: Counts) -> str:
    arrays = (counts.ranks, counts.above, counts.bins, counts.bands, counts.total)
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def make_simulation(n: int, pairwise: bool) -> Simulation:
    hierarchy = make_hierarchy(SHAPE_60)
    values, open_ = make_ratings(60, n)
    none = np.zeros(0, dtype=np.intp)
    return Simulation(
        hierarchies=(hierarchy,),
        weights=(WeightDraws(tuple((k, node.weights) for k, node in enumerate(hierarchy.nodes)), 0.25, any_weights=False),),
        ratings=RatingDraws(none, none, none.astype(np.bool_), np.zeros((0, 1)), none, np.zeros(0)),
        standards=(),
        values=values,
        applicable=~np.isnan(values) | open_,
        bands=np.array([0.0, 25, 50, 75]),
        pairwise=pairwise,
    )
