"""What the columns of a table may be: guesses for the draft of a mapping, each of which a person looks over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from msiscore.exchange.layout import column_of
from msiscore.exchange.tables.looking import Looked, Sight
from msiscore.loading.mapping_loader import NO_IDS, same
from msiscore.model import IDENTIFIER

Reference = str | dict[str, str]

ID_WORDS = frozenset(("id", "code", "iso", "iso3", "key", "slug", "ref", "reference", "abbreviation", "afkorting"))
TITLE_WORDS = frozenset((
    "name", "title", "initiative", "company", "country", "organisation", "organization", "scheme", "agreement",
    "standard", "naam", "titel", "initiatief", "bedrijf", "land", "organisatie", "keurmerk", "convenant",
))  # fmt: skip
ABOUT_WORDS = {
    "sector": ("sector", "industry", "branche"),
    "country": ("country", "region", "land", "regio"),
    "started": ("started", "start", "start date", "since", "begin", "startdatum"),
    "ended": ("ended", "end", "end date", "einde", "einddatum"),
    "website": ("website", "url", "link"),
}
RESULT_WORDS = frozenset((
    "total", "score", "rank", "ranking", "average", "mean", "sum", "overall", "grade", "band", "points", "result",
    "totaal", "gemiddelde", "rang", "som", "cijfer", "eindscore", "totaalscore",
))  # fmt: skip
REASON_WORDS = frozenset(("comment", "comments", "remark", "remarks", "reason", "explanation", "notes", "note", "justification"))
REASON_WORDS |= {"toelichting", "opmerking", "opmerkingen", "reden", "motivering", "onderbouwing"}
SOURCE_WORDS = frozenset(("source", "sources", "evidence", "bron", "bronnen", "bewijs"))
CRITERION_WORDS = frozenset(("criterion", "criteria", "indicator", "question", "element", "item", "criterium", "vraag"))
BESIDE_CRITERIA = frozenset(
    ("category", "dimension", "weight", "type", "unit", "scale", "categorie", "dimensie", "gewicht", "maximum")
)
LADDERS = (
    ("no", "partly", "partial", "partially", "yes"),
    ("nee", "deels", "gedeeltelijk", "ja"),
    ("absent", "weak", "partial", "strong", "leading"),
    ("none", "very low", "low", "medium", "high", "very high"),
    ("geen", "laag", "midden", "gemiddeld", "hoog"),
    ("red", "orange", "amber", "yellow", "green"),
    ("rood", "oranje", "geel", "groen"),
    ("very poor", "poor", "fair", "good", "very good", "excellent"),
    ("not met", "partly met", "partially met", "met"),
    ("insufficient", "sufficient", "good"),
    ("onvoldoende", "voldoende", "goed"),
    ("non-compliant", "partially compliant", "compliant"),
    ("never", "rarely", "sometimes", "often", "always"),
)
"""Words that are known in their order, the worst first."""

_CODE = re.compile(r"([A-Za-z]{1,6}[-. ]?\d+(?:[.-]\d+)*[a-z]?|\d+(?:\.\d+)+)[\s:.)–-]+(\S.*)")


@dataclass(frozen=True, slots=True)
class GuessedScale:
    """A scale as a mapping has it, and what to look at."""

    name: str
    data: dict[str, object]
    check: str


@dataclass(slots=True)
class GuessedCriterion:
    """A criterion: what the table calls it, and what it may be called."""

    reference: Reference
    id: str
    title: str
    dimension: str
    scale: str
    beside: dict[str, Reference] = field(default_factory=dict)


@dataclass(slots=True)
class Guess:
    """All that a draft says."""

    sight: Sight
    layout: Literal["wide", "transposed", "long"] = "wide"
    initiative: dict[str, Reference] = field(default_factory=dict)
    initiatives: list[tuple[str, str]] = field(default_factory=list)
    rating: dict[str, Reference] = field(default_factory=dict)
    criteria: list[GuessedCriterion] = field(default_factory=list)
    dimensions: dict[str, str] = field(default_factory=dict)
    scales: list[GuessedScale] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    ignored: list[Reference] = field(default_factory=list)
    ignored_rows: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


def guess(sight: Sight) -> Guess:
    """What the table may be."""
    made = Guess(sight)
    roles = {column: column_of(looked.heading) for column, looked in sight.columns.items()}
    for column, looked in sight.columns.items():
        if same(looked.heading) in CRITERION_WORDS:
            roles[column] = "criterion"
    criterion = next((column for column, role in roles.items() if role == "criterion"), 0)
    if criterion and len(sight.columns) > 1:
        role = next((role for role in roles.values() if role in ("level", "value", "answer", "state")), "")
        if role or (not sight.columns[criterion].unique and _answer_column(sight, roles)):
            made.layout = "long"
        elif _initiatives_beside(sight, criterion):
            made.layout = "transposed"
    {"wide": _wide, "transposed": _transposed, "long": _long}[made.layout](made, roles)
    if not made.dimensions:
        made.dimensions["all"] = "All criteria"
    return made


def _wide(made: Guess, roles: dict[int, str]) -> None:
    sight = made.sight
    taken = _initiative_columns(made, list(sight.columns.values()))
    answers: list[tuple[Looked, GuessedCriterion]] = []
    for column, looked in sight.columns.items():
        words = _heading_words(looked)
        if column in taken or looked.kind == "empty":
            continue
        if answers and looked.kind in ("text", "words") and words & (REASON_WORDS | SOURCE_WORDS):
            name = "reason" if words & REASON_WORDS else "source"
            if name not in answers[-1][1].beside:
                answers[-1][1].beside[name] = sight.reference(column)
                made.sources += looked.words if name == "source" else []
                continue
        if words & RESULT_WORDS or looked.kind in ("text", "dates") or roles[column] in ("page", "quote"):
            made.ignored.append(sight.reference(column))
            continue
        parts = sight.header.headings[column]
        id_, title = _called(looked.heading, len(answers) + 1)
        dimension = _dimension(made, parts[0]) if len(parts) > 1 else ""
        answers.append((looked, GuessedCriterion(sight.reference(column), id_, title, dimension, "")))
    _finish(made, answers)


def _transposed(made: Guess, roles: dict[int, str]) -> None:
    sight = made.sight
    label = next(column for column, role in roles.items() if role == "criterion")
    made.rating = {"criterion": sight.reference(label)}
    others = _initiatives_beside(sight, label)
    ids: set[str] = set()
    made.initiatives = [(str(sight.reference(one.column)), _slug(one.heading, ids)) for one in others]
    named = {one.column for one in others} | {label}
    made.ignored = [sight.reference(column) for column in sight.columns if column not in named]
    answers: list[tuple[Looked, GuessedCriterion]] = []
    for row in sight.rows:
        text = str(row.cell(label).value or "").strip()
        if text:
            looked = Looked(text)
            for one in others:
                looked.add(row.cell(one.column), sight.shape)
            id_, title = _called(" ".join(text.split()), len(answers) + 1)
            answers.append((looked, GuessedCriterion(" ".join(text.split()), id_, title, "", "")))
    _finish(made, answers)


def _answer_column(sight: Sight, roles: dict[int, str]) -> int:
    """The column that may hold the answers of a long table whose heading is none that we know; 0 for none."""
    free = [looked for column, looked in sight.columns.items() if not roles[column]]
    scores = [one for one in free if _heading_words(one) & RESULT_WORDS] or [one for one in free if one.kind == "numbers"]
    return scores[0].column if scores else 0


def _initiatives_beside(sight: Sight, label: int) -> list[Looked]:
    """The columns beside that of the criterion which seem to be initiatives with their answers."""
    others = []
    for column, looked in sight.columns.items():
        about = _heading_words(looked) & (REASON_WORDS | SOURCE_WORDS | RESULT_WORDS | CRITERION_WORDS | BESIDE_CRITERIA)
        named = isinstance(sight.reference(column), str)
        if (
            column != label
            and named
            and not about
            and looked.kind not in ("empty", "dates")
            and max(map(len, looked.texts), default=0) < 60
        ):
            others.append(looked)
    return others


def _heading_words(looked: Looked) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", same(looked.heading)))


def _long(made: Guess, roles: dict[int, str]) -> None:
    sight = made.sight
    by_role: dict[str, int] = {}
    for column, role in roles.items():
        if role:
            by_role.setdefault("answer" if role in ("level", "value") else role, column)
    if not {"answer", "state"} & set(by_role):
        by_role["answer"] = _answer_column(sight, roles)
    initiative = by_role.pop("initiative", 0)
    rest = [looked for column, looked in sight.columns.items() if column not in by_role.values()]
    if initiative:
        rest.sort(key=lambda looked: looked.column != initiative)
    taken = _initiative_columns(made, rest, repeated=True) | set(by_role.values())
    made.rating = {role: sight.reference(column) for role, column in by_role.items()}
    made.ignored = [sight.reference(column) for column in sight.columns if column not in taken]
    found: dict[str, Looked] = {}
    for row in sight.rows:
        cell = row.cell(by_role["criterion"])
        text = " ".join(str(cell.value).split()) if not cell.empty else ""
        if text:
            found.setdefault(text, Looked(text)).add(row.cell(by_role.get("answer", 0)), sight.shape)
    if "source" in by_role:
        made.sources += sight.columns[by_role["source"]].words
    answers = []
    for number, (text, looked) in enumerate(found.items(), start=1):
        id_, title = _called(text, number)
        answers.append((looked, GuessedCriterion(text, id_, title, "", "")))
    _finish(made, answers)


def _initiative_columns(made: Guess, columns: list[Looked], *, repeated: bool = False) -> set[int]:
    """Find the columns about the initiative: its id, its title, and what else is known of it."""
    named: dict[str, int] = {}
    for looked in columns:
        heading = set(re.findall(r"[^\W\d_]+\d*", same(looked.heading)))
        fits = all(IDENTIFIER.fullmatch(text) for text in looked.texts)
        if "id" not in named and fits and looked.texts and (looked.unique or repeated) and heading & ID_WORDS:
            named["id"] = looked.column
        elif "title" not in named and looked.kind in ("text", "words") and heading & TITLE_WORDS and (looked.unique or repeated):
            named["title"] = looked.column
        else:
            for name, words in ABOUT_WORDS.items():
                if same(looked.heading) in words and name not in named:
                    named[name] = looked.column
    if not {"id", "title"} & set(named) and columns:
        free = [one for one in columns if one.column not in named.values() and one.texts]
        best = next((one for one in free if one.unique), free[0] if free else columns[0])
        fits = bool(best.texts) and all(IDENTIFIER.fullmatch(text) and text.casefold() not in NO_IDS for text in best.texts)
        named["id" if fits else "title"] = best.column
    made.initiative = {name: made.sight.reference(column) for name, column in named.items()}
    if "id" not in named:
        ids: set[str] = set()
        texts = list(made.sight.columns[named["title"]].texts)
        made.ignored_rows = [text for text in texts if same(text) in RESULT_WORDS]
        made.initiatives = [(text, _slug(text, ids)) for text in texts if text not in made.ignored_rows]
    return set(named.values())


def _called(heading: str, number: int) -> tuple[str, str]:
    """An id and a title from a heading: its code if it begins with one, else a number in the table."""
    match = _CODE.fullmatch(heading)
    if match:
        return re.sub(r"\s", "-", match[1]), match[2]
    if IDENTIFIER.fullmatch(heading) and len(heading) <= 30:
        return heading, heading
    return f"C-{number:02}", heading


def _dimension(made: Guess, title: str) -> str:
    known = next((id_ for id_, other in made.dimensions.items() if other == title), None)
    if known is None:
        known = _slug(title, set(made.dimensions))
        made.dimensions[known] = title
    return known


def _slug(text: str, taken: set[str]) -> str:
    """A short id for a draft, which its author looks over."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "entry"
    base = f"{base}-1" if base in NO_IDS else base
    id_, number = base, 2
    while id_ in taken:
        id_, number = f"{base}-{number}", number + 1
    taken.add(id_)
    return id_


def _finish(made: Guess, answers: list[tuple[Looked, GuessedCriterion]]) -> None:
    """Give each criterion its scale and a dimension, no two the same id, and gather the words for states."""
    ids: set[str] = set()
    worded = [looked for looked, _ in answers if looked.kind in ("words", "text")]
    small = [looked for looked, _ in answers if looked.kind not in ("words", "text") and _is_small(looked)]
    by_words: dict[frozenset[str], str] = {}
    for looked, criterion in answers:
        while criterion.id.casefold() in ids:
            criterion.id += "-2"
        ids.add(criterion.id.casefold())
        if looked.kind in ("words", "text"):
            words = frozenset(map(same, looked.words))
            if words not in by_words:
                by_words[words] = _scale_of_words(made, words, worded)
            criterion.scale = by_words[words]
        else:
            criterion.scale = _scale_of_numbers(made, looked, small if looked.numbers and _is_small(looked) else [looked])
        if not criterion.dimension:
            criterion.dimension = "all"
            made.dimensions.setdefault("all", "All criteria")
        made.criteria.append(criterion)
        made.states += [word for word in looked.states if same(word) not in map(same, made.states)]
    made.sources = list(dict.fromkeys(made.sources))


def _scale_of_words(made: Guess, words: frozenset[str], worded: list[Looked]) -> str:
    """The scale for words; columns with words of one ladder, or with some words in common, share theirs."""
    ladder = next((one for one in LADDERS if words <= set(one)), None)
    fellows = [one for one in worded if (_on(one, ladder) if ladder else set(map(same, one.words)) == words)]
    spelled: dict[str, str] = {}
    for word in (word for one in fellows for word in one.words):
        spelled.setdefault(same(word), word)
    ordered = [spelled[word] for word in ladder or sorted(spelled) if word in spelled]
    if len(ordered) < 2:
        ordered = ["no", *ordered] if ordered != ["no"] else ["no", "yes"]
    check = "the levels, the worst first" if ladder else "put the levels in order, the worst first; here they stand by letter"
    return _named(made, "level", {"kind": "levels", "levels": ordered[:50]}, check)


def _scale_of_numbers(made: Guess, looked: Looked, group: list[Looked]) -> str:
    """The scale for numbers; columns with small whole numbers share theirs."""
    if looked.percent:
        return _named(made, "share", {"kind": "measure", "unit": "%", "from": "0", "to": "100"}, "which is worst, which is best")
    numbers = [number for one in group for number in one.numbers] or [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    high = high if high > low else low + 1
    data: dict[str, object] = {"kind": "measure", "from": f"{low:.15g}", "to": f"{high:.15g}"}
    check = "the lowest and highest in the table; say what is worst and what is best"
    return _named(made, "points" if looked.numbers and _is_small(looked) else "measure", data, check)


def _on(looked: Looked, ladder: Iterable[str]) -> bool:
    return set(map(same, looked.words)) <= set(ladder)


def _is_small(looked: Looked) -> bool:
    return not looked.percent and all(number.is_integer() and 0 <= number <= 10 for number in looked.numbers)


def _named(made: Guess, base: str, data: dict[str, object], check: str) -> str:
    """The name of a scale with this data, a new one if there is none yet."""
    for known in made.scales:
        if known.data == data:
            return known.name
    count = sum(re.fullmatch(rf"{base}(-\d+)?", known.name) is not None for known in made.scales)
    name = base if not count else f"{base}-{count + 1}"
    made.scales.append(GuessedScale(name, data, check))
    return name


def reference_name(reference: Reference) -> str:
    """What a person calls a column."""
    return reference if isinstance(reference, str) else f"column {reference['at']}"
