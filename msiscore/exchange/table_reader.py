"""A plain table of ratings, as CSV or in a workbook, to what it says: a header, then one row for each rating.

The scorecard of a report is read in the same way: its sheet of ratings has the same headings. A table remembers nothing, so an empty
cell says nothing: it neither clears an answer nor confirms one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from msiscore.errors import InputProblems, Problem, nearest, shorten
from msiscore.exchange.cells import answer_cell, field_text
from msiscore.exchange.incoming import EvidenceRow, Incoming, Place, RatingRow, Said
from msiscore.exchange.layout import (
    ANSWER_COLUMNS,
    FRAMEWORK_PROPERTY,
    HEADINGS,
    INLINE_FIELDS,
    LANGUAGE_PROPERTY,
    column_of,
    is_header,
)
from msiscore.exchange.wording import choice_of
from msiscore.exchange.workbook_reader import MAXIMUM_BYTES, MAXIMUM_COLUMNS, MAXIMUM_ROWS, Cell, SheetContent, WorkbookContent
from msiscore.framework import Aspect, Criterion, Framework
from msiscore.model import LANGUAGE

_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
HEADER_WITHIN = 30
"""The header stands in one of the first rows; titles and notes may stand above it."""


@dataclass(slots=True)
class Table:
    """A table with its header: the keys of its columns, and where each stands."""

    path: Path
    sheet: SheetContent
    header: int
    columns: dict[str, int]
    text_numbers: bool = False
    decimal_comma: bool = False
    framework: tuple[str, str] | None = None
    language: str = ""
    problems: list[Problem] = field(default_factory=list)


def table_in(workbook: WorkbookContent) -> Table:
    """The table of ratings in a workbook; raises InputProblems when there is none, or more than one."""
    tables = [table for sheet in workbook.sheets if (table := _table(workbook.path, sheet)) is not None]
    if len(tables) != 1:
        raise InputProblems([_no_table(workbook.path, [table.sheet.name for table in tables])])
    table = tables[0]
    name, _, version = workbook.properties.get(FRAMEWORK_PROPERTY, "").rpartition(" ")
    table.framework = (name, version) if name else None
    language = workbook.properties.get(LANGUAGE_PROPERTY, "")
    table.language = language if LANGUAGE.fullmatch(language) else ""
    for top, left, bottom, right in table.sheet.merged:
        if bottom >= table.header and left <= max(table.columns.values()):
            table.problems.append(
                Problem(
                    code="merged",
                    file=workbook.path,
                    sheet=table.sheet.name,
                    line=top,
                    column=left,
                    message=f"{(bottom - top + 1) * (right - left + 1)} cells are merged here",
                    hint="unmerge them, and fill in each by itself",
                )
            )
    return table


def is_table(sheet: SheetContent) -> bool:
    """Whether a sheet begins like a table of ratings."""
    return _table(Path(), sheet) is not None


def csv_table(path: Path) -> Table:
    """The table in a CSV file: UTF-8, parted by `,` or `;`. With `;` a comma in a number is a decimal comma."""
    text = _csv_text(path)
    head = text.splitlines()[0] if text else ""
    separator = ";" if head.count(";") > head.count(",") else "\t" if head.count("\t") > head.count(",") else ","
    cells: dict[tuple[int, int], Cell] = {}
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        last = 0
        for row in reader:
            line, last = last + 1, reader.line_num
            if line > MAXIMUM_ROWS or len(row) > MAXIMUM_COLUMNS:
                raise InputProblems([Problem(code="too-large", file=path, line=line, message="the table is too large")])
            cells |= {(line, column): Cell(value) for column, value in enumerate(row, start=1) if value}
    except csv.Error as error:
        message = f"this is not valid CSV: {error}"
        hint = "a quote that was opened may not be closed"
        raise InputProblems(
            [Problem(code="csv", file=path, line=reader.line_num, column=1, message=message, hint=hint)]
        ) from error
    table = _table(path, SheetContent("", cells))
    if table is None:
        raise InputProblems([_no_table(path, [])])
    table.text_numbers = True
    table.decimal_comma = separator == ";"
    return table


def _csv_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise InputProblems([Problem(code="unreadable", file=path, message=message)]) from error
    if len(raw) > MAXIMUM_BYTES:
        message = f"the file is too large: more than {MAXIMUM_BYTES:,} bytes"
        raise InputProblems([Problem(code="too-large", file=path, message=message)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        hint = "save it as CSV UTF-8 (in Excel: Save as, CSV UTF-8)"
        raise InputProblems(
            [Problem(code="encoding", file=path, line=line, column=1, message="the file is not UTF-8 text", hint=hint)]
        ) from None
    if "\x00" in text:
        raise InputProblems([Problem(code="not-text", file=path, message="the file is not text")])
    return text


def _table(path: Path, sheet: SheetContent) -> Table | None:
    for row in range(1, min(HEADER_WITHIN, sheet.rows) + 1):
        headings = {
            column: key
            for column in range(1, MAXIMUM_COLUMNS + 1)
            if isinstance(value := sheet.cell(row, column).value, str) and (key := column_of(value))
        }
        if is_header(headings):
            columns: dict[str, int] = {}
            problems = []
            for column, key in headings.items():
                if key in columns:
                    message = f"two columns are headed `{key}`"
                    problem = Problem(code="two-columns", file=path, sheet=sheet.name, line=row, column=column, message=message)
                    problems.append(problem)
                columns.setdefault(key, column)
            return Table(path, sheet, row, columns, problems=problems)
    return None


def _no_table(path: Path, names: list[str]) -> Problem:
    hint = f"the first row names the columns: {', '.join(HEADINGS)}"
    message = "here is neither a form nor a table with the columns initiative, criterion and level (or value, or state)"
    if names:
        message, hint = "more than one sheet holds a table of ratings", "keep one of them in the workbook"
    return Problem(code="no-table", file=path, message=message, found=", ".join(names), hint=hint)


def read_table(table: Table, framework: Framework, initiatives: Callable[[str], str]) -> Incoming:
    """Everything that the table says. `initiatives` gives the id for what stands in the column of the initiative."""
    incoming = Incoming(path=table.path, framework=table.framework, language=table.language, problems=list(table.problems))
    reader = _TableReader(table, framework, incoming, initiatives)
    if table.sheet.cut:
        incoming.problem("too-long", Place(table.sheet.name, MAXIMUM_ROWS, 1), f"more than {MAXIMUM_ROWS:,} rows are not read")
    used = set(table.columns.values())
    for row in sorted(
        {row for (row, column), cell in table.sheet.cells.items() if row > table.header and column in used and not cell.empty}
    ):
        reader.row(row)
    if not incoming.ratings and not incoming.problems:
        incoming.problem("empty", Place(table.sheet.name, table.header, 1), "the table has no rating")
    return incoming


@dataclass(slots=True)
class _TableReader:
    table: Table
    framework: Framework
    incoming: Incoming
    initiatives: Callable[[str], str]
    first: dict[tuple[str, str], int] = field(default_factory=dict)
    answers: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def place(self, row: int, column: str) -> Place:
        return Place(self.table.sheet.name, row, self.table.columns.get(column, 1))

    def cell(self, row: int, column: str) -> Cell:
        return self.table.sheet.cell(row, self.table.columns[column]) if column in self.table.columns else Cell()

    def text(self, row: int, column: str, kind: str = "") -> str | None:
        return field_text(self.cell(row, column), kind or column, self.incoming, self.place(row, column))

    def row(self, row: int) -> None:
        """One row: a rating, and the evidence in it."""
        criterion, aspect = self.criterion(row)
        initiative = self.initiative(row)
        if criterion is None or not initiative:
            return
        item = f"{criterion.id}/{aspect}" if aspect else criterion.id
        place = self.place(row, "criterion")
        fields: dict[str, Said] = {}
        if not self.answer(row, criterion, fields):
            return
        for name in ("confidence", "reason"):
            if text := self.text(row, name):
                fields[name] = Said(text, self.place(row, name))
        key = (initiative, item)
        given = (fields["answer"].text if "answer" in fields else "", fields["state"].text if "state" in fields else "")
        if key in self.first and given not in (("", ""), self.answers[key]):
            hint = f"its first row is {self.first[key]}; a further row may add evidence, with no answer or the same one"
            self.incoming.problem("two-rows", place, f"`{item}` of `{initiative}` has two different answers", hint=hint)
        if key not in self.first:
            self.first[key], self.answers[key] = row, given
        if fields:
            self.incoming.ratings.append(RatingRow(initiative, item, fields, place))
        evidence = {name: Said(text, self.place(row, name)) for name in INLINE_FIELDS if (text := self.text(row, name))}
        if evidence and "source" not in evidence:
            self.incoming.problem("no-source", self.place(row, "source"), "there is a page, a quote or a kind, but no source")
        elif evidence:
            self.incoming.evidence.append(EvidenceRow(initiative, item, evidence, self.place(row, "source")))

    def initiative(self, row: int) -> str:
        text = self.text(row, "initiative", "initiative")
        if text == "":
            self.incoming.problem(
                "no-initiative", self.place(row, "initiative"), "the row does not say which initiative it rates"
            )
        return self.initiatives(text) if text else ""

    def criterion(self, row: int) -> tuple[Criterion | None, Aspect | None]:
        """The criterion of a row and its aspect, where it has aspects."""
        place = self.place(row, "criterion")
        text = self.text(row, "criterion", "criterion")
        said = self.text(row, "aspect", "aspect")
        if text is None or said is None:
            return None, None
        id_, _, part = text.partition("/")
        by_folded = {known.casefold(): criterion for known, criterion in self.framework.criterion_by_id.items()}
        criterion = by_folded.get(id_.strip().casefold())
        if criterion is None:
            message = (
                f"the framework has no criterion `{shorten(id_)}`" if id_ else "the row does not say which criterion it rates"
            )
            hint = nearest(id_, list(self.framework.criterion_by_id))
            self.incoming.problem("unknown-criterion", place, message, hint=hint)
            return None, None
        aspect = choice_of("aspect", part) if part else said
        due = ", ".join(criterion.aspects)
        if criterion.aspects and aspect not in criterion.aspects:
            place = self.place(row, "aspect") if "aspect" in self.table.columns else place
            message = f"`{criterion.id}` is rated apart by aspect, and the row does not say which"
            self.incoming.problem("aspect", place, message, found=part or said, allowed=due)
            return None, None
        if not criterion.aspects and aspect:
            place = self.place(row, "aspect")
            self.incoming.problem("aspect", place, f"`{criterion.id}` does not tell paper and practice apart", found=part or said)
            return None, None
        return criterion, Aspect(aspect) if aspect else None

    def answer(self, row: int, criterion: Criterion, fields: dict[str, Said]) -> bool:
        """Put the answer or the state into `fields`; whether the row can be used."""
        scale = self.framework.scale_of(criterion)
        given = [name for name in ANSWER_COLUMNS if not self.cell(row, name).empty]
        if len(given) > 1:
            places = " and ".join(f"`{name}`" for name in given)
            self.incoming.problem("two-answers", self.place(row, given[1]), f"the row has {places}; a rating has one of them")
            return False
        for name in given[:1]:
            place, cell = self.place(row, name), self.cell(row, name)
            state = choice_of("state", cell.value) if isinstance(cell.value, str) else None
            if name == "state" or (state is not None and not cell.formula):
                text = self.text(row, name, "state")
                if text is None:
                    return False
                fields["state"] = Said(text, place)
                return True
            if self.table.decimal_comma and isinstance(cell.value, str) and scale.measured:
                if _AMBIGUOUS.fullmatch(cell.value.strip()):
                    hint = "write it without a point between thousands, or with a comma before the decimals"
                    message = "it is not clear whether the point stands before decimals or between thousands"
                    self.incoming.problem("ambiguous-number", place, message, found=cell.value, hint=hint)
                    return False
                cell = Cell(_with_point(cell.value))
            text = answer_cell(cell, scale, self.incoming, place, text_numbers=self.table.text_numbers)
            if text is None:
                return False
            fields["answer"] = Said(text, place)
        return True


def _with_point(text: str) -> str:
    """A number with a decimal comma, and points between thousands, as other programs write it."""
    number = text.strip()
    if number.count(",") == 1:
        whole, _, decimals = number.partition(",")
        groups = whole.lstrip("-").split(".")
        if decimals.isdigit() and all(group.isdigit() for group in groups) and all(len(group) == 3 for group in groups[1:]):
            return f"{whole.replace('.', '')}.{decimals}"
    return number
