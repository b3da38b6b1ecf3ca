"""What the parts of a framework must be to each other, each problem with its place and what to do."""

from __future__ import annotations

import pytest

from tests.loading.helpers import FRAMEWORK, Project, only, told, varied, with_criterion, with_scale


def first(more: str) -> str:
    """The small framework whose first criterion has `more`; it stands in line 10, and `more` starts in column 49."""
    return with_criterion(f"{{id: A, title: First, question: First?, {more}}}")


def test_the_small_framework_has_no_problem(project: Project) -> None:
    assert project.framework() == []


def test_every_problem_of_a_framework_is_told_at_once(project: Project) -> None:
    text = """
        id: small
        version: 1.0.0
        title: A small framework
        scales: {level: {kind: levels, levels: [absent, weak]}}
        dimensions:
          - id: rules
            title: Rules
            criteria:
              - {id: A, title: A, question: A?, weight: 0, descriptors: [x]}
              - {id: A, title: A, question: A?, weight: 0, minimum: {level: 2}}
          - {id: empty, title: Empty}
        bands: [{name: x, from: 1}, {name: x, from: 1}]
        weight-sets: {w: {title: W, weights: {B: 1}}}
        views: [{id: v, title: V, tag: t, values: [{id: a, title: A}]}]
        states: {not-applicable: lowest}
        combine-aspects: minimum
        """
    assert told(project.framework(text)) == [
        "framework.yaml:10:49 zero-weights",
        "framework.yaml:10:52 descriptors",
        "framework.yaml:11:14 duplicate-id",
        "framework.yaml:11:52 minimum",
        "framework.yaml:11:69 minimum",
        "framework.yaml:12:5 empty-dimension",
        "framework.yaml:13:1 bands",
        "framework.yaml:13:25 bands",
        "framework.yaml:13:36 duplicate-id",
        "framework.yaml:14:15 zero-weights",
        "framework.yaml:14:39 unknown-node",
        "framework.yaml:15:32 unknown-tag",
        "framework.yaml:16:26 policy",
        "framework.yaml:17:18 combine-aspects",
    ]


# Ids and scales --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", ["B", "rules"])
def test_an_id_is_used_once_among_criteria_and_dimensions(project: Project, id_: str) -> None:
    problem = only(project.framework(with_criterion(f"{{id: {id_}, title: First, question: First?}}")))
    assert problem.code == "duplicate-id"
    assert problem.hint == f"it is first used in framework.yaml, line {10 if id_ == 'B' else 7}"


def test_a_scale_that_is_not_there(project: Project) -> None:
    problem = only(project.framework(first("scale: levels")))
    assert (problem.line, problem.column, problem.code) == (10, 56, "unknown-scale")
    assert (problem.allowed, problem.hint) == ("level, share", "did you mean `level`?")
    default = only(project.framework(varied(FRAMEWORK, {"default-scale: level": "default-scale: lev"})))
    assert (default.line, default.column, default.code) == (5, 16, "unknown-scale")


def test_a_criterion_without_a_scale_where_there_are_two(project: Project) -> None:
    problem = only(project.framework(varied(FRAMEWORK, {"default-scale: level\n": ""})))
    assert (problem.code, problem.hint) == ("no-scale", "give it `scale:`, or state a `default-scale:` in framework.yaml")


@pytest.mark.parametrize(
    ("levels", "code", "message"),
    [
        ("[low, Low]", "duplicate-level", "two levels of the scale have the name `Low`"),
        ("[low, 'low ']", "duplicate-level", "two levels of the scale have the name `low`"),
        ("[{en: a, nl: b}, {en: b, nl: c}]", "duplicate-level", "two levels of the scale have the name `b`"),
        ("[low, confidential]", "level-name", "a level cannot be called `confidential`: that is a state"),
        ("[low, 3]", "level-name", "the level number 1 is called `3`, so a rating could mean either"),
    ],
)
def test_names_of_levels_that_a_rating_could_confuse(project: Project, levels: str, code: str, message: str) -> None:
    problem = only(project.framework(with_scale(f"{{kind: levels, levels: {levels}}}")))
    assert (problem.line, problem.code, problem.message) == (5, code, message)


def test_levels_may_be_called_by_their_own_number(project: Project) -> None:
    assert project.framework(with_scale("{kind: levels, levels: [1, 2, 3], first: 1}")) == []


# Descriptors and minimum standards ------------------------------------------------------------------------------------------


def test_there_is_a_descriptor_for_each_level(project: Project) -> None:
    assert project.framework(first("descriptors: [x, y, z]")) == []
    problem = only(project.framework(first("descriptors: [x, y]")))
    assert (problem.line, problem.column, problem.code) == (10, 49, "descriptors")
    assert problem.message == "`A` has 2 descriptors for a scale of 3 levels"
    assert problem.hint == "write one descriptor for each level, the first for the lowest"
    assert only(project.framework(first("scale: share, descriptors: [x]"))).code == "descriptors"


def test_thresholds_and_yes_or_no_have_descriptors_too(project: Project) -> None:
    thresholds = with_scale('{kind: thresholds, steps: ["> 0", ">= 10"]}')
    criterion = (
        "{id: A, title: First, question: First?, scale: own, descriptors: [x, y, z], minimum: {level: 2, otherwise: fail}}"
    )
    assert project.framework(varied(thresholds, {"{id: A, title: First, question: First?}": criterion})) == []


@pytest.mark.parametrize(
    ("minimum", "column", "message", "help_"),
    [
        ("{level: 3, at: 49}", 66, "`level`: `3` is not a level of this scale", "0 (absent), 1 (weak), 2 (strong)"),
        ("{level: best, at: 49}", 66, "`level`: `best` is not a level of this scale", "0 (absent), 1 (weak), 2 (strong)"),
        ("{level: 1}", 49, "a cap needs `at`: the highest score left when the standard is not met", "for example `at: 49`"),
        ("{level: 1, otherwise: fail, at: 49}", 90, "`at` is only used with `otherwise: cap`", "take it out"),
        ("{value: 1, at: 49}", 49, "on this scale a minimum standard is stated with `level:`, not `value:`", "0 (absent)"),
        ("{at: 49}", 49, "on this scale a minimum standard is stated with `level:`, not `value:`", "0 (absent)"),
        ("{level: 1, at: 49, aspect: paper}", 85, "`A` is not rated by the aspect `paper`", "no aspect"),
        ("{level: 1, at: 49, by-year: {2: 9}}", 90, "`2`: `9` is not a level of this scale", "0 (absent)"),
        ("{level: 1, at: 49, by-year: {0: 1}}", 87, "the years count from 1", ""),
    ],
)
def test_a_minimum_standard_that_cannot_be(project: Project, minimum: str, column: int, message: str, help_: str) -> None:
    problem = only(project.framework(first(f"minimum: {minimum}")))
    assert (problem.line, problem.column, problem.code, problem.message) == (10, column, "minimum", message)
    assert help_ in problem.allowed + problem.hint


@pytest.mark.parametrize(
    "minimum", ["{level: weak, at: 49}", "{level: 1, otherwise: flag}", "{level: 1, at: 0, by-year: {1: 0, 3: strong}}"]
)
def test_minimum_standards(project: Project, minimum: str) -> None:
    assert project.framework(first(f"minimum: {minimum}")) == []


def test_a_minimum_on_a_measure_is_a_value_and_on_thresholds_a_level(project: Project) -> None:
    assert project.framework(first("scale: share, minimum: {value: 20, at: 49}")) == []
    assert only(project.framework(first("scale: share, minimum: {level: 1, at: 49}"))).code == "minimum"
    thresholds = with_scale('{kind: thresholds, steps: ["> 0", ">= 10"]}')
    for level in ("3", "²", "9" * 5000, "1.5"):
        criterion = f"{{id: A, title: First, question: First?, scale: own, minimum: {{level: '{level}', at: 49}}}}"
        problem = only(project.framework(varied(thresholds, {"{id: A, title: First, question: First?}": criterion})))
        assert (problem.code, problem.allowed) == ("minimum", "0 to 2")


def test_a_relative_scale_has_no_minimum_standard(project: Project) -> None:
    relative = with_scale("{kind: relative, method: min-max}")
    criterion = "{id: A, title: First, question: First?, scale: own, minimum: {value: 1, otherwise: fail}}"
    problem = only(project.framework(varied(relative, {"{id: A, title: First, question: First?}": criterion})))
    assert "its values depend on the other initiatives" in problem.message


# Weights ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        ("-1", "`weight`: a number of at least 0 is due"),
        ("nan", "`weight`: a finite number is due"),
        ("inf", "`weight`: a finite number is due"),
        ("1e400", "`weight`: a finite number is due"),
        ("1e-12", "`weight`: a weight is 0, or between 0.000000001 and 1,000,000,000"),
        ("heavy", "`weight`: a number is due"),
    ],
)
def test_weights_that_cannot_be(project: Project, weight: str, message: str) -> None:
    problem = only(project.framework(first(f"weight: {weight}")))
    assert (problem.line, problem.column, problem.message, problem.found) == (10, 57, message, weight)


def test_weights_that_are_all_zero(project: Project) -> None:
    text = varied(FRAMEWORK, {"title: First,": "title: First, weight: 0,", "title: Second,": "title: Second, weight: 0,"})
    problem = only(project.framework(text))
    assert (problem.line, problem.column, problem.code, problem.found) == (10, 39, "zero-weights", "A: 0, B: 0")
    problem = only(project.framework(varied(FRAMEWORK, {"    title: Rules": "    title: Rules\n    weight: 0"})))
    assert (problem.line, problem.column, problem.code, problem.found) == (9, 13, "zero-weights", "rules: 0")


def test_a_bonus_does_not_stand_in_for_the_ordinary(project: Project) -> None:
    text = varied(FRAMEWORK, {"title: First,": "title: First, bonus: yes,", "title: Second,": "title: Second, weight: 0,"})
    assert told(project.framework(text)) == ["framework.yaml:11:40 zero-weights"]
    both = varied(FRAMEWORK, {"title: First,": "title: First, bonus: yes,", "title: Second,": "title: Second, bonus: yes,"})
    assert told(project.framework(both)) == ["framework.yaml:7:5 only-bonus"]


def test_a_weight_that_nothing_looks_at(project: Project) -> None:
    text = varied(first("weight: 2"), {"    title: Rules": "    title: Rules\n    weighting: equal"})
    problem = only(project.framework(text))
    assert (problem.line, problem.code) == (11, "unused-weight")


def test_weighting_by_points_needs_points(project: Project) -> None:
    problems = project.framework(varied(FRAMEWORK, {"    title: Rules": "    title: Rules\n    weighting: points"}))
    assert told(problems) == ["framework.yaml:11:9 points", "framework.yaml:12:9 points"]


def test_weight_sets_name_what_is_there_and_leave_something(project: Project) -> None:
    problem = only(project.framework(FRAMEWORK + "weight-sets: {w: {title: W, weights: {rule: 2, A: 2}}}\n"))
    assert (problem.line, problem.column, problem.code, problem.hint) == (12, 39, "unknown-node", "did you mean `rules`?")
    problem = only(project.framework(FRAMEWORK + "weight-sets: {w: {title: W, weights: {A: 0, B: 0}}}\n"))
    assert (problem.line, problem.code, problem.found) == (12, "zero-weights", "A, B")
    problem = only(project.framework(FRAMEWORK + "weight-sets: {w: {title: W, weights: {rules: 0}}}\n"))
    assert problem.code == "zero-weights"
    problem = only(project.framework(FRAMEWORK + "weight-sets: {w: {title: W, weights: {A: -2}}}\n"))
    assert (problem.message, problem.column) == ("`A`: a number of at least 0 is due", 42)


def test_a_weight_set_that_leaves_only_a_bonus_leaves_nothing(project: Project) -> None:
    text = varied(FRAMEWORK, {"title: First,": "title: First, bonus: yes,"}) + "weight-sets: {w: {title: W, weights: {B: 0}}}\n"
    assert only(project.framework(text)).code == "zero-weights"


# Aspects, bands, views, states -----------------------------------------------------------------------------------------------


def test_aspects_of_some_need_a_rule(project: Project) -> None:
    text = first("aspects: [paper, practice]")
    problem = only(project.framework(text))
    assert (problem.line, problem.column, problem.code, problem.found) == (11, 9, "aspects", "B")
    assert project.framework(text + "combine-aspects: minimum\n") == []
    assert told(project.framework(FRAMEWORK + "combine-aspects: minimum\n")) == ["framework.yaml:12:18 combine-aspects"]


@pytest.mark.parametrize(
    ("aspects", "code"), [("[paper, paper]", "duplicate-aspect"), ("[paper, practise]", "not-allowed"), ("paper", "wrong-type")]
)
def test_aspects_that_cannot_be(project: Project, aspects: str, code: str) -> None:
    problem = only(project.framework(first(f"aspects: {aspects}") + "combine-aspects: minimum\n"))
    assert (problem.line, problem.code) == (10, code)


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ("[{name: a, from: 5}]", ["12:25 bands"]),
        ("[{name: a, from: 0}, {name: b, from: 50}, {name: c, from: 25}]", ["12:1 bands"]),
        ("[{name: a, from: 0}, {name: a, from: 50}]", ["12:36 duplicate-id"]),
        ("[{name: a, from: 0}, {name: b, from: 101}]", ["12:45 wrong-type"]),
        ("[{name: '', from: 0}]", ["12:16 wrong-type"]),
        ("[{name: a}]", ["12:9 missing-key"]),
        ("{a: 0}", ["12:1 wrong-type"]),
    ],
)
def test_bands_that_cannot_be(project: Project, bands: str, expected: list[str]) -> None:
    text = FRAMEWORK + f"bands: {bands}\n"
    assert told(project.framework(text)) == [f"framework.yaml:{one}" for one in expected]


def test_views_fit_the_tags(project: Project) -> None:
    tagged = first("tags: {stage: [begin, middle]}")
    sound = "views: [{id: v, title: V, tag: stage, values: [{id: begin, title: B}, {id: middle, title: M}]}]\n"
    assert project.framework(tagged + sound) == []
    assert told(project.framework(tagged + sound.replace("tag: stage", "tag: stages"))) == ["framework.yaml:12:32 unknown-tag"]
    problems = project.framework(tagged + sound.replace("id: middle", "id: mid"))
    assert told(problems) == ["framework.yaml:12:9 unknown-tag", "framework.yaml:12:71 unknown-tag"]
    assert problems[0].message == "criteria have `stage: middle`, which the view does not list"
    assert problems[1].hint == "did you mean `middle`?"
    assert told(project.framework(tagged + sound.replace("id: middle", "id: begin")))[0] == "framework.yaml:12:9 unknown-tag"


def test_views_and_their_values_are_named_once(project: Project) -> None:
    tagged = first("tags: {stage: a}")
    view = "{id: v, title: V, tag: stage, values: [{id: a, title: A}, {id: a, title: A}]}"
    assert told(project.framework(tagged + f"views:\n  - {view}\n  - {view}\n")) == [
        "framework.yaml:13:68 duplicate-id",
        "framework.yaml:14:10 duplicate-id",
        "framework.yaml:14:68 duplicate-id",
    ]


def test_what_does_not_apply_is_always_excluded(project: Project) -> None:
    assert told(project.framework(FRAMEWORK + "states: {not-applicable: open}\n")) == ["framework.yaml:12:26 policy"]
    assert told(project.framework(first("states: {not-applicable: lowest}"))) == ["framework.yaml:10:74 policy"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("minimum-coverage: 60", "`minimum-coverage`: a share from 0% to 100% is due, such as 60% or 0.6"),
        ("total: no", "`total` has a value that is not allowed"),
        ("aggregation: mean", "`aggregation`: `mean` is no rule of aggregation; allowed are arithmetic, geometric, harmonic, "),
        ("weighting: even", "`weighting` has a value that is not allowed"),
        ("decimals: 7", "`decimals`: a number of at most 6 is due"),
        ("language: English", "`language`: `English` is not a language code such as en or nl (small letters)"),
        ("languages: [en, dutch]", "`languages, entry 2`: `dutch` is not a language code such as en or nl (small letters)"),
    ],
)
def test_settings_that_cannot_be(project: Project, line: str, message: str) -> None:
    problem = only(project.framework(FRAMEWORK + line + "\n"))
    assert problem.line == 12
    assert problem.message.startswith(message)


def test_texts_that_lack_a_language_are_gaps(project: Project) -> None:
    text = first("why: {en: x, nl: y}").replace("title: A small framework", "title: {en: Small, nl: Klein}")
    problems = project.framework(text + "languages: [en, nl]\n")
    assert {problem.severity for problem in problems} == {"gap"}
    assert told(problems)[:2] == ["framework.yaml:4:41 translation", "framework.yaml:4:49 translation"]
    assert problems[0].message == "the text is missing in nl"
