"""The Human Development Index as UNDP published it: value, category and rank of 2021, and the values of 2020.

Data: UNDP, Human Development Report 2021/22, CC BY 3.0 IGO (examples/hdi-2021/data/hdi.csv).
"""

from __future__ import annotations

import csv
import runpy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from msiscore.loading.set_loader import load_set
from msiscore.rounding import rounded
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment

EXAMPLE = Path(__file__).parents[2] / "examples" / "hdi-2021"
WITHOUT_VALUE = {"mco", "nru", "prk", "som"}
INPUTS = {
    "LIFE": "life_expectancy",
    "EXPECTED": "expected_years_schooling",
    "MEAN": "mean_years_schooling",
    "INCOME": "gni_per_capita_ppp2017",
}


@pytest.fixture(scope="module")
def published() -> dict[str, dict[str, str]]:
    with (EXAMPLE / "data" / "hdi.csv").open(encoding="utf-8", newline="") as lines:
        return {country["iso3"].lower(): country for country in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score(load_set(EXAMPLE))


def as_published(value: float | None) -> str:
    """A score as UNDP writes it: from 0 to 1, with 3 decimals and no zeros at the end."""
    return "" if value is None else f"{(rounded(value, 1) / 100).normalize():f}"


def test_the_files_are_those_that_the_script_makes() -> None:
    made: dict[str, str] = runpy.run_path(str(EXAMPLE / "make.py"))["files"]()
    assert len(made) == 195
    assert {name: (EXAMPLE / name).read_text(encoding="utf-8") for name in made} == made


def test_every_value_to_its_last_published_digit(scores: Scores, published: dict[str, dict[str, str]]) -> None:
    found = {row.initiative: as_published(row.score) for row in scores.headline()}
    assert found == {id_: country["published_hdi_2021"] for id_, country in published.items()}
    assert {id_ for id_, value in found.items() if not value} == WITHOUT_VALUE


def test_every_rank_and_category(scores: Scores, published: dict[str, dict[str, str]]) -> None:
    bands = {band.name: str(band.title) for band in scores.assessment_set.framework.bands}
    for row in scores.headline():
        country = published[row.initiative]
        rank = country["published_rank_2021"]
        assert row.rank == (int(Decimal(rank)) if rank else None)
        assert bands.get(row.band, "") == (country["published_category_2021"] if rank else "")


def test_unrounded_scores_would_give_29_other_ranks(scores: Scores, published: dict[str, dict[str, str]]) -> None:
    unrounded = scores.assessment_set.framework.model_copy(update={"ranking": "unrounded"})
    rows = score(load_set(EXAMPLE, framework=unrounded)).headline()
    other = [row for row in rows if row.rank and row.rank != int(Decimal(published[row.initiative]["published_rank_2021"]))]
    assert (len([row for row in rows if row.rank]), len(other)) == (191, 29)


def test_every_value_of_the_year_before(scores: Scores, published: dict[str, dict[str, str]]) -> None:
    framework = scores.assessment_set.framework

    def inputs(country: dict[str, str]) -> dict[str, Any]:
        return {id_: country[f"{name}_2020"] for id_, name in INPUTS.items() if country[f"{name}_2020"]}

    before = score(a_set(framework, *(assessment(id_, inputs(country)) for id_, country in published.items())))
    found = {row.initiative: as_published(row.score) for row in before.headline()}
    assert found == {id_: country["published_hdi_2020"] for id_, country in published.items()}
