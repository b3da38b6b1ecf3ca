"""The sheet of ratings: one row for each initiative and item (a criterion, or one aspect of it). Everything else follows from it.

For importers. The table is found by its headings, of which `exchange/layout.py` knows those marked with a star in each language, or by
the defined name `ratings`, which spans its body. No other sheet has these headings together.

| column | code | heading, what it holds |
| --- | --- | --- |
| A | name | title of the initiative, for readers |
| B | criterion | *Criterion*: id |
| C | title | of the criterion |
| D | aspect | *Aspect*: in words, empty for a criterion without aspects |
| E | answer | *Rating*, **input**: the number of the level as the framework counts it (`first`), points or a measured value as a number, |
| | | or the word for yes or no in the workbook's language; empty without a rating |
| F | state | *State*, **input**: a word of the list `states`; empty where nobody said anything. An answer goes before a state |
| G | says | formula |
| H | worth | formula, 0..100 |
| I | counts | formula: R rated, L lowest, O open, X left out, N not applicable |
| J | confidence | *Confidence*, **input**: a word of the list `confidences`, or empty |
| K | reason | *Reason*, **input**: text |
| L | sources | numbers of the sources as on the sheet of sources, for readers |
| M | changed | formula: a dash, or what was published |
| N | initiative-id | *Initiative id* (hidden, as all that follow) |
| O | aspect-id | `paper`, `practice` or empty |
| P | state-number | formula: 0 rated, 1..6 the state's place in `states`, 7 for a word that is none of them |
| Q | published-answer | the answer as published, a dash without one |
| R | published-state | the number of the state as published |
| S | published-worth | the value as published |
| T | differs | formula: 1 where the value is not the published one |
| U | change-number | formula: how many rows were changed down to here |

`states`, `confidences` and the answers of a scale (`answers_X`) are ranges of the hidden sheet of lists, with the code or the level
beside each word. Words for yes and no: the first entry of `answers_X` is no. The names `framework_id`, `framework_version`,
`assessment_set` and `workbook_layout` each stand for one cell there; the custom property `msiscore framework` has the first two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msiscore.reporting.excel import formulas
from msiscore.reporting.excel.formulas import DASH
from msiscore.reporting.excel.frame import cell, fixed, row_of
from msiscore.reporting.excel.layout import NONE, Cell, Choice, Colour, Sheet, data, entry, live, padded, words
from msiscore.reporting.excel.lists import UNKNOWN_STATE
from msiscore.reporting.excel.styles import heat_colours

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from msiscore.reporting.calculation import ItemRule, ScaleRule
    from msiscore.reporting.excel.frame import Frame
    from msiscore.reporting.excel.lists import Lists
    from msiscore.reporting.report import Profile, RatingEntry

KEY = "ratings"
TOP = 7
"""The row of the first rating, counted from 0."""

CODES = (
    *(
        "name",
        "criterion",
        "title",
        "aspect",
        "answer",
        "state",
        "says",
        "worth",
        "counts",
        "confidence",
        "reason",
        "sources",
    ),
    *("changed", "initiative-id", "aspect-id", "state-number", "published-answer", "published-state"),
    *("published-worth", "differs", "change-number"),
)
"""The codes of the columns, in their order; those of hidden columns are their headings."""

COLUMN = {code: place for place, code in enumerate(CODES)}
_SHOWN = 13
_WIDTHS = (26, 10, 24, 11, 13, 16, 30, 8, 9, 12, 56, 12, 16, *(12,) * 8)
_HEADINGS = (
    *(
        "Name",
        "Criterion",
        "Title",
        "Aspect",
        "Rating",
        "State",
        "What the rating says",
        "Value 0–100",
        "Counts as",
        "Confidence",
    ),
    *("Reason", "Evidence", "Changed"),
)
_CENTRED = {"Rating", "Value 0–100", "Counts as", "Evidence"}


@dataclass(frozen=True, slots=True)
class Ratings:
    """Addresses of the cells of the ratings, for other sheets; they are the same whatever the ratings are. `sets` are the names of
    the ranges with the answers of all initiatives, for the items of relative scales.
    """

    frame: Frame
    sets: Mapping[int, str] = field(default_factory=dict)

    def at(self, code: str, initiative: int, item: int) -> str:
        """The cell of one rating in a column, such as `worth`."""
        return self.frame.at(KEY, TOP + row_of(self.frame.calc, initiative, item), COLUMN[code])

    def column(self, code: str) -> str:
        """A whole column of the table."""
        rows = len(self.frame.calc.initiatives) * len(self.frame.calc.items)
        return self.frame.span(KEY, (TOP, COLUMN[code]), (TOP + max(rows, 1) - 1, COLUMN[code]))


def ratings_sheet(ratings: Ratings, lists: Lists) -> Sheet:
    """The long table, with the cells to fill in open."""
    frame, calc = ratings.frame, ratings.frame.calc
    label = frame.report.label
    about = label("Every rating in one table. Change a rating or a state here, and all scores follow.")
    note = label("Shaded cells can be changed. A rating goes before a state; without either, it counts as unanswered.")
    sheet = Sheet(KEY, frame.names[KEY], _WIDTHS, tab="#0b4f9e", about=about)
    padded(frame.report, sheet, label("Ratings"), f"{about} {note}", TOP - 2)
    sheet.prose(label("Counts as: R rated, L lowest value, O open, X left out, N not applicable."), "quiet", across=9)
    styles = ("header-centre" if title in _CENTRED else "header" for title in _HEADINGS)
    titles = [words(label(title), style=style) for title, style in zip(_HEADINGS, styles, strict=True)]
    header = sheet.header(*titles, *(words(code, style="header") for code in CODES[_SHOWN:]), repeat=True, freeze=3)
    for place, initiative in enumerate(calc.initiatives):
        profile = frame.profile(initiative.name)
        for number, rating in enumerate(frame.ratings(profile)):
            sheet.anchors[f"{initiative.name}/{number}"] = len(sheet.rows)
            sheet.add(*_cells(ratings, lists, place, number, profile, rating))
    last = len(sheet.rows) - 1
    sheet.folded.extend(range(_SHOWN, len(CODES)))
    if last > header:
        sheet.filtered = (header, last, _SHOWN - 1)
        _choices(sheet, ratings, lists)
        _colours(sheet, last)
        frame.define("ratings", frame.span(KEY, (TOP, 0), (last, len(CODES) - 1)))
    return sheet


def _cells(ratings: Ratings, lists: Lists, place: int, number: int, profile: Profile, rating: RatingEntry) -> tuple[Cell, ...]:
    calc, label = ratings.frame.calc, ratings.frame.report.label
    item, answer = calc.items[number], calc.answers[place][number]
    scale = calc.scales[item.scale]
    row = TOP + row_of(calc, place, number)
    own = {code: cell(row, column) for code, column in COLUMN.items()}
    state = 0 if answer is not None else _state(ratings.frame, rating)
    letter = item.policies[state - 1] if state else "R"
    said = calc.states[state - 1].text if state else rating.answer
    names = lists.scales[item.scale] | ({"set": ratings.sets[number]} if number in ratings.sets else {})
    valued = formulas.value_of(scale, own["answer"], names)
    entered = f'IF({own["answer"]}="",{DASH},{own["answer"]})'
    unchanged = f"AND({entered}={own['published-answer']},{own['state-number']}={own['published-state']})"
    was = f"IF({own['published-state']}=0,{own['published-answer']},INDEX(states,{own['published-state']}))"
    before = cell(row - 1, COLUMN["change-number"]) if place or number else ""
    own_turn = f"IF({own['changed']}={DASH},0,1)"
    return (
        words(profile.title),
        words(rating.criterion, style="cell-strong"),
        words(rating.title),
        words(rating.aspect),
        entry(answer, "input-centre"),
        entry("" if answer is not None or _is_silent(rating) else said, "input"),
        live(_says(scale, own, names, label), said, "cell"),
        live(f'IF({own["counts"]}="R",{valued},IF({own["counts"]}="L",0,{DASH}))', rating.value.value, "no-score", pattern="0"),
        live(f'IF({own["state-number"]}=0,"R",INDEX({lists.letters(item.criterion)},{own["state-number"]}))', letter),
        entry(rating.confidence, "input"),
        entry(rating.reason, "input"),
        words(_sources(rating), style="cell-centre"),
        live(f'IF({unchanged},{DASH},"✎ "&{formulas.quoted(label("was") + " ")}&{was})', NONE, "cell"),
        words(profile.id),
        words(item.aspect),
        live(_state_number(own), float(state)),
        data(answer),
        data(float(state)),
        data(rating.value.value),
        live(f"IF({formulas.same(own['worth'], own['published-worth'])},0,1)", 0.0),
        live(f"{before}+{own_turn}" if before else own_turn, 0.0),
    )


def _is_silent(rating: RatingEntry) -> bool:
    """Whether nobody wrote anything about a criterion: then its state is left empty, so that an import adds nothing."""
    return rating.state == "unanswered" and not (rating.reason or rating.confidence or rating.evidence)


def _state(frame: Frame, rating: RatingEntry) -> int:
    return 1 + next(k for k, state in enumerate(frame.calc.states) if state.name == rating.state)


def _state_number(own: Mapping[str, str]) -> str:
    unanswered = UNKNOWN_STATE - 1
    found = f"IFERROR(MATCH({own['state']},states,0),{UNKNOWN_STATE})"
    return f'IF({own["answer"]}<>"",0,IF({own["state"]}="",{unanswered},{found}))'


def _says(scale: ScaleRule, own: Mapping[str, str], names: Mapping[str, str], label: Callable[[str], str]) -> str:
    """The answer in words: the name of the level, or the number with its unit."""
    say = label
    answer = own["answer"]
    if scale.levels:
        told = f'IFERROR(VLOOKUP({answer},{names["table"]},2,FALSE),"?")'
    elif scale.kind == "points":
        of = max(scale.ends)
        told = formulas.filled(say("{points} of {of} points"), points=answer, of=formulas.number(of))
    else:
        unit = scale.unit if scale.unit in ("", "%") else f" {scale.unit}"
        told = f"{answer}&{formulas.quoted(unit)}" if unit else f'{answer}&""'
    stated = f'IF({own["state-number"]}={UNKNOWN_STATE},"?",INDEX(states,{own["state-number"]}))'
    return f"IF({own['state-number']}=0,{told},{stated})"


def _sources(rating: RatingEntry) -> str:
    return " ".join(dict.fromkeys(f"[{entry.number}]" for entry in rating.evidence))


def _choices(sheet: Sheet, ratings: Ratings, lists: Lists) -> None:
    """Drop-downs and limits: for each run of rows with one scale, for the states and for the confidence."""
    calc, label = ratings.frame.calc, ratings.frame.report.label
    rows = len(calc.initiatives) * len(calc.items)
    runs: list[tuple[int, int, ItemRule]] = []
    for row in range(rows):
        item = calc.items[row % len(calc.items)]
        if runs and runs[-1][2].scale == item.scale:
            runs[-1] = (runs[-1][0], row, item)
        else:
            runs.append((row, row, item))
    hint = label("Empty the cell to give a state instead.")
    for first, last, item in runs:
        scale = calc.scales[item.scale]
        least, most = (min(scale.ends), max(scale.ends)) if scale.kind == "points" or not scale.clip else (None, None)
        source = lists.scales[item.scale].get("answers", "")
        sheet.choices.append(Choice(TOP + first, TOP + last, COLUMN["answer"], source, least, most, label("Rating"), hint))
    states = label("Why there is no rating; it counts only while the rating is empty.")
    sheet.choices.append(Choice(TOP, TOP + rows - 1, COLUMN["state"], "states", title=label("State"), hint=states))
    sheet.choices.append(Choice(TOP, TOP + rows - 1, COLUMN["confidence"], "confidences", title=label("Confidence")))


def _colours(sheet: Sheet, last: int) -> None:
    value, changed = COLUMN["worth"], COLUMN["changed"]
    sheet.colours += heat_colours((TOP, value), (last, value))
    own = fixed(TOP, changed).replace(f"${TOP + 1}", str(TOP + 1))
    for column in (COLUMN["answer"], COLUMN["state"], changed):
        sheet.colours.append(Colour((TOP, column), (last, column), f"{own}<>{DASH}", "changed"))
