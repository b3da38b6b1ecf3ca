"""What every model of msiscore's files shares: kebab-case keys, frozen values, and the small types that several of them use.

The YAML reader hands every scalar over as text (see `loading/yaml_reader.py`), so an id `1.10` stays `1.10` and the answer `no`
stays `no`; the types here turn that text into what a field needs.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LARGEST_FIGURE = 1e100
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def kebab(name: str) -> str:
    """The YAML key of a field: `as_of` is written `as-of`."""
    return name.strip("_").replace("_", "-")


class Model(BaseModel):
    """Base of all file models: frozen, no unknown keys, kebab-case keys in YAML and snake_case names in Python."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=kebab,
        validate_by_name=True,
        validate_by_alias=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
        defer_build=True,
        ser_json_inf_nan="null",
    )


@dataclass(frozen=True, slots=True)
class Text:
    """Text that readers see, in one language or several.

    In YAML either a string, which is in the language that its file declares, or a map `{en: ..., nl: ...}`.
    """

    by_language: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """The text in `language`; failing that, the undeclared one; failing that, the first that was written."""
        if language in self.by_language:
            return self.by_language[language]
        return self.by_language.get("", next(iter(self.by_language.values()), ""))

    def has(self, language: str, default: str) -> bool:
        """Whether the text exists in `language`, where plain strings are in the language `default`."""
        return language in self.by_language or ("" in self.by_language and language == default)

    def languages_missing(self, languages: tuple[str, ...], default: str) -> list[str]:
        """Those of `languages` that the text does not exist in."""
        return [language for language in languages if not self.has(language, default)]

    def __str__(self) -> str:
        return self.in_language("en")

    def __hash__(self) -> int:
        return hash(tuple(self.by_language.items()))

    @classmethod
    def of(cls, value: object) -> Text:
        """`value` (a string, a number, a map of languages, or a Text) as a Text; raises PydanticCustomError otherwise."""
        if isinstance(value, Text):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str):
            if not value.strip():
                raise PydanticCustomError("empty_text", "the text is empty")
            return cls({"": value})
        if isinstance(value, Mapping) and value:
            for language, text in value.items():
                if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
                    raise _not_a_language(str(language), {"at": str(language)})
                if isinstance(text, Mapping | list | tuple):
                    raise PydanticCustomError("text", "the text in `{at}` is a list or a map", {"at": language})
                if not isinstance(text, str) or not text.strip():
                    raise PydanticCustomError("empty_text", "the text in `{at}` is empty", {"at": language})
            return cls(dict(value))
        raise PydanticCustomError("text", "a text is due: a string, or a map of languages such as {en: ..., nl: ...}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        plain = core_schema.plain_serializer_function_ser_schema(_plain_text)
        return core_schema.no_info_plain_validator_function(cls.of, serialization=plain)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        languages = {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}
        return {"anyOf": [{"type": ["string", "number"]}, languages], "description": "Text, or a map of languages to texts."}


def _not_a_language(found: str, context: dict[str, Any]) -> PydanticCustomError:
    context = {**context, "language": found[:40]}
    return PydanticCustomError("language", "`{language}` is not a language code such as en or nl (small letters)", context)


def _check_language(value: str) -> str:
    if not LANGUAGE.fullmatch(value):
        raise _not_a_language(value, {})
    return value


def _plain_text(text: Text) -> str | dict[str, str]:
    return text.by_language[""] if set(text.by_language) == {""} else dict(text.by_language)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, the month or only the year: `2020-07-08`, `2020-07` or `2020`."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first_day(self) -> date:
        """The earliest day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day that the date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def of(cls, value: object) -> PartialDate:
        """`value` as a PartialDate; raises PydanticCustomError when it is no such date."""
        if isinstance(value, PartialDate):
            return value
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(value).strip())
        if match:
            year, month, day = (int(part) if part else None for part in match.groups())
            try:
                date(cast(int, year), month or 1, day or 1)
                return cls(cast(int, year), month, day)
            except ValueError:
                pass
        raise PydanticCustomError("date", "a date is due: YYYY, YYYY-MM or YYYY-MM-DD")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.of, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "examples": ["2020-07-08"]}


def _read_share(value: object) -> object:
    if not isinstance(value, str):
        return value
    number, percent = value.strip().removesuffix("%"), value.strip().endswith("%")
    try:
        share = float(number) / (100 if percent else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise PydanticCustomError("share", "a share from 0% to 100% is due, such as 60% or 0.6")
    return share


def _check_identifier(value: str) -> str:
    if not IDENTIFIER.fullmatch(value):
        raise PydanticCustomError(
            "identifier",
            "an id has letters, digits, `.`, `_` and `-`, starts with a letter or digit, and has at most 80 characters",
        )
    return value


def listed(value: object) -> object:
    """A single entry may be written without the brackets of a list."""
    return value if value is None or isinstance(value, list | tuple) else [value]


def is_web_address(value: str) -> bool:
    """Whether `value` is a link that may be printed."""
    return len(value) <= 2000 and re.fullmatch(r"(https?://[^\s<>\"\\^`{|}]+|mailto:[^\s<>\"\\^`{|}]+)", value) is not None


def _web_address(value: str) -> str:
    if not is_web_address(value):
        raise PydanticCustomError("url", "a web address is due that starts with https://, http:// or mailto: and has no spaces")
    return value


Share = Annotated[
    float,
    BeforeValidator(_read_share),
    Field(ge=0, le=1),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"^\d+(\.\d+)?%?$", "examples": ["60%", 0.6]}),
]
"""A share of the whole, 0..1; in YAML `60%` or `0.6`."""

Language = Annotated[
    str,
    AfterValidator(_check_language),
    WithJsonSchema({"type": "string", "pattern": f"^{LANGUAGE.pattern}$", "examples": ["en"]}),
]
"""The code of a language, such as `en` or `pt-BR`."""

Languages = Annotated[tuple[Language, ...], BeforeValidator(listed)]
"""A list of languages; a single one may stand without brackets."""

Name = Annotated[str, Field(min_length=1)]
"""A short string that is not empty."""


def _usable_figure(number: float) -> float:
    if abs(number) > LARGEST_FIGURE:
        raise PydanticCustomError("figure", "the number is too large to work with")
    return number


Figure = Annotated[float, AfterValidator(_usable_figure)]
"""A number that arithmetic can be done with: the square of it is still finite."""

Identifier = Annotated[
    str, AfterValidator(_check_identifier), WithJsonSchema({"type": ["string", "number"], "pattern": f"^{IDENTIFIER.pattern}$"})
]
"""An id: given by the author of the file, never made from a title."""


def _usable_weight(weight: float) -> float:
    if weight and not 1e-9 <= weight <= 1e9:
        raise PydanticCustomError("weight", "a weight is 0, or between 0.000000001 and 1,000,000,000")
    return weight


Weight = Annotated[float, Field(ge=0), AfterValidator(_usable_weight)]
"""A weight, 0 or more; only its size beside its siblings matters."""

Words = Annotated[tuple[str, ...], BeforeValidator(listed)]
"""A list of short strings; a single one may stand without brackets."""

WebAddress = Annotated[str, AfterValidator(_web_address)]
"""A link that may be printed: http, https or mailto only."""

Texts = Annotated[tuple[Text, ...], BeforeValidator(listed)]
"""A list of texts; a single one may stand without brackets."""
