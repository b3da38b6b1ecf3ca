"""The last look before anything is written: nothing that this edition may not show stands in any of its outputs.

What may not be shown never reaches the report object (`sources.Register`), and reading a set refuses a public text that repeats a
confidential one (`loading.confidential`). This guard trusts neither. It looks for the same phrases, word by word, in

- every text of the set that the edition may show, which also finds what was repeated in a set that was made in Python;
- every text of the report object, which is all that the page, the PDF and the workbook are made of;
- every finished file: the text of HTML, CSV and JSON, the pictures inside a page, and each part of a workbook.

A finished PDF is searched only as far as its bytes are plain, for most of them are packed and drawn sign by sign; what is set in it is
the report object, and what is attached to it is a part of that. Nor does anything here find a thought that is told in other words.
"""

from __future__ import annotations

import base64
import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from msiscore.assessment import Assessment, AssessmentSet
from msiscore.errors import InputProblems, Problem
from msiscore.loading.confidential import (
    Passage,
    Phrases,
    levels_of_sources,
    passages_of,
    passages_of_assessment,
    passages_of_sources,
    repeated,
)
from msiscore.loading.yaml_reader import KeyPath, read_yaml
from msiscore.reporting.report import Report
from msiscore.reporting.sources import AUDIENCES, Audience

_PICTURE = re.compile(r"data:[\w/+.-]+;base64,([\w+/=]+)")
_PRINTED = re.compile(rb"[\t\r\n -~]{20,}")
_TAG = re.compile(r"<[^<>]*>")

Origin = tuple[Path, Passage]


class Guard:
    """Knows what the audience of one edition may not see, and refuses outputs in which it stands."""

    def __init__(self, assessment_set: AssessmentSet, audience: Audience) -> None:
        self.set = assessment_set
        self.most = AUDIENCES[audience]

    def refuse_leaks(self, report: Report | None, files: Mapping[str, bytes]) -> None:
        """Raise InputProblems, with the file and line of each confidential text that stands in the report or in one of `files`."""
        if not self._phrases:
            return
        found: dict[tuple[KeyPath, str], Problem] = {}
        for hidden, shown in repeated(self._passages):
            if hidden[1].level > self.most >= shown[1].level:
                self._note(found, hidden, f"{shown[0].name}, line {_line(shown)}")
        texts = [("the report", text) for text in dict.fromkeys(_texts(asdict(report)))] if report is not None else []
        texts += [(name, text) for name, content in files.items() for text in readable(content)]
        for name, text in texts:
            for hidden in self._phrases.found_in(text):
                self._note(found, hidden, name)
        if found:
            raise InputProblems(found.values())

    @cached_property
    def _passages(self) -> list[tuple[Path, Passage]]:
        """Every text of the set, with the file that it stands in."""
        folder = self.set.folder
        sources = {id_: source.model_dump(mode="json", by_alias=True) for id_, source in self.set.sources.items()}
        levels = levels_of_sources(sources)
        about = self.set.about.model_dump(mode="json", by_alias=True)
        found = [(folder / "set.yaml", passage) for passage in passages_of(about)]
        found += [(folder / "sources.yaml", passage) for passage in passages_of_sources(sources)]
        named: list[tuple[str, Assessment]] = [(one.initiative.id, one) for one in self.set.assessments]
        named += [(f"{one.initiative.id}+{assessor}", one) for assessor, one in self.set.second_ratings]
        for name, assessment in named:
            dumped = assessment.model_dump(mode="json", by_alias=True)
            found += [(folder / f"{name}.yaml", passage) for passage in passages_of_assessment(dumped, levels)]
        return found

    @cached_property
    def _phrases(self) -> Phrases:
        shown = {_plain(passage.text) for _, passage in self._passages if passage.key == "title" and passage.level <= self.most}
        return Phrases(
            (pair, pair[1].text)
            for pair in self._passages
            if pair[1].telling and pair[1].level > self.most and not (pair[1].key == "title" and _plain(pair[1].text) in shown)
        )

    def _note(self, found: dict[tuple[KeyPath, str], Problem], hidden: Origin, place: str) -> None:
        file, passage = hidden
        line, column = _position(hidden)
        found.setdefault(
            (passage.path, place),
            Problem(
                code="leak",
                file=file,
                line=line,
                column=column,
                message=f"this {passage.key} may not be shown in this edition, but it is repeated in {place}; nothing was written",
                hint="take it out of the text that repeats it, or say that in other words",
            ),
        )


def readable(content: bytes) -> Iterator[str]:
    """The texts in a finished file, as far as they can be read without its own program.

    >>> list(readable(b"<p>one &amp; <b>two</b></p>"))[-1]
    ' one &  two  '
    """
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from readable(archive.read(name))
        return
    if content.startswith(b"%PDF"):
        yield from (run.decode() for run in _PRINTED.findall(content))
        return
    text = content.decode("utf-8", "replace")
    if ";base64," in text:
        for match in _PICTURE.finditer(text):
            yield from readable(base64.b64decode(match[1]))
        text = _PICTURE.sub(" ", text)
    if text.lstrip()[:1] in ("{", "["):
        try:
            yield from _texts(json.loads(text))
        except ValueError:
            pass
        else:
            return
    yield html.unescape(text)
    yield html.unescape(_TAG.sub(" ", text))


def _texts(data: Any) -> Iterator[str]:
    """Every text in nested maps and lists."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(data, Iterable) and not isinstance(data, bytes):
        for value in data:
            yield from _texts(value)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _line(origin: Origin) -> int:
    return _position(origin)[0]


def _position(origin: Origin) -> tuple[int, int]:
    """Line and column of a passage, 0 where the set was not read from files."""
    file, passage = origin
    return read_yaml(file).position(passage.path) if file.is_file() else (0, 0)
