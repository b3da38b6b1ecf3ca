"""The report of moving in, as plain text: what was read, how words were taken, and every cell that could not be mapped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from msiscore.errors import InputProblems, Problem, shorten
from msiscore.exchange.tables.collected import Collected
from msiscore.framework import Framework, State
from msiscore.loading.mapping_loader import MappingFile
from msiscore.rating_matrix import items_of

MOST_READINGS = 500
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def move_report(collected: Collected, framework: Framework, table: Path, file: MappingFile, *, digests: tuple[str, str]) -> str:
    """The text of the report; `digests` are the SHA-256 of the table and of the mapping."""
    parts = [
        _head(collected, framework, table, file, digests),
        _left_out(collected),
        _unmapped(collected, table),
        _readings(collected),
        _items(collected, framework),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def totals(collected: Collected) -> Counter[str]:
    """How many cells were read as answers, as states, as empty, and not at all."""
    total: Counter[str] = Counter()
    for tally in collected.tallies.values():
        for kind, number in tally.items():
            total["states" if kind in set(State) else kind] += number
    return total


def _head(collected: Collected, framework: Framework, table: Path, file: MappingFile, digests: tuple[str, str]) -> Iterable[str]:
    total = totals(collected)
    place = f"{table.name}, sheet {collected.grid.sheet}" if collected.grid.sheet else table.name
    answers = "a second row for the same rating counts as a cell of its own"
    rows = f"{collected.rows_read:,} rows with something in them"
    ignored = f", of which {collected.rows_ignored:,} left out as the mapping says" if collected.rows_ignored else ""
    yield "How a table was read by msiscore import"
    yield ""
    yield f"table       {_printable(place)}"
    yield f"            SHA-256 {digests[0]}"
    yield f"mapping     {_printable(file.path.name)}"
    yield f"            SHA-256 {digests[1]}"
    yield f"framework   {framework.id} {framework.version}, {len(framework.criteria)} criteria"
    yield f"rows        {rows}{ignored}"
    yield f"initiatives {len(collected.found):,}"
    yield f"answers     {_cells(total['answer'])} with an answer ({answers})"
    yield f"states      {_cells(total['states'])} that say{'s' if total['states'] == 1 else ''} why there is none"
    yield f"empty       {_cells(total['empty'])}: unanswered"
    yield f"not mapped  {_cells(collected.unmapped_count, ' or row')}, listed below"


def _cells(number: int, more: str = "") -> str:
    return f"{number:,} cell{more}" if number == 1 else f"{number:,} cells{more and more + 's'}"


def _left_out(collected: Collected) -> Iterable[str]:
    yield "COLUMNS LEFT OUT"
    if not collected.columns_left_out:
        yield "None: the mapping uses every column, or names it under `ignore`."
        return
    yield "The mapping does not name these columns of the table. To say that this is meant, name them under `ignore`."
    yield from (f"- {_printable(shorten(name, 200))}" for name in collected.columns_left_out)


def _unmapped(collected: Collected, table: Path) -> Iterable[str]:
    yield "NOT MAPPED"
    if not collected.unmapped:
        yield "None: every cell that the mapping names was read."
        return
    yield "For these, nothing stands in the files: the ratings are unanswered. Nothing was guessed."
    for problem in InputProblems(collected.unmapped).problems:
        yield ""
        yield from told(problem, table)
    if collected.not_told:
        yield ""
        yield f"... and {collected.not_told:,} more, which are not listed."


def told(problem: Problem, table: Path) -> list[str]:
    """A problem as lines of the report: the table by its name alone, so that the report is the same on every computer."""
    return [_printable(line) for line in str(replace(problem, file=Path(table.name))).split("\n")]


def _printable(line: str) -> str:
    """The line without what a text file should not hold, its blanks kept."""
    return _UNWANTED.sub("", line)


def _readings(collected: Collected) -> Iterator[str]:
    yield "HOW WORDS WERE READ"
    yield "By scale: what stood in the table, what it was taken for, and how often. Look it over once; it decides every score."
    readings = sorted(collected.readings.items(), key=lambda one: (one[0][0], one[0][2], one[0][1]))
    for (scale, text, meaning), number in readings[:MOST_READINGS]:
        yield f"- {scale}: `{_printable(shorten(text, 60))}` -> {meaning} ({number:,})"
    if len(readings) > MOST_READINGS:
        yield f"- and {len(readings) - MOST_READINGS:,} more words"
    if not readings:
        yield "No words: every answer was a number."


def _items(collected: Collected, framework: Framework) -> Iterator[str]:
    yield "CRITERION BY CRITERION"
    kinds = ["answer", *State, "empty", "not mapped"]
    for item in items_of(framework):
        tally = collected.tallies.get(item.id, Counter())
        said = ", ".join(
            f"{number:,} {kind}{'s' if kind == 'answer' and number > 1 else ''}" for kind in kinds if (number := tally[str(kind)])
        )
        yield f"- {item.id}: {said or 'not in the table'}"
