"""The layouts of tables: a row for each initiative, a row for each criterion, a row for each rating.

To read another layout: write a function like the others, name it in `LAYOUTS`, and its word in `Mapping.layout`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from msiscore.errors import InputProblems, nearest, shorten
from msiscore.exchange.tables.answers import NOTHING, Answer, CellReader, Unmapped
from msiscore.exchange.tables.collected import Collected, Found
from msiscore.exchange.tables.collector import Collector, Silent
from msiscore.exchange.tables.grid import Grid, Row
from msiscore.exchange.tables.headings import Columns, read_header
from msiscore.framework import Aspect, Framework
from msiscore.loading.mapping_loader import BESIDE, MappingFile, same
from msiscore.mapping import Column, InitiativeColumns, MappedCriterion, RatingColumns

DATES = frozenset(("started", "ended"))
OF_EVIDENCE = ("source", "page", "locator", "quote", "kind")


@dataclass(frozen=True, slots=True)
class Target:
    """What a criterion of the mapping is read into: its item, and the name of its scale; `beside` are the columns next to its own."""

    item: str
    scale: str
    column: int = 0
    beside: Mapping[str, int] | None = None


def collect(file: MappingFile, grid: Grid, framework: Framework) -> Collected:
    """Everything that the table says, read by the mapping. Raises InputProblems when the mapping names columns that are not there."""
    mapping = file.mapping
    header = read_header(grid, mapping.table)
    columns = Columns(file, header)
    cells = CellReader(mapping, framework)
    collected = Collected(grid, readings=cells.readings)
    collector = Collector(mapping, framework, columns, cells, collected)
    read_row = LAYOUTS[mapping.layout](collector)
    ignored = [columns.column(one, ("ignore", "columns", index)) for index, one in enumerate(mapping.ignore.columns)]
    if columns.problems:
        raise InputProblems(columns.problems)
    known = columns.named | set(ignored)
    collected.columns_left_out = tuple(header.name(column) for column in header.headings if column not in known)
    last_row = mapping.table.last_row
    for row in grid.rows():
        if row.number > header.last and (last_row is None or row.number <= last_row) and not row.empty:
            collected.rows_read += 1
            read_row(row)
    collected.settle()
    return collected


def wide(collector: Collector) -> Callable[[Row], None]:
    """How to read a row that is an initiative: its criteria stand in columns."""
    columns = collector.columns
    about = _about(collector)
    targets = []
    for index, criterion in enumerate(collector.mapping.criteria):
        column = columns.column(_called(criterion), ("criteria", index, "from"))
        beside = {name: columns.column(getattr(criterion, name), ("criteria", index, name)) for name in BESIDE}
        beside = {name: place for name, place in beside.items() if place}
        target = _target(collector.framework, criterion)
        targets.append(Target(target.item, target.scale, column, beside))

    def read(row: Row) -> None:
        found = _initiative(collector, row, about)
        if found is None:
            return
        for target in targets:
            answer = collector.answer(row, target.column, target.scale, found, target.item)
            _rate(collector, row, found, target, answer, target.column, target.beside or {})

    return read


def transposed(collector: Collector) -> Callable[[Row], None]:
    """How to read a row that is a criterion: the initiatives stand in columns."""
    mapping, columns = collector.mapping, collector.columns
    label = columns.column(mapping.rating.criterion if mapping.rating else None, ("rating", "criterion"))
    places = []
    for index, one in enumerate(mapping.initiatives):
        name = one.from_ or one.id
        wanted = Column(heading=name)
        column = columns.column(wanted, ("initiatives", index, "from"))
        if column:
            places.append((column, collector.found(name, by_id=False)))
            places[-1][1].about.setdefault("title", columns.header.name(column))
    by_name = _by_name(collector, mapping.criteria)

    def read(row: Row) -> None:
        target = _criterion(collector, row, label, None, by_name)
        if target is None:
            return
        for column, found in places:
            answer = collector.answer(row, column, target.scale, found, target.item)
            _rate(collector, row, found, target, answer, column, {})

    return read


def long(collector: Collector) -> Callable[[Row], None]:
    """How to read a row that is a rating."""
    mapping, columns = collector.mapping, collector.columns
    about = _about(collector)
    rating = {name: columns.column(getattr(mapping.rating, name, None), ("rating", name)) for name in RatingColumns.model_fields}
    by_name = _by_name(collector, mapping.criteria)
    beside = {
        name: column for name, column in rating.items() if column and name not in ("criterion", "answer", "state", "aspect")
    }

    def read(row: Row) -> None:
        found = _initiative(collector, row, about)
        target = _criterion(collector, row, rating["criterion"], rating["aspect"], by_name) if found is not None else None
        if found is None or target is None:
            return
        column = rating["answer"] or rating["state"]
        answer = collector.answer(row, rating["answer"], target.scale, found, target.item) if rating["answer"] else NOTHING
        state = collector.said(collector.cells.state, row, rating["state"], None, of=found, item=target.item)
        if state is not None and (answer.text or answer.state not in (None, state)):
            why = Unmapped(
                "two-answers", "the row has an answer and a state as well; a rating has one of them", found=state.value
            )
            collector.collected.leave_out(row.number, rating["state"], why, of=found, item=target.item)
            answer = NOTHING
        elif state is not None:
            answer = Answer(state=state)
        _rate(collector, row, found, target, answer, column, beside)

    return read


LAYOUTS: Final[Mapping[str, Callable[[Collector], Callable[[Row], None]]]] = {
    "wide": wide,
    "transposed": transposed,
    "long": long,
}
"""How each layout is read."""


def _about(collector: Collector) -> dict[str, int]:
    """The columns about the initiative."""
    wanted = collector.mapping.initiative
    return {
        name: collector.columns.column(getattr(wanted, name), ("initiative", name)) for name in InitiativeColumns.model_fields
    }


def _initiative(collector: Collector, row: Row, about: dict[str, int]) -> Found | None:
    """The initiative of a row, with what the row says of it. In a long table most rows say the same of it as the row before."""
    says = tuple(row.cell(column) for column in about.values() if column)
    if collector.before is not None and collector.before[0] == says:
        return collector.before[1]
    collector.before = None
    found = collector.initiative(row, about["id"], about["title"])
    if found is None:
        return None
    told = collector.collected.unmapped_count
    for name, column in about.items():
        if not column or name == "id":
            continue
        if name in DATES:
            text = collector.said(lambda cell, name=name: collector.cells.date(cell, name), row, column, "", of=found)  # type: ignore[misc]
        elif name == "website":
            text = collector.said(collector.cells.website, row, column, "", of=found)
        elif name == "title":
            text = collector.text(collector.label(row, column))
        else:
            text = collector.said(collector.text, row, column, "", of=found)
        collector.tell_about(found, row, column, name, text)
    if collector.collected.unmapped_count == told and not collector.collected.grid.merged:
        collector.before = (says, found)
    return found


def _called(criterion: MappedCriterion) -> Column:
    return criterion.from_ or Column(heading=criterion.id)


def _target(framework: Framework, criterion: MappedCriterion, aspect: Aspect | None = None) -> Target:
    known = framework.criterion_by_id[criterion.id]
    scale = known.scale or framework.default_scale or next(iter(framework.scales))
    part = criterion.aspect or aspect
    return Target(f"{criterion.id}/{part.value}" if part else criterion.id, scale)


def _by_name(collector: Collector, criteria: Iterable[MappedCriterion]) -> dict[str, dict[str, Target]]:
    """The targets by what the table calls their criterion, and by their aspect ("" for none)."""
    found: dict[str, dict[str, Target]] = {}
    for one in criteria:
        name = same(_called(one).heading or one.id)
        known = collector.framework.criterion_by_id[one.id]
        for aspect in [one.aspect] if one.aspect or not known.aspects else known.aspects:
            found.setdefault(name, {})[aspect.value if aspect else ""] = _target(collector.framework, one, aspect)
    return found


def _criterion(
    collector: Collector, row: Row, column: int, aspect_column: int | None, by_name: dict[str, dict[str, Target]]
) -> Target | None:
    """What a row of a long or transposed table rates; None after telling why that is not known."""
    try:
        name = collector.text(collector.label(row, column))
        if not name:
            if all(row.cell(other).empty for other in collector.columns.named):
                return None
            raise Unmapped("no-criterion", "the row does not say which criterion it rates; it is left out")
        if same(name) in collector.ignored:
            collector.collected.rows_ignored += 1
            return None
        targets = by_name.get(same(name))
        if targets is None:
            names = [_called(one).heading or one.id for one in collector.mapping.criteria]
            hint = nearest(name, names) or "list it under `criteria` in the mapping, or under `ignore: {rows: ...}`"
            raise Unmapped("unknown-criterion", f"the mapping names no criterion `{shorten(name, 60)}`", hint=hint)
        if "" in targets:
            return targets[""]
        aspect = collector.cells.choice(row.cell(aspect_column or 0), "aspect")
        if aspect not in targets:
            allowed = ", ".join(targets) if aspect_column else "a column with the aspect, named under `rating:` as `aspect`"
            raise Unmapped("aspect", f"it is not known which aspect of `{name}` the row rates", found=aspect, allowed=allowed)
        return targets[aspect]
    except Silent:
        return None
    except Unmapped as why:
        collector.collected.leave_out(row.number, column, why)
        return None


def _rate(
    collector: Collector, row: Row, found: Found, target: Target, answer: Answer, column: int, columns: Mapping[str, int]
) -> None:
    """Take in one rating with what stands beside it in `columns`."""
    cells, item = collector.cells, target.item
    if not columns:
        collector.rate(found, item, row, column, answer, {}, {})
        return

    def said(read: Callable[..., str], name: str, *more: object) -> str:
        return collector.said(lambda cell: read(cell, *more), row, columns.get(name, 0), "", of=found, item=item)

    texts = {
        "reason": said(collector.text, "reason"),
        "confidence": said(cells.choice, "confidence", "confidence"),
        "date": said(cells.date, "date", "date"),
        "assessor": said(cells.listed, "assessor", "assessor", collector.assessors),
    }
    rest = {
        "source": said(cells.listed, "source", "source", collector.sources),
        "page": said(cells.page, "page"),
        "locator": said(collector.text, "locator"),
        "quote": said(collector.text, "quote"),
        "kind": said(cells.choice, "kind", "kind"),
    }
    told = {name: text for name, text in texts.items() if text}
    collector.rate(found, item, row, column, answer, told, {name: text for name, text in rest.items() if text})
