"""The scores in the terminal."""

from __future__ import annotations

from typing import Any

import pytest

from msiscore.cli.score_table import score_data, score_lines
from msiscore.cli.table import shown_width
from msiscore.framework import Framework
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework


def a_framework(**more: Any) -> Framework:
    capped = criterion("a", minimum={"level": 1, "otherwise": "cap", "at": 20})
    return framework(dimension("d", capped, criterion("b")), **{"minimum_coverage": "60%", **more})


def scores_of(of: Framework, *, weight_set: str | None = None, **more: Any) -> Scores:
    return score(
        a_set(
            of,
            assessment("apple", {"a": 3, "b": 4}),
            assessment("pear", {"a": 0, "b": 4}),
            assessment("plum", {"b": 4}),
            **more,
        ),
        weight_set=weight_set,
    )


def test_the_table() -> None:
    assert score_lines(scores_of(a_framework())) == [
        "A set",
        "3 initiatives by small 1.0.0, as of 2020-07-08",
        "",
        "Rank  Initiative  Score   Range  Coverage",
        "   1  Apple          88      88      100%",
        "   2  Pear           20      20      100%",
        "",
        "Not enough evidence for a score (coverage under 60%)",
        "   -  Plum            -  20-100       50%",
        "",
        "Minimum standards not met",
        "  Pear: a (score without the cap: 50)",
        "",
        "Minimum standards of which it is not known whether they are met",
        "  Plum: a",
        "",
        "Score: 0 (worst) to 100 (best). Range: from every open answer at its lowest to",
        "every one at its highest. Coverage: the share of the weight that has a rating.",
        "Where ranges overlap, the open answers could turn the order round. Which",
        "initiatives can be told apart, by other weights and judgements too, is said by",
        "`msiscore robustness`.",
    ]


def test_decimals_and_bands_are_those_of_the_framework() -> None:
    bands = [{"name": "low", "from": 0}, {"name": "high", "title": {"en": "High up", "nl": "Hoog"}, "from": 50}]
    lines = score_lines(scores_of(a_framework(decimals=1, bands=bands), language="nl"))
    assert "   1  Apple        87.5        87.5      100%  Hoog" in lines


def test_fictional_initiatives_are_named_so() -> None:
    assert score_lines(scores_of(a_framework(), fictional=True))[1].startswith("FICTIONAL")
    one = score(a_set(a_framework(), assessment("apple", {"a": 1, "b": 1}, fictional=True), assessment("pear", {"a": 1, "b": 1})))
    text = "\n".join(score_lines(one))
    assert "Apple (fictional)" in text
    assert "Pear (fictional)" not in text


def test_notices_are_printed_in_the_language_of_the_set() -> None:
    lines = score_lines(scores_of(a_framework(notice={"en": "Ours.", "nl": "Van ons."}), notice="A test.", language="nl"))
    assert lines[-3:] == ["Note: A test.", "", "Note: Van ons."]


def test_paper_and_practice_stand_apart() -> None:
    both = framework(dimension("d", criterion("a", aspects=["paper", "practice"])), combine_aspects="minimum")
    lines = score_lines(score(a_set(both, assessment("apple", {"a": {"paper": 4, "practice": 1}}))))
    assert [line for line in lines if line in ("Overall", "On paper", "In practice")] == ["Overall", "On paper", "In practice"]


def test_without_a_total_the_reason_is_given() -> None:
    lines = score_lines(scores_of(a_framework(total="none")))
    assert "No overall score, as the framework asks; the report has the profile" in lines


def test_a_weight_set_is_named() -> None:
    weights = {"x": {"title": "As unions see it", "weights": {"a": 3}}}
    lines = score_lines(scores_of(a_framework(weight_sets=weights), weight_set="x"))
    assert lines[1].endswith("weights: As unions see it")


def test_the_widest_table_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    long = assessment("x" * 80, {"a": 3, "b": 4})
    lines = score_lines(score(a_set(a_framework(title="word " * 40), long)))
    assert max(map(shown_width, lines)) < 80


def test_the_data_has_unrounded_numbers_and_null_where_there_is_none() -> None:
    data = score_data(scores_of(a_framework()))
    assert data["framework"] == {"id": "small", "version": "1.0.0"}
    apple, pear, plum = data["columns"]["overall"]
    assert apple["score"] == 87.5
    assert (pear["score"], pear["before-standards"], pear["standards-not-met"]) == (20, 50, ["a"])
    assert (plum["score"], plum["rank"], plum["status"], plum["coverage"]) == (None, None, "not-enough-evidence", 0.5)
