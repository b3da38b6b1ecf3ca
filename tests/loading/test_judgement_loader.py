"""The folder `weights` of a set."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import InputProblems
from msiscore.loading.framework_loader import load_framework
from msiscore.loading.set_loader import load_set, read_set
from tests.loading.helpers import FRAMEWORK, SET, Project, only, told, varied, write

ANN = """\
id: ann
title: Ann
group: {id: unions, title: Trade unions}
asked: {how: interview, date: 2020-05}
judgements:
  of: rules
  method: budget
  points: {A: 75, B: 25}
"""


def test_without_the_folder_there_are_no_respondents(project: Project) -> None:
    loaded = load_set(project.write_set())
    assert loaded.respondents == ()
    assert loaded.framework.weight_sets == {}


def test_a_group_is_a_weight_set_of_the_set_and_its_files_are_among_the_inputs(project: Project) -> None:
    folder = project.write_set()
    file = write(folder / "weights" / "ann.yaml", ANN)
    loaded = load_set(folder)
    made = loaded.framework.weight_sets["unions"]
    assert (str(made.title), str(made.who)) == ("Trade unions", "Ann")
    assert made.weights == pytest.approx({"A": 1.5, "B": 0.5})
    assert [one.id for one in loaded.respondents] == ["ann"]
    assert file in [one.path for one in loaded.files]
    assert load_framework(project.framework_folder).weight_sets == {}, "the framework itself is as it was"


def test_a_set_may_be_scored_by_a_group(project: Project) -> None:
    folder = project.write_set(about=SET + "weight-set: unions\n")
    problem = only(read_set(folder).problems)
    assert (problem.code, problem.allowed) == ("unknown-weight-set", "")
    write(folder / "weights" / "ann.yaml", ANN)
    assert load_set(folder).about.weight_set == "unions"
    assert told(read_set(folder, only=[folder / "gold.yaml"]).problems) == []
    write(folder / "set.yaml", SET + "weight-set: union\n")
    assert only(read_set(folder).problems).hint == "did you mean `unions`?"


def test_one_file_alone_is_checked_without_the_others(project: Project) -> None:
    folder = project.write_set()
    write(folder / "weights" / "ann.yaml", varied(ANN, {"75": "-75"}))
    assert told(read_set(folder, only=[folder / "gold.yaml"]).problems) == []
    assert told(read_set(folder, only=[folder / "weights" / "ann.yaml"]).problems) == ["ann.yaml:8:15 wrong-type"]


def test_problems_of_all_files_come_at_once_and_forbid_the_weight_sets(project: Project) -> None:
    folder = project.write_set(about=SET + "weight-set: unions\n")
    write(folder / "weights" / "ann.yaml", varied(ANN, {"75": "-75"}))
    write(folder / "weights" / "bob.yaml", varied(ANN, {"id: ann": "id: bob", "B: 25": "Bee: 25"}))
    with pytest.raises(InputProblems) as caught:
        load_set(folder)
    assert told(caught.value.problems) == ["ann.yaml:8:15 wrong-type", "bob.yaml:8:3 missing-part", "bob.yaml:8:19 unknown-part"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-a-map"),
        ("just text", "not-a-map"),
        ("- a\n- b\n", "not-a-map"),
        (varied(ANN, {"judgements:": "judgement:"}), "missing-key"),
        (ANN.partition("judgements:")[0] + "judgements: []\n", "length"),
        (ANN.partition("judgements:")[0] + "judgements: all the same\n", "wrong-type"),
        (varied(ANN, {"method: budget": "method: budjet"}), "not-allowed"),
        (varied(ANN, {"points: {A: 75, B: 25}": "points: {A: 75, A: 25}"}), "duplicate-key"),
        (varied(ANN, {"points: {A: 75, B: 25}": "points: [75, 25]"}), "wrong-type"),
        (varied(ANN, {"{how: interview, date: 2020-05}": "interview"}), "wrong-type"),
        (varied(ANN, {"75": "1e400"}), ""),
        (varied(ANN, {"75": "=cmd|' /C calc'!A0"}), "wrong-type"),
    ],
)
def test_a_bad_file_says_what_is_wrong(project: Project, text: str, code: str) -> None:
    folder = project.write_set()
    write(folder / "weights" / "ann.yaml", text)
    problems = [problem for problem in read_set(folder).problems if problem.severity == "error"]
    assert problems
    assert all(problem.file is not None and problem.file.name == "ann.yaml" for problem in problems)
    assert not code or code in [problem.code for problem in problems]


def test_a_file_with_another_ending_is_not_passed_over(project: Project) -> None:
    folder = project.write_set()
    write(folder / "weights" / "ann.yml", ANN)
    assert told(read_set(folder).problems) == ["ann.yml file-ending"]


def test_hostile_text_is_only_text(project: Project) -> None:
    folder = project.write_set()
    title = "<b>=cmd|x</b> #eval(1) \u05d0 \U0001f30d" + "x" * 100_000
    write(folder / "weights" / "ann.yaml", varied(ANN, {"title: Ann": f"title: '{title}'"}))
    assert str(load_set(folder).framework.weight_sets["unions"].who) == title


def test_a_group_under_which_nothing_counts_is_told_when_it_is_used(tmp_path: Path) -> None:
    from msiscore.errors import NotPossible
    from msiscore.scoring.scores import score

    framework = varied(FRAMEWORK, {"question: First?}": "question: First?, aspects: [paper]}"}).replace(
        "question: Second?, scale: share}", "question: Second?, scale: share, aspects: [practice]}"
    )
    project = Project(tmp_path)
    gold = "initiative: {id: gold, title: Gold}\nratings: {A: {paper: 1}, B: {practice: 50}}\n"
    folder = project.write_set(framework=framework + "combine-aspects: minimum\n", gold=gold)
    write(folder / "weights" / "ann.yaml", varied(ANN, {"B: 25": "B: 0"}))
    with pytest.raises(NotPossible, match="nothing counts in the column `practice`"):
        score(load_set(folder), weight_set="unions")
