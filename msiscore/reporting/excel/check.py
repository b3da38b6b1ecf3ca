"""The sheet that checks the workbook against the engine: every published result beside the workbook's own, and what was changed.

`changes` names the number of changed ratings and weights, `check_line` the one line that says it all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msiscore.reporting.excel import formulas
from msiscore.reporting.excel.formulas import DASH
from msiscore.reporting.excel.frame import cell, fixed
from msiscore.reporting.excel.layout import NONE, Cell, Colour, Sheet, data, live, padded, words
from msiscore.reporting.excel.lists import weight_set_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from msiscore.reporting.excel.frame import Frame
    from msiscore.reporting.excel.livebook import LiveBook

KEY = "check"
LINE = 4
MOST_LISTED = 15
"""How many changed ratings, and how many weights, are listed; a filter on their own sheet shows all."""
_COUNTS = LINE + 2
_QUANTITIES = ("Score", "Lower end", "Upper end", "Coverage", "Rank")
_FIRST_COLUMN = 3
_FIRST_ROW = _COUNTS + 6 + 2 * (MOST_LISTED + 4) + 2


def named(frame: Frame) -> None:
    """Define the names that other sheets use, before anything is laid out."""
    frame.define("check_line", frame.at(KEY, LINE, 0))
    frame.define("changes", frame.at(KEY, _COUNTS + 3, 1))


def published_line(frame: Frame) -> str:
    """What the check says of the workbook as it was published."""
    return "✓ " + frame.report.label("same as published")


def line_colours(at: tuple[int, int]) -> list[Colour]:
    """The colours of the line: green as long as nothing was changed, amber after a change, red where it does not add up."""
    own = f"${cell(*at)}"
    return [Colour(at, at, f'LEFT({own},1)="{symbol}"', style) for symbol, style in (("✎", "edited"), ("✗", "bad"))]


def check_sheet(book: LiveBook) -> Sheet:
    """The sheet, whose names `named` has defined."""
    frame, label = book.frame, book.frame.report.label
    about = label("Compares every published result with what this workbook computes, and lists what was changed.")
    widths = (30, 30, 34, *(11,) * (2 * len(_QUANTITIES)), 9)
    sheet = Sheet(KEY, frame.names[KEY], widths, tab="#3d7a4a", about=about)
    padded(frame.report, sheet, label("Check"), about, LINE)
    rows = list(_rows(book))
    first = _FIRST_ROW
    last = first + max(len(rows), 1) - 1
    marks = f"{fixed(first, len(widths) - 1)}:{fixed(last, len(widths) - 1)}"
    sheet.add(live(_line(label), published_line(frame), "good", across=8))
    sheet.colours += line_colours((LINE, 0))
    sheet.add()
    _counts(book, sheet, marks, len(rows))
    sheet.add()
    ratings = book.ratings
    _changed_ratings(book, sheet, ratings.column("change-number"))
    _changed_weights(book, sheet)
    while len(sheet.rows) < first - 2:
        sheet.add()
    sheet.add(words(label("Results"), style="heading", across=4))
    titles = [f"{label(name)}: {label(which)}" for name in _QUANTITIES for which in ("published", "here")]
    sheet.header(label("Initiative"), label("Column of scores"), label("What"), *titles, label("Same"), freeze=None)
    for row in rows:
        sheet.add(*row)
    sheet.colours.append(
        Colour((first, len(widths) - 1), (last, len(widths) - 1), f'{cell(first, len(widths) - 1)}="✎"', "changed")
    )
    return sheet


def _line(label: Callable[[str], str]) -> str:
    say = label
    same = formulas.quoted("✓ " + say("same as published"))
    odd = formulas.filled(
        "✗ " + say("{count} results differ from the published ones although nothing was changed"), count="differences"
    )
    edited = formulas.filled(
        "✎ " + say("changed since publication: {ratings} ratings, {weights} weights; {count} results differ"),
        ratings="changed_ratings",
        weights="changed_weights",
        count="differences",
    )
    return f"IF(changes=0,IF(differences=0,{same},{odd}),{edited})"


def _counts(book: LiveBook, sheet: Sheet, marks: str, rows: int) -> None:
    frame, label = book.frame, book.frame.report.label
    weights = book.weights
    turns = {
        "ratings": f"MAX({book.ratings.column('change-number')})",
        "weights": f"MAX({weights.column(weights.turn)})+IF(weight_set_number={frame.calc.weight_set + 1},0,1)",
    }
    places = {name: frame.define(f"changed_{name}", frame.at(KEY, _COUNTS + k, 1)) for k, name in enumerate(turns)}
    frame.define("differences", frame.at(KEY, _COUNTS + 2, 1))
    values = book.ratings.column("differs")
    shown = (
        (label("Ratings changed"), turns["ratings"] if frame.calc.initiatives else "0", 0.0),
        (label("Weights changed, the choice of a weight set counted as one"), turns["weights"], 0.0),
        (label("Results and values that differ"), f'COUNTIF({marks},"✎")+SUM({values})', 0.0),
        (label("Changes in all"), "+".join(places.values()), 0.0),
        (label("Results compared, each to within 0.000000001"), "", float(rows)),
    )
    for text, formula, value in shown:
        number = live(formula, value) if formula else data(value)
        sheet.add(words(text, style="cell"), number)


def _changed_ratings(book: LiveBook, sheet: Sheet, turns: str) -> None:
    label, ratings = book.frame.report.label, book.ratings
    sheet.add(words(label("Changed ratings"), style="heading", across=4))
    titles = ("Initiative", "Criterion", "Title", "Aspect", "Changed", "Now")
    sheet.header(*(label(title) for title in titles))
    for turn in range(1, MOST_LISTED + 1):
        cells = []
        for code in ("name", "criterion", "title", "aspect", "changed", "says"):
            found = f'IF({turn}>changed_ratings,{DASH},INDEX({ratings.column(code)},MATCH({turn},{turns},0))&"")'
            cells.append(live(found if book.frame.calc.initiatives else DASH, NONE, "cell"))
        sheet.add(*cells)
    sheet.add(words(label("Filter the column Changed on the sheet of ratings to see all."), style="quiet", across=4))


def _changed_weights(book: LiveBook, sheet: Sheet) -> None:
    label, weights, calc = book.frame.report.label, book.weights, book.frame.calc
    sheet.add(words(label("Changed weights"), style="heading", across=4))
    sheet.header(label("Dimension or criterion"), label("Id"), label("Changed"))
    published = book.lists.frame.calc.weight_sets[calc.weight_set].text
    other = f'IF(weight_set_number={calc.weight_set + 1},{DASH},"✎ "&{formulas.quoted(label("was") + " " + published)})'
    sheet.add(
        words(label("Weight set in use"), style="cell"), live("weight_set", _chosen(book), "cell"), live(other, NONE, "cell")
    )
    turns = weights.column(weights.turn)
    for turn in range(1, MOST_LISTED + 1):
        cells = []
        for column in (0, 1, weights.changed):
            found = f"INDEX({weights.column(column)},MATCH({turn},{turns},0))"
            cells.append(live(f'IF({turn}>MAX({turns}),{DASH},{found}&"")', NONE, "cell"))
        sheet.add(*cells)


def _chosen(book: LiveBook) -> str:
    return weight_set_names(book.frame.calc.weight_sets)[book.frame.calc.weight_set].text


def _rows(book: LiveBook) -> Iterator[tuple[Cell, ...]]:
    """Every result: the totals of each column, the dimensions, the values of the views."""
    for at, (name, column, what, pairs) in enumerate(_results(book), start=_FIRST_ROW):
        yield _row(at, name, column, what, pairs)


Pair = tuple[float | int | None, str]


def _results(book: LiveBook) -> Iterator[tuple[str, str, str, tuple[Pair, ...]]]:
    calc, label = book.frame.calc, book.frame.report.label
    for tree, outcome in zip(book.trees, book.outcomes, strict=True):
        for k, initiative in enumerate(calc.initiatives):
            found = tree.column.outcomes[k]
            numbers = (found.score, found.lower, found.upper, found.coverage, found.rank)
            names = ("score", "lower", "upper", "coverage", "rank")
            total = tuple((number, outcome.at(name, k)) for number, name in zip(numbers, names, strict=True))
            yield initiative.text, tree.column.title, label("Total"), total
            yield (
                initiative.text,
                tree.column.title,
                label("Before minimum standards"),
                ((found.before, outcome.at("before", k)),),
            )
            for slot, row in enumerate(tree.column.rows[1:], start=1):
                if row.item is None and not row.is_criterion:
                    sides = (row.point, row.lower, row.upper, row.coverage)
                    blocks = ("point", "lower", "upper", "coverage")
                    pairs = tuple((side[k], tree.at(block, slot, k)) for side, block in zip(sides, blocks, strict=True))
                    yield initiative.text, tree.column.title, row.title, pairs
    for view in calc.views:
        tree = book.trees[0]
        columns = book.views[view.view, view.value]
        for k, initiative in enumerate(calc.initiatives):
            score, share = (tree.frame.at(tree.key, tree.top + k, column) for column in columns)
            nothing: Pair = (None, DASH)
            yield initiative.text, view.view, view.title, ((view.score[k], score), nothing, nothing, (view.coverage[k], share))


def _row(at: int, name: str, column: str, what: str, pairs: tuple[Pair, ...]) -> tuple[Cell, ...]:
    cells: list[Cell] = [words(name), words(column), words(what)]
    tests = []
    for turn in range(len(_QUANTITIES)):
        published, here = cell(at, _FIRST_COLUMN + 2 * turn), cell(at, _FIRST_COLUMN + 2 * turn + 1)
        value, formula = pairs[turn] if turn < len(pairs) else (None, DASH)
        number = float(value) if value is not None else None
        pattern = "0.0000" if turn < 4 else "0"
        shown = data(number, pattern=pattern) if formula != DASH else data(NONE)
        cells += [shown, live(formula, number, pattern=pattern) if formula != DASH else data(NONE)]
        if formula != DASH:
            tests.append(formulas.same(published, here))
    cells.append(live(f'IF(AND({",".join(tests)}),"✓","✎")', "✓"))
    return tuple(cells)
