"""How our workbooks can be told apart and read whatever a person did to them: keys of sheets and columns, and the words of headings.

Every sheet of a form has its key in cell A1, every table a hidden row with the keys of its columns, and every row its own key in the
hidden first column. So a sheet may be renamed, a column moved and a row sorted; what is missing is noticed.

A table of ratings, such as the sheet of the scorecard or one that somebody made, is known by its headings. To let another heading be
understood, add it to HEADINGS.
"""

from __future__ import annotations

import re
from typing import Final

FORM_MARK: Final = "msiscore form"
FORM_VERSION: Final = "1"
FRAMEWORK_PROPERTY: Final = "msiscore framework"
"""The custom property of a workbook that names the id and version of its framework, parted by a space."""

LANGUAGE_PROPERTY: Final = "Language"
"""The custom property of a scorecard that names the language of its texts."""

# Keys of the sheets of a form, as they stand in cell A1.
START: Final = "msiscore:start"
INITIATIVE: Final = "msiscore:initiative"
QUESTIONS: Final = "msiscore:questions"
EVIDENCE: Final = "msiscore:evidence"
SOURCES: Final = "msiscore:sources"
LISTS: Final = "msiscore:lists"
MEMORY: Final = "msiscore:memory"
SHEETS: Final = (START, INITIATIVE, QUESTIONS, EVIDENCE, SOURCES, LISTS, MEMORY)

KEY_ROW: Final = 2
"""The row, from 1, of a form's sheet that holds the keys of its columns."""

ANSWER: Final = "answer"
RATING_FIELDS: Final = (ANSWER, "state", "confidence", "reason")
INLINE_FIELDS: Final = ("source", "page", "locator", "quote", "kind")
EVIDENCE_FIELDS: Final = ("source", "page", "locator", "quote", "kind", "stance", "note", "date", "visibility")
SOURCE_FIELDS: Final = ("title", "author", "publisher", "date", "url", "accessed", "note", "visibility")
INITIATIVE_FIELDS: Final = ("id", "title", "sector", "country", "started", "ended", "website", "summary", "as-of")
ASSESSOR_FIELDS: Final = ("name", "interests")

TEXT_FIELDS: Final = frozenset(("reason", "quote", "note", "title", "sector", "country", "summary", "interests"))
"""Fields that are texts for readers and may exist in several languages; a source's and an initiative's title among them."""
DATE_FIELDS: Final = frozenset(("date", "accessed", "started", "ended", "as-of"))

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "initiative": ("initiative", "initiative id", "initiatief", "id initiatief"),
    "criterion": ("criterion", "criterion id", "criterium", "id criterium", "question id", "item"),
    "aspect": ("aspect",),
    "level": ("level", "niveau"),
    "value": ("value", "waarde", "measured value", "gemeten waarde"),
    "answer": ("answer", "rating", "level or value", "antwoord", "beoordeling", "niveau of waarde"),
    "state": ("state", "no answer because", "toestand", "status", "geen antwoord omdat"),
    "confidence": ("confidence", "zekerheid", "betrouwbaarheid"),
    "reason": ("reason", "reden", "toelichting", "onderbouwing", "motivering"),
    "source": ("source", "source id", "bron", "id bron"),
    "page": ("page", "pages", "pagina", "pagina's"),
    "locator": ("locator", "place", "plaats", "vindplaats"),
    "quote": ("quote", "citaat"),
    "kind": ("kind", "kind of evidence", "soort", "soort bewijs"),
}
"""The columns of a table of ratings, each with the headings it is known by."""
ANSWER_COLUMNS: Final = ("level", "value", "answer", "state")


def column_of(heading: str) -> str:
    """The key of the column with this heading, or an empty string when it is none of ours."""
    words = re.sub(r"[\s_-]+", " ", heading).strip(" *:?").casefold()
    return next((key for key, names in HEADINGS.items() if words in names), "")


def is_header(headings: dict[int, str]) -> bool:
    """Whether these column keys make a table of ratings: an initiative, a criterion, and something that answers it."""
    keys = set(headings.values())
    return {"initiative", "criterion"} <= keys and bool(keys & set(ANSWER_COLUMNS))
