"""What `msiscore check` is to look at, and what was found there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msiscore.assessment import AssessmentSet
from msiscore.errors import NotFound, Problem, nearest
from msiscore.loading.framework_loader import read_framework
from msiscore.loading.places import WEIGHTS, find_framework, find_framework_around, find_set
from msiscore.loading.set_loader import SET_FILES, SetReading, read_set
from msiscore.loading.yaml_reader import read_yaml


@dataclass(frozen=True, slots=True)
class Target:
    """A set, or `only` one assessment of it; or a framework."""

    kind: Literal["set", "framework"]
    path: Path
    only: Path | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """The problems of a target, errors and gaps; `result` is there when it is a set that can be used."""

    target: Target
    problems: tuple[Problem, ...]
    files: frozenset[Path]
    result: AssessmentSet | None = None


def find_targets(name: str, start: Path) -> list[Target]:
    """What `name` stands for: a file, a folder, or the name of a set or framework. Raises NotFound."""
    given = start / name
    if given.is_file():
        return [_target_of_file(given)]
    if given.is_dir():
        found = list(_targets_in(given))
        if not found:
            raise NotFound(
                f"the folder {given.resolve()} holds neither a set.yaml nor a framework.yaml, nor do the folders in it"
            )
        return found
    with suppress(NotFound):
        return [Target("set", find_set(name, start))]
    with suppress(NotFound):
        return [Target("framework", find_framework(name, start))]
    beside = sorted(path.name for path in given.parent.iterdir()) if given.parent.is_dir() else []
    near = nearest(given.name, beside)
    raise NotFound(f"there is no file, set or framework `{name}`" + (f"; {near}" if near else ""))


def check_target(target: Target) -> Checked:
    """Read the target and everything it depends on."""
    if target.kind == "framework":
        _, document = read_framework(target.path)
        return Checked(target, tuple(document.problems), _real(file.path for file in document.files))
    reading: SetReading = read_set(target.path, only=None if target.only is None else [target.only])
    files = _real(file.path for document in reading.documents for file in document.files)
    return Checked(target, tuple(reading.problems), files, reading.result)


def _real(paths: Iterable[Path]) -> frozenset[Path]:
    """The same file is reached as part of a set and by itself; it counts once."""
    return frozenset(path.resolve() for path in paths)


def _targets_in(folder: Path) -> Iterator[Target]:
    """The set or framework that `folder` is; else those in it, as in a project with `criteria` and `assessments`."""
    if (folder / "set.yaml").is_file():
        yield Target("set", folder)
    elif (folder / "framework.yaml").is_file():
        yield Target("framework", folder)
    else:
        for pattern in ("*/framework.yaml", "criteria/*/framework.yaml"):
            yield from (Target("framework", path.parent) for path in sorted(folder.glob(pattern)))
        for pattern in ("*/set.yaml", "assessments/*/set.yaml"):
            yield from (Target("set", path.parent) for path in sorted(folder.glob(pattern)))


def _target_of_file(file: Path) -> Target:
    if (file.parent / "set.yaml").is_file():
        return Target("set", file.parent, None if file.name in SET_FILES else file)
    if file.parent.name == WEIGHTS and (file.parent.parent / "set.yaml").is_file():
        return Target("set", file.parent.parent, file)
    around = find_framework_around(file)
    if around is not None:
        return Target("framework", around)
    data = read_yaml(file).data
    if isinstance(data, dict) and ("ratings" in data or "initiative" in data):
        raise NotFound(f"{file} is an assessment, but there is no set.yaml beside it")
    return Target("framework", file)
