"""Ratings and their evidence in the data of an assessment, as a form or table changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from msiscore.assessment import Assessment, Rating
from msiscore.exchange.incoming import EvidenceRow, RatingRow, Said, digest
from msiscore.exchange.layout import EVIDENCE_FIELDS
from msiscore.exchange.merging import ASSESSMENT_ORDER, RATING_ORDER, Map, Merge, as_map, put
from msiscore.exchange.values import Values, evidence_values, rating_values
from msiscore.framework import Framework, State
from msiscore.loading.yaml_data import Data
from msiscore.loading.yaml_reader import KeyPath
from msiscore.rating_matrix import Item, items_of, rating_of
from msiscore.scales import BaseScale

_ANSWERS = ("level", "value", "state")
_QUANTITY = ("numerator", "denominator")
_EVIDENCE_ORDER = (*EVIDENCE_FIELDS[:5], "stance", *EVIDENCE_FIELDS[6:])


@dataclass(slots=True)
class _Said:
    """All that is said of one item."""

    rating: list[RatingRow] = field(default_factory=list)
    evidence: list[EvidenceRow] = field(default_factory=list)


def merge_ratings(
    merge: Merge,
    data: Map,
    current: Assessment | None,
    framework: Framework,
    ratings: Sequence[RatingRow],
    evidence: Sequence[EvidenceRow],
) -> Map:
    """The ratings of one assessment. Those of criteria that nothing is said about stay as they are."""
    said: dict[str, _Said] = {}
    for row in ratings:
        said.setdefault(row.item, _Said()).rating.append(row)
    for each in evidence:
        said.setdefault(each.item, _Said()).evidence.append(each)
    raw = as_map(data.get("ratings"))
    order = tuple(framework.criterion_by_id)
    for item in items_of(framework):
        if item.id in said:
            model = rating_of(current, item) if current is not None else None
            raw = _merge_item(merge, raw, item, model, framework.scale_of(item.criterion), said[item.id], order)
    if not raw and not data.get("ratings"):
        return data
    return put(data, "ratings", raw, ASSESSMENT_ORDER)


def _merge_item(
    merge: Merge, raw: Map, item: Item, model: Rating | None, scale: BaseScale, said: _Said, order: Sequence[str]
) -> Map:
    """The ratings with that of one item changed, taken out, or left exactly as it was written."""
    id_ = item.criterion.id
    path: KeyPath = ("ratings", id_, item.aspect.value) if item.aspect is not None else ("ratings", id_)
    old = as_map(raw.get(id_)).get(item.aspect.value) if item.aspect is not None else raw.get(id_)
    new = _Item(merge, item.id, path, scale, model).merged(old, said)
    if new == old:
        return raw
    if item.aspect is not None:
        parts = as_map(raw.get(id_))
        parts = {key: part for key, part in parts.items() if key != item.aspect.value} if new is None else parts
        new = parts if new is None else cast(Data, put(parts, item.aspect.value, new, ("paper", "practice")))
    if not new:
        return {key: rating for key, rating in raw.items() if key != id_}
    return put(raw, id_, new, order)


@dataclass(slots=True)
class _Item:
    """The merging of one item; `model` is what its file says of it now."""

    merge: Merge
    id: str
    path: KeyPath
    scale: BaseScale
    model: Rating | None

    @property
    def key(self) -> str:
        return "value" if self.scale.measured else "level"

    def merged(self, old: Data, said: _Said) -> Data:
        """The rating as it should be written; None for none."""
        merge, now = self.merge, rating_values(self.model, self.scale, self.merge.language)
        before = len(merge.changes)
        # A bare rating, `MON-01: 1`, is spelled out, and bare again at the end if nothing was added.
        part: Map = dict(old) if isinstance(old, dict) else {}
        if isinstance(old, str):
            part = {self.key if now["answer"] else "state": old}
        elif old is None and self.model is not None:  # the state of the whole dimension, which holds until something else is said
            part = self.model.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
        for row in said.rating:
            part = self.with_answer(part, row, now)
            more = {name: row.fields[name] for name in ("confidence", "reason") if name in row.fields}
            part = merge.fields(part, more, now, self.id, self.path, RATING_ORDER)
            merge.places.setdefault(self.path, row.place)
        part = self.with_evidence(part, said.evidence)
        if len(merge.changes) == before:
            return old
        if (part or (old is None and self.model is not None)) and not any(key in part for key in _ANSWERS):
            part = put(part, "state", State.UNANSWERED.value, RATING_ORDER)
            if now["state"] != State.UNANSWERED:
                place = said.rating[0].place if said.rating else said.evidence[0].place
                merge.note(self.id, "state", now["state"], State.UNANSWERED.value, place)
        if isinstance(old, str) and len(part) == 1:
            return next(iter(part.values()))
        return part or None

    # ---- the answer --------------------------------------------------------------------------------------------------------

    def with_answer(self, part: Map, row: RatingRow, now: Values) -> Map:
        """The answer or the state; a rating has one of them, so a new one takes the place of the other."""
        merge, answer, state = self.merge, row.fields.get("answer"), row.fields.get("state")
        for each, name in ((answer, self.key), (state, "state")):
            if each is not None and each.text:
                merge.places[*self.path, name] = each.place
        if answer is not None and state is not None and answer.text and state.text:
            message = f"`{self.id}` has an answer and a reason why there is none; empty one of the two cells"
            merge.incoming.problem("two-answers", state.place, message)
            return part
        new = {"answer": now["answer"], "state": now["state"]}
        changed = False
        for name, each in (("answer", answer), ("state", state)):
            if each is not None and merge.wants(each, now[name], self.id, name):
                merge.note(self.id, name, now[name], each.text, each.place)
                new[name] = each.text
                changed = True
                other = "state" if name == "answer" else "answer"
                if each.was is None and new[other]:
                    merge.note(self.id, other, new[other], "", each.place)
                    new[other] = ""
        if not changed:
            return part
        if new["answer"] and new["state"]:
            merge.conflict(row.place, self.id, "answer", now["answer"] or now["state"], new["answer"] or new["state"])
            return part
        return self.answered(part, new, row)

    def answered(self, part: Map, new: Values, row: RatingRow) -> Map:
        """The rating with its new answer in the place of the old one."""
        key, value = (self.key, new["answer"]) if new["answer"] else ("state", new["state"])
        keep = {name: other for name, other in part.items() if name not in _ANSWERS}
        if value:
            first = next(iter(part), "") in _ANSWERS or not part
            keep = cast(Map, {key: value}) | keep if first else put(keep, key, value, RATING_ORDER)
        if all(name in part for name in _QUANTITY) and not self.agrees(part, new["answer"]):
            for name in _QUANTITY:
                self.merge.note(self.id, name, str(part[name]), "", row.place)
                del keep[name]
        return keep

    def agrees(self, part: Map, answer: str) -> bool:
        """Whether numerator and denominator still give the answer, so that they may stay beside it."""
        try:
            due = float(str(part["numerator"])) / float(str(part["denominator"]))
            number = float(answer)
        except (ValueError, ZeroDivisionError):
            return False
        decimals = len(answer.partition(".")[2])
        due *= 100 if getattr(self.scale, "unit", "") == "%" else 1
        return abs(number - due) <= 0.5 * 10.0**-decimals * (1 + 1e-9)

    # ---- the evidence ------------------------------------------------------------------------------------------------------

    def with_evidence(self, part: Map, rows: Sequence[EvidenceRow]) -> Map:
        """The evidence, entry by entry; an entry is known by what it said when the form was made, wherever it stands now."""
        if not rows:
            return part
        raw = part.get("evidence")
        entries: list[Data] = list(raw) if isinstance(raw, list) else [raw] if raw is not None else []
        values = [evidence_values(each, self.merge.language) for each in (self.model.evidence if self.model is not None else ())]
        gone: set[int] = set()
        for row in rows:
            index = self.entry_of(row, values)
            path: KeyPath = (*self.path, "evidence", len(entries) if index is None else index)
            empty = not any(said.text for said in row.fields.values())
            if not empty:
                self.merge.places[path] = row.place
            if not row.known or (index is None and self.touched(row) and not empty):
                self.add_entry(row, entries, values, path)
            elif index is not None and empty:
                self.merge.note(self.id, "evidence", values[index]["source"], "", row.place)
                gone.add(index)
            elif index is not None:
                old = entries[index]
                holder: Map = dict(old) if isinstance(old, dict) else {"source": old}
                what = f"{self.id}, evidence {index + 1}"
                new = self.merge.fields(holder, row.fields, values[index], what, path, _EVIDENCE_ORDER)
                entries[index] = old if new == holder else cast(Data, new)
        left = [entry for index, entry in enumerate(entries) if index not in gone]
        if gone and left:
            self.move_places(len(entries), gone)
        if left == raw or (not left and raw is None) or [raw] == left:
            return part
        if not left:
            return {key: value for key, value in part.items() if key != "evidence"}
        return put(part, "evidence", left, RATING_ORDER)

    def touched(self, row: EvidenceRow) -> bool:
        return any(said.touched for said in row.fields.values())

    def entry_of(self, row: EvidenceRow, values: Sequence[Values]) -> int | None:
        """Where the entry that the form was filled with stands now; None if it is new, or was changed or taken out since."""
        if not row.known:
            return None
        was = {name: (row.fields[name].was or "") if name in row.fields else "" for name in EVIDENCE_FIELDS}
        same = [index for index, each in enumerate(values) if all(digest(each[name]) == was[name] for name in EVIDENCE_FIELDS)]
        return same[0] if same else None

    def add_entry(self, row: EvidenceRow, entries: list[Data], values: list[Values], path: KeyPath) -> None:
        """One more entry, unless it stands there already: a form or table may be read in twice."""
        given: Values = {name: said.text for name, said in row.fields.items()}
        remembers = any(said.was is not None for said in row.fields.values())
        due = dict.fromkeys(EVIDENCE_FIELDS, "") | given if remembers else given  # a table does not say what it has no column for
        if any(all(each[name] == text for name, text in due.items()) for each in values):
            return
        if row.known and not self.merge.overwrite:
            self.merge.conflict(row.place, self.id, "evidence", "another entry", given.get("source", ""))
            return
        index = cast(int, path[-1])
        fresh = {name: Said(said.text, said.place) for name, said in row.fields.items() if said.text}
        what = f"{self.id}, evidence {index + 1}"
        entries.append(cast(Data, self.merge.fields({}, fresh, {}, what, path, _EVIDENCE_ORDER)))
        values.append(dict.fromkeys(EVIDENCE_FIELDS, "") | given)

    def move_places(self, count: int, gone: set[int]) -> None:
        """The cells of entries that move up because one before them goes."""
        start: KeyPath = (*self.path, "evidence")
        old = {path: place for path, place in self.merge.places.items() if path[: len(start)] == start and len(path) > len(start)}
        for path in old:
            del self.merge.places[path]
        numbers: Mapping[int, int] = {
            index: new for new, index in enumerate(index for index in range(count) if index not in gone)
        }
        for path, place in old.items():
            index = path[len(start)]
            if isinstance(index, int) and index in numbers:
                self.merge.places[*start, numbers[index], *path[len(start) + 1 :]] = place
