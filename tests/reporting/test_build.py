"""The report object as a whole: complete, in one language, the same each time, and without anything that is not public."""

from __future__ import annotations

import json
from dataclasses import asdict

from msiscore.reporting.build import build_report
from msiscore.reporting.report import Report
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

SMALL = framework(dimension("d", criterion("A"), criterion("B")))


def texts(report: Report) -> str:
    """Every text of the report, as one."""
    return json.dumps(asdict(report), ensure_ascii=False)


def test_what_is_not_public_is_nowhere_in_the_report(tutorial: Scores) -> None:
    hidden = json.dumps([source.model_dump(mode="json") for source in tutorial.assessment_set.sources.values()])
    assert "CONFIDENTIALMARKER" in hidden
    for language in ("en", "nl"):
        assert "CONFIDENTIALMARKER" not in texts(build_report(tutorial, language=language))


def test_the_restricted_edition_says_so_first_and_shows_nothing_secret(tutorial: Scores) -> None:
    report = build_report(tutorial, audience="parties")
    assert [notice.kind for notice in report.notices][:2] == ["edition", "fictional"]
    assert "The parties".casefold() in [term.text for term in report.provenance.settings]
    shown, public = texts(report), texts(build_report(tutorial))
    by_level: dict[str, set[str]] = {"public": set(), "restricted": set(), "secret": set()}
    for source in tutorial.assessment_set.sources.values():
        by_level[source.visibility].add(source.title.in_language("en"))
    assert all(json.dumps(title, ensure_ascii=False)[1:-1] not in shown for title in by_level["secret"])
    seen = [title for title in by_level["restricted"] if json.dumps(title, ensure_ascii=False)[1:-1] in shown]
    assert seen
    assert not [title for title in seen if title in public]


def test_the_restricted_edition_holds_less_back(tutorial: Scores) -> None:
    def held_back(report: Report) -> int:
        return sum(r.held_back for p in report.profiles for d in p.dimensions for r in d.ratings)

    assert 0 < held_back(build_report(tutorial, audience="parties")) < held_back(build_report(tutorial))


def test_the_same_scores_give_the_same_report(tutorial: Scores) -> None:
    assert build_report(tutorial) == build_report(score(tutorial.assessment_set))


def test_a_fictional_set_says_so_first(tutorial_report: Report) -> None:
    assert tutorial_report.notices[0].kind == "fictional"
    assert all(profile.fictional for profile in tutorial_report.profiles)


def test_a_set_without_reasons_is_a_draft() -> None:
    one = a_set(SMALL, assessment("a", {"A": 1, "B": {"state": "too-early", "reason": "New."}}))
    assert [notice.kind for notice in build_report(score(one)).notices] == ["draft"]


def test_the_language_is_the_set_s_own_unless_another_is_asked_for(tutorial: Scores, dutch_report: Report) -> None:
    assert build_report(tutorial).language == "en"
    assert dutch_report.language == "nl"
    assert dutch_report.label("Score") == "Score"
    assert dutch_report.tables[0].title == "Totaal"
    assert dutch_report.date == "8 juli 2020"


def test_a_framework_without_total_has_no_tables_and_still_a_heat_map() -> None:
    of = framework(dimension("d", criterion("A")), total="none")
    report = build_report(score(a_set(of, assessment("a", {"A": 3}))))
    assert not report.has_total
    assert report.tables == ()
    assert report.heat_map.rows[0][1][0].figure.text == "75"
    assert report.profiles[0].scores == ()
