"""Which web pages msiscore put into a folder, so that old ones can be told from the user's own files.

Beside the pages lies `pages.json`, with the SHA-256 of each. When a report is written again, a page that it no longer has (an initiative
was renamed, a criterion taken out) is removed, but only if it is still byte for byte what msiscore wrote. What somebody changed is left
and named. And a file that is in the way of a page without having been made by msiscore is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from msiscore.errors import OutputError
from msiscore.reporting.addresses import STYLE

RECORD = "pages.json"

_PAGE = re.compile(r"((initiatives|criteria)/)?[A-Za-z0-9][A-Za-z0-9._-]*\.html|" + re.escape(STYLE))
_OURS = (b'<meta name="generator" content="msiscore ', b"/* msiscore: ", b'{"made-by": "msiscore"')
_HEAD = 4096


def record_of(pages: Mapping[str, bytes]) -> bytes:
    """The record of `pages` (path in the folder to bytes), as JSON."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(pages.items())}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(digest)}" for name, digest in hashes.items())
    return f'{{"made-by": "msiscore", "pages": {{\n{lines}\n}}}}\n'.encode()


def outdated(folder: Path, contents: Mapping[str, bytes]) -> tuple[list[str], list[str]]:
    """The pages that the record in `folder` names and `contents` lacks: those to remove, and those that somebody changed since.

    Nothing is outdated when `contents` has no record, for then no pages are written.
    """
    gone: list[str] = []
    changed: list[str] = []
    if RECORD not in contents:
        return gone, changed
    for name, digest in _recorded(folder).items():
        path = folder / name
        if name in contents or not path.is_file():
            continue
        same = hashlib.sha256(path.read_bytes()).hexdigest() == digest
        (gone if same else changed).append(name)
    return gone, changed


def refuse_foreign(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Raise OutputError if a page, the style sheet or the record would overwrite a file that msiscore did not make."""
    if RECORD not in contents:
        return
    recorded = _recorded(folder)
    found = [
        name
        for name in contents
        if (name == RECORD or _PAGE.fullmatch(name))
        and (folder / name).is_file()
        and not _is_ours(folder / name, recorded.get(name))
    ]
    if found:
        named = ", ".join(str(folder / name) for name in found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
        raise OutputError(
            f"{named} was not made by msiscore and would be overwritten; choose another folder. Nothing was changed"
        )


def _is_ours(path: Path, digest: str | None) -> bool:
    """Whether a file says at its head that msiscore made it, or is as it was recorded; an empty one is nobody's loss."""
    content = path.read_bytes()
    return not content or any(mark in content[:_HEAD] for mark in _OURS) or hashlib.sha256(content).hexdigest() == digest


def _recorded(folder: Path) -> dict[str, str]:
    """What the record says, as far as it names pages that msiscore could have written."""
    try:
        data = json.loads((folder / RECORD).read_bytes())
        pages = data["pages"]
        return {name: digest for name, digest in pages.items() if isinstance(digest, str) and _PAGE.fullmatch(name)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}  # there is none, or it is no record of ours
