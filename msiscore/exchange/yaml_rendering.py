"""Data as YAML text, for what an edit adds to a person's file: plain where that is safe, in quotes or folded where it is not.

What is rendered here is read back by `yaml_editor` before anyone sees it, so a style that cannot carry a text is found out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msiscore.loading.yaml_data import NULL, Data

WIDTH = 100
"""Columns of what is added; also how long a map or list on one line may be."""

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~](?:[^:#\n]|:(?=\S)|(?<=\S)#)*")
_NOT_IN_FLOW = re.compile(r"[,\[\]{}?]|:$")
_OTHERWISE = re.compile(r"(?i:true|false|yes|no|on|off|y|n|\.inf|\.nan|[-+]?\.?\d.*)")
_NUMBER_OR_DATE = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?|\d{4}-\d\d(-\d\d)?")
_LONG = 70


def scalar(value: str | None, *, flow: bool = False) -> str:
    """One value on one line."""
    if value is None:
        return "null"
    return value if _is_plain(value, flow=flow) else quoted(value)


def key(name: str, *, flow: bool = False) -> str:
    """A key of a map."""
    return name if _is_plain(name, flow=flow) else quoted(name)


def quoted(value: str) -> str:
    """A double-quoted scalar on one line."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\x85", "\\x85")


def flow(data: Data) -> str:
    """Any data on one line."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key(name, flow=True)}: {flow(value)}" for name, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(flow(value) for value in data) + "]"
    return scalar(data, flow=True)


def entry(name: str, value: Data, indent: int, *, texts: bool = True) -> list[str]:
    """The lines of one key with its value, in a block map at `indent`; with `texts`, long texts stand below a `>-` or `|-`."""
    return _after(" " * indent + key(name) + ":", value, indent + 2, texts)


def item(value: Data, indent: int, *, texts: bool = True) -> list[str]:
    """The lines of one entry of a block list whose dashes stand at `indent`."""
    if isinstance(value, dict) and value and not _short(value):
        first, *others = block(value, indent + 2, texts=texts)
        return [" " * indent + "- " + first.lstrip(" "), *others]
    return _after(" " * indent + "-", value, indent + 2, texts)


def block(value: Data, indent: int, *, texts: bool = True) -> list[str]:
    """The lines of a map or list that stands by itself at `indent`."""
    if isinstance(value, dict):
        return [line for name, inner in value.items() for line in entry(name, inner, indent, texts=texts)]
    return [line for inner in value or [] for line in item(inner, indent, texts=texts)]


def folded(text: str, indent: int, width: int = WIDTH) -> list[str] | None:
    """The lines of `text` below a `>-`, or None where folding would change it."""
    if not text or text != text.strip() or "\n" in text or "\t" in text:
        return None
    lines: list[str] = []
    line = ""
    for word in re.split(r"(?<=\S) (?=\S)", text):
        if line and indent + len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [" " * indent + each for each in [*lines, line]]


def literal(text: str, indent: int) -> list[str] | None:
    """The lines of `text` below a `|-`, or None where it cannot stand so."""
    if not text or text != text.strip() or any(line != line.rstrip() for line in text.split("\n")):
        return None
    return [" " * indent + line if line else "" for line in text.split("\n")]


def _after(start: str, value: Data, indent: int, texts: bool) -> list[str]:
    """`start` (a key and its colon, or a dash) and the value after it, on the same line or below."""
    if isinstance(value, str):
        return list(_text(start, value, indent)) if texts else [f"{start} {scalar(value)}"]
    of_a_key = start.endswith(":")
    on_one_line = not value or (_short(value) and (isinstance(value, list) or not of_a_key or len(value) < 2))
    return [f"{start} {flow(value)}"] if on_one_line else [start, *block(value, indent, texts=texts)]


def _text(start: str, value: str, indent: int) -> Iterator[str]:
    if "\n" in value and (lines := literal(value, indent)) is not None:
        yield f"{start} |-"
        yield from lines
    elif len(value) > _LONG and len(start) + len(value) > WIDTH and (lines := folded(value, indent)) is not None:
        yield f"{start} >-"
        yield from lines
    else:
        yield f"{start} {scalar(value)}"


def _short(value: Data) -> bool:
    return len(flow(value)) <= WIDTH - 20 and _flat(value)


def _flat(value: Data) -> bool:
    """Whether the data is no deeper than a map or a list of scalars or of such maps, and has no line breaks."""
    if isinstance(value, dict):
        return all(_flat(inner) for inner in value.values())
    if isinstance(value, list):
        return len(value) < 2 and all(_flat(inner) for inner in value)
    return value is None or "\n" not in value


def _is_plain(value: str, *, flow: bool) -> bool:
    """Whether `value` may stand without quotes: for our reader, and for programs that take `no` for false and 1:30 for a number."""
    if value in NULL or value != value.strip() or not value.isprintable() or not _PLAIN.fullmatch(value):
        return bool(_NUMBER_OR_DATE.fullmatch(value)) and value not in NULL
    if value in ("yes", "no"):
        return True  # our answers; our reader and our editors know them as text
    if value in ("-", "---", "...") or _OTHERWISE.fullmatch(value):
        return bool(_NUMBER_OR_DATE.fullmatch(value))
    return not value.endswith(":") and not (flow and _NOT_IN_FLOW.search(value))
