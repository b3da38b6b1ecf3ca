"""The data of a YAML text that is in order, as fast as PyYAML's events come.

Most files are in order, so this is the way that most files are read: no places, no problems, nothing kept but the data. Whatever
is not a plain document of maps, lists and text is `Irregular`, and the reader (yaml_reader.py) then goes through the text again,
slowly, to say what is wrong and where.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

Data = dict[str, "Data"] | list["Data"] | str | None

MAXIMUM_VALUES = 200_000
MAXIMUM_DEPTH = 20
NULL = frozenset(("", "~", "null", "Null", "NULL"))
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that neither HTML, XML, Excel nor PDF can carry; in a text in double quotes an escape can bring them in."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_SCALAR, _ALIAS = yaml.ScalarEvent, yaml.AliasEvent
_MAP, _MAP_END, _LIST, _LIST_END = yaml.MappingStartEvent, yaml.MappingEndEvent, yaml.SequenceStartEvent, yaml.SequenceEndEvent


class Irregular(Exception):
    """The text is not a plain document: something in it has to be refused, or is not YAML."""


def plain_data(text: str) -> Data:
    """The data of `text`: every scalar as text, an empty one or `null` as None. Raises Irregular.

    One loop with its own stack and no calls of our own, because it runs once for every value of every file.
    """
    # Each value but the first follows a line end, a comma or a colon, so this counts at least as many as there are.
    if text.count("\n") + text.count(",") + text.count(":") > MAXIMUM_VALUES:
        raise Irregular
    loader = LOADER(text)
    try:
        return _root(loader.get_event)
    except yaml.YAMLError as error:
        raise Irregular from error
    finally:
        loader.dispose()


def _root(next_event: Any) -> Data:
    outer: list[tuple[Any, bool]] = []  # the maps and lists around, and whether each is a map
    here: Any = None
    is_map, key, root = False, None, None
    documents = 0
    while True:
        event = next_event()
        kind = type(event)
        if kind is _SCALAR:
            value = event.value
            if event.anchor is not None or event.tag is not None or (event.style == '"' and UNPRINTABLE.search(value)):
                raise Irregular
            if is_map and key is None:
                if value in here or value == "<<":
                    raise Irregular
                key = value
                continue
            if not event.style and value in NULL:
                value = None
        elif kind is _MAP or kind is _LIST:
            if event.anchor is not None or event.tag is not None or (is_map and key is None) or len(outer) >= MAXIMUM_DEPTH:
                raise Irregular
            value = {} if kind is _MAP else []
        elif kind is _MAP_END or kind is _LIST_END:
            here, is_map = outer.pop()
            continue
        elif kind is yaml.StreamEndEvent:
            return root
        elif kind is _ALIAS:
            raise Irregular
        else:
            documents += kind is yaml.DocumentStartEvent
            if documents > 1:
                raise Irregular
            continue
        if is_map:
            here[key] = value
            key = None
        elif here is None:
            root = value
        else:
            here.append(value)
        if kind is not _SCALAR:
            outer.append((here, is_map))
            here, is_map = value, kind is _MAP
