"""Sets: the files of a folder together, what is wrong between them, and anything at all."""

from __future__ import annotations

import os
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings

from msiscore.errors import InputProblems, NotFound
from msiscore.loading.framework_loader import load_framework
from msiscore.loading.places import shipped, shipped_names
from msiscore.loading.set_loader import assessment_files, load_set, read_set
from msiscore.rating_matrix import rating_matrix
from tests.loading.helpers import FRAMEWORK, GOLD, SET, SOURCES, Project, only, told, varied, write
from tests.loading.mutations import lines_exist, mutations

SILVER = varied(GOLD, {"{id: gold, title: Gold}": "{id: silver, title: Silver}"})


@pytest.mark.parametrize("name", shipped_names("assessments"))
def test_what_is_shipped_has_no_error(name: str) -> None:
    reading = read_set(shipped("assessments") / name)
    assert [problem for problem in reading.problems if problem.severity == "error"] == []


def test_a_set_has_its_framework_sources_and_assessments_by_id(project: Project) -> None:
    folder = project.write_set(silver=SILVER, gold=GOLD)
    found = load_set(folder)
    assert [assessment.initiative.id for assessment in found.assessments] == ["gold", "silver"]
    assert (found.framework.id, list(found.sources), found.folder) == ("small", ["report"], folder)


def test_the_files_are_named_with_their_digests(project: Project) -> None:
    found = load_set(project.write_set())
    assert [file.path.name for file in found.files] == ["set.yaml", "framework.yaml", "sources.yaml", "gold.yaml"]
    assert all(file.sha256 == sha256(file.path.read_bytes()).hexdigest() for file in found.files)


def test_another_framework_may_be_given(project: Project) -> None:
    folder = project.write_set(about=varied(SET, {"framework: small": "framework: gone"}))
    framework = load_framework(project.framework_folder)
    assert load_set(folder, framework=framework).framework is framework


def test_one_file_may_be_read_alone(project: Project) -> None:
    folder = project.write_set(gold=GOLD, silver="broken: [")
    reading = read_set(folder, only=[folder / "gold.yaml"])
    assert reading.problems == []
    assert reading.result is not None
    assert [assessment.initiative.id for assessment in reading.result.assessments] == ["gold"]


def test_problems_of_all_files_are_raised_together(project: Project) -> None:
    folder = project.write_set(
        about=SET + "weight-set: other\nfoo: 1\n",
        sources="report: {titel: A}\n",
        framework=FRAMEWORK,
        gold=varied(GOLD, {"  A:": "  AA:"}),
        silver="a: [",
    )
    with pytest.raises(InputProblems) as raised:
        load_set(folder)
    assert told(raised.value.problems) == [
        "gold.yaml:4:3 unknown-criterion",
        "set.yaml:5:13 unknown-weight-set",
        "set.yaml:6:1 unknown-key",
        "silver.yaml:1:5 syntax",
        "sources.yaml:1:1 missing-key",
        "sources.yaml:1:10 unknown-key",
    ]


def test_gaps_do_not_stop_loading(project: Project) -> None:
    found = load_set(project.write_set(gold="initiative: {id: gold, title: Gold}\n"))
    assert found.assessments[0].ratings == {}


# Files and names -------------------------------------------------------------------------------------------------------------


def test_two_files_for_one_initiative(project: Project) -> None:
    problem = only(project.errors(gold=GOLD, gold2=GOLD))
    assert told([problem]) == ["gold2.yaml:1:18 duplicate-initiative"]
    assert problem.found == "gold.yaml and gold2.yaml"
    assert problem.hint == "remove one, or name it gold+<assessor>.yaml if it is a second assessor's"


def test_a_file_is_called_like_its_initiative(project: Project) -> None:
    problem = only(project.errors(silver=GOLD))
    assert told([problem]) == ["silver.yaml:1:18 file-name"]
    assert problem.hint == "call it gold.yaml, or mend the id"


def test_a_second_assessor_is_compared_and_not_scored(project: Project) -> None:
    reading = project.read(**{"gold": GOLD, "gold+bob": GOLD})
    assert reading.problems == []
    assert reading.result is not None
    assert len(reading.result.assessments) == 1
    assert [assessor for assessor, _ in reading.result.second_ratings] == ["bob"]


def test_a_second_assessors_file_names_its_initiative_too(project: Project) -> None:
    problem = only(project.errors(**{"gold": GOLD, "silver": SILVER, "silver+bob": GOLD}))
    assert told([problem]) == ["silver+bob.yaml:1:18 file-name"]
    assert problem.hint == "call it gold+bob.yaml, or mend the id"


@pytest.mark.parametrize("name", ["gold+", "gold+a+b", "gold+a b"])
def test_after_the_plus_stands_an_id(project: Project, name: str) -> None:
    problem = only(project.errors(**{"gold": GOLD, name: GOLD}))
    assert (problem.code, problem.message) == ("file-name", "after the + in the name of the file stands the assessor's id")


def test_a_second_assessment_without_a_first_is_a_gap(project: Project) -> None:
    gap = only(project.gaps(**{"gold": GOLD, "silver+bob": SILVER}))
    assert (gap.code, gap.message) == ("no-consensus", "there is no file `silver.yaml`, so the initiative is not scored")


def test_a_set_needs_an_assessment(project: Project) -> None:
    folder = project.write_set()
    (folder / "gold.yaml").unlink()
    assert told(read_set(folder).problems) == ["set.yaml:1:1 no-assessments", "sources.yaml:1:1 unused-source"]
    write(folder / "gold+bob.yaml", GOLD)
    codes = [problem.code for problem in read_set(folder).problems]
    assert codes == ["no-assessments", "no-consensus"]


def test_files_with_another_ending_are_told_and_hidden_ones_left_alone(project: Project) -> None:
    folder = project.write_set()
    write(folder / "._gold.yaml", b"\0\5\x16\7")
    write(folder / "silver.yml", SILVER)
    problem = only(read_set(folder).problems)
    assert (problem.code, problem.hint) == ("file-ending", "call it silver.yaml, or move it away")
    assert [file.name for file in assessment_files(folder)] == ["gold.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="folders and links called x.yaml")
def test_folders_links_and_binary_files_are_problems_of_that_file(project: Project) -> None:
    folder = project.write_set(binary=bytes(range(256)), gold=GOLD)
    (folder / "folder.yaml").mkdir()
    (folder / "link.yaml").symlink_to("nowhere")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    problems = sorted(told(read_set(folder).problems))
    assert problems == ["binary.yaml not-text", "folder.yaml unreadable", "link.yaml unreadable", "loop.yaml unreadable"]


def test_no_set(project: Project) -> None:
    with pytest.raises(NotFound):
        load_set("nowhere", start=project.folder)
    with pytest.raises(NotFound, match=r"has no set\.yaml"):
        load_set(project.folder)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n", "text\n", "a: b\n"])
def test_an_assessment_that_is_none(project: Project, text: str) -> None:
    problems = project.errors(gold=GOLD, silver=text)
    assert problems
    assert {problem.file.name for problem in problems if problem.file} == {"silver.yaml"}


# The set file ----------------------------------------------------------------------------------------------------------------


def test_a_framework_that_is_not_there(project: Project) -> None:
    for name in ("smal", "x" * 300, "../../etc/passwd", '""', '"a\\0b"', "~"):
        problem = project.errors(about=varied(SET, {"small": name}))[-1]
        assert (problem.file or problem).name == "set.yaml"  # type: ignore[union-attr]
        assert problem.line == 3
    near = only(project.errors(about=varied(SET, {"small": "smal"})))
    assert (near.code, near.column) == ("unknown-framework", 12)
    assert "did you mean `small`?" in near.message


def test_another_version_of_the_framework(project: Project) -> None:
    problem = only(project.errors(about=varied(SET, {"framework: small": "framework: {id: small, version: 1.0.1}"})))
    assert (problem.line, problem.column, problem.code, problem.found, problem.allowed) == (
        3,
        33,
        "framework-version",
        "1.0.1",
        "1.0.0",
    )
    assert project.errors(about=varied(SET, {"framework: small": "framework: {id: small, version: 1.0.0}"})) == []


def test_problems_of_the_framework_are_those_of_the_set(project: Project) -> None:
    problems = project.errors(framework=FRAMEWORK + "bands: [{name: a, from: 1}]\n")
    assert told(problems) == ["framework.yaml:12:25 bands"]


def test_a_weight_set_that_the_framework_does_not_have(project: Project) -> None:
    framework = FRAMEWORK + "weight-sets: {people: {title: P, weights: {A: 2}}}\n"
    assert project.errors(about=SET + "weight-set: people\n", framework=framework) == []
    problem = only(project.errors(about=SET + "weight-set: peple\n", framework=framework))
    assert (problem.line, problem.column, problem.code, problem.hint) == (5, 13, "unknown-weight-set", "did you mean `people`?")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("as-of: July", "`as-of`: a date is due: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("as-of: 2020-13-40", "`as-of`: a date is due: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("as-of:", "`as-of`: a date is due: YYYY, YYYY-MM or YYYY-MM-DD"),
    ],
)
def test_a_date_that_is_none(project: Project, line: str, message: str) -> None:
    problem = only(project.errors(about=varied(SET, {"as-of: 2020-07-08": line})))
    assert (problem.line, problem.message) == (4, message)


def test_a_slip_in_the_set_file_does_not_hide_the_other_problems(project: Project) -> None:
    problems = project.errors(about=SET + "language: English\n", gold=varied(GOLD, {"  A:": "  AA:"}))
    assert told(problems) == ["gold.yaml:4:3 unknown-criterion", "set.yaml:5:11 language"]


# Sources ---------------------------------------------------------------------------------------------------------------------


def test_a_set_without_sources(project: Project) -> None:
    without = varied(GOLD, {", evidence: [report]": ""})
    assert project.errors(sources=None, gold=without) == []
    assert project.errors(sources="", gold=without) == []
    assert told(project.errors(sources="# none yet\n")) == ["gold.yaml:4:46 unknown-source", "gold.yaml:5:47 unknown-source"]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ("report: {titel: A}\n", ["1:1 missing-key", "1:10 unknown-key"]),
        ("report: A report\n", ["1:9 wrong-type"]),
        ("report:\n", ["1:8 wrong-type"]),
        ("report: {title: A}\nreport: {title: B}\n", ["2:1 duplicate-key"]),
        ("report: {title: A}\na b: {title: B}\n", ["2:1 identifier"]),
        ("report: {title: A, url: 'javascript:alert(1)', date: 8 July}\n", ["1:25 url", "1:54 date"]),
        ("- report\n", ["1:1 not-a-map"]),
    ],
)
def test_sources_that_cannot_be(project: Project, sources: str, expected: list[str]) -> None:
    assert told(project.errors(sources=sources)) == [f"sources.yaml:{one}" for one in expected]


def test_a_source_with_a_problem_is_still_a_source(project: Project) -> None:
    problems = project.errors(sources="report: {titel: A}\n", gold=varied(GOLD, {RATING_EVIDENCE: "[other]"}))
    assert "gold.yaml:4:46 unknown-source" in told(problems)
    assert len([problem for problem in problems if problem.code == "unknown-source"]) == 2


RATING_EVIDENCE = "[report]"


def test_reading_changes_no_file(project: Project) -> None:
    folder = project.write_set(gold="a: [", silver=SILVER)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    read_set(folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


# Anything at all -------------------------------------------------------------------------------------------------------------

FULL = """\
initiative:
  id: gold
  title: {en: Gold, nl: Goud}
  started: 2017-06-19
  ended: 2022
  website: https://example.org/
  tags: {kind: levels}
  facts:
    - {label: Parties, text: Many., evidence: report}
as-of: 2020-07
assessors:
  - {id: ann, name: Ann, interests: none}
ratings:
  A:
    level: 1
    confidence: low
    reason: Because.
    evidence: [{source: report, page: 3, kind: claim, stance: contradicts, quote: Words.}]
    assessor: ann
  B: {value: 1.6, unit: "%", numerator: 8, denominator: 500, date: 2020}
replies:
  A: {text: No., date: 2020-01-01, outcome: noted}
"""


def test_the_full_assessment_is_sound(project: Project) -> None:
    assert project.errors(gold=FULL) == []


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=mutations(FULL))
def test_any_change_of_an_assessment_ends_in_problems_or_a_matrix(project: Project, text: str) -> None:
    reading = project.read(gold=text.encode())
    assert lines_exist(reading.problems)
    if reading.result is not None and not any(problem.severity == "error" for problem in reading.problems):
        matrix = rating_matrix(reading.result)
        assert matrix.values.shape == (2, 1)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    about=mutations(SET + "language: en\nlanguages: [en]\n"),
    sources=mutations(SOURCES + "b: {title: B, date: 2020, url: https://x}\n"),
)
def test_any_change_of_set_and_sources_ends_in_problems_or_success(project: Project, about: str, sources: str) -> None:
    reading = project.read(about=about, sources=sources)
    assert lines_exist(reading.problems)
    assert reading.result is not None or any(problem.severity == "error" for problem in reading.problems)
