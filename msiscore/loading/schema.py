"""JSON Schema of each kind of file, generated from the models, so that an editor completes and checks while typing.

The models see what the YAML reader hands them: text for every scalar. An editor sees numbers and booleans as well, and it sees the
short forms that the models' validators write out. `_FileSchema` and `_widen` turn the one view into the other, for all models alike:
what `msiscore check` accepts, an editor accepts too. The reverse does not hold, for a schema cannot look into other files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from types import NoneType
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from msiscore.assessment import Assessment, SetFile
from msiscore.elicitation.judgements import Respondent
from msiscore.framework import Dimension, Framework
from msiscore.loading.set_loader import SourcesFile
from msiscore.mapping import Mapping
from msiscore.theme import Theme

if TYPE_CHECKING:
    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"

KINDS: dict[str, type[BaseModel]] = {
    "framework": Framework,
    "dimension": Dimension,
    "set": SetFile,
    "sources": SourcesFile,
    "assessment": Assessment,
    "weights": Respondent,
    "mapping": Mapping,
    "theme": Theme,
}
"""The kinds of file that have a schema; a new kind of file is one line here."""

_NUMBER = r"^\s*[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?\s*$"
_YES_OR_NO = "^({})$".format(
    "|".join(form for word in ("yes", "no", "true", "false", "on", "off") for form in (word, word.title(), word.upper()))
)
_SCALARS = ["string", "number", "boolean"]


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the files of `kind`, one of KINDS."""
    schema: dict[str, Any] = KINDS[kind].model_json_schema(by_alias=True, schema_generator=_FileSchema)
    for part in _parts(schema):
        _widen(part)
        _name_dimension_files(part)
    return {"$schema": DIALECT, **schema}


def file_name(kind: str) -> str:
    """The name of the file that holds the schema of `kind`."""
    return f"{kind}.schema.json"


def schema_texts() -> dict[str, str]:
    """The text of every schema file by its name."""
    return {file_name(kind): json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n" for kind in KINDS}


class _FileSchema(GenerateJsonSchema):
    """Adds the short forms that validators write out, by asking each validator what it makes of a bare word and of nothing."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """The schema of what comes after the validator, or of the short form that the validator takes."""
        written_out = super().function_before_schema(schema)
        forms = [written_out]
        result = _made_of("word", schema["function"])
        if isinstance(result, list | tuple):
            # A single entry may stand without the brackets of a list.
            forms.append(written_out.get("items", {"type": "string"}))
        elif isinstance(result, dict):
            forms.insert(0, {"type": "string"})
        if _made_of(None, schema["function"]) is not None:
            forms.append({"type": "null"})
        return {"anyOf": forms} if len(forms) > 1 else written_out

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The schema of a model. Where the model also reads a bare word, what forbids other keys belongs beside its keys."""
        whole = super().model_schema(schema)
        if "anyOf" in whole and "additionalProperties" in whole:
            further = whole.pop("additionalProperties")
            for option in whole["anyOf"]:
                if "properties" in option:
                    option["additionalProperties"] = further
        return whole

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """No titles made from the names of keys: an editor shows the keys anyway."""
        return False


def _made_of(value: object, function: Any) -> object:
    """What a validator that runs before the others makes of `value`; None when it asks for more or refuses it."""
    call: Callable[[object], object] = function["function"]
    if function["type"] != "no-info":
        return None
    try:
        return call(value)
    except (ValueError, TypeError):
        return None


def _parts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every schema inside `schema`, itself included; names of properties are not mistaken for keywords."""
    yield schema
    for keyword, value in schema.items():
        inner: list[Any] = []
        if keyword in ("properties", "$defs", "patternProperties"):
            inner = list(value.values())
        elif keyword in ("items", "additionalProperties", "propertyNames"):
            inner = [value]
        elif keyword in ("anyOf", "oneOf", "allOf", "prefixItems"):
            inner = value
        for part in inner:
            if isinstance(part, dict):
                yield from _parts(part)


def _widen(part: dict[str, Any]) -> None:
    """Let a schema take every scalar that the reader would hand over as the same text; in place."""
    part.pop("discriminator", None)  # a keyword of OpenAPI; `kind` already tells the alternatives apart
    if isinstance(part.get("default"), dict | list | NoneType):
        part.pop("default", None)  # nothing that an editor could usefully show
    part.get("properties", {}).pop("bare", None)  # not a key: where a bare scalar is kept
    kind = part.get("type")
    if "enum" in part or "const" in part:
        return
    if kind in ("string", ["string", "number"]):
        part["type"] = list(_SCALARS)
    elif kind in ("number", "integer"):
        part.update({"type": [kind, "string"], "pattern": _NUMBER})
    elif kind == "boolean":
        part.update({"type": ["boolean", "string"], "pattern": _YES_OR_NO})


def _name_dimension_files(part: dict[str, Any]) -> None:
    """In files, a dimension may be named instead of written out; in place."""
    dimensions = part.get("properties", {}).get("dimensions")
    if dimensions is not None:
        named = {"type": "string", "description": "The name of a file beside this one, without `.yaml`."}
        dimensions["items"] = {"anyOf": [named, dimensions["items"]]}
