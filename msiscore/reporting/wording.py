"""The report's language: fixed words from gettext catalogues, numbers and dates as that language writes them.

The English text is the key; `locale/<language>.po` has the translation. Text without one stays English. To add a language, copy
`locale/nl.po`, translate its messages, and name it after the language.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from msiscore.model import PartialDate
from msiscore.rounding import rounded

LOCALE_FOLDER = Path(__file__).with_name("locale")
NO_NUMBER = "–"


class Wording:
    """Says the fixed words of a report, and writes its numbers and dates, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = _locale(language)
        self._catalog = _catalog(language)

    def __call__(self, text: str, **values: object) -> str:
        """`text` translated, with `values` put into its `{names}`."""
        message = self._catalog.get(text) if self._catalog is not None else None
        translated = message.string if message is not None and isinstance(message.string, str) and message.string else text
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """`one` or `many` by the plural rule of the language, with `count` as `{count}`."""
        text = one if count == 1 else many
        message = self._catalog.get(one) if self._catalog is not None else None
        if message is not None and self._catalog is not None and isinstance(message.string, tuple | list) and all(message.string):
            text = message.string[0 if count == 1 else 1]
        return text.format(count=count, **values)

    def knows(self, text: str) -> bool:
        """Whether the catalogue has a translation of `text`, with all its plural forms."""
        message = self._catalog.get(text) if self._catalog is not None else None
        found = message.string if message is not None else None
        return bool(found) if isinstance(found, str) else found is not None and all(found)

    def known(self) -> tuple[str, ...]:
        """The English of every fixed text that has a translation; of a text with plural forms, that of the first."""
        messages = self._catalog if self._catalog is not None else ()
        texts = [m.id if isinstance(m.id, str) else m.id[0] for m in messages if m.id]
        return tuple(text for text in texts if self.knows(text))

    def labels(self) -> dict[str, str]:
        """Every fixed text that has a translation, for renderers that look words up themselves."""
        if self._catalog is None:
            return {}
        return {
            str(m.id): m.string
            for m in self._catalog
            if m.id and isinstance(m.id, str) and isinstance(m.string, str) and m.string
        }

    def number(self, value: float | Decimal, decimals: int) -> str:
        """`value` with exactly `decimals` decimals, rounded as `msiscore.rounding` says."""
        number = value if isinstance(value, Decimal) else rounded(value, decimals)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        shown = format_decimal(number, pattern, locale=self.locale)
        return "−" + shown[1:] if shown.startswith("-") else shown

    def quantity(self, value: float) -> str:
        """A measured value with the decimals that it has."""
        return format_decimal(value, "#,##0.######", locale=self.locale)

    def date(self, date: PartialDate | None) -> str:
        """`date` as the language writes it, no more exact than it is known."""
        if date is None:
            return ""
        if date.month is None:
            return str(date.year)
        pattern = "d MMMM y" if date.day else "MMMM y"
        return format_date(datetime.date(date.year, date.month, date.day or 1), pattern, locale=self.locale)


def with_unit(number: str, unit: str) -> str:
    """A number and its unit, as both of the report's languages set them: no space before a percent sign."""
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


@cache
def _catalog(language: str) -> Catalog | None:
    path = LOCALE_FOLDER / f"{language}.po"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language)
