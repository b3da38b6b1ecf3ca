"""A small mapping with its table, both written in a test, and what moving in makes of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import Any

import openpyxl

from msiscore.errors import InputProblems, Problem
from msiscore.exchange.tables.moving import MovePlan, move_in, plan_move
from msiscore.loading.set_loader import load_set
from msiscore.scoring.scores import Scores, score

FRAMEWORK = """\
framework:
  id: fruit
  title: Fruit schemes
  scales:
    level: {kind: levels, levels: ["No", Partly, "Yes"]}
    share: {kind: measure, unit: "%", from: 0, to: 100}
    tonnes: {kind: measure, unit: t, from: 0, to: 10000}
dimensions: [{id: rules, title: Rules}, {id: reach, title: Reach}]
set: {id: schemes, title: Schemes, as-of: 2023}
"""
WIDE = f"""\
layout: wide
{FRAMEWORK}\
initiative: {{id: Code, title: Name}}
criteria:
  - {{from: Chair, id: A-1, dimension: rules, scale: level}}
  - {{from: Audits, id: B-1, dimension: reach, scale: share}}
  - {{from: Volume, id: B-2, dimension: reach, scale: tonnes}}
"""
LONG = f"""\
layout: long
{FRAMEWORK}\
initiative: {{id: Code}}
rating: {{criterion: Criterion, answer: Answer}}
criteria:
  - {{id: A-1, title: Chair, dimension: rules, scale: level}}
  - {{id: B-1, title: Audits, dimension: reach, scale: share}}
  - {{id: B-2, title: Volume, dimension: reach, scale: tonnes}}
"""
TRANSPOSED = f"""\
layout: transposed
{FRAMEWORK}\
rating: {{criterion: Criterion}}
initiatives: [{{from: Moon Pact, id: moon}}, {{from: Star Table, id: star}}]
criteria:
  - {{from: Chair, id: A-1, dimension: rules, scale: level}}
  - {{from: Audits, id: B-1, dimension: reach, scale: share}}
"""

Cells = Sequence[Sequence[Any]]


def write_csv(path: Path, cells: Cells, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A CSV file with these cells; None is an empty one."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([["" if cell is None else cell for cell in row] for row in cells])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, cells: Cells, *, formats: Mapping[str, str] | None = None, merged: Sequence[str] = ()) -> Path:
    """A workbook with one sheet, Scores; `formats` are number formats by cell."""
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.title = "Scores"
    for number, row in enumerate(cells, start=1):
        for place, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, place).value = value
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    for area in merged:
        sheet.merge_cells(area)
    workbook.save(path)
    return path


def write_mapping(folder: Path, text: str, more: str = "") -> Path:
    path = folder / "mapping.yaml"
    path.write_text(dedent(text) + dedent(more), encoding="utf-8")
    return path


def plan(folder: Path, mapping: str, cells: Cells | Path, more: str = "") -> MovePlan:
    """What moving the cells in would mean."""
    table = cells if isinstance(cells, Path) else write_csv(folder / "table.csv", cells)
    return plan_move(table, write_mapping(folder, mapping, more), folder / "project")


def refused(folder: Path, mapping: str, cells: Cells | Path, more: str = "") -> list[Problem]:
    """The problems with which nothing is planned."""
    try:
        plan(folder, mapping, cells, more)
    except InputProblems as error:
        assert not (folder / "project").exists()
        return list(error.problems)
    raise AssertionError("nothing was refused")


def ratings(made: MovePlan) -> dict[str, dict[str, str]]:
    """The answers and states of each initiative, by item."""
    return {
        id_: {item: rated.answer or (rated.state.value if rated.state else "") for item, rated in found.ratings.items()}
        for id_, found in made.collected.found.items()
    }


def told(made: MovePlan) -> list[str]:
    """Each cell that could not be mapped, as its place and what kind of problem it is."""
    return [f"{one.where.partition(':')[2]} {one.code}" for one in made.unmapped]


def moved(made: MovePlan) -> Scores:
    """The scores of what was written."""
    move_in(made)
    return score(load_set(made.set_folder))
