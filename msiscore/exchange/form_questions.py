"""The sheet of a form with the questions: one row for each, its possible answers beside it, and the cells to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from msiscore.assessment import Evidence, Rating
from msiscore.exchange.form_book import FormBook, cell, cells, string
from msiscore.exchange.layout import INLINE_FIELDS, KEY_ROW, QUESTIONS
from msiscore.exchange.values import Values, evidence_values, rating_values
from msiscore.framework import Criterion, Dimension, State
from msiscore.rating_matrix import Item, items_of, rating_of
from msiscore.reporting.phrases import level_name, scale_text
from msiscore.scales import BaseScale, LevelScale, PointsScale, YesNoScale

HEADER_ROW = KEY_ROW  # from 0, so the row below that of the keys
FIRST_ROW = HEADER_ROW + 1
_INPUTS = ("answer", "state", "confidence", "reason", *INLINE_FIELDS)
_WIDTHS = {
    "status": 8.0,
    "dimension": 14.0,
    "id": 9.0,
    "aspect": 10.0,
    "question": 34.0,
    "option": 21.0,
    "answer": 15.0,
    "state": 15.0,
    "confidence": 11.0,
    "reason": 46.0,
    "source": 17.0,
    "page": 9.0,
    "locator": 14.0,
    "quote": 34.0,
    "kind": 12.0,
    "help": 52.0,
}


@dataclass(slots=True)
class Questions:
    """The sheet and where its columns stand; `rows` are the first and last row of each top dimension."""

    name: str
    columns: dict[str, int]
    items: tuple[Item, ...]
    rows: list[tuple[Dimension, int, int]] = field(default_factory=list)
    done: dict[int, bool] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The last row of the table, from 0."""
        return FIRST_ROW + len(self.items) - 1

    def of(self, column: str, first: int, last: int) -> str:
        """The address of part of a column."""
        return cells(first, last, self.columns[column])


def inline_entry(evidence: Sequence[Evidence], language: str) -> int | None:
    """Which piece of evidence stands in the row of the question: the first that needs no other column."""
    for index, entry in enumerate(evidence):
        if not any(text for name, text in evidence_values(entry, language).items() if name not in INLINE_FIELDS):
            return index
    return None


def write_questions(book: FormBook) -> Questions:
    """The whole sheet."""
    plan, say = book.plan, book.plan.say
    options = max((plan.framework.scale_of(criterion).step_count for criterion in plan.framework.criteria), default=0) or 1
    names = ["status", "dimension", "id", "aspect", "question", *[f"option-{n}" for n in range(options)], *_INPUTS, "help"]
    if not plan.framework.has_aspects:
        names.remove("aspect")
    questions = Questions(say("Questions"), {name: at for at, name in enumerate(names, start=1)}, items_of(plan.framework))
    sheet = book.sheet(QUESTIONS, questions.name, [_width(name) for name in names], tab="#00224e")
    sheet.set_row(KEY_ROW - 1, 12, None, {"hidden": True})
    sheet.write_string(KEY_ROW - 1, 0, "key", book.style("key"))
    for name, column in questions.columns.items():
        sheet.write_string(KEY_ROW - 1, column, name, book.style("key"))
        title = _heading(name, book)
        book.text(sheet, HEADER_ROW, column, title, "header-input" if name in _INPUTS else "header")
    sheet.set_row(HEADER_ROW, 44)
    row = FIRST_ROW
    for dimension in plan.framework.dimensions:
        first = row
        for owner, item in _items(dimension):
            _write_item(book, sheet, questions, row, owner, item)
            row += 1
        if row > first:
            questions.rows.append((dimension, first, row - 1))
    _write_head(book, sheet, questions)
    sheet.autofilter(HEADER_ROW, 1, questions.last, len(names))
    sheet.set_zoom(90)
    sheet.repeat_columns(questions.columns["id"], questions.columns["question"])
    book.finish(sheet, freeze=(FIRST_ROW, questions.columns["question"] + 1), repeat=HEADER_ROW, across=2)
    return questions


def _items(dimension: Dimension) -> Sequence[tuple[Dimension, Item]]:
    return [
        (owner, Item(criterion, aspect))
        for owner in dimension.walk()
        for criterion in owner.criteria
        for aspect in (criterion.aspects or (None,))
    ]


def _write_head(book: FormBook, sheet: Any, questions: Questions) -> None:
    say = book.plan.say
    sheet.set_row(0, 26)
    book.text(sheet, 0, 1, "", "heading")
    status = questions.of("status", FIRST_ROW, questions.last)
    total, done = len(questions.items), sum(questions.done.values())
    after = say(" of {total} questions answered", total=total)
    formula = f"=COUNTIF({status},{string(say('done'))})&{string(after)}"
    book.formula(sheet, 0, 1, formula, f"{done}{after}", "heading")
    look = book.workbook.add_format({"bg_color": "#d6dee9", "font_color": "#00224e", "bold": True})
    warn = book.workbook.add_format({"bg_color": "#00224e", "font_color": "#ffffff", "bold": True})
    for word, style in ((say("done"), look), (say("check"), warn)):
        rule = {"type": "cell", "criteria": "==", "value": string(word), "format": style}
        sheet.conditional_format(FIRST_ROW, 1, questions.last, 1, rule)


def _write_item(book: FormBook, sheet: Any, questions: Questions, row: int, owner: Dimension, item: Item) -> None:
    plan, at = book.plan, questions.columns
    criterion, language = item.criterion, plan.language
    scale = plan.framework.scale_of(criterion)
    sheet.write_string(row, 0, item.id, book.style("key"))
    book.memory.append(("row", item.id, "", ""))
    shown: list[tuple[str, float]] = []

    def note(name: str, text: str) -> None:
        shown.append((text, _width(name)))

    note("dimension", book.text(sheet, row, at["dimension"], owner.title.in_language(language)))
    note("id", book.text(sheet, row, at["id"], criterion.id, "cell-strong"))
    if "aspect" in at:
        aspect = plan.say.choices("aspect")[item.aspect.value] if item.aspect is not None else ""
        note("aspect", book.text(sheet, row, at["aspect"], aspect))
    title, question = criterion.title.in_language(language), criterion.question.in_language(language)
    note("question", book.titled(sheet, row, at["question"], title, question) + "\n")
    for name, text in _write_options(book, sheet, row, at, criterion, scale):
        note(name, text)
    note("help", book.text(sheet, row, at["help"], _help(book, criterion)))
    assessment = plan.assessment
    rating = rating_of(assessment, item) if assessment is not None else None
    for name, text in _write_inputs(book, sheet, row, at, item, scale, rating):
        note(name, text)
    _write_status(book, sheet, questions, row, scale, rating)
    book.height(sheet, row, shown, least=44)


def _write_options(
    book: FormBook, sheet: Any, row: int, at: dict[str, int], criterion: Criterion, scale: BaseScale
) -> list[tuple[str, str]]:
    """Each level with its descriptor, or in the first cell what a number means."""
    plan = book.plan
    names = sorted((name for name in at if name.startswith("option-")), key=lambda name: at[name])
    descriptors = [descriptor.in_language(plan.language) for descriptor in criterion.descriptors]
    shown = []
    for number, name in enumerate(names):
        title = text = ""
        if number < scale.step_count:
            title = level_name(scale, number, plan.say)
            text = descriptors[number] if number < len(descriptors) else ""
        elif number == 0:
            text = scale_text(scale, plan.say)
        shown.append((name, book.titled(sheet, row, at[name], title, text)))
    return shown


def _help(book: FormBook, criterion: Criterion) -> str:
    say, language = book.plan.say, book.plan.language
    parts = [
        (say("Why"), criterion.why),
        (say("Guidance"), criterion.guidance),
        (say("Evidence needed"), criterion.evidence_needed),
    ]
    return "\n".join(f"{label}: {text.in_language(language).strip()}" for label, text in parts if text is not None)


def _write_inputs(
    book: FormBook, sheet: Any, row: int, at: dict[str, int], item: Item, scale: BaseScale, rating: Rating | None
) -> list[tuple[str, str]]:
    plan, record = book.plan, f"rating/{item.id}"
    values = rating_values(rating, scale, plan.language)
    shown = [("answer", _write_answer(book, sheet, row, at["answer"], record, scale, values["answer"]))]
    for name in ("state", "confidence"):
        words = plan.say.choices(name)
        source = book.choices(f"{name}_list", list(words.values()))
        text = book.fill(sheet, row, at[name], record, name, values[name], "input", words.get(values[name], ""))
        book.drop_down(sheet, row, at[name], source)
        shown.append((name, text))
    shown.append(("reason", book.fill(sheet, row, at["reason"], record, "reason", values["reason"], "input")))
    return shown + _write_inline(book, sheet, row, at, item, rating)


def _write_answer(book: FormBook, sheet: Any, row: int, column: int, record: str, scale: BaseScale, answer: str) -> str:
    """The cell of the answer, with the list or the kind of number that it takes."""
    say = book.plan.say
    if isinstance(scale, LevelScale | YesNoScale):
        options = _options(book, scale)
        book.drop_down(sheet, row, column, book.choices(_list_name(book, scale), list(options.values())), strict=False)
        return book.fill(sheet, row, column, record, "answer", answer, "input", options.get(answer, ""))
    rule: dict[str, Any] = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0 if isinstance(scale, PointsScale) else -1e12,
        "maximum": scale.of if isinstance(scale, PointsScale) else 1e12,
        "input_title": say("A number"),
        "input_message": scale_text(scale, say)[:250],
        "error_title": say("A number"),
        "error_message": say("Type a number without its unit."),
    }
    sheet.data_validation(row, column, row, column, rule)
    shown = book.fill(sheet, row, column, record, "answer", answer, "input")
    if answer:
        book.number(sheet, row, column, float(answer), "input")
    return shown


def _options(book: FormBook, scale: LevelScale | YesNoScale) -> dict[str, str]:
    """What the list of answers says for each answer of the files."""
    if isinstance(scale, YesNoScale):
        return book.plan.say.choices("yes-no")
    return {str(index + scale.first): level_name(scale, index, book.plan.say) for index in range(len(scale.levels))}


def _list_name(book: FormBook, scale: BaseScale) -> str:
    if isinstance(scale, YesNoScale):
        return "yes_no_list"
    number = next(number for number, each in enumerate(book.plan.framework.scales.values(), start=1) if each is scale)
    return f"answers_{number}_list"


def _write_inline(
    book: FormBook, sheet: Any, row: int, at: dict[str, int], item: Item, rating: Rating | None
) -> list[tuple[str, str]]:
    """The first piece of evidence, in the row of the question."""
    plan = book.plan
    evidence = rating.evidence if rating is not None else ()
    index = inline_entry(evidence, plan.language)
    values: Values = evidence_values(evidence[index], plan.language) if index is not None else {}
    record = f"evidence/{item.id}#{index}"
    if index is not None:
        book.memory.append(("inline", item.id, str(index), ""))
    shown = []
    for name in INLINE_FIELDS:
        words = plan.say.choices("kind") if name == "kind" else {}
        style = "input-text" if name in ("source", "page", "locator") else "input"
        text = values.get(name, "")
        shown.append((name, book.fill(sheet, row, at[name], record, name, text, style, words.get(text, ""))))
    book.drop_down(sheet, row, at["source"], "=source_list", strict=False)
    book.drop_down(sheet, row, at["kind"], book.choices("kind_list", list(plan.say.choices("kind").values())))
    return shown


def _write_status(book: FormBook, sheet: Any, questions: Questions, row: int, scale: BaseScale, rating: Rating | None) -> None:
    """Whether the question is answered: with an answer, or with the reason why there is none."""
    say, at = book.plan.say, questions.columns
    answer, state = cell(row, at["answer"]), cell(row, at["state"])
    done, check, open_ = (string(say(word)) for word in ("done", "check", "open"))
    if isinstance(scale, LevelScale):
        whole = f"AND({answer}=INT({answer}),{answer}>={scale.first},{answer}<={scale.first + len(scale.levels) - 1})"
        fits = f"IF(ISNUMBER({answer}),{whole},ISNUMBER(MATCH({answer},{_list_name(book, scale)},0)))"
    elif isinstance(scale, YesNoScale):
        fits = f"ISNUMBER(MATCH({answer},yes_no_list,0))"
    else:
        fits = f"ISNUMBER({answer})"
    unanswered = string(say.choices("state")[State.UNANSWERED.value])
    stated = f'IF(OR({state}="",{state}={unanswered}),{open_},IF(ISNUMBER(MATCH({state},state_list,0)),{done},{check}))'
    formula = f'=IF({answer}="",{stated},IF({state}<>"",{check},IF({fits},{done},{check})))'
    is_done = rating is not None and (rating.answer is not None or rating.state not in (None, State.UNANSWERED))
    questions.done[row] = is_done
    book.formula(sheet, row, at["status"], formula, say("done" if is_done else "open"), "cell-centre")


def _width(name: str) -> float:
    return _WIDTHS["option" if name.startswith("option-") else name]


def _heading(name: str, book: FormBook) -> str:
    say = book.plan.say
    if name.startswith("option-"):
        return say("Option {number}", number=int(name.removeprefix("option-")) + 1)
    return say(HEADINGS[name])


HEADINGS = {
    "status": "Status",
    "dimension": "Dimension",
    "id": "Id",
    "aspect": "Aspect",
    "question": "Question",
    "answer": "Answer",
    "state": "No answer because",
    "confidence": "Confidence",
    "reason": "Reason, in your own words",
    "source": "Source (its id)",
    "page": "Page",
    "locator": "Place, where there are no pages",
    "quote": "Quote",
    "kind": "Kind of evidence",
    "help": "Help: why it matters, how to choose, what to look for",
}
