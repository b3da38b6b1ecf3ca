"""What the sheets that show results need: where each number of each tree stands, and how a result becomes a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msiscore.reporting.excel import formulas
from msiscore.reporting.excel.formulas import DASH
from msiscore.reporting.excel.layout import Cell, live
from msiscore.reporting.excel.text import lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msiscore.reporting.excel.frame import Frame
    from msiscore.reporting.excel.lists import Lists
    from msiscore.reporting.excel.outcomes import Outcomes
    from msiscore.reporting.excel.ratings import Ratings
    from msiscore.reporting.excel.tree_grid import TreeSheet
    from msiscore.reporting.excel.weights import Weights
    from msiscore.reporting.report import StandardCell


@dataclass(frozen=True, slots=True)
class LiveBook:
    """The computing sheets, the headline column first; `views` are the columns of score and coverage by view and value.

    `line` is what the check says of the workbook as it was published.
    """

    frame: Frame
    lists: Lists
    ratings: Ratings
    weights: Weights
    trees: tuple[TreeSheet, ...]
    outcomes: tuple[Outcomes, ...]
    views: Mapping[tuple[str, str], tuple[int, int]]
    line: str

    @property
    def pattern(self) -> str:
        """The number format of scores."""
        decimals = self.frame.calc.decimals
        return "0." + "0" * decimals if decimals else "0"

    def letter(self, place: int, number: int) -> str:
        """How a rating counts in the published version."""
        calc = self.frame.calc
        if calc.answers[place][number] is not None:
            return "R"
        rating = self.frame.ratings(self.frame.profile(calc.initiatives[place].name))[number]
        return calc.items[number].policies[[state.name for state in calc.states].index(rating.state)]

    def node(self, id_: str, place: int) -> str:
        """The score of a dimension that may be shown; a dash for one that is not in the headline column."""
        tree = self.trees[0]
        slot = tree.slot_of(id_)
        return DASH if slot is None else formulas.published(tree.at("point", slot, place), tree.at("coverage", slot, place))

    def share(self, id_: str, place: int) -> str:
        """The coverage of a dimension, 0 where nothing in it applies."""
        tree = self.trees[0]
        slot = tree.slot_of(id_)
        return "0" if slot is None else f"SUM({tree.at('coverage', slot, place)})"

    def view(self, view: str, value: str, place: int) -> str:
        """The score in one value of a view that may be shown."""
        tree = self.trees[0]
        score, share = (tree.frame.at(tree.key, tree.top + place, column) for column in self.views[view, value])
        return formulas.published(score, share)

    def interval(self, lower: str, upper: str) -> str:
        """Two ends as text; one number where both read the same."""
        low, high = (f"FIXED(ROUND({end},9),{self.frame.calc.decimals},TRUE)" for end in (lower, upper))
        return f'IF(ISNUMBER({lower}),IF({low}={high},{low},{low}&"–"&{high}),{DASH})'


def standard_cell(book: LiveBook, criterion: str, place: int, shown: StandardCell, more: str = "", style: str = "met") -> Cell:
    """Whether a minimum standard is met, with its margin, and `more` on a line of its own."""
    label, outcome = book.frame.report.label, book.outcomes[0]
    words_ = ("n/a not applicable", "✓ met", "? unknown", "✗ not met")
    said = (f"{symbol} {label(word)}" for symbol, _, word in (text.partition(" ") for text in words_))
    verdict, margin = outcome.verdict(criterion, place), outcome.margin(criterion, place)
    rule = next(standard for standard in outcome.tree.column.standards if standard.id == criterion)
    one, many = (formulas.quoted(unit) for unit in rule.units)
    sign = f'IF({margin}>0,"+",IF({margin}<0,"−","±"))'
    unit = many if one == many else f"IF(ABS({margin})=1,{one},{many})"
    amount = f"ROUND(ABS({margin}),6)&{unit}"
    if rule.node is not None:
        amount = f"FIXED(ROUND(ABS({margin}),9),{book.frame.calc.decimals},TRUE)"
    distance = f'IF(ISNUMBER({margin}),CHAR(10)&{sign}&{amount},"")'
    formula = f"CHOOSE({verdict}+1,{','.join(formulas.quoted(text) for text in said)})&{distance}"
    formula += f"&CHAR(10)&{formulas.quoted(more)}" if more else ""
    return live(formula, lines(f"{shown.symbol} {shown.word}", shown.margin, more), style)
