"""A document is the data of one model, which may stand in several files; it knows where each value was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from msiscore.errors import Problem, nearest, shorten
from msiscore.loading.yaml_data import Data
from msiscore.loading.yaml_reader import KeyPath, YamlFile
from msiscore.scales import SCALES

M = TypeVar("M", bound=BaseModel)

_MAP_OF_ENTRIES = ("initiative", "ratings", "replies")
_LONGEST_MESSAGE = 300
_LONGEST_LIST = 1000


@dataclass(slots=True)
class Document:
    """The data to validate, the files it came from, and the problems found so far.

    `parts` tells which file the data under a path was read from: the longest prefix of a path decides. `stand_ins` are the paths of
    what could not be read and has something else in its place; nothing further is told about them.
    """

    file: YamlFile
    data: Data
    parts: dict[KeyPath, YamlFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stand_ins: set[KeyPath] = field(default_factory=set)
    faults: list[KeyPath] = field(default_factory=list)

    @classmethod
    def of(cls, file: YamlFile) -> Document:
        """The document that is one file."""
        return cls(file, file.data, {(): file}, list(file.problems))

    @property
    def files(self) -> list[YamlFile]:
        """Every file that the data came from, each once."""
        return list({file.path: file for file in [self.file, *self.parts.values()]}.values())

    def locate(self, path: KeyPath, *, of_key: bool = False) -> tuple[Path, int, int]:
        """File, line and column of the value at `path` (or of its key), or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.parts:
                file = self.parts[path[:length]]
                return (file.path, *file.position(path[length:], of_key=of_key))
        return (self.file.path, *self.file.position(path, of_key=of_key))

    def problem(
        self,
        code: str,
        path: KeyPath,
        message: str,
        *,
        found: object = "",
        allowed: str = "",
        hint: str = "",
        gap: bool = False,
        at_key: bool = False,
    ) -> None:
        """Record a problem with the value at `path`, or with its key."""
        if any(path[:length] in self.stand_ins for length in range(1, len(path) + 1)):
            return
        file, line, column = self.locate(path, of_key=at_key)
        self.problems.append(
            Problem(
                code=code,
                file=file,
                line=line,
                column=column,
                message=shorten(message, _LONGEST_MESSAGE),
                found=shorten(found),
                allowed=shorten(allowed, _LONGEST_LIST),
                hint=hint,
                severity="gap" if gap else "error",
            )
        )

    @property
    def failed(self) -> bool:
        """Whether there is a problem that forbids using the data."""
        return any(problem.severity == "error" for problem in self.problems)

    def validate(self, model: type[M]) -> M | None:
        """The data as `model`; None after recording what does not fit. A file that could not be read adds nothing more."""
        if self.data is None and self.problems:
            return None
        if not isinstance(self.data, dict):
            kind = "is empty" if self.data is None else "holds a list" if isinstance(self.data, list) else "holds only text"
            needed = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
            hint = f"it needs at least the keys {', '.join(needed)}" if needed != ["root"] else "see docs/formats.md"
            if isinstance(self.data, str):
                hint += "; after a key comes a colon and a space"
            self.problem("not-a-map", (), f"the file {kind}; a map of keys and values is due", hint=hint)
            return None
        try:
            # Files have the names in kebab-case only; those with underscores are for Python.
            return model.model_validate(self.data, by_alias=True, by_name=False)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                self.faults.append(self._path_of(item["loc"]))
                self._report(model, item)
            return None

    def validate_rest(self, model: type[M]) -> M | None:
        """The data without what `validate` found fault with, so that the rest can be checked in the same go; None if too much is lost.

        Whole ratings and replies are left out, and whole keys of the file. Never use it for more than further checks.
        """
        if not isinstance(self.data, dict) or any(path[:1] in ((), ("assessors",)) for path in self.faults):
            return None
        faulty = {path[: 2 if path[0] in _MAP_OF_ENTRIES else 1] for path in self.faults}
        rest: dict[str, Data] = {
            key: value if not isinstance(value, dict) else {k: entry for k, entry in value.items() if (key, k) not in faulty}
            for key, value in self.data.items()
            if (key,) not in faulty
        }
        try:
            return model.model_validate(rest, by_alias=True, by_name=False)
        except ValidationError:
            return None

    def _report(self, model: type[BaseModel], item: Any) -> None:
        """Translate one of pydantic's findings into a problem for the author of the file."""
        path, kind = self._path_of(item["loc"]), item["type"]
        context, found = item.get("ctx", {}), item.get("input")
        name = _last(path)
        if kind == "extra_forbidden" or (kind == "enum" and item["loc"][-1] == "[key]"):
            known = _keys_at(model, path[:-1], _kind_at(self.data, path[:-1]))
            self._unknown_key(path, known or _listed(context.get("expected")))
        elif kind == "missing":
            self.problem("missing-key", path, f"the key `{item['loc'][-1]}` is missing")
        elif kind in ("literal_error", "enum"):
            allowed = _listed(context["expected"])
            self._not_allowed("not-allowed", path, f"`{name}` has a value that is not allowed", found, allowed)
        elif kind == "union_tag_not_found":
            self.problem("kind", path, f"`{name}` does not say of which `kind:` it is", allowed=", ".join(SCALES))
        elif kind == "union_tag_invalid":
            self._not_allowed("kind", (*path, "kind"), f"`{name}` is of a kind that is not known", context["tag"], list(SCALES))
        elif kind in _EXPECTED:
            due = _EXPECTED[kind].format_map(context)
            hint = _hint_for(kind, found, of_maps=bool(_keys_at(model, (*path, 0))))
            self.problem("wrong-type", path, f"`{name}`: {due} is due", found=_described(found), hint=hint)
        elif kind in ("too_short", "too_long"):
            self._wrong_length(path, name, found, context)
        else:
            # Raised by msiscore's own models; `at` tells which part of the value is meant.
            there = self._path_of([*item["loc"], *([context["at"]] if "at" in context else [])])
            plain = "" if isinstance(found, dict | list) else _described(found)
            self.problem(kind.replace("_", "-"), there, f"`{name}`: {item['msg']}", found=plain)

    def _unknown_key(self, path: KeyPath, known: list[str]) -> None:
        key = str(path[-1])
        if key == "<<":
            return  # the reader has refused it
        message = f"the key `{shorten(key, 40)}` is not known here"
        self.problem("unknown-key", path, message, allowed=", ".join(known), hint=nearest(key, known), at_key=True)

    def _not_allowed(self, code: str, path: KeyPath, message: str, found: object, allowed: list[str]) -> None:
        hint = nearest(str(found), allowed)
        self.problem(code, path, message, found=_described(found), allowed=", ".join(allowed), hint=hint)

    def _wrong_length(self, path: KeyPath, name: str, found: Any, context: Any) -> None:
        least, most, number = context.get("min_length", 0), context.get("max_length", len(found)), len(found)
        if least <= number <= most:
            return  # pydantic counts only the entries without fault, and those with one have been reported
        bound, word = (least, "least") if number < least else (most, "most")
        allowed = f"at {word} {bound} {'entry' if bound == 1 else 'entries'}"
        message = f"`{name}`: {allowed} {'is' if bound == 1 else 'are'} due" if found else f"`{name}` is empty"
        self.problem("length", path, message, found=_described(found), allowed="" if found else allowed)

    def _path_of(self, location: Iterable[str | int]) -> KeyPath:
        """pydantic's location without what it adds of its own: tags of unions and the marks of keys."""
        path: list[str | int] = []
        here: Any = self.data
        tag_due = True
        for step in location:
            if isinstance(here, dict) and step in SCALES and here.get("kind") == step and tag_due:
                tag_due = False  # the kind of a scale, which pydantic puts after the scale's name
                continue
            in_list = isinstance(here, list) and isinstance(step, int) and step < len(here)
            if in_list or (isinstance(here, dict) and step in here):
                here = here[step]
                path.append(step)
        return tuple(path)


_EXPECTED = {
    "string_type": "a text",
    "string_too_short": "a text that is not empty",
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "yes or no",
    "bool_type": "yes or no",
    "dict_type": "a map of keys and values",
    "model_type": "a map of keys and values",
    "model_attributes_type": "a map of keys and values",
    "list_type": "a list",
    "tuple_type": "a list",
    "finite_number": "a finite number",
    "greater_than": "a number above {gt:g}",
    "greater_than_equal": "a number of at least {ge:g}",
    "less_than_equal": "a number of at most {le:g}",
}


def _hint_for(kind: str, found: object, *, of_maps: bool) -> str:
    if found is None:
        return "give it a value, or take it out"
    if kind == "float_parsing" and "," in str(found):
        return "write a point, not a comma, before the decimals"
    if kind in ("list_type", "tuple_type"):
        in_brackets = isinstance(found, str) and not of_maps
        return f"put it in brackets: [{shorten(found, 40)}]" if in_brackets else "start each entry with a dash and a space"
    if kind in ("dict_type", "model_type") and isinstance(found, str) and ":" in found:
        return "after a key comes a colon and a space"
    return ""


def _listed(expected: str | None) -> list[str]:
    """The values in pydantic's list of them: 'a', 'b' or 'c'."""
    return (expected or "").replace("'", "").replace(" or ", ", ").split(", ") if expected else []


def _last(path: KeyPath) -> str:
    """The name that a person knows a path by: its last key, with the number of the entry where it is in a list."""
    names = [str(step) for step in path if isinstance(step, str)]
    name = shorten(names[-1], 40) if names else "the file"
    return f"{name}, entry {path[-1] + 1}" if path and isinstance(path[-1], int) else name


def _described(found: object) -> str:
    if found is None:
        return "nothing"
    if isinstance(found, dict):
        return f"a map with the keys {', '.join(map(str, found))}" if found else "an empty map"
    if isinstance(found, list | tuple):
        return f"a list of {len(found)}" if found else "an empty list"
    return str(found)


def _kind_at(data: Any, path: KeyPath) -> str | None:
    """The `kind` of the scale at `path`, which decides what keys it has."""
    for step in path:
        data = data[step]
    kind = data.get("kind") if isinstance(data, dict) else None
    return kind if isinstance(kind, str) and kind in SCALES else None


@cache
def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _keys_at(model: type[BaseModel], path: KeyPath, kind: str | None = None) -> list[str]:
    """The keys that are known at `path` inside `model`, by following its JSON Schema; only those of the scale `kind`, if given."""
    schema = _schema_of(model)
    definitions = schema.get("$defs", {})
    here = _resolve(schema, definitions)
    for step in path:
        here = [inner for option in here for part in _inside(option, step) for inner in _resolve(part, definitions)]
    maps = [option for option in here if kind is None or option.get("properties", {}).get("kind", {}).get("const", kind) == kind]
    return sorted({key for option in maps for key in option.get("properties", {})})


def _resolve(schema: dict[str, Any], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    """The alternatives that a schema stands for, references followed; for a list also its entries, as one may stand alone."""
    if "$ref" in schema:
        return _resolve(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    alternatives = schema.get("anyOf") or schema.get("oneOf") or []
    found = [one for option in alternatives for one in _resolve(option, definitions)] or [schema]
    lists = [option for option in found if isinstance(option.get("items"), dict)]
    return found + [one for option in lists for one in _resolve(option["items"], definitions)]


def _inside(option: dict[str, Any], step: str | int) -> list[dict[str, Any]]:
    if isinstance(step, int):
        return [option["items"]] if isinstance(option.get("items"), dict) else []
    if step in option.get("properties", {}):
        return [option["properties"][step]]
    named = [option.get("additionalProperties"), *option.get("patternProperties", {}).values()]
    return [one for one in named if isinstance(one, dict)]
