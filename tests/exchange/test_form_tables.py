from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl

from msiscore.exchange.form_tables import EVIDENCE_LABELS, INITIATIVE_LABELS, NEW_SOURCES, SOURCE_LABELS
from msiscore.exchange.layout import EVIDENCE_FIELDS, INITIATIVE_FIELDS, SOURCE_FIELDS


def test_every_field_has_its_label() -> None:
    assert tuple(INITIATIVE_LABELS) == INITIATIVE_FIELDS
    assert tuple(EVIDENCE_LABELS) == ("item", *EVIDENCE_FIELDS)
    assert tuple(SOURCE_LABELS) == ("id", *SOURCE_FIELDS)


def test_the_ids_of_what_is_known_are_locked_and_new_rows_are_open(form: Callable[..., Path]) -> None:
    workbook = openpyxl.load_workbook(form())
    sources = workbook["Sources"]
    assert [sources.cell(row, 2).value for row in (4, 5)] == ["report", "letter"]
    assert sources["B4"].protection.locked
    assert not sources["C4"].protection.locked
    assert not sources["B6"].protection.locked
    assert sources.max_row == 5 + NEW_SOURCES
    assert workbook["Initiative"]["C3"].protection.locked
    assert workbook["Evidence"]["B4"].protection.locked
