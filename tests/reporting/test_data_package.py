"""The open data: read back as a stranger would, by nothing but what the package says about itself."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from msiscore.reporting.data_package import render_data
from msiscore.reporting.write import write_report
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

Rows = list[dict[str, Any]]
READ: dict[str, Any] = {"string": str, "number": float, "integer": int, "boolean": {"true": True, "false": False}.__getitem__}


def read(files: dict[str, bytes]) -> dict[str, Rows]:
    """Every table of a package, its values checked against the package's own schema."""
    package = json.loads(files["datapackage.json"])
    assert package["profile"] == "tabular-data-package"
    assert re.fullmatch("[-a-z0-9._/]+", package["name"])
    tables = {resource["name"]: _read_table(resource, files[resource["path"]]) for resource in package["resources"]}
    for resource in package["resources"]:
        rows, schema = tables[resource["name"]], resource["schema"]
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        assert all(None not in key for key in keys)
        for foreign in schema.get("foreignKeys", []):
            there = tables[foreign["reference"]["resource"]]
            known = {tuple(row[name] for name in foreign["reference"]["fields"]) for row in there}
            assert {tuple(row[name] for name in foreign["fields"]) for row in rows} <= known
    return tables


def _read_table(resource: dict[str, Any], content: bytes) -> Rows:
    assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    lines = list(csv.reader(io.StringIO(content.decode(), newline="")))
    fields = resource["schema"]["fields"]
    assert lines[0] == [field["name"] for field in fields]
    assert all(field["description"] for field in fields)
    rows = []
    for line in lines[1:]:
        row = {}
        for field, cell in zip(fields, line, strict=True):
            limits = field.get("constraints", {})
            value = READ[field["type"]](cell) if cell else None
            assert value is not None or not limits.get("required"), field
            if value is not None:
                assert value in limits.get("enum", [value])
                assert limits.get("minimum", value) <= value <= limits.get("maximum", value)
            row[field["name"]] = value
        rows.append(row)
    return rows


@pytest.mark.parametrize("name", ["tutorial", "dutch"])
def test_a_package_is_what_it_says(name: str, request: pytest.FixtureRequest) -> None:
    scores: Scores = request.getfixturevalue(name)
    tables = read(render_data(scores))
    assert list(tables) == ["scores", "ratings", "evidence", "weights", "sources", "criteria", "initiatives"]
    for row in scores.headline():
        found = next(
            r for r in tables["scores"] if (r["initiative"], r["column"], r["node"]) == (row.initiative, "overall", "total")
        )
        assert (found["score"], found["lower"], found["upper"], found["rank"]) == (row.score, row.lower, row.upper, row.rank)
    assert len(tables["ratings"]) == scores.matrix.values.size
    criteria = [row["share"] for row in tables["weights"] if row["kind"] == "criterion"]
    assert sum(criteria) == pytest.approx(1)


def test_the_json_is_the_same_as_the_tables(tutorial: Scores) -> None:
    files = render_data(tutorial)
    whole = json.loads(files["report.json"])
    for name, rows in read(files).items():
        assert whole[name] == rows


def test_only_public_evidence_whatever_the_edition(tutorial: Scores, tmp_path: Path) -> None:
    public = write_report(tutorial, tmp_path / "a", formats=["data"])
    parties = write_report(tutorial, tmp_path / "b", formats=["data"], audience="parties")
    assert [file.read_bytes() for file in public] == [file.read_bytes() for file in parties]
    assert all(b"CONFIDENTIALMARKER" not in file.read_bytes() for file in public)
    whole = json.loads((tmp_path / "a/data/report.json").read_bytes())
    assert sum(row["held_back"] for row in whole["ratings"]) > 0
    assert len(whole["sources"]) < len(tutorial.assessment_set.sources)


def test_no_cell_is_a_formula_and_odd_texts_come_back() -> None:
    texts = ["=1+1", "+1", "-1", "@x", 'a "b", c\nd', "ünï"]
    ratings = [{"A": {"level": 1, "reason": text}} for text in texts]
    made = a_set(
        framework(dimension("d", criterion("A"))),
        *(assessment(f"i{i}", rating) for i, rating in enumerate(ratings)),
        licence="All rights reserved, ask us",
        authors=["Ann"],
        id="A_Set",
    )
    files = render_data(score(made))
    assert [row["reason"] for row in read(files)["ratings"]] == [*("'" + text for text in texts[:4]), *texts[4:]]
    whole = json.loads(files["report.json"])
    assert [row["reason"] for row in whole["ratings"]] == texts
    assert whole["licenses"] == [{"name": "notspecified", "title": "All rights reserved, ask us"}]
    assert (whole["name"], whole["contributors"]) == ("a_set", [{"title": "Ann", "role": "author"}])


def test_the_language_of_the_texts(dutch: Scores) -> None:
    package = json.loads(render_data(dutch, "nl")["datapackage.json"])
    assert (package["language"], package["title"]) == ("nl", dutch.assessment_set.about.title.in_language("nl"))


def test_frictionless_finds_it_valid(tutorial: Scores, tmp_path: Path) -> None:
    """By the program itself, where it is installed; it brings forty packages, so that the tests do not ask for it."""
    program = shutil.which("frictionless")
    if program is None:
        pytest.skip("the program `frictionless` is not installed; the package was read by the test above")
    write_report(tutorial, tmp_path, formats=["data"])
    done = subprocess.run(
        [program, "validate", tmp_path / "data" / "datapackage.json", "--json"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["valid"]
