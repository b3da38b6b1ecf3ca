"""The sheet of weights: a drop-down for the weight set, and every node's own weight and that of each set, all open to the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msiscore.reporting.excel import formulas
from msiscore.reporting.excel.formulas import DASH
from msiscore.reporting.excel.frame import cell, fixed
from msiscore.reporting.excel.layout import NONE, Cell, Choice, Colour, Sheet, data, entry, live, padded, words
from msiscore.reporting.excel.lists import weight_set_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msiscore.reporting.excel.frame import Frame
    from msiscore.reporting.report import CriterionEntry, DimensionAnnex

KEY = "weights"
TOP = 8
"""The row of the first node, counted from 0."""
CHOICE = (5, 1)
"""The cell of the weight set in use."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Addresses on the sheet of weights. Columns: name, id, kind, own weight, one for each set, in use, share, rule, changed; then hidden
    ones: what the set in use names, the published weights, how many rows were changed down to here.
    """

    frame: Frame
    rows: Mapping[str, int]
    sets: int

    @property
    def in_use(self) -> int:
        """The column of the weight in use."""
        return 4 + self.sets

    @property
    def changed(self) -> int:
        """The column that says what was changed."""
        return self.in_use + 3

    @property
    def named(self) -> int:
        """The column of what the weight set in use says of a node."""
        return self.in_use + 4

    @property
    def turn(self) -> int:
        """The column that counts what was changed."""
        return self.named + 2 + self.sets

    def of(self, id_: str, column: int) -> str:
        """The cell of a node in a column."""
        return self.frame.at(KEY, self.rows[id_], column)

    def column(self, column: int) -> str:
        """A whole column of the table."""
        return self.frame.span(KEY, (TOP, column), (TOP + max(len(self.rows), 1) - 1, column))


def weights(frame: Frame) -> Weights:
    """Where the nodes stand: dimension by dimension, each with its criteria."""
    frame.define("weight_set", frame.at(KEY, *CHOICE))
    frame.define("weight_set_number", frame.at(KEY, CHOICE[0], CHOICE[1] + 1))
    ids = [id_ for dimension in frame.report.annex for id_ in (dimension.id, *(c.id for c in dimension.criteria))]
    return Weights(frame, {id_: TOP + place for place, id_ in enumerate(ids)}, len(frame.calc.weight_sets) - 1)


def weights_sheet(found: Weights, shares: Mapping[str, str], used: Mapping[str, float]) -> Sheet:
    """The sheet; `shares` are the cells with the share of each node in the whole, `used` the shares themselves."""
    frame, label = found.frame, found.frame.report.label
    about = label("What each dimension and criterion weighs. Choose a weight set, or change a weight, and all scores follow.")
    widths = (44, 30, 17, *(14,) * (1 + found.sets), 10, 10, 66, 18, *(10,) * (3 + found.sets))
    sheet = Sheet(KEY, frame.names[KEY], widths, tab="#0b4f9e", about=about)
    padded(frame.report, sheet, label("Weights"), about, CHOICE[0])
    names = weight_set_names(frame.calc.weight_sets)
    sheet.add(
        words(label("Weight set in use"), style="cell-strong"),
        entry(names[frame.calc.weight_set].text, "input"),
        live("IFERROR(MATCH(weight_set,weight_sets,0),1)", float(1 + frame.calc.weight_set)),
    )
    sheet.choices.append(Choice(CHOICE[0], CHOICE[0], CHOICE[1], "weight_sets", title=label("Weight set")))
    sheet.prose(label("Shaded cells can be changed. Share: what a node weighs in the whole when everything is rated."), "quiet")
    titles = [label(title) for title in ("Dimension or criterion", "Id", "Kind", "Own weight")]
    titles += [term.text for term in names[1:]]
    titles += [label(title) for title in ("In use", "Share", "Rule", "Changed")]
    hidden = ("named", "published-weight", *(f"published-set-{k + 1}" for k in range(found.sets)), "change-number")
    header = sheet.header(*titles, *hidden, repeat=True, freeze=1)
    for dimension in frame.report.annex:
        sheet.add(*_cells(found, dimension, shares, used))
        for criterion in dimension.criteria:
            sheet.add(*_cells(found, criterion, shares, used, dimension.depth))
    last = len(sheet.rows) - 1
    sheet.filtered = (header, last, found.changed) if last > header else None
    sheet.folded.extend(range(found.named, found.turn + 1))
    for column in range(3, 4 + found.sets):
        sheet.choices.append(Choice(TOP, last, column, least=0.0, most=1e9, title=label("Weight"), hint=label("0 or more.")))
    changed = f"${cell(TOP, found.changed)}"
    for first, to in ((3, 3 + found.sets), (found.changed, found.changed)):
        sheet.colours.append(Colour((TOP, first), (last, to), f"{changed}<>{DASH}", "changed"))
    _who(found, sheet)
    return sheet


def _cells(
    found: Weights, node: DimensionAnnex | CriterionEntry, shares: Mapping[str, str], used: Mapping[str, float], depth: int = -1
) -> tuple[Cell, ...]:
    label, row = found.frame.report.label, found.rows[node.id]
    rule = next(one for one in found.frame.calc.weights if one.id == node.id)
    criterion = depth >= 0
    style, centre = ("cell", "cell-centre") if criterion else ("group", "group-centre")
    bonus = getattr(node, "bonus", False)
    kind = label("dimension") if not criterion else label("bonus criterion") if bonus else label("criterion")
    own, named = fixed(row, 3), fixed(row, found.named)
    sets = f"{fixed(row, 4)}:{fixed(row, 3 + found.sets)}"
    picked = f"INDEX({sets},weight_set_number-1)"
    choice = found.frame.calc.weight_set
    now = rule.named[choice - 1] if choice else None
    same = [f"{fixed(row, 3 + k)}={fixed(row, found.named + 1 + k)}" for k in range(1 + found.sets)]
    same = [f'IF({one.partition("=")[0]}="",{DASH},{one.partition("=")[0]})={one.partition("=")[2]}' for one in same]
    before = fixed(row - 1, found.turn) if row > TOP else ""
    count = f"IF({fixed(row, found.changed)}={DASH},0,1)"
    return (
        words(node.title, style=style, indent=2 * (depth + 1) if criterion else 2 * getattr(node, "depth", 0)),
        words(node.id, style=style),
        words(kind, style=style),
        entry(rule.own, "input-centre"),
        *(entry(weight, "input-centre") for weight in rule.named),
        live(f"IF(ISNUMBER({named}),{named},IF(ISNUMBER({own}),MAX(0,{own}),1))", rule.in_use, centre),
        live(shares[node.id], used[node.id], centre, pattern="0.0%") if node.id in shares else data(0.0, centre, pattern="0.0%"),
        words(getattr(node, "rule", ""), style=style),
        live(f'IF(AND({",".join(same)}),{DASH},"✎ "&{formulas.quoted(label("was") + " ")}&{_were(found, row)})', NONE, style),
        live(f"IF(weight_set_number=1,{DASH},IF(ISNUMBER({picked}),MAX(0,{picked}),{DASH}))" if found.sets else DASH, now),
        data(rule.own),
        *(data(weight) for weight in rule.named),
        live(f"{before}+{count}" if before else count, 0.0),
    )


def _were(found: Weights, row: int) -> str:
    """The published weights, the node's own first."""
    return '&" | "&'.join(fixed(row, found.named + 1 + k) for k in range(1 + found.sets))


def _who(found: Weights, sheet: Sheet) -> None:
    """Whose view each weight set is."""
    entries = found.frame.report.weight_sets
    if not entries:
        return
    label = found.frame.report.label
    sheet.heading(label("Weight sets"))
    sheet.prose(label("A node that a set does not name keeps its own weight."), "quiet")
    sheet.header(label("Weight set"), words(label("Stands for"), style="header", across=2))
    for entry_ in entries:
        sheet.add(words(entry_.title, style="cell-strong"), words(entry_.who or NONE, across=2))
