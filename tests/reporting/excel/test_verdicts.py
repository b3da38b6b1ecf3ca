"""Minimum standards and what bands require."""

from __future__ import annotations

from msiscore.reporting.excel import book_of
from msiscore.reporting.excel.verdicts import Verdicts
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report


def _made(**more: object) -> tuple[Verdicts, list[object]]:
    minimum = {"level": "2", "otherwise": "cap", "at": "49"}
    whole = {"score": "30", "otherwise": "flag"}
    made = framework(dimension("a", criterion("A", minimum=minimum), criterion("B")), minimum=whole, **more)
    book = book_of(plain_report(score(a_set(made, assessment("one", {"A": 1, "B": 4})))))
    found = book.outcomes[0].verdicts
    row = book.trees[0].body[0]
    return found, [cell.value if cell is not None else None for cell in row]


def test_each_standard_has_a_verdict_and_a_margin() -> None:
    found, values = _made()
    assert [values[found.columns[id_]] for id_ in ("A", "total")] == [3.0, 1.0]
    assert [values[found.margins[id_]] for id_ in ("A", "total")] == [-1.0, 32.5]


def test_only_what_caps_has_a_column_of_caps() -> None:
    found, values = _made()
    point = found.caps["point"]
    assert point is not None
    assert values[point[0] : point[1] + 1] == [49.0]


def test_a_band_is_denied_by_the_worst_verdict() -> None:
    bands = [{"name": "low", "from": "0"}, {"name": "high", "from": "40", "requires": [{"of": "A", "level": "3"}]}]
    found, values = _made(bands=bands)
    assert list(found.denied) == [1]
    assert values[found.denied[1]] == 3.0
