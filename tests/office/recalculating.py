"""Workbooks changed as a reader changes them, recalculated by LibreOffice, and read back."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from msiscore.reporting.calculation import Calculation
from msiscore.reporting.excel import book_of, render_excel
from msiscore.reporting.excel.livebook import LiveBook
from msiscore.reporting.report import Report
from msiscore.scoring.scores import score
from tests.making import plain_report
from tests.office.random_sets import Edits, Plan

EXACT = 1e-9
_STATES = ("not-applicable", "nothing-found", "too-early", "confidential", "not-assessable", "unanswered")
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""A LibreOffice that recalculates every workbook when it opens it. By default it shows the values that the file brings along."""


def report_of(plan: Plan, language: str = "en") -> Report:
    """The report on a random set."""
    return plain_report(score(plan.loaded()), language=language)


def write_edited(report: Report, edits: Edits, file: Path) -> None:
    """Write the workbook with `edits` made in its open cells, and only there."""
    book = load_workbook(BytesIO(render_excel(report)))
    live = book_of(report)
    calc = live.frame.calc
    for id_, place, number in edits.weights:
        _put(book, live.weights.of(id_, 3 + place), float(number))
    names = [term.name for term in calc.initiatives]
    for initiative, criterion, aspect, answer in edits.ratings:
        k = names.index(initiative)
        item = next(n for n, one in enumerate(calc.items) if (one.criterion, one.aspect) == (criterion, aspect))
        stated = answer in _STATES
        entered = None if stated else answer if answer in ("yes", "no") else float(answer)
        _put(book, live.ratings.at("answer", k, item), entered)
        if stated:
            _put(book, live.ratings.at("state", k, item), calc.states[_STATES.index(answer)].text)
    place = [term.name for term in calc.weight_sets].index(edits.weight_set or "")
    _put(book, live.frame.defined["weight_set"], calc.weight_sets[place].text)
    book.save(file)


def _put(book: Workbook, address: str, value: object) -> None:
    sheet, _, cell = address.rpartition("!")
    found = book[sheet.strip("'")][cell.replace("$", "")]
    assert not found.protection.locked, f"{address} is not open"
    assert found.data_type != "f"
    found.value = value


@dataclass(frozen=True)
class Compared:
    """A number of the engine and the one in a cell."""

    what: str
    engine: float | None
    cell: object

    @property
    def same(self) -> bool:
        if self.engine is None:
            return self.cell == "–"
        return isinstance(self.cell, int | float) and math.isclose(self.cell, self.engine, rel_tol=0, abs_tol=EXACT)


def compared(live: LiveBook, wanted: Calculation, book: Workbook) -> Iterator[Compared]:
    """Every score, end, coverage and rank of the engine beside the cell of `book`, which is laid out as `live`."""

    def read(address: str) -> object:
        sheet, _, cell = address.rpartition("!")
        return book[sheet.strip("'")][cell.replace("$", "")].value

    for tree, outcome, column in zip(live.trees, live.outcomes, wanted.columns, strict=True):
        for k, term in enumerate(wanted.initiatives):
            for slot, row in enumerate(column.rows):
                for block in ("point", "lower", "upper", "coverage"):
                    engine = getattr(row, block)[k]
                    what = f"{column.id} {term.name} {row.id or 'total'} {block}"
                    yield Compared(what, engine, read(tree.at(block, slot, k)))
            found = column.outcomes[k]
            for name in ("score", "lower", "upper", "coverage", "before", "rank"):
                yield Compared(f"{column.id} {term.name} {name}", getattr(found, name), read(outcome.at(name, k)))
            for standard in column.standards:
                verdict, margin = outcome.verdict(standard.id, k), outcome.margin(standard.id, k)
                yield Compared(f"{term.name} {standard.id} verdict", standard.verdict[k], read(verdict))
                yield Compared(f"{term.name} {standard.id} margin", standard.margin[k], read(margin))
            band = read(outcome.at("band", k))
            assert band == (found.band or "–"), (term.name, band, found.band)
    for view in wanted.views:
        tree = live.trees[0]
        for k in range(len(wanted.initiatives)):
            score_, share = (tree.frame.at(tree.key, tree.top + k, c) for c in live.views[view.view, view.value])
            yield Compared(f"view {view.value} {k}", view.score[k], read(score_))
            yield Compared(f"view {view.value} {k} coverage", view.coverage[k], read(share))
