"""The words of forms and imports in the form's language, and what a person may call a state, a confidence or a kind of evidence.

The English text is the key, as in reports; `locale/<language>.po` here has what only forms say, and the reports' catalogue the rest.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from msiscore.framework import State
from msiscore.reporting.phrases import STATE_NAMES
from msiscore.reporting.wording import LOCALE_FOLDER as REPORT_LOCALE_FOLDER
from msiscore.reporting.wording import Wording

LOCALE_FOLDER: Final = Path(__file__).with_name("locale")

CHOICES: Final[dict[str, dict[str, str]]] = {
    "state": {state.value: STATE_NAMES[state] for state in State},
    "confidence": {"low": "low", "medium": "medium", "high": "high"},
    "kind": {"claim": "claim", "document": "document", "verified": "verified", "testimony": "testimony"},
    "stance": {"supports": "supports", "contradicts": "contradicts"},
    "visibility": {"public": "public", "restricted": "restricted", "secret": "secret"},
    "aspect": {"paper": "On paper", "practice": "In practice"},
    "yes-no": {"no": "no", "yes": "yes"},
}
"""What a person chooses from, by field: the id in the files and the English words."""
DEFAULTS: Final = {"stance": "supports", "visibility": "public"}
"""The choice that an empty cell stands for."""


class FormWording(Wording):
    """The words of a form: its own catalogue first, then the reports'."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._own = _own_catalog(language)

    def __call__(self, text: str, **values: object) -> str:
        """`text` translated, with `values` put into its `{names}`."""
        message = self._own.get(text) if self._own is not None else None
        if message is not None and isinstance(message.string, str) and message.string:
            return message.string.format(**values) if values else message.string
        return super().__call__(text, **values)

    def choices(self, field: str) -> dict[str, str]:
        """The choices of a field: the id and what this language calls it."""
        return {id_: self(words) for id_, words in CHOICES[field].items()}


def choice_of(field: str, text: str) -> str | None:
    """The id of the choice that a person means by `text`, in any of our languages; None if it is none."""
    return _names(field).get(" ".join(text.split()).casefold())


@cache
def _names(field: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for id_, words in CHOICES[field].items():
        names[id_.casefold()] = id_
        names[id_.replace("-", " ").casefold()] = id_
        for language in known_languages():
            names.setdefault(FormWording(language)(words).casefold(), id_)
    return names


@cache
def known_languages() -> tuple[str, ...]:
    """The languages that our words exist in."""
    files = [*LOCALE_FOLDER.glob("*.po"), *REPORT_LOCALE_FOLDER.glob("*.po")]
    return ("en", *sorted({file.stem for file in files}))


@cache
def _own_catalog(language: str) -> Catalog | None:
    path = LOCALE_FOLDER / f"{language}.po"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language)
