"""Key findings: each sentence is found true again, by another way than it was made."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.assessment import AssessmentSet
from msiscore.reporting.build import build_report
from msiscore.reporting.report import Finding
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

LEVELS = [0, 1, 2, 3, 4]
OF = framework(
    dimension("one", criterion("A", minimum={"level": 2, "otherwise": "cap", "at": 30}), criterion("B")),
    dimension("two", criterion("C", weight=2), criterion("D", aspects=["paper", "practice"])),
    minimum_coverage="50%",
    combine_aspects="arithmetic",
)
answers = st.sampled_from([*LEVELS, None, None, "too-early", "not-applicable", "nothing-found"])
KEYS = ("A", "B", "C", "D/paper", "D/practice")


def made(rows: list[list[Any]], of: Any = OF) -> AssessmentSet:
    """A set whose initiatives have these answers to A, B, C and the two aspects of D; None is unanswered."""
    return a_set(of, *(assessment(f"i{n}", _ratings(row)) for n, row in enumerate(rows)))


def _ratings(row: list[Any]) -> dict[str, Any]:
    said = {key: value for key, value in zip(KEYS, row, strict=True) if value is not None}
    ratings: dict[str, Any] = {key: value for key, value in said.items() if "/" not in key}
    aspects = {key.partition("/")[2]: value for key, value in said.items() if "/" in key}
    return ratings | ({"D": aspects} if aspects else {})


def found(scores: Scores) -> dict[str, Finding]:
    """The findings by kind; of several of a kind the first."""
    return {finding.kind: finding for finding in reversed(build_report(scores, analysis=False).findings)}


def numbers(finding: Finding) -> list[int]:
    return [int(number) for number in re.findall(r"(?<![\w-])\d+(?![\w%])", finding.text)]


def totals(scores: Scores, column: Any = None) -> dict[str, float]:
    return {row.initiative: row.score for row in scores.headline(column) if row.score is not None}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(answers, min_size=5, max_size=5), min_size=1, max_size=4), st.integers(0, 2**32))
def test_what_is_said_holds_however_the_open_answers_turn_out(rows: list[list[Any]], seed: int) -> None:
    scores = score(made(rows))
    said, points = found(scores), totals(scores)
    draw = random.Random(seed)  # noqa: S311 - a test may be guessed
    fills: list[Callable[[], int]] = [lambda: 0, lambda: 4, *[lambda: draw.choice(LEVELS)] * 3, lambda: draw.choice([0, 4])]
    always: dict[tuple[str, str], bool] = dict.fromkeys(itertools.permutations(points, 2), True)
    paper_first = dict.fromkeys(totals(scores, "paper").keys() & totals(scores, "practice").keys(), True)
    for fill in fills:
        filled = score(made([[fill() if value is None else value for value in row] for row in rows]))
        now = totals(filled)
        for a, b in always:
            always[a, b] &= a in now and b in now and now[a] > now[b]
        for name in paper_first:
            paper, practice = totals(filled, "paper"), totals(filled, "practice")
            paper_first[name] &= name in paper and name in practice and paper[name] > practice[name]
        for name in scores.matrix.initiatives:
            parts = {r.dimension: r.lower for r in filled.dimension_rows() if r.initiative == name and r.lower is not None}
            if "lowest" in said and name in [term.name for term in said["lowest"].support]:
                chosen = "one" if "“Title of one”" in said["lowest"].text else "two"
                assert all(parts[chosen] < other for key, other in parts.items() if key != chosen)
            if "highest" in said and name in [term.name for term in said["highest"].support]:
                chosen = "one" if "“Title of one”" in said["highest"].text else "two"
                assert all(parts[chosen] > other for key, other in parts.items() if key != chosen)
    if "first" in said:
        assert all(always[said["first"].support[0].name, other] for other in points if other != said["first"].support[0].name)
    if "pairs" in said and "same score, which" in said["pairs"].text and "keep" not in said["pairs"].text:
        assert len(points) > 1
        assert not any(always.values())
        assert len({round(value, 6) for value in points.values()}) == 1
    elif "pairs" in said:
        pairs, count = numbers(said["pairs"])[:2]
        assert pairs == len(list(itertools.combinations(points, 2)))
        assert count <= sum(always.values())
    if "paper" in said:
        assert all(paper_first[term.name] for term in said["paper"].support)
        assert numbers(said["paper"]) == [len(paper_first), len(said["paper"].support)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(answers, min_size=5, max_size=5), min_size=1, max_size=5))
def test_what_is_counted_is_counted_again_from_the_answers(rows: list[list[Any]]) -> None:
    scores = score(made(rows))
    said = found(scores)
    points = totals(scores)
    assert numbers(said["scored"])[:2] == [len(points), len(rows)]
    assert {term.name for term in said["scored"].support} == {f"i{n}" for n in range(len(rows))} - set(points)
    standard = [row[0] for row in rows]
    missed = [value in (0, 1, "nothing-found") for value in standard]
    unknown = sum(value in (None, "too-early") for value in standard)
    applies = sum(value != "not-applicable" for value in standard)
    assert ("standard" in said) == any(missed)
    if any(missed):
        assert numbers(said["standard"]) == ([sum(missed), applies, *([unknown] if unknown else [])] if applies > 1 else [])
        assert [term.name for term in said["standard"].support] == [f"i{n}" for n, miss in enumerate(missed) if miss]
    assert ("all-standards" in said) == (not any(missed) and not unknown and applies > 0)
    unrated = (None, "too-early", "nothing-found")
    empty = []
    for k, key in enumerate(KEYS):
        cells = [row[k] for row in rows]
        if all(cell in (*unrated, "not-applicable") for cell in cells) and any(cell in unrated for cell in cells):
            empty.append(key)
    assert [term.name for term in said["nobody"].support] == empty if empty else "nobody" not in said
    low = []
    for k, key in enumerate(KEYS):
        rated = [row[k] for row in rows if row[k] in LEVELS or row[k] == "nothing-found"]
        if len(rated) >= 2 and all(value in (0, "nothing-found") for value in rated):
            low.append(key)
    assert [term.name for term in said["all-lowest"].support] == low if low else "all-lowest" not in said


def test_overlapping_intervals_make_no_order() -> None:
    said = found(score(made([[4, 4, 4, 4, None], [4, 4, 4, 3, 3]])))
    assert "first" not in said
    assert found(score(made([[4, 4, 4, 4, None], [2, 2, 2, 2, 2]])))["first"].support[0].name == "i0"


def test_equal_dimensions_are_neither_lowest_nor_highest() -> None:
    said = found(score(made([[2, 2, 2, 2, 2]] * 3)))
    assert not {"lowest", "highest", "first", "paper"} & set(said)
    assert said["pairs"].text == "The 3 initiatives with a score have the same score, which no open answer can change."


def test_ties_that_nothing_open_can_change_are_told_apart_from_those_that_something_can() -> None:
    some = found(score(made([[4, 4, 4, 4, 4], [2, 2, 2, 2, 2], [2, 2, 2, 2, 2]])))["pairs"].text
    assert some == (
        "Of the 3 pairs of initiatives with a score, 2 keep their order whatever the open answers. "
        "1 pair has the same score, which no open answer can change."
    )
    open_ = found(score(made([[2, 2, 2, 2, 2], [2, 2, 2, 2, None], [2, 2, 2, None, 2]])))["pairs"].text
    assert "0 keep their order" in open_
    assert open_.endswith("As rated, the 3 initiatives have the same score.")
    assert found(score(made([[2, 2, 2, 2, 2]] * 2)))["pairs"].text.startswith(
        "The 2 initiatives with a score have the same score"
    )


def test_of_relative_scales_no_order_is_said() -> None:
    of = framework(
        dimension("d", criterion("A", scale="rank")),
        dimension("e", criterion("B")),
        scales={"rank": {"kind": "relative"}, "level": {"kind": "levels", "levels": ["a", "b"]}},
        default_scale="level",
    )
    scores = score(a_set(of, *(assessment(f"i{n}", {"A": {"value": n}, "B": 1}) for n in range(4))))
    assert set(found(scores)) == {"scored"}


def test_ranks_by_rounded_scores_are_not_contradicted() -> None:
    rows = [[2, 2, 2, 2, 2], [2, 2, 2, 2, 3]]
    assert "first" in found(score(made(rows)))
    rounded = OF.model_copy(update={"ranking": "rounded", "decimals": 0})
    scores = score(made(rows, rounded))
    if len({row.rank for row in scores.headline()}) == 1:
        assert "first" not in found(scores)


def test_without_a_total_nothing_is_said_of_totals() -> None:
    of = framework(dimension("d", criterion("A")), dimension("e", criterion("B")), total="none")
    said = found(score(a_set(of, *(assessment(f"i{n}", {"A": 1, "B": 3}) for n in range(2)))))
    assert set(said) == {"lowest", "highest"}
    assert (
        said["lowest"].text
        == "“Title of d” is the dimension with the lowest score for 2 of 2 initiatives, whatever the open answers."
    )


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_shipped_set_reads_well(language: str, dutch: Scores) -> None:
    texts = [finding.text for finding in build_report(dutch, language=language, analysis=False).findings]
    assert (
        texts[0]
        == {
            "en": "Overall: 7 of 12 initiatives with a score. There is not enough evidence for 5: less than 50% of the weight is rated.",
            "nl": "Totaal: 7 van 12 initiatieven met een score. "
            "Voor 5 is er niet genoeg bewijs: minder dan 50% van het gewicht is beoordeeld.",
        }[language]
    )
    assert len(texts) == 7
