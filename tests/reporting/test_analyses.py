"""Analyses are made where their section stands, and not elsewhere."""

from __future__ import annotations

import pytest

from msiscore.reporting.analyses import sections_wanted
from msiscore.reporting.build import build_report
from msiscore.reporting.sections import SECTIONS
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

SCORES = score(a_set(framework(dimension("one", criterion("A"))), assessment("a", {"A": 4}), assessment("b", {"A": 1})))
IDS = ("robustness", "sensitivity", "next")


def test_a_report_has_its_analyses_unless_it_is_told_otherwise() -> None:
    assert set(IDS) <= {section.id for section in build_report(SCORES).sections}
    bare = build_report(SCORES, analysis=False)
    assert not set(IDS) & {section.id for section in bare.sections}
    assert (bare.robustness, bare.sensitivity, bare.where_next) == (None, None, None)


def test_without_files_of_weights_there_is_no_section_on_groups() -> None:
    assert build_report(SCORES).groups is None


def test_what_a_house_style_leaves_out_is_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    import msiscore.reporting.analyses as module

    def never(*_: object) -> None:
        raise AssertionError

    for name in ("draw", "sensitivity_section", "next_section", "groups_section"):
        monkeypatch.setattr(module, name, never)
    monkeypatch.setattr("msiscore.reporting.build.sections_wanted", lambda _: frozenset({"timeline"}))
    assert build_report(SCORES).robustness is None


def test_without_a_house_style_all_sections_are_wanted() -> None:
    assert sections_wanted(None) == frozenset(SECTIONS)
