"""The report as open data: a Frictionless Data Package of CSV tables that know their types, keys and meaning, and the same as one JSON.

Numbers are unrounded, texts are in the report's language. It is open data: whatever edition it lies beside, it holds public evidence
only. `msiscore.reporting.data_tables` says which tables there are; here they are only written.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from msiscore import __version__
from msiscore.reporting.data import guarded
from msiscore.reporting.data_tables import Column, Table, tables_of
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores

LICENCE_NAME = re.compile(r"[-A-Za-z0-9._]+")


def render_data(scores: Scores, language: str | None = None) -> dict[str, bytes]:
    """The files of the package by name: `datapackage.json`, a CSV for each table, and `report.json`."""
    about = scores.assessment_set.about
    wording = Wording(language or about.language)
    tables = tables_of(scores, wording)
    files = {f"{table.name}.csv": _csv(table) for table in tables}
    head = _head(scores, tables, wording)
    package = head | {"resources": [_resource(table, files[f"{table.name}.csv"]) for table in tables]}
    whole = head | {table.name: [_record(table, row) for row in table.rows] for table in tables}
    return {"datapackage.json": _json(package), **files, "report.json": _json(whole)}


def _head(scores: Scores, tables: Sequence[Table], wording: Wording) -> dict[str, Any]:
    """What the package says about itself."""
    about, framework = scores.assessment_set.about, scores.assessment_set.framework
    licence = about.licence or ""
    head: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]", "-", about.id.lower()),
        "id": about.id,
        "title": about.title.in_language(wording.language),
        "description": _description(scores, wording),
        "language": wording.language,
        "as-of": str(about.as_of),
        "framework": {"id": framework.id, "version": framework.version},
        "weight-set": scores.weight_set,
        "msiscore": __version__,
    }
    if LICENCE_NAME.fullmatch(licence):
        head["licenses"] = [{"name": licence, "title": licence}]
    elif licence:
        head["licenses"] = [{"name": "notspecified", "title": licence}]
    if about.authors:
        head["contributors"] = [{"title": author, "role": "author"} for author in about.authors]
    sources = next(table for table in tables if table.name == "sources")
    records = [_record(sources, row) for row in sources.rows]
    if records:
        head["sources"] = [{"title": one["title"]} | ({"path": one["url"]} if _is_web(one["url"]) else {}) for one in records]
    return head


def _is_web(address: str | None) -> bool:
    return address is not None and re.match(r"https?://", address) is not None


def _description(scores: Scores, wording: Wording) -> str:
    about, framework = scores.assessment_set.about, scores.assessment_set.framework
    texts = [about.summary, about.notice, framework.notice]
    said = [text.in_language(wording.language) for text in texts if text is not None]
    if about.fictional or any(one.initiative.fictional for one in scores.assessment_set.assessments):
        said.insert(0, wording("The initiatives in this report are invented. Nothing in it is about a real organisation."))
    return "\n\n".join([*said, "Scores run from 0 to 100, values, coverage and shares from 0 to 1; none is rounded."])


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": list(fields), "reference": {"resource": other, "fields": list(others)}}
            for fields, other, others in table.refers
        ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "title": table.title,
        "description": f"{table.description} A text that a spreadsheet would take for a formula has an apostrophe before it.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "bytes": len(content),
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.most is not None:
        limits |= {"minimum": 0, "maximum": column.most}
    if column.allowed:
        limits["enum"] = list(column.allowed)
    return field | ({"constraints": limits} if limits else {})


def _record(table: Table, row: Sequence[object]) -> dict[str, Any]:
    return {column.name: value for column, value in zip(table.columns, row, strict=True)}


def _csv(table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow([_cell(value) for value in row])
    return text.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else guarded(value)


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8", "backslashreplace")
