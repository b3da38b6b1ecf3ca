"""What has no translation is told to whoever makes the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.loading.set_loader import load_set
from msiscore.model import Text
from msiscore.reporting import untranslated as room
from msiscore.reporting.untranslated import fixed_words, lacking, untranslated


def test_the_shipped_languages_are_complete() -> None:
    loaded = load_set("dutch-rbc-2020")
    assert list(untranslated(loaded, "en")) == []
    assert not [sentence for sentence in untranslated(loaded, "nl") if "fixed" in sentence]


def test_a_language_without_a_catalogue_is_told() -> None:
    first, second = untranslated(load_set("tutorial"), "fr")
    assert first.startswith("there are no translations of the fixed words into `fr`")
    assert "of the framework" in second


def test_a_catalogue_with_gaps_is_told_with_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from msiscore.reporting import wording

    nl = (wording.LOCALE_FOLDER / "nl.po").read_text(encoding="utf-8")
    (tmp_path / "nl.po").write_text(nl, encoding="utf-8")
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (tmp_path / "de.po").write_text(head + 'msgid "Score"\nmsgstr "Wert"\n', encoding="utf-8")
    monkeypatch.setattr(wording, "LOCALE_FOLDER", tmp_path)
    monkeypatch.setattr(room, "LOCALE_FOLDER", tmp_path)
    wording._catalog.cache_clear()
    try:
        sentence = next(untranslated(load_set("tutorial"), "de"))
    finally:
        monkeypatch.undo()
        wording._catalog.cache_clear()
    count = len(fixed_words())
    assert sentence.startswith(f"{count - 1} of the {count} fixed texts have no translation into `de`")
    assert "and" in sentence


def test_texts_are_counted_wherever_they_stand() -> None:
    here, there = Text({"en": "a", "nl": "b"}), Text.of("c")
    assert lacking([here, {"x": (there, here)}], "nl", "en") == 1
    assert lacking(there, "en", "en") == 0
