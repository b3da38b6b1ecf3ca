"""Writing several files of a person's set, all of them or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msiscore.errors import OutputError


def replace_files(contents: Mapping[Path, bytes], before: Mapping[Path, bytes | None]) -> None:
    """Put each content at its path. `before` is what stood there when the contents were made, None for a new file.

    All are written under other names first. Raises OutputError, and leaves every file as it was, when one has changed since or cannot
    be written.
    """
    for path, old in before.items():
        if _now(path) != old:
            raise OutputError(f"{path} has changed in the meantime; nothing was written")
    unfinished = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in contents}
    done: list[Path] = []
    try:
        for path, content in contents.items():
            unfinished[path].write_bytes(content)
        for path in contents:
            os.replace(unfinished[path], path)
            done.append(path)
    except BaseException as error:
        for path in done:
            _restore(path, before.get(path))
        if isinstance(error, OSError):
            raise OutputError(f"{error.filename} cannot be written: {error.strerror or error}; nothing was changed") from error
        raise
    finally:
        for part in unfinished.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _now(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror or error}") from error


def _restore(path: Path, content: bytes | None) -> None:
    with suppress(OSError):
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)
