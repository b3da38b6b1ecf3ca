"""The report object is a value: frozen, plain data, and it looks words up."""

from __future__ import annotations

import dataclasses
import inspect
import json

import pytest

from msiscore.reporting import report as module
from msiscore.reporting.report import Figure, Report


def test_every_part_is_frozen_and_says_what_it_is() -> None:
    for _, cls in inspect.getmembers(module, inspect.isclass):
        if dataclasses.is_dataclass(cls):
            assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
            assert cls.__doc__


def test_the_report_is_plain_data(tutorial_report: Report) -> None:
    assert json.loads(json.dumps(dataclasses.asdict(tutorial_report)))["id"] == "tutorial"


def test_labels_fall_back_to_english(tutorial_report: Report) -> None:
    assert tutorial_report.label("A word nobody translated") == "A word nobody translated"


def test_a_figure_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Figure(1.0, "1").text = "2"  # type: ignore[misc]
