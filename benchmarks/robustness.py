"""Draws of weights, with ranks counted, against the least that it takes: one matrix product of that size, and sorting the scores.

Data as in `kernel.py`: ratings on eight levels with gaps, three levels of uneven groups. The whole way is timed: random numbers,
scores, ranks, counts.
"""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.kernel import SHAPE_60, make_hierarchy, make_ratings
from benchmarks.runner import Row, compare, ratio_row
from msiscore.analysis.counting import Counts
from msiscore.analysis.draws import BLOCK, RatingDraws, WeightDraws
from msiscore.analysis.evaluation import Evaluation
from msiscore.analysis.gates import Gates
from msiscore.analysis.scorers import Answers, Scorer
from msiscore.analysis.simulation import Simulation

FloatArray = NDArray[np.float64]


def rows() -> Iterator[Row]:
    yield from acceptability()
    yield from complete_data()
    yield from peers()
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


def complete_data() -> Iterator[Row]:
    """Ratings without gaps: the scores alone, for weights that are there; and everything, against one product and two argsorts."""
    simulation = make_simulation(300, pairwise=False, complete=True)
    scorer, rng = simulation.scorers[0], np.random.default_rng(0)
    factors = simulation.weights[0].draw(rng, 512)
    weights, values = np.ascontiguousarray(rng.random((512, 60))), simulation.values
    room = np.empty((512, 300))
    cells = [row[:, np.newaxis] for row in values]
    times = compare({"scores": lambda: scorer.score(cells, factors), "least": lambda: np.matmul(weights, values, out=room)})
    yield ratio_row("13 scores without gaps, 512 draws x 300", "one matrix product", times.ratio("scores", "least"), 3)
    simulation = make_simulation(100, pairwise=False, complete=True)
    weights, values = rng.random((10_000, 60)), simulation.values

    def ranked() -> None:
        np.argsort(np.argsort(-(weights @ values), axis=1), axis=1)

    times = compare({"counted": partial(run, simulation, 10_000), "least": ranked})
    what = "24 ranks over 10,000 draws without gaps, 100 x 60"
    yield ratio_row(what, "one matrix product + ranking by argsort", times.ratio("counted", "least"), 5)


def peers() -> Iterator[Row]:
    """The same 10,000 draws by libraries for decisions by several criteria, one call a draw as they are made for.

    A hundredth of the draws is timed and multiplied. A library that is not installed has no row.
    """
    simulation = make_simulation(100, pairwise=False, complete=True)
    values = np.ascontiguousarray(simulation.values.T) + 0.01
    weights = np.random.default_rng(0).dirichlet(np.ones(60), 100)
    for name, method in PEERS.items():
        try:
            rank = method(values)
        except ImportError:
            continue

        def all_draws(rank: Callable[[FloatArray], object] = rank) -> None:
            for one in weights:
                rank(one)

        times = compare({"ours": partial(run, simulation, 10_000), "theirs": all_draws}, rounds=5)
        faster = max(100 * of["theirs"] / of["ours"] for of in (times.wall, times.cpu))
        yield Row(f"25 row 24 against {name}, times faster", f"{name}, a call a draw", f"{faster:.0f}", ">= 20", faster >= 20)


def _pyrepo(values: FloatArray) -> Callable[[FloatArray], object]:
    from pyrepo_mcda.additions import rank_preferences
    from pyrepo_mcda.mcda_methods import SAW

    kinds = np.ones(values.shape[1])
    method = SAW()
    return lambda weights: rank_preferences(method(values, weights, kinds), reverse=True)


def _pymcdm(values: FloatArray) -> Callable[[FloatArray], object]:
    from pymcdm.helpers import rankdata
    from pymcdm.methods import WSM

    kinds = np.ones(values.shape[1])
    method = WSM()
    return lambda weights: rankdata(method(values, weights, kinds), reverse=True)


def _scikit_criteria(values: FloatArray) -> Callable[[FloatArray], object]:
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel

    matrix, method = mkdm(values, [1] * values.shape[1]), WeightedSumModel()
    return lambda weights: method.evaluate(matrix.replace(weights=weights)).rank_


PEERS: Mapping[str, Callable[[FloatArray], Callable[[FloatArray], object]]] = {
    "pyrepo-mcda": _pyrepo,
    "pymcdm": _pymcdm,
    "scikit-criteria": _scikit_criteria,
}


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


def make_simulation(n: int, pairwise: bool, complete: bool = False) -> Simulation:
    hierarchy = make_hierarchy(SHAPE_60)
    values, open_ = make_ratings(60, n)
    if complete:
        values = np.where(np.isnan(values), 3 / 7, values)
    none = np.zeros(0, dtype=np.intp)
    answers = Answers(
        values,
        RatingDraws(none, none, none.astype(np.bool_), np.zeros((0, 1)), none, np.zeros(0)),
        Gates((), ((), (), (), ())),
    )
    known = ~np.isnan(values)
    return Simulation(
        weights=(WeightDraws(tuple((k, node.weights) for k, node in enumerate(hierarchy.nodes)), 0.25, any_weights=False),),
        answers=(answers,),
        scorers=(Scorer(Evaluation(hierarchy, known, known | open_, dict(enumerate(values))), answers, {}, ()),),
        bands=np.array([0.0, 25, 50, 75]),
        pairwise=pairwise,
    )
