"""The calculation is data: frozen, and complete for every initiative."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from msiscore.reporting.report import Report


@pytest.mark.parametrize("name", ["tutorial_report", "dutch_report"])
def test_every_array_has_one_number_for_each_initiative(name: str, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(name)
    calc = report.calculation
    assert calc is not None
    count = len(report.profiles)
    assert len(calc.initiatives) == len(calc.answers) == count
    assert {len(answers) for answers in calc.answers} == {len(calc.items)}
    for column in calc.columns:
        assert len(column.outcomes) == count
        assert len(column.required) == len(calc.bands)
        for row in column.rows:
            arrays = (row.point, row.lower, row.upper, row.coverage, *row.terms, *row.effective, *row.base)
            assert {len(array) for array in arrays} == {count}
        for standard in column.standards:
            assert {len(standard.due), len(standard.verdict), len(standard.margin)} == {count}


def test_it_cannot_be_changed(tutorial_report: Report) -> None:
    assert tutorial_report.calculation is not None
    with pytest.raises(FrozenInstanceError):
        tutorial_report.calculation.decimals = 3  # type: ignore[misc]


def test_outcomes_are_those_of_the_tables(dutch_report: Report) -> None:
    calc = dutch_report.calculation
    assert calc is not None
    for column, table in zip(calc.columns, dutch_report.tables, strict=True):
        found = {term.name: outcome for term, outcome in zip(calc.initiatives, column.outcomes, strict=True)}
        for row in (*table.ranked, *table.unranked):
            assert found[row.initiative].score == row.score.value
            assert str(found[row.initiative].rank or "") == row.rank
            assert found[row.initiative].band == row.band
