"""The smallest parts of the report object: frozen, and each says what it is."""

from __future__ import annotations

import dataclasses
import inspect

from msiscore.reporting import report
from msiscore.reporting import report_basics as module


def test_every_part_is_frozen_and_says_what_it_is() -> None:
    found = [cls for _, cls in inspect.getmembers(module, inspect.isclass) if dataclasses.is_dataclass(cls)]
    assert len(found) > 3
    for cls in found:
        assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert cls.__doc__


def test_a_figure_without_a_number_is_a_dash() -> None:
    assert (module.NOTHING.value, module.NOTHING.text) == (None, "–")


def test_the_report_offers_them_too() -> None:
    for name in report.__all__:
        assert getattr(report, name) is getattr(module, name)
