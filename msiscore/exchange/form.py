"""The form: a workbook to fill in, with the questions of a framework and, where there is one, what an assessment says already.

It is written with XlsxWriter and read back by `form_reader`. Rows, columns and sheets carry keys of their own, on hidden cells, so that
nothing depends on where they stand; `layout` has the keys. Functions of Excel 2007 only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msiscore.assessment import Assessment, AssessmentSet, Rating, Source
from msiscore.exchange.form_book import FormBook, FormPlan, cells, in_sheet, string
from msiscore.exchange.form_questions import Questions, write_questions
from msiscore.exchange.form_tables import write_evidence, write_initiative, write_sources
from msiscore.exchange.layout import FORM_MARK, FORM_VERSION, FRAMEWORK_PROPERTY, LISTS, MEMORY, START
from msiscore.exchange.values import framework_digest, rated_items
from msiscore.exchange.wording import FormWording
from msiscore.framework import Dimension, Framework
from msiscore.reporting.phrases import STATE_MEANINGS

_WIDTHS = (46.0, 13.0, 13.0, 13.0, 13.0)


def make_form(
    framework: Framework,
    *,
    initiative: Assessment | None = None,
    assessment_set: AssessmentSet | None = None,
    language: str = "",
    stem: str = "",
) -> bytes:
    """The form for `framework` as the bytes of an .xlsx workbook; the same input gives the same bytes.

    `initiative` fills in what is known already; `assessment_set` adds its sources, those that only other initiatives use left out when they
    are not public. `language` is that of the questions and of the texts that will be written; by default the set's, else the framework's.
    `stem` is the name of the assessment's file without `.yaml`, for a second assessor or an initiative that has no file yet.
    """
    about = assessment_set.about if assessment_set is not None else None
    language = language or (about.language if about is not None else framework.language)
    plan = FormPlan(
        framework=framework,
        language=language,
        say=FormWording(language),
        assessment=initiative,
        about=about,
        sources=_sources(assessment_set, initiative),
        stem=stem or (initiative.initiative.id if initiative is not None else ""),
    )
    book = FormBook.new(plan)
    # The first sheet counts what stands on the others, so it is written last; sheets are shown in the order they were added.
    start = book.sheet(START, plan.say("Start here"), _WIDTHS, tab="#00224e")
    write_initiative(book)
    questions = write_questions(book)
    write_evidence(book, questions)
    write_sources(book)
    _write_start(book, start, questions)
    _write_lists(book)
    _write_memory(book)
    start.activate()
    book.workbook.set_custom_property(FRAMEWORK_PROPERTY, f"{framework.id} {framework.version}", "text")
    book.workbook.close()
    return book.buffer.getvalue()


def _sources(assessment_set: AssessmentSet | None, assessment: Assessment | None) -> Mapping[str, Source]:
    """The public sources of the set, and those that this assessment uses."""
    if assessment_set is None:
        return {}
    used = {entry.source for rating in _ratings(assessment) for entry in rating.evidence}
    return {id_: s for id_, s in assessment_set.sources.items() if s.visibility == "public" or id_ in used}


def _ratings(assessment: Assessment | None) -> list[Rating]:
    if assessment is None:
        return []
    return [
        part for rating in assessment.ratings.values() for part in (rating, rating.paper, rating.practice) if part is not None
    ]


STEPS = (
    "Fill in the cells with a light yellow ground; the others are locked. Nothing has to be done in one go: save the workbook "
    "and go on later.",
    "Sheet Initiative: what is rated, and who rates it with which interests.",
    "Sheet Questions: one row for each question. Read the options beside it, and choose in the list the one that the evidence "
    "bears out, or type its number.",
    "If you cannot answer, leave the answer empty and choose why in the column after it. What you have not looked at stays empty.",
    "Say how sure you are, give the reason in a sentence or two of your own, and name the source with page and quote.",
    "Sheet Sources: describe each source once, under a short id such as annual-report-2023. Use that id on the other sheets.",
    "Sheet Evidence: for a second source to a question, or one that says otherwise.",
    "Save the workbook as .xlsx and send it back. What is in it is checked when it is read in, and every mistake is named with its cell.",
)
GOOD_TO_KNOW = (
    "Type a date as 2020, 2020-07 or 2020-07-08.",
    "Type no formulas: only what you typed yourself is read.",
    "Delete no rows, columns or sheets. To take an answer back, empty its cells.",
)


def _write_start(book: FormBook, sheet: Any, questions: Questions) -> None:
    plan, say = book.plan, book.plan.say
    framework, language = plan.framework, plan.language
    row = 0
    for text, style, height in (
        (framework.title.in_language(language), "title", 30),
        (_subtitle(book), "quiet", 18),
        ("", "quiet", 8),
    ):
        book.text(sheet, row, 1, text, style)
        sheet.set_row(row, height)
        row += 1
    summary = framework.summary.in_language(language) if framework.summary is not None else ""
    row = _paragraph(book, sheet, row, summary) + 1 if summary else row
    for notice in _notices(book):
        row = _paragraph(book, sheet, row, notice, "notice") + 1
    row = _heading(book, sheet, row, say("How to fill this in"))
    for number, step in enumerate(STEPS, start=1):
        row = _paragraph(book, sheet, row, f"{number}.  {say(step)}")
    row = _heading(book, sheet, row + 1, say("Why there is no answer"))
    for state, meaning in STATE_MEANINGS.items():
        row = _paragraph(book, sheet, row, f"{say.choices('state')[state.value].capitalize()}: {say(meaning)}")
    row = _heading(book, sheet, row + 1, say("Good to know"))
    for text in GOOD_TO_KNOW:
        row = _paragraph(book, sheet, row, say(text))
    row = _heading(book, sheet, row + 1, say("How far you are"))
    _write_progress(book, sheet, row, questions)
    book.finish(sheet, upright=True)


def _subtitle(book: FormBook) -> str:
    plan = book.plan
    parts = [f"{plan.framework.id} {plan.framework.version}"]
    if plan.assessment is not None:
        parts.insert(0, plan.assessment.initiative.title.in_language(plan.language))
    elif plan.stem:
        parts.insert(0, plan.stem)
    return " · ".join(parts)


def _notices(book: FormBook) -> list[str]:
    plan = book.plan
    hidden = any(source.visibility != "public" for source in plan.sources.values())
    hidden = hidden or any(entry.visibility != "public" for rating in _ratings(plan.assessment) for entry in rating.evidence)
    notices = (
        [plan.say("This form holds confidential evidence or sources. Give it only to people who may see them.")] if hidden else []
    )
    notice = plan.framework.notice
    return notices + ([notice.in_language(plan.language)] if notice is not None else [])


def _heading(book: FormBook, sheet: Any, row: int, text: str) -> int:
    book.text(sheet, row, 1, text, "heading")
    sheet.set_row(row, 24)
    return row + 1


def _paragraph(book: FormBook, sheet: Any, row: int, text: str, style: str = "prose") -> int:
    sheet.merge_range(row, 1, row, len(_WIDTHS), "", book.style(style))
    shown = book.text(sheet, row, 1, text, style)
    book.height(sheet, row, [(shown, sum(_WIDTHS) - 3)])
    return row + 1


def _write_progress(book: FormBook, sheet: Any, row: int, questions: Questions) -> None:
    """How many questions of each dimension are answered, with a reason, with a source; the workbook counts along."""
    say = book.plan.say
    for column, title in enumerate((say("Dimension"), say("Questions"), say("Answered"), say("With reason"), say("With source"))):
        book.text(sheet, row, 1 + column, title, "header" if column == 0 else "header-centre")
    sheet.set_row(row, 20)
    first = row + 1
    totals = [0, 0, 0, 0]
    for dimension, begin, end in questions.rows:
        row += 1
        counts = _counts(book, dimension, questions, begin, end)
        title = book.text(sheet, row, 1, dimension.title.in_language(book.plan.language))
        ranges = {name: in_sheet(questions.name, questions.of(name, begin, end)) for name in ("status", "reason", "source")}
        keys = in_sheet(questions.name, cells(begin, end, 0))
        formulas = (
            f"=ROWS({ranges['status']})",
            f"=COUNTIF({ranges['status']},{string(say('done'))})",
            f"=COUNTA({ranges['reason']})",
            f"=SUMPRODUCT(--((LEN({ranges['source']})>0)+COUNTIF(evidence_items,{keys})>0))",
        )
        for column, (formula, value) in enumerate(zip(formulas, counts, strict=True), start=2):
            book.formula(sheet, row, column, formula, value, "cell-centre")
        book.height(sheet, row, [(title, _WIDTHS[0])])
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
    book.text(sheet, row + 1, 1, say("All questions"), "cell-strong")
    for column, total in enumerate(totals, start=2):
        book.formula(sheet, row + 1, column, f"=SUM({cells(first, row, column)})", total, "cell-centre")


def _counts(book: FormBook, dimension: Dimension, questions: Questions, begin: int, end: int) -> list[int]:
    plan = book.plan
    ids = {criterion.id for criterion in dimension.all_criteria()}
    rated = rated_items(plan.assessment, plan.framework) if plan.assessment is not None else ()
    ratings = [rating for item, rating in rated if item.criterion.id in ids]
    done = sum(questions.done[row] for row in range(begin, end + 1))
    return [end - begin + 1, done, sum(r.reason is not None for r in ratings), sum(bool(r.evidence) for r in ratings)]


def _write_lists(book: FormBook) -> None:
    """The words of the drop-down lists, a column each, under a name that a person can read in a formula."""
    name = "lists"
    sheet = book.sheet(LISTS, name, [])
    for column, (list_name, words) in enumerate(book.lists.items(), start=1):
        sheet.write_string(0, column, list_name, book.style("key"))
        for row, word in enumerate(words, start=1):
            book.text(sheet, row, column, word, "prose")
        book.workbook.define_name(list_name, f"={in_sheet(name, cells(1, max(1, len(words)), column))}")
    sheet.protect()
    sheet.very_hidden()


def _write_memory(book: FormBook) -> None:
    """What the form was made from and filled with, for the import."""
    plan = book.plan
    sheet = book.sheet(MEMORY, "memory", [])
    facts = (
        ("form", FORM_MARK, FORM_VERSION),
        ("framework", plan.framework.id, plan.framework.version),
        ("digest", framework_digest(plan.framework), ""),
        ("set", plan.about.id if plan.about is not None else "", ""),
        ("file", plan.stem, ""),
        ("language", plan.language, ""),
    )
    for row, line in enumerate([*((*fact, "") for fact in facts), *book.memory], start=1):
        for column, text in enumerate(line):
            if text:
                sheet.write_string(row, column, text)
    sheet.protect()
    sheet.very_hidden()
