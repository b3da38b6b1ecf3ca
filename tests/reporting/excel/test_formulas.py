"""Formulas as text."""

from __future__ import annotations

import math

import pytest

from msiscore.reporting.calculation import ScaleRule
from msiscore.reporting.excel import formulas


def test_an_arithmetic_mean_needs_no_terms() -> None:
    wanted = 'IF(SUMPRODUCT(W,--ISNUMBER(X))=0,"–",SUMPRODUCT(W,X)/SUMPRODUCT(W,--ISNUMBER(X)))'
    assert formulas.mean(1.0, "X", "W", "") == wanted


def test_a_zero_makes_a_geometric_mean_zero() -> None:
    made = formulas.mean(0.0, "X", "W", "T")
    assert "IF(SUMPRODUCT(--ISNUMBER(X),--(X=0),--(W>0))>0,0,EXP(" in made


@pytest.mark.parametrize(("power", "function"), [(-math.inf, "MIN(T)"), (math.inf, "MAX(T)")])
def test_the_extremes_are_taken_of_what_counts(power: float, function: str) -> None:
    assert function in formulas.mean(power, "X", "W", "T")
    assert formulas.term(power, "X", "W") == 'IF(AND(ISNUMBER(X),W>0),X,"–")'


def test_a_bonus_never_raises_a_minimum() -> None:
    assert formulas.lifted(-math.inf, "B", "L") == "B"
    assert formulas.lifted(1.0, "B", "L") == 'IF(ISNUMBER(B),MAX(B,L),"–")'


def test_a_sentence_is_joined_from_words_and_cells() -> None:
    assert formulas.filled('{count} not "met"', count="A1") == 'A1&" not ""met"""'
    assert formulas.quoted("") == '""'
    assert max(len(part) for part in formulas.quoted("x" * 900).split("&")) <= 202


def test_the_percentage_of_almost_everything_is_not_everything() -> None:
    assert "99" in formulas.percent("A1")


@pytest.mark.parametrize(
    ("scale", "names", "wanted"),
    [
        (ScaleRule(id="s", kind="levels", levels=((0.0, "a", 0.0),)), {"table": "scale_s"}, "VLOOKUP(A1,scale_s,3,FALSE)"),
        (ScaleRule(id="s", kind="points"), {"worst": "worst_s", "best": "best_s"}, "(A1-worst_s)/(best_s-worst_s)*100"),
        (ScaleRule(id="s", kind="measure", log=True), {"worst": "w", "best": "b"}, "(LN(A1)-LN(w))/(LN(b)-LN(w))"),
        (ScaleRule(id="s", kind="thresholds", steps=((1.0, True),)), {"limits": "l", "inclusive": "i"}, "--(A1>l)"),
        (ScaleRule(id="s", kind="relative", method="z-score"), {"set": "set_s"}, "STDEVP(set_s)"),
    ],
)
def test_each_kind_of_scale_has_its_formula(scale: ScaleRule, names: dict[str, str], wanted: str) -> None:
    assert wanted in formulas.value_of(scale, "A1", names)


def test_a_value_is_withheld_where_too_few_children_have_one() -> None:
    dash = formulas.DASH
    assert formulas.withheld("M", "H", "C", "A", "N", dash) == f"IF(H<A-1E-11,{dash},M)"
    assert formulas.withheld("M", "H", "C", "A", "N", "0") == f"IF(C<MAX(1,N),{dash},IF(H<A-1E-11,0,M))"
