from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from msiscore.assessment import AssessmentSet
from msiscore.errors import InputProblems, NotFound
from msiscore.exchange.form_sets import assessment_of, set_for


def test_the_set_is_found_by_name_or_by_the_initiative(folder: Path, things: AssessmentSet) -> None:
    start = folder.parent.parent
    for found in (set_for(things.framework, "things", "apple", start), set_for(things.framework, None, "apple", start)):
        assert found is not None
        assert assessment_of(found, "apple") is not None
    assert set_for(things.framework, None, "pear", start) is None
    assert set_for(things.framework, None, "", start) is None


def test_two_sets_with_the_same_initiative_have_to_be_told_apart(folder: Path, things: AssessmentSet) -> None:
    shutil.copytree(folder, folder.parent / "others")
    with pytest.raises(NotFound, match="--set"):
        set_for(things.framework, None, "apple", folder.parent.parent)


def test_a_set_of_another_version_is_refused(folder: Path, things: AssessmentSet) -> None:
    other = things.framework.model_copy(update={"version": "2.0.0"})
    with pytest.raises(InputProblems):
        set_for(other, str(folder), "apple", Path())


def test_a_second_assessor_is_found_by_theirs(folder: Path, things: AssessmentSet) -> None:
    shutil.copy(folder / "apple.yaml", folder / "apple+bob.yaml")
    found = set_for(things.framework, str(folder), "apple+bob", Path())
    assert found is not None
    assert assessment_of(found, "apple+bob") is not None
    assert assessment_of(found, "apple+eve") is None
