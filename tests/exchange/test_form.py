"""The form as a workbook, and the promise that it gives back what was put into it."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.assessment import AssessmentSet, Rating
from msiscore.exchange.form import make_form
from msiscore.exchange.form_sets import assessment_of
from msiscore.exchange.importing import apply, plan_import
from msiscore.exchange.layout import SHEETS
from msiscore.exchange.values import evidence_values, plain, rated_items, rating_values
from msiscore.loading.set_loader import load_set
from tests.exchange.filling import APPLE, FRAMEWORK, SET, SOURCES, fill, typed

Make = Callable[..., Path]
YOUNG = re.compile(r"\b(XLOOKUP|LET|FILTER|SORT|UNIQUE|TEXTJOIN|IFS|RANK\.EQ|AGGREGATE|CONCAT|SWITCH|_xlfn)\b")


def test_every_sheet_has_its_key_and_every_formula_its_value(form: Make) -> None:
    workbook = openpyxl.load_workbook(form(), data_only=False)
    values = openpyxl.load_workbook(form(), data_only=True)
    assert [sheet["A1"].value for sheet in workbook.worksheets] == list(SHEETS)
    formulas = 0
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas += 1
                    assert values[sheet.title][cell.coordinate].value is not None, cell.coordinate
                    assert not YOUNG.search(str(cell.value)), cell.value
    assert formulas > 10


def test_only_the_cells_to_fill_in_are_unlocked(form: Make) -> None:
    workbook = openpyxl.load_workbook(form())
    for sheet in workbook.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    questions = workbook["Questions"]
    unlocked = {str(cell.coordinate)[:-1] for cell in questions[4] if not cell.protection.locked}
    assert unlocked == set("JKLMNOPQR")
    assert [workbook[name].sheet_state for name in ("lists", "memory")] == ["veryHidden", "veryHidden"]


def test_what_is_known_is_filled_in_and_counted(form: Make) -> None:
    workbook = openpyxl.load_workbook(form(), data_only=True)
    questions = workbook["Questions"]
    assert questions["B1"].value == "5 of 6 questions answered"
    assert [questions.cell(4, column).value for column in (10, 12, 13, 14, 15)] == [
        "2 · strong",
        "high",
        "They are written down, in the charter of the pact and in its rules of procedure, which everyone can read.",
        "report",
        "12",
    ]
    assert questions["J8"].value == 12.5
    assert [row[0].value for row in workbook["Evidence"]["A4:A4"]] == ["A-1#1"]


def test_a_form_in_dutch_is_dutch(form: Make) -> None:
    workbook = openpyxl.load_workbook(form(language="nl"))
    assert workbook.sheetnames[:5] == ["Begin hier", "Initiatief", "Vragen", "Bewijs", "Bronnen"]
    assert workbook["Vragen"]["J4"].value == "2 · sterk"
    assert workbook["Vragen"]["K6"].value == "te vroeg"


def test_the_sources_of_others_that_are_not_public_stay_out(form: Make) -> None:
    with zipfile.ZipFile(form()) as package:
        text = b"".join(package.read(name) for name in package.namelist())
    assert b"A letter" in text
    assert b"unread" not in text
    assert b"confidential evidence" in text


def test_the_same_input_gives_the_same_bytes(things: AssessmentSet) -> None:
    apple = assessment_of(things, "apple")
    assert make_form(things.framework, initiative=apple, assessment_set=things) == make_form(
        things.framework, initiative=apple, assessment_set=things
    )


def test_text_from_files_never_becomes_a_formula(folder: Path, form: Make) -> None:
    bad = '=HYPERLINK("http://example.org","x")'
    (folder / "apple.yaml").write_text(APPLE.replace("title: {en: Apple pact, nl: Appelpact}", f"title: '{bad}'"))
    framework = folder.parent.parent / "criteria/small/framework.yaml"
    framework.write_text(FRAMEWORK.replace("en: Written rules", "en: '{=1+1}'").replace("en: None.", "en: '=1+1'"))
    workbook = openpyxl.load_workbook(form())
    assert workbook["Initiative"]["C4"].value == bad
    assert workbook["Initiative"]["C4"].data_type == "s"
    assert workbook["Initiative"]["C4"].quotePrefix
    formulas = {
        c.coordinate for s in workbook for row in s.iter_rows() for c in row if c.data_type == "f" and s.title == "Questions"
    }
    assert formulas == {"B1", "B4", "B5", "B6", "B7", "B8", "B9"}


def test_a_blank_form_needs_no_set(things: AssessmentSet, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(make_form(things.framework, language="nl"))
    workbook = openpyxl.load_workbook(path, data_only=True)
    assert workbook["Vragen"]["B1"].value == "0 van 6 vragen beantwoord"


# ---- properties ------------------------------------------------------------------------------------------------------------------

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
TEXTS = st.one_of(
    st.text(CHARACTERS, min_size=1, max_size=60),
    st.sampled_from(
        ["=1+1", "+1", "-", "@x", "'quoted", "_x0041_", "_x000D_", "a\nb", " a ", "no", "1", "1.0", "TRUE", "#REF!", "2020-01-02"]
    ),
    st.sampled_from(
        ["a: b # c", "{a}", "[x", "- y", "\u2028x", "e\u0301", "\U0001f600", "% of 10", "x" * 400, "null", "~", "1e5"]
    ),
).filter(lambda text: bool(plain(text)))
LEVELS = st.sampled_from(["0", "1", "2"])
STATES = st.sampled_from(["not-applicable", "nothing-found", "too-early", "confidential", "not-assessable", "unanswered"])
EVIDENCE = st.fixed_dictionaries(
    {"source": st.sampled_from(["report", "letter"])},
    optional={
        "page": TEXTS,
        "locator": TEXTS,
        "quote": TEXTS,
        "note": TEXTS,
        "kind": st.sampled_from(["claim", "document", "verified", "testimony"]),
        "stance": st.sampled_from(["supports", "contradicts"]),
        "visibility": st.sampled_from(["public", "restricted", "secret"]),
        "date": st.sampled_from(["2019", "2019-04", "2019-04-05"]),
    },
)
NUMBERS = st.one_of(
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: f"{number:.15g}"), st.sampled_from(["0", "12.50", "1e3", "0.1"])
)
POINTS = st.integers(0, 10).map(lambda number: str(number / 2))


def ratings(key: str, answers: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    rest = {
        "confidence": st.sampled_from(["low", "medium", "high"]),
        "reason": TEXTS,
        "evidence": st.lists(EVIDENCE, min_size=1, max_size=3, unique_by=lambda entry: entry["source"] + str(entry.get("page"))),
    }
    return st.one_of(
        answers,
        STATES,
        st.fixed_dictionaries({key: answers}, optional=rest),
        st.fixed_dictionaries({"state": STATES}, optional=rest),
    )


ASSESSMENTS = st.fixed_dictionaries(
    {},
    optional={
        "A-1": ratings("level", LEVELS),
        "A-2": st.dictionaries(st.sampled_from(["paper", "practice"]), ratings("level", LEVELS), min_size=1),
        "B-1": ratings("level", st.sampled_from(["yes", "no"])),
        "B-2": ratings("value", NUMBERS),
        "B-3": ratings("value", POINTS),
    },
)


def a_set(root: Path, stem: str, ratings_data: dict[str, Any]) -> Path:
    """The small set with one assessment of these ratings."""
    folder = root / "assessments" / "things"
    texts = {
        root / "criteria/small/framework.yaml": FRAMEWORK,
        folder / "set.yaml": SET,
        folder / "sources.yaml": SOURCES,
    }
    data = {"initiative": {"id": stem, "title": "Apple pact"}, "ratings": ratings_data}
    # PyYAML writes with double quotes and escapes what needs it, so any text can be tried.
    texts[folder / f"{stem}.yaml"] = yaml.safe_dump(data, sort_keys=False, default_style='"')
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def answers_of(folder: Path, stem: str) -> dict[str, Any]:
    """All that a form shows of the ratings, in plain words."""
    loaded = load_set(folder)
    assessment = assessment_of(loaded, stem)
    assert assessment is not None
    found = {}
    for item, rating in rated_items(assessment, loaded.framework):
        scale = loaded.framework.scale_of(item.criterion)
        values = rating_values(rating, scale, "en")
        if any(values.values()) or rating.evidence:
            found[item.id] = (values, _entries(rating))
    return found


def _entries(rating: Rating) -> list[tuple[str, ...]]:
    return sorted(tuple(evidence_values(entry, "en").values()) for entry in rating.evidence)


def usable(data: dict[str, Any]) -> bool:
    """Whether the YAML reader takes the texts: some control characters it refuses, as everything else does."""
    text = yaml.safe_dump(data, default_style='"')
    return not re.search(r"\\x[0-9A-F]{2}|\\[abefv0]|\\u[dD][89A-F]", text.replace("\\\\", ""))


@settings(max_examples=15, deadline=None)
@given(data=ASSESSMENTS.filter(usable))
def test_importing_an_untouched_form_changes_nothing(data: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = a_set(Path(name), "apple", data)
        loaded = load_set(folder)
        path = Path(name) / "form.xlsx"
        path.write_bytes(make_form(loaded.framework, initiative=assessment_of(loaded, "apple"), assessment_set=loaded))
        plan = plan_import(path, folder)
        assert (plan.changes, plan.problems, plan.files) == ((), (), ())


@settings(max_examples=15, deadline=None)
@given(data=ASSESSMENTS.filter(usable), language=st.sampled_from(["en", "nl"]))
def test_a_form_filled_in_for_another_file_gives_the_same_answers(data: dict[str, Any], language: str) -> None:
    """Export, fill, import, export: what is copied from one form into an empty one comes out the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = a_set(Path(name), "apple", data)
        loaded = load_set(folder)
        full, empty = Path(name) / "full.xlsx", Path(name) / "empty.xlsx"
        apple = assessment_of(loaded, "apple")
        full.write_bytes(make_form(loaded.framework, initiative=apple, assessment_set=loaded))
        empty.write_bytes(make_form(loaded.framework, assessment_set=loaded, language="en"))
        copied(full, empty)
        plan = plan_import(empty, folder)
        assert not plan.problems, plan.problems
        apply(plan)
        assert answers_of(folder, "pear") == answers_of(folder, "apple")
        again = Path(name) / "again.xlsx"
        loaded = load_set(folder)
        pear = assessment_of(loaded, "pear")
        again.write_bytes(make_form(loaded.framework, initiative=pear, assessment_set=loaded, language=language))
        assert not plan_import(again, folder).changes


def copied(full: Path, empty: Path) -> None:
    """Type what stands in one form into another, row by row, and give it another initiative."""
    source = openpyxl.load_workbook(full)
    cells: list[tuple[str, str, str, Any]] = [("initiative", "id", "value", "pear"), ("initiative", "title", "value", "Pear")]
    new = 0
    for sheet, name in (("Questions", "questions"), ("Evidence", "evidence")):
        keys = [cell.value for cell in source[sheet][2]]
        for row in source[sheet].iter_rows(min_row=4):
            values = {
                key: cell.value for key, cell in zip(keys, row, strict=False) if not cell.protection.locked or key == "item"
            }
            values = {key: value for key, value in values.items() if value is not None}
            if name == "evidence" and values:
                new += 1
            where = str(row[0].value) if name == "questions" else f"new:{new}"
            cells += [(name, where, str(key), value) for key, value in values.items() if row[0].value or name == "evidence"]
    fill(empty, *cells, texts=True)


ROWS = ["A-1", "A-2/paper", "A-2/practice", "B-1", "B-2", "B-3"]
TYPED = {
    "A-1": st.sampled_from([0, 1, 2, "0 · absent", "2 · strong", "partial"]),
    "A-2/paper": st.sampled_from([0, 1, 2]),
    "A-2/practice": st.sampled_from([0, 1, 2]),
    "B-1": st.sampled_from(["yes", "no", "ja"]),
    "B-2": st.floats(0, 100, allow_nan=False).map(lambda number: float(f"{number:.12g}")),
    "B-3": st.integers(0, 10).map(lambda number: number / 2),
}


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, str, str, Any]]:
    cells: list[tuple[str, str, str, Any]] = []
    for row in draw(st.lists(st.sampled_from(ROWS), unique=True, max_size=4)):
        answered = draw(st.booleans())
        cells.append(("questions", row, "answer", draw(TYPED[row]) if answered else None))
        cells.append(
            ("questions", row, "state", None if answered else draw(st.sampled_from(["too early", "confidential", None])))
        )
        for column, values in (
            ("reason", st.one_of(st.none(), TEXTS)),
            ("confidence", st.sampled_from([None, "low", "high"])),
        ):
            if draw(st.booleans()):
                cells.append(("questions", row, column, draw(values)))
    return cells


@settings(max_examples=15, deadline=None)
@given(data=ASSESSMENTS.filter(usable), cells=edits())
def test_any_edit_survives_and_the_next_form_agrees(data: dict[str, Any], cells: list[tuple[str, str, str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = a_set(Path(name), "apple", data)
        before = answers_of(folder, "apple")
        loaded = load_set(folder)
        path = Path(name) / "form.xlsx"
        path.write_bytes(make_form(loaded.framework, initiative=assessment_of(loaded, "apple"), assessment_set=loaded))
        plan = plan_import(fill(path, *cells, texts=True), folder)
        assert not plan.problems, plan.problems
        apply(plan)
        after = answers_of(folder, "apple")
        edited = {row for _, row, _, _ in cells}
        for item in ROWS:
            if item not in edited:
                assert after.get(item) == before.get(item)
        for _, row, column, value in cells:
            if column == "reason":
                assert after.get(row, ({"reason": ""}, []))[0]["reason"] == plain(typed(value or ""))
            if column == "answer" and isinstance(value, float | int):
                assert float(after[row][0]["answer"]) == pytest.approx(value, rel=1e-12)
        loaded = load_set(folder)
        path.write_bytes(make_form(loaded.framework, initiative=assessment_of(loaded, "apple"), assessment_set=loaded))
        assert plan_import(path, folder).changes == ()
