"""What a report in one language has to show in another, told to whoever makes it: a fallback that nobody hears of is a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from msiscore.assessment import AssessmentSet
from msiscore.model import Text
from msiscore.reporting.wording import LOCALE_FOLDER, Wording

SOURCE_LANGUAGE = "en"
"""The language of the fixed words themselves."""

NAMED = 3


def untranslated(assessment_set: AssessmentSet, language: str) -> Iterator[str]:
    """A sentence for the fixed words that have no translation into `language`, and one for the texts of the user's own files."""
    words = fixed_words()
    missing = [word for word in words if not Wording(language).knows(word)] if language != SOURCE_LANGUAGE else []
    if missing and len(missing) == len(words):
        yield (
            f"there are no translations of the fixed words into `{language}`, so they stand in English; to add them, copy nl.po in "
            f"msiscore/reporting/locale to {language}.po and translate it"
        )
    elif missing:
        named = ", ".join(f"“{word}”" for word in missing[:NAMED])
        rest = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        yield f"{len(missing)} of the {len(words)} fixed texts have no translation into `{language}` and stand in English: {named}{rest}"
    framework, about = assessment_set.framework, assessment_set.about
    parts = {
        "the framework": lacking(framework, language, framework.language),
        "the set": sum(lacking(part, language, about.language) for part in (about, assessment_set.sources)),
        "the assessments": lacking(assessment_set.assessments, language, about.language),
    }
    if any(parts.values()):
        counted = ", ".join(f"{count} of {name}" for name, count in parts.items() if count)
        yield f"texts without a translation into `{language}`, shown in the language that they have: {counted}"


def fixed_words() -> tuple[str, ...]:
    """Every fixed text that some catalogue translates, in English."""
    found: dict[str, None] = {}
    for path in sorted(LOCALE_FOLDER.glob("*.po")):
        found |= dict.fromkeys(Wording(path.stem).known())
    return tuple(found)


def lacking(part: object, language: str, default: str) -> int:
    """How many texts under `part` do not exist in `language`, where plain strings are in the language `default`."""
    if isinstance(part, Text):
        return int(not part.has(language, default))
    if isinstance(part, tuple | list):
        return sum(lacking(entry, language, default) for entry in part)
    if isinstance(part, Mapping):
        return sum(lacking(entry, language, default) for entry in part.values())
    if isinstance(part, BaseModel):
        return sum(lacking(getattr(part, name), language, default) for name in type(part).model_fields)
    return 0
