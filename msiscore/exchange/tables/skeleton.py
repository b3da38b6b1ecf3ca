"""The framework that a mapping describes: its data, checked by the rules of every framework, and the texts of its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msiscore.errors import InputProblems
from msiscore.exchange.yaml_rendering import block, entry, flow, key
from msiscore.framework import Aspect, Framework
from msiscore.loading.documents import Document
from msiscore.loading.framework_checks import check_framework
from msiscore.loading.framework_loader import load_framework
from msiscore.loading.mapping_loader import MappingFile, raise_problems
from msiscore.loading.schema import file_name
from msiscore.loading.yaml_data import Data
from msiscore.loading.yaml_reader import KeyPath

Map = dict[str, Data]


@dataclass(slots=True)
class _Skeleton(Document):
    """The data of a framework that does not exist yet; a problem with it is told with the line of the mapping that it comes from."""

    def locate(self, path: KeyPath, *, of_key: bool = False) -> tuple[Path, int, int]:
        """File, line and column in the mapping."""
        there = self._in_the_mapping(path)
        return (self.file.path, *self.file.position(there, of_key=of_key))

    def _in_the_mapping(self, path: KeyPath) -> KeyPath:
        if path[:1] != ("dimensions",):
            return ("framework", *path)
        here: Any = self.data
        for index, step in enumerate(path):
            here = here[step]
            if isinstance(here, dict) and index and path[index - 1] == "criteria":
                entries = self.file.data["criteria"] if isinstance(self.file.data, dict) else None
                listed = entries if isinstance(entries, list) else []
                place = next((i for i, one in enumerate(listed) if isinstance(one, dict) and one.get("id") == here.get("id")), 0)
                return ("criteria", place, *path[index + 1 :])
        return path


def framework_for(file: MappingFile, start: Path) -> tuple[Framework, dict[str, str]]:
    """The framework of a mapping, and the texts of its files by name, none if it exists already (looked for from `start`).

    Raises InputProblems when it has problems, and NotFound when there is none of that name.
    """
    name = file.mapping.framework.use
    if name is not None:
        return load_framework(name, start=start), {}
    data = framework_data(file)
    document = _Skeleton(file.document.file, data)
    framework = document.validate(Framework)
    if framework is not None:
        check_framework(framework, document)
    raise_problems(document)
    if framework is None:
        raise InputProblems(document.problems)
    return framework, dict(_texts(data))


def framework_data(file: MappingFile) -> Map:
    """The data of the new framework, with each criterion in its dimension."""
    mapping, raw = file.mapping, file.document.data
    given: Map = raw if isinstance(raw, dict) else {}
    head = given.get("framework")
    about: Map = {"id": None, "version": mapping.framework.version, **(head if isinstance(head, dict) else {})}
    criteria: dict[str, list[Data]] = {}
    only = mapping.dimensions[0].id
    for one in _criteria(file, given):
        dimension = one.pop("dimension", None)
        criteria.setdefault(str(dimension or only), []).append(one)
    listed = given.get("dimensions")
    about["dimensions"] = [_with_criteria(one, criteria) for one in (listed if isinstance(listed, list) else [])]
    return about


def _criteria(file: MappingFile, given: Map) -> Iterator[Map]:
    """Each criterion once, also where the mapping has two entries for its aspects."""
    listed = given.get("criteria")
    raw: list[Map] = [one for one in (listed if isinstance(listed, list) else []) if isinstance(one, dict)]
    made: dict[str, Map] = {}
    for one, entry_ in zip(file.mapping.criteria, raw, strict=True):
        title: Data = one.id
        if one.from_ is not None and one.from_.heading:
            title = one.from_.heading.rpartition(" / ")[2] or one.from_.heading
        title = entry_.get("title", title)
        data: Map = {"id": one.id, "title": title, "question": entry_.get("question", title)}
        data |= {name: entry_[name] for name in ("why", "dimension", "scale", "weight") if name in entry_}
        known = made.setdefault(one.id, data)
        if one.aspect is not None:
            aspects = known.setdefault("aspects", [])
            if isinstance(aspects, list):
                aspects.append(one.aspect.value)
                aspects.sort(key=lambda aspect: list(Aspect).index(Aspect(str(aspect))))
    yield from made.values()


def _with_criteria(dimension: Data, criteria: dict[str, list[Data]]) -> Data:
    if not isinstance(dimension, dict):
        return dimension
    inner = dimension.get("dimensions")
    made = {name: value for name, value in dimension.items() if name != "dimensions"}
    if isinstance(inner, list):
        made["dimensions"] = [_with_criteria(one, criteria) for one in inner]
    own = criteria.get(str(dimension.get("id")))
    return made | ({"criteria": own} if own else {})


def _texts(framework: Map) -> Iterator[tuple[str, str]]:
    """The text of each file by its name: the framework, and a file for each of its dimensions."""
    dimensions = framework["dimensions"]
    parts = [one for one in (dimensions if isinstance(dimensions, list) else []) if isinstance(one, dict)]
    head = {name: value for name, value in framework.items() if name not in ("dimensions", "scales")}
    lines = [
        *_first_lines(
            "framework", "Made from a table by `msiscore import`. Complete the questions, and say when each level applies."
        )
    ]
    lines += block(head, 0)
    scales = framework.get("scales")
    lines += [
        "scales:",
        *(f"  {key(name)}: {flow(scale)}" for name, scale in (scales if isinstance(scales, dict) else {}).items()),
    ]
    names: list[Data] = [one["id"] for one in parts]
    yield "framework.yaml", "\n".join([*lines, *entry("dimensions", names, 0), ""])
    for part in parts:
        yield f"{part['id']}.yaml", "\n".join([*_first_lines("dimension", ""), *block(part, 0), ""])


def _first_lines(kind: str, words: str) -> list[str]:
    return [f"# yaml-language-server: $schema=../../schemas/{file_name(kind)}", *([f"# {words}"] if words else [])]
