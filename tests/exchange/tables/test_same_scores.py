"""Ratings written as a table of any kind and layout, and moved in, score as they do in the files that they come from."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msiscore.exchange.tables.moving import plan_move
from msiscore.exchange.yaml_rendering import block
from msiscore.framework import State
from msiscore.loading.set_loader import load_set
from msiscore.scoring.scores import Scores, score
from tests.exchange.tables.trying import moved, told, write_csv, write_xlsx
from tests.making import a_set, assessment, criterion, dimension, framework

SCALES: dict[str, Any] = {
    "level": {"kind": "levels", "levels": ["No", "Partly", "Yes"], "first": "1"},
    "share": {"kind": "measure", "unit": "%", "from": "0", "to": "80"},
    "yes": {"kind": "yes-no"},
}
ANSWERS = {
    "level": st.sampled_from(["No", "Partly", "Yes"]),
    "share": st.floats(0, 100, allow_nan=False).map(lambda number: abs(round(number, 6))),
    "yes": st.sampled_from(["yes", "no"]),
}
MISSING = st.sampled_from([None, "n/a", "nothing-found", "-"])
STATES = {"n/a": "not-applicable", "-": "unanswered"}


@st.composite
def scorecards(draw: st.DrawFn) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Criteria with their scale, weight and dimension, and for each initiative what its cells hold."""
    count = draw(st.integers(1, 5))
    criteria = [
        {
            "id": f"K-{number}",
            "scale": draw(st.sampled_from(list(SCALES))),
            "weight": str(draw(st.integers(1, 4))),
            "dimension": "one" if number == 0 else draw(st.sampled_from(["one", "two"])),
        }
        for number in range(count)
    ]
    cells = {
        f"i{place}": {one["id"]: draw(st.one_of(ANSWERS[one["scale"]], MISSING)) for one in criteria}
        for place in range(draw(st.integers(1, 4)))
    }
    cells["i0"][criteria[0]["id"]] = draw(ANSWERS[criteria[0]["scale"]])
    return criteria, cells


def expected(criteria: list[dict[str, Any]], cells: dict[str, dict[str, Any]]) -> Scores:
    used = [name for name in ("one", "two") if any(one["dimension"] == name for one in criteria)]
    parts = {name: [one for one in criteria if one["dimension"] == name] for name in used}
    of = framework(
        *(dimension(n, *(criterion(c["id"], scale=c["scale"], weight=c["weight"]) for c in parts[n])) for n in used),
        scales=SCALES,
    )
    made = []
    for id_, row in cells.items():
        ratings = {
            key: STATES.get(value, value) if isinstance(value, str) else str(value)
            for key, value in row.items()
            if value is not None
        }
        made.append(assessment(id_, {key: value for key, value in ratings.items() if value != State.UNANSWERED}))
    return score(a_set(of, *made))


def mapping(layout: str, criteria: list[dict[str, Any]], cells: dict[str, Any], decimal: str) -> str:
    used = [name for name in ("one", "two") if any(one["dimension"] == name for one in criteria)]
    data: dict[str, Any] = {
        "layout": layout,
        "table": {"decimal": decimal},
        "framework": {"id": "f", "title": "F", "scales": SCALES},
        "dimensions": [{"id": name, "title": name} for name in used],
        "criteria": criteria,
        "set": {"id": "s", "title": "S", "as-of": "2020"},
        "states": STATES,
    }
    if layout == "transposed":
        data["initiatives"] = [{"id": id_} for id_ in cells]
    else:
        data["initiative"] = {"id": "id"}
    if layout != "wide":
        data["rating"] = {"criterion": "criterion"} | ({"answer": "answer"} if layout == "long" else {})
    return "\n".join(block(data, 0)) + "\n"


def table(layout: str, criteria: list[dict[str, Any]], cells: dict[str, dict[str, Any]]) -> list[list[Any]]:
    ids = [one["id"] for one in criteria]
    if layout == "wide":
        return [["id", *ids], *([id_, *(row[key] for key in ids)] for id_, row in cells.items())]
    if layout == "transposed":
        return [["criterion", *cells], *([key, *(row[key] for row in cells.values())] for key in ids)]
    return [["id", "criterion", "answer"], *([id_, key, row[key]] for key in ids for id_, row in cells.items())]


def written(folder: Path, kind: str, rows: list[list[Any]]) -> Path:
    if kind == "xlsx":
        return write_xlsx(folder / "t.xlsx", rows)
    if kind == "parquet":
        texts = [[None if cell is None else str(cell) for cell in row] for row in rows[1:]]
        pd.DataFrame(texts, columns=rows[0]).to_parquet(folder / "t.parquet")
        return folder / "t.parquet"
    if kind == "csv with commas":
        rows = [[str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row] for row in rows]
        return write_csv(folder / "t.csv", rows, delimiter=";", encoding="utf-16")
    return write_csv(folder / "t.csv", rows)


@pytest.mark.parametrize("layout", ["wide", "transposed", "long"])
@pytest.mark.parametrize("kind", ["csv", "csv with commas", "xlsx", "parquet"])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(scorecard=scorecards())
def test_the_scores_are_the_same(layout: str, kind: str, scorecard: tuple[Any, Any]) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    criteria, cells = scorecard
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "m.yaml").write_text(
            mapping(layout, criteria, cells, "comma" if "commas" in kind else "point"), encoding="utf-8"
        )
        made = plan_move(written(folder, kind, table(layout, criteria, cells)), folder / "m.yaml", folder / "p")
        assert told(made) == []
        wanted = {row.initiative: row for row in expected(criteria, cells).headline()}
        found = {row.initiative: row for row in moved(made).headline()}
        assert set(found) == set(wanted) == set(cells)
        for id_, row in wanted.items():
            assert (found[id_].score, found[id_].lower, found[id_].upper) == (row.score, row.lower, row.upper)
            assert (found[id_].rank, found[id_].coverage) == (row.rank, row.coverage)


ROOT = Path(__file__).parents[3]


def test_the_human_development_index_moved_in_from_its_table_scores_as_the_example(tmp_path: Path) -> None:
    """All 195 countries of the table of UNDP (examples/hdi-2021): the same scores and ranks, to the last bit."""
    example = ROOT / "examples" / "hdi-2021"
    text = f"""\
layout: wide
framework: {{use: {example / "criteria" / "hdi-2021.yaml"}}}
set: {{id: moved, title: Moved, as-of: 2021}}
initiative: {{id: iso3, title: country}}
criteria:
  - {{from: life_expectancy_2021, id: LIFE}}
  - {{from: expected_years_schooling_2021, id: EXPECTED}}
  - {{from: mean_years_schooling_2021, id: MEAN}}
  - {{from: gni_per_capita_ppp2017_2021, id: INCOME}}
"""
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    made = plan_move(example / "data" / "hdi.csv", tmp_path / "m.yaml", tmp_path / "p")
    assert told(made) == []
    theirs = [(row.rank, row.score) for row in score(load_set(example)).headline()]
    assert repr([(row.rank, row.score) for row in moved(made).headline()]) == repr(theirs)
    assert len(theirs) == 195


def test_the_indicators_of_ranking_digital_rights_moved_in_give_the_published_totals(tmp_path: Path) -> None:
    """The long table of 770 published indicator scores of 2018 (examples/rdr-2018): the total of a company is their mean."""
    data = ROOT / "examples" / "rdr-2018" / "data"
    with (data / "indicators.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    categories = dict.fromkeys(row["category"] for row in rows)
    ids = {row["indicator"]: row["category"] for row in rows}
    names = {category: f"d{number}" for number, category in enumerate(categories)}
    mapping: dict[str, Any] = {
        "layout": "long",
        "framework": {"id": "rdr", "title": "RDR", "weighting": "count", "scales": {"score": {"kind": "points", "of": "100"}}},
        "dimensions": [{"id": id_, "title": title} for title, id_ in names.items()],
        "criteria": [{"id": id_, "dimension": names[category]} for id_, category in ids.items()],
        "set": {"id": "moved", "title": "Moved", "as-of": "2018"},
        "initiative": {"id": "company"},
        "rating": {"criterion": "indicator", "answer": "published_score"},
        "states": {"NA": "not-applicable"},
        "ignore": {"columns": ["category", "reproduces_from_elements"]},
    }
    (tmp_path / "m.yaml").write_text("\n".join(block(mapping, 0)) + "\n", encoding="utf-8")
    made = plan_move(data / "indicators.csv", tmp_path / "m.yaml", tmp_path / "p")
    assert told(made) == []
    with (data / "categories_totals.csv").open(encoding="utf-8", newline="") as lines:
        published = {row["company"]: float(row["Total"]) for row in csv.DictReader(lines)}
    scores = moved(made).headline()
    assert {row.initiative for row in scores} == set(published)
    assert all(row.score == pytest.approx(published[row.initiative], abs=1e-6) for row in scores)
