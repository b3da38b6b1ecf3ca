from __future__ import annotations

import ast
from pathlib import Path

import pytest

from msiscore.exchange import form, form_questions, form_tables, wording
from msiscore.exchange.wording import CHOICES, FormWording, choice_of, known_languages


def fixed_words() -> set[str]:
    """Every text that a form says: what `say` is called with, and what stands in the tables of labels."""
    words = {"done", "check", "open", "Short id", "Name, of a person or a team", "What they have at stake, or none"}
    for path in Path(form.__file__).parent.glob("form*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).rpartition(".")[2] == "say":
                said = node.args[0]
                words |= {said.value} if isinstance(said, ast.Constant) and isinstance(said.value, str) else set()
    words |= {*form.STEPS, *form.GOOD_TO_KNOW, *form_questions.HEADINGS.values()}
    words |= {text for label in form_tables.INITIATIVE_LABELS.values() for text in label if text}
    words |= {label for label, _ in [*form_tables.EVIDENCE_LABELS.values(), *form_tables.SOURCE_LABELS.values()]}
    return words | {text for choices in CHOICES.values() for text in choices.values()}


def test_every_word_of_a_form_has_its_dutch() -> None:
    dutch = FormWording("nl")
    own = {str(message.id) for message in wording._own_catalog("nl") or () if message.id and message.string}
    missing = [text for text in fixed_words() if text not in own and not dutch.knows(text)]
    assert not missing
    assert not own - fixed_words(), "words that no form says"


@pytest.mark.parametrize("language", known_languages())
@pytest.mark.parametrize("field", CHOICES)
def test_each_choice_is_understood_in_each_language(field: str, language: str) -> None:
    for id_, words in FormWording(language).choices(field).items():
        assert choice_of(field, words) == choice_of(field, id_) == choice_of(field, f" {words.upper()} ") == id_


def test_no_word_means_two_choices() -> None:
    for field, choices in CHOICES.items():
        names = [FormWording(language)(words).casefold() for language in known_languages() for words in choices.values()]
        by_name = {name: {choice_of(field, name) for _ in [0]} for name in names}
        assert all(len(ids) == 1 for ids in by_name.values())
        for language in known_languages():
            assert len({FormWording(language)(words).casefold() for words in choices.values()}) == len(choices)


def test_what_is_no_choice_is_none() -> None:
    assert choice_of("state", "later") is None
