"""Scores to `Exploration`: what the page needs to compute them again, by any weights.

The tree has every row, also those that the weights in use leave out, so that a weight of 0 can be raised; for the same reason the
verdicts are given for every item, in whatever column it stands.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from babel.numbers import get_decimal_symbol

from msiscore.framework import AnyMinimum, Band, Criterion, Dimension, Framework, Requirement
from msiscore.rating_matrix import Treatment
from msiscore.reporting.calculation import Calculation, ColumnRule, TreeRow
from msiscore.reporting.exploration import Branch, Check, Exploration, Numbers, Preset, Step, Subject, Tree
from msiscore.reporting.report import Notice
from msiscore.reporting.wording import NO_NUMBER, Wording
from msiscore.scoring.scores import Scores
from msiscore.scoring.standards import StandardResult, asked_of, check_standards, worst_verdict
from msiscore.scoring.weighting import ROOT

LETTERS = {
    Treatment.RATED: "c",
    Treatment.LOWEST: "c",
    Treatment.OPEN: "o",
    Treatment.EXCLUDED: "x",
    Treatment.NOT_APPLICABLE: "n",
}
"""How each treatment of an item is written in `Exploration.states`."""


def exploration(
    scores: Scores, calculation: Calculation, notices: Sequence[Notice], subtitle: str, wording: Wording
) -> Exploration:
    """What the page needs to compute `scores` again, in the report's language; `calculation` is that of the same report."""
    assessment_set, matrix = scores.assessment_set, scores.matrix
    about, framework = assessment_set.about, assessment_set.framework
    order = [matrix.initiatives.index(one.name) for one in calculation.initiatives]
    maker = _Checks(scores, order, wording)
    return Exploration(
        report=about.id,
        framework=f"{framework.id} {framework.version}",
        date=about.as_of.last_day.isoformat(),
        citation=_citation(scores, notices, subtitle, wording),
        decimals=framework.decimals,
        decimal_mark=str(get_decimal_symbol(wording.locale)),
        minimum_coverage=framework.minimum_coverage,
        has_total=framework.total == "scored",
        rounded=framework.ranking == "rounded",
        initiatives=tuple(_subject(scores, k, wording) for k in order),
        values=tuple(_numbers(row, order) for row in matrix.values.tolist()),
        states=tuple("".join(LETTERS[Treatment(row[k])] for k in order) for row in matrix.treatments.tolist()),
        own={one.id: one.own for one in calculation.weights},
        presets=_presets(framework, wording),
        preset=calculation.weight_set,
        standards=maker.standards(),
        bands=tuple(maker.band(band) for band in framework.bands),
        columns=tuple(_tree(column) for column in calculation.columns),
        words=_words(wording),
    )


def _numbers(row: Sequence[float], order: Sequence[int]) -> Numbers:
    return tuple(None if math.isnan(row[k]) else row[k] for k in order)


def _subject(scores: Scores, place: int, wording: Wording) -> Subject:
    initiative = scores.assessment_set.assessments[place].initiative
    return Subject(
        id=initiative.id,
        title=initiative.title.in_language(wording.language),
        sector=initiative.sector.in_language(wording.language) if initiative.sector else "",
        tags=tuple(f"{key}: {value}" for key, value in sorted(initiative.tags.items())),
    )


def _presets(framework: Framework, wording: Wording) -> tuple[Preset, ...]:
    named = (
        Preset(
            id=id_,
            title=one.title.in_language(wording.language),
            who=one.who.in_language(wording.language) if one.who else "",
            weights=framework.weights_of(id_),
        )
        for id_, one in framework.weight_sets.items()
    )
    return (Preset(id="", title=wording("the framework's own"), weights=framework.weights_of()), *named)


def _citation(scores: Scores, notices: Sequence[Notice], subtitle: str, wording: Wording) -> str:
    """How to refer to the report; that it is a draft, fictional or restricted belongs to its name."""
    about = scores.assessment_set.about
    marks = [notice.title for notice in notices if notice.kind != "notice"]
    title = about.title.in_language(wording.language) + (f" [{', '.join(marks)}]" if marks else "")
    return ". ".join(part for part in (", ".join(about.authors), title, subtitle) if part)


def _tree(column: ColumnRule) -> Tree:
    return Tree(id=column.id, title=column.title, rows=tuple(_branch(row) for row in column.rows))


def _branch(row: TreeRow) -> Branch:
    extreme = math.isinf(row.power)
    return Branch(
        id=row.id,
        title="" if row.is_criterion else row.title,
        item=row.item,
        criterion=row.is_criterion,
        power=("min" if row.power < 0 else "max") if extreme else row.power,
        sized=row.sized,
        ordinary=row.ordinary,
        bonus=row.bonus,
        source=row.source,
        counts=row.counts_as,
        points=row.points,
        least=row.least,
        least_share=row.least_share,
        lifts_from=row.lifts_from / 100,
    )


class _Checks:
    """Minimum standards and what bands require, with the engine's verdict on each item, for the initiatives in `order`."""

    def __init__(self, scores: Scores, order: Sequence[int], wording: Wording) -> None:
        self.set, self.matrix, self.order, self.wording = scores.assessment_set, scores.matrix, order, wording
        self.framework = scores.assessment_set.framework

    def standards(self) -> tuple[Check, ...]:
        """All minimum standards, in the order in which the engine lists them."""
        found = [self._of_criterion(result) for result in check_standards(self.set, self.matrix, range(len(self.matrix.items)))]
        holders: list[Dimension | Framework] = [*self.framework.walk(), self.framework]
        return (*found, *(self._of_score(holder, holder.minimum) for holder in holders if holder.minimum is not None))

    def band(self, band: Band) -> Step:
        """A band with what it requires."""
        requires = tuple(self._required(one) for one in band.requires)
        return Step(title=band.in_language(self.wording.language), low=band.from_, requires=requires)

    def _of_criterion(self, result: StandardResult) -> Check:
        assert isinstance(result.holder, Criterion)  # noqa: S101 - check_standards looks at criteria only
        aspect = getattr(result.minimum, "aspect", None)
        items = self._items(result.holder.id, aspect)
        alone = [next(r for r in check_standards(self.set, self.matrix, (row,)) if r.id == result.id) for row in items]
        verdicts = tuple("".join(str(int(one.verdicts[k])) for k in self.order) for one in alone)
        return Check(title=result.id, items=items, verdicts=verdicts, limit=_limit(result.minimum))

    def _of_score(self, holder: Dimension | Framework, minimum: AnyMinimum) -> Check:
        is_whole = isinstance(holder, Framework)
        title = self.wording("Overall score") if is_whole else holder.id
        return Check(title=title, node=ROOT if is_whole else holder.id, due=self._due(minimum), limit=_limit(minimum))

    def _required(self, one: Requirement) -> Check:
        if one.score is not None:
            return Check(title=one.of, node=one.of, due=self._due(one))
        items = self._items(one.of, None)
        return Check(title=one.of, items=items, verdicts=tuple(self._verdicts(one, row) for row in items))

    def _verdicts(self, one: Requirement, row: int) -> str:
        asked = [self._asked(one, k) for k in self.order]
        found = [worst_verdict(self.set, self.matrix, (row,), k, due) for k, due in zip(self.order, asked, strict=True)]
        return "".join(str(int(verdict)) for verdict in found)

    def _items(self, criterion: str, aspect: str | None) -> tuple[int, ...]:
        items = enumerate(self.matrix.items)
        return tuple(row for row, item in items if item.criterion.id == criterion and aspect in (None, item.aspect))

    def _due(self, minimum: AnyMinimum | Requirement) -> Numbers:
        asked = (self._asked(minimum, k) for k in self.order)
        return tuple(float(level) if level else None for level in asked)

    def _asked(self, minimum: AnyMinimum | Requirement, k: int) -> str:
        assessment = self.set.assessments[k]
        return asked_of(minimum, assessment, self.set.as_of(assessment))


def _limit(minimum: AnyMinimum) -> float | None:
    return None if minimum.otherwise == "flag" else 0.0 if minimum.otherwise == "fail" else float(minimum.at or 0.0)


def _words(wording: Wording) -> dict[str, str]:
    """What the script says. Names in braces are filled in by the script."""
    return {
        "none": NO_NUMBER,
        "times": wording("{factor} times the weight of the set; {share} of the whole"),
        "share": wording("{share} of the whole"),
        "own": wording("Your weights, not the report's."),
        "what": wording("Started from: {set}. Changed by you: {changes}. The report's own ranking stays as it is."),
        "other": wording("Chosen by you: {set}. The report's own ranking stays as it is."),
        "same": wording("These are the report's own weights, and this is the report's own ranking."),
        "nothing": wording("All weights are 0: nothing is left to score. Raise one of them, or take the report's weights again."),
        "moved": wording("{moved} of {count} initiatives have another rank than in the report. First: {first}."),
        "unmoved": wording("No initiative has another rank than in the report. First: {first}."),
        "unscored": wording("No initiative has a score by these weights."),
        "shown": wording("{shown} of {count} initiatives shown; ranks count all of them."),
        "left": wording("Part of the address of this page could not be used and was left out."),
        "up": wording("{count} up"),
        "down": wording("{count} down"),
        "entered": wording("newly ranked"),
        "unmet": wording("{count} not met"),
        "unknown": wording("{count} unknown"),
        "met": wording("all met"),
        "inapplicable": wording("none applies"),
        "little": wording("Not enough evidence for a score: {coverage} of the weight is rated, {needed} is needed."),
        "before": wording("{score} before minimum standards; not met: {criteria}."),
        "overall": wording("Overall score"),
        "interval": wording("interval {interval}"),
        "coverage": wording("coverage {coverage}"),
        "copied": wording("Copied."),
        "copy": wording("The text is selected; copy it with the keys of your device."),
        "cite": wording("By the reader's own weights: {address}"),
    }
