"""Where frameworks and assessment sets are looked for: as a path, in the project around, then among those that msiscore ships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msiscore.errors import NotFound, nearest

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(kind: str) -> Path:
    """The folder of what msiscore ships, `criteria` or `assessments`: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "data" / kind
    return installed if installed.is_dir() else _PACKAGE.parent / kind


def find_framework(name: str, start: Path) -> Path:
    """The folder or file of the framework `name`, which is a path from `start` or the name of a folder in a `criteria` folder.

    Searched: `start`, the `criteria` folders of `start` and of the folders around it, and the shipped ones. Raises NotFound.
    """
    return _find("framework", name, start, "criteria", _is_framework)


def find_set(name: str, start: Path) -> Path:
    """The folder of the assessment set `name`: a path from `start`, or the name of a folder in an `assessments` folder."""
    return _find("assessment set", name, start, "assessments", _is_set)


def find_framework_around(file: Path) -> Path | None:
    """The framework that the file belongs to: the folder with a `framework.yaml` that it lies in."""
    return next((folder for folder in file.resolve().parents if (folder / "framework.yaml").is_file()), None)


def shipped_names(kind: str) -> list[str]:
    """The names of the frameworks (`criteria`) or sets (`assessments`) that msiscore ships."""
    marker = "framework.yaml" if kind == "criteria" else "set.yaml"
    folder = shipped(kind)
    return sorted(path.parent.name for path in folder.glob(f"*/{marker}")) if folder.is_dir() else []


def _is_framework(path: Path) -> bool:
    return (path / "framework.yaml").is_file() or (path.is_file() and path.suffix in (".yaml", ".yml"))


def _is_set(path: Path) -> bool:
    return (path / "set.yaml").is_file()


def _find(what: str, name: str, start: Path, folder: str, fits: object) -> Path:
    assert callable(fits)
    given = start / name
    for candidate in [
        given,
        *(place / name for place in _places(folder, start)),
        *(p / f"{name}.yaml" for p in _places(folder, start)),
    ]:
        if fits(candidate):
            return candidate
    if given.is_dir():
        wanted = "framework.yaml" if folder == "criteria" else "set.yaml"
        raise NotFound(f"the folder {given} has no {wanted}, so it holds no {what}")
    known = sorted({path.name for place in _places(folder, start) if place.is_dir() for path in place.iterdir() if fits(path)})
    near = nearest(Path(name).name, known)
    raise NotFound(f"no {what} `{name}` was found" + (f"; {near}" if near else "") + f" (known: {', '.join(known) or 'none'})")


def _places(folder: str, start: Path) -> Iterator[Path]:
    for around in [start.resolve(), *start.resolve().parents]:
        yield around / folder
    yield shipped(folder)
