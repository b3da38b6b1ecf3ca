"""What the page gets to weigh again with: the engine's values and verdicts, and nothing that a reader may not see.

That the browser comes to the engine's numbers with it is tested in tests/browser.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

from msiscore.reporting.exploration import Exploration
from msiscore.reporting.explore import LETTERS
from msiscore.reporting.report import Report
from msiscore.reporting.script import BROWSER, PARTS
from msiscore.scoring.scores import Scores, score
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework, plain_report
from tests.office.random_sets import random_plan


def explored(report: Report) -> Exploration:
    assert report.exploration is not None
    return report.exploration


def of_set(
    *dimensions: dict[str, Any], ratings: dict[str, Any], initiative: dict[str, Any] | None = None, **more: Any
) -> Exploration:
    made = framework(*dimensions, **{"scales": {"level": LEVELS}, **more})
    return explored(plain_report(score(a_set(made, assessment("one", ratings, **(initiative or {}))))))


def test_values_and_states_are_those_of_the_rating_matrix(dutch: Scores, dutch_report: Report) -> None:
    found = explored(dutch_report)
    order = [dutch.matrix.initiatives.index(one.id) for one in found.initiatives]
    values = np.array([[np.nan if value is None else value for value in row] for row in found.values])
    np.testing.assert_array_equal(values, dutch.matrix.values[:, order])
    for row, states in zip(dutch.matrix.treatments[:, order].tolist(), found.states, strict=True):
        assert "".join(LETTERS[treatment] for treatment in row) == states
    assert {"c", "o"} <= set("".join(found.states))


def test_initiatives_stand_by_title_with_what_they_can_be_filtered_by() -> None:
    made = framework(dimension("d", criterion("c")))
    given = [
        assessment("b", {"c": "1"}, title="Alpha", sector={"en": "food", "nl": "voedsel"}, tags={"size": "small", "area": "NL"}),
        assessment("a", {"c": "1"}, title="beta"),
    ]
    found = explored(plain_report(score(a_set(made, *given)), language="nl"))
    assert [(one.id, one.sector, one.tags) for one in found.initiatives] == [
        ("b", "voedsel", ("area: NL", "size: small")),
        ("a", "", ()),
    ]


def test_a_standard_has_a_verdict_for_each_item_also_where_its_weight_is_0() -> None:
    minimum = {"level": "2", "otherwise": "cap", "at": "40"}
    parts = (
        dimension("d", criterion("c", aspects=["paper", "practice"], minimum=minimum)),
        dimension("e", criterion("f", weight="0", minimum={"level": "1", "otherwise": "fail"}), criterion("g")),
        dimension("zero", criterion("z", minimum={"level": "1", "otherwise": "flag"}), weight="0"),
    )
    ratings = {"c": {"paper": "1", "practice": "too-early"}, "f": "nothing-found", "g": "4", "z": "not-applicable"}
    found = of_set(*parts, ratings=ratings, combine_aspects="arithmetic")
    assert [(one.title, one.items, one.verdicts, one.limit) for one in found.standards] == [
        ("c", (0, 1), ("3", "2"), 40.0),
        ("f", (2,), ("3",), 0.0),
        ("z", (4,), ("0",), None),
    ]


def test_a_standard_of_one_aspect_looks_at_that_one() -> None:
    minimum = {"level": "2", "otherwise": "flag", "aspect": "practice"}
    part = dimension("d", criterion("c", aspects=["paper", "practice"], minimum=minimum))
    found = of_set(part, ratings={"c": {"paper": "0", "practice": "4"}}, combine_aspects="arithmetic")
    assert [(one.items, one.verdicts) for one in found.standards] == [((1,), ("1",))]


def test_minimum_scores_and_what_bands_require_say_what_is_due_of_whom() -> None:
    rising = {"score": "20", "otherwise": "flag", "by-year": {"2": "50"}}
    bands = [
        {"name": "low", "from": "0"},
        {"name": "high", "from": "50", "requires": [{"of": "d", "score": "60"}, {"of": "c", "level": "3"}]},
    ]
    part = dimension("d", criterion("c"), minimum=rising)
    of_one = of_set(
        part, ratings={"c": "2"}, initiative={"started": "2018"}, bands=bands, minimum={"score": "30", "otherwise": "fail"}
    )
    assert [(one.title, one.node, one.due, one.limit) for one in of_one.standards] == [
        ("d", "d", (50.0,), None),
        ("Overall score", "", (30.0,), 0.0),
    ]
    requires = of_one.bands[1].requires
    assert [(one.node, one.due, one.items, one.verdicts) for one in requires] == [
        ("d", (60.0,), (), ()),
        (None, (), (0,), ("3",)),
    ]
    unknown = of_set(part, ratings={"c": "2"}, bands=bands)
    assert unknown.standards[0].due == (None,)


def test_the_presets_are_the_weight_sets_and_the_one_in_use_is_marked(dutch: Scores) -> None:
    for name in (None, *dutch.assessment_set.framework.weight_sets):
        found = explored(plain_report(score(dutch.assessment_set, weight_set=name)))
        assert found.presets[found.preset].id == (name or "")
        for preset in found.presets:
            assert preset.weights == dutch.assessment_set.framework.weights_of(preset.id or None)


def test_the_citation_names_what_the_report_is(tutorial_report: Report, dutch_report: Report) -> None:
    assert "[Fictional]" in explored(tutorial_report).citation
    for report in (tutorial_report, dutch_report):
        citation = explored(report).citation
        assert report.title in citation
        assert citation.endswith(report.subtitle)
        assert citation.startswith(", ".join(report.authors))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_script_says_only_words_that_it_was_given_and_all_of_them(tutorial: Scores, language: str) -> None:
    words = explored(plain_report(tutorial, language=language)).words
    text = "".join((BROWSER / name).read_text(encoding="utf-8") for name in PARTS)
    assert {name for name in words if f'"{name}"' not in text} == set()
    assert set(re.findall(r'\bsay\("(\w+)"', text)) <= set(words)


def test_no_reason_evidence_or_assessor_is_in_it() -> None:
    plan = random_plan(3)
    made = plan.loaded()
    reason = "a reason that must not be in the data of the script"
    text = str(asdict(explored(plain_report(score(made)))))
    assert reason not in text
    rated = framework(dimension("d", criterion("c")))
    rating = {"level": "1", "reason": reason, "evidence": [{"source": "s", "quote": reason}]}
    assert reason not in str(
        asdict(explored(plain_report(score(a_set(rated, assessment("one", {"c": rating | {"evidence": []}}))))))
    )
