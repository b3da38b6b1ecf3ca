"""The parts of an analysis are frozen, say what they are, and are found by id."""

from __future__ import annotations

import dataclasses
import inspect

from msiscore.reporting import report_analysis as module
from tests.reporting.sample import sample_report


def test_every_part_is_frozen_and_says_what_it_is() -> None:
    found = [cls for _, cls in inspect.getmembers(module, inspect.isclass) if dataclasses.is_dataclass(cls)]
    assert len(found) > 4
    for cls in found:
        assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert cls.__doc__


def test_a_part_is_found_by_its_id() -> None:
    found = sample_report().robustness
    assert found is not None
    assert found.part("ranks") is found.parts[1]
    assert found.table("ranks") is found.parts[1].table
    assert found.part("nothing") is None
    assert found.table("dominance") is None
