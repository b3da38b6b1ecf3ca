"""Patterns are found by name, beside the frameworks that msiscore ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import NotFound
from msiscore.loading.framework_loader import load_framework
from msiscore.loading.patterns import find_pattern, read_patterns
from msiscore.loading.places import find_framework


def test_every_pattern_says_whose_rule_it_shows() -> None:
    patterns = read_patterns()
    assert [one.id for one in patterns] == sorted(one.file.stem for one in patterns)
    assert all(one.system and one.rule and one.sources for one in patterns)
    assert len({one.system for one in patterns}) == len(patterns)


def test_a_set_may_name_a_pattern(tmp_path: Path) -> None:
    assert load_framework("fair-wear", start=tmp_path).id == "fair-wear"
    assert find_framework("fair-wear", tmp_path) == find_pattern("fair-wear")


def test_a_framework_of_ones_own_goes_before_a_pattern_of_that_name(tmp_path: Path) -> None:
    own = tmp_path / "criteria" / "fair-wear.yaml"
    own.parent.mkdir()
    own.write_text("id: fair-wear\n", encoding="utf-8")
    assert find_framework("fair-wear", tmp_path) == own


def test_near_misses(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="did you mean `openssf-scorecard`"):
        find_pattern("openssf-score-card")
    with pytest.raises(NotFound, match="did you mean `fair-wear`"):
        find_framework("fair-ware", tmp_path)
