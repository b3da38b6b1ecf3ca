"""The HTML report in a real browser: accessible, quiet, and fit for a telephone, the dark and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]
WIDTHS = (1280, 360)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SHORT = (("nl", 1280, "light"), ("ho", 360, "dark"))
"""The looks that are tried in the short round: the beginning of the page's name, its width and scheme."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def shown(
    browser: Browser, path: Path, width: int = 1280, scheme: Scheme = "light", script: bool = True, query: str = ""
) -> Iterator[tuple[Page, list[str]]]:
    """The page at `path`, and what it said or asked for while it was open.

    A window is used again by the next test if all went well: to open one takes longer than most tests.
    """
    idle = WINDOWS.setdefault((browser, script), [])
    page = idle.pop() if idle else browser.new_context(java_script_enabled=script).new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media="null", color_scheme=scheme, reduced_motion="reduce")
    heard: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "console": lambda message: heard.append(f"console: {message.text}"),
        "pageerror": lambda error: heard.append(f"error: {error}"),
        "dialog": lambda dialog: heard.append(f"dialog: {dialog.message}"),
        "request": lambda request: None if request.url.startswith("data:") else heard.append(f"request: {request.url}"),
        "requestfailed": lambda request: heard.append(f"failed: {request.failure}"),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        page.goto(path.as_uri() + query, wait_until="load")
        heard.remove(f"request: {path.as_uri()}{query.partition('#')[0]}")
        yield page, heard
    except BaseException:
        page.context.close()
        raise
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    page.context.clear_permissions()
    page.goto("about:blank")
    idle.append(page)


WINDOWS: dict[tuple[Browser, bool], list[Page]] = {}
"""Windows that no test uses at the moment, by their browser and whether they run scripts."""


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        pytest.param(name, width, scheme, marks=() if (name[:2], width, scheme) in SHORT else pytest.mark.long)
        for name in ("nl", "hostile")
        for width in WIDTHS
        for scheme in SCHEMES
    ],
)
def test_axe_finds_nothing(browser: Browser, pages: dict[str, Path], name: str, width: int, scheme: Scheme) -> None:
    with shown(browser, pages[name], width, scheme) as (page, _):
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
        assert findings(result, "violations") == {}
        assert len(result["passes"]) > 20
        undecided = findings(result, "incomplete")
        undecided = {where: what for where, what in undecided.items() if not page.locator(where).evaluate(SCROLLED_OUT)}
        assert undecided == {}


SCROLLED_OUT = """node => {
  const box = node.closest(".box");
  if (!box) return false;
  const [own, around] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
  return own.right > around.right || own.left < around.left;
}"""
"""Whether a part of an element lies outside of what its box shows: axe cannot tell the contrast there."""


def findings(result: dict[str, Any], kind: str) -> dict[str, str]:
    """What axe found of a kind: the selector of the element, and what is wrong with it."""
    return {
        node["target"][0]: f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in result[kind]
        for node in rule["nodes"]
    }


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
@pytest.mark.parametrize("name", ["en", "nl", "hostile", pytest.param("large", marks=pytest.mark.long)])
def test_the_page_is_quiet_and_asks_nobody(browser: Browser, pages: dict[str, Path], name: str, scheme: Scheme) -> None:
    with shown(browser, pages[name], scheme=scheme) as (page, heard):
        page.wait_for_timeout(100)
        assert heard == []
        assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")


def test_the_policy_stops_what_the_page_does_not_hold(browser: Browser, pages: dict[str, Path]) -> None:
    """The check above can only be trusted if a breach of the policy would be heard."""
    with shown(browser, pages["nl"]) as (page, heard):
        page.evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.org/x.png\"><p style=\"color:red\">')"
        )
        page.wait_for_timeout(100)
        assert len([message for message in heard if "Content Security Policy" in message]) == 2
        assert "failed: csp" in heard


@pytest.mark.parametrize("width", [pytest.param(360, marks=pytest.mark.long), 320])
@pytest.mark.parametrize("name", ["en", "nl", "hostile", pytest.param("large", marks=pytest.mark.long)])
def test_a_telephone_scrolls_in_one_direction_only(browser: Browser, pages: dict[str, Path], name: str, width: int) -> None:
    with shown(browser, pages[name], width) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_wide_tables_scroll_in_a_box_that_the_keyboard_reaches(browser: Browser, pages: dict[str, Path]) -> None:
    with shown(browser, pages["en"], 360) as (page, _):
        box = page.locator(".box").first
        box.focus()
        assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
        assert page.evaluate("document.activeElement.scrollWidth > document.activeElement.clientWidth")
        assert page.evaluate("getComputedStyle(document.activeElement).overflowX") == "auto"


def test_the_first_tab_leads_to_the_content(browser: Browser, pages: dict[str, Path]) -> None:
    with shown(browser, pages["en"]) as (page, _):
        page.keyboard.press("Tab")
        link = page.locator(":focus")
        assert link.get_attribute("href") == "#content"
        box = link.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_works_without_javascript(browser: Browser, pages: dict[str, Path]) -> None:
    with shown(browser, pages["nl"], script=False) as (page, heard):
        page.locator('a[href^="#source-"]').first.click()
        assert "#source-" in page.url
        assert page.locator(".rating").first.is_visible()
        assert heard == []


def test_hostile_text_is_seen_as_it_is_written(browser: Browser, pages: dict[str, Path]) -> None:
    with shown(browser, pages["hostile"]) as (page, heard):
        assert page.get_by_text("<script>alert(1)</script>").first.is_visible()
        assert page.get_by_text("{{ 7*7 }} {% raw %}").first.is_visible()
        assert page.evaluate("document.scripts.length") == 0
        assert heard == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_prints_in_black_on_white_with_every_rating(
    browser: Browser, pages: dict[str, Path], scheme: Scheme, tmp_path: Path
) -> None:
    with shown(browser, pages["nl"], scheme=scheme) as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = false)")
        page.emulate_media(media="print", color_scheme=scheme)
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 27, 27)"
        assert page.locator(".reply").first.is_visible()
        target = tmp_path / "print.pdf"
        page.pdf(path=target, prefer_css_page_size=True)
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) > 5
        width, height = (float(length) for length in pdf.pages[0].mediabox[2:])
        assert (round(width), round(height)) == (595, 842)


STACKS = """node => {
  const box = node.closest(".box"), cell = node.querySelector("tbody td");
  const [head, first] = [...node.querySelector("tbody tr").cells].map(one => one.getBoundingClientRect());
  return {
    fits: box.scrollWidth <= box.clientWidth,
    below: first.top >= head.bottom,
    told: getComputedStyle(cell, "::before").content.split(" / ")[0],
  };
}"""


@pytest.mark.parametrize("name", ["nl", "hostile"])
def test_a_table_of_texts_stands_row_below_row_on_a_telephone_and_is_still_a_table(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    with shown(browser, pages[name], 320) as (page, _):
        table = page.locator('section[aria-labelledby="next"] table').first
        title = table.locator("thead th").nth(1).text_content() or ""
        found = table.evaluate(STACKS)
        assert found["fits"]
        assert found["below"]
        assert found["told"] == '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
        tree = table.aria_snapshot()
        assert tree.lstrip("- '").startswith("table ")
        assert all(f"- {role} " in tree for role in ("columnheader", "rowheader", "cell"))
        page.set_viewport_size({"width": 1280, "height": 900})
        assert not table.evaluate(STACKS)["below"]
        assert table.evaluate(STACKS)["told"] == "none"
        assert page.locator('section[aria-labelledby="sensitivity"] table.stacks').count() == 0
