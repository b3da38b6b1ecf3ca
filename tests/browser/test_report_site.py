"""The folder of pages in a real browser, opened from disk: each kind of page is styled, accessible, quiet, fit for telephone and paper."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.test_report_page import RULES, SCROLLED_OUT, Scheme, findings, shown
from tests.reporting.test_pdf import words_of

KINDS = {
    "index": "index.html",
    "initiatives": "initiatives.html",
    "initiative": "initiatives/initiative-01.html",
    "criteria": "criteria.html",
    "criterion": "criteria/MON-01.html",
    "method": "method.html",
    "sources": "sources.html",
}
"""A page of each kind. The first initiative and this criterion have one of everything."""


LOOKS = [
    pytest.param("nl", 1280, "light"),
    pytest.param("nl", 360, "dark", marks=pytest.mark.long),
    pytest.param("nl", 1280, "dark", marks=pytest.mark.long),
    pytest.param("nl", 360, "light", marks=pytest.mark.long),
    pytest.param("hostile", 1280, "light", marks=pytest.mark.long),
    pytest.param("hostile", 360, "dark"),
]


@pytest.mark.parametrize(("name", "width", "scheme"), LOOKS)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(browser: Browser, sites: dict[str, Path], name: str, kind: str, width: int, scheme: Scheme) -> None:
    with shown(browser, sites[name] / KINDS[kind], width, scheme) as (page, _):
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
        assert findings(result, "violations") == {}
        assert len(result["passes"]) > 20
        undecided = findings(result, "incomplete")
        # axe cannot tell the contrast of what is scrolled out of its box; see test_report_page.py
        undecided = {where: what for where, what in undecided.items() if not page.locator(where).evaluate(SCROLLED_OUT)}
        assert undecided == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["nl", "hostile"])
def test_a_page_from_disk_is_styled_and_asks_for_its_style_sheet_only(
    browser: Browser, sites: dict[str, Path], name: str, kind: str
) -> None:
    with shown(browser, sites[name] / KINDS[kind]) as (page, heard):
        page.wait_for_timeout(100)
        assert heard == [f"request: {(sites[name] / 'assets/style.css').as_uri()}"]
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "1120px"
        assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
        assert page.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("width", [pytest.param(360, marks=pytest.mark.long), 320])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [pytest.param("nl", marks=pytest.mark.long), "hostile", "long", "large"])
def test_a_telephone_scrolls_in_one_direction_only(
    browser: Browser, sites: dict[str, Path], name: str, kind: str, width: int
) -> None:
    with shown(browser, sites[name] / KINDS[kind], width) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_alone_goes_from_the_comparison_to_a_source(browser: Browser, sites: dict[str, Path]) -> None:
    with shown(browser, sites["nl"] / "index.html", script=False) as (page, _):
        for target in ("initiatives/initiative-01.html", "criteria/MON-01.html", "sources.html"):
            page.locator(f'main a[href*="{target}"]').first.focus()
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/{target}*")
        assert "#source-" in page.url
        page.go_back()
        page.go_back()
        page.locator('a[rel="next"]').focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/initiatives/initiative-02.html")
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("href") == "#content"


@pytest.mark.parametrize("kind", KINDS)
def test_every_printed_page_names_the_notices(browser: Browser, sites: dict[str, Path], kind: str, tmp_path: Path) -> None:
    target = tmp_path / "print.pdf"
    with shown(browser, sites["nl"] / KINDS[kind], scheme="dark") as (page, _):
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 27, 27)"
        assert not page.locator("nav.site").is_visible()
        page.pdf(path=target, prefer_css_page_size=True)
    with pikepdf.open(target) as pdf:
        count = len(pdf.pages)
    printed = words_of(target.read_bytes()).split("\f")[:count]
    assert len(printed) == count
    for text in printed:
        assert "Fictief · Concept · Openbare editie" in text
        assert "Scorekaart van verzonnen initiatieven" in text


@pytest.fixture
def host(sites: dict[str, Path]) -> Iterator[str]:
    """The address of a plain server of files, as any static host is one."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=sites["nl"])) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join(10)


def test_any_static_host_serves_it(browser: Browser, host: str) -> None:
    page = browser.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: None if request.url.startswith((host, "data:")) else heard.append(request.url))
    try:
        page.goto(host)
        page.locator('main a[href="initiatives/initiative-02.html"]').first.click()
        page.wait_for_url("**/initiatives/initiative-02.html")
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "1120px"
        page.locator('a.cite[href^="../sources.html#source-"]').first.click()
        page.wait_for_url("**/sources.html#source-*")
        assert [fault for fault in heard if "favicon" not in fault and "404" not in fault] == []
    finally:
        page.close()
