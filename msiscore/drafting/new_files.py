"""Writing files whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msiscore.errors import OutputError


def write_file(path: Path, text: str) -> None:
    """Put `text` (UTF-8, line feeds) at `path`: under another name first, so that nobody ever sees half a file.

    Raises OutputError when that is not possible; what was at `path` is then unchanged.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """As `write_file`, for what is not text."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def write_new_files(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write `texts`, whose keys are paths inside `folder`; all of them or none.

    Raises OutputError when one of the files is there already, before anything is written, and when one cannot be written; the files
    and folders made by then are removed again.
    """
    paths = {folder / name: text for name, text in texts.items()}
    taken = [str(path) for path in paths if path.exists() or path.is_symlink()]
    if taken:
        which = f"{taken[0]} exists" if len(taken) == 1 else f"{taken[0]} and {len(taken) - 1} more exist"
        raise OutputError(f"{which} already; nothing was written")
    made: list[Path] = []
    new_folders = _missing_folders(paths)
    try:
        for path, text in paths.items():
            write_file(path, text)
            made.append(path)
    except BaseException:
        for path in made:
            with suppress(OSError):
                path.unlink()
        for new in new_folders:
            with suppress(OSError):
                new.rmdir()
        raise
    return made


def _missing_folders(paths: Mapping[Path, str]) -> list[Path]:
    """The folders that writing would make, the deepest first."""
    missing = {parent for path in paths for parent in path.parents if not parent.exists()}
    return sorted(missing, key=lambda folder: len(folder.parts), reverse=True)
