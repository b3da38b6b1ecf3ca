"""Whether judgements fit the framework and each other."""

from __future__ import annotations

from msiscore.errors import Problem
from msiscore.loading.set_loader import read_set
from tests.loading.helpers import SET, Project, only, told, varied, write
from tests.loading.test_judgement_loader import ANN

TWO = """\
id: small
version: 1.0.0
title: A small framework
scales: {level: {kind: levels, levels: [absent, weak, strong]}}
weight-sets: {taken: {title: Taken, weights: {rules: 2}}}
dimensions:
  - id: rules
    title: Rules
    criteria:
      - {id: A, title: First, question: First?}
      - {id: B, title: Second, question: Second?}
      - {id: C, title: Third, question: Third?, weight: 0}
  - id: rights
    title: Rights
    weighting: count
    criteria:
      - {id: D, title: Fourth, question: Fourth?}
      - {id: E, title: Fifth, question: Fifth?}
  - {id: last, title: Last, criteria: [{id: F, title: Sixth, question: Sixth?}]}
"""
GOLD = "initiative: {id: gold, title: Gold}\n"


def problems(project: Project, about: str = SET, **files: str) -> list[Problem]:
    folder = project.write_set(about=about, framework=TWO, gold=GOLD)
    for name, text in files.items():
        write(folder / "weights" / f"{name}.yaml", text)
    return [
        problem for problem in read_set(folder).problems if problem.file is not None and problem.file.parent.name == "weights"
    ]


def test_a_judgement_is_of_a_dimension_with_parts_to_weigh(project: Project) -> None:
    assert problems(project, ann=ANN) == []
    wrong = only(problems(project, ann=varied(ANN, {"of: rules": "of: rule"})))
    assert (wrong.code, wrong.line, wrong.hint) == ("unknown-node", 6, "did you mean `rules`?")
    assert "is a criterion" in only(problems(project, ann=varied(ANN, {"of: rules": "of: A"}))).message
    sized = only(problems(project, ann=varied(ANN, {"of: rules": "of: rights"})))
    assert (sized.code, sized.line) == ("sized-weights", 6)
    assert only(problems(project, ann=varied(ANN, {"of: rules": "of: last"}))).code == "nothing-to-weigh"


def test_without_a_node_the_top_level_is_judged(project: Project) -> None:
    top = varied(ANN, {"  of: rules\n": "", "{A: 75, B: 25}": "{rules: 1, rights: 2, last: 3}"})
    assert problems(project, ann=top) == []
    assert told(problems(project, ann=varied(top, {"rights: 2, ": ""}))) == ["ann.yaml:7:3 missing-part"]


def test_a_part_that_never_counts_cannot_be_judged(project: Project) -> None:
    assert told(problems(project, ann=varied(ANN, {"B: 25": "B: 20, C: 5"}))) == ["ann.yaml:8:26 unknown-part"]


def test_a_node_is_judged_once_in_a_file(project: Project) -> None:
    twice = ANN.partition("judgements:")[0] + (
        "judgements:\n  - {of: rules, method: rank-order, order: [A, B]}\n  - {of: rules, method: direct, weights: {A: 1, B: 2}}\n"
    )
    assert told(problems(project, ann=twice)) == ["ann.yaml:7:10 duplicate-judgement"]


def test_a_contradiction_in_a_list_has_its_line(project: Project) -> None:
    text = ANN.partition("judgements:")[0] + "judgements:\n  - of: rules\n    method: rank-order\n    order: [A, B, A]\n"
    assert told(problems(project, ann=text)) == ["ann.yaml:8:5 contradiction"]


def test_the_file_has_the_name_of_the_respondent(project: Project) -> None:
    problem = only(problems(project, bob=ANN))
    assert (problem.code, problem.hint) == ("file-name", "call it ann.yaml, or mend the id")


def test_a_group_has_one_title_and_an_id_of_its_own(project: Project) -> None:
    other = varied(ANN, {"id: ann": "id: bob", "title: Trade unions": "title: Unions"})
    problem = only(problems(project, ann=ANN, bob=other))
    assert (problem.code, problem.found) == ("group-title", "Trade unions in ann.yaml, Unions here")
    assert problems(project, ann=ANN, bob=varied(other, {"{id: unions, title: Unions}": "unions"})) == []
    taken = varied(ANN, {"{id: unions, title: Trade unions}": "taken"})
    assert only(problems(project, ann=taken)).code == "group-id"


def test_texts_are_due_in_every_language_of_the_set(project: Project) -> None:
    gaps = problems(project, about=SET + "languages: [en, nl]\n", ann=ANN)
    assert {(gap.code, gap.severity) for gap in gaps} == {("translation", "gap")}
    assert len(gaps) == 3
