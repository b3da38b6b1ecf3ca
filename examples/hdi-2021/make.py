"""Makes one file for each country from data/hdi.csv. Run it in this folder: python make.py"""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).parent
CRITERIA = {
    "LIFE": "life_expectancy_2021",
    "EXPECTED": "expected_years_schooling_2021",
    "MEAN": "mean_years_schooling_2021",
    "INCOME": "gni_per_capita_ppp2017_2021",
}
ASSESSOR = "{id: undp, name: United Nations Development Programme, interests: The publisher of the index.}"
RATING = '  {criterion}: {{value: {value}, reason: "The input of the report.", evidence: hdr-2021-22}}'


def text_of(country: dict[str, str]) -> str:
    """The file of one country; an input that is missing is a criterion that is absent."""
    given = {criterion: country[column] for criterion, column in CRITERIA.items() if country[column]}
    ratings = [RATING.format(criterion=criterion, value=value) for criterion, value in given.items()]
    about = f'initiative: {{id: {country["iso3"].lower()}, title: "{country["country"]}"}}'
    return "\n".join([about, f"assessors: [{ASSESSOR}]", "ratings:", *ratings, ""])


def files() -> dict[str, str]:
    """Every file that this script makes, by its name."""
    with (HERE / "data" / "hdi.csv").open(encoding="utf-8", newline="") as lines:
        return {f"{country['iso3'].lower()}.yaml": text_of(country) for country in csv.DictReader(lines)}


if __name__ == "__main__":
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
