"""The scorecard of a report, as a way in: what a reader changed in it, and nothing else, comes back to the files."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from msiscore.exchange.importing import apply, plan_import
from msiscore.loading.places import shipped
from msiscore.loading.set_loader import load_set
from msiscore.reporting.excel import book_of, render_excel
from msiscore.scoring.scores import score
from tests.making import plain_report


@pytest.fixture(params=["en", "nl"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["tutorial", "dutch-rbc-2020"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    for part in ("criteria", "assessments"):
        shutil.copytree(shipped(part), tmp_path / part)
    return tmp_path / "assessments" / str(request.param)


def test_an_untouched_scorecard_changes_nothing(folder: Path, language: str, tmp_path: Path) -> None:
    file = tmp_path / "scorecard.xlsx"
    file.write_bytes(render_excel(plain_report(score(load_set(folder)), language=language)))
    plan = plan_import(file, folder)
    assert (plan.problems, plan.changes, plan.files) == ((), (), ())


def test_a_changed_rating_comes_back_to_its_file(folder: Path, language: str, tmp_path: Path) -> None:
    before = plain_report(score(load_set(folder)), language=language)
    live = book_of(before)
    calc = live.frame.calc
    scale = calc.scales
    k, n = next(
        (k, n)
        for k in range(len(calc.initiatives))
        for n, item in enumerate(calc.items)
        if scale[item.scale].kind == "levels" and calc.answers[k][n] == 2
    )
    book = load_workbook(BytesIO(render_excel(before)))
    sheet, _, cell = live.ratings.at("answer", k, n).rpartition("!")
    book[sheet.strip("'")][cell.replace("$", "")].value = 3
    file = tmp_path / "scorecard.xlsx"
    book.save(file)
    plan = plan_import(file, folder)
    assert plan.problems == ()
    assert len(plan.changes) == len(plan.files) == 1
    apply(plan)
    after = plain_report(score(load_set(folder))).calculation
    assert after is not None
    changed = {
        (one, two)
        for one in range(len(calc.initiatives))
        for two in range(len(calc.items))
        if after.answers[one][two] != calc.answers[one][two]
    }
    assert changed == {(k, n)}
