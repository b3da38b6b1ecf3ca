"""What a name on the command line stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.cli.checking import Target, check_target, find_targets
from msiscore.errors import NotFound
from tests.cli.conftest import FRAMEWORK, write


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (".", [("framework", "criteria/small", None), ("set", "assessments/things", None)]),
        ("assessments", [("set", "assessments/things", None)]),
        ("things", [("set", "assessments/things", None)]),
        ("small", [("framework", "criteria/small", None)]),
        ("assessments/things/set.yaml", [("set", "assessments/things", None)]),
        ("assessments/things/plum.yaml", [("set", "assessments/things", "assessments/things/plum.yaml")]),
        ("criteria/small/framework.yaml", [("framework", "criteria/small", None)]),
    ],
)
def test_names(name: str, expected: list[tuple[str, str, str | None]], project: Path) -> None:
    found = [(target.kind, target.path, target.only) for target in find_targets(name, project)]
    assert found == [(kind, project / path, project / only if only else None) for kind, path, only in expected]


def test_a_framework_in_one_file(tmp_path: Path) -> None:
    file = write(tmp_path / "mine.yaml", FRAMEWORK)
    assert find_targets("mine.yaml", tmp_path) == [Target("framework", file)]
    assert check_target(Target("framework", file)).problems == ()


def test_the_files_behind_a_target_are_counted_once(project: Path) -> None:
    (both,) = find_targets("things", project)
    checked = check_target(both)
    assert {path.name for path in checked.files} == {
        "set.yaml",
        "sources.yaml",
        "framework.yaml",
        "apple.yaml",
        "pear.yaml",
        "plum.yaml",
    }
    assert checked.result is not None


def test_nothing_of_that_name(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file, set or framework"):
        find_targets("nothing", tmp_path)
