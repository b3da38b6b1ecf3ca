"""What an assessment and its sources say, field by field, as the plain text of a cell.

A form is filled with these texts, and an import compares with them. Both must see the same, or importing an untouched form would
change the files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256

from msiscore.assessment import Assessment, Assessor, Evidence, Rating, Source
from msiscore.exchange.wording import DEFAULTS
from msiscore.framework import Framework
from msiscore.model import PartialDate, Text
from msiscore.rating_matrix import Item, items_of, rating_of
from msiscore.reporting.excel.text import CELL_LIMIT, clean, utf16_length
from msiscore.scales import BaseScale, LevelScale, YesNoScale

Values = dict[str, str]

_CONTROL = re.compile(r"_x(00[01][0-9A-Fa-f])_")


def plain(text: str) -> str:
    """`text` as a cell gives it back: one kind of line break, no blanks at the ends, nothing that a workbook cannot carry.

    Workbooks write a control character as `_x000D_`, and a text that looks so with `x005F_` inside. openpyxl takes out the second and
    leaves the first, so that the two cannot be told apart; here they are treated alike, wherever a text comes from.
    """
    text = _CONTROL.sub(lambda match: chr(int(match[1], 16)), text.replace("x005F_", ""))
    return clean(text).replace("\ufeff", "").strip()


def too_long(text: str) -> bool:
    """Whether `text` does not fit a cell, so that a form cannot show the whole of it."""
    return utf16_length(text) > CELL_LIMIT - 200


def answer_text(scale: BaseScale, answer: str) -> str:
    """An answer as a form and an import write it: the number of the level, yes or no, or the number; raises UnreadableAnswer."""
    raw = scale.read(answer)
    if isinstance(scale, LevelScale):
        return str(int(raw) + scale.first)
    if isinstance(scale, YesNoScale):
        return "yes" if raw else "no"
    return number_text(raw)


def number_text(number: float) -> str:
    """A number with the 15 digits that a spreadsheet keeps."""
    return f"{number + 0.0:.15g}"  # and no minus before zero


def rating_values(rating: Rating | None, scale: BaseScale, language: str) -> Values:
    """Answer, state, confidence and reason of a rating; empty texts where there is none."""
    if rating is None:
        return dict.fromkeys(("answer", "state", "confidence", "reason"), "")
    return {
        "answer": answer_text(scale, rating.answer) if rating.answer is not None else "",
        "state": rating.state.value if rating.state is not None else "",
        "confidence": rating.confidence or "",
        "reason": _said(rating.reason, language),
    }


def evidence_values(evidence: Evidence, language: str) -> Values:
    """The fields of one piece of evidence."""
    return {
        "source": evidence.source,
        "page": plain(evidence.page or ""),
        "locator": plain(evidence.locator or ""),
        "quote": _said(evidence.quote, language),
        "kind": evidence.kind or "",
        "stance": _unless_default("stance", evidence.stance),
        "note": _said(evidence.note, language),
        "date": _dated(evidence.date),
        "visibility": _unless_default("visibility", evidence.visibility),
    }


def source_values(source: Source, language: str) -> Values:
    """The fields of a source that a form shows."""
    return {
        "title": _said(source.title, language),
        "author": plain(source.author or ""),
        "publisher": plain(source.publisher or ""),
        "date": _dated(source.date),
        "url": source.url or "",
        "accessed": _dated(source.accessed),
        "note": _said(source.note, language),
        "visibility": _unless_default("visibility", source.visibility),
    }


def initiative_values(assessment: Assessment, language: str) -> Values:
    """The fields of the initiative that a form shows, with the date that the assessment speaks of."""
    initiative = assessment.initiative
    return {
        "id": initiative.id,
        "title": _said(initiative.title, language),
        "sector": _said(initiative.sector, language),
        "country": _said(initiative.country, language),
        "started": _dated(initiative.started),
        "ended": _dated(initiative.ended),
        "website": initiative.website or "",
        "summary": _said(initiative.summary, language),
        "as-of": _dated(assessment.as_of),
    }


def assessor_values(assessor: Assessor, language: str) -> Values:
    """Name and interests of an assessor."""
    return {"name": plain(assessor.name), "interests": _said(assessor.interests, language)}


def rated_items(assessment: Assessment, framework: Framework) -> Iterator[tuple[Item, Rating]]:
    """Each item with its rating, where it has one."""
    for item in items_of(framework):
        rating = rating_of(assessment, item)
        if rating is not None:
            yield item, rating


def framework_digest(framework: Framework) -> str:
    """A fingerprint of all that the framework says but its weight sets, which no rating depends on, whatever its files look like."""
    data = framework.model_dump(mode="python", by_alias=True, exclude={"weight_sets"})
    return sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()


def _said(text: Text | None, language: str) -> str:
    return plain(text.in_language(language)) if text is not None else ""


def _dated(date: PartialDate | None) -> str:
    return str(date) if date is not None else ""


def _unless_default(field: str, value: str) -> str:
    return "" if value == DEFAULTS[field] else value
