"""A small set with one question of each kind, and ways to fill in its form as a person would."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import openpyxl

from msiscore.exchange.layout import KEY_ROW

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

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


def fill(path: Path, *cells: tuple[str, str, str, Any], texts: bool = False) -> Path:
    """Fill in cells of a form: each by the key of its sheet, that of its row (or `new:1`), that of its column, and a value.

    With `texts`, a value that looks like a formula or an error is typed as text, as Excel does after an apostrophe.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(path, rich_text=True)
    for sheet_key, row_key, column_key, value in cells:
        sheet = sheet_of(workbook, sheet_key)
        cell = sheet.cell(row_of(sheet, row_key), column_of(sheet, column_key))
        # As Excel stores it: an underscore that would begin an escape is escaped itself.
        cell.value = _ESCAPE.sub("_x005F_", typed(value)) if isinstance(value, str) else value
        if texts and isinstance(value, str):
            cell.data_type = "s"
    workbook.save(path)
    return path


def typed(text: str) -> str:
    """What is left of a text when it is typed into a cell: control characters cannot be."""
    return _CONTROL.sub("", text)


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
