"""The registry of sections: each has its heading in Dutch and its templates, and stands only where there is something to show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from msiscore.reporting.html import TEMPLATES
from msiscore.reporting.sections import SECTIONS, sections_of
from msiscore.reporting.wording import Wording
from tests.reporting.sample import sample_report


@pytest.mark.parametrize("id_", SECTIONS)
@pytest.mark.parametrize("ending", ["html.j2", "typ"])
def test_each_section_has_its_templates(id_: str, ending: str) -> None:
    assert (TEMPLATES / "sections" / f"{id_}.{ending}").is_file()


@pytest.mark.parametrize("id_", SECTIONS)
def test_each_heading_has_its_dutch(id_: str) -> None:
    assert Wording("nl").knows(SECTIONS[id_].title)


def test_sections_stand_in_their_order() -> None:
    assert [section.id for section in sections_of(sample_report())] == list(SECTIONS)


def test_a_section_without_anything_to_show_does_not_stand() -> None:
    report = replace(sample_report(), has_total=False, views=(), findings=())
    assert not {"ranking", "views", "findings"} & {section.id for section in sections_of(report)}
