"""The parts of the report object that compare in one respect: frozen, and each says what it is."""

from __future__ import annotations

import dataclasses
import inspect
import json

from msiscore.reporting import report_results as module
from msiscore.reporting.report import Report


def test_every_part_is_frozen_and_says_what_it_is() -> None:
    found = [cls for _, cls in inspect.getmembers(module, inspect.isclass) if dataclasses.is_dataclass(cls)]
    assert len(found) > 3
    for cls in found:
        assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert cls.__doc__


def test_their_texts_are_plain_data(tutorial_report: Report) -> None:
    for part in ("reach", "timeline", "aspects", "by_weight_set", "by_criterion"):
        made = getattr(tutorial_report, part)
        assert json.loads(json.dumps(dataclasses.asdict(made)))
