"""Draws in which nothing varies give the engine's scores, ranks and verdicts, whatever rules a framework uses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.counting import mean_of
from msiscore.analysis.gates import counted_bands
from msiscore.analysis.simulation import make_simulation
from msiscore.analysis.uncertainty import robustness
from msiscore.loading.set_loader import load_set
from msiscore.scoring.scores import Scores, score
from msiscore.scoring.standards import Verdict
from tests.known_answers.test_patterns import FILES, scores_of

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTHING = Assumptions(weights_within=0, ratings=False, open_answers="left-out")


def check(scores: Scores) -> int:
    """How many columns were compared."""
    compared = 0
    for column in scores.columns:
        scored = np.array([status == "scored" for status in column.status])
        if not scored.any():
            continue
        counts = make_simulation(scores, column, NOTHING).count(0, 0, 3)
        np.testing.assert_allclose(mean_of(counts), column.score[scored], rtol=0, atol=1e-8)
        assert (counts.ranks.argmax(axis=1) + 1).tolist() == column.ranks[scored].tolist()
        for standard, met, not_met in zip(column.standards, counts.met, counts.not_met, strict=True):
            assert (met == 3).tolist() == (standard.verdicts[scored] == Verdict.MET).tolist()
            assert (not_met == 3).tolist() == (standard.verdicts[scored] == Verdict.NOT_MET).tolist()
        names = [band.name for band in counted_bands(scores.assessment_set.framework)]
        rows = {row.initiative: row for row in scores.headline(column.column)}
        stated = [rows[name].band for name, kept in zip(scores.matrix.initiatives, scored.tolist(), strict=True) if kept]
        assert [[names[k] for k in np.flatnonzero(row)] for row in counts.bands] == [[name] if name else [] for name in stated]
        compared += 1
    return compared


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_draws_follow_the_rules_of_every_pattern(file: Path, tmp_path: Path) -> None:
    scores, _ = scores_of(file, tmp_path)
    check(scores)
    if "scored" in scores.column().status:
        assert robustness(scores, draws=50).mean.min() >= 0


@pytest.mark.parametrize("name", ["hdi-2021", "rdr-2018"])
def test_the_draws_follow_published_scorecards(name: str) -> None:
    scores = score(load_set(EXAMPLES / name))
    assert check(scores) == len(scores.columns)
