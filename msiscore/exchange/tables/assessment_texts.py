"""The texts of the files of a set: `set.yaml`, `sources.yaml`, and one for each initiative that the table had."""

from __future__ import annotations

from msiscore.drafting.comments import comment
from msiscore.drafting.project_draft import SCHEMA_FOLDER
from msiscore.exchange.tables.collected import Found, Rated
from msiscore.exchange.yaml_rendering import block, entry
from msiscore.framework import Framework
from msiscore.loading.mapping_loader import MappingFile
from msiscore.loading.schema import file_name
from msiscore.loading.yaml_data import Data
from msiscore.mapping import MappedAssessor

Map = dict[str, Data]
MOST_COMMENTS = 200


def set_text(file: MappingFile, framework: Framework, table: str) -> str:
    """The text of `set.yaml`."""
    about = dict(_part(file, "set"))
    data: Map = {"id": about.pop("id", None), "title": about.pop("title", None)}
    data["framework"] = {"id": file.mapping.framework.use or framework.id, "version": framework.version}
    words = comment(f"Made from {table} by `msiscore import`; import-report.txt says how it was read.")
    return _text("set", words, block(data | about, 0))


def sources_text(file: MappingFile) -> str:
    """The text of `sources.yaml`, with what the mapping says of each source."""
    sources = {
        id_: {key: value for key, value in source.items() if key != "from"} if isinstance(source, dict) else source
        for id_, source in _part(file, "sources").items()
    }
    words = comment("What was read, seen or heard. The ratings name these sources by the word before the colon.")
    return _text("sources", words, [line for id_, source in sources.items() for line in entry(id_, source, 0)])


def assessment_text(found: Found, file: MappingFile, framework: Framework) -> str:
    """The text of an initiative's file; what could not be mapped stands in comments at its end."""
    data = assessment_data(found, file, framework)
    left_out: list[str] = []
    for words in found.left_out[:MOST_COMMENTS]:
        left_out += comment(words, label="- ", hang="  ")
    if left_out:
        more = len(found.left_out) - MOST_COMMENTS
        rest = comment(f"- and {more:,} more") if more > 0 else []
        left_out = ["", "# Cells of the table that could not be mapped, so that nothing stands here for them:", *left_out, *rest]
    return _text("assessment", [], [*block(data, 0), *left_out])


def assessment_data(found: Found, file: MappingFile, framework: Framework) -> Map:
    """What the file holds: the initiative, its assessors and its ratings in the order of the framework."""
    about: Map = {"id": found.id, "title": found.about.get("title") or found.id}
    about |= {name: text for name, text in found.about.items() if name != "title"}
    data: Map = {"initiative": about}
    used = {str(rated.texts["assessor"]) for rated in found.ratings.values() if "assessor" in rated.texts}
    assessors: list[Data] = [_assessor(one) for one in file.mapping.assessors if one.id in used]
    if assessors:
        data["assessors"] = assessors
    ratings: Map = {}
    for criterion in framework.criteria:
        measured = framework.scale_of(criterion).measured
        if criterion.aspects:
            parts: Map = {
                aspect.value: _rating(found.ratings[item], measured)
                for aspect in criterion.aspects
                if (item := f"{criterion.id}/{aspect.value}") in found.ratings
            }
            if parts:
                ratings[criterion.id] = parts
        elif criterion.id in found.ratings:
            ratings[criterion.id] = _rating(found.ratings[criterion.id], measured)
    data["ratings"] = ratings or None
    return data


def _rating(rated: Rated, measured: bool) -> Data:
    """A rating as the files have it: a bare answer or state, or a map where more is known."""
    state = rated.state.value if rated.state is not None else ""
    if not rated.texts and not rated.evidence and (rated.answer or state):
        return rated.answer or state
    data: Map = {}
    if rated.answer:
        data["value" if measured else "level"] = rated.answer
    else:
        data["state"] = state or "unanswered"
    data |= {name: rated.texts[name] for name in ("confidence", "reason", "assessor", "date") if name in rated.texts}
    if rated.evidence:
        data["evidence"] = [dict(one) for one in rated.evidence]
    return data


def _assessor(one: MappedAssessor) -> Map:
    interests = one.interests.by_language
    return {"id": one.id, "name": one.name, "interests": interests[""] if set(interests) == {""} else dict(interests)}


def _part(file: MappingFile, key: str) -> Map:
    whole = file.document.data
    part = whole.get(key) if isinstance(whole, dict) else None
    return part if isinstance(part, dict) else {}


def _text(kind: str, words: list[str], lines: list[str]) -> str:
    return "\n".join([f"# yaml-language-server: $schema=../../{SCHEMA_FOLDER}/{file_name(kind)}", *words, *lines, ""])
