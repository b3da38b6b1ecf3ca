"""The files of a new project."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from msiscore.drafting.project_draft import draft_project
from msiscore.loading.framework_loader import read_framework
from msiscore.loading.places import find_framework, shipped_names


@pytest.mark.parametrize("name", shipped_names("criteria"))
def test_it_holds_all_that_its_scores_depend_on(name: str) -> None:
    framework, document = read_framework(find_framework(name, Path()))
    assert framework is not None
    texts = draft_project(framework, [file.path for file in document.files], language="nl", today=date(2020, 7, 8))
    assert "as-of: 2020-07-08" in texts["assessments/my-set/set.yaml"]
    assert f'framework: {{id: {name}, version: "{framework.version}"}}' in texts["assessments/my-set/set.yaml"]
    assert sum(path.startswith(f"criteria/{name}/") for path in texts) == len(document.files)
    assert f"criteria/{name}/" in texts["README.txt"]
    assert all(text.endswith("\n") for text in texts.values())


def test_the_same_day_gives_the_same_bytes() -> None:
    framework, document = read_framework(find_framework("kit-rbc", Path()))
    assert framework is not None
    files = [file.path for file in document.files]
    first, second = (draft_project(framework, files, language="en", today=date(2020, 1, 1)) for _ in range(2))
    assert first == second
