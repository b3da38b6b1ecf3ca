"""Sentences about answers and about weights from data."""

from __future__ import annotations

import pytest

from msiscore.analysis.data_weights import DataFault, DataWeights, FaultCode
from msiscore.cli.weights_words import about_answers, about_data, consistency_words
from msiscore.elicitation.results import Consistency, Doubt, Elicited


def elicited(**more: object) -> Elicited:
    return Elicited("", "pairwise", {"a": 0.6, "b": 0.4}, **more)  # type: ignore[arg-type]


def test_a_bad_ratio_has_a_mark_and_a_sentence() -> None:
    bad = elicited(
        consistency=(Consistency("consistency-ratio", 0.314, 0.1), Consistency("geometric-consistency-index", 0.2, 0.3))
    )
    assert consistency_words(bad) == "CR 0.31 !"
    assert list(about_answers(bad)) == [
        "the answers fit together badly (consistency ratio by Saaty's random indices of 1980: 0.31, accepted up to 0.10); ask again "
        "about those named here."
    ]
    assert consistency_words(elicited(consistency=(Consistency("consistency-ratio", 0.0, 0.1),))) == "CR 0.00"
    assert consistency_words(elicited()) == ""


def test_doubts_rings_and_the_other_way_are_told() -> None:
    found = elicited(
        doubts=(Doubt("a", "b", 3.0, 1.5), Doubt("a", "c", 1.0, 0.25)),
        circular=(("a", "b", "c"),) * 5,
        other_name="row-geometric-mean",
        other={"a": 0.5, "b": 0.5},
    )
    assert list(about_answers(found)) == [
        "a was said to be 3 times as important as b; all answers together say 1.5 times.",
        "a was said to be as important as c; all answers together say 0.3 times.",
        *["answers go round in a ring: a over b over c over a."] * 3,
        "and 2 more rings.",
        "by the row geometric mean 10% of the weight would lie elsewhere.",
    ]


def test_rescaling_is_told_by_method() -> None:
    budget = Elicited("", "budget", {"a": 1.0}, rescaled_from=95.5, due=100.0)
    swing = Elicited("", "swing", {"a": 1.0}, rescaled_from=80.0, due=100.0)
    assert list(about_answers(budget)) == ["the numbers sum to 95.5, not 100; each was divided by that sum."]
    assert list(about_answers(swing)) == ["the largest swing had 80, not 100; all were measured against it."]


@pytest.mark.parametrize(
    ("code", "value", "part"),
    [
        ("constant", None, "same everywhere: x, y"),
        ("negative-loadings", None, "wrong way round: x, y"),
        ("low-share", 0.424, "only 42% of the variance"),
        ("few-initiatives", 5.0, "rests on 5 initiatives"),
        ("too-few", 2.0, "three initiatives"),
        ("incomplete", None, "lack a score somewhere: x, y"),
        ("sized", None, "by what is in them"),
    ],
)
def test_every_fault_has_its_sentence(code: FaultCode, value: float | None, part: str) -> None:
    (text,) = about_data(DataWeights("pca", None, (DataFault(code, ("x", "y"), value),)), ", ".join)
    assert part in text
    assert text.endswith(".")
