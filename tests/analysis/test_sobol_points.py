"""Sobol points: those of scipy to the last bit, and a table that a later scipy may move."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import qmc

from msiscore.analysis import sobol_points as module
from msiscore.analysis.sobol_points import sobol_points


@pytest.mark.parametrize(("columns", "draws", "seed"), [(1, 1, 0), (2, 8, 0), (3, 2**14, 5), (600, 64, 1), (21_201, 2, 2)])
def test_they_are_those_of_scipy(columns: int, draws: int, seed: int) -> None:
    found = sobol_points(columns, draws, np.random.default_rng(seed))
    theirs = qmc.Sobol(d=columns, scramble=True, seed=np.random.default_rng(seed)).random(draws)
    assert np.array_equal(found, theirs.T)


def test_each_column_has_one_point_in_each_part_of_the_same_length() -> None:
    found = sobol_points(40, 256, np.random.default_rng(0))
    assert (np.sort((found * 256).astype(int), axis=1) == np.arange(256)).all()


def test_where_scipy_has_no_such_table_its_own_generator_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    known = sobol_points(5, 16, np.random.default_rng(3))
    monkeypatch.setattr(module, "TABLE", "stats/elsewhere.npz")
    assert np.array_equal(sobol_points(5, 16, np.random.default_rng(3)), known)


def test_scipy_stats_is_not_imported() -> None:
    code = (
        "import sys, numpy; from msiscore.analysis.sobol import base_sample; base_sample(9, 64, 0); "
        "sys.exit('scipy.stats' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(module.__file__).parents[2], check=False).returncode == 0
