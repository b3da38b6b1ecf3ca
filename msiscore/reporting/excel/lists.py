"""The hidden sheet of lists: what the drop-downs offer and what the formulas look up, each range with a name.

Layout: a heading in column A, then one entry a row. Names: `states`, `weight_sets`, `confidences`, `band_from` and `band_title`; for
a scale with the id X `scale_X` (answer, name, value) with `answers_X`, or `steps_X` and `reached_X`, or `worst_X` and `best_X`;
`initiative_sheet` and `initiative_title`, `treatment_L` and so on, `minimum_coverage`, `tolerance`; and for
importers `framework_id`, `framework_version`, `assessment_set`, `workbook_layout`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msiscore.framework import StatePolicy
from msiscore.reporting.calculation import Named
from msiscore.reporting.excel.layout import Cell, Sheet, alarm_words, data, words
from msiscore.reporting.phrases import TREATMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msiscore.reporting.calculation import ScaleRule
    from msiscore.reporting.excel.frame import Frame

KEY = "lists"
_TREATED = {"L": StatePolicy.LOWEST, "O": StatePolicy.OPEN, "X": StatePolicy.EXCLUDE}
LAYOUT = "1"
"""Raised when an importer would have to read the workbook another way."""

UNKNOWN_STATE = 7
"""The number of a word in the column of states that is no state; it counts as open."""


@dataclass(slots=True)
class Lists:
    """The sheet, and where its parts are: `scales` names the ranges of each scale, `policies` and `texts` the row of each criterion."""

    frame: Frame
    sheet: Sheet
    scales: list[dict[str, str]] = field(default_factory=list)
    policies: dict[str, int] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)

    def letters(self, criterion: str) -> str:
        """The range with the letter of each state for a criterion."""
        row = self.policies[criterion]
        return self.frame.span(KEY, (row, 1), (row, UNKNOWN_STATE))

    def descriptor(self, criterion: str, levels: int) -> str:
        """The range with the descriptors of a criterion."""
        row = self.texts[criterion]
        return self.frame.span(KEY, (row, 1), (row, levels))


def lists(frame: Frame) -> Lists:
    """The sheet of lists, whose names are defined in `frame`."""
    sheet = Sheet(KEY, frame.names[KEY], (34, *(22,) * 8), hidden=True)
    sheet.add(words(alarm_words(frame.report), style="alarm"))
    made = Lists(frame, sheet)
    _settings(made)
    calc = frame.calc
    places = [(words(frame.names[f"initiative:{term.name}"].replace("'", "''")), words(term.text)) for term in calc.initiatives]
    _table(made, {"initiative_sheet": 0, "initiative_title": 1}, places)
    _terms(made, "states", calc.states)
    _terms(made, "weight_sets", weight_set_names(calc.weight_sets))
    _terms(made, "confidences", calc.confidences)
    _table(made, {"band_from": 0, "band_title": 1}, [(data(band.low), words(band.title)) for band in calc.bands])
    for scale in calc.scales:
        made.scales.append(_scale(made, scale))
    _policies(made)
    _descriptors(made)
    return made


def weight_set_names(sets: tuple[Named, ...]) -> tuple[Named, ...]:
    """The titles of the weight sets, those that are alike with their id."""
    titles = [term.text.casefold() for term in sets]
    return tuple(
        Named(term.name, f"{term.text} ({term.name})" if titles.count(term.text.casefold()) > 1 and term.name else term.text)
        for term in sets
    )


def _settings(made: Lists) -> None:
    frame, origin = made.frame, made.frame.report.provenance
    settings: tuple[tuple[str, float | str], ...] = (
        ("minimum_coverage", frame.calc.minimum_coverage),
        ("tolerance", 1e-9),
        ("framework_id", origin.framework),
        ("framework_version", origin.framework_version),
        ("assessment_set", origin.assessment_set),
        ("workbook_layout", LAYOUT),
        *((f"treatment_{letter}", frame.report.label(TREATMENTS[policy])) for letter, policy in _TREATED.items()),
    )
    made.sheet.add(words("Settings", style="cell-strong"))
    for name, value in settings:
        row = made.sheet.add(words(name), data(value))
        frame.define(name, frame.at(KEY, row, 1))


def _table(made: Lists, names: dict[str, int], body: Iterable[tuple[Cell, ...]]) -> dict[str, str]:
    """Rows under a heading, with a name for each column asked for; no rows, no names."""
    sheet, frame = made.sheet, made.frame
    sheet.add()
    sheet.add(words(" ".join(names), style="cell-strong"))
    first = len(sheet.rows)
    for cells in body:
        sheet.add(*cells)
    last = len(sheet.rows) - 1
    if last < first:
        return {}
    return {name: frame.define(name, frame.span(KEY, (first, column), (last, column))) for name, column in names.items()}


def _terms(made: Lists, name: str, terms: tuple[Named, ...]) -> None:
    _table(made, {name: 0}, [(words(term.text), words(term.name)) for term in terms])


def _scale(made: Lists, scale: ScaleRule) -> dict[str, str]:
    """The ranges that formulas of one scale refer to, by what they are for."""
    id_ = scale.id
    if scale.levels:
        body = [(data(answer), words(name), data(value)) for answer, name, value in scale.levels]
        names = _table(made, {f"answers_{id_}": 0}, body)
        last = len(made.sheet.rows) - 1
        span = made.frame.span(KEY, (last - len(body) + 1, 0), (last, 2))
        return {"answers": names[f"answers_{id_}"], "table": made.frame.define(f"scale_{id_}", span)}
    if scale.kind == "thresholds":
        steps = [(data(limit), data(float(inclusive))) for limit, inclusive in scale.steps]
        names = _table(made, {f"steps_{id_}": 0, f"reached_{id_}": 1}, steps)
        return {"limits": names[f"steps_{id_}"], "inclusive": names[f"reached_{id_}"]}
    if scale.kind == "relative":
        return {}
    ends = scale.ends[::-1] if scale.kind == "points" and scale.less_is_better else scale.ends
    names = _table(made, {f"worst_{id_}": 0, f"best_{id_}": 1}, [(data(ends[0]), data(ends[1]))])
    return {"worst": names[f"worst_{id_}"], "best": names[f"best_{id_}"]}


def _policies(made: Lists) -> None:
    sheet = made.sheet
    sheet.add()
    sheet.add(words("Policies", style="cell-strong"), *(words(term.text, style="cell-strong") for term in made.frame.calc.states))
    for item in made.frame.calc.items:
        if item.criterion not in made.policies:
            made.policies[item.criterion] = sheet.add(words(item.criterion), *(words(letter) for letter in item.policies + "O"))


def _descriptors(made: Lists) -> None:
    sheet = made.sheet
    sheet.add()
    sheet.add(words("Descriptors", style="cell-strong"))
    for dimension in made.frame.report.annex:
        for criterion in dimension.criteria:
            if any(level.text for level in criterion.descriptors):
                texts = (words(level.text or level.name) for level in criterion.descriptors)
                made.texts[criterion.id] = sheet.add(words(criterion.id), *texts)
    sheet.widths = (34, *(22,) * max((len(cells) for cells in sheet.rows), default=1))
