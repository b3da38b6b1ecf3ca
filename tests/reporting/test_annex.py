"""The annex: the method as this framework has it, criteria with descriptors, weights, states, provenance."""

from __future__ import annotations

import re

import pytest

from msiscore import __version__
from msiscore.reporting.report import Report
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report


def test_every_criterion_stands_with_its_descriptors_and_its_share(tutorial: Scores, tutorial_report: Report) -> None:
    entries = {entry.id: entry for one in tutorial_report.annex for entry in one.criteria}
    assert set(entries) == set(tutorial.assessment_set.framework.criterion_by_id)
    assert all(len(entry.descriptors) == 5 for entry in entries.values())
    assert sum(entry.share.value or 0 for entry in entries.values()) == pytest.approx(100)
    assert entries["MON-01"].minimum == "at least 2 · partial; below it, the score is at most 49"


def test_the_method_says_only_what_is_true_of_the_framework() -> None:
    plain = framework(dimension("d", criterion("A")), aggregation="geometric")
    text = " ".join(plain_report(score(a_set(plain, assessment("a", {"A": 1})))).method)
    assert "1 criterion in 1 dimension" in text
    assert "geometric" in text
    assert "minimum standard" not in text
    assert "no score is given" not in text
    relative = framework(dimension("d", criterion("A")), scales={"r": {"kind": "relative"}}, total="none")
    text = " ".join(plain_report(score(a_set(relative, assessment("a", {"A": 1})))).method)
    assert "adding an initiative changes every score" in text
    assert "There is no overall score" in text


def test_conditions_and_weights_by_tag_are_in_the_method_and_beside_their_dimension() -> None:
    of = framework(
        dimension("d", criterion("A", tags={"p": "x"}), criterion("B", tags={"p": "y"}), minimum_children="2"),
        dimension(
            "e",
            criterion("C", tags={"p": "x"}),
            criterion("X", bonus=True, tags={"p": "y"}),
            lifts_from="90",
            minimum_children="50%",
        ),
        tag_weights={"p": {"x": 1, "y": 2.5}},
        weight_sets={"s": {"title": "S", "tag-weights": {"p": {"y": 4}}}},
        sources=["A source, https://example.org"],
    )
    report = plain_report(score(a_set(of, assessment("a", {"A": 1, "B": 2, "C": 4}))))
    text = " ".join(report.method)
    assert "only if enough of what is in them has one" in text
    assert "only where everything else in their dimension is met" in text
    assert "multiplied by a weight for their p: x 1, y 2.5." in text
    assert [one.rule.partition("; ")[2] for one in report.annex] == [
        "no score unless 2 parts have one",
        "no score unless 50% of its parts have one; bonus only where all else scores at least 90",
    ]
    assert [criterion.weight.text for one in report.annex for criterion in one.criteria] == ["1", "2.5", "1", "2.5"]
    assert [(term.text, figure.text) for term, figure in report.weight_sets[0].weights] == [("p: y", "4")]
    assert [term.text for term in report.provenance.settings if term.name == "Source of the framework"] == [
        "A source, https://example.org"
    ]


def test_states_name_the_criteria_that_differ() -> None:
    of = framework(dimension("d", criterion("A", states={"too-early": "open"}), criterion("B"), criterion("C")))
    states = {term.name: term.text for term in plain_report(score(a_set(of, assessment("a", {"A": 1})))).states}
    assert states["too early"].endswith("(otherwise for A).")
    assert "counts as the lowest value" in states["nothing found"]


def test_weights_are_those_in_use(tutorial: Scores) -> None:
    report = plain_report(score(tutorial.assessment_set, weight_set="accountability"))
    shares = {one.id: one.share.value for one in report.annex}
    assert shares["monitoring"] == pytest.approx(100 * 2 / 12)
    assert [entry.id for entry in report.weight_sets if entry.used] == ["accountability"]


def test_provenance_has_what_it_takes_to_make_the_report_again(dutch_report: Report) -> None:
    run = dutch_report.provenance
    assert (run.msiscore, run.framework, run.assessment_set, run.as_of) == (
        __version__,
        "kit-rbc",
        "dutch-rbc-2020",
        "2020-07-08",
    )
    names = [term.name for term in run.files]
    assert "dutch-rbc-2020/set.yaml" in names
    assert "kit-rbc/framework.yaml" in names
    assert all(re.fullmatch("[0-9a-f]{64}", term.text) for term in run.files)
    assert not any(name.startswith("/") for name in names)


def test_bands_have_their_range() -> None:
    of = framework(dimension("d", criterion("A")), bands=[{"name": "low", "from": 0}, {"name": "high", "from": 62.5}])
    bands = plain_report(score(a_set(of, assessment("a", {"A": 1})))).bands
    assert [(band.title, band.range) for band in bands] == [("low", "0 to 62.5"), ("high", "62.5 to 100")]


def test_a_command_with_an_odd_file_name_can_be_printed(dutch: Scores) -> None:
    assert plain_report(dutch, command="msiscore report x\udcff").provenance.command == "msiscore report x\\udcff"


def test_a_dimension_says_what_it_counts_for_and_what_it_must_reach_and_a_band_what_it_requires() -> None:
    gate = dimension("d", criterion("A"), counts_as=2, minimum={"score": 40, "otherwise": "cap", "at": 49})
    requires = [{"of": "d", "score": 60}, {"of": "A", "level": "3"}, {"of": "A", "level": "2", "by-year": {2: "3"}}]
    of = framework(
        gate,
        weighting="count",
        ranking="rounded",
        bands=[{"name": "low", "from": 0}, {"name": "high", "from": 50, "requires": requires}],
    )
    report = plain_report(score(a_set(of, assessment("a", {"A": 1}))))
    assert report.annex[0].rule.endswith("; counts above as 2; a score of at least 40; below it, the score is at most 49")
    assert report.bands[1].range == (
        "50 to 100; d: a score of at least 60; A: at least 3 · strong; A: depends on the year of running"
    )
    said = " ".join(report.method)
    assert "as they are shown, rounded" in said
    assert "Some bands ask for more than a score" in said
    assert "compared before any standard caps it" in said
