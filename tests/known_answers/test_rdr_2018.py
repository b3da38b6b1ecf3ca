"""Ranking Digital Rights 2018 as published, from the answer on each element up to the total.

Data: Ranking Digital Rights, index2018 (commit 7dff52c) and index2022 (commit 3e61441), MIT licence (examples/rdr-2018/data).

From the elements as published, 709
of 770 indicator scores follow, 54 are not applicable, and 7 do not follow: all of F7. The table has a tenth element there that is 0 for
everyone; without it all 716 follow, and with them every category and total.
"""

from __future__ import annotations

import csv
import math
import runpy
from pathlib import Path

import pytest

from msiscore.loading.set_loader import load_set
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

EXAMPLE = Path(__file__).parents[2] / "examples" / "rdr-2018"
TITLES = {"governance": "Governance", "expression": "Freedom of Expression", "privacy": "Privacy"}
NOT_FROM_ELEMENTS = {"facebook", "google", "kakao", "microsoft", "oath", "twitter", "yandex"}

INDICATOR, UP = ".10f", ".10g"
"""The last published digit: of an indicator the tenth decimal, above it the tenth significant digit."""

Cell = tuple[str, str]


def rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLE / "data" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


INDICATORS = {(row["company"], row["indicator"]): row["published_score"] for row in rows("indicators.csv")}
CATEGORIES = {(row["company"], name): row[title] for row in rows("categories_totals.csv") for name, title in TITLES.items()}
TOTALS = {row["company"]: row["Total"] for row in rows("categories_totals.csv")}


@pytest.fixture(scope="module")
def as_published() -> Scores:
    return score(load_set(EXAMPLE))


@pytest.fixture(scope="module")
def without_the_tenth() -> Scores:
    return score(load_set(EXAMPLE), weight_set="without-f7-10")


def shown(value: float | None, form: str) -> str:
    return "NA" if value is None else f"{value:{form}}"


def others(scores: Scores, published: dict[Cell, str], form: str) -> set[Cell]:
    """Where msiscore's number is another than the published one."""
    found = {(row.initiative, row.dimension): row.score for row in scores.dimension_rows()}
    return {
        cell
        for cell, number in published.items()
        if shown(found[cell], form) != (number if number == "NA" else f"{float(number):{form}}")
    }


def other_totals(scores: Scores) -> set[str]:
    found = {row.initiative: row.score for row in scores.headline()}
    return {company for company, number in TOTALS.items() if shown(found[company], UP) != f"{float(number):{UP}}"}


def test_the_files_are_those_that_the_script_makes() -> None:
    made: dict[str, str] = runpy.run_path(str(EXAMPLE / "make.py"))["files"]()
    assert len(made) == 4 + 22
    assert {name: (EXAMPLE / name).read_text(encoding="utf-8") for name in made} == made


def test_709_indicators_follow_from_the_elements_and_7_of_f7_do_not(as_published: Scores) -> None:
    assert sum(number == "NA" for number in INDICATORS.values()) == 54
    assert others(as_published, INDICATORS, INDICATOR) == {(company, "F7") for company in NOT_FROM_ELEMENTS}
    assert len(INDICATORS) - 54 - len(NOT_FROM_ELEMENTS) == 709


def test_categories_and_totals_follow_where_their_indicators_do(as_published: Scores) -> None:
    assert others(as_published, CATEGORIES, UP) == {(company, "expression") for company in NOT_FROM_ELEMENTS}
    assert other_totals(as_published) == NOT_FROM_ELEMENTS


def test_without_the_tenth_element_of_f7_everything_follows(without_the_tenth: Scores) -> None:
    assert others(without_the_tenth, INDICATORS, INDICATOR) == set()
    assert others(without_the_tenth, CATEGORIES, UP) == set()
    assert other_totals(without_the_tenth) == set()


def test_the_element_left_out_is_0_wherever_it_is_answered() -> None:
    tenth = {row["element_values"].split("|")[9] for row in rows("elements.csv") if row["indicator"] == "F7"}
    assert tenth == {"0", "NA"}


def test_columns_score_the_mean_of_their_elements(as_published: Scores) -> None:
    """The score of every column, by a plain mean; columns without an applicable element have none."""
    slots = runpy.run_path(str(EXAMPLE / "make.py"))
    found = {(row.initiative, row.dimension): row.score for row in as_published.dimension_rows()}
    compared = 0
    for (company, indicator), columns in slots["by_company_and_indicator"]():
        for slot, column in slots["slots"](columns):
            values = [float(value) for value in column["element_values"].split("|") if value != "NA"]
            number = found[company, f"{indicator}.{slot}"]
            assert number == pytest.approx(math.fsum(values) / len(values)) if values else number is None
            compared += 1
    assert compared == 2604


def test_categories_and_totals_follow_from_the_published_indicators() -> None:
    """The upper layers by themselves, for all 22 companies: the mean of indicators, and not of categories."""
    of = framework(
        *(dimension(name, *(criterion(id_) for id_ in sorted({i for _, i in INDICATORS if i[0] == title[0]})))
          for name, title in TITLES.items()),
        scales={"score": {"kind": "measure", "from": 0, "to": 100}},
        weighting="count",
    )  # fmt: skip
    companies = [
        assessment(company, {i: "not-applicable" if n == "NA" else n for (c, i), n in INDICATORS.items() if c == company})
        for company in TOTALS
    ]
    scores = score(a_set(of, *companies))
    assert others(scores, CATEGORIES, UP) == set()
    assert other_totals(scores) == set()
    by_category = score(a_set(of.model_copy(update={"weighting": "equal"}), *companies))
    assert len(other_totals(by_category)) == 22
