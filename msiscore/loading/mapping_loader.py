"""A mapping file, read and checked: first by itself, then against the framework that its ratings are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from msiscore.errors import InputProblems, Problem, nearest
from msiscore.framework import Framework, State
from msiscore.loading.documents import Document
from msiscore.loading.yaml_reader import KeyPath, read_yaml
from msiscore.mapping import MappedDimension, Mapping, NamedInitiative
from msiscore.scales import UnreadableAnswer

OF_NEW_CRITERIA = ("title", "question", "why", "dimension", "scale", "weight")
"""The keys of a criterion that belong to the framework, and are not allowed where the framework exists already."""
BESIDE = ("reason", "source", "page", "confidence")
"""The keys of a criterion that name a column beside its own, in a wide table."""
NO_IDS = frozenset(("set", "sources", "framework", "con", "prn", "aux", "nul"))
"""Names that no file of an initiative or a dimension can have: msiscore's own, and some that Windows keeps for devices."""


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A mapping without problems of its own, with its document, which knows the line of everything."""

    mapping: Mapping
    document: Document

    @property
    def path(self) -> Path:
        """The file."""
        return self.document.file.path


def same(text: str) -> str:
    """`text` as two cells are compared: capital letters, and the number and kind of blanks, do not matter."""
    return " ".join(text.split()).casefold()


def load_mapping(path: Path) -> MappingFile:
    """The mapping in the file at `path`; raises InputProblems with every problem that needs no table and no framework to be seen."""
    document = Document.of(read_yaml(path))
    mapping = document.validate(Mapping)
    if mapping is not None:
        for check in (_layout, _framework, _criteria, _initiatives, _words, _sources):
            check(mapping, document)
    raise_problems(document)
    assert mapping is not None  # noqa: S101 - a mapping that is none has left a problem
    return MappingFile(mapping, document)


def check_with_framework(file: MappingFile, framework: Framework) -> None:
    """Check what the mapping says of criteria, scales and levels against `framework`; raises InputProblems."""
    mapping, document = file.mapping, file.document
    for index, one in enumerate(mapping.criteria):
        criterion = framework.criterion_by_id.get(one.id)
        path: KeyPath = ("criteria", index)
        if criterion is None and mapping.framework.use is not None:
            known = list(framework.criterion_by_id)
            document.problem(
                "unknown-criterion",
                (*path, "id"),
                f"the framework `{framework.id}` has no criterion `{one.id}`",
                allowed=", ".join(known),
                hint=nearest(one.id, known),
            )
        elif criterion is not None and criterion.aspects and one.aspect is None:
            if mapping.rating is None or mapping.rating.aspect is None:
                hint = f"say which of them is meant: aspect: {criterion.aspects[0].value}"
                document.problem("aspect", path, f"`{one.id}` tells paper and practice apart", hint=hint)
        elif criterion is not None and one.aspect is not None and one.aspect not in criterion.aspects:
            allowed = ", ".join(criterion.aspects) or "none: it does not tell paper and practice apart"
            document.problem("aspect", (*path, "aspect"), f"`{one.id}` has no such aspect", found=one.aspect, allowed=allowed)
    _words_of_scales(mapping, document, framework)
    raise_problems(document)


def raise_problems(document: Document) -> None:
    """Raise InputProblems when the document has errors."""
    errors = [problem for problem in document.problems if problem.severity == "error"]
    if errors:
        raise InputProblems(errors)


def _layout(mapping: Mapping, document: Document) -> None:
    """Each layout needs some keys, and has no use for others, which would be passed over in silence."""
    rating, layout, shape = mapping.rating, mapping.layout, mapping.table
    if shape.decimal == shape.thousands:
        message = f"the {shape.decimal} cannot stand before decimals and between thousands"
        document.problem("two-meanings", ("table", "thousands"), message)
    if layout == "wide" and rating is not None:
        document.problem("layout", ("rating",), "a wide table has no columns of ratings; its criteria are columns", at_key=True)
    if layout != "wide" and rating is None:
        document.problem("layout", (), f"a {layout} table needs `rating:` with the column that names the criterion")
    if layout == "long" and rating is not None and rating.answer is None and rating.state is None:
        document.problem("layout", ("rating",), "`rating` names no column with answers", hint="add `answer:`, `state:` or both")
    if layout == "transposed" and rating is not None:
        for name in sorted(rating.model_fields_set - {"criterion"}):
            message = f"in a transposed table the answers stand below the initiatives; `{name}` has no column"
            document.problem("layout", ("rating", name), message, at_key=True)
    about = mapping.initiative.model_fields_set
    if layout == "transposed" and about:
        hint = "write what is known of each initiative under `initiatives:`"
        document.problem(
            "layout", ("initiative",), "a transposed table has no columns about the initiative", hint=hint, at_key=True
        )
    if layout != "transposed" and mapping.initiative.id is None and mapping.initiative.title is None:
        document.problem("layout", (), "no column says which initiative a row is about", hint="add `initiative: {id: ...}`")
    for index, criterion in enumerate(mapping.criteria):
        for name in BESIDE if layout != "wide" else ():
            if getattr(criterion, name) is not None:
                hint = f"name the column under `rating:` as `{name}`" if layout == "long" else ""
                message = f"`{name}` stands beside a criterion in wide tables only"
                document.problem("layout", ("criteria", index, name), message, hint=hint, at_key=True)


def _framework(mapping: Mapping, document: Document) -> None:
    """Either an existing framework by its name, or a new one with all that it needs."""
    framework = mapping.framework
    given = framework.model_fields_set - {"use"}
    if framework.use is not None:
        for name in sorted(given):
            key = type(framework).model_fields[name].alias or name
            message = f"`{key}` belongs to a new framework; with `use` the framework exists already"
            document.problem("existing-framework", ("framework", key), message, at_key=True)
        if mapping.dimensions:
            message = "an existing framework has its own dimensions; take these out"
            document.problem("existing-framework", ("dimensions",), message, at_key=True)
        for index, criterion in enumerate(mapping.criteria):
            for name in OF_NEW_CRITERIA:
                if name in criterion.model_fields_set:
                    message = f"the existing framework says the `{name}` of `{criterion.id}`; take it out here"
                    document.problem("existing-framework", ("criteria", index, name), message, at_key=True)
        return
    for name in ("id", "title", "scales"):
        if not getattr(framework, name):
            hint = "or name an existing framework with `use:`"
            document.problem("missing-key", ("framework",), f"a new framework needs `{name}`", hint=hint)
    if not mapping.dimensions:
        message = "a new framework needs `dimensions`, at least one"
        document.problem("missing-key", (), message, hint="such as dimensions: [{id: all, title: All criteria}]")


def _criteria(mapping: Mapping, document: Document) -> None:
    seen: dict[tuple[str, str | None], int] = {}
    places: dict[str, int] = {}
    known = [one.id for dimension in mapping.dimensions for one in _walk(dimension)]
    for index, dimension in enumerate(mapping.dimensions):
        if dimension.id.casefold() in NO_IDS:
            document.problem(
                "identifier", ("dimensions", index, "id"), f"`{dimension.id}` cannot be the name of a dimension's file"
            )
    for index, criterion in enumerate(mapping.criteria):
        path: KeyPath = ("criteria", index)
        first = seen.setdefault((criterion.id, criterion.aspect), index)
        called = criterion.from_
        place = same(f"{called.heading or ''}@{called.at or ''}" if called is not None else f"{criterion.id}@")
        other = mapping.criteria[places.setdefault(place, index)]
        if first != index:
            hint = f"it is entry {first + 1} already; paper and practice need `aspect:`"
            document.problem("duplicate-id", (*path, "id"), f"the criterion `{criterion.id}` is there twice", hint=hint)
        elif called is not None and called.at is not None and mapping.layout != "wide":
            message = (
                f"in a {mapping.layout} table criteria are found by what stands in their rows, not by the letter of a column"
            )
            document.problem("layout", (*path, "from"), message)
        elif other is not criterion and (mapping.layout != "long" or other.id != criterion.id):
            message = f"`{criterion.id}` and `{other.id}` are read from the same place"
            document.problem("duplicate-column", (*path, "from"), message)
        if mapping.framework.use is not None:
            continue
        if criterion.dimension is None and len(known) > 1:
            document.problem("missing-key", path, f"`{criterion.id}` does not say its `dimension`", allowed=", ".join(known))
        elif criterion.dimension is not None and criterion.dimension not in known:
            message = f"there is no dimension `{criterion.dimension}`"
            hint = nearest(criterion.dimension, known)
            document.problem("unknown-dimension", (*path, "dimension"), message, allowed=", ".join(known), hint=hint)


def _walk(dimension: MappedDimension) -> Iterator[MappedDimension]:
    yield dimension
    for inner in dimension.dimensions:
        yield from _walk(inner)


def _initiatives(mapping: Mapping, document: Document) -> None:
    def called(one: NamedInitiative) -> str:
        return one.from_ or one.id

    for index, one in enumerate(mapping.initiatives):
        if one.id.casefold() in NO_IDS:
            document.problem("identifier", ("initiatives", index, "id"), f"`{one.id}` cannot be the name of an initiative's file")
    for name, key in (("id", lambda one: one.id.casefold()), ("from", lambda one: same(called(one)))):
        first: dict[str, int] = {}
        for index, one in enumerate(mapping.initiatives):
            if first.setdefault(key(one), index) != index:
                message = f"two initiatives have the same `{name}`: entries {first[key(one)] + 1} and {index + 1}"
                document.problem("duplicate-initiative", ("initiatives", index, name), message)
    if mapping.layout == "transposed" and not mapping.initiatives:
        document.problem("missing-key", (), "a transposed table needs `initiatives:`, one for each of its columns")
    elif mapping.initiative.id is None and not mapping.initiatives and mapping.layout != "transposed":
        hint = (
            "name the column with ids under `initiative:` as `id`, or list them: initiatives: [{from: Their title, id: their-id}]"
        )
        document.problem(
            "missing-key", (), "nothing gives the initiatives their ids, and ids are never made from titles", hint=hint
        )


def _words(mapping: Mapping, document: Document) -> None:
    states = {same(word): word for word in mapping.states}
    own = {state.value for state in State}
    for word, state in mapping.states.items():
        if not same(word):
            message = "an empty cell needs no word: it is unanswered"
            document.problem("empty-word", ("states", word), message, at_key=True)
        elif same(word) in own and same(word) != state.value:
            document.problem("state", ("states", word), f"`{word}` is the name of another state", found=state.value)
    for scale, words in mapping.words.items():
        for word in words:
            if same(word) in states:
                message = f"`{word}` stands under `states` as well; it is either an answer or says why there is none"
                document.problem("two-meanings", ("words", scale, word), message, at_key=True)
    listed: list[tuple[KeyPath, Iterable[str]]] = [(("states",), mapping.states)]
    listed += [(("words", scale), words) for scale, words in mapping.words.items()]
    for path, names in listed:
        first: dict[str, str] = {}
        for word in names:
            if first.setdefault(same(word), word) != word:
                message = f"`{word}` and `{first[same(word)]}` are the same word here: capital letters and blanks do not matter"
                document.problem("duplicate-key", (*path, word), message, at_key=True)


def _words_of_scales(mapping: Mapping, document: Document, framework: Framework) -> None:
    for name, words in mapping.words.items():
        scale = framework.scales.get(name)
        if scale is None:
            known = list(framework.scales)
            message = f"the framework has no scale `{name}`"
            document.problem(
                "unknown-scale", ("words", name), message, allowed=", ".join(known), hint=nearest(name, known), at_key=True
            )
            continue
        for word, answer in words.items():
            try:
                scale.read(answer)
            except UnreadableAnswer as error:
                document.problem("answer", ("words", name, word), str(error), found=answer, allowed=error.allowed)


def _sources(mapping: Mapping, document: Document) -> None:
    if mapping.table_as_source is not None and mapping.table_as_source not in mapping.sources:
        known = list(mapping.sources)
        message = f"`sources` has no `{mapping.table_as_source}`"
        hint = nearest(mapping.table_as_source, known) or "describe the table there, with its title and where it comes from"
        document.problem("unknown-source", ("table-as-source",), message, allowed=", ".join(known), hint=hint)
    _no_two_mean_the_same(document, [(("sources", id_), id_, [id_, *source.from_]) for id_, source in mapping.sources.items()])
    _no_two_mean_the_same(
        document, [(("assessors", index), one.id, [one.id, one.name, *one.from_]) for index, one in enumerate(mapping.assessors)]
    )


def _no_two_mean_the_same(document: Document, named: Iterable[tuple[KeyPath, str, list[str]]]) -> None:
    """A word of the table leads to one source or assessor only."""
    first: dict[str, str] = {}
    for path, id_, names in named:
        for word in dict.fromkeys(names):
            other = first.setdefault(same(word), id_)
            if other != id_:
                document.problem("two-meanings", path, f"`{word}` stands for `{other}` as well as for `{id_}`")


def problem_of_mapping(file: MappingFile, path: KeyPath, code: str, message: str, **more: str) -> Problem:
    """A problem with what the mapping says at `path`, found out by looking at the table."""
    where, line, column = file.document.locate(path)
    return Problem(code=code, file=where, line=line, column=column, message=message, **more)  # type: ignore[arg-type]
