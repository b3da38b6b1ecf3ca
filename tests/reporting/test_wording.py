"""Languages: every fixed word of the report is translated, and numbers and dates are written as the language does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import msiscore.reporting
from msiscore.model import PartialDate
from msiscore.reporting import phrases, where_next
from msiscore.reporting.wording import LOCALE_FOLDER, Wording, with_unit

HOME = Path(msiscore.reporting.__file__).parent
CALLS = {"wording", "say", "label", "plural", "_"}


def in_python(path: Path) -> Iterator[str]:
    """The fixed texts that a module says: constants given to one of the translating calls."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in CALLS:
                yield from (c.value for c in ast.walk(node.args[0]) if isinstance(c, ast.Constant) and isinstance(c.value, str))


def in_template(path: Path) -> Iterator[str]:
    """The fixed texts of a template: string constants given to one of the translating calls."""
    # `label` is a function of Typst's own
    calls = "|".join(re.escape(name) for name in sorted(CALLS - {"label"} if path.suffix == ".typ" else CALLS))
    for match in re.finditer(rf"(?<![\w.])(?:{calls})\(\s*\"((?:[^\"\\]|\\.)*)\"", path.read_text(encoding="utf-8")):
        yield match[1].replace('\\"', '"')


def fixed_texts() -> dict[str, str]:
    """Every fixed text and the file that says it."""
    found: dict[str, str] = {}
    for path in sorted(HOME.rglob("*.py")):
        found |= dict.fromkeys(in_python(path), path.name)
    for path in [*sorted(HOME.rglob("*.j2")), *sorted(HOME.rglob("*.typ"))]:
        found |= dict.fromkeys(in_template(path), path.name)
    for table in (
        phrases.STATE_NAMES,
        phrases.STATE_MEANINGS,
        phrases.TREATMENTS,
        phrases.RULES,
        phrases.WEIGHTINGS,
        phrases.CONFIDENCE,
        phrases.KINDS,
        phrases.OUTCOMES,
        phrases.COLUMNS,
        phrases.AUDIENCE_NAMES,
        where_next.NO_WAYS,
    ):
        found |= dict.fromkeys(table.values(), "phrases.py")
    return found | {word: "phrases.py" for _, _, word in phrases.VERDICTS.values()}


@pytest.mark.parametrize("language", [path.stem for path in LOCALE_FOLDER.glob("*.po")])
def test_every_fixed_text_is_translated(language: str) -> None:
    wording = Wording(language)
    missing = {text: file for text, file in fixed_texts().items() if re.search("[A-Za-z]{2}", text) and not wording.knows(text)}
    assert not missing


@pytest.mark.parametrize("language", [path.stem for path in LOCALE_FOLDER.glob("*.po")])
def test_a_translation_has_the_same_names_in_braces(language: str) -> None:
    for text, translation in Wording(language).labels().items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", translation)), text


@pytest.mark.parametrize("language", [path.stem for path in LOCALE_FOLDER.glob("*.po")])
def test_no_message_stands_twice(language: str) -> None:
    keys = re.findall(r'^msgid (".*")$', (LOCALE_FOLDER / f"{language}.po").read_text(encoding="utf-8"), re.M)
    assert [key for key in set(keys) if keys.count(key) > 1] == []


def test_a_language_without_a_catalogue_says_it_in_english() -> None:
    assert Wording("fr")("Score") == "Score"
    assert Wording("xx-nonsense").number(1234.5, 1) == "1,234.5"


def test_plurals() -> None:
    assert [Wording("nl").plural("{count} level", "{count} levels", n) for n in (0, 1, 2)] == [
        "0 niveaus",
        "1 niveau",
        "2 niveaus",
    ]
    assert Wording("en").plural("{count} level", "{count} levels", 1) == "1 level"


@pytest.mark.parametrize(("date", "text"), [("2020", "2020"), ("2020-07", "juli 2020"), ("2020-07-08", "8 juli 2020")])
def test_a_date_is_no_more_exact_than_it_is_known(date: str, text: str) -> None:
    assert Wording("nl").date(PartialDate.of(date)) == text
    assert Wording("nl").date(None) == ""


def test_numbers_follow_the_language() -> None:
    assert Wording("nl").quantity(1234.5) == "1.234,5"
    assert Wording("en").number(-2.25, 1) == "−2.3"
    assert (with_unit("5", "%"), with_unit("5", "km"), with_unit("5", "")) == ("5%", "5 km", "5")
