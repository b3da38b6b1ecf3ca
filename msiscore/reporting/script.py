"""The script of the page and its data, as texts that may stand inside `<script>`, and the hash that lets the script through the policy.

The script is our own files in `browser/`, put one after the other without a change. Data are JSON in which no sign can end the element
or start a comment, so that a reader's browser never takes a text of a user's for markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msiscore.reporting.exploration import Exploration

if TYPE_CHECKING:
    from msiscore.reporting.report import Report

BROWSER = Path(__file__).with_name("browser")
PARTS = ("engine.js", "address.js", "table.js", "share.js", "view.js", "explore.js")
"""The files of the script, each before those that use it."""

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class PageScript:
    """The script of a page: its text and the hash of it, its data, what it adds to the style sheet, and after which section its own
    part of the page stands.
    """

    text: str
    hash: str
    data: str
    style: str
    after: str


def page_script(report: Report) -> PageScript | None:
    """The script for the page of `report`; None where the report does not show what the script weighs or compares again."""
    after = "ranking" if report.has_total else "dimensions"
    if report.exploration is None or after not in {section.id for section in report.sections}:
        return None
    return PageScript(script_text(), policy_hash(script_text()), data_text(report.exploration), style_text(), after)


@cache
def script_text() -> str:
    """The whole script, which sees nothing but itself and the page."""
    parts = [(BROWSER / name).read_text(encoding="utf-8") for name in PARTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


@cache
def style_text() -> str:
    """The part of the style sheet that only the script's elements need."""
    return (BROWSER / "explore.css").read_text(encoding="utf-8")


def policy_hash(text: str) -> str:
    """The source of a Content-Security-Policy that lets exactly `text` through.

    >>> policy_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def data_text(exploration: Exploration) -> str:
    r"""The data as JSON without any sign that means something in HTML; values that are the usual ones are left out.

    >>> json.dumps("</script>").translate(_ESCAPES)
    '"\\u003c/script\\u003e"'
    """
    return json.dumps(_plain(exploration), ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


def _plain(thing: Any) -> Any:
    """Maps and lists of what the dataclasses hold, without what has its default."""
    if is_dataclass(thing):
        kept = ((part, getattr(thing, part.name)) for part in fields(thing))
        return {part.name: _plain(value) for part, value in kept if part.default is MISSING or value != part.default}
    if isinstance(thing, Mapping):
        return {str(key): _plain(value) for key, value in thing.items()}
    if isinstance(thing, tuple):
        return [_plain(one) for one in thing]
    return int(thing) if isinstance(thing, float) and thing.is_integer() else thing
