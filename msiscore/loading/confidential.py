"""What is restricted or secret must not be repeated where more people read: which texts those are, and where else they stand.

Texts are compared by their words, so that capital letters, punctuation, line breaks and markup hide nothing: a text is repeated where
all its words, or all those of one of its sentences, stand in the same order. Texts under twenty characters are not looked for, as a
short one stands elsewhere by chance; nor is a thought in other words, which only a person can find.

Everything here works on plain data, as it stands in a file or as a model gives it back with its aliases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msiscore.loading.documents import Document
    from msiscore.loading.yaml_reader import KeyPath

LEVELS = {"public": 0, "restricted": 1, "secret": 2}
"""Who may see it, from everybody to nobody but the assessors."""

TELLING = ("title", "author", "url", "archived", "note", "quote", "locator")
"""The keys of a source or a piece of evidence whose texts would give it away."""

SHORTEST = 20
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W\u3040-\u30ff\u3400-\u9fff]+")  # a Chinese or Japanese sign is a word
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_START = 3  # words by which a phrase is looked up

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a file, the path to it, how confidential it is (0 to 2), and whether it would give its source away."""

    path: KeyPath
    text: str
    level: int
    telling: bool = False

    @property
    def key(self) -> str:
        """The key that the text stands under, whatever its language."""
        return next((step for step in reversed(self.path) if step in TELLING), str(self.path[-1]) if self.path else "")


def words_of(text: str) -> Words:
    """The words of `text`, without what only sets them.

    >>> words_of('“Nobody *asked*  us.”')
    ('nobody', 'asked', 'us')
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return tuple(_WORD.findall(plain.casefold()))


class Phrases:
    """The phrases of confidential passages, ready to be looked for in many texts at once."""

    def __init__(self, passages: Iterable[tuple[Any, str]]) -> None:
        """`passages` are texts, each with whatever is to be given back when it is found."""
        self._by_start: dict[Words, list[tuple[Words, Any]]] = {}
        for origin, text in passages:
            for part in dict.fromkeys([text, *_SENTENCE.split(text)]):
                words = words_of(part)
                if len(" ".join(words)) >= SHORTEST:
                    self._by_start.setdefault(words[:_START], []).append((words, origin))
        self._first = {start[0] for start in self._by_start}
        self._lengths = sorted({len(start) for start in self._by_start})

    def __bool__(self) -> bool:
        return bool(self._by_start)

    def found_in(self, text: str) -> Iterator[Any]:
        """What each phrase that stands in `text` came with; once for each time it stands there."""
        words = words_of(text)
        for place in [place for place, word in enumerate(words) if word in self._first]:
            for length in self._lengths:
                for phrase, origin in self._by_start.get(words[place : place + length], ()):
                    if words[place : place + len(phrase)] == phrase:
                        yield origin


def passages_of_sources(sources: Mapping[str, Any]) -> Iterator[Passage]:
    """Every text of a map of sources."""
    for id_, source in sources.items():
        if isinstance(source, Mapping):
            yield from passages_of(source, (id_,), level_of(source), telling=True)


def passages_of_assessment(data: Any, levels: Mapping[str, int]) -> Iterator[Passage]:
    """Every text of an assessment; a piece of evidence is as confidential as it says, or as its source, by `levels`, if that is more."""
    yield from _passages_of_assessment(data, (), levels)


def levels_of_sources(sources: Mapping[str, Any]) -> dict[str, int]:
    """How confidential each source is."""
    return {id_: level_of(source) for id_, source in sources.items() if isinstance(source, Mapping)}


def level_of(entry: Mapping[str, Any]) -> int:
    """How confidential a source or a piece of evidence says that it is; a word that is not known counts as secret."""
    return LEVELS.get(str(entry.get("visibility") or "public"), LEVELS["secret"])


def repeated(passages: Sequence[tuple[Any, Passage]]) -> Iterator[tuple[tuple[Any, Passage], tuple[Any, Passage]]]:
    """Each confidential passage with each less confidential one that repeats it; both with what they were given with.

    A title may be that of a public source too: such a name gives nothing away.
    """
    titles = {words_of(p.text) for _, p in passages if p.telling and p.level == 0 and p.key == "title"}
    hidden = [
        (origin, passage)
        for origin, passage in passages
        if passage.telling and passage.level and not (passage.key == "title" and words_of(passage.text) in titles)
    ]
    phrases = Phrases((pair, pair[1].text) for pair in hidden)
    if not phrases:
        return
    for place in passages:
        for found in {id(pair): pair for pair in phrases.found_in(place[1].text)}.values():
            if found[1].level > place[1].level:
                yield found, place


def check_confidential(about: Document, sources: Document | None, assessments: Iterable[Document]) -> None:
    """Record each text of a set that repeats, where more people may read it, what is restricted or secret."""
    entries = sources.data if sources is not None and isinstance(sources.data, dict) else {}
    levels = levels_of_sources(entries)
    passages: list[tuple[Document, Passage]] = [(about, passage) for passage in passages_of(about.data)]
    if sources is not None:
        passages += [(sources, passage) for passage in passages_of_sources(entries)]
    for document in assessments:
        passages += [(document, passage) for passage in passages_of_assessment(document.data, levels)]
    for (origin, hidden), (document, passage) in repeated(passages):
        file, line, _ = origin.locate(hidden.path)
        document.problem(
            "confidential",
            passage.path,
            f"this repeats a {hidden.key} that is {_name(hidden.level)}, and more people may read it here",
            found=passage.text,
            hint=f"say it in other words, or leave it out; the {_name(hidden.level)} {hidden.key} stands in {file.name}, line {line}",
        )


def _name(level: int) -> str:
    return next(name for name, value in LEVELS.items() if value == level)


def _passages_of_assessment(data: Any, path: KeyPath, levels: Mapping[str, int]) -> Iterator[Passage]:
    for step, value in _entries(data):
        here = (*path, step)
        if step == "evidence":
            listed = list(_entries(value)) if isinstance(value, list | tuple) else [(None, value)]
            for index, entry in listed:
                if isinstance(entry, Mapping):
                    level = max(level_of(entry), levels.get(str(entry.get("source")), 0))
                    yield from passages_of(entry, here if index is None else (*here, index), level, telling=True)
        elif isinstance(value, str):
            yield Passage(here, value, 0)
        else:
            yield from _passages_of_assessment(value, here, levels)


def passages_of(data: Any, path: KeyPath = (), level: int = 0, *, telling: bool = False) -> Iterator[Passage]:
    """Every text under `data`, which stands at `path`, as confidential as `level` says."""
    for step, value in _entries(data):
        here = (*path, step)
        if isinstance(value, str):
            yield Passage(here, value, level, telling and any(key in TELLING for key in here))
        else:
            yield from passages_of(value, here, level, telling=telling)


def _entries(data: Any) -> Iterable[tuple[str | int, Any]]:
    """The entries of a map or a list, each with its key or its place; nothing for anything else."""
    if isinstance(data, Mapping):
        return data.items()
    return enumerate(data) if isinstance(data, list | tuple) else ()
