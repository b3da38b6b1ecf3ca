"""What is asked of each initiative, as numbers."""

from __future__ import annotations

from msiscore.reporting.calculation import Calculation
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report


def _calculation(*assessments: object, **more: object) -> Calculation:
    made = framework(dimension("a", criterion("A"), minimum=more.pop("minimum", None)), **more)
    calc = plain_report(score(a_set(made, *assessments))).calculation  # type: ignore[arg-type]
    assert calc is not None
    return calc


def test_a_minimum_score_is_of_a_node() -> None:
    minimum = {"score": "60", "otherwise": "cap", "at": "30"}
    calc = _calculation(assessment("one", {"A": 2}), assessment("two", {}), minimum=minimum)
    [standard] = calc.columns[0].standards
    assert (standard.node, standard.items, standard.limit) == ("a", (), 30.0)
    assert standard.verdict == (3, 2)
    assert standard.margin == (-10.0, None)


def test_what_a_band_requires_has_a_verdict_for_each_initiative() -> None:
    bands = [
        {"name": "low", "from": "0"},
        {"name": "high", "from": "50", "requires": [{"of": "A", "level": "3"}, {"of": "a", "score": "40"}]},
    ]
    calc = _calculation(assessment("one", {"A": 2}), assessment("two", {"A": 4}), bands=bands)
    first, second = calc.columns[0].required[1]
    assert (first.items, first.verdict) == ((0,), (3, 1))
    assert (second.node, second.verdict) == ("a", (1, 1))
    assert [outcome.band for outcome in calc.columns[0].outcomes] == ["low", "high"]
