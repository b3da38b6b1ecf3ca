"""Variance shares of all outputs, whole: draws, scores and indices with their limits, against what SALib takes to analyse one output.

Data as in `robustness.py`. Uncertain are the 16 weights of the two upper levels, each an input of its own; 1,024 draws make
18,432 scorings.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from SALib.analyze import sobol as salib

from benchmarks.kernel import SHAPE_60, make_hierarchy
from benchmarks.robustness import make_simulation
from benchmarks.runner import Row, compare, ratio_row
from msiscore.analysis.draws import WeightDraws
from msiscore.analysis.inputs import Inputs
from msiscore.analysis.simulation import rank_draws
from msiscore.analysis.sobol import Estimator, base_sample

DRAWS, INITIATIVES = 1024, 100


def rows() -> Iterator[Row]:
    inputs = make_inputs()
    problem = {"num_vars": inputs.count, "names": list(inputs.groups), "bounds": [[0, 1]] * inputs.count}
    a, b = base_sample(inputs.count, DRAWS, 0)
    values = [inputs.scores(drawn)[0] for drawn in (a, *mixtures(inputs, a, b), b)]
    one = np.array(values).T.ravel()

    def salib_once() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            salib.analyze(problem, one, calc_second_order=False)

    functions = {
        "scores": lambda: indices(inputs, ranks=False),
        "both": lambda: indices(inputs, ranks=True),
        "salib": salib_once,
    }
    times = compare(functions, rounds=7)
    floor = "one SALib analyze call, of one output"
    yield ratio_row("14 Sobol indices of 100 scores with limits, whole", floor, times.ratio("scores", "salib"), 5)
    yield ratio_row("14 the same of 100 scores and 100 ranks", floor, times.ratio("both", "salib"), None)


def make_inputs() -> Inputs:
    hierarchy = make_hierarchy(SHAPE_60)
    upper = tuple(
        (k, node.weights) for k, node in enumerate(hierarchy.nodes) if all(child >= hierarchy.items for child in node.children)
    )
    whole = make_simulation(INITIATIVES, pairwise=False)
    simulation = replace(whole, weights=(WeightDraws(upper, 0.25, any_weights=False),))
    count = sum(len(weights) for _, weights in upper)
    return Inputs(simulation, tuple(f"w{k}" for k in range(count)), np.arange(count))


def mixtures(inputs: Inputs, a: np.ndarray, b: np.ndarray) -> Iterator[np.ndarray]:
    for g in range(len(inputs.groups)):
        yield np.where((inputs.of == g)[:, np.newaxis], b, a)


def indices(inputs: Inputs, *, ranks: bool) -> None:
    def outputs(drawn: np.ndarray) -> np.ndarray:
        found = inputs.scores(drawn)
        return np.concatenate([found, rank_draws(found)]) if ranks else found

    a, b = base_sample(inputs.count, DRAWS, 0)
    estimator = Estimator(outputs(a), outputs(b), 0, least_sd=1e-9)
    for drawn in mixtures(inputs, a, b):
        estimator.group(outputs(drawn))
