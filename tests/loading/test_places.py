"""Finding frameworks and sets: by path, around, then shipped; and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import NotFound
from msiscore.loading import places
from msiscore.loading.places import (
    find_framework,
    find_framework_around,
    find_set,
    is_file,
    is_folder,
    misnamed_files,
    shipped,
    shipped_names,
    yaml_files,
)
from tests.loading.helpers import Project, told, write


def test_by_path_by_name_around_and_shipped(project: Project) -> None:
    folder = project.write_set()
    for name in ("assessments/a-set", "a-set", str(folder)):
        assert find_set(name, project.folder).resolve() == folder
    deep = project.folder / "reports" / "deep"
    deep.mkdir(parents=True)
    assert find_set("a-set", deep) == folder
    assert find_framework("small", folder) == project.framework_folder
    assert find_framework("kit-rbc", folder) == shipped("criteria") / "kit-rbc"


def test_what_lies_nearer_wins(project: Project) -> None:
    mine = write(project.folder / "criteria" / "kit-rbc" / "framework.yaml", "id: kit-rbc\n").parent
    assert find_framework("kit-rbc", project.folder) == mine


def test_a_framework_may_be_one_file(project: Project) -> None:
    file = write(project.folder / "criteria" / "patterns.yaml", "id: x\n")
    assert find_framework("patterns", project.folder) == file
    assert find_framework("criteria/patterns.yaml", project.folder) == project.folder / "criteria" / "patterns.yaml"


def test_what_is_shipped_is_listed() -> None:
    assert {"kit-rbc", "msi-core"} <= set(shipped_names("criteria"))
    assert {"dutch-rbc-2020", "tutorial"} <= set(shipped_names("assessments"))


def test_a_near_miss_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no framework `kit-rcb` was found; did you mean `kit-rbc`\? \(known: .*msi-core"):
        find_framework("kit-rcb", tmp_path)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"has no set\.yaml, so it holds no assessment set"):
        find_set(str(tmp_path), Path())


@pytest.mark.parametrize("name", ["", "x" * 300, "a/" * 3000, "a\0b", "a\nb", "CON", "..", "\udcff", "*"])
def test_names_that_cannot_be_paths(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound) as raised:
        find_framework(name, tmp_path)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 500
    with pytest.raises(NotFound):
        find_set(name, tmp_path)


def test_nothing_that_cannot_be_a_path_is_a_file_or_a_folder() -> None:
    for name in ("x" * 300, "a\0b"):
        assert not is_file(Path(name))
        assert not is_folder(Path(name))


def test_a_folder_that_may_not_be_listed_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(NotFound, match=r"known: none"):
        find_set("x", tmp_path)


def test_the_framework_that_a_file_belongs_to(project: Project) -> None:
    folder = project.write_framework(rules="id: rules\n")
    assert find_framework_around(folder / "rules.yaml") == folder
    assert find_framework_around(project.folder / "x.yaml") is None


def test_installed_data_comes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "msiscore")
    assert shipped("criteria") == tmp_path / "criteria"
    (tmp_path / "msiscore" / "data" / "criteria").mkdir(parents=True)
    assert shipped("criteria") == tmp_path / "msiscore" / "data" / "criteria"
    assert shipped_names("criteria") == []


def test_files_with_another_ending_are_told_and_hidden_ones_left_alone(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "c.yml", "d.YAML", "e.txt", "._a.yaml", ".f.yml"):
        write(tmp_path / name, "a: b\n")
    assert [path.name for path in yaml_files(tmp_path)] == ["a.yaml", "b.yaml"]
    problems = misnamed_files(tmp_path)
    assert told(problems) == ["c.yml file-ending", "d.YAML file-ending"]
    assert problems[0].hint == "call it c.yaml, or move it away"
