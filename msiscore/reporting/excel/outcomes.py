"""What follows from the root of a tree, on the same hidden sheet: minimum standards, score, interval, rank, band, remark and views.

Each column of results has a name, `overall_score` and so on, so that the formulas of the summary can be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msiscore.reporting.excel import formulas
from msiscore.reporting.excel.formulas import DASH
from msiscore.reporting.excel.frame import fixed, run
from msiscore.reporting.excel.layout import NONE, Cell, live
from msiscore.reporting.excel.tree_grid import TITLES, VIEWS
from msiscore.reporting.excel.verdicts import Verdicts, verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msiscore.reporting.calculation import Outcome
    from msiscore.reporting.excel.tree_grid import TreeSheet

RESULTS = ("coverage", "before", "score", "lower", "upper", "compared", "rank", "place", "row", "band", "standards", "remark")
"""The columns of results. `compared` is what ranks and bands are made from, `place` the row in the sorted table, and `row` says which
initiative stands at the place of this row."""


@dataclass(slots=True)
class Outcomes:
    """The results of one column: `columns` says where each stands, `names` what its range is called."""

    tree: TreeSheet
    verdicts: Verdicts
    columns: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def at(self, name: str, initiative: int) -> str:
        """A result of one initiative, from anywhere in the workbook."""
        return self.tree.frame.at(self.tree.key, self.tree.top + initiative, self.columns[name])

    def here(self, name: str, initiative: int) -> str:
        """The same, on its own sheet."""
        return run(self.tree.top + initiative, self.columns[name], self.columns[name]).partition(":")[0]

    def verdict(self, id_: str, initiative: int) -> str:
        """The verdict on a minimum standard: 0 not applicable, 1 met, 2 unknown, 3 not met."""
        return self.tree.frame.at(self.tree.key, self.tree.top + initiative, self.verdicts.columns[id_])

    def margin(self, id_: str, initiative: int) -> str:
        """By how much it is met or missed."""
        return self.tree.frame.at(self.tree.key, self.tree.top + initiative, self.verdicts.margins[id_])


def outcomes(tree: TreeSheet) -> Outcomes:
    """Add the minimum standards, what bands require, and the results to the sheet."""
    made = Outcomes(tree, verdicts(tree))
    _results(made)
    return made


def _results(made: Outcomes) -> None:
    """One column for each of `RESULTS`."""
    tree, calc = made.tree, made.tree.frame.calc
    start = len(tree.head[TITLES])
    made.columns.update({name: start + turn for turn, name in enumerate(RESULTS)})
    last = tree.top + max(len(calc.initiatives), 1) - 1
    for name, column in made.columns.items():
        span = tree.frame.span(tree.key, (tree.top, column), (last, column))
        made.names[name] = tree.frame.define(f"{tree.column.id}_{name}", span)
    scored = tree.frame.report.has_total
    places = _places(tree.column.outcomes)

    def capped(end: str, value: str, k: int) -> str:
        span = made.verdicts.caps["lower" if end == "lower" else "point"]
        limit = f",{run(tree.top + k, *span)}" if span is not None else ""
        return f"IF(ISNUMBER({value}),MIN({value}{limit}),{DASH})" if scored else DASH

    def write(name: str, k: int) -> Cell:
        outcome, own = tree.column.outcomes[k], {other: made.here(other, k) for other in RESULTS}
        share = tree.here("coverage", 0, k)
        if name == "coverage":
            return live(f"IF(ISNUMBER({share}),{share},0)", outcome.coverage)
        if name == "before":
            point = tree.here("point", 0, k)
            return live(formulas.published(point, own["coverage"]) if scored else DASH, outcome.before)
        if name in ("score", "lower", "upper"):
            value = own["before"] if name == "score" else tree.here(name, 0, k)
            return live(capped(name, value, k), getattr(outcome, name))
        if name == "compared":
            rounded = f"IF(ISNUMBER({own['score']}),ROUND(ROUND({own['score']},9),{calc.decimals}),{DASH})"
            return live(rounded if calc.rounded_ranking else own["score"], outcome.compared)
        if name == "rank":
            return live(formulas.rank(own["compared"], made.names["compared"]), outcome.rank)
        if name == "place":
            so_far = f"{fixed(tree.top, made.columns['rank'])}:{own['rank']}"
            return live(formulas.place(own["rank"], made.names["rank"], so_far), float(places[k]))
        if name == "row":
            return live(f"MATCH({k + 1},{made.names['place']},0)", float(places.index(k + 1) + 1))
        return _text(made, name, outcome, k, own)

    for name in RESULTS:
        tree.more(name, lambda k, name=name: write(name, k))  # type: ignore[misc]


def _places(found: Sequence[Outcome]) -> list[int]:
    """The place of each initiative in the sorted table."""
    order = sorted(range(len(found)), key=lambda k: (found[k].rank is None, found[k].rank or 0, k))
    return [order.index(k) + 1 for k in range(len(found))]


def _text(made: Outcomes, name: str, outcome: Outcome, k: int, own: dict[str, str]) -> Cell:
    """Band, minimum standards and remark in words."""
    tree = made.tree
    label, calc = tree.frame.report.label, tree.frame.calc
    if name == "band":
        return live(_band(made, k, own["compared"]) if calc.bands else DASH, outcome.band)
    if name == "standards":
        return live(_standards_text(made, k), outcome.standards)
    needed = formulas.percent("minimum_coverage")
    too_little = formulas.filled(
        label("Not enough evidence for a score: {coverage} of the weight is rated, {needed} is needed."),
        coverage=formulas.percent(own["coverage"]),
        needed=needed,
    )
    if not tree.frame.report.has_total:
        return live(DASH, outcome.remark)
    remark = formulas.filled(
        label("{score} before minimum standards; not met: {criteria}."),
        score=f"FIXED(ROUND({own['before']},9),{calc.decimals},TRUE)",
        criteria=_not_met(made, k),
    )
    lowered = f"IF({own['before']}>{own['score']}+{formulas.TIE},{remark},{DASH})"
    return live(f"IF(ISNUMBER({own['score']}),{lowered},{too_little})", outcome.remark)


def _standards_text(made: Outcomes, k: int) -> str:
    """How many minimum standards are not met and how many are unknown."""
    label = made.tree.frame.report.label
    columns = list(made.verdicts.columns.values())
    if not columns:
        return formulas.quoted(made.tree.column.outcomes[k].standards or NONE)
    cells = run(made.tree.top + k, columns[0], columns[-1])
    counts = {verdict: f"COUNTIF({cells},{verdict})" for verdict in (3, 2)}
    texts = {3: label("{count} not met"), 2: label("{count} unknown")}
    parts = [f'IF({counts[v]}=0,"",{formulas.filled(texts[v], count=counts[v])})' for v in (3, 2)]
    both = f'IF(AND({counts[3]}>0,{counts[2]}>0),", ","")'
    known = f"IF(COUNTIF({cells},1)=0,{formulas.quoted(label('none applies'))},{formulas.quoted(label('all met'))})"
    return f"IF({counts[3]}+{counts[2]}=0,{known},{parts[0]}&{both}&{parts[1]})"


def _not_met(made: Outcomes, k: int) -> str:
    """The ids of the minimum standards that are not met, with commas between them."""
    titles = {standard.id: standard.title for standard in made.tree.column.standards}
    ids = [
        f'IF({made.tree.own(column, k)}=3,{formulas.quoted(", " + titles[id_])},"")'
        for id_, column in made.verdicts.columns.items()
    ]
    return f"MID({'&'.join(ids)},3,999)" if ids else DASH


def _band(made: Outcomes, k: int, score: str) -> str:
    """The highest band that the score reaches, and whose requirements are met."""
    bands, denied = made.tree.frame.calc.bands, made.verdicts.denied
    if not denied:
        return f"IF(ISNUMBER({score}),INDEX(band_title,MATCH({score}+{formulas.TIE},band_from,1)),{DASH})"
    found = DASH
    for place in sorted(range(len(bands)), key=lambda one: bands[one].low):
        reached = f"{score}>=INDEX(band_from,{place + 1})-{formulas.TIE}"
        allowed = f",{made.tree.own(denied[place], k)}<2" if place in denied else ""
        found = f"IF(AND({reached}{allowed}),INDEX(band_title,{place + 1}),{found})"
    return f"IF(ISNUMBER({score}),{found},{DASH})"


def view_columns(tree: TreeSheet) -> dict[tuple[str, str], tuple[int, int]]:
    """Add the score and the coverage of each value of each view; their columns by view and value."""
    found = {}
    rows = range(len(tree.column.rows))
    for turn, view in enumerate(tree.frame.calc.views):
        first, last = ((VIEWS + turn, tree.col("point", slot)) for slot in (rows[0], rows[-1]))
        weights = tree.frame.define(f"view_{view.view}_{view.value}", tree.frame.span(tree.key, first, last))

        def write(k: int, block: str, value: float | None, weights: str = weights) -> Cell:
            nothing = DASH if block == "point" else "0"
            return live(formulas.mean(1.0, tree.across(block, rows, k), weights, "", nothing), value)

        score = tree.more(f"{view.title}: score", lambda k, view=view, write=write: write(k, "point", view.score[k]))  # type: ignore[misc]
        share = tree.more(
            f"{view.title}: coverage",
            lambda k, view=view, write=write: write(k, "coverage", view.coverage[k]),  # type: ignore[misc]
        )
        found[view.view, view.value] = (score, share)
    return found
