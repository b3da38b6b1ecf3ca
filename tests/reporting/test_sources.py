"""The list of sources: numbered, only what is used, only what is public."""

from __future__ import annotations

from collections.abc import Sequence

from msiscore.assessment import AssessmentSet, Source
from msiscore.cli import report as command
from msiscore.reporting.sources import AUDIENCES, Register
from msiscore.reporting.wording import Wording
from tests.making import a_set, assessment, criterion, dimension, framework


def with_sources(evidence: Sequence[object]) -> AssessmentSet:
    of = framework(dimension("d", criterion("A")))
    made = a_set(of, assessment("x", {"A": {"level": 1, "evidence": evidence}}))
    sources = {
        "first": Source.model_validate(
            {"title": {"en": "First", "nl": "Eerste"}, "url": "https://example.org/1", "date": "2020-07"}
        ),
        "hidden": Source.model_validate({"title": "Hidden", "visibility": "restricted"}),
        "unused": Source.model_validate({"title": "Unused"}),
        "last": Source.model_validate({"title": "Last"}),
    }
    return AssessmentSet(about=made.about, framework=of, sources=sources, assessments=made.assessments)


def test_sources_are_numbered_in_the_order_of_their_file() -> None:
    entries = Register(with_sources(["last", "first"])).entries(Wording("nl"))
    assert [(entry.number, entry.title, entry.date) for entry in entries] == [(1, "Eerste", "juli 2020"), (2, "Last", "")]


def test_public_evidence_needs_a_public_source_and_the_other_way_round() -> None:
    register = Register(with_sources(["hidden", {"source": "last", "visibility": "secret"}, "first"]))
    assert [entry.id for entry in register.entries(Wording("en"))] == ["first"]


def test_the_parties_see_what_is_restricted_and_nobody_what_is_secret() -> None:
    evidence = ["hidden", {"source": "last", "visibility": "secret"}, {"source": "first", "visibility": "restricted"}]
    register = Register(with_sources(evidence), "parties")
    assert [entry.id for entry in register.entries(Wording("en"))] == ["first", "hidden"]


def test_the_audiences_are_those_of_the_command() -> None:
    """They are named twice, so that `--help` needs no report."""
    assert tuple(AUDIENCES) == command.AUDIENCES
