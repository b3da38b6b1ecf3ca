"""A framework from one file, or from a folder with `framework.yaml` and a file for each dimension that it names."""

from __future__ import annotations

from pathlib import Path

from msiscore.errors import InputProblems, Problem, nearest
from msiscore.framework import Framework
from msiscore.loading.documents import Document
from msiscore.loading.framework_checks import check_framework
from msiscore.loading.places import find_framework, is_file, misnamed_files, yaml_files
from msiscore.loading.yaml_data import MAXIMUM_DEPTH, Data
from msiscore.loading.yaml_reader import KeyPath, YamlFile, read_yaml
from msiscore.model import IDENTIFIER


def load_framework(source: str | Path, *, start: Path | None = None) -> Framework:
    """The framework at a path, or the one of that name in a `criteria` folder around or among those that msiscore ships.

    Raises InputProblems with every problem of all its files, and NotFound when there is none.
    """
    framework, document = read_framework(find_framework(str(source), start or Path()))
    if framework is None or document.failed:
        raise InputProblems(problem for problem in document.problems if problem.severity == "error")
    return framework


def read_framework(path: Path) -> tuple[Framework | None, Document]:
    """The framework (None if it cannot be used) and its document, which has the problems and the files."""
    document = _assemble(path / "framework.yaml" if path.is_dir() else path)
    framework = document.validate(Framework)
    if framework is not None:
        check_framework(framework, document)
    return framework, document


def _assemble(file: Path) -> Document:
    """The document of the framework, with each dimension that is named written out in its place."""
    document = Document.of(read_yaml(file))
    if isinstance(document.data, dict):
        folder = file.parent
        used: dict[str, YamlFile] = {}
        _write_out(document.data, (), folder, document, used, (file.stem,))
        if file.name == "framework.yaml" and isinstance(document.data.get("dimensions"), list):
            _report_unnamed(folder, used, document)
    return document


def _write_out(
    holder: dict[str, Data], path: KeyPath, folder: Path, document: Document, used: dict[str, YamlFile], open_: tuple[str, ...]
) -> None:
    """Replace each name in the `dimensions` of `holder` by the content of its file; `open_` are the files being written out."""
    entries = holder.get("dimensions")
    if not isinstance(entries, list):
        return
    for index, entry in enumerate(entries):
        here: KeyPath = (*path, "dimensions", index)
        if isinstance(entry, dict):
            _write_out(entry, here, folder, document, used, open_)
        elif isinstance(entry, str):
            dimension = _read_named(entry, here, folder, document, used, open_)
            if dimension is None:
                # What stands in for a dimension that could not be read; it fits the model, so that the rest is checked all the same.
                dimension = {"id": entry if IDENTIFIER.fullmatch(entry) else "unreadable", "title": entry.strip() or "unreadable"}
                document.stand_ins.add(here)
            entries[index] = dimension


def _read_named(
    name: str, here: KeyPath, folder: Path, document: Document, used: dict[str, YamlFile], open_: tuple[str, ...]
) -> dict[str, Data] | None:
    file = folder / f"{name}.yaml"
    if name in open_:
        rounds = " -> ".join([*open_[open_.index(name) :], name])
        hint = "a dimension cannot lie inside itself; take its name out of this list"
        document.problem("cycle", here, f"the dimension `{name}` holds itself", found=rounds, hint=hint)
    elif name in used:
        document.problem("duplicate-dimension", here, f"the dimension `{name}` is named a second time", hint="name it once")
    elif len(open_) > MAXIMUM_DEPTH:
        document.problem("too-deep", here, f"dimensions are nested more than {MAXIMUM_DEPTH} files deep")
    elif not IDENTIFIER.fullmatch(name) or not is_file(file):
        others = [path.stem for path in yaml_files(folder) if path.stem != "framework"]
        document.problem(
            "missing-dimension",
            here,
            f"there is no file `{name}.yaml` for this dimension",
            allowed=", ".join(others),
            hint=nearest(name, others),
        )
    else:
        read = read_yaml(file)
        used[name] = read
        document.problems += read.problems
        document.parts[here] = read
        if isinstance(read.data, dict):
            _write_out(read.data, here, folder, document, used, (*open_, name))
            return read.data
        if not read.problems:
            document.problem("not-a-map", here, "the file holds no dimension: a map with id, title and criteria is due")
    return None


def _report_unnamed(folder: Path, used: dict[str, YamlFile], document: Document) -> None:
    document.problems += misnamed_files(folder)
    for file in yaml_files(folder):
        if file.stem not in used and file.name != "framework.yaml":
            document.problems.append(
                Problem(
                    code="unnamed-dimension",
                    file=file,
                    message="no list of `dimensions` names this file, so its criteria would be left out",
                    hint=f"add `{file.stem}` to the dimensions in framework.yaml, or move the file away",
                )
            )
