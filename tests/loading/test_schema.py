"""The JSON Schemas accept what `msiscore check` accepts, as an editor reads it, and find the slips that an editor can find."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from msiscore.loading.places import shipped
from msiscore.loading.schema import DIALECT, KINDS, file_name, schema_of, schema_texts


class EditorLoader(yaml.SafeLoader):
    """YAML as an editor reads it: numbers, booleans and null, but no dates, which YAML 1.2 does not have."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [entry for entry in entries if entry[0] != "tag:yaml.org,2002:timestamp"]
    for sign, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str) -> Any:
    return _with_text_keys(yaml.load(text, EditorLoader))  # noqa: S506  # a safe loader


def _with_text_keys(data: Any) -> Any:
    """Keys are always text in JSON, as in an editor."""
    if isinstance(data, dict):
        return {str(key): _with_text_keys(value) for key, value in data.items()}
    return [_with_text_keys(entry) for entry in data] if isinstance(data, list) else data


@pytest.fixture(scope="module")
def validators() -> dict[str, jsonschema.Draft202012Validator]:
    return {kind: jsonschema.Draft202012Validator(schema_of(kind)) for kind in KINDS}


def kind_of(file: Path) -> str:
    if file.parent.name == "weights":
        return "weights"
    names = {"framework.yaml": "framework", "set.yaml": "set", "sources.yaml": "sources"}
    if file.parent.name == "patterns":
        return "framework"
    return names.get(file.name) or ("dimension" if "criteria" in file.parts else "assessment")


SHIPPED = sorted(file for kind in ("criteria", "assessments") for file in shipped(kind).glob("*/*.yaml"))
SHIPPED += sorted(shipped("assessments").glob("*/weights/*.yaml"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_a_schema(kind: str) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == DIALECT
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: "/".join(file.parts[-2:]))
def test_every_shipped_file_is_valid(file: Path, validators: dict[str, jsonschema.Draft202012Validator]) -> None:
    problems = [
        f"{error.json_path}: {error.message[:200]}"
        for error in validators[kind_of(file)].iter_errors(read(file.read_text(encoding="utf-8")))
    ]
    assert problems == []


FRAMEWORK = """\
id: 1.10
version: 1.0
title: no
scales: {level: {kind: levels, levels: [1, yes, {en: good, nl: goed}], first: "1"}, share: {kind: measure, from: 0, to: "100", log: no}}
minimum-coverage: 60%
combine-aspects: {power: 0.5}
aggregation: geometric
decimals: "1"
dimensions:
  - named
  - id: d
    title: D
    weight: "2"
    criteria: [{id: 1, title: T, question: Q, origin: KIT, tags: {level: 1}, minimum: {level: 1, by-year: {1: 1}}}]
"""
ASSESSMENT = """\
initiative: {id: a, title: A, started: 2018, ended: 2020-07-08, fictional: Yes}
ratings:
  1.10: 1
  A-1: no
  A-2: too-early
  A-3: {level: 2, evidence: report, numerator: "8", denominator: 500}
  A-4: {paper: 1, practice: {state: nothing-found, evidence: [report, {source: 12, page: 4}]}}
  A-5: {value: 1.6, evidence: {source: report}}
replies:
"""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("framework", FRAMEWORK),
        ("assessment", ASSESSMENT),
        ("assessment", "initiative: {id: a, title: A}\nratings:\n"),
        ("set", "{id: a, title: A, framework: kit-rbc, as-of: 2020, languages: en}"),
        ("set", "{id: a, title: A, framework: {id: kit-rbc, version: 1.0}, as-of: 2020-07}"),
        ("sources", "report: {title: {en: A report}, date: 2020, url: https://example.org}"),
    ],
)
def test_every_way_of_writing_that_is_read_is_valid(
    kind: str, text: str, validators: dict[str, jsonschema.Draft202012Validator]
) -> None:
    assert [error.message for error in validators[kind].iter_errors(read(text))] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("framework", FRAMEWORK.replace("version: 1.0\n", "")),
        ("framework", FRAMEWORK.replace("kind: measure", "kind: mesure")),
        ("framework", FRAMEWORK.replace('decimals: "1"', "decimals: some")),
        ("framework", FRAMEWORK.replace("question", "qestion")),
        ("framework", FRAMEWORK.replace("geometric", "geometrical")),
        ("dimension", "{id: d, title: D, criteria: {id: a}}"),
        ("assessment", ASSESSMENT.replace("level: 2", "levl: 2")),
        ("assessment", ASSESSMENT.replace("state: nothing-found", "state: nothing")),
        ("assessment", ASSESSMENT.replace("2020-07-08", "8 July 2020")),
        ("assessment", ASSESSMENT.replace("fictional: Yes", "fictional: perhaps")),
        ("assessment", ASSESSMENT.replace("id: a", "id: a b")),
        ("assessment", ASSESSMENT.replace("A-1: no", "A-1: [1]")),
        ("assessment", ASSESSMENT.replace('numerator: "8"', "numerator: eight")),
        ("assessment", "ratings: {}"),
        ("set", "[]"),
        ("sources", "report: A report"),
        ("sources", "report: {title: A, visibility: hidden}"),
    ],
)
def test_slips_are_found(kind: str, text: str, validators: dict[str, jsonschema.Draft202012Validator]) -> None:
    assert not validators[kind].is_valid(read(text))


def test_the_texts_are_json_by_file_name() -> None:
    texts = schema_texts()
    assert list(texts) == [file_name(kind) for kind in KINDS]
    assert all(json.loads(text) == schema_of(kind) for kind, text in zip(KINDS, texts.values(), strict=True))


def test_what_is_internal_is_not_offered() -> None:
    for text in schema_texts().values():
        assert '"bare"' not in text
        assert "discriminator" not in text
