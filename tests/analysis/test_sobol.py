"""Sobol indices: models whose indices are known, SALib on the same numbers, and factors that cannot matter."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pytest
from SALib.analyze import sobol as salib
from SALib.sample import sobol as salib_sample

from msiscore.analysis.sobol import Indices, base_sample, sobol_indices
from msiscore.rating_matrix import FloatArray

Model = Callable[[FloatArray], FloatArray]


def ishigami(x: FloatArray) -> FloatArray:
    angle = 2 * np.pi * x - np.pi
    found: FloatArray = np.sin(angle[0]) + 7 * np.sin(angle[1]) ** 2 + 0.1 * angle[2] ** 4 * np.sin(angle[0])
    return found


def run(model: Model, inputs: int, draws: int, seed: int = 0) -> tuple[Indices, FloatArray]:
    """The indices of each input by itself, and all values in SALib's order."""
    a, b = base_sample(inputs, draws, seed)
    mixed = []
    for g in range(inputs):
        own = a.copy()
        own[g] = b[g]
        mixed.append(model(own))
    values = np.array([model(a), *mixed, model(b)])
    return sobol_indices(values[:1], values[-1:], values[1:-1, np.newaxis], seed), values.T.ravel()


def test_the_published_indices_of_the_ishigami_function() -> None:
    # Ishigami and Homma (1990), with a = 7 and b = 0.1; the numbers as in Saltelli and others (2008), Global Sensitivity Analysis
    found, _ = run(ishigami, 3, 2**14)
    assert found.first[:, 0].tolist() == pytest.approx([0.3139, 0.4424, 0], abs=0.01)
    assert found.total[:, 0].tolist() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)
    assert found.sd[0] ** 2 == pytest.approx(0.5 + 49 / 8 + 0.1 * np.pi**4 / 5 + 0.01 * np.pi**8 / 18, rel=0.02)


def test_the_shares_of_a_linear_model_are_those_of_its_squared_coefficients() -> None:
    found, _ = run(lambda x: 3 * x[0] + 2 * x[1] - x[2], 3, 2**13)
    assert found.first[:, 0].tolist() == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.01)
    assert found.total[:, 0].tolist() == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.01)


def test_a_product_of_two_inputs() -> None:
    # x y with both even over 0..1: V = 1/9 - 1/16 = 7/144, V1 = var(x) / 4 = 1/48, so S = 3/7 and T = 4/7
    found, _ = run(lambda x: x[0] * x[1], 2, 2**13)
    assert found.first[:, 0].tolist() == pytest.approx([3 / 7, 3 / 7], abs=0.01)
    assert found.total[:, 0].tolist() == pytest.approx([4 / 7, 4 / 7], abs=0.01)


def test_a_factor_that_cannot_matter_has_index_0_exactly() -> None:
    found, _ = run(lambda x: x[0] ** 3 + 0 * x[1], 2, 256)
    assert (found.first[1, 0], found.total[1, 0], found.first_limit[1, 0], found.total_limit[1, 0]) == (0, 0, 0, 0)


def test_an_output_that_does_not_vary_has_no_indices() -> None:
    found, _ = run(lambda x: np.full(x.shape[1], 5.0), 2, 64)
    assert np.isnan(found.first).all()
    assert np.isnan(found.total).all()
    assert found.sd.tolist() == [0]


def test_the_draws_are_those_of_salib() -> None:
    problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0, 1]] * 4}
    rows = salib_sample.sample(problem, 64, calc_second_order=False, seed=np.random.default_rng(0))
    a, b = base_sample(4, 64, 0)
    assert np.array_equal(rows[::6].T, a)
    assert np.array_equal(rows[5::6].T, b)


@pytest.mark.parametrize("model", [ishigami, lambda x: x[0] * x[1] + x[2]], ids=["ishigami", "product"])
def test_indices_and_limits_are_those_of_salib(model: Model) -> None:
    found, values = run(model, 3, 1024)
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0, 1]] * 3}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = salib.analyze(problem, values, calc_second_order=False, seed=1)
    a, b, mixed = values[::5], values[4::5], [values[k + 1 :: 5] for k in range(3)]
    centre = np.round((a.mean() + b.mean()) / 2, 6)
    first = [float(salib.first_order(a - centre, one - centre, b - centre)) for one in mixed]
    assert found.first[:, 0] == pytest.approx(first, abs=1e-8)
    # their own call centres by the mean of all values, we by that of A and B: the first order moves by much less than its limit
    assert found.first[:, 0] == pytest.approx(theirs["S1"], abs=0.02)
    assert found.total[:, 0] == pytest.approx(theirs["ST"], abs=1e-8)
    assert found.first_limit[:, 0] == pytest.approx(theirs["S1_conf"], rel=0.35)
    assert found.total_limit[:, 0] == pytest.approx(theirs["ST_conf"], rel=0.35)


def test_outputs_do_not_look_at_each_other_and_the_seed_fixes_every_bit() -> None:
    a, b = base_sample(3, 128, 7)
    many = np.array([a * (k + 1) for k in range(40)]).sum(axis=1), np.array([b * (k + 1) for k in range(40)]).sum(axis=1)
    mixed = (many[0] * 0.5 + many[1] * 0.5)[np.newaxis]
    whole = sobol_indices(many[0], many[1], mixed, 7)
    for k in (0, 17, 39):
        alone = sobol_indices(many[0][[k]], many[1][[k]], mixed[:, [k]], 7)
        for name in ("first", "first_limit", "total", "total_limit"):
            assert getattr(alone, name).tobytes() == getattr(whole, name)[:, [k]].tobytes()
    assert not np.array_equal(base_sample(3, 128, 0)[0], base_sample(3, 128, 1)[0])


def test_more_inputs_than_a_sobol_sequence_has_columns() -> None:
    a, b = base_sample(10_001, 4, 0)
    assert a.shape == b.shape == (10_001, 4)
    assert 0.45 < a.mean() < 0.55
