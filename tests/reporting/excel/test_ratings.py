"""The sheet of ratings, which importers read again."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from msiscore.reporting.excel import render_excel
from msiscore.reporting.excel.ratings import CODES, TOP
from tests.reporting.excel.sample import sample_report


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_rating_can_be_read_back_by_code_and_id(language: str) -> None:
    report = sample_report(language)
    calc = report.calculation
    assert calc is not None
    book = load_workbook(BytesIO(render_excel(report)), data_only=True)
    [(name, span)] = book.defined_names["ratings"].destinations
    sheet = book[name]
    assert span.startswith(f"$A${TOP + 1}:")
    assert [cell.value for cell in sheet[TOP]][13:] == list(CODES)[13:]
    place = {code: column for column, code in enumerate(CODES)}
    words = [term.text for term in calc.states]
    rows = list(sheet.iter_rows(min_row=TOP + 1, values_only=True))
    for k, initiative in enumerate(calc.initiatives):
        for n, item in enumerate(calc.items):
            row = rows[k * len(calc.items) + n]
            ids = [row[place[code]] or "" for code in ("initiative-id", "criterion", "aspect-id")]
            assert ids == [initiative.name, item.criterion, item.aspect]
            assert row[place["answer"]] == calc.answers[k][n]
            assert row[place["state"]] in ([None] if calc.answers[k][n] is not None else [None, *words])


def test_the_lists_say_what_framework_the_workbook_is_of() -> None:
    book = load_workbook(BytesIO(render_excel(sample_report())), data_only=True)
    found = {}
    for wanted in ("framework_id", "framework_version", "assessment_set", "workbook_layout"):
        [(name, cell)] = book.defined_names[wanted].destinations
        found[wanted] = book[name][cell.replace("$", "")].value
    assert found == {"framework_id": "sample", "framework_version": "1.0.0", "assessment_set": "sample", "workbook_layout": "1"}


def test_drop_downs_offer_levels_states_and_confidences() -> None:
    sheet = load_workbook(BytesIO(render_excel(sample_report())))["Ratings"]
    sources = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert sources == {"answers_level", "states", "confidences"}
