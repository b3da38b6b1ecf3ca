"""One change at a time: each is what the engine says of a framework that was written so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.analysis.one_at_a_time import MOST_WEIGHTS, Effect, OneAtATime, one_at_a_time
from msiscore.assessment import Assessment
from msiscore.errors import NotPossible
from msiscore.framework import Framework
from msiscore.scoring.scores import score
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework

MINIMUM = {"level": "2", "otherwise": "cap", "at": 40}
answers = st.sampled_from([0, 1, 2, 3, 4, "nothing-found", "too-early", "not-applicable", "not-assessable", None])


def made(weights: dict[str, float] | None = None, drop: str = "", **more: Any) -> Framework:
    """A framework with a minimum standard, a bonus and a mean that is not arithmetic."""
    stated = {"A": 2.0, "B": 1.0, "C": 1.0, "D": 3.0, "X": 0.5, "d": 1.0, "e": 2.0} | (weights or {})
    parts = [
        dimension(
            "d",
            *(
                one
                for one in (
                    criterion("A", weight=stated["A"], minimum=MINIMUM),
                    criterion("B", weight=stated["B"]),
                    criterion("X", weight=stated["X"], bonus=True),
                )
                if one["id"] != drop
            ),
            weight=stated["d"],
        ),
        dimension(
            "e",
            *(criterion(id_, weight=stated[id_]) for id_ in ("C", "D") if id_ != drop),
            weight=stated["e"],
            aggregation="geometric",
        ),
    ]
    return framework(*parts, minimum_coverage=0.3, **more)


def rated(values: list[Any], drop: str = "") -> dict[str, Any]:
    return {name: value for name, value in zip("ABCDX", values, strict=True) if value is not None and name != drop}


def people(rows: list[list[Any]], drop: str = "") -> list[Assessment]:
    return [assessment(name, rated(row, drop)) for name, row in zip("pqr", rows, strict=False)]


ROWS = st.lists(st.lists(answers, min_size=5, max_size=5), min_size=1, max_size=3)
STATED: list[list[Any]] = [[3, 1, 2, 4, 1], [0, 4, 4, 2, 0], [2, 2, None, "too-early", "nothing-found"]]


def effect(found: OneAtATime, kind: str, id_: str, setting: str) -> Effect:
    return next(one for one in found.effects if (one.kind, one.id, one.setting) == (kind, id_, setting))


def compare(rows: list[list[Any]], changed: Framework, kind: str, id_: str, setting: str, drop: str = "") -> None:
    scores = score(a_set(made(), *people(rows)))
    if "scored" not in scores.column().status:
        return
    one = effect(one_at_a_time(scores), kind, id_, setting)
    due = score(a_set(changed, *people(rows, drop))).column()
    order = [scores.matrix.initiatives.index(name) for name in one_at_a_time(scores).initiatives]
    assert one.score == pytest.approx(due.score[order], abs=1e-9, nan_ok=True)
    assert one.lower == pytest.approx(due.lower[order], abs=1e-9, nan_ok=True)
    assert one.upper == pytest.approx(due.upper[order], abs=1e-9, nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(ROWS, st.sampled_from("ABCDX"))
def test_a_criterion_left_out_is_a_framework_without_it(rows: list[list[Any]], id_: str) -> None:
    compare(rows, made(drop=id_), "left-out", id_, "without", drop=id_)


@settings(max_examples=25, deadline=None)
@given(ROWS, st.sampled_from(["A", "B", "X", "C", "D", "d", "e"]), st.sampled_from([0.5, 1.5]))
def test_a_weight_swung_is_a_framework_with_that_weight(rows: list[list[Any]], id_: str, factor: float) -> None:
    stated = {"A": 2.0, "B": 1.0, "C": 1.0, "D": 3.0, "X": 0.5, "d": 1.0, "e": 2.0}
    compare(rows, made({id_: stated[id_] * factor}), "weight", id_, f"x{factor:g}")


def test_a_weight_of_0() -> None:
    compare(STATED, made({"B": 0}), "no-weight", "B", "x0")
    compare(STATED, made({"e": 0}), "no-weight", "e", "x0")


@settings(max_examples=25, deadline=None)
@given(ROWS, st.sampled_from(["nothing-found", "too-early", "not-assessable", "unanswered"]), st.sampled_from(["lowest", "open"]))
def test_a_policy_is_a_framework_with_that_policy(rows: list[list[Any]], state: str, policy: str) -> None:
    scores = score(a_set(made(), *people(rows)))
    if "scored" not in scores.column().status:
        return
    found = one_at_a_time(scores)
    if not any((one.kind, one.id, one.setting) == ("state", state, policy) for one in found.effects):
        return  # the state does not occur, or has that policy
    compare(rows, made(states={state: policy}), "state", state, policy)


def test_a_hand_calculation() -> None:
    # p: (4 + 0) / 2 of 4 = 50, q: 25 and 75 likewise; without A 0 and 75; A x1.5: (1.5 x 100 + 0) / 2.5 = 60
    of = framework(dimension("d", criterion("A"), criterion("B")))
    found = one_at_a_time(score(a_set(of, assessment("p", {"A": 4, "B": 0}), assessment("q", {"A": 1, "B": 3}))))
    assert effect(found, "left-out", "A", "without").score.tolist() == [0, 75]
    assert effect(found, "weight", "A", "x1.5").score.tolist() == pytest.approx([60, 45])
    assert effect(found, "weight", "A", "x0.5").score.tolist() == pytest.approx([100 / 3, 175 / 3])
    assert effect(found, "left-out", "A", "without").ranks.tolist() == [2, 1]
    assert found.ranks.tolist() == [1, 1]
    bar = next(one for one in found.swings if (one.kind, one.id) == ("weight", "A"))
    assert (bar.low.tolist(), bar.high.tolist()) == (pytest.approx([-50 / 3, -5]), pytest.approx([10, 25 / 3]))
    assert (bar.best.tolist(), bar.worst.tolist()) == ([1, 1], [2, 2])
    assert bar.moved == 2
    assert {one.id for one in found.swings} == {"A", "B"}, "the only dimension has no weight beside it"


def test_what_moves_most_comes_first() -> None:
    found = one_at_a_time(score(a_set(made(), *people(STATED))))
    reach = [swing.reach.mean() for swing in found.swings]
    assert reach == sorted(reach, reverse=True)
    for name in found.initiatives:
        own = [swing.reach[found.initiatives.index(name)] for swing in found.of(name)]
        assert own == sorted(own, reverse=True)
    with pytest.raises(ValueError, match="not in tuple"):
        found.of("nobody")


def test_what_cannot_matter_moves_nothing() -> None:
    of = framework(dimension("d", criterion("A"), criterion("Z", weight=0)), dimension("e", criterion("E", weight=1), weight=0))
    found = one_at_a_time(score(a_set(of, assessment("p", {"A": 3, "Z": 0}), assessment("q", {"A": 1, "Z": 4, "E": 4}))))
    for swing in found.swings:
        assert swing.id == "A" or (swing.reach == 0).all(), swing.id
    everyone_open = framework(dimension("d", criterion("A"), criterion("N")))
    nobody = one_at_a_time(score(a_set(everyone_open, assessment("p", {"A": 3}), assessment("q", {"A": 1}))))
    bar = next(one for one in nobody.swings if (one.kind, one.id) == ("left-out", "N"))
    assert (bar.reach == 0).all()
    assert (bar.width < 0).all(), "but the interval is narrower without a criterion that nobody has"


def test_gains_and_losses_of_a_score_move_no_rank_of_others() -> None:
    of = framework(dimension("d", criterion("A"), criterion("B"), criterion("C")), minimum_coverage=0.5)
    people = (
        assessment("p", {"A": 1, "B": 1, "C": 1}),
        assessment("q", {"A": 0, "B": 0}),
        assessment("r", {"A": 4}),
    )
    found = one_at_a_time(score(a_set(of, *people)))
    assert (found.initiatives, found.left_out) == (("p", "q"), ("r",))
    without_c = next(one for one in found.swings if (one.kind, one.id) == ("left-out", "C"))
    assert without_c.gained == ("r",)
    assert without_c.worst.tolist() == [1, 2], "r scores 100 then, but p is still first of those that had a score"
    without_a = next(one for one in found.swings if (one.kind, one.id) == ("left-out", "A"))
    assert without_a.lost == ()
    of_five = framework(dimension("d", *(criterion(id_) for id_ in "ABCDE")), minimum_coverage=0.6)
    losing = one_at_a_time(score(a_set(of_five, assessment("p", {"A": 1, "B": 1, "C": 1}))))
    gone = next(one for one in losing.swings if (one.kind, one.id) == ("left-out", "A"))
    assert (gone.lost, gone.moved) == (("p",), 1)
    assert np.isnan(effect(losing, "left-out", "A", "without").score).all()


def test_affine_maps_of_a_scale_change_no_rank_and_ties_stay_ties() -> None:
    def ranks(**scale: Any) -> list[list[int]]:
        of = framework(dimension("d", criterion("A"), criterion("B")), scales={"s": {**LEVELS, **scale}})
        rows = [{"A": 3, "B": 1}, {"A": 1, "B": 3}, {"A": 2}]
        found = one_at_a_time(score(a_set(of, *(assessment(name, one) for name, one in zip("pqr", rows, strict=True)))))
        return [one.ranks.tolist() for one in found.effects]

    assert ranks() == ranks(values=[-3, 0, 3, 6, 9])
    of = framework(dimension("d", criterion("A"), criterion("B")))
    tied = one_at_a_time(score(a_set(of, assessment("p", {"A": 2, "B": 2}), assessment("q", {"A": 2, "B": 2}))))
    assert all(swing.moved == 0 for swing in tied.swings)


def test_one_initiative_progress_and_the_frame() -> None:
    told: list[tuple[int, int]] = []
    of = framework(dimension("d", criterion("A"), criterion("B")))
    found = one_at_a_time(score(a_set(of, assessment("p", {"A": 3}))), progress=lambda done, total: told.append((done, total)))
    assert told == [(k + 1, len(found.effects)) for k in range(len(found.effects))]
    frame = found.to_frame()
    assert len(frame) == len(found.effects)
    assert frame.loc[frame["setting"] == "without", "rank"].isna().sum() == 1, "without A nothing is rated"


def test_nobody_with_a_score() -> None:
    of = framework(dimension("d", criterion("A")), total="none")
    with pytest.raises(NotPossible, match="no overall score"):
        one_at_a_time(score(a_set(of, assessment("p", {"A": 1}))))
    with pytest.raises(NotPossible, match="enough evidence"):
        one_at_a_time(score(a_set(made(), assessment("p", {}))))


def test_of_very_many_weights_only_the_largest_are_swung() -> None:
    of = framework(
        dimension("d", *(criterion(f"S{k:03}") for k in range(320)), weight=1),
        dimension("e", criterion("A", weight=2), criterion("B"), weight=9),
    )
    found = one_at_a_time(score(a_set(of, assessment("p", {"A": 3, "B": 1, "S000": 2}))))
    swung = {swing.id for swing in found.swings if swing.kind == "weight"}
    assert swung >= {"d", "e", "A", "B"}
    assert (len(swung), found.not_swung) == (MOST_WEIGHTS, 324 - MOST_WEIGHTS)
    assert sum(swing.kind == "left-out" for swing in found.swings) == 322
