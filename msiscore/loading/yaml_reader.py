"""A strict reader of YAML: one document of maps, lists and text, with the line and column of every value on demand.

Built on PyYAML's event stream (its C parser where there is one) and not on its loaders, because those crash the process on deep
nesting, let the last of two equal keys win, expand aliases without limit, and turn `no` into false and `1.10` into 1.1. Here every
scalar is text, except an empty one or `null`, which is None; the models turn text into what a field needs. The builder keeps its own
stack, so that nesting costs no recursion. A text in order is read by `yaml_data.py`, several times faster; the builder here goes
through a text again to say what is wrong with it, or where a value stands that something else found wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from msiscore.errors import Problem, shorten
from msiscore.loading.yaml_data import LOADER, MAXIMUM_DEPTH, MAXIMUM_VALUES, NULL, UNPRINTABLE, Data, Irregular, plain_data

KeyPath = tuple[str | int, ...]

MAXIMUM_BYTES = 2_000_000
# As written in a file; with those that YAML takes for the end of a line and editors do not, and a mark left between joined files.
_UNREADABLE = re.compile(f"{UNPRINTABLE.pattern[:-1]}\x85\u2028\u2029\ufeff]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_UNREADABLE = 20

_HINTS = {
    "mapping values are not allowed": "put a text that holds a colon and a space in quotes, or start it with >- on the key's line; "
    "or the line before lacks its colon",
    "cannot start any token": "indent with spaces, not tabs, and put a text that starts with @, ` or % in quotes",
    "tab character": "indent with spaces, not tabs",
    "block sequence entries are not allowed": "start the first entry of a list on a line of its own, below its key",
    "expected alphabetic or numeric character": "put a text that starts with & or * in quotes",
    "did not find expected '-' indicator": "the list before goes on here with something that is no entry; check the indentation",
    "did not find expected node content": "a value is due here; put a text that starts with a comma, ] or } in quotes",
    "expected comment or line break": "after | or > the text starts on the next line",
    "<document start>": "check the indentation: this line belongs to nothing above it",
    "directive": "remove the line that starts with %",
    "incompatible YAML document": "remove the line that starts with %",
    "escape": "inside double quotes write \\\\ for a backslash, or use single quotes",
    "hexdecimal": "inside double quotes write \\\\ for a backslash, or use single quotes",
    "did not find expected key": "check the indentation, and put a text that goes on after a quote or holds `: ` in quotes",
    "did not find expected ',' or": "a [ or { is not closed, or a text in it needs quotes",
    "could not find expected ':'": "a key needs a colon and a space after it; check the indentation",
    "found unexpected end of stream": "a quote that was opened is not closed",
    "found undefined": "a word that starts with ! has a meaning of its own in YAML; put it in quotes",
}
_OTHER_HINT = "check the indentation, and put texts with special characters in quotes"


@dataclass(frozen=True)
class YamlFile:
    """One file as read: its data, and what was wrong with it."""

    path: Path
    text: str
    data: Data
    sha256: str
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _positions(self) -> _Positions:
        builder = _Builder(self.path)
        builder.build(self.text)
        return builder.positions

    def position(self, path: KeyPath, *, of_key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at `path` (or of its key), or of the nearest value around it."""
        if of_key and path in self._positions.keys:
            return self._positions.keys[path]
        for length in range(len(path), -1, -1):
            if path[:length] in self._positions.values:
                return self._positions.values[path[:length]]
        return (1, 1)


@dataclass(slots=True)
class _Positions:
    """Where each value stands, and the key of each that has one."""

    values: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    keys: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)


def read_yaml(path: Path) -> YamlFile:
    """The data of the file at `path`; whatever is wrong is in its `problems`, and then `data` may be None."""
    try:
        if path.exists() and not path.is_file():  # a folder, or a pipe that would never end
            return _unreadable(path, "unreadable", "this is not a file but a folder or a device", "move it away")
        with path.open("rb") as file:
            raw = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        return _unreadable(path, "unreadable", f"the file cannot be read: {error.strerror or error}", _hint_of(error))
    digest = sha256(raw).hexdigest()
    if len(raw) > MAXIMUM_BYTES:
        message = f"the file is too large: more than {MAXIMUM_BYTES:,} bytes"
        return _unreadable(path, "too-large", message, "split it: one file per initiative, one file per dimension")
    text, problem = _decode(path, raw)
    if problem:
        return YamlFile(path, "", None, digest, (problem,))
    unreadable = tuple(_unreadable_characters(path, text))
    if unreadable:
        return YamlFile(path, text, None, digest, unreadable)
    try:
        return YamlFile(path, text, plain_data(text), digest)
    except Irregular:
        builder = _Builder(path)
        data = builder.build(text)
    return YamlFile(path, text, data, digest, tuple(builder.problems))


def read_text(path: Path, text: str) -> YamlFile:
    """The data of a text that is at hand; `path` is the file that its problems name."""
    digest = sha256(text.encode("utf-8", errors="replace")).hexdigest()
    unreadable = tuple(_unreadable_characters(path, text))
    if unreadable:
        return YamlFile(path, text, None, digest, unreadable)
    builder = _Builder(path)
    data = builder.build(text)
    return YamlFile(path, text, data, digest, tuple(builder.problems))


def _unreadable(path: Path, code: str, message: str, hint: str = "") -> YamlFile:
    return YamlFile(path, "", None, "", (Problem(code=code, file=path, message=message, hint=hint),))


def _hint_of(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is a link to a file that is gone; move it away, or put the file back"
    return "close it in other programs, and check that you may read it" if isinstance(error, PermissionError) else ""


def _unreadable_characters(path: Path, text: str) -> Iterator[Problem]:
    """The characters that nobody sees in an editor, and that would break a line or an output."""
    for match in islice(_UNREADABLE.finditer(text), _MOST_UNREADABLE):
        before = text[: match.start()]
        yield Problem(
            code="character",
            file=path,
            line=len(_LINE_END.findall(before)) + 1,
            column=len(_LINE_END.split(before)[-1]) + 1,
            message=f"here stands the invisible character U+{ord(match[0]):04X}",
            hint="delete it, or put a space in its place; it often comes along when text is copied from a PDF or a web page",
        )


def _decode(path: Path, raw: bytes) -> tuple[str, Problem | None]:
    """The text of `raw`, which must be UTF-8, with or without its mark."""
    hint = "save it as UTF-8 text (in Notepad: Save as, Encoding: UTF-8)"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", Problem(code="encoding", file=path, message="the file is UTF-16 text, not UTF-8", hint=hint)
    if b"\x00" in raw:
        hint = f"only YAML text can be read; if it is text, {hint}"
        return "", Problem(code="not-text", file=path, message="the file is not text", hint=hint)
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        if _BINARY.search(raw):
            return "", Problem(code="not-text", file=path, message="the file is not text", hint="only YAML text can be read")
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
    """Goes through a text with care: what can be made of it, the place of each value, and what has to be refused."""

    def __init__(self, path: Path) -> None:
        self.file = path
        self.text = ""
        self.positions = _Positions()
        self.problems: list[Problem] = []
        self.root: Data = None
        self.stack: list[_Level] = []
        self.values = 0
        self.documents = 0

    def build(self, text: str) -> Data:
        """The data of `text`, or None after a problem that leaves nothing to go on with."""
        self.text = text
        try:
            loader = LOADER(text)
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
            hint = "write the value out again; put a text that starts with * in quotes"
            self._problem("alias", f"the alias `*{shorten(event.anchor, 40)}` is not allowed", event, hint=hint)
            self._put(f"*{event.anchor}", f"*{event.anchor}", event)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self._problem("documents", "a second document starts here", event, hint="remove the line `---`")
                raise _Stop

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        if event.style == '"' and (match := UNPRINTABLE.search(text)):
            character = f"U+{ord(match[0]):04X}"
            self._problem("character", f"the text holds the unprintable character {character}", event, hint="remove it")
            text = UNPRINTABLE.sub("", text)
        self._put(text, None if not event.style and text in NULL else text, event)

    def _put(self, text: str, value: Data, event: Any) -> None:
        """Take a scalar: as the key `text` where a key is due, otherwise as `value`."""
        level = self.stack[-1] if self.stack else None
        if level is not None and level.key is None and type(level.container) is dict:
            self._key(text, level, event)
        else:
            self._place(value, event.start_mark)

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
            hint = "a bracket may have been typed by mistake; dimensions can go into files of their own"
            self._problem("too-deep", f"lists and maps are nested more than {MAXIMUM_DEPTH} deep", event, hint)
            raise _Stop
        key_mark = self.stack[-1].key_mark if self.stack and self.stack[-1].key is not None else None
        path = self._place(container, key_mark or event.start_mark)
        self.stack.append(_Level(container, path))

    def _place(self, value: Data, mark: Any) -> KeyPath:
        """Put `value` where it belongs; its path. A map or list under a key is placed at that key, a scalar where it stands."""
        self.values += 1
        if self.values > MAXIMUM_VALUES:
            self._problem("too-many-values", f"the file holds more than {MAXIMUM_VALUES:,} values", None, "split it")
            raise _Stop
        path: KeyPath = ()
        if not self.stack:
            self.root = value
        else:
            level = self.stack[-1]
            key_mark = level.key_mark if level.key is not None else None
            step: str | int
            if type(level.container) is dict:
                step = level.key if level.key is not None else ""
                level.container.setdefault(step, value)
                level.key = None
            else:
                step = len(level.container)
                level.container.append(value)  # type: ignore[union-attr]  # a list: the branch above took the maps
            path = (*level.path, step)
            if key_mark is not None:
                self.positions.keys.setdefault(path, (key_mark.line + 1, key_mark.column + 1))
        self.positions.values.setdefault(path, (mark.line + 1, mark.column + 1))
        return path

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            message = f"the anchor `&{shorten(event.anchor, 40)}` is not allowed"
            self._problem("anchor", message, event, hint="quote a text that starts with &")
        if event.tag is not None and event.tag != "!":
            self._problem(
                "tag", f"the tag `{shorten(event.tag, 60)}` is not allowed", event, hint="quote a text that starts with !"
            )

    def _problem(self, code: str, message: str, event: Any, hint: str = "") -> None:
        mark = getattr(event, "start_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
        self.problems.append(Problem(code=code, file=self.file, line=line, column=column, message=message, hint=hint))

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark: Any = error.problem_mark or error.context_mark
        opened: Any = error.context_mark
        said = (error.problem or error.context or "the text is not YAML").strip()
        hint = next((hint for start, hint in _HINTS.items() if start in said), _OTHER_HINT)
        end = len(self.text.rstrip())
        if opened is not None and mark.index >= end:  # the end of the file tells nobody where to look
            mark = opened
        if opened is not None and opened.line < mark.line and "flow" in (error.context or ""):
            hint += f" (it opens in line {opened.line + 1})"
        line, column = mark.line + 1, mark.column + 1
        if mark.index >= end:
            lines = self.text[:end].splitlines() or [""]
            line, column, hint = len(lines), len(lines[-1]) + 1, "the file ends too early: a [, { or quote is not closed"
        self.problems.append(
            Problem(
                code="syntax",
                file=self.file,
                line=line,
                column=column,
                message=f"this is not valid YAML: {said}",
                hint=hint,
            )
        )
