"""What reading a table takes in every layout: which initiative, which item, what its cells say, and telling of all that has no meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from msiscore.errors import nearest, shorten
from msiscore.exchange.tables.answers import NOTHING, Answer, CellReader, Unmapped
from msiscore.exchange.tables.collected import Collected, Found, Rated
from msiscore.exchange.tables.grid import Row
from msiscore.exchange.tables.headings import Columns
from msiscore.exchange.workbook_reader import EMPTY, Cell
from msiscore.framework import Framework
from msiscore.loading.mapping_loader import NO_IDS, same
from msiscore.mapping import Mapping, NamedInitiative
from msiscore.model import IDENTIFIER

T = TypeVar("T")


class Silent(Unmapped):
    """Something that is passed over without a word: it is empty, or has been told already."""

    def __init__(self) -> None:
        super().__init__("", "")


@dataclass(slots=True)
class Collector:
    """The state of reading one table."""

    mapping: Mapping
    framework: Framework
    columns: Columns
    cells: CellReader
    collected: Collected
    named: dict[str, NamedInitiative] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    assessors: dict[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    before: tuple[tuple[Cell, ...], Found] | None = None
    _folded: dict[str, str] = field(default_factory=dict)
    _corners: dict[tuple[int, int], Cell] = field(default_factory=dict)
    _told: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        mapping = self.mapping
        for one in mapping.initiatives:
            for name in [*(one.title.by_language.values() if one.title is not None else []), one.id, one.from_ or one.id]:
                self.named[same(name)] = one  # what the table is said to call it, last, goes before what it might
        self.sources = {same(name): id_ for id_, source in mapping.sources.items() for name in [id_, *source.from_]}
        self.assessors = {same(name): one.id for one in mapping.assessors for name in [one.id, one.name, *one.from_]}
        self.ignored = frozenset(map(same, mapping.ignore.rows))

    # ---- cells -------------------------------------------------------------------------------------------------------------

    def said(self, read: Callable[[Cell], T], row: Row, column: int, empty: T, *, of: Found | None = None, item: str = "") -> T:
        """What `read` makes of a cell; `empty` where there is no such column, or after telling why the cell could not be mapped."""
        if not column:
            return empty
        try:
            self._not_merged(row.number, column)
            return read(row.cell(column))
        except Silent:
            if item:
                self.collected.count(item, "not mapped")
        except Unmapped as why:
            self.collected.leave_out(row.number, column, why, of=of, item=item)
        return empty

    def label(self, row: Row, column: int) -> Cell:
        """A cell that names what its row is about; over merged cells the name holds for each row of them."""
        for top, left, bottom, right in self.collected.grid.merged:
            if top <= row.number <= bottom and left <= column <= right:
                if (row.number, column) == (top, left):
                    self._corners[top, left] = row.cell(column)
                return self._corners.get((top, left), EMPTY)
        return row.cell(column)

    def _not_merged(self, row: int, column: int) -> None:
        """An answer over merged cells may be meant for one of them or for all."""
        for top, left, bottom, right in self.collected.grid.merged:
            if top <= row <= bottom and left <= column <= right:
                if (top, left) in self._told:
                    raise Silent
                self._told.add((top, left))
                message = f"{(bottom - top + 1) * (right - left + 1)} cells are merged here; what they say is left out"
                raise Unmapped("merged", message, hint="unmerge them, and fill in each by itself")

    def text(self, cell: Cell) -> str:
        """The plain text of a cell."""
        return self.cells.text(cell, "a text")

    def answer(self, row: Row, column: int, scale: str, found: Found, item: str) -> Answer:
        """The answer in a cell, counted for the report."""
        nothing: Answer | None = None  # said of a cell that could not be mapped, and has been counted as such
        answer = self.said(lambda cell: self.cells.answer(cell, scale), row, column, nothing, of=found, item=item)
        if answer is None:
            return NOTHING
        self.collected.count(item, "answer" if answer.text else answer.state.value if answer.state else "empty")
        return answer

    # ---- initiatives -------------------------------------------------------------------------------------------------------

    def initiative(self, row: Row, id_column: int, title_column: int) -> Found | None:
        """The initiative that a row is about; None for a row to be passed over, after telling why if it was not to be expected."""
        column = id_column or title_column
        try:
            texts = {place: self.text(self.label(row, place)) for place in (id_column, title_column) if place}
            if any(same(text) in self.ignored for text in texts.values() if text):
                self.collected.rows_ignored += 1
                return None
            name = texts[column]
            if not name:
                self._nameless(row)
            return self.found(name, by_id=bool(id_column))
        except Silent:
            return None
        except Unmapped as why:
            self.collected.leave_out(row.number, column, why)
            return None

    def _nameless(self, row: Row) -> None:
        if any(not row.cell(column).empty for column in self.columns.named):
            hint = "if the row does not belong to the table, name what stands in it under `ignore`, or state `last-row`"
            raise Unmapped("no-initiative", "the row does not say which initiative it is about; it is left out", hint=hint)
        raise Silent

    def found(self, name: str, *, by_id: bool) -> Found:
        """The initiative that the table calls `name`; raises Unmapped."""
        known = self.named.get(same(name))
        id_ = known.id if known is not None else name
        if known is None and not by_id:
            names = [one.from_ or one.id for one in self.mapping.initiatives]
            hint = nearest(name, names) or "list it under `initiatives` in the mapping, or its row under `ignore`"
            raise Unmapped("unknown-initiative", f"the mapping names no initiative `{shorten(name, 60)}`", hint=hint)
        if not IDENTIFIER.fullmatch(id_) or id_.casefold() in NO_IDS:
            hint = "list it under `initiatives` in the mapping, as {from: what stands here, id: a-short-id}; or its row under `ignore`"
            allowed = "letters, digits, `.`, `_` and `-`, starting with a letter or digit, at most 80 characters"
            raise Unmapped("identifier", f"`{shorten(id_, 60)}` cannot be an id", allowed=allowed, hint=hint)
        other = self._folded.setdefault(id_.casefold(), id_)
        if other != id_:
            hint = "some computers take the two for the same file; give one another id under `initiatives`"
            raise Unmapped("identifier", f"`{id_}` differs from `{other}` in capital letters only", hint=hint)
        if id_ not in self.collected.found:
            about = self._told_about(known)
            self.collected.found[id_] = Found(id_, about, fixed=frozenset(about))
        return self.collected.found[id_]

    def _told_about(self, known: NamedInitiative | None) -> dict[str, str]:
        """What the mapping says of an initiative, in the language of the set."""
        if known is None:
            return {}
        language = self.mapping.set_.language
        texts = {name: getattr(known, name) for name in ("title", "sector", "country")}
        about = {name: text.in_language(language) for name, text in texts.items() if text is not None}
        return about | ({"website": known.website} if known.website else {})

    def tell_about(self, found: Found, row: Row, column: int, name: str, text: str) -> None:
        """Take in what a row says of its initiative; what the mapping says goes before, and where two rows differ, the first stands."""
        if text and name not in found.fixed and found.about.setdefault(name, text) != text:
            why = Unmapped(
                "two-rows", f"the {name} of `{found.id}` is another one here", found=text, allowed=shorten(found.about[name])
            )
            self.collected.leave_out(row.number, column, why, of=found)

    def evidence(self, row: Row, column: int, rest: dict[str, str]) -> tuple[dict[str, str], ...]:
        """What a rating rests on: the source in the table with `rest`, and the table itself where the mapping says so."""
        pieces = [rest] if "source" in rest else []
        if self.mapping.table_as_source is not None:
            pieces.append({"source": self.mapping.table_as_source, "locator": self.collected.cell_name(row.number, column)})
        return tuple(pieces)

    def rate(
        self, found: Found, item: str, row: Row, column: int, answer: Answer, texts: dict[str, str], rest: dict[str, str]
    ) -> None:
        """Take in one rating; `rest` is its evidence."""
        if rest and "source" not in rest:
            why = Unmapped("no-source", f"there is a {', a '.join(rest)}, but no source", hint="it is left out")
            self.collected.leave_out(row.number, column, why, of=found, item=item)
        given = bool(answer.text) or answer.state is not None
        pieces = self.evidence(row, column, rest) if given or texts or rest else ()
        self.collected.rate(found, item, Rated(row.number, column, answer.text, answer.state, texts, pieces))
