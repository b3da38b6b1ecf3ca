"""Where frameworks and assessment sets are looked for: as a path, in the project around, then among those that msiscore ships."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msiscore.errors import NotFound, Problem, nearest, shorten

PATTERNS = "patterns"
WEIGHTS = "weights"
"""The folder in a set's folder that holds a file for each person or group that was asked for weights."""

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(kind: str) -> Path:
    """The folder of what msiscore ships, `criteria` or `assessments`: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "data" / kind
    return installed if installed.is_dir() else _PACKAGE.parent / kind


def pattern_files() -> list[Path]:
    """The files of the patterns that msiscore ships: small frameworks that show how published scorecards score."""
    folder = shipped("criteria") / PATTERNS
    return yaml_files(folder) if folder.is_dir() else []


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`; False for what cannot be a path, such as a name that is too long."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`; False for what cannot be a path."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def find_framework(name: str, start: Path) -> Path:
    """The folder or file of the framework `name`, which is a path from `start` or the name of a folder in a `criteria` folder.

    Searched: `start`, the `criteria` folders of `start` and of the folders around it, the shipped ones, and the shipped patterns.
    Raises NotFound.
    """
    return _find("framework", name, start, "criteria", _is_framework)


def find_set(name: str, start: Path) -> Path:
    """The folder of the assessment set `name`: a path from `start`, or the name of a folder in an `assessments` folder."""
    return _find("assessment set", name, start, "assessments", _is_set)


def find_framework_around(file: Path) -> Path | None:
    """The framework that the file belongs to: the folder with a `framework.yaml` that it lies in."""
    return next((folder for folder in file.resolve().parents if is_file(folder / "framework.yaml")), None)


def yaml_files(folder: Path) -> list[Path]:
    """The files of `folder` that end in `.yaml`, by name; not those that start with a point, which programs keep for themselves."""
    return sorted(path for path in folder.glob("*.yaml") if path.suffix == ".yaml" and not path.name.startswith("."))


def misnamed_files(folder: Path) -> list[Problem]:
    """A problem for each file of `folder` that would be passed over in silence, because its ending is not quite `.yaml`."""
    return [
        Problem(
            code="file-ending",
            file=path,
            message=f"the name of this file ends in `{path.suffix}`, so it is not read",
            hint=f"call it {path.stem}.yaml, or move it away",
        )
        for path in sorted(_entries(folder))
        if path.suffix != ".yaml" and path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".")
    ]


def shipped_names(kind: str) -> list[str]:
    """The names of the frameworks (`criteria`) or sets (`assessments`) that msiscore ships."""
    marker = "framework.yaml" if kind == "criteria" else "set.yaml"
    folder = shipped(kind)
    return sorted(path.parent.name for path in folder.glob(f"*/{marker}")) if folder.is_dir() else []


def _is_framework(path: Path) -> bool:
    return is_file(path / "framework.yaml") or (is_file(path) and path.suffix in (".yaml", ".yml"))


def _is_set(path: Path) -> bool:
    return is_file(path / "set.yaml")


def _find(what: str, name: str, start: Path, folder: str, fits: Callable[[Path], bool]) -> Path:
    given = start / name
    for candidate in [
        given,
        *(place / name for place in _places(folder, start)),
        *(p / f"{name}.yaml" for p in _places(folder, start)),
        *([shipped(folder) / PATTERNS / f"{name}.yaml"] if folder == "criteria" else []),
    ]:
        if fits(candidate):
            return candidate
    if name and is_folder(given):
        wanted = "framework.yaml" if folder == "criteria" else "set.yaml"
        raise NotFound(f"the folder {given} has no {wanted}, so it holds no {what}")
    known = sorted({path.name for place in _places(folder, start) for path in _entries(place) if fits(path)})
    patterns = [file.stem for file in pattern_files()] if folder == "criteria" else []
    near = nearest(Path(name).name, [*known, *patterns])
    near = f"; {near}" if near else ""
    raise NotFound(f"no {what} `{shorten(name)}` was found{near} (known: {', '.join(known) or 'none'})")


def _entries(folder: Path) -> list[Path]:
    """What lies in `folder`; nothing when it is none or may not be read."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _places(folder: str, start: Path) -> Iterator[Path]:
    for around in [start.resolve(), *start.resolve().parents]:
        yield around / folder
    yield shipped(folder)
