"""The small set in a folder of its own, and its forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from msiscore.assessment import AssessmentSet
from msiscore.exchange.form import make_form
from msiscore.exchange.form_sets import assessment_of
from msiscore.loading.set_loader import load_set
from tests.exchange.filling import APPLE, FRAMEWORK, SET, SOURCES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The set, in a project with its framework."""
    texts = {
        "criteria/small/framework.yaml": FRAMEWORK,
        "assessments/things/set.yaml": SET,
        "assessments/things/sources.yaml": SOURCES,
        "assessments/things/apple.yaml": APPLE,
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "assessments" / "things"


@pytest.fixture
def things(folder: Path) -> AssessmentSet:
    return load_set(folder)


@pytest.fixture
def form(folder: Path, tmp_path: Path) -> Callable[..., Path]:
    """Make a form for an initiative of the set."""

    def make(stem: str = "apple", language: str = "en", name: str = "form.xlsx") -> Path:
        loaded = load_set(folder)
        path = tmp_path / name
        assessment = assessment_of(loaded, stem) if stem else None
        path.write_bytes(make_form(loaded.framework, initiative=assessment, assessment_set=loaded, language=language, stem=stem))
        return path

    return make
