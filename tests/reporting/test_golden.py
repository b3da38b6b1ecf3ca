"""What readers read, section by section; `make golden` accepts a change."""

from __future__ import annotations

import pytest

from msiscore.reporting.sections import SECTIONS
from tests.reporting.golden import FOLDER, PAGES, page_text, section_text
from tests.reporting.reading_pages import as_text


@pytest.mark.parametrize("id_", SECTIONS)
def test_each_section_reads_as_it_did(id_: str) -> None:
    text = section_text(id_)
    assert text, f"no shipped report has the section {id_}"
    assert text == kept(id_)


@pytest.mark.parametrize("name", PAGES)
def test_each_page_reads_as_it_did(name: str) -> None:
    assert page_text(name) == kept(name)


def kept(name: str) -> str:
    path = FOLDER / f"{name}.txt"
    assert path.is_file(), "run `make golden`"
    return path.read_text(encoding="utf-8")


def test_no_text_is_kept_of_what_is_no_more() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {*SECTIONS, *PAGES}


def test_the_text_of_a_page_is_what_a_person_reads() -> None:
    markup = "<section><h2>Head</h2>\n<p>One <b>two</b>\n three.</p><ul><li value='2'>a</li></ul>"
    markup += "<table><tr><th>x</th><td>1</td></tr></table><dl><div><dt>word</dt><dd>meaning</dd></div></dl>"
    markup += "<img src='data:' alt='A line.'></section>"
    assert as_text(markup) == "## Head\nOne two three.\n- a\nx | 1\nword: meaning\n[picture: A line.]\n"
