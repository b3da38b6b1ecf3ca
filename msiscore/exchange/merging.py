"""What the files should say after an import: the cells that a person changed, put into the data that stands there.

A cell that was left as the form was made changes nothing, even where the file has moved on since. A cell that was changed, while the
file was changed in the same place, is a conflict: a problem to be settled by a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from msiscore.assessment import Assessment, Source
from msiscore.errors import shorten
from msiscore.exchange.incoming import Fields, Incoming, NamedRow, Place, Said, digest
from msiscore.exchange.layout import INITIATIVE_FIELDS, SOURCE_FIELDS, TEXT_FIELDS
from msiscore.exchange.values import Values, assessor_values, initiative_values, source_values, too_long
from msiscore.loading.yaml_data import Data
from msiscore.loading.yaml_reader import KeyPath

Map = dict[str, Data]


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an import changes: in which file, of what, which field, from what to what, and the cell that says so."""

    file: Path
    what: str
    field: str
    before: str
    after: str
    place: Place


@dataclass(slots=True)
class Merge:
    """Collects the changes to one file. `places` tells which cell a value of the new data came from."""

    file: Path
    incoming: Incoming
    default_language: str
    overwrite: bool = False
    changes: list[Change] = field(default_factory=list)
    places: dict[KeyPath, Place] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of the texts that come in: that of the form, else of the set."""
        return self.incoming.language or self.default_language

    def wants(self, said: Said, current: str, what: str, name: str) -> bool:
        """Whether `said` is to take the place of `current`; a conflict is recorded as a problem."""
        if not said.touched or said.text == current:
            return False
        if too_long(current):
            message = f"the text of `{what}` is too long for a cell; change it in the file"
            self.incoming.problem("too-long", said.place, message)
            return False
        if said.was is not None and digest(current) != said.was and not self.overwrite:
            self.conflict(said.place, what, name, current, said.text)
            return False
        return True

    def conflict(self, place: Place, what: str, name: str, current: str, text: str) -> None:
        """Record that both the form and the file were changed."""
        self.incoming.problem(
            "conflict",
            place,
            f"{what}, {name}: the file was changed, too, since the form was made",
            found=f"here {shown(text)}, in {self.file.name} {shown(current)}",
            hint="put into the cell what is right and into the file the same; or import with --overwrite to let the form decide",
        )

    def note(self, what: str, name: str, before: str, after: str, place: Place) -> None:
        """Record a change."""
        self.changes.append(Change(self.file, what, name, before, after, place))

    def fields(
        self, holder: Map, said: Fields, current: Mapping[str, str], what: str, path: KeyPath, order: Sequence[str]
    ) -> Map:
        """`holder` with every field that is wanted set or taken out, and the places of all that are said."""
        for name, each in said.items():
            if name in order:
                if each.text:
                    self.places[*path, name] = each.place
                if self.wants(each, current.get(name, ""), what, name):
                    self.note(what, name, current.get(name, ""), each.text, each.place)
                    holder = self.with_field(holder, name, each.text, order)
        return holder

    def with_field(self, holder: Map, name: str, text: str, order: Sequence[str]) -> Map:
        """`holder` with one field set, or taken out for an empty text."""
        value: Data = text or None
        if name in TEXT_FIELDS:
            value = with_text(holder.get(name), text, self.language, self.default_language)
        if value is None:
            return {key: other for key, other in holder.items() if key != name}
        return put(holder, name, value, order)


def shown(text: str) -> str:
    """A value in a message or list of changes."""
    return f"`{shorten(text, 60)}`" if text else "nothing"


def put(holder: Map, name: str, value: Data, order: Sequence[str]) -> Map:
    """`holder` with `name` set; a new key comes after those that stand before it in `order`."""
    if name in holder or name not in order:
        return holder | {name: value}
    before = set(order[: order.index(name)])
    position = max((index for index, key in enumerate(holder, start=1) if key in before), default=0)
    items = list(holder.items())
    return dict([*items[:position], (name, value), *items[position:]])


def with_text(old: Data, text: str, language: str, default: str) -> Data:
    """A text that may stand in several languages, changed in one; None when nothing of it is left.

    A plain string is in the language `default`. What a form shows where its language is missing is the text in another one; that is
    what is taken out when the cell was emptied.
    """
    if isinstance(old, dict):
        key = language if language in old else next(iter(old), language)
        if not text:
            return {name: value for name, value in old.items() if name != key} or None
        return old | {language: text}
    if not text:
        return None
    if language == default:
        return text
    return {default: old, language: text} if isinstance(old, str) and old else {language: text}


def as_map(data: Data) -> Map:
    """A map of a file, or an empty one where there is nothing yet."""
    return dict(data) if isinstance(data, dict) else {}


RATING_ORDER = (
    "level",
    "value",
    "state",
    "unit",
    "numerator",
    "denominator",
    "date",
    "confidence",
    "reason",
    "evidence",
    "assessor",
)
ASSESSMENT_ORDER = ("initiative", "as-of", "assessors", "ratings", "replies")
INITIATIVE_ORDER = (
    "id",
    "title",
    "sector",
    "country",
    "started",
    "ended",
    "member-since",
    "website",
    "summary",
    "fictional",
    "tags",
    "facts",
)


def merge_initiative(merge: Merge, data: Map, current: Assessment | None) -> Map:
    """The initiative and the date that the assessment speaks of."""
    values: Values = initiative_values(current, merge.language) if current is not None else {}
    said = merge.incoming.initiative
    about = as_map(data.get("initiative"))
    if current is None and said.get("title") is not None and said["title"].text:
        about = {key: value for key, value in about.items() if key != "title"}  # only a placeholder stands there
    own = {name: each for name, each in said.items() if name in INITIATIVE_FIELDS and name not in ("id", "as-of")}
    about = merge.fields(about, own, values, "initiative", ("initiative",), INITIATIVE_ORDER)
    if "id" in said:
        merge.places["initiative", "id"] = said["id"].place
    data = data | {"initiative": about}
    if "as-of" in said:
        data = merge.fields(data, {"as-of": said["as-of"]}, values, "initiative", (), ASSESSMENT_ORDER)
    return data


def merge_assessors(merge: Merge, data: Map, current: Assessment | None) -> Map:
    """The assessors by their ids; none is ever taken out, because ratings may name them."""
    known = {each.id: assessor_values(each, merge.language) for each in (current.assessors if current is not None else ())}
    entries = [as_map(entry) for entry in cast(list[Data], data.get("assessors") or [])]
    places = {str(entry.get("id")): index for index, entry in enumerate(entries)}
    for row in merge.incoming.assessors:
        if not any(said.touched for said in row.fields.values()) and row.id in known:
            continue
        if row.id not in places:
            places[row.id] = len(entries)
            entries.append({"id": row.id})
            merge.note("assessors", "id", "", row.id, row.place)
        index = places[row.id]
        path: KeyPath = ("assessors", index)
        merge.places |= {path: row.place, (*path, "id"): row.place}
        what = f"assessor {row.id}"
        entries[index] = merge.fields(entries[index], row.fields, known.get(row.id, {}), what, path, ("id", "name", "interests"))
    return put(data, "assessors", cast(Data, entries), ASSESSMENT_ORDER) if entries else data


def merge_sources(merge: Merge, data: Map, current: Mapping[str, Source], rows: Iterable[NamedRow]) -> Map:
    """The sources by their ids; none is ever taken out, because other assessments may use it."""
    for row in rows:
        source = current.get(row.id)
        values = source_values(source, merge.language) if source is not None else {}
        holder = as_map(data.get(row.id))
        merge.places[row.id,] = row.place
        new = merge.fields(holder, row.fields, values, f"source {row.id}", (row.id,), SOURCE_FIELDS)
        if source is None and row.id not in data:
            if not any(change.what == f"source {row.id}" for change in merge.changes):
                merge.note(f"source {row.id}", "id", "", row.id, row.place)
            data = data | {row.id: new}
        elif new != holder:
            data = data | {row.id: new}
    return data
