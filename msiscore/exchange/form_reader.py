"""A filled-in form to what it says. Sheets, columns and rows are found by their keys, wherever they stand and whatever they are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from msiscore.errors import InputProblems, Problem, column_letters, nearest, shorten
from msiscore.exchange import layout
from msiscore.exchange.cells import answer_cell, field_text
from msiscore.exchange.incoming import EvidenceRow, Incoming, NamedRow, Place, RatingRow, Said
from msiscore.exchange.layout import KEY_ROW
from msiscore.exchange.workbook_reader import SheetContent, WorkbookContent
from msiscore.framework import Framework
from msiscore.rating_matrix import Item, items_of

_NEW_FORM = "make a new form with `msiscore form` and copy the answers into it"


@dataclass(slots=True)
class _Memory:
    """What the form was made from and filled with."""

    facts: dict[str, tuple[str, str]] = field(default_factory=dict)
    digests: dict[tuple[str, str], str] = field(default_factory=dict)
    inline: dict[str, str] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)


def is_form(workbook: WorkbookContent) -> bool:
    """Whether a workbook is one of our forms, or what is left of one."""
    return any(is_form_sheet(sheet) for sheet in workbook.sheets)


def is_form_sheet(sheet: SheetContent) -> bool:
    """Whether a sheet is one of a form."""
    return sheet.cell(1, 1).value in layout.SHEETS


def form_framework(workbook: WorkbookContent) -> tuple[str, str]:
    """The id and version of the framework that a form was made for; raises InputProblems when it does not say."""
    return _memory(workbook).facts["framework"]


def form_set(workbook: WorkbookContent) -> str:
    """The id of the set that a form was made for, "" for none; raises InputProblems when it does not say."""
    return _memory(workbook).facts["set"][0]


def read_form(workbook: WorkbookContent, framework: Framework) -> Incoming:
    """Everything that the form says about `framework`, which must be the one that it was made for."""
    memory = _memory(workbook)
    incoming = Incoming(
        path=workbook.path,
        framework=memory.facts["framework"],
        framework_digest=memory.facts["digest"][0],
        set_id=memory.facts["set"][0],
        file_stem=memory.facts["file"][0],
        language=memory.facts["language"][0],
    )
    reader = _FormReader(workbook, framework, memory, incoming)
    reader.initiative()
    stem = incoming.file_stem.partition("+")[0]
    said = incoming.initiative.get("id")
    reader.initiative_id = stem or (said.text if said is not None else "")
    reader.questions()
    reader.evidence()
    reader.sources()
    return incoming


def _memory(workbook: WorkbookContent) -> _Memory:
    sheet = next((sheet for sheet in workbook.sheets if sheet.cell(1, 1).value == layout.MEMORY), SheetContent("", {}))
    memory = _Memory()
    for row in range(2, sheet.rows + 1):
        kind, first, second, third = (str(sheet.cell(row, column).value or "") for column in range(1, 5))
        if kind == "cell":
            memory.digests[first, second] = third
        elif kind == "inline":
            memory.inline[first] = second
        elif kind == "row":
            memory.rows.append(first)
        elif kind:
            memory.facts[kind] = (first, second)
    wrong = ""
    if not {"form", "framework", "digest", "set", "file", "language"} <= set(memory.facts):
        wrong = "the hidden sheet by which the form is known is missing or was changed"
    elif memory.facts["form"] != (layout.FORM_MARK, layout.FORM_VERSION):
        wrong = "the form was made by another version of msiscore"
    if wrong:
        raise InputProblems([Problem(code="not-our-form", file=workbook.path, message=wrong, hint=_NEW_FORM)])
    return memory


@dataclass(slots=True)
class _FormReader:
    workbook: WorkbookContent
    framework: Framework
    memory: _Memory
    incoming: Incoming
    initiative_id: str = ""

    def sheet(self, key: str) -> SheetContent | None:
        """The sheet with this key, or None after recording that it is missing or merged."""
        found = [sheet for sheet in self.workbook.sheets if sheet.cell(1, 1).value == key]
        what = key.partition(":")[2]
        if not found:
            self.incoming.problem("missing-sheet", Place(), f"the sheet with the {what} is missing", hint=_NEW_FORM)
            return None
        if len(found) > 1:
            names = ", ".join(sheet.name for sheet in found)
            place = Place(found[1].name)
            self.incoming.problem(
                "two-sheets", place, f"the sheet with the {what} is there twice", found=names, hint="delete one"
            )
        for top, left, bottom, right in found[0].merged:
            cells = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
            place = Place(found[0].name, top, left)
            self.incoming.problem(
                "merged", place, f"the cells {cells} are merged", hint="unmerge them, and fill in each by itself"
            )
        return found[0]

    def columns(self, sheet: SheetContent, due: tuple[str, ...]) -> dict[str, int]:
        """The column of each key, after recording those that are missing."""
        found = {str(sheet.cell(KEY_ROW, column).value or ""): column for column in range(1, 101)}
        for key in due:
            if key not in found:
                place = Place(sheet.name, KEY_ROW + 1)
                self.incoming.problem("missing-column", place, f"the column `{key}` is missing", hint=_NEW_FORM)
        return {key: column for key, column in found.items() if key}

    def said(self, sheet: SheetContent, row: int, column: int, record: str, name: str, kind: str = "") -> Said | None:
        """What a cell says, or None after a problem."""
        place = Place(sheet.name, row, column)
        text = field_text(sheet.cell(row, column), kind or name, self.incoming, place)
        was = self.memory.digests.get((record, name), "")
        return Said(text, place, was) if text is not None else None

    def fields(
        self, sheet: SheetContent, row: int, columns: dict[str, int], names: tuple[str, ...], record: str
    ) -> dict[str, Said]:
        read = {name: self.said(sheet, row, columns[name], record, name) for name in names if name in columns}
        return {name: said for name, said in read.items() if said is not None}

    # ---- the sheets --------------------------------------------------------------------------------------------------------

    def initiative(self) -> None:
        """The fields of the initiative, a row each, and its assessors."""
        sheet = self.sheet(layout.INITIATIVE)
        if sheet is None:
            return
        columns = self.columns(sheet, ("label", "value", "help"))
        if not {"label", "value", "help"} <= set(columns):
            return
        seen: set[str] = set()
        for row, key in self.keyed_rows(sheet):
            if key in layout.INITIATIVE_FIELDS:
                seen.add(key)
                said = self.said(sheet, row, columns["value"], "initiative", key)
                if said is not None:
                    self.incoming.initiative[key] = said
            elif key.startswith("assessor:"):
                self.assessor(sheet, row, columns, key.partition(":")[2])
        for key in layout.INITIATIVE_FIELDS:
            if key not in seen:
                self.incoming.problem("missing-row", Place(sheet.name), f"the row of `{key}` is missing", hint=_NEW_FORM)

    def assessor(self, sheet: SheetContent, row: int, columns: dict[str, int], known: str) -> None:
        record = f"assessor/{known}" if known else ""
        id_ = self.said(sheet, row, columns["label"], record, "id")
        places = {"name": columns["value"], "interests": columns["help"]}
        fields = {name: self.said(sheet, row, column, record, name) for name, column in places.items()}
        given = {name: said for name, said in fields.items() if said is not None}
        place = Place(sheet.name, row, columns["label"])
        if known:
            self.incoming.assessors.append(NamedRow(known, given, place))
        elif id_ is not None and id_.text:
            self.incoming.assessors.append(NamedRow(id_.text, given, place))
        elif any(said.text for said in given.values()):
            self.incoming.problem("no-id", place, "the assessor has no short id", hint="give one, such as their initials")

    def questions(self) -> None:
        """The rows of the questions, each with its answer and the first piece of evidence."""
        sheet = self.sheet(layout.QUESTIONS)
        if sheet is None:
            return
        columns = self.columns(sheet, (*layout.RATING_FIELDS, *layout.INLINE_FIELDS))
        items = {item.id: item for item in items_of(self.framework)}
        seen: dict[str, int] = {}
        for row, key in self.keyed_rows(sheet):
            place = Place(sheet.name, row, columns.get("id", 1))
            if key not in items:
                hint = nearest(key, list(items))
                self.incoming.problem("unknown-criterion", place, f"the framework has no question `{shorten(key)}`", hint=hint)
            elif key in seen:
                self.incoming.problem(
                    "two-rows", place, f"`{key}` has a second row", hint=f"its first is row {seen[key]}; delete one"
                )
            else:
                seen[key] = row
                self.question(sheet, row, columns, items[key])
        for key in self.memory.rows:
            if key not in seen:
                self.incoming.problem("missing-row", Place(sheet.name), f"the row of `{key}` is missing", hint=_NEW_FORM)
        self.stray(sheet, columns, (*layout.RATING_FIELDS, *layout.INLINE_FIELDS))

    def question(self, sheet: SheetContent, row: int, columns: dict[str, int], item: Item) -> None:
        record = f"rating/{item.id}"
        fields = self.fields(sheet, row, columns, ("state", "confidence", "reason"), record)
        place = Place(sheet.name, row, columns.get("answer", 1))
        if "answer" in columns:
            scale = self.framework.scale_of(item.criterion)
            answer = answer_cell(sheet.cell(row, columns["answer"]), scale, self.incoming, place)
            if answer is not None:
                fields["answer"] = Said(answer, place, self.memory.digests.get((record, "answer"), ""))
        self.incoming.ratings.append(RatingRow(self.initiative_id, item.id, fields, place))
        index = self.memory.inline.get(item.id)
        record = f"evidence/{item.id}#{index}" if index is not None else ""
        inline = self.fields(sheet, row, columns, layout.INLINE_FIELDS, record)
        self.one_evidence(item.id, inline, Place(sheet.name, row, columns.get("source", 1)), index is not None)

    def one_evidence(self, item: str, fields: dict[str, Said], place: Place, known: bool) -> None:
        if known or any(said.text for said in fields.values()):
            source = fields.get("source")
            if source is not None and not source.text and any(said.text for said in fields.values()):
                place = source.place
                self.incoming.problem("no-source", place, "there is a page, a quote or a kind of evidence, but no source")
                return
            self.incoming.evidence.append(EvidenceRow(self.initiative_id, item, fields, place, known))

    def evidence(self) -> None:
        """The sheet with the evidence that does not stand beside its question."""
        sheet = self.sheet(layout.EVIDENCE)
        if sheet is None:
            return
        names = layout.EVIDENCE_FIELDS
        columns = self.columns(sheet, ("item", *names))
        if "item" not in columns:
            return
        items = {item.id.casefold(): item.id for item in items_of(self.framework)}
        keys = dict(self.keyed_rows(sheet))
        for row in self.filled_rows(sheet, columns):
            key = keys.get(row, "")
            place = Place(sheet.name, row, columns["item"])
            fields = self.fields(sheet, row, columns, names, f"evidence/{key}" if key else "")
            said = self.said(sheet, row, columns["item"], "", "item")
            item = (said.text if said is not None else "").replace(" ", "").casefold()
            if key:
                if items.get(item) != key.partition("#")[0]:
                    hint = "clear the row, and write the evidence in a new one"
                    self.incoming.problem("moved", place, f"this evidence belongs to `{key.partition('#')[0]}`", hint=hint)
                else:
                    self.one_evidence(items[item], fields, place, True)
            elif item in items:
                self.one_evidence(items[item], fields, place, False)
            elif item:
                hint = nearest(item, list(items.values()))
                self.incoming.problem("unknown-criterion", place, f"there is no question `{shorten(item)}`", hint=hint)
            elif any(each.text for each in fields.values()):
                self.incoming.problem("no-criterion", place, "the evidence does not say to which question it belongs")

    def sources(self) -> None:
        """The sheet with the sources."""
        sheet = self.sheet(layout.SOURCES)
        if sheet is None:
            return
        columns = self.columns(sheet, ("id", *layout.SOURCE_FIELDS))
        if "id" not in columns:
            return
        keys = dict(self.keyed_rows(sheet))
        seen: set[str] = set()
        for row in self.filled_rows(sheet, columns):
            key = keys.get(row, "")
            place = Place(sheet.name, row, columns["id"])
            said = self.said(sheet, row, columns["id"], "", "id")
            id_ = key or (said.text if said is not None else "")
            fields = self.fields(sheet, row, columns, layout.SOURCE_FIELDS, f"source/{key}" if key else "")
            if id_ in seen:
                self.incoming.problem(
                    "two-rows", place, f"the source `{shorten(id_)}` is there twice", hint="give each source its own id"
                )
            elif id_:
                seen.add(id_)
                self.incoming.sources.append(NamedRow(id_, fields, place))
            elif any(each.text for each in fields.values()):
                self.incoming.problem("no-id", place, "the source has no short id", hint="give one, such as annual-report-2023")

    # ---- rows --------------------------------------------------------------------------------------------------------------

    def keyed_rows(self, sheet: SheetContent) -> Iterator[tuple[int, str]]:
        """Each row that has a key, with it."""
        for row in range(KEY_ROW + 1, sheet.rows + 1):
            key = sheet.cell(row, 1)
            if isinstance(key.value, str) and key.value:
                yield row, key.value

    def filled_rows(self, sheet: SheetContent, columns: dict[str, int]) -> list[int]:
        """The rows below the header in which something stands."""
        if sheet.cut:
            place = Place(sheet.name, sheet.rows)
            self.incoming.problem(
                "too-long", place, "the sheet goes on beyond what is read", hint="delete the rows below the table"
            )
        wanted = set(columns.values())
        return sorted(
            {row for (row, column), cell in sheet.cells.items() if row > KEY_ROW + 1 and column in wanted and not cell.empty}
        )

    def stray(self, sheet: SheetContent, columns: dict[str, int], names: tuple[str, ...]) -> None:
        """Answers in rows that belong to no question would be lost without a word."""
        wanted = {columns[name] for name in names if name in columns}
        keyed = {row for row, _ in self.keyed_rows(sheet)}
        for (row, column), cell in sorted(sheet.cells.items()):
            if row > KEY_ROW + 1 and row not in keyed and column in wanted and not cell.empty:
                place = Place(sheet.name, row, column)
                self.incoming.problem(
                    "stray", place, "here is no question to answer", found=shorten(cell.value), hint="empty the cell"
                )
