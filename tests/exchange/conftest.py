"""A small set in a folder of its own, with one question of each kind, and ways to fill in its form."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from msiscore.assessment import AssessmentSet
from msiscore.exchange.form import make_form
from msiscore.exchange.form_sets import assessment_of
from msiscore.exchange.layout import KEY_ROW
from msiscore.loading.set_loader import load_set

FRAMEWORK = """\
id: small
version: 1.0.0
title: {en: A small framework, nl: Een klein kader}
languages: [en, nl]
default-scale: level
scales:
  level: {kind: levels, levels: [{en: absent, nl: afwezig}, {en: partial, nl: gedeeltelijk}, {en: strong, nl: sterk}]}
  yes-no: {kind: yes-no}
  share: {kind: thresholds, unit: "%", steps: ["> 0", ">= 50"]}
  points: {kind: points, of: 5, step: 0.5}
combine-aspects: minimum
dimensions:
  - id: rules
    title: {en: Rules, nl: Regels}
    criteria:
      - id: A-1
        title: {en: Written rules, nl: Geschreven regels}
        question: {en: Are there rules?, nl: Zijn er regels?}
        why: {en: Because., nl: Daarom.}
        descriptors: [{en: None., nl: Geen.}, {en: Some., nl: Enkele.}, {en: All., nl: Alle.}]
      - id: A-2
        title: {en: Open rules, nl: Open regels}
        question: {en: Can anyone read them?, nl: Kan iedereen ze lezen?}
        aspects: [paper, practice]
  - id: reach
    title: {en: Reach, nl: Bereik}
    criteria:
      - {id: B-1, title: {en: Website, nl: Website}, question: {en: Is there one?, nl: Is die er?}, scale: yes-no}
      - {id: B-2, title: {en: Share, nl: Aandeel}, question: {en: How many?, nl: Hoeveel?}, scale: share}
      - {id: B-3, title: {en: Points, nl: Punten}, question: {en: What is it worth?, nl: Wat is het waard?}, scale: points}
"""
SET = """\
id: things
title: {en: A set of things, nl: Een verzameling}
framework: {id: small, version: 1.0.0}
as-of: 2020-07-08
language: en
"""
SOURCES = """\
# what was read
report:
  title: {en: A report, nl: Een verslag}
  publisher: The secretariat   # in The Hague
  date: 2020-04
letter: {title: A letter, visibility: restricted}
unread: {title: Not public and not used here, visibility: secret}
"""
APPLE = """\
# The first one, by hand.
initiative: {id: apple, title: {en: Apple pact, nl: Appelpact}, sector: fruit}

assessors: [{id: ann, name: Ann, interests: none}]

ratings:
  # --- rules
  A-1:
    level: 2  # after the reply
    confidence: high
    reason: >-
      They are written down, in the charter of the pact and in its rules of procedure, which everyone
      can read.
    evidence:
      - {source: report, page: "12", kind: document}
      - source: letter
        note: They say so themselves.
        stance: contradicts
  A-2:
    paper: 1   # bare
    practice: {state: too-early, reason: "It's new."}
  # --- reach
  B-1: no
  B-2: {value: 12.5, numerator: 1, denominator: 8, reason: Counted., evidence: [report]}
"""

Fill = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The set, in a project with its framework."""
    texts = {
        "criteria/small/framework.yaml": FRAMEWORK,
        "assessments/things/set.yaml": SET,
        "assessments/things/sources.yaml": SOURCES,
        "assessments/things/apple.yaml": APPLE,
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "assessments" / "things"


@pytest.fixture
def things(folder: Path) -> AssessmentSet:
    return load_set(folder)


@pytest.fixture
def form(folder: Path, tmp_path: Path) -> Callable[..., Path]:
    """Make a form for an initiative of the set."""

    def make(stem: str = "apple", language: str = "en", name: str = "form.xlsx") -> Path:
        loaded = load_set(folder)
        path = tmp_path / name
        assessment = assessment_of(loaded, stem) if stem else None
        path.write_bytes(
            make_form(loaded.framework, initiative=assessment, assessment_set=loaded, language=language, stem=stem)
        )
        return path

    return make


def fill(path: Path, *cells: tuple[str, str, str, Any]) -> Path:
    """Fill in cells of a form: each by the key of its sheet, the key of its row (or its number), the key of its column, and a value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(path, rich_text=True)
    for sheet_key, row_key, column_key, value in cells:
        sheet = sheet_of(workbook, sheet_key)
        sheet.cell(row_of(sheet, row_key), column_of(sheet, column_key)).value = value
    workbook.save(path)
    return path


def sheet_of(workbook: Any, key: str) -> Any:
    return next(sheet for sheet in workbook.worksheets if sheet["A1"].value == f"msiscore:{key}")


def row_of(sheet: Any, key: str) -> int:
    """The row with this key; `new:1` is the first empty one, `new:2` the second."""
    if key.startswith("new:"):
        empty = [row for row in range(KEY_ROW + 2, sheet.max_row + 1) if sheet.cell(row, 1).value in (None, "")]
        if sheet["A1"].value == "msiscore:initiative":
            empty = [row for row in range(KEY_ROW + 2, sheet.max_row + 1) if sheet.cell(row, 1).value == "assessor:"]
        return empty[int(key.removeprefix("new:")) - 1]
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key)


def column_of(sheet: Any, key: str) -> int:
    return next(column for column in range(1, sheet.max_column + 1) if sheet.cell(KEY_ROW, column).value == key)
