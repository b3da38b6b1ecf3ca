"""What an assessment must be to its framework and sources, and what publishing asks for."""

from __future__ import annotations

import pytest

from tests.loading.helpers import FIRST, FRAMEWORK, GOLD, RATING_A, SOURCES, Project, only, told, varied, with_criterion

ASPECTS = varied(
    FRAMEWORK,
    {
        "title: First,": "title: First, aspects: [paper, practice],",
        "title: Second,": "title: Second, aspects: [paper],",
    },
)
"""The small framework with both aspects for A and one for B."""


def test_the_sound_assessment_has_no_problem(project: Project) -> None:
    assert project.errors() == []
    assert project.gaps() == []


def test_every_problem_of_an_assessment_is_told_at_once(project: Project) -> None:
    gold = """\
        initiative: {id: gold, title: Gold, started: 2019, ended: 2018-05, website: www.gold.example}
        as-of: 2018
        assessors: [{id: ann, name: Ann, interests: none}, {id: ann, name: Bob, interests: none}]
        ratings:
          A: {level: 7, confidence: sure, evidence: [reprot]}
          B: {value: 50, unit: kg, numerator: 1, denominator: 3, evidence: [reprot], assessor: bob}
          C: 1
        replies: {D: {text: No.}}
        """
    assert told(project.errors(gold=gold)) == [
        "gold.yaml:1:46 dates",
        "gold.yaml:1:59 dates",
        "gold.yaml:1:77 url",
        "gold.yaml:3:57 duplicate-id",
        "gold.yaml:5:29 not-allowed",
        "gold.yaml:6:3 quantity",
        "gold.yaml:6:24 unit",
        "gold.yaml:6:69 unknown-source",
        "gold.yaml:6:88 unknown-assessor",
        "gold.yaml:7:3 unknown-criterion",
        "gold.yaml:8:11 unknown-criterion",
    ]


# Answers ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rating", ["1", "weak", "STRONG", "too-early", "unanswered", "{level: 1}", "{level: weak}", "{state: too-early}"]
)
def test_answers_on_levels(project: Project, rating: str) -> None:
    assert project.rate(f"  A: {rating}") == []


@pytest.mark.parametrize(
    "rating", ["50", "0.5", "{value: 50}", "{value: 50, unit: '%'}", "not-applicable", "{state: confidential}"]
)
def test_answers_on_a_measure(project: Project, rating: str) -> None:
    assert project.rate(rating_b=f"  B: {rating}") == []


@pytest.mark.parametrize(
    ("rating", "place", "message"),
    [
        ("5", "4:6", "`A`: `5` is not a level of this scale"),
        ("no", "4:6", "`A`: `no` is not a level of this scale"),
        ("{level: 1.5}", "4:14", "`A`: `1.5` is not a level of this scale"),
        ("{level: -1}", "4:14", "`A`: `-1` is not a level of this scale"),
        ("{level: '²'}", "4:14", "`A`: `²` is not a level of this scale"),
    ],
)
def test_a_level_outside_the_scale(project: Project, rating: str, place: str, message: str) -> None:
    problem = only(project.rate(f"  A: {rating}"))
    assert (f"{problem.line}:{problem.column}", problem.code, problem.message) == (place, "answer", message)
    assert problem.allowed.startswith("0 (absent), 1 (weak), 2 (strong)")


def test_a_state_with_a_slip_is_named(project: Project) -> None:
    problem = only(project.rate("  A: too-erly"))
    assert problem.hint == "did you mean `too-early`?"
    assert "or a state: not-applicable, nothing-found" in problem.allowed
    assert only(project.rate("  A: {state: too-erly}")).hint == "did you mean `too-early`?"


@pytest.mark.parametrize(
    ("rating", "code", "message"),
    [
        ("", "rating", "`A`: the rating is empty; leave the criterion out if it is unanswered"),
        ("{}", "no-answer", "the rating of `A` has no level, value or state"),
        ("{reason: Because.}", "no-answer", "the rating of `A` has no level, value or state"),
        ("{level: }", "no-answer", "the rating of `A` has no level, value or state"),
        ("{level: 1, state: too-early}", "two-answers", "`A` has more than one answer"),
        ("{value: 1}", "answer-key", "on this scale `A` takes `level:`, not `value:`"),
        ("[1]", "wrong-type", "`A`: a map of keys and values is due"),
        ("{level: [1]}", "wrong-type", "`level`: a text is due"),
        ("{level: 1, unit: kg}", "quantity", "`A` is not a measured value, so it has no unit, numerator or denominator"),
        ("{bare: 1}", "unknown-key", "the key `bare` is not known here"),
        ("{level: 1, date: 2020-13-40}", "date", "`date`: a date is due: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("{level: 1, paper: 1}", "aspect", "`A` does not tell paper and practice apart"),
    ],
)
def test_ratings_that_cannot_be(project: Project, rating: str, code: str, message: str) -> None:
    problem = only(project.rate(f"  A: {rating}"))
    assert (problem.line, problem.code, problem.message) == (4, code, message)


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("50%", "without its unit"),
        ("'50,5'", "a point, not a comma"),
        ("1 000", "no spaces"),
        ("fifty", "not a number"),
        ("1e400", "large"),
    ],
)
def test_values_that_are_no_numbers(project: Project, value: str, advice: str) -> None:
    problem = only(project.rate(rating_b=f"  B: {{value: {value}}}"))
    assert (problem.line, problem.column, problem.code) == (5, 14, "answer")
    assert advice in problem.message


# Quantities ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rating",
    [
        "{value: 1.6, numerator: 8, denominator: 500}",
        "{value: 33, numerator: 1, denominator: 3}",
        "{value: 33.3, numerator: 1, denominator: 3, unit: '%'}",
        "{value: 33.33, numerator: 1, denominator: 3}",
        "{value: 2, numerator: 3, denominator: 200}",  # 1.5, which some round up
        "{value: 1, numerator: 3, denominator: 200}",  # and others down
        "{value: 0, numerator: 0, denominator: 7}",
        "{value: 66.7, numerator: 2, denominator: 3}",
        "{state: too-early, numerator: 1, denominator: 2}",
    ],
)
def test_a_value_is_what_numerator_and_denominator_give(project: Project, rating: str) -> None:
    assert project.rate(rating_b=f"  B: {rating}") == []


@pytest.mark.parametrize(
    ("rating", "column", "code", "message", "found"),
    [
        ("{value: 50, numerator: 1, denominator: 3}", 3, "quantity", "`B` says 50, but its numerator", "1 / 3 = 33.33 %"),
        ("{value: 0.016, numerator: 8, denominator: 500}", 3, "quantity", "`B` says 0.016, but its", "8 / 500 = 1.6 %"),
        ("{value: 33.4, numerator: 1, denominator: 3}", 3, "quantity", "`B` says 33.4, but its", "1 / 3 = 33.33 %"),
        ("{value: 50, numerator: 1}", 3, "quantity", "`B` has a numerator or a denominator, but not both", ""),
        ("{value: 50, numerator: 1, denominator: 0}", 45, "quantity", "the denominator of `B` is not above 0", "0"),
        ("{value: 50, numerator: 1, denominator: -2}", 45, "quantity", "the denominator of `B` is not above 0", "-2"),
        ("{value: 50, numerator: 1e308, denominator: 1e-308}", 3, "quantity", "`B` says 50, but its", "1e+308 / 1e-308 = inf %"),
        ("{value: 50, numerator: x, denominator: 2}", 29, "wrong-type", "`numerator`: a number is due", "x"),
        ("{value: 50, unit: kg}", 24, "unit", "`B` is in another unit than its scale", "kg"),
    ],
)
def test_quantities_that_do_not_agree(project: Project, rating: str, column: int, code: str, message: str, found: str) -> None:
    problem = only(project.rate(rating_b=f"  B: {rating}"))
    assert (problem.line, problem.column, problem.code, problem.found) == (5, column, code, found)
    assert problem.message.startswith(message)


# What is not there -----------------------------------------------------------------------------------------------------------


def test_an_unknown_criterion_source_and_assessor(project: Project) -> None:
    problem = only(project.errors(gold=varied(GOLD, {"  A:": "  AA:"})))
    assert (problem.line, problem.column, problem.code) == (4, 3, "unknown-criterion")
    problem = only(project.rate("  A: {level: 1, evidence: [repport]}"))
    assert (problem.line, problem.column, problem.code) == (4, 28, "unknown-source")
    assert (problem.message, problem.hint) == ("there is no source `repport` in sources.yaml", "did you mean `report`?")
    problem = only(project.rate("  A: {level: 1, assessor: anne}"))
    assert (problem.line, problem.column, problem.code) == (4, 27, "unknown-assessor")
    assert (problem.allowed, problem.hint) == ("ann", "did you mean `ann`?")


def test_sources_of_aspects_and_facts_are_looked_up_too(project: Project) -> None:
    gold = varied(
        GOLD,
        {
            "title: Gold}": "title: Gold, facts: [{label: L, text: T, evidence: [gone]}]}",
            RATING_A: "  A: {paper: {level: 1, evidence: gone}, practice: {level: 1, assessor: bob}}",
            "  B: {value: 50, reason: Because., evidence: [report]}": "  B: {paper: 50}",
        },
    )
    assert told(project.errors(framework=ASPECTS, gold=gold)) == [
        "gold.yaml:1:76 unknown-source",
        "gold.yaml:4:35 unknown-source",
        "gold.yaml:4:73 unknown-assessor",
    ]


def test_very_long_and_very_many_wrong_names_stay_short_and_quick(project: Project) -> None:
    problem = only(project.rate(f"  A: {{level: 1, evidence: ['{'s' * 100_000}']}}"))
    assert len(str(problem)) < 500
    many = ", ".join(f"gone-{number}" for number in range(500))
    sources = SOURCES + "".join(f"source-{number}: {{title: S}}\n" for number in range(2000))
    gold = varied(GOLD, {RATING_A: f"  A: {{level: 1, evidence: [{many}]}}"})
    assert len(project.errors(sources=sources, gold=gold)) == 500


# Aspects ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rating", "place", "message"),
    [
        ("1", "4:6", "`A` is rated apart by `paper:` and `practice:`"),
        ("{level: 1}", "4:3", "`A` is rated apart by `paper:` and `practice:`"),
        ("not-applicable", "4:6", "`A` is rated apart by `paper:` and `practice:`"),
        ("{}", "4:3", "the rating of `A` is empty"),
        ("{paper: 1, reason: Because.}", "4:3", "`A` has something beside `paper:` and `practice:`"),
        ("{paper: {reason: Because.}}", "4:7", "the rating of `A, paper` has no level, value or state"),
        ("{paper: 9}", "4:14", "`A, paper`: `9` is not a level of this scale"),
    ],
)
def test_aspects_are_rated_apart(project: Project, rating: str, place: str, message: str) -> None:
    problem = only(project.rate(f"  A: {rating}", "  B: {paper: 50}", framework=ASPECTS))
    assert (f"{problem.line}:{problem.column}", problem.message) == (place, message)


def test_an_aspect_that_the_criterion_does_not_have(project: Project) -> None:
    problem = only(project.rate("  A: {paper: 1, practice: too-early}", "  B: {practice: 50}", framework=ASPECTS))
    assert (problem.line, problem.column, problem.allowed) == (5, 17, "`paper:`")


# Dates -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "place", "message", "found"),
    [
        ("started: 2020-05, ended: 2019", "1:62", "the initiative ends before it starts", "2020-05 to 2019"),
        ("started: 2021", "1:46", "the initiative starts after the date that the assessment speaks of", "2021, as of 2020-07-08"),
        ("started: 2020-13-40", "1:46", "`started`: a date is due: YYYY, YYYY-MM or YYYY-MM-DD", "2020-13-40"),
    ],
)
def test_dates_that_cannot_be(project: Project, dates: str, place: str, message: str, found: str) -> None:
    problem = only(project.errors(gold=varied(GOLD, {"title: Gold}": f"title: Gold, {dates}}}"})))
    assert (f"{problem.line}:{problem.column}", problem.message, problem.found) == (place, message, found)


@pytest.mark.parametrize(
    "dates", ["started: 2020, ended: 2020", "started: 2020-07, ended: 2020-07-31", "started: 2020-12, ended: 2020"]
)
def test_dates_that_may_be_in_order_are_not_refused(project: Project, dates: str) -> None:
    gold = varied(GOLD, {"title: Gold}": f"title: Gold, {dates}}}"}) + "as-of: 2021\n"
    assert project.errors(gold=gold) == []


@pytest.mark.parametrize(("counted", "key"), [("started", "started"), ("member-since", "member-since")])
def test_a_minimum_that_rises_by_year_needs_a_start(project: Project, counted: str, key: str) -> None:
    rising = f"{{level: 1, at: 49, by-year: {{1: 1, 3: 2}}, counted-from: {counted}}}"
    framework = with_criterion(f"{{id: A, title: First, question: First?, minimum: {rising}}}")
    gap = only(project.gaps(framework=framework))
    assert (gap.code, gap.message) == ("no-start", f"the minimum standard of `A` rises by year, but `{key}` is not stated")
    assert project.gaps(framework=framework, gold=varied(GOLD, {"title: Gold}": f"title: Gold, {key}: 2019}}"})) == []


# Gaps ------------------------------------------------------------------------------------------------------------------------


def test_what_publishing_asks_for_is_a_gap(project: Project) -> None:
    gold = "initiative: {id: gold, title: Gold}\nratings:\n  A: 1\n  B: {state: nothing-found}\n"
    assert told(project.gaps(gold=gold)) == [
        "gold.yaml:1:1 no-assessor",
        "gold.yaml:3:6 no-reason",
        "gold.yaml:3:6 no-evidence",
        "gold.yaml:4:3 no-reason",
        "gold.yaml:4:3 no-evidence",
        "sources.yaml:1:1 unused-source",
    ]


def test_only_looking_without_finding_asks_for_evidence_of_the_states(project: Project) -> None:
    gold = varied(GOLD, {RATING_A: "  A: {state: too-early, reason: Not yet., evidence: [report]}"})
    assert project.gaps(gold=varied(gold, {"  B: {value: 50, reason: Because., evidence: [report]}": "  B: unanswered"})) == []
    assert told(project.gaps(gold=varied(gold, {"  B: {value: 50,": "  B: {state: nothing-found,", "[report]}": "[]}"})))[0] == (
        "gold.yaml:5:3 no-evidence"
    )


def test_texts_in_the_languages_of_the_set(project: Project) -> None:
    about = "id: a-set\ntitle: {en: S, nl: S}\nframework: small\nas-of: 2020-07-08\nlanguages: [en, nl]\n"
    gaps = project.gaps(about=about)
    assert {gap.code for gap in gaps} == {"translation"}
    assert told(gaps)[0] == "gold.yaml:1:31 translation"


@pytest.mark.parametrize("written", ["ratings:", "ratings: {}", "replies:\nratings:"])
def test_a_draft_without_ratings_is_sound(project: Project, written: str) -> None:
    gold = varied(GOLD.partition("ratings:")[0] + "ratings:\n", {"ratings:": written})
    assert project.errors(gold=gold) == []


def test_hostile_text_is_only_text(project: Project) -> None:
    hostile = "<script>alert(1)</script> =HYPERLINK(1) #set page() {{ x }} \u202eمرحبا 👩🏽‍⚖️ " + "x" * 100_000
    gold = varied(GOLD, {"Because.": f"'{hostile}'", "name: Ann": f"name: '{hostile[:50]}'"})
    reading = project.read(gold=gold, framework=varied(FRAMEWORK, {FIRST: f"{{id: A, title: '{hostile}', question: x}}"}))
    assert reading.problems == []
    assert reading.result is not None
    assert str(reading.result.assessments[0].ratings["A"].reason) == hostile
