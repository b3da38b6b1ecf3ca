"""The form as LibreOffice opens, calculates and saves it: the same answers come back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from msiscore.exchange.form import make_form
from msiscore.exchange.form_sets import assessment_of
from msiscore.exchange.importing import apply, plan_import
from msiscore.loading.places import shipped
from msiscore.loading.set_loader import load_set
from tests.exchange.filling import APPLE, FRAMEWORK, SET, SOURCES, fill

Convert = Callable[[Path, str], list[Path]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {"set.yaml": SET, "sources.yaml": SOURCES, "apple.yaml": APPLE}
    (tmp_path / "criteria/small").mkdir(parents=True)
    (tmp_path / "criteria/small/framework.yaml").write_text(FRAMEWORK)
    (tmp_path / "assessments/things").mkdir(parents=True)
    for name, text in texts.items():
        (tmp_path / "assessments/things" / name).write_text(text)
    return tmp_path / "assessments/things"


def form_of(folder: Path, stem: str, path: Path, language: str = "") -> Path:
    loaded = load_set(folder)
    assessment = assessment_of(loaded, stem)
    path.write_bytes(make_form(loaded.framework, initiative=assessment, assessment_set=loaded, language=language, stem=stem))
    return path


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("stem", ["moonwool-pact", "cloudglass-covenant", "starpepper-table"])
def test_a_form_that_went_through_libreoffice_changes_nothing(stem: str, language: str, tmp_path: Path, convert: Convert) -> None:
    folder = tmp_path / "tutorial"
    shutil.copytree(shipped("assessments") / "tutorial", folder)
    (saved,) = convert(form_of(folder, stem, tmp_path / "form.xlsx", language), "xlsx:Calc MS Excel 2007 XML")
    plan = plan_import(saved, folder)
    assert (plan.changes, plan.problems, plan.notes) == ((), (), ())


def test_answers_typed_before_libreoffice_saves_come_back(folder: Path, tmp_path: Path, convert: Convert) -> None:
    cells: list[tuple[str, str, str, Any]] = [
        ("questions", "A-1", "answer", "1 · partial"),
        ("questions", "B-3", "answer", 2.5),
        ("questions", "B-1", "answer", None),
        ("questions", "B-1", "state", "too early"),
        ("questions", "B-1", "reason", "First line.\nSecond line: with 'quotes' & <signs>."),
        ("questions", "B-3", "source", "minutes"),
        ("questions", "B-3", "page", "3-4"),
        ("sources", "new:1", "id", "minutes"),
        ("sources", "new:1", "title", "Minutes"),
        ("sources", "new:1", "date", "2019-04"),
    ]
    path = fill(form_of(folder, "apple", tmp_path / "form.xlsx"), *cells)
    (saved,) = convert(path, "xlsx:Calc MS Excel 2007 XML")
    plan = plan_import(saved, folder)
    assert not plan.problems, plan.problems
    direct = plan_import(path, folder)
    assert [(c.what, c.field, c.after) for c in plan.changes] == [(c.what, c.field, c.after) for c in direct.changes]
    assert [file.content for file in plan.files] == [file.content for file in direct.files]
    apply(plan)
    apple = assessment_of(load_set(folder), "apple")
    assert apple is not None
    assert str(apple.ratings["B-1"].reason) == "First line.\nSecond line: with 'quotes' & <signs>."


def test_the_count_of_what_is_answered_follows_the_answers(folder: Path, tmp_path: Path, convert: Convert) -> None:
    """Removing the stored values makes LibreOffice calculate each formula itself."""
    path = form_of(folder, "apple", tmp_path / "form.xlsx")
    cells: list[tuple[str, str, str, Any]] = [
        ("questions", "B-3", "answer", 2.5),
        ("questions", "A-1", "answer", 2),
        ("questions", "A-2/paper", "answer", "nonsense"),
        ("questions", "B-1", "state", "too early"),
        ("questions", "A-2/practice", "state", "unanswered"),
    ]
    (saved,) = convert(fill(path, *cells), "xlsx:Calc MS Excel 2007 XML")
    questions = openpyxl.load_workbook(saved, data_only=True)["Questions"]
    assert [questions.cell(row, 2).value for row in range(4, 10)] == ["done", "check", "open", "check", "done", "done"]
    assert questions["B1"].value == "3 of 6 questions answered"
    start = openpyxl.load_workbook(saved, data_only=True)["Start here"]
    table = [
        [cell.value for cell in row[1:6]] for row in start.iter_rows() if row[1].value in ("Rules", "Reach", "All questions")
    ]
    assert table == [["Rules", 3, 1, 2, 1], ["Reach", 3, 2, 1, 1], ["All questions", 6, 3, 3, 2]]
