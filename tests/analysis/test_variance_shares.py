"""Variance shares of scores and ranks: closed forms, what cannot matter, sameness of bytes, and clear answers to bad input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from msiscore.analysis.assumptions import Assumptions
from msiscore.analysis.variance_shares import NOISE, VarianceShares, variance_shares
from msiscore.assessment import AssessmentSet
from msiscore.errors import NotPossible
from msiscore.scoring.scores import score
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework

ONLY_OPEN = Assumptions(weights_within=0, ratings=False)
SHARE = {"kind": "measure", "from": 0, "to": 100}
MEASURED = framework(
    dimension("d", criterion("A"), criterion("B"), criterion("C", weight=2), criterion("Z", weight=0)), scales={"share": SHARE}
)


def measured() -> AssessmentSet:
    return a_set(MEASURED, assessment("a", {"A": 50, "Z": 3}), assessment("b", {"A": 40, "B": 50, "C": 60, "Z": 1}))


def table(found: VarianceShares, initiative: str) -> dict[str, tuple[float, float]]:
    k = found.initiatives.index(initiative)
    return {group: (found.score.first[g, k], found.score.total[g, k]) for g, group in enumerate(found.groups)}


def test_a_linear_score_shares_its_variance_by_squared_weights() -> None:
    # a = (50 + x + 2 y) / 4 with x and y even: shares 1 / 5 and 4 / 5
    found = variance_shares(score(measured()), ONLY_OPEN, by="criterion", draws=4096)
    shares = table(found, "a")
    assert list(shares["B"]) == pytest.approx([0.2, 0.2], abs=0.02)
    assert list(shares["C"]) == pytest.approx([0.8, 0.8], abs=0.02)
    assert found.score.sd[found.initiatives.index("a")] == pytest.approx(100 * np.sqrt(5 / 12) / 4, rel=0.02)


def test_what_does_not_vary_has_no_indices_and_is_not_shown() -> None:
    found = variance_shares(score(measured()), ONLY_OPEN, draws=64)
    k = found.initiatives.index("b")
    assert np.isnan(found.score.first[:, k]).all()
    assert not found.shown(found.score)[:, k].any()
    assert found.to_frame().query("initiative == 'b' and output == 'score'")["first"].isna().all()


def test_what_cannot_matter_has_index_0_exactly() -> None:
    found = variance_shares(score(measured()), Assumptions(), by="criterion", draws=256)
    for initiative in ("a", "b"):
        assert table(found, initiative)["Z"] == (0, 0), "a weight of 0 stays 0, whatever it is multiplied by"
    by_kind = variance_shares(score(measured()), Assumptions(), draws=256)
    assert table(by_kind, "b")["open-answers"] == (0, 0), "it has none"
    assert table(by_kind, "a")["open-answers"][0] > 0


def test_a_rank_has_shares_too() -> None:
    # a = (50 + x + 2 y) / 4 against 52.5: first where x + 2 y > 160; the rank is 1 or 2 and both inputs have a part in it
    found = variance_shares(score(measured()), ONLY_OPEN, by="criterion", draws=4096)
    groups = {group: g for g, group in enumerate(found.groups)}
    one, other = found.rank.total[groups["B"], 0], found.rank.total[groups["C"], 0]
    assert 0 < one < other < 1
    assert (found.rank.first[:, 0] <= found.rank.total[:, 0] + found.rank.total_limit[:, 0]).all()


def test_noise_is_not_shown() -> None:
    found = variance_shares(score(measured()), ONLY_OPEN, by="criterion", draws=64)
    shown = found.shown(found.score)
    wide = (found.score.first_limit > NOISE) | (found.score.total_limit > NOISE)
    assert wide.any(), "64 draws are few"
    assert not (shown & wide).any()
    frame = found.to_frame()
    assert frame.loc[~frame["shown"], ["first", "first_limit", "total", "total_limit"]].isna().all().all()


def test_draws_are_doubled_until_every_index_can_be_shown() -> None:
    found = variance_shares(score(measured()), ONLY_OPEN, by="criterion")
    assert found.draws in (1024, 2048, 4096)
    assert found.runs == found.draws * (len(found.groups) + 2)
    k = found.initiatives.index("a")
    assert found.shown(found.score)[:, k].all()


def test_the_same_seed_gives_the_same_bytes() -> None:
    runs = [variance_shares(score(measured()), draws=128, seed=seed) for seed in (0, 0, 1)]
    texts = [b"".join(array.tobytes() for array in (run.score.first, run.score.total_limit, run.rank.total)) for run in runs]
    assert texts[0] == texts[1] != texts[2]


@pytest.mark.parametrize("choices", [{}, {"rules": True, "normalisation": True}], ids=str)
def test_the_same_bytes_however_the_draws_are_cut(choices: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for scores_at_a_time in (128, 2048, 64 * 1024):
        monkeypatch.setattr("msiscore.analysis.inputs._IN_CACHE", scores_at_a_time)
        run = variance_shares(score(measured()), Assumptions(**choices), draws=1024)
        found.append(b"".join(array.tobytes() for array in (run.score.first, run.score.total_limit, run.rank.total)))
    assert found[0] == found[1] == found[2]


def test_choices_are_groups_by_themselves_and_matter_only_where_they_can() -> None:
    # a has one answer, so every mean of it is that answer; b has 40, 50 and 60
    one = framework(dimension("d", criterion("A"), criterion("B"), criterion("C", weight=2)), scales={"share": SHARE})
    none = "not-applicable"
    of = a_set(one, assessment("a", {"A": 50, "B": none, "C": none}), assessment("b", {"A": 4, "B": 50, "C": 60}))
    found = variance_shares(score(of), Assumptions(rules=True), by="criterion", draws=256)
    assert found.groups == ("rule", "A", "B", "C")
    k = found.initiatives.index("a")
    assert found.score.sd[k] == 0, "neither weights nor rules move it"
    assert table(found, "b")["rule"][0] > 0.5
    assert table(found, "b")["rule"][1] > 0.5
    alone = variance_shares(score(of), Assumptions(rules=True, weights_within=0, ratings=False), draws=256)
    assert alone.groups == ("rule",)
    # stated, arithmetic (the same, so drawn once), geometric, harmonic: three values in equal shares
    x, w = np.array([4, 50, 60]) / 100, np.array([1, 1, 2]) / 4
    values = 100 * np.array([w @ x, np.exp(w @ np.log(x)), 1 / (w @ (1 / x))])
    assert alone.score.sd[alone.initiatives.index("b")] == pytest.approx(values.std(), rel=0.02)


def test_ties_stay_ties_and_affine_maps_change_no_rank() -> None:
    def ranks(values: list[float] | None) -> tuple[list[float], list[float]]:
        of = framework(
            dimension("d", criterion("A"), criterion("B")),
            scales={"s": LEVELS if values is None else {**LEVELS, "values": values}},
        )
        rated = [{"A": 3, "B": 1}, {"A": 1, "B": 2}, {"A": 2}]
        found = variance_shares(
            score(a_set(of, *(assessment(name, one) for name, one in zip("abc", rated, strict=True)))), draws=256
        )
        first: list[float] = found.rank.first.ravel().tolist()
        return first, found.rank.sd.tolist()

    assert ranks(None) == ranks([-3, 0, 3, 6, 9])
    same = a_set(MEASURED, assessment("a", {"A": 50, "B": 10, "C": 30}), assessment("b", {"A": 50, "B": 10, "C": 30}))
    assert np.isnan(variance_shares(score(same), Assumptions(ratings=False), draws=64).rank.first).all()


def test_the_progress_never_goes_back() -> None:
    told: list[tuple[int, int]] = []
    variance_shares(score(measured()), ONLY_OPEN, by="criterion", progress=lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(done <= of for done, of in told)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"draws": 0}, "a power of 2 from 64 to 65,536, not 0"),
        ({"draws": 1000}, "a power of 2"),
        ({"draws": 2**17}, "a power of 2"),
        ({"seed": -1}, "a seed is a whole number"),
        ({"by": "kinds"}, "not by `kinds`; did you mean `kind`"),
        ({"assumptions": Assumptions(weights_within=0, ratings=False, open_answers="left-out")}, "nothing varies"),
    ],
    ids=str,
)
def test_numbers_that_make_no_sense(more: dict[str, Any], says: str) -> None:
    with pytest.raises(NotPossible, match=says.replace("?", ".")):
        variance_shares(score(measured()), **more)


def test_nothing_to_vary() -> None:
    of = framework(dimension("d", criterion("A")), scales={"share": SHARE})
    with pytest.raises(NotPossible, match="nothing varies: there are no two weights"):
        variance_shares(score(a_set(of, assessment("a", {"A": 5}))))


def test_one_initiative() -> None:
    found = variance_shares(score(a_set(MEASURED, assessment("a", {"A": 50}))), draws=64)
    assert np.isnan(found.rank.first).all(), "its rank is 1"
    assert not np.isnan(found.score.first).all()


def test_more_inputs_than_fit_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("msiscore.analysis.variance_shares.MOST_NUMBERS", 1024)
    scores = score(measured())  # two open answers with four weights: 6 inputs, so 128 draws
    assert variance_shares(scores, Assumptions(ratings=False)).draws == 128
    with pytest.raises(NotPossible, match="with 6 uncertain inputs at most 128 draws fit into memory"):
        variance_shares(scores, Assumptions(ratings=False), draws=256)
    monkeypatch.setattr("msiscore.analysis.variance_shares.MOST_NUMBERS", 100)
    with pytest.raises(NotPossible, match="no useful number of draws fits"):
        variance_shares(scores, Assumptions(ratings=False))
