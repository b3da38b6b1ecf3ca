"""A strict reader of YAML: one document of maps, lists and text, with the line and column of every value on demand.

Built on PyYAML's event stream (its C parser where there is one) and not on its loaders, because those crash the process on deep
nesting, let the last of two equal keys win, expand aliases without limit, and turn `no` into false and `1.10` into 1.1. Here every
scalar is text, except an empty one or `null`, which is None; the models turn text into what a field needs. The builder keeps its own
stack, so that nesting costs no recursion. Positions cost time, so they are only collected when a problem asks for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from msiscore.errors import Problem, shorten

Data = dict[str, "Data"] | list["Data"] | str | None
KeyPath = tuple[str | int, ...]

MAXIMUM_BYTES = 2_000_000
MAXIMUM_VALUES = 200_000
MAXIMUM_DEPTH = 20
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
# Characters that neither HTML, XML, Excel nor PDF can carry; only escapes in double quotes can bring them in.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_HINTS = {
    "mapping values are not allowed": "put a text that holds a colon and a space in quotes, or start it with >- on the key's line",
    "cannot start any token": "indent with spaces, not tabs, and put a text that starts with @, ` or % in quotes",
    "did not find expected key": "check the indentation, and put a text that goes on after a quote or holds `: ` in quotes",
    "did not find expected ',' or": "a [ or { is not closed, or a text in it needs quotes",
    "could not find expected ':'": "a key needs a colon and a space after it; check the indentation",
    "found unexpected end of stream": "a quote that was opened is not closed",
    "found undefined": "a word that starts with ! has a meaning of its own in YAML; put it in quotes",
}


@dataclass(frozen=True)
class YamlFile:
    """One file as read: its data, and what was wrong with it."""

    path: Path
    text: str
    data: Data
    sha256: str
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _positions(self) -> dict[KeyPath, tuple[int, int]]:
        positions: dict[KeyPath, tuple[int, int]] = {}
        _Builder(self.path, positions).build(self.text)
        return positions

    def position(self, path: KeyPath) -> tuple[int, int]:
        """Line and column, from 1, of the value at `path`, or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self._positions:
                return self._positions[path[:length]]
        return (1, 1)


def read_yaml(path: Path) -> YamlFile:
    """The data of the file at `path`; whatever is wrong is in its `problems`, and then `data` may be None."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return _unreadable(path, "unreadable", f"the file cannot be read: {error.strerror or error}")
    digest = sha256(raw).hexdigest()
    if len(raw) > MAXIMUM_BYTES:
        return _unreadable(
            path,
            "too-large",
            f"the file has {len(raw):,} bytes; at most {MAXIMUM_BYTES:,} are read",
            "split it: one file per initiative",
        )
    text, problem = _decode(path, raw)
    if problem:
        return YamlFile(path, "", None, digest, (problem,))
    builder = _Builder(path)
    data = builder.build(text)
    return YamlFile(path, text, data, digest, tuple(builder.problems))


def _unreadable(path: Path, code: str, message: str, hint: str = "") -> YamlFile:
    return YamlFile(path, "", None, "", (Problem(code=code, file=path, message=message, hint=hint),))


def _decode(path: Path, raw: bytes) -> tuple[str, Problem | None]:
    """The text of `raw`, which must be UTF-8, with or without its mark."""
    hint = "save it as UTF-8 text (in Notepad: Save as, Encoding: UTF-8)"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", Problem(code="encoding", file=path, message="the file is UTF-16 text, not UTF-8", hint=hint)
    if b"\x00" in raw:
        return "", Problem(code="not-text", file=path, message="the file is not text", hint="only YAML text can be read")
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        return "", Problem(
            code="encoding",
            file=path,
            line=before.count(b"\n") + 1,
            column=error.start - before.rfind(b"\n"),
            message="the file is not UTF-8 text",
            found=f"the byte 0x{raw[error.start]:02x}",
            hint=hint,
        )


@dataclass(slots=True)
class _Level:
    """An open map or list, and for a map the key that waits for its value."""

    container: dict[str, Data] | list[Data]
    path: KeyPath
    key: str | None = None
    key_mark: Any = None
    key_lines: dict[str, int] = field(default_factory=dict)


class _Stop(Exception):
    """Reading cannot go on; the problem is already recorded."""


class _Builder:
    """Builds the data from the event stream; `positions`, when given, is filled with the place of each value."""

    def __init__(self, path: Path, positions: dict[KeyPath, tuple[int, int]] | None = None) -> None:
        self.file = path
        self.positions = positions
        self.problems: list[Problem] = []
        self.root: Data = None
        self.stack: list[_Level] = []
        self.values = 0
        self.documents = 0

    def build(self, text: str) -> Data:
        """The data of `text`, or None after a problem that leaves nothing to go on with."""
        try:
            loader = _Loader(text)
            try:
                while loader.check_event():
                    self._take(loader.get_event())
            finally:
                loader.dispose()
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
            return None
        except yaml.YAMLError as error:
            self._problem("syntax", shorten(error, 200), None)
            return None
        except _Stop:
            return None
        return self.root

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_extras(event)
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_extras(event)
            self._open({} if kind is yaml.MappingStartEvent else [], event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
        elif kind is yaml.AliasEvent:
            self._problem("alias", f"the alias `*{event.anchor}` is not allowed", event, hint="write the value out again")
            self._place(None, event.start_mark)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self._problem("documents", "a second document starts here", event, hint="remove the line `---`")
                raise _Stop

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        level = self.stack[-1] if self.stack else None
        if event.style == '"' and (match := _UNPRINTABLE.search(text)):
            character = f"U+{ord(match[0]):04X}"
            self._problem("character", f"the text holds the unprintable character {character}", event, hint="remove it")
            text = _UNPRINTABLE.sub("", text)
        if level is not None and level.key is None and type(level.container) is dict:
            self._key(text, level, event)
        else:
            self._place(None if not event.style and text in _NULL else text, event.start_mark)

    def _key(self, key: str, level: _Level, event: Any) -> None:
        if key in level.key_lines:
            first = level.key_lines[key]
            self._problem(
                "duplicate-key", f"the key `{shorten(key, 40)}` stands here again", event, hint=f"it first stands in line {first}"
            )
        elif key == "<<":
            self._problem("merge", "the merge key `<<` is not allowed", event, hint="write the keys out again")
        level.key_lines.setdefault(key, event.start_mark.line + 1)
        level.key = key
        level.key_mark = event.start_mark

    def _open(self, container: dict[str, Data] | list[Data], event: Any) -> None:
        if self.stack and self.stack[-1].key is None and type(self.stack[-1].container) is dict:
            self._problem("complex-key", "a list or map cannot be a key", event, hint="quote a text that starts with [ or {")
            raise _Stop
        if len(self.stack) >= MAXIMUM_DEPTH:
            self._problem("too-deep", f"lists and maps are nested more than {MAXIMUM_DEPTH} deep", event)
            raise _Stop
        key_mark = self.stack[-1].key_mark if self.stack and self.stack[-1].key is not None else None
        path = self._place(container, key_mark or event.start_mark)
        self.stack.append(_Level(container, path))

    def _place(self, value: Data, mark: Any) -> KeyPath:
        """Put `value` where it belongs; its path. A map or list under a key is placed at that key, a scalar where it stands."""
        self.values += 1
        if self.values > MAXIMUM_VALUES:
            self._problem("too-many-values", f"the file holds more than {MAXIMUM_VALUES:,} values", None)
            raise _Stop
        path: KeyPath = ()
        if not self.stack:
            self.root = value
        else:
            level = self.stack[-1]
            step: str | int
            if type(level.container) is dict:
                step = level.key if level.key is not None else ""
                level.container.setdefault(step, value)
                level.key = None
            else:
                step = len(level.container)
                level.container.append(value)  # type: ignore[union-attr]  # a list: the branch above took the maps
            if self.positions is not None:
                path = (*level.path, step)
        if self.positions is not None:
            self.positions.setdefault(path, (mark.line + 1, mark.column + 1))
        return path

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            self._problem("anchor", f"the anchor `&{event.anchor}` is not allowed", event, hint="quote a text that starts with &")
        if event.tag is not None and event.tag != "!":
            self._problem(
                "tag", f"the tag `{shorten(event.tag, 60)}` is not allowed", event, hint="quote a text that starts with !"
            )

    def _problem(self, code: str, message: str, event: Any, hint: str = "") -> None:
        mark = getattr(event, "start_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
        self.problems.append(Problem(code=code, file=self.file, line=line, column=column, message=message, hint=hint))

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        said = (error.problem or error.context or "the text is not YAML").strip()
        hint = next((hint for start, hint in _HINTS.items() if start in said), "")
        self.problems.append(
            Problem(
                code="syntax",
                file=self.file,
                line=mark.line + 1 if mark else 0,
                column=mark.column + 1 if mark else 0,
                message=f"this is not valid YAML: {said}",
                hint=hint,
            )
        )
