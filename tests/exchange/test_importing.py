"""From the form back to the files: what changes, what stays, and what is in the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from msiscore.errors import InputProblems, NotFound, OutputError
from msiscore.exchange.importing import apply, plan_import
from msiscore.loading.set_loader import load_set
from tests.exchange.filling import APPLE, SOURCES, fill

Make = Callable[..., Path]


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def imported(path: Path, folder: Path, name: str = "apple.yaml") -> str:
    """The text of a file of the set after the import."""
    plan = plan_import(path, folder)
    assert not plan.problems, plan.problems
    apply(plan)
    load_set(folder)
    return (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_an_untouched_form_changes_nothing(form: Make, folder: Path, language: str) -> None:
    plan = plan_import(form(language=language), folder)
    assert (plan.changes, plan.files, plan.problems, plan.notes) == ((), (), (), ())


def test_a_form_knows_its_set(form: Make, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = fill(form(), ("questions", "A-1", "answer", 1))
    monkeypatch.chdir(folder.parent.parent)
    assert plan_import(path).folder.resolve() == folder


def test_a_changed_answer_changes_its_line_only(form: Make, folder: Path) -> None:
    after = imported(fill(form(), ("questions", "A-1", "answer", "1 · partial")), folder)
    assert lines_changed(APPLE, after) == (["    level: 2  # after the reply"], ["    level: 1  # after the reply"])


@pytest.mark.parametrize(("typed", "written"), [(0, "0"), ("0", "0"), ("absent", "0"), ("1 · gedeeltelijk", "1"), (1.0, "1")])
def test_a_level_may_be_typed_or_chosen(form: Make, folder: Path, typed: object, written: str) -> None:
    assert f"    level: {written}  # after the reply\n" in imported(fill(form(), ("questions", "A-1", "answer", typed)), folder)


def test_a_state_takes_the_place_of_an_answer(form: Make, folder: Path) -> None:
    cells = [("questions", "A-1", "answer", None), ("questions", "A-1", "state", "nothing found")]
    after = imported(fill(form(), *cells), folder)
    assert lines_changed(APPLE, after) == (["    level: 2  # after the reply"], ["    state: nothing-found  # after the reply"])


def test_a_bare_rating_gets_its_reason_below(form: Make, folder: Path) -> None:
    after = imported(fill(form(), ("questions", "A-2/paper", "reason", "In article 5: everyone may.")), folder)
    assert '    paper:   # bare\n      level: 1\n      reason: "In article 5: everyone may."\n    practice: {' in after


def test_new_answers_stand_in_the_order_of_the_framework(form: Make, folder: Path) -> None:
    cells = [("questions", "B-3", "answer", 2.5), ("questions", "B-3", "source", "report"), ("questions", "B-3", "page", "3-4")]
    after = imported(fill(form(), *cells), folder)
    assert after == APPLE + '  B-3:\n    value: 2.5\n    evidence: [{source: report, page: "3-4"}]\n'


def test_a_new_value_drops_the_parts_that_no_longer_give_it(form: Make, folder: Path) -> None:
    plan = plan_import(fill(form(), ("questions", "B-2", "answer", 20)), folder)
    assert [(change.field, change.before, change.after) for change in plan.changes] == [
        ("answer", "12.5", "20"),
        ("numerator", "1", ""),
        ("denominator", "8", ""),
    ]
    apply(plan)
    assert "  B-2: {value: 20, reason: Counted., evidence: [report]}\n" in (folder / "apple.yaml").read_text()


def test_emptied_cells_take_an_answer_back(form: Make, folder: Path) -> None:
    cells = [("questions", "B-1", "answer", None), ("questions", "A-2/practice", "state", None)]
    after = imported(fill(form(), *cells, ("questions", "A-2/practice", "reason", None)), folder)
    assert "B-1" not in after
    assert "practice" not in after
    assert "    paper: 1   # bare\n" in after


def test_a_note_without_an_answer_is_kept_as_unanswered(form: Make, folder: Path) -> None:
    after = imported(fill(form(), ("questions", "B-3", "reason", "Ask the secretariat.")), folder)
    assert "  B-3:\n    state: unanswered\n    reason: Ask the secretariat.\n" in after


def test_evidence_is_changed_added_and_taken_out(form: Make, folder: Path) -> None:
    cells = [
        ("questions", "A-1", "page", "13"),
        ("evidence", "A-1#1", "note", "They deny it."),
        ("evidence", "new:1", "item", "A-1"),
        ("evidence", "new:1", "source", "letter"),
        ("evidence", "new:1", "quote", "We do."),
        ("evidence", "new:1", "visibility", "restricted"),
        ("questions", "B-2", "source", None),
    ]
    after = imported(fill(form(), *cells), folder)
    assert lines_changed(APPLE, after) == (
        [
            '      - {source: report, page: "12", kind: document}',
            "        note: They say so themselves.",
            "  B-2: {value: 12.5, numerator: 1, denominator: 8, reason: Counted., evidence: [report]}",
        ],
        [
            '      - {source: report, page: "13", kind: document}',
            "        note: They deny it.",
            "      - {source: letter, quote: We do., visibility: restricted}",
            "  B-2: {value: 12.5, numerator: 1, denominator: 8, reason: Counted.}",
        ],
    )


def test_sources_and_assessors_are_added_and_changed(form: Make, folder: Path) -> None:
    cells = [
        ("sources", "new:1", "id", "minutes"),
        ("sources", "new:1", "title", "Minutes of the board"),
        ("sources", "new:1", "date", 2019),
        ("sources", "report", "publisher", "The ministry"),
        ("initiative", "new:1", "label", "bob"),
        ("initiative", "new:1", "value", "Bob"),
        ("initiative", "new:1", "help", "None."),
        ("initiative", "website", "value", "https://example.org"),
        ("questions", "B-1", "source", "minutes"),
    ]
    after = imported(fill(form(), *cells), folder)
    assert "assessors: [{id: ann, name: Ann, interests: none}, {id: bob, name: Bob, interests: None.}]\n" in after
    assert 'sector: fruit, website: "https://example.org"}' in after or "sector: fruit, website: https://example.org}" in after
    sources = (folder / "sources.yaml").read_text()
    gone, come = lines_changed(SOURCES, sources)
    assert gone == ["  publisher: The secretariat   # in The Hague"]
    assert come == ["  publisher: The ministry   # in The Hague", "minutes:", "  title: Minutes of the board", "  date: 2019"]


def test_a_text_in_another_language_stands_beside_the_first(form: Make, folder: Path) -> None:
    cells = [("questions", "B-2", "reason", "Geteld."), ("initiative", "title", "value", "Appelverbond")]
    after = imported(fill(form(language="nl"), *cells), folder)
    assert "reason: {en: Counted., nl: Geteld.}" in after
    assert "title: {en: Apple pact, nl: Appelverbond}" in after


def test_a_new_initiative_gets_a_file_with_all_questions(form: Make, folder: Path) -> None:
    cells = [
        ("initiative", "id", "value", "pear"),
        ("initiative", "title", "value", "Perentafel"),
        ("questions", "A-1", "answer", "1 · gedeeltelijk"),
        ("questions", "B-1", "answer", "ja"),
        ("questions", "B-1", "confidence", "gemiddeld"),
        ("questions", "A-2/practice", "state", "te vroeg"),
    ]
    after = imported(fill(form("", "nl"), *cells), folder, "pear.yaml")
    assert "initiative:\n  id: pear\n  title: {nl: Perentafel}\n" in after
    assert "  #A-1: 2  # strong: All.\n  #A-1: nothing-found  # or" in after
    assert "\n  A-1: {level: 1}\n" in after
    pear = next(a for a in load_set(folder).assessments if a.initiative.id == "pear")
    assert pear.ratings["B-1"].level == "yes"
    assert pear.ratings["B-1"].confidence == "medium"
    assert pear.ratings["A-2"].practice is not None
    assert pear.ratings["A-2"].practice.state == "too-early"


def test_a_second_assessor_has_a_form_and_a_file_of_their_own(form: Make, folder: Path) -> None:
    imported(fill(form("apple+bob"), ("questions", "A-1", "answer", 0)), folder, "apple+bob.yaml")
    assert (folder / "apple.yaml").read_text() == APPLE
    assert [who for who, _ in load_set(folder).second_ratings] == ["bob"]


def test_a_form_may_be_imported_twice(form: Make, folder: Path) -> None:
    cells = [
        ("questions", "A-1", "answer", 1),
        ("questions", "A-1", "source", None),
        ("questions", "A-1", "page", None),
        ("questions", "A-1", "kind", None),
        ("evidence", "new:1", "item", "A-1"),
        ("evidence", "new:1", "source", "report"),
        ("sources", "new:1", "id", "minutes"),
        ("sources", "new:1", "title", "Minutes"),
    ]
    path = fill(form(), *cells)
    imported(path, folder)
    again = plan_import(path, folder)
    assert (again.changes, again.files, again.problems) == ((), (), ())


def test_a_change_of_the_file_elsewhere_is_kept(form: Make, folder: Path) -> None:
    path = fill(form(), ("questions", "A-1", "answer", 1))
    (folder / "apple.yaml").write_text(APPLE.replace("B-1: no", "B-1: yes"))
    assert "  B-1: yes\n" in imported(path, folder)


def test_a_change_of_the_same_value_in_form_and_file_is_a_conflict(form: Make, folder: Path) -> None:
    path = fill(form(), ("questions", "A-1", "answer", 1), ("questions", "B-2", "answer", 0))
    (folder / "apple.yaml").write_text(APPLE.replace("level: 2", "level: 0").replace("Counted", "Guessed"))
    plan = plan_import(path, folder)
    (problem,) = plan.problems
    assert (problem.code, problem.sheet) == ("conflict", "Questions")
    assert problem.found == "here `1`, in apple.yaml `0`"
    with pytest.raises(InputProblems):
        apply(plan)
    assert not plan_import(path, folder, overwrite=True).problems


def test_all_problems_are_told_with_their_cells_and_nothing_is_written(form: Make, folder: Path) -> None:
    cells = [
        ("questions", "A-1", "answer", 7),
        ("questions", "A-2/paper", "answer", "=1+1"),
        ("questions", "A-2/practice", "answer", 1),
        ("questions", "B-1", "answer", "perhaps"),
        ("questions", "B-2", "answer", "12,5"),
        ("questions", "B-3", "answer", 5.5),
        ("questions", "B-3", "confidence", "hihg"),
        ("questions", "B-3", "source", "nowhere"),
        ("questions", "A-2/paper", "page", "3"),
        ("initiative", "website", "value", "www.example.org"),
        ("initiative", "started", "value", 43280),
        ("initiative", "new:1", "value", "Nobody"),
        ("sources", "new:1", "id", "no spaces"),
        ("sources", "new:2", "title", "Which?"),
        ("evidence", "new:1", "quote", "Whose?"),
        ("evidence", "new:2", "item", "A-9"),
    ]
    plan = plan_import(fill(form(), *cells), folder)
    places = {(problem.code, problem.sheet) for problem in plan.problems}
    assert places == {
        ("answer", "Questions"),
        ("formula", "Questions"),
        ("two-answers", "Questions"),
        ("number-as-text", "Questions"),
        ("confidence", "Questions"),
        ("unknown-source", "Questions"),
        ("url", "Initiative"),
        ("date-as-number", "Initiative"),
        ("no-id", "Initiative"),
        ("identifier", "Sources"),
        ("missing-key", "Sources"),
        ("no-id", "Sources"),
        ("no-criterion", "Evidence"),
        ("no-source", "Questions"),
        ("unknown-criterion", "Evidence"),
    }
    assert all(problem.line and problem.column for problem in plan.problems)
    assert not plan.files
    source = next(p for p in plan.problems if p.code == "unknown-source")
    assert source.where.endswith("form.xlsx:Questions!N9")
    level = next(p for p in plan.problems if p.code == "answer")
    assert level.where.endswith("form.xlsx:Questions!J4")
    assert level.allowed == "0 (absent), 1 (partial), 2 (strong)"
    with pytest.raises(InputProblems):
        apply(plan)
    assert (folder / "apple.yaml").read_text() == APPLE


def test_another_version_of_the_framework_is_refused(form: Make, folder: Path) -> None:
    path = fill(form(), ("questions", "A-1", "answer", 1))
    framework = folder.parent.parent / "criteria/small/framework.yaml"
    framework.write_text(framework.read_text().replace("1.0.0", "1.1.0"))
    (folder / "set.yaml").write_text((folder / "set.yaml").read_text().replace("1.0.0", "1.1.0"))
    with pytest.raises(InputProblems) as caught:
        plan_import(path, folder)
    (problem,) = caught.value.problems
    assert (problem.code, problem.found, problem.allowed) == ("framework-version", "small 1.0.0", "small 1.1.0")


def test_a_changed_framework_of_the_same_version_is_noted(form: Make, folder: Path) -> None:
    path = fill(form(), ("questions", "A-1", "answer", 1))
    framework = folder.parent.parent / "criteria/small/framework.yaml"
    framework.write_text(framework.read_text().replace("en: All.", "en: All of them."))
    plan = plan_import(path, folder)
    assert "changed since the form was made" in plan.notes[0]
    assert plan.files


def test_a_file_that_changes_between_plan_and_writing_stops_it(form: Make, folder: Path) -> None:
    plan = plan_import(fill(form(), ("questions", "A-1", "answer", 1)), folder)
    (folder / "apple.yaml").write_text(APPLE + "# one more\n")
    with pytest.raises(OutputError, match="has changed in the meantime"):
        apply(plan)


def test_one_file_that_cannot_be_written_undoes_the_others(form: Make, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [("questions", "A-1", "answer", 1), ("sources", "new:1", "id", "new"), ("sources", "new:1", "title", "New")]
    plan = plan_import(fill(form(), *cells), folder)
    assert len(plan.files) == 2
    replace, calls = os.replace, []

    def second_fails(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise PermissionError(13, "Permission denied", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", second_fails)
    with pytest.raises(OutputError, match="nothing was changed"):
        apply(plan)
    assert (folder / "apple.yaml").read_text() == APPLE
    assert (folder / "sources.yaml").read_text() == SOURCES
    assert not list(folder.glob(".*"))


def test_marks_and_line_ends_of_a_windows_file_are_kept(form: Make, folder: Path) -> None:
    (folder / "apple.yaml").write_bytes(b"\xef\xbb\xbf" + APPLE.replace("\n", "\r\n").encode())
    apply(plan_import(fill(form(), ("questions", "A-1", "reason", "New.")), folder))
    raw = (folder / "apple.yaml").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf#")
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_sorted_rows_moved_columns_and_renamed_sheets_do_not_matter(form: Make, folder: Path, tmp_path: Path) -> None:
    import openpyxl

    from tests.exchange.filling import sheet_of

    path = fill(form(), ("questions", "A-1", "answer", 1), ("questions", "B-1", "answer", "yes"))
    workbook = openpyxl.load_workbook(path)
    sheet = sheet_of(workbook, "questions")
    sheet.title = "Mine"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for number, row in enumerate(reversed(rows), start=4):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
    sheet.insert_cols(3)
    workbook.save(path)
    plan = plan_import(path, folder)
    assert {change.what for change in plan.changes} == {"A-1", "B-1"}


def test_a_form_without_a_set_has_to_be_told_where_to_go(form: Make, folder: Path, things: object, tmp_path: Path) -> None:
    from msiscore.exchange.form import make_form

    path = tmp_path / "blank.xlsx"
    path.write_bytes(make_form(load_set(folder).framework))
    with pytest.raises(NotFound, match="--into"):
        plan_import(path)
    plan = plan_import(path, folder)
    assert [problem.code for problem in plan.problems] == ["no-id"]


def test_the_state_of_a_dimension_holds_until_a_question_is_answered(form: Make, folder: Path) -> None:
    text = APPLE.partition("  # --- reach")[0] + "  reach: {state: too-early, reason: They have just begun.}\n"
    (folder / "apple.yaml").write_text(text)
    path = form()
    assert plan_import(path, folder).changes == ()
    cells = [
        ("questions", "B-1", "state", None),
        ("questions", "B-1", "answer", "yes"),
        ("questions", "B-2", "confidence", "low"),
        ("questions", "B-3", "state", None),
        ("questions", "B-3", "reason", None),
    ]
    after = imported(fill(path, *cells), folder)
    assert lines_changed(text, after)[0] == []
    ratings = load_set(folder).assessments[0].ratings
    assert (ratings["B-1"].level, ratings["B-1"].state) == ("yes", None)
    assert (ratings["B-2"].state, ratings["B-2"].confidence) == ("too-early", "low")
    assert ratings["B-3"].state == "unanswered"


def test_a_form_for_another_set_is_refused_with_one_message(form: Make, folder: Path) -> None:
    path = fill(form(), ("questions", "A-1", "answer", 1))
    other = folder.with_name("others")
    other.mkdir()
    (other / "set.yaml").write_text(
        (folder / "set.yaml").read_text(encoding="utf-8").replace("id: things", "id: others"), encoding="utf-8"
    )
    with pytest.raises(InputProblems) as raised:
        plan_import(path, other)
    (problem,) = raised.value.problems
    assert (problem.code, problem.found, problem.allowed) == ("other-set", "things", "others")
    assert "import it into `things`" in problem.hint
