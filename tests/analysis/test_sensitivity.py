"""All parts together, on every rule of scoring that ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.next_steps import next_steps
from msiscore.analysis.sensitivity import analyse_sensitivity
from msiscore.errors import NotPossible
from msiscore.loading.places import pattern_files
from msiscore.loading.set_loader import load_set
from msiscore.scoring.scores import score
from tests.known_answers.test_patterns import scores_of
from tests.making import a_set, assessment, criterion, dimension, framework

TWO = framework(dimension("d", criterion("A"), criterion("B")))


@pytest.mark.parametrize("file", pattern_files(), ids=lambda file: file.stem)
def test_every_pattern_has_an_answer_or_a_reason(file: Path, tmp_path: Path) -> None:
    scores, _ = scores_of(file, tmp_path)
    for column in scores.columns:
        if "no-total" in column.status:
            with pytest.raises(NotPossible, match="total: none"):
                next_steps(scores, column=column.column)
        else:
            for one in next_steps(scores, column=column.column):
                assert (one.way is None) == bool(one.no_way)
        if "scored" not in column.status:
            with pytest.raises(NotPossible, match=r"no overall score|enough evidence"):
                analyse_sensitivity(scores, column=column.column, draws=64)
            continue
        found = analyse_sensitivity(scores, column=column.column, draws=64)
        assert (found.shares is None) == bool(found.without_shares)
        for swing in found.changes.swings:
            assert (swing.low <= 0).all()
            assert (swing.high >= 0).all()
            assert (swing.best <= found.changes.ranks).all()
            assert (swing.worst >= found.changes.ranks).all()


def test_the_parts_are_those_of_one_column_and_the_seed_is_passed_on() -> None:
    scores = score(load_set("dutch-rbc-2020"))
    told: list[tuple[str, int, int]] = []
    found = analyse_sensitivity(scores, draws=64, seed=0, by="dimension", progress=lambda *step: told.append(step))
    assert found.shares is not None
    assert (found.shares.seed, found.shares.by, found.shares.draws) == (0, "dimension", 64)
    assert found.changes.initiatives == found.shares.initiatives
    assert found.column == found.changes.column == found.relations.column == "overall"
    assert {part for part, _, _ in told} == {"changing", "drawing"}
    assert told[-1][1] == told[-1][2]


def test_no_shares_where_nothing_varies() -> None:
    fixed = Assumptions(weights_within=0, ratings=False, open_answers="left-out")
    found = analyse_sensitivity(score(a_set(TWO, assessment("a", {"A": 1, "B": 3}))), fixed)
    assert found.shares is None
    assert found.without_shares == "nothing varies, so there is no uncertainty to share out"
    assert len(found.changes.effects) > 0


def test_wrong_numbers_are_refused_before_any_work() -> None:
    scores = score(a_set(TWO, assessment("a", {"A": 1, "B": 3})))
    with pytest.raises(NotPossible, match="not 0"):
        analyse_sensitivity(scores, draws=0)
    with pytest.raises(NotPossible, match="seed"):
        analyse_sensitivity(scores, seed=-1)


def test_everybody_tied_and_one_alone() -> None:
    for names in ("ab", "a"):
        found = analyse_sensitivity(score(a_set(TWO, *(assessment(name, {"A": 2, "B": 2}) for name in names))), draws=64)
        assert all(swing.moved == 0 for swing in found.changes.swings)
        assert found.shares is not None
        assert not np.isnan(found.shares.score.first).all()
