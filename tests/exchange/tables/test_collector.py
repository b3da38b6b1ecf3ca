"""What the layouts share is tested with them; here is what concerns the names of initiatives alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.exchange.tables.answers import CellReader, Unmapped
from msiscore.exchange.tables.collected import Collected
from msiscore.exchange.tables.collector import Collector, Silent
from msiscore.exchange.tables.grid import Grid
from msiscore.exchange.tables.headings import Columns, Header
from msiscore.exchange.tables.skeleton import framework_for
from msiscore.loading.mapping_loader import load_mapping
from tests.exchange.tables.trying import WIDE, write_mapping


@pytest.fixture
def collector(tmp_path: Path) -> Collector:
    more = "initiatives: [{from: Moon Pact, id: moon, title: {en: The Moon Pact, nl: Het maanpact}}, {id: star}]\n"
    file = load_mapping(write_mapping(tmp_path, WIDE, more))
    framework, _ = framework_for(file, tmp_path)
    grid = Grid(Path("t.csv"), lambda: iter(()))
    cells = CellReader(file.mapping, framework)
    return Collector(file.mapping, framework, Columns(file, Header(grid, 1, {})), cells, Collected(grid))


@pytest.mark.parametrize("name", ["Moon Pact", "moon  pact", "the moon pact", "HET MAANPACT", "moon"])
def test_an_initiative_is_known_by_every_name_that_the_mapping_gives(collector: Collector, name: str) -> None:
    assert collector.found(name, by_id=False).id == "moon"
    assert collector.found("moon", by_id=True).about == {"title": "The Moon Pact"}


def test_ids_of_the_table_are_taken_as_they_are(collector: Collector) -> None:
    assert collector.found("sun-2", by_id=True).id == "sun-2"
    with pytest.raises(Unmapped, match="names no initiative"):
        collector.found("sun-2", by_id=False)


@pytest.mark.parametrize("name", ["sun 2", "../up", "-sun", "set", "Sources", "CON", "", "x" * 81, "سن", "=cmd|' /C calc'!A0"])
def test_what_cannot_be_the_name_of_a_file_is_told(collector: Collector, name: str) -> None:
    with pytest.raises(Unmapped, match="cannot be an id"):
        collector.found(name, by_id=True)


def test_ids_that_differ_in_capitals_only_are_told(collector: Collector) -> None:
    collector.found("sun", by_id=True)
    with pytest.raises(Unmapped, match="capital letters only"):
        collector.found("Sun", by_id=True)


def test_silence_is_no_message() -> None:
    assert isinstance(Silent(), Unmapped)
    assert Silent().message == ""
