"""The shipped sets, scored once for all tests of the report."""

from __future__ import annotations

import pytest

from msiscore.loading.set_loader import load_set
from msiscore.reporting.build import build_report
from msiscore.reporting.report import Report
from msiscore.scoring.scores import Scores, score


@pytest.fixture(scope="session")
def tutorial() -> Scores:
    """The scores of the tutorial set."""
    return score(load_set("tutorial"))


@pytest.fixture(scope="session")
def dutch() -> Scores:
    """The scores of the Dutch agreements."""
    return score(load_set("dutch-rbc-2020"))


@pytest.fixture(scope="session")
def tutorial_report(tutorial: Scores) -> Report:
    """The tutorial's report in English."""
    return build_report(tutorial)


@pytest.fixture(scope="session")
def dutch_report(dutch: Scores) -> Report:
    """The report on the Dutch agreements, in Dutch."""
    return build_report(dutch, language="nl")
