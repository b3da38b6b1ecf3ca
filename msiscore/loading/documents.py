"""A document is the data of one model, which may stand in several files; it knows where each value was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from msiscore.errors import Problem, nearest, shorten
from msiscore.loading.yaml_reader import Data, KeyPath, YamlFile

M = TypeVar("M", bound=BaseModel)


@dataclass(slots=True)
class Document:
    """The data to validate, the files it came from, and the problems found so far.

    `parts` tells which file the data under a path was read from: the longest prefix of a path decides.
    """

    file: YamlFile
    data: Data
    parts: dict[KeyPath, YamlFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, file: YamlFile) -> Document:
        """The document that is one file."""
        return cls(file, file.data, {(): file}, list(file.problems))

    @property
    def files(self) -> list[YamlFile]:
        """Every file that the data came from, each once."""
        return list({file.path: file for file in [self.file, *self.parts.values()]}.values())

    def locate(self, path: KeyPath) -> tuple[Path, int, int]:
        """File, line and column of the value at `path`, or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.parts:
                file = self.parts[path[:length]]
                return (file.path, *file.position(path[length:]))
        return (self.file.path, *self.file.position(path))

    def problem(
        self, code: str, path: KeyPath, message: str, *, found: object = "", allowed: str = "", hint: str = "", gap: bool = False
    ) -> None:
        """Record a problem with the value at `path`."""
        file, line, column = self.locate(path)
        self.problems.append(
            Problem(
                code=code,
                file=file,
                line=line,
                column=column,
                message=message,
                found=shorten(found),
                allowed=allowed,
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
            hint = f"it needs at least the keys {', '.join(needed)}" if needed else "see docs/formats.md"
            self.problem("not-a-map", (), f"the file {kind}; a map of keys and values is due", hint=hint)
            return None
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                self._report(model, item)
            return None

    def _report(self, model: type[BaseModel], item: Any) -> None:
        """Translate one of pydantic's findings into a problem for the author of the file."""
        path, kind = self._path_of(item["loc"]), item["type"]
        context, found = item.get("ctx", {}), item.get("input")
        if kind == "extra_forbidden":
            key = str(path[-1])
            known = _keys_at(model, path[:-1])
            self.problem(
                "unknown-key",
                path,
                f"the key `{shorten(key, 40)}` is not known here",
                allowed=", ".join(known),
                hint=nearest(key, known),
            )
        elif kind == "missing":
            self.problem("missing-key", path, f"the key `{item['loc'][-1]}` is missing")
        elif kind in ("literal_error", "enum"):
            allowed = context.get("expected", "").replace("'", "").replace(" or ", ", ")
            hint = nearest(str(found), allowed.split(", "))
            self.problem(
                "not-allowed", path, f"`{_last(path)}` has a value that is not allowed", found=found, allowed=allowed, hint=hint
            )
        elif kind in ("union_tag_invalid", "union_tag_not_found"):
            allowed = context.get("expected_tags", "").replace("'", "")
            tag = str(context.get("tag", ""))
            self.problem(
                "kind",
                path,
                "the `kind` is missing or not known",
                found=tag,
                allowed=allowed,
                hint=nearest(tag, allowed.split(", ")),
            )
        elif kind in _EXPECTED:
            hint = "write a point, not a comma, before the decimals" if kind == "float_parsing" and "," in str(found) else ""
            self.problem("wrong-type", path, f"`{_last(path)}`: {_EXPECTED[kind]} is due", found=_described(found), hint=hint)
        else:
            message = str(item["msg"]).replace("Input should", "the value should")
            self.problem(kind.replace("_", "-"), path, f"`{_last(path)}`: {message}", found=_described(found))

    def _path_of(self, location: Iterable[str | int]) -> KeyPath:
        """pydantic's location without what it adds of its own: tags of unions and the marks of keys."""
        path: list[str | int] = []
        here: Any = self.data
        for step in location:
            if isinstance(here, dict) and step in here:
                here = here[step]
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                continue
            path.append(step)
        return tuple(path)


_EXPECTED = {
    "string_type": "a text",
    "int_parsing": "a whole number",
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
}


def _last(path: KeyPath) -> str:
    """The name that a person knows a path by: its last key, with the number of the entry where it is in a list."""
    names = [str(step) for step in path if isinstance(step, str)]
    name = names[-1] if names else "the file"
    return f"{name}, entry {path[-1] + 1}" if path and isinstance(path[-1], int) else name


def _described(found: object) -> str:
    if found is None:
        return "nothing"
    if isinstance(found, dict):
        return f"a map with the keys {', '.join(map(str, found))}" if found else "an empty map"
    if isinstance(found, list | tuple):
        return f"a list of {len(found)}"
    return str(found)


def _keys_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that are known at `path` inside `model`, by following its JSON Schema."""
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})
    here: list[dict[str, Any]] = [schema]
    for step in path:
        here = [inner for option in here for inner in _inside(_resolve(option, definitions), step, definitions)]
    return sorted({key for option in here for key in _properties(option, definitions)})


def _resolve(schema: dict[str, Any], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    """The alternatives that a schema stands for, references followed."""
    if "$ref" in schema:
        return _resolve(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    alternatives = schema.get("anyOf") or schema.get("oneOf") or []
    return [one for option in alternatives for one in _resolve(option, definitions)] or [schema]


def _inside(options: list[dict[str, Any]], step: str | int, definitions: dict[str, Any]) -> list[dict[str, Any]]:
    if isinstance(step, int):
        return [option["items"] for option in options if isinstance(option.get("items"), dict)]
    named = [option["properties"][step] for option in options if step in option.get("properties", {})]
    return named or [o["additionalProperties"] for o in options if isinstance(o.get("additionalProperties"), dict)]


def _properties(schema: dict[str, Any], definitions: dict[str, Any]) -> list[str]:
    return [
        key
        for option in _resolve(schema, definitions)
        for key, value in option.get("properties", {}).items()
        if not value.get("readOnly")
    ]
