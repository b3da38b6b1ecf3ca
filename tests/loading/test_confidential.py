"""What is restricted or secret is not repeated where more people read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import Problem
from msiscore.loading.confidential import Passage, Phrases, level_of, passages_of_assessment, passages_of_sources, words_of
from tests.loading.helpers import SET, Project, only, told

QUOTE = "They told us to sign first and to read it later."
SOURCES = """\
report: {title: A report}
talk:
  title: Talk with somebody who left in May
  url: https://intranet.example.org/talks/2020/17
  visibility: restricted
shadow: {title: A very secret document of the board, visibility: secret}
"""
GOLD = """\
initiative: {id: gold, title: Gold}
assessors: [{id: ann, name: Ann, interests: none}]
ratings:
  A:
    level: 1
    reason: REASON
    evidence:
      - {source: report, note: OPEN}
      - {source: report, visibility: restricted, quote: They told us to sign first and to read it later., note: RESTRICTED}
      - {source: shadow, note: The board knew of it before the vote was held.}
  B: {value: 50, reason: Because., evidence: [talk]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def found(project: Project, *, about: str = SET, sources: str = SOURCES, **texts: str) -> list[Problem]:
    gold = GOLD
    for place in ("REASON", "OPEN", "RESTRICTED"):
        gold = gold.replace(place, f'"{texts.get(place.lower(), "Nothing of note.")}"')
    return [p for p in project.errors(about=about, sources=sources, gold=gold) if p.code == "confidential"]


def test_nothing_is_repeated(project: Project) -> None:
    assert found(project) == []


def test_a_reason_that_repeats_a_quote_names_both_places(project: Project) -> None:
    problem = only(found(project, reason=f"Workers said: '{QUOTE}'"))
    assert told([problem]) == ["gold.yaml:6:13 confidential"]
    assert problem.message == "this repeats a quote that is restricted, and more people may read it here"
    assert problem.hint == "say it in other words, or leave it out; the restricted quote stands in gold.yaml, line 9"


@pytest.mark.parametrize(
    "text",
    [
        "THEY TOLD US TO SIGN FIRST AND TO READ IT LATER",
        "They  told us, *to sign first*, and (to read it later)?",
        "See https://intranet.example.org/talks/2020/17 for it.",
        "After a talk with somebody who left in May we lowered it.",
        "The board knew of it before the vote was held",
    ],
)
def test_words_are_what_counts(text: str, project: Project) -> None:
    assert len(found(project, reason=text)) == 1


@pytest.mark.parametrize(
    "text", ["They told us to sign first.", "Workers had to sign before they could read it.", "Nothing of note"]
)
def test_other_words_pass(text: str, project: Project) -> None:
    assert found(project, reason=text) == []


def test_one_sentence_of_a_longer_text_is_enough(project: Project) -> None:
    sources = SOURCES + "diary: {title: D, note: First this. Then the guard closed the gate. Then that., visibility: secret}\n"
    assert len(found(project, sources=sources, reason="One night the guard closed the gate. Then the guard closed the gate")) == 1


def test_secret_may_not_stand_in_what_is_only_restricted(project: Project) -> None:
    problem = only(found(project, restricted="From a very secret document of the board."))
    assert "a title that is secret" in problem.message


def test_what_is_as_confidential_may_repeat_it(project: Project) -> None:
    assert found(project, restricted="From the talk with somebody who left in May.") == []


def test_evidence_and_the_set_itself_are_looked_at(project: Project) -> None:
    assert len(found(project, open=QUOTE)) == 1
    problem = only(found(project, about=SET + f"notice: '{QUOTE}'\n"))
    assert told([problem]) == ["set.yaml:5:9 confidential"]


def test_a_title_that_a_public_source_has_too_gives_nothing_away(project: Project) -> None:
    sources = SOURCES + "talk-2: {title: Talk with somebody who left in May}\n"
    assert found(project, sources=sources) == []


def test_a_short_text_is_not_looked_for() -> None:
    assert not Phrases([(1, "Yes, of course!")])
    assert list(Phrases([(1, "Yes, of course, every day!")]).found_in("yes of course every day, yes of course every day")) == [
        1,
        1,
    ]


def test_words_of_scripts_without_spaces() -> None:
    assert words_of("监测a机构") == ("监", "测", "a", "机", "构")
    phrases = Phrases([(1, "工人们说他们被要求先签字然后再阅读合同的内容")])
    assert list(phrases.found_in("据说,工人们说他们被要求先签字然后再阅读合同的内容。")) == [1]


def test_evidence_is_as_confidential_as_its_source() -> None:
    rating = {"paper": {"evidence": {"source": "s", "quote": {"en": "x", "nl": "y"}}}}
    passages = [p for p in passages_of_assessment({"ratings": {"A": rating}}, {"s": 2}) if p.telling]
    assert passages[0] == Passage(("ratings", "A", "paper", "evidence", "quote", "en"), "x", 2, telling=True)
    assert [p.key for p in passages] == ["quote", "quote"]
    assert [p.level for p in passages_of_sources({"a": {"title": "t", "visibility": "restricted"}, "b": None}) if p.telling] == [
        1
    ]


def test_a_visibility_that_is_not_known_counts_as_secret() -> None:
    assert [level_of({}), level_of({"visibility": "public"}), level_of({"visibility": "hidden"})] == [0, 0, 2]
