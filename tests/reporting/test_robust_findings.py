"""Findings on the order: a first place that the draws do not bear out is not said, and each sentence has its support."""

from __future__ import annotations

import pytest

from msiscore.analysis.uncertainty import robustness
from msiscore.loading.set_loader import load_set
from msiscore.reporting import analyses
from msiscore.reporting.build import build_report
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(dimension("one", *(criterion(f"C{n}") for n in range(4))))


def kinds(*answers: int, analysis: bool = True) -> dict[str, str]:
    made = a_set(OF, *(assessment(f"i{k}", {f"C{n}": a for n in range(4)}) for k, a in enumerate(answers)))
    return {finding.kind: finding.text for finding in build_report(score(made), analysis=analysis).findings}


def test_a_sure_first_place_is_said() -> None:
    found = kinds(4, 2, 0)
    assert "first" in found
    assert "first-unsure" not in found
    assert "3 groups apart" in found["groups"]


def test_an_unsure_first_place_is_not_said() -> None:
    made = a_set(
        OF,
        *(assessment(id_, {"C0": a, "C1": 2, "C2": 2, "C3": 2}) for id_, a in (("a", 3), ("b", 2), ("c", 2))),
    )
    plain = {finding.kind for finding in build_report(score(made), analysis=False).findings}
    found = {finding.kind: finding for finding in build_report(score(made)).findings}
    assert "first" in plain
    assert "first" not in found
    assert found["first-unsure"].support[0].name == "a"
    assert found["groups"].support


def test_no_second_place_is_quoted_for_the_pension_funds() -> None:
    """Their score is the second, and their rank lies within 1 to 6 in 90% of the draws: with that behind them they may not be ranked."""
    found = {finding.kind: finding for finding in build_report(score(load_set("dutch-rbc-2020"))).findings}
    assert "no place in the order is safe to quote" in found["groups"].text
    pension = next(term.text for term in found["groups"].support if "Pension" in term.text)
    assert pension == "Pension-fund agreement (rank 2; 1–6 in 90% of the draws)"


def test_nothing_is_told_apart_by_too_few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = score(a_set(OF, *(assessment(f"i{k}", {f"C{n}": a for n in range(4)}) for k, a in enumerate((4, 2, 0)))))
    for language, says, unsure in (
        ("en", "3 pairs are not decided: their shares are too close to 95% for 10 draws.", "do not show that it is first"),
        ("nl", "3 paren zijn niet beslist: hun aandelen liggen te dicht bij 95% voor 10 trekkingen.", "tonen niet aan dat het"),
    ):
        monkeypatch.setattr(analyses, "draw", lambda scores: robustness(scores, draws=10))
        found = {finding.kind: finding.text for finding in build_report(score(scores.assessment_set), language=language).findings}
        assert "first" not in found
        assert says in found["groups"]
        assert unsure in found["first-unsure"]
        report = build_report(scores, language=language)
        assert report.robustness is not None
        order = report.robustness.part("order")
        assert order is not None
        assert order.table is None
        assert says in order.text
