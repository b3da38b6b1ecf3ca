"""Plain tables of ratings, in CSV and in workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from msiscore.errors import InputProblems, Problem
from msiscore.exchange.importing import apply, plan_import
from msiscore.exchange.layout import FRAMEWORK_PROPERTY
from tests.exchange.filling import APPLE


def csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder.parent.parent / "ratings.csv"
    path.write_bytes(text.encode(encoding))
    return path


def problems(path: Path, folder: Path) -> list[Problem]:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    try:
        found = list(plan_import(path, folder).problems)
    except InputProblems as error:
        found = list(error.problems)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    return found


def changes(path: Path, folder: Path) -> list[tuple[str, str, str, str]]:
    plan = plan_import(path, folder)
    assert not plan.problems, plan.problems
    return [(change.what, change.field, change.before, change.after) for change in plan.changes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_changes_what_it_says(folder: Path, separator: str, encoding: str) -> None:
    text = "Initiative,Criterion,Aspect,Level,Reason\napple,A-1,,1,Café\napple,A-2,paper,strong,\n".replace(",", separator)
    assert changes(csv(folder, text, encoding), folder) == [
        ("A-1", "answer", "2", "1"),
        (
            "A-1",
            "reason",
            "They are written down, in the charter of the pact and in its rules of procedure, which everyone can read.",
            "Café",
        ),
        ("A-2/paper", "answer", "1", "2"),
    ]


def test_empty_cells_say_nothing_and_a_state_replaces_an_answer(folder: Path) -> None:
    text = "initiative,criterion,level,state,confidence\napple,A-1,,too early,\napple,B-1,yes,,low\n"
    assert changes(csv(folder, text), folder) == [
        ("A-1", "state", "", "too-early"),
        ("A-1", "answer", "2", ""),
        ("B-1", "answer", "no", "yes"),
        ("B-1", "confidence", "", "low"),
    ]


def test_one_column_may_hold_answers_and_states(folder: Path) -> None:
    text = "Initiatief;Criterium;Antwoord\nAppelpact;B-2;12,75\nApple pact;B-3;niet te beoordelen\napple;A-2/practice;0\n"
    assert changes(csv(folder, text), folder) == [
        ("A-2/practice", "answer", "", "0"),
        ("A-2/practice", "state", "too-early", ""),
        ("B-2", "answer", "12.5", "12.75"),
        ("B-2", "numerator", "1", ""),
        ("B-2", "denominator", "8", ""),
        ("B-3", "state", "", "not-assessable"),
    ]


def test_evidence_is_added_once_and_further_rows_add_more(folder: Path) -> None:
    text = "initiative,criterion,level,source,page,quote\napple,A-1,2,report,12,\napple,A-1,,letter,3,Yes.\napple,A-1,2,letter,4,No.\n"
    path = csv(folder, text)
    assert changes(path, folder) == [
        ("A-1, evidence 3", "source", "", "letter"),
        ("A-1, evidence 3", "page", "", "3"),
        ("A-1, evidence 3", "quote", "", "Yes."),
        ("A-1, evidence 4", "source", "", "letter"),
        ("A-1, evidence 4", "page", "", "4"),
        ("A-1, evidence 4", "quote", "", "No."),
    ]
    apply(plan_import(path, folder))
    assert changes(path, folder) == []


def test_a_new_initiative_gets_a_file(folder: Path) -> None:
    plan = plan_import(csv(folder, "initiative,criterion,level\npear,A-1,1\npear,A-2/paper,2\n"), folder)
    apply(plan)
    text = (folder / "pear.yaml").read_text()
    assert 'id: pear\n  title: "Pear"\n' in text
    assert "  A-1: {level: 1}\n" in text
    assert "  A-2: {paper: {level: 2}}\n" in text
    assert (folder / "apple.yaml").read_text() == APPLE


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ("apple,A-9,1", "unknown-criterion", (2, 2)),
        ("apple,,1", "unknown-criterion", (2, 2)),
        (",A-1,1", "no-initiative", (2, 1)),
        ("Appel pact,A-1,1", "unknown-initiative", (2, 2)),
        ("apple,A-2,1", "aspect", (2, 2)),
        ("apple,A-1,9", "answer", (2, 3)),
        ('apple,B-2,"1,5"', "answer", (2, 3)),
        ("apple,B-1,maybe", "answer", (2, 3)),
    ],
)
def test_each_mistake_is_told_with_its_line(folder: Path, row: str, code: str, place: tuple[int, int]) -> None:
    (problem,) = problems(csv(folder, f"initiative,criterion,level\n{row}\n"), folder)
    assert (problem.code, problem.line, problem.column) == (code, *place)
    assert problem.sheet == ""


def test_mistakes_that_span_columns_are_told(folder: Path) -> None:
    head = "initiative,criterion,aspect,level,value,source,page\n"
    text = head + "apple,A-1,paper,1,,,\napple,B-2,,1,2,,\napple,B-1,,yes,,,3\napple,B-1,,no,,nowhere,\n"
    assert [(p.code, p.line) for p in sorted(problems(csv(folder, text), folder), key=lambda p: p.line)] == [
        ("aspect", 2),
        ("two-answers", 3),
        ("no-source", 4),
        ("two-rows", 5),
        ("unknown-source", 5),
    ]


def test_a_point_that_may_stand_between_thousands_is_not_guessed_at(folder: Path) -> None:
    (problem,) = problems(csv(folder, "initiative;criterion;value\napple;B-2;1.234\n"), folder)
    assert problem.code == "ambiguous-number"
    assert changes(csv(folder, "initiative;criterion;value\napple;B-2;1.234,5\n"), folder)[0][3] == "1234.5"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b,c\n1,2,3\n", "no-table"),
        (b"", "no-table"),
        (b"initiative,criterion,level\napple,A-1,\xff\n", "encoding"),
        (b'initiative,criterion,level\napple,A-1,"1\n', "csv"),
        (b"initiative,criterion,level\x00\n", "not-text"),
        (b"initiative,criterion,level\n", "empty"),
        (b"initiative,criterion,level,level\napple,A-1,1,2\n", "two-columns"),
    ],
)
def test_a_file_that_is_no_table_is_told(folder: Path, content: bytes, code: str) -> None:
    path = folder.parent.parent / "ratings.csv"
    path.write_bytes(content)
    assert [problem.code for problem in problems(path, folder)] == [code]


def workbook(folder: Path, *rows: list[object], made_for: str = "") -> Path:
    book: Any = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.create_sheet("Summary").append(["Ranking"])
    sheet = book.create_sheet("Ratings")
    for row in rows:
        sheet.append(row)
    if made_for:
        from openpyxl.packaging.custom import StringProperty

        book.custom_doc_props.append(  # the stubs do not know it
            StringProperty(name=FRAMEWORK_PROPERTY, value=made_for)
        )
    path = folder.parent.parent / "scorecard.xlsx"
    book.save(path)
    return path


HEAD: list[object] = ["Initiative", "Criterion", "Aspect", "Answer", "State", "Confidence", "Reason", "Score"]


def test_a_sheet_of_a_workbook_is_found_by_its_headings(folder: Path) -> None:
    path = workbook(
        folder,
        ["The ratings"],
        [],
        HEAD,
        ["apple", "A-1", None, "1 · partial", None, "low", None, "=1+1"],
        made_for="small 1.0.0",
    )
    assert changes(path, folder) == [("A-1", "answer", "2", "1"), ("A-1", "confidence", "high", "low")]


def test_a_scorecard_of_another_version_is_refused(folder: Path) -> None:
    path = workbook(folder, HEAD, ["apple", "A-1", None, 1], made_for="small 0.9.0")
    assert [problem.code for problem in problems(path, folder)] == ["framework-version"]


def test_cells_of_a_workbook_are_told_by_sheet_and_cell(folder: Path) -> None:
    path = workbook(folder, HEAD, ["apple", "A-1", None, "=1+1"], ["apple", "B-2", None, "12.5"], ["apple", "B-1", None, 3])
    assert [(p.code, p.where.rpartition(":")[2]) for p in problems(path, folder)] == [
        ("formula", "Ratings!D2"),
        ("number-as-text", "Ratings!D3"),
        ("answer", "Ratings!D4"),
    ]


def test_two_tables_in_one_workbook_are_told(folder: Path) -> None:
    path = workbook(folder, HEAD, ["apple", "A-1", None, 1])
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["Ratings"])
    book.save(path)
    assert [problem.code for problem in problems(path, folder)] == ["no-table"]


def test_merged_cells_of_a_table_are_told(folder: Path) -> None:
    path = workbook(folder, HEAD, ["apple", "A-1", None, 1], ["", "B-1", None, "yes"])
    book = openpyxl.load_workbook(path)
    book["Ratings"].merge_cells("A2:A3")
    book.save(path)
    assert {problem.code for problem in problems(path, folder)} == {"merged", "no-initiative"}
