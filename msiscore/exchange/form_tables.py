"""The other sheets of a form that are filled in: the initiative and who rates it, further evidence, and the sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msiscore.exchange.form_book import FormBook, cells, in_sheet
from msiscore.exchange.form_questions import Questions, inline_entry
from msiscore.exchange.layout import (
    EVIDENCE,
    EVIDENCE_FIELDS,
    INITIATIVE,
    INITIATIVE_FIELDS,
    KEY_ROW,
    SOURCE_FIELDS,
    SOURCES,
)
from msiscore.exchange.values import assessor_values, evidence_values, initiative_values, rated_items, source_values

NEW_ASSESSORS = 3
NEW_EVIDENCE = 60
NEW_SOURCES = 40
HEADER_ROW = KEY_ROW
FIRST_ROW = HEADER_ROW + 1
_AS_TEXT = frozenset(
    ("id", "item", "source", "page", "locator", "date", "accessed", "url", "started", "ended", "as-of", "website")
)

INITIATIVE_LABELS = {
    "id": ("Short id", "Letters, digits and hyphens, such as food-products. It becomes the name of the file."),
    "title": ("Full name", ""),
    "sector": ("Sector", ""),
    "country": ("Country or region", ""),
    "started": ("Began", "2018, 2018-06 or 2018-06-29"),
    "ended": ("Ended or will end", "Leave empty if there is no end."),
    "website": ("Website", "Starts with https://"),
    "summary": ("What it is and who takes part", "In a few sentences."),
    "as-of": ("The ratings speak of", "A date such as 2020-07-08; empty for the date of the whole set."),
}
EVIDENCE_LABELS = {
    "item": ("Question", 17.0),
    "source": ("Source (its id)", 20.0),
    "page": ("Page", 9.0),
    "locator": ("Place, where there are no pages", 18.0),
    "quote": ("Quote", 44.0),
    "kind": ("Kind of evidence", 13.0),
    "stance": ("Supports (empty) or contradicts", 14.0),
    "note": ("What it says, in your own words", 40.0),
    "date": ("Date of what it says", 12.0),
    "visibility": ("Who may see it (empty: everyone)", 14.0),
}
SOURCE_LABELS = {
    "id": ("Short id", 20.0),
    "title": ("Title", 44.0),
    "author": ("Author", 20.0),
    "publisher": ("Publisher", 22.0),
    "date": ("Date", 12.0),
    "url": ("Web address", 40.0),
    "accessed": ("Read on", 12.0),
    "note": ("Note", 34.0),
    "visibility": ("Who may see it (empty: everyone)", 14.0),
}


def write_initiative(book: FormBook) -> str:
    """The sheet of the initiative, one field a row, and of its assessors; gives its name."""
    plan, say = book.plan, book.plan.say
    name = say("Initiative")
    widths = (30.0, 50.0, 60.0)
    sheet = book.sheet(INITIATIVE, name, widths, tab="#8a6d00")
    sheet.set_row(0, 26)
    book.text(sheet, 0, 1, say("The initiative"), "heading")
    _write_keys(book, sheet, ("label", "value", "help"))
    values = initiative_values(plan.assessment, plan.language) if plan.assessment is not None else {}
    if not values and plan.stem:
        values = {"id": plan.stem.partition("+")[0]}
    row = FIRST_ROW - 1
    for field in INITIATIVE_FIELDS:
        label, remark = INITIATIVE_LABELS[field]
        sheet.write_string(row, 0, field, book.style("key"))
        book.text(sheet, row, 1, say(label), "cell-strong")
        fixed = field == "id" and plan.stem
        style = "cell" if fixed else "input-text" if field in _AS_TEXT else "input"
        shown = book.fill(sheet, row, 2, "initiative", field, values.get(field, ""), style)
        help_text = book.text(sheet, row, 3, say(remark) if remark else "")
        least = 60 if field == "summary" else 20
        book.height(sheet, row, [(say(label), widths[0]), (shown, widths[1]), (help_text, widths[2])], least=least)
        row += 1
    row += 1
    sheet.set_row(row, 26)
    book.text(sheet, row, 1, say("Who rates"), "heading")
    row += 1
    for column, label in enumerate(("Short id", "Name, of a person or a team", "What they have at stake, or none"), start=1):
        book.text(sheet, row, column, say(label), "header-input")
    for assessor in [*(plan.assessment.assessors if plan.assessment is not None else ()), *[None] * NEW_ASSESSORS]:
        row += 1
        record = f"assessor/{assessor.id}" if assessor is not None else ""
        filled = assessor_values(assessor, plan.language) if assessor is not None else {"name": "", "interests": ""}
        sheet.write_string(row, 0, f"assessor:{assessor.id if assessor is not None else ''}", book.style("key"))
        book.text(sheet, row, 1, assessor.id if assessor is not None else "", "cell-strong" if assessor else "input-text")
        texts = [book.fill(sheet, row, n, record, key, filled[key], "input") for n, key in ((2, "name"), (3, "interests"))]
        book.height(sheet, row, list(zip(texts, widths[1:], strict=True)), least=20)
    book.finish(sheet)
    return name


def write_evidence(book: FormBook, questions: Questions) -> str:
    """The sheet of the evidence that does not stand in the row of its question; gives its name."""
    plan, say = book.plan, book.plan.say
    name = say("Evidence")
    widths = [width for _, width in EVIDENCE_LABELS.values()]
    sheet = book.sheet(EVIDENCE, name, widths, tab="#7d7c78")
    sheet.set_row(0, 26)
    book.text(sheet, 0, 1, say("More evidence: for a second source to a question, or one that needs more columns"), "heading")
    _write_keys(book, sheet, tuple(EVIDENCE_LABELS))
    _write_header(book, sheet, [label for label, _ in EVIDENCE_LABELS.values()])
    row = FIRST_ROW
    for item, rating in rated_items(plan.assessment, plan.framework) if plan.assessment is not None else ():
        inline = inline_entry(rating.evidence, plan.language)
        for index, entry in enumerate(rating.evidence):
            if index != inline:
                sheet.write_string(row, 0, f"{item.id}#{index}", book.style("key"))
                book.text(sheet, row, 1, item.id, "cell-strong")
                values = evidence_values(entry, plan.language)
                _write_row(book, sheet, row, EVIDENCE_FIELDS, f"evidence/{item.id}#{index}", values, widths[1:], start=2)
                row += 1
    first_new = row
    for empty in range(row, row + NEW_EVIDENCE):
        book.text(sheet, empty, 1, "", "input-text")
        _write_row(book, sheet, empty, EVIDENCE_FIELDS, "", {}, widths[1:], start=2)
    last = first_new + NEW_EVIDENCE - 1
    book.drop_down(sheet, first_new, 1, book.choices("item_list", [item.id for item in questions.items]), last_row=last)
    book.workbook.define_name("evidence_items", f"={in_sheet(name, cells(FIRST_ROW, last, 1))}")
    columns = {field: column for column, field in enumerate(EVIDENCE_LABELS, start=1)}
    book.drop_down(sheet, FIRST_ROW, columns["source"], "=source_list", last_row=last, strict=False)
    for field in ("kind", "stance", "visibility"):
        source = book.choices(f"{field}_list", list(say.choices(field).values()))
        book.drop_down(sheet, FIRST_ROW, columns[field], source, last_row=last)
    book.finish(sheet, freeze=(FIRST_ROW, 2), repeat=HEADER_ROW)
    return name


def write_sources(book: FormBook) -> str:
    """The sheet of the sources; gives its name."""
    plan, say = book.plan, book.plan.say
    name = say("Sources")
    widths = [width for _, width in SOURCE_LABELS.values()]
    sheet = book.sheet(SOURCES, name, widths, tab="#7d7c78")
    sheet.set_row(0, 26)
    book.text(sheet, 0, 1, say("Sources: each once, with a short id of your choice"), "heading")
    _write_keys(book, sheet, tuple(SOURCE_LABELS))
    _write_header(book, sheet, [label for label, _ in SOURCE_LABELS.values()])
    row = FIRST_ROW
    for id_, source in plan.sources.items():
        sheet.write_string(row, 0, id_, book.style("key"))
        book.text(sheet, row, 1, id_, "cell-strong")
        _write_row(book, sheet, row, SOURCE_FIELDS, f"source/{id_}", source_values(source, plan.language), widths[1:], start=2)
        row += 1
    for empty in range(row, row + NEW_SOURCES):
        book.text(sheet, empty, 1, "", "input-text")
        _write_row(book, sheet, empty, SOURCE_FIELDS, "", {}, widths[1:], start=2)
    last = row + NEW_SOURCES - 1
    visibility = book.choices("visibility_list", list(say.choices("visibility").values()))
    book.drop_down(sheet, FIRST_ROW, 1 + len(SOURCE_FIELDS), visibility, last_row=last)
    book.workbook.define_name("source_list", f"={in_sheet(name, cells(FIRST_ROW, last, 1))}")
    book.finish(sheet, freeze=(FIRST_ROW, 2), repeat=HEADER_ROW)
    return name


def _write_keys(book: FormBook, sheet: Any, keys: Sequence[str]) -> None:
    sheet.set_row(KEY_ROW - 1, 12, None, {"hidden": True})
    for column, key in enumerate(("key", *keys)):
        sheet.write_string(KEY_ROW - 1, column, key, book.style("key"))


def _write_header(book: FormBook, sheet: Any, labels: Sequence[str]) -> None:
    sheet.set_row(HEADER_ROW, 44)
    for column, label in enumerate(labels, start=1):
        book.text(sheet, HEADER_ROW, column, book.plan.say(label), "header-input")


def _write_row(
    book: FormBook,
    sheet: Any,
    row: int,
    fields: Sequence[str],
    record: str,
    values: dict[str, str],
    widths: Sequence[float],
    *,
    start: int,
) -> None:
    shown = []
    for column, field in enumerate(fields, start=start):
        choices = book.plan.say.choices(field) if field in ("kind", "stance", "visibility") else {}
        text = values.get(field, "")
        style = "input-text" if field in _AS_TEXT else "input"
        shown.append(book.fill(sheet, row, column, record, field, text, style, choices.get(text, "")))
    book.height(sheet, row, list(zip(shown, widths, strict=True)), least=18)
