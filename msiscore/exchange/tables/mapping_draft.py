"""The draft of a mapping file: what a table may be, in YAML with comments, for a person to look over and correct."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

from msiscore.drafting.comments import comment, one_line
from msiscore.errors import InputProblems, shorten
from msiscore.exchange.tables.grid import Grid, refuse
from msiscore.exchange.tables.guessing import Guess, Reference, guess
from msiscore.exchange.tables.looking import CERTAIN, look
from msiscore.exchange.tables.readers import open_table
from msiscore.exchange.yaml_rendering import flow, key, scalar
from msiscore.framework import State
from msiscore.loading.mapping_loader import same
from msiscore.loading.yaml_data import Data
from msiscore.mapping import ENCODINGS, TableShape

MOST_LISTED = 5_000
"""So many initiatives or sources are listed in a draft."""


def draft_mapping(table: str | Path, *, sheet: str | None = None, encoding: str | None = None, today: date | None = None) -> str:
    """A mapping file for `table`, by looking at it: every guess is marked CHECK. Raises InputProblems when it cannot be read."""
    path = Path(table)
    if encoding is not None and encoding not in ENCODINGS:
        raise refuse(path, "encoding", f"the encoding `{shorten(encoding, 40)}` is not known", allowed=", ".join(ENCODINGS))
    shape = TableShape.model_validate({"sheet": sheet, "encoding": encoding})
    grid = _grid(path, shape)
    made = guess(look(grid, shape))
    if not made.criteria:
        hint = "write the mapping by hand: docs/moving-in.md says how"
        raise InputProblems([grid.problem("no-criteria", 1, 1, "no column looks like answers to a criterion", hint=hint)])
    parts = [
        _head(path),
        _table(made, encoding),
        _framework(made),
        _set(path, today or date.today()),
        _initiative(made),
        _criteria(made),
        _words(made),
        _rest(made),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _grid(path: Path, shape: TableShape) -> Grid:
    """The table; of a workbook with several sheets the first one that holds something, as the draft says."""
    try:
        return open_table(path, shape)
    except InputProblems as error:
        several = error.problems[0].code == "which-sheet"
        if not several:
            raise
    from msiscore.exchange.workbook_reader import read_workbook

    first = next(sheet.name for sheet in read_workbook(path, lambda _: False).sheets if sheet.cells)
    return open_table(path, shape.model_copy(update={"sheet": first}))


def _head(path: Path) -> Iterator[str]:
    yield from comment(f"How {path.name} is read: drafted by looking at it.")
    yield "#"
    yield "# Lines marked CHECK are guesses: look at each, and correct it. What is missing here is reported by the import and never"
    yield "# guessed. Every key is explained in docs/moving-in.md. Then try it, as often as you like, without writing anything:"
    yield "#"
    yield "#   msiscore import TABLE --mapping THIS-FILE --to my-project --dry-run"


def _table(made: Guess, encoding: str | None) -> Iterator[str]:
    meanings = {
        "wide": "a row for each initiative, a column for each criterion",
        "transposed": "a row for each criterion, a column for each initiative",
        "long": "a row for each rating",
    }
    shape, grid = made.sight.shape, made.sight.grid
    yield f"layout: {made.layout}  # CHECK: {meanings[made.layout]}; the others are {', '.join(n for n in meanings if n != made.layout)}"
    yield "table:"
    if grid.sheet:
        others = [name for name in grid.sheets if name != grid.sheet]
        yield from _noted(f"  sheet: {scalar(grid.sheet)}", f"CHECK: the others are {', '.join(others)}" if others else "")
    rows = [str(row) for row in shape.header]
    two = ": groups above, columns below" if len(rows) == 2 else ""
    where = rows[0] if len(rows) == 1 else f"[{', '.join(rows)}]"
    yield f"  header: {where}  # CHECK: where the headings stand{two}"
    if encoding:
        yield f"  encoding: {encoding}"
    yield f"  decimal: {shape.decimal}  # CHECK: what stands before decimals in numbers that are text: point or comma"
    yield f"  thousands: {shape.thousands}  # CHECK: none, point, comma, space or apostrophe"
    yield "  #last-row: 40  # if totals or notes stand below the table"
    if grid.laid_out:
        yield "  #formulas: stored  # to take the results that were saved with formulas; otherwise formulas are reported"


def _framework(made: Guess) -> Iterator[str]:
    yield "# A new framework. To use one that exists, write `framework: {use: ITS-ID}`, delete `dimensions`, and give each criterion"
    yield "# only `from` and `id`."
    yield "framework:"
    yield "  id: my-framework  # CHECK"
    yield "  title: My framework  # CHECK"
    yield "  scales:"
    for scale in made.scales:
        yield from _noted(f"    {key(scale.name)}: {flow(cast(Data, scale.data))}", f"CHECK: {scale.check}")
    yield "dimensions:"
    for id_, title in made.dimensions.items():
        yield f"  - {flow({'id': id_, 'title': title})}"


def _set(path: Path, today: date) -> Iterator[str]:
    yield "# The set that the ratings go into."
    yield "set:"
    yield "  id: my-set  # CHECK"
    yield f"  title: {scalar(one_line(path.stem) or 'My set')}  # CHECK"
    yield f"  as-of: {today.isoformat()}  # CHECK: the date that the ratings speak of"


def _initiative(made: Guess) -> Iterator[str]:
    if made.layout != "transposed":
        yield "# CHECK: the columns that say which initiative a row is about."
        yield "initiative:"
        for name, reference in made.initiative.items():
            yield f"  {name}: {_reference(reference)}"
    if made.rating:
        yield "# CHECK: the columns of a rating."
        yield "rating:"
        for name, reference in made.rating.items():
            yield f"  {name}: {_reference(reference)}"
    if made.initiatives:
        yield "# CHECK: the ids. They become the names of files and should last; the table has none."
        yield "initiatives:"
        for name, id_ in made.initiatives[:MOST_LISTED]:
            yield f"  - {flow({'from': name, 'id': id_})}"
        if len(made.initiatives) > MOST_LISTED:
            yield f"  # and {len(made.initiatives) - MOST_LISTED:,} more, which the import would report"


def _criteria(made: Guess) -> Iterator[str]:
    yield "# CHECK: what is rated, with the ids that it shall have from now on. `question` may say in full what the assessor answers."
    yield "criteria:"
    for one in made.criteria:
        yield f"  - from: {_reference(one.reference)}"
        yield f"    id: {scalar(one.id)}"
        yield f"    title: {scalar(one.title)}"
        yield f"    dimension: {scalar(one.dimension)}"
        yield f"    scale: {scalar(one.scale)}"
        for name, reference in one.beside.items():
            yield f"    {name}: {_reference(reference)}  # CHECK: does it belong to this criterion?"


def _words(made: Guess) -> Iterator[str]:
    yield "# What words in the table say of an answer that is missing: not-applicable, nothing-found, too-early, confidential,"
    yield "# not-assessable or unanswered. An empty cell is unanswered."
    if not made.states:
        yield "#states: {n/a: not-applicable}"
        return
    yield "states:"
    for word in made.states:
        certain = CERTAIN.get(same(word))
        line = f"  {key(word)}: {(certain or State.UNANSWERED).value}"
        yield line if certain else f"{line}  # CHECK: not-applicable? nothing-found? unanswered claims the least"


def _rest(made: Guess) -> Iterator[str]:
    yield "# What other words in the table stand for, by scale, such as `level: {Y: yes, P: partly}`."
    yield "#words: {}"
    if made.sources:
        yield ""
        yield "# CHECK: the sources that the table names. Give each a lasting id, its title, and where it is found."
        yield "sources:"
        for number, name in enumerate(made.sources[:MOST_LISTED], start=1):
            yield f"  source-{number}: {flow({'title': name, 'from': name})}"
    yield ""
    yield "# To let each rating name its cell as evidence, describe the table itself as a source:"
    yield "#table-as-source: old-scorecard" if made.sources else "#sources: {old-scorecard: {title: Our scorecard of 2023}}"
    if not made.sources:
        yield "#table-as-source: old-scorecard"
    if not made.ignored and not made.ignored_rows:
        return
    yield ""
    yield "# CHECK: left out. Totals and ranks are computed anew."
    yield "ignore:"
    if made.ignored:
        yield "  columns:"
        yield from (f"    - {_reference(reference)}" for reference in made.ignored)
    if made.ignored_rows:
        yield f"  rows: {flow(cast(Data, made.ignored_rows))}"


def _reference(reference: Reference) -> str:
    return scalar(reference) if isinstance(reference, str) else flow(cast(Data, reference))


def _noted(line: str, note: str) -> Iterator[str]:
    """A line with a remark behind it, or above it where there is no room."""
    if note and len(line) + len(note) < 118:
        yield f"{line}  # {one_line(note)}"
        return
    yield from comment(note, indent=line[: len(line) - len(line.lstrip(" "))])
    yield line
