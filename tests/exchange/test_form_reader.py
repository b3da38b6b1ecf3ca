from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msiscore.assessment import AssessmentSet
from msiscore.exchange.form_reader import form_framework, form_set, is_form, read_form
from msiscore.exchange.workbook_reader import read_workbook
from tests.exchange.filling import fill


def test_a_form_says_what_it_was_made_for(form: Callable[..., Path], things: AssessmentSet) -> None:
    workbook = read_workbook(form(language="nl"))
    assert is_form(workbook)
    assert form_framework(workbook) == ("small", "1.0.0")
    assert form_set(workbook) == "things"
    incoming = read_form(workbook, things.framework)
    assert (incoming.file_stem, incoming.language) == ("apple", "nl")
    assert not incoming.problems


def test_every_cell_is_read_with_what_it_was_filled_with(form: Callable[..., Path], things: AssessmentSet) -> None:
    incoming = read_form(read_workbook(fill(form(), ("questions", "B-1", "answer", "yes"))), things.framework)
    touched = [(row.item, name) for row in incoming.ratings for name, said in row.fields.items() if said.touched]
    assert touched == [("B-1", "answer")]
    assert not any(said.touched for row in incoming.evidence for said in row.fields.values())
    assert not any(said.touched for row in incoming.sources for said in row.fields.values())
    assert [row.item for row in incoming.ratings] == ["A-1", "A-2/paper", "A-2/practice", "B-1", "B-2", "B-3"]


def test_evidence_that_was_moved_to_another_question_is_told(form: Callable[..., Path], things: AssessmentSet) -> None:
    incoming = read_form(read_workbook(fill(form(), ("evidence", "A-1#1", "item", "B-1"))), things.framework)
    assert [problem.code for problem in incoming.problems] == ["moved"]
