"""The script of the page: our own files as they are, let through by their hash, with data that no browser takes for markup."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from msiscore.reporting.html import render_html
from msiscore.reporting.report import Report
from msiscore.reporting.script import BROWSER, PARTS, data_text, page_script, policy_hash, script_text, style_text
from tests.reporting.invented import HOSTILE, LONG


def data_of(report: Report) -> str:
    assert report.exploration is not None
    return data_text(report.exploration)


def test_the_page_lets_through_exactly_its_own_script(tutorial_report: Report) -> None:
    page = render_html(tutorial_report, ()).decode()
    found = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert found == [script_text()]
    digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert f"script-src 'sha256-{digest}'; " in policy[1]
    assert "unsafe" not in policy[1]
    assert page.index("Content-Security-Policy") < page.index("<script")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    assert style_text() in style[1]
    assert f"style-src '{policy_hash(style[1])}'" in html.unescape(policy[1])


def test_every_file_of_the_folder_is_in_the_script_or_the_style() -> None:
    assert {path.name for path in BROWSER.iterdir()} == {*PARTS, "explore.css"}
    for name in PARTS:
        assert (BROWSER / name).read_text(encoding="utf-8") in script_text()


def test_the_script_keeps_to_what_is_safe() -> None:
    """No markup from text, no text that runs, nothing that asks another host or keeps what a reader chose on the machine."""
    forbidden = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|setTimeout\(\s*[\"'`]|\.on\w+\s*="
    forbidden += r"|fetch\(|XMLHttp|WebSocket|sendBeacon|import\(|importScripts|localStorage|sessionStorage|document\.cookie|https?://(?!www\.w3\.org)"
    assert re.findall(forbidden, script_text()) == []
    assert "</script" not in script_text()
    assert "<!--" not in script_text()
    assert "</style" not in style_text()


def test_the_script_and_its_style_stay_small() -> None:
    assert len(script_text()) < 50_000
    assert len(style_text()) < 6_000


class Scripts(HTMLParser):
    """The elements of a page, and what stands in its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.inside = tag == "script"
        if self.inside:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


@pytest.mark.parametrize("text", [*HOSTILE, "<!--<script>", "\u2028\u2029", "]]>", LONG], ids=range(len(HOSTILE) + 4))
def test_no_text_of_a_user_ends_the_data(tutorial_report: Report, text: str) -> None:
    exploration = tutorial_report.exploration
    assert exploration is not None
    first, *others = exploration.initiatives
    poisoned = replace(first, title=text, sector=text, tags=(text,))
    report = replace(tutorial_report, exploration=replace(exploration, initiatives=(poisoned, *others), citation=text))
    plain, page = (Scripts(render_html(one, ()).decode()) for one in (tutorial_report, report))
    assert not re.search("[<>&\u2028\u2029]", page.texts[0])
    read = json.loads(page.texts[0])
    assert read["initiatives"][0] == {"id": first.id, "title": text, "sector": text, "tags": [text]}
    assert read["citation"] == text
    extra = {"option"}  # a sector of its own is one more to choose
    assert [tag for tag in page.tags if tag not in extra] == [tag for tag in plain.tags if tag not in extra]


def test_what_has_its_usual_value_is_left_out(tutorial_report: Report) -> None:
    data = json.loads(data_of(tutorial_report))
    assert tutorial_report.exploration is not None
    for tree, whole in zip(data["columns"], tutorial_report.exploration.columns, strict=True):
        for row, branch in zip(tree["rows"], whole.rows, strict=True):
            assert row["id"] == branch.id
            assert ("item" in row) == (branch.item is not None)
            assert row.get("power", 1) == branch.power
            assert row.get("bonus", []) == list(branch.bonus)


def test_numbers_keep_every_digit(tutorial_report: Report) -> None:
    exploration = tutorial_report.exploration
    assert exploration is not None
    value = 0.1 + 0.2
    first, *others = exploration.values
    changed = replace(exploration, values=((value, *first[1:]), *others), minimum_coverage=1 / 3)
    data = json.loads(data_text(changed))
    assert (data["values"][0][0], data["minimum_coverage"]) == (value, 1 / 3)


def test_the_script_comes_with_what_it_weighs_again(tutorial_report: Report) -> None:
    made = page_script(tutorial_report)
    assert made is not None
    assert made.after == "ranking"
    without = tuple(section for section in tutorial_report.sections if section.id != "ranking")
    for report in (replace(tutorial_report, sections=without), replace(tutorial_report, exploration=None)):
        assert page_script(report) is None
        page = render_html(report, ())
        assert b"<script" not in page
        assert b"script-src" not in page
        assert b'id="explore' not in page
    profile = page_script(replace(tutorial_report, has_total=False, tables=()))
    assert profile is not None
    assert profile.after == "dimensions"
