"""Problems say where, what and what to do; hints name the near miss and cost little."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import InputProblems, MsiscoreError, NotFound, OutputError, Problem, nearest, shorten


def test_a_problem_reads_as_place_message_found_allowed_and_hint() -> None:
    problem = Problem(
        code="x", file=Path("a.yaml"), line=3, column=7, message="it is wrong", found="this", allowed="that", hint="mend it"
    )
    assert problem.where == "a.yaml:3:7"
    assert str(problem).splitlines() == ["a.yaml:3:7: it is wrong", "  found:   this", "  allowed: that", "  hint:    mend it"]


def test_what_is_not_known_is_left_out() -> None:
    assert str(Problem(code="x", file=Path("a.yaml"), message="gone")) == "a.yaml: gone"
    assert Problem(code="x", file=None, message="gone").where == "input"


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    def problem(file: str, line: int, column: int = 1) -> Problem:
        return Problem(code="x", file=Path(file), line=line, column=column, message="m")

    raised = InputProblems([problem("b", 1), problem("a", 10), problem("a", 9, 5), problem("a", 9, 2)])
    assert [p.where for p in raised.problems] == ["a:9:2", "a:9:5", "a:10:1", "b:1:1"]
    assert str(raised).splitlines()[0] == "a:9:2: m"


@pytest.mark.parametrize("kind", [InputProblems, NotFound, OutputError])
def test_one_base_for_every_error(kind: type[Exception]) -> None:
    assert issubclass(kind, MsiscoreError)


@pytest.mark.parametrize(
    ("word", "choices", "expected"),
    [
        ("wieght", ["weight", "title"], "did you mean `weight`?"),
        ("HIGH", ["low", "high"], "did you mean `high`?"),
        ("MON-1", ["MON-01", "mon-02"], "did you mean `MON-01`?"),
        ("xyz", ["weight", "title"], ""),
        ("", ["weight", ""], ""),
        ("x", [], ""),
        ("w" * 100_000, ["weight"], ""),
    ],
)
def test_the_nearest_of_the_choices(word: str, choices: list[str], expected: str) -> None:
    assert nearest(word, choices) == expected


def test_among_very_many_choices_those_with_the_same_first_letter_are_compared() -> None:
    many = [f"a-source-{number}" for number in range(20_000)] + ["the-report-2020"]
    assert nearest("the-repport-2020", many) == "did you mean `the-report-2020`?"
    assert nearest("the-report-2020", many) == "did you mean `the-report-2020`?"


def test_shortened_text_is_one_line_within_the_limit() -> None:
    assert shorten("a\n\n  b\tc") == "a b c"
    assert shorten("x" * 100) == "x" * 79 + "…"
    assert shorten("x" * 80) == "x" * 80
    assert shorten(None, 3) == "No…"
