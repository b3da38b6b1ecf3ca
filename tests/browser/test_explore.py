"""Weighing again in a real Chromium: every number that is shown is the engine's, and the page stays quiet, safe and accessible."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from msiscore.reporting.charts import draw_charts
from msiscore.reporting.html import render_html
from msiscore.reporting.report import Report, ScoreRow, ScoreTable
from tests.browser.conftest import OnDemand
from tests.browser.explored import DIMENSIONS, explored_report, titles
from tests.browser.test_report_page import RULES, SCHEMES, SCROLLED_OUT, SHORT, Scheme, findings, shown

MOVED = "?w.governance=2.5&w.monitoring=0.3"
MOVED_WEIGHTS = {"governance": "2.5", "monitoring": "0.6"}
SIZES = {"small": 3, "en": 12, "nl": 12, "large": 60}


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages on disk: of three sizes, in two languages, hostile, and without an overall score."""
    folder = tmp_path_factory.mktemp("explored")
    others = {
        "nl-small": lambda: explored_report("nl", 6),
        "hostile-small": lambda: explored_report("en", 8, hostile=True),
        "hostile": lambda: explored_report("en", 24, hostile=True),
        "profile": lambda: explored_report("en", 6, total="none"),
    }

    def make(name: str) -> Path:
        report = others[name]() if name in others else explored_report("nl" if name == "nl" else "en", SIZES[name])
        file = folder / f"{name}.html"
        file.write_bytes(render_html(report, draw_charts(report)))
        return file

    return OnDemand(make)


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, explored: dict[str, Path]) -> Iterator[Open]:
    """Opens a page by name and query. At the end of the test it must have said nothing and asked nobody."""
    with_pages: list[Any] = []

    def run(name: str, query: str = "", **more: Any) -> Page:
        context = shown(browser, explored[name], query=query, **more)
        page, heard = context.__enter__()
        with_pages.append((context, heard))
        return page

    yield run
    for context, heard in with_pages:
        context.__exit__(None, None, None)
        assert heard == []


def cells(page: Page, part: str) -> list[list[str]]:
    """The texts in the lines of one of the two tables."""
    rows: list[list[str]] = page.evaluate(
        """part => [...document.querySelectorAll(`#explore-${part} tbody tr`)].map(row => [...row.cells].map(cell =>
            [...cell.childNodes].map(node => node.textContent.trim()).filter(Boolean).join('|')))""",
        part,
    )
    return rows


def texts(row: ScoreRow, before: str | None) -> list[str]:
    """What the line of `row` must say; `before` is its rank in the report, None for a line without a rank."""
    name = "|".join(filter(None, (" ".join(row.title.split()), row.remark)))
    if before is None:
        return [name, "", row.interval, row.coverage.text, row.standards]
    return [row.rank, before, name, row.score.text, "", row.interval, row.coverage.text, row.band, row.standards]


def moved_from(row: ScoreRow, table: ScoreTable, language: str) -> str:
    """How the page words the change from the rank in the report."""
    old = next((one.rank for one in table.ranked if one.initiative == row.initiative), "")
    if not old:
        return {"en": "newly ranked", "nl": "nieuw in de rangorde"}[language]
    by = int(old) - int(row.rank)
    words = {"en": ("up", "down"), "nl": ("omhoog", "omlaag")}[language]
    return f"{old}|=" if by == 0 else f"{old}|{'▲' if by > 0 else '▼'} {abs(by)}|{abs(by)} {words[by < 0]}"


def check_tables(page: Page, wanted: Report, published: Report, column: int = 0) -> None:
    """Every cell of both tables says what a report by these weights would say."""
    table = wanted.tables[column]
    own = published.tables[column]
    assert [[" ".join(cell.split()) for cell in row] for row in cells(page, "ranked")] == [
        texts(row, moved_from(row, own, wanted.language)) for row in table.ranked
    ]
    assert cells(page, "apart") == [texts(row, None) for row in table.unranked]


# The numbers -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "column"),
    [
        pytest.param(name, column, marks=() if name == "small" or (column == "overall" and name != "large") else pytest.mark.long)
        for name in SIZES
        for column in ("overall", "paper", "practice")
    ],
)
def test_by_its_own_weights_the_page_says_what_the_report_says(open_page: Open, name: str, column: str) -> None:
    report = explored_report("nl" if name == "nl" else "en", SIZES[name])
    page = open_page(name)
    page.select_option("#explore-column", column)
    check_tables(page, report, report, ["overall", "paper", "practice"].index(column))
    assert "differs" not in (page.locator("#explore-note").get_attribute("class") or "")


@pytest.mark.parametrize("name", SIZES)
def test_by_other_weights_it_says_what_a_report_by_them_would_say(open_page: Open, name: str) -> None:
    language = "nl" if name == "nl" else "en"
    wanted = explored_report(language, SIZES[name], weights=MOVED_WEIGHTS)
    published = explored_report(language, SIZES[name])
    assert [r.initiative for r in wanted.tables[0].ranked] != [
        r.initiative for r in published.tables[0].ranked
    ] or name == "small"
    page = open_page(name, MOVED)
    check_tables(page, wanted, published)


def test_a_preset_scores_by_that_set_of_weights(open_page: Open) -> None:
    published = explored_report("en", 12)
    named = {"remedy": "5", "monitoring-1": "3"}
    page = open_page("en")
    page.select_option("#explore-set", "workers")
    check_tables(page, explored_report("en", 12, weights=named), published)
    expect(page.locator("#explore-who")).to_have_text("unions")
    expect(page.locator("#explore-note")).to_contain_text("Chosen by you: As workers see it")
    slide(page, "remedy", "0.5")
    check_tables(page, explored_report("en", 12, weights=named | {"remedy": "2.5"}), published)


def test_a_weight_of_0_can_be_raised_to_the_mean_of_the_others(open_page: Open) -> None:
    page = open_page("en", "?w.results=2")
    check_tables(page, explored_report("en", 12, weights={"results": "3"}), explored_report("en", 12))
    expect(page.locator("#explore-zero")).to_be_visible()


def slide(page: Page, dimension: str, value: str) -> None:
    page.locator(f"#explore-w-{dimension}").fill(value)


def test_moving_a_slider_ranks_again(open_page: Open) -> None:
    page = open_page("en")
    before = cells(page, "ranked")
    slide(page, "governance", "2.5")
    slide(page, "monitoring", "0.3")
    assert cells(page, "ranked") != before
    check_tables(page, explored_report("en", 12, weights=MOVED_WEIGHTS), explored_report("en", 12))
    note = page.locator("#explore-note")
    expect(note).to_contain_text("Your weights, not the report's.")
    expect(note).to_contain_text("Governance and power × 2.5, Monitoring and verification × 0.3")
    expect(page.locator("#explore-said")).to_contain_text("of 12 initiatives have another rank than in the report")


def test_the_shares_shown_are_those_of_the_weights(open_page: Open) -> None:
    page = open_page("en", MOVED)
    shares = page.locator("#explore-sliders .slider .share").all_inner_texts()
    assert shares == ["54% of the whole", "13% of the whole", "33% of the whole", "0% of the whole"]  # 2.5, 0.6, 1.5 and 0 of 4.6


def test_without_any_weight_nothing_is_scored(open_page: Open) -> None:
    page = open_page("en", "?w.governance=0&w.monitoring=0&w.remedy=0")
    assert cells(page, "ranked") == []
    expect(page.locator("#explore-summary")).to_contain_text("All weights are 0")


def test_all_is_announced_once_and_politely(open_page: Open) -> None:
    page = open_page("en")
    said = page.locator("#explore-said")
    assert said.get_attribute("role") == "status"
    page.wait_for_timeout(700)
    expect(said).to_have_text("")
    page.evaluate("""() => {
        window.changes = [];
        new MutationObserver(() => changes.push(document.getElementById('explore-said').textContent))
            .observe(document.getElementById('explore-said'), { childList: true });
    }""")
    for value in ("1.2", "1.5", "2", "3"):
        slide(page, "governance", value)
    page.wait_for_timeout(800)
    assert len(page.evaluate("changes")) == 1


# Keyboard, address, way back ---------------------------------------------------------------------------------------------------


def test_a_slider_works_with_the_keyboard(open_page: Open) -> None:
    page = open_page("nl")
    range_ = page.get_by_label("Bestuur en macht")
    range_.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert range_.input_value() == "1.3"
    assert range_.get_attribute("aria-valuetext") == "1,3 keer het gewicht van de set; 27% van het geheel"
    expect(page.locator("#explore-sliders .times").first).to_have_text("× 1,3")
    page.keyboard.press("Home")
    assert range_.input_value() == "0"


def test_the_choice_is_kept_in_the_address_and_comes_back(open_page: Open, browser: Browser, explored: dict[str, Path]) -> None:
    page = open_page("en")
    slide(page, "governance", "2.5")
    page.select_option("#explore-set", "workers")
    slide(page, "remedy", "0.1")
    page.select_option("#explore-column", "paper")
    page.select_option("#explore-sector", "food")
    page.select_option("#explore-tag", "size: small")
    page.select_option("#explore-pick-1", "i01")
    page.select_option("#explore-pick-2", "i03")
    query = page.evaluate("location.search")
    assert query == "?set=workers&w.remedy=0.1&column=paper&sector=food&tag=size%3A+small&compare=i01&compare=i03"
    again = open_page("en", query)
    assert cells(again, "ranked") == cells(page, "ranked")
    assert state(again) == state(page)


def state(page: Page) -> Any:
    return page.evaluate(
        "[...document.querySelectorAll('#explore-part select, #explore-part input')].map(one => [one.id, one.value])"
    )


def test_back_and_forward_lead_through_the_choices(open_page: Open) -> None:
    page = open_page("en")
    own = cells(page, "ranked")
    for value in ("1.5", "2", "2.5"):  # one slider, one step
        slide(page, "governance", value)
    one = cells(page, "ranked")
    slide(page, "monitoring", "0")
    page.go_back()
    assert cells(page, "ranked") == one
    assert page.locator("#explore-w-monitoring").input_value() == "1"
    page.go_back()
    assert cells(page, "ranked") == own
    assert page.evaluate("location.search") == ""
    page.go_forward()
    assert cells(page, "ranked") == one


def test_reset_takes_the_reports_weights_again(open_page: Open) -> None:
    page = open_page("en", "?set=workers&w.governance=2&sector=food")
    page.get_by_role("button", name="Back to the report's weights").click()
    assert page.evaluate("location.search") == "?sector=food"
    expect(page.locator("#explore-note")).to_have_text(
        "These are the report's own weights, and this is the report's own ranking."
    )
    expect(page.get_by_role("button", name="Back to the report's weights")).to_be_disabled()
    assert page.evaluate("document.activeElement.id") == "explore-w-governance"
    page.go_back()
    expect(page.locator("#explore-note")).to_contain_text("Governance and power × 2.0")


HOSTILE_QUERIES = (
    "?set=%3Cscript%3Ealert(1)%3C/script%3E",
    "?w.governance=1e9&w.monitoring=-1&w.remedy=NaN&w.results=3.5",
    "?w.__proto__=2&w.constructor=1&__proto__=1&w.=1",
    "?set=nobody&column=none&sector=x&tag=y&compare=z",
    "?compare=i00&compare=i00&compare=i01&compare=i02&compare=i03",
    "?w.governance=" + "9" * 5000,
    "?w.governance=%F0%9F%8C%8D&w.monitoring=%00&column[]=paper&w.remedy=0x2",
    "?" + "&".join(f"w.x{n}=1" for n in range(2000)),
)


@pytest.mark.parametrize("query", HOSTILE_QUERIES, ids=range(len(HOSTILE_QUERIES)))
def test_a_hostile_address_changes_nothing_and_says_so(open_page: Open, query: str) -> None:
    page = open_page("en", query)
    report = explored_report("en", 12)
    check_tables(page, report, report)
    expect(page.locator("#explore-left")).to_have_text("Part of the address of this page could not be used and was left out.")


def test_what_others_put_into_the_address_stays(open_page: Open) -> None:
    page = open_page("en", "?from=newsletter#ranking")
    expect(page.locator("#explore-left")).to_have_text("")
    slide(page, "governance", "2")
    assert page.evaluate("location.search + location.hash") == "?from=newsletter&w.governance=2#ranking"


# Filters, order, side by side ------------------------------------------------------------------------------------------------------


def test_filters_by_sector_and_tag_keep_the_ranks(open_page: Open) -> None:
    page = open_page("large")
    ranks = {row[2]: row[0] for row in cells(page, "ranked")}
    page.select_option("#explore-sector", "textiles")
    page.select_option("#explore-tag", "country: DE")
    report = explored_report("en", 60)
    assert report.exploration is not None
    wanted = {one.title for one in report.exploration.initiatives if one.sector == "textiles" and "country: DE" in one.tags}
    rows = cells(page, "ranked")
    found = {row[2].split("|")[0] for row in rows} | {row[0].split("|")[0] for row in cells(page, "apart")}
    assert found == wanted
    assert all(ranks[row[2]] == row[0] for row in rows)
    expect(page.locator("#explore-shown")).to_have_text(f"{len(wanted)} of 60 initiatives shown; ranks count all of them.")


def column_of(table: Locator, index: int) -> list[str]:
    return table.locator(f"tbody tr > :nth-child({index + 1})").all_inner_texts()


@pytest.mark.parametrize("name", ["en", "nl"])
def test_tables_sort_by_a_column_and_back(open_page: Open, name: str) -> None:
    page = open_page(name)
    table = page.locator("#explore-ranked table")
    head = table.locator("thead th").nth(3)
    own = column_of(table, 2)
    values = [float(text.replace(",", ".")) for text in column_of(table, 3)]
    coverage = table.locator("thead th").nth(5)
    coverage.get_by_role("button").click()
    assert coverage.get_attribute("aria-sort") == "descending"
    shares = [int(text[:-1]) for text in column_of(table, 6)]
    assert shares == sorted(shares, reverse=True)
    head.get_by_role("button").click()
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert coverage.get_attribute("aria-sort") is None
    assert [float(text.replace(",", ".")) for text in column_of(table, 3)] == sorted(values)
    slide(page, "governance", "1.1")  # the order by column holds while the numbers move
    now = [float(text.replace(",", ".")) for text in column_of(table, 3)]
    assert now == sorted(now)
    page.get_by_role("button", name="Back to" if name == "en" else "Terug naar").click()
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert column_of(table, 2) == own


def test_the_reports_own_tables_sort_too(open_page: Open) -> None:
    page = open_page("en")
    table = page.locator("table.scores").first
    table.get_by_role("button", name="Initiative").click()
    names = [text.split("\n")[0] for text in column_of(table, 1)]
    assert names == sorted(names, key=str.casefold)
    heat = page.locator("table.heat").first
    own = heat.locator("tbody").inner_text()
    button = heat.get_by_role("button").nth(1)
    button.click()
    cells = [text.split()[0] for text in column_of(heat, 1)]
    assert all(re.fullmatch(r"[\d.]+ [A-E]|– no score", " ".join(text.split())) for text in column_of(heat, 1))
    values = [text for text in cells if text != "–"]
    assert values == sorted(values, key=float, reverse=True)
    assert 0 < len(values) < len(cells) == 12
    assert cells[len(values) :] == ["–"] * (12 - len(values))
    button.click()
    button.click()
    assert heat.locator("tbody").inner_text() == own


def test_three_stand_side_by_side(open_page: Open) -> None:
    page = open_page("nl", "?w.governance=2")
    expect(page.locator("#explore-compared")).to_be_hidden()
    picked = ("i02", "i00", "i05")
    for n, id_ in enumerate(picked, start=1):
        page.select_option(f"#explore-pick-{n}", id_)
    report = explored_report("nl", 12, weights={"governance": "2"})
    rows = page.locator("#explore-compared tbody tr")
    heads = page.locator("#explore-compared thead th").all_inner_texts()
    assert heads[1:] == [titles(int(id_[1:]), hostile=False)["nl"] for id_ in picked]
    for k, id_ in enumerate(picked):
        profile = next(one for one in report.profiles if one.id == id_)
        for entry in profile.dimensions:
            row = rows.filter(has=page.get_by_role("rowheader", name=entry.title, exact=True))
            text = row.locator("td").nth(k).inner_text()
            assert text.split() == f"{entry.score.text} interval {entry.interval}, dekking {entry.coverage.text}".split()
        whole = next(row for row in (*report.tables[0].ranked, *report.tables[0].unranked) if row.initiative == id_)
        text = rows.first.locator("td").nth(k).inner_text()
        assert text.split() == f"{whole.score.text} interval {whole.interval}, dekking {whole.coverage.text}".split()
    page.select_option("#explore-pick-2", "i02")  # twice the same is once
    assert page.locator("#explore-compared thead th").count() == 3


def test_without_an_overall_score_initiatives_can_be_compared(open_page: Open) -> None:
    page = open_page("profile", "?compare=i00&compare=i01")
    expect(page.get_by_role("heading", name="Compare for yourself")).to_be_visible()
    assert page.locator("#explore-part input").count() == 0
    assert page.locator("#explore-compared tbody tr").count() == 2 * len(DIMENSIONS)


# Taking it away ---------------------------------------------------------------------------------------------------------------


def test_the_citation_is_copied_with_the_weights(open_page: Open) -> None:
    page = open_page("en", "?w.governance=2")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#explore-copied")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (
        "A. Author, B. Writer. Invented initiatives [Fictional, Draft]. A small framework, version 1.0.0. As of 8 July 2020. "
        "By the reader's own weights: ?w.governance=2#explore"
    )
    assert "file:" not in copied


def test_where_nothing_can_be_copied_the_text_is_selected(open_page: Open) -> None:
    page = open_page("en")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#explore-copied")).to_have_text("The text is selected; copy it with the keys of your device.")
    citation = page.locator("#explore-citation").input_value()
    assert "own weights" not in citation
    assert page.evaluate("getSelection().toString()") == citation


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_what_is_shown_can_be_downloaded_unrounded(open_page: Open) -> None:
    page = open_page("en", MOVED)
    wanted = explored_report("en", 12, weights=MOVED_WEIGHTS)
    assert wanted.calculation is not None
    name, content = downloaded(page, "Download these results (CSV)")
    assert name == "a-set-own-weights.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    records = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [one["initiative"] for one in records] == [
        row.initiative for t in wanted.tables[:1] for row in (*t.ranked, *t.unranked)
    ]
    name, content = downloaded(page, "Download these results (JSON)")
    assert name == "a-set-own-weights.json"
    run = json.loads(content)
    assert (run["weights"], run["factors"]) == ("the reader's", {"governance": 2.5, "monitoring": 0.3})
    column = wanted.calculation.columns[0]
    for record, same in zip(records, run["initiatives"], strict=True):
        place = [one.name for one in wanted.calculation.initiatives].index(record["initiative"])
        outcome = column.outcomes[place]
        assert record["weights"] == MOVED
        for key in ("score", "lower", "upper", "coverage"):
            number = getattr(outcome, key)
            assert (float(record[key]) if record[key] else None) == (
                pytest.approx(number, abs=1e-9) if number is not None else None
            )
            assert same[key] == (float(record[key]) if record[key] else None)
        for row in column.rows[1:]:
            if row.item is not None or row.is_criterion:
                continue
            there = row.share > 0 and (row.coverage[place] or 0) >= 0.6
            number = float(record[f"dimension {row.id}"] or "nan")
            assert number == pytest.approx(row.point[place] if there else math.nan, abs=1e-9, nan_ok=True)


def test_a_download_by_the_reports_weights_says_so(open_page: Open) -> None:
    name, content = downloaded(open_page("hostile"), "Download these results (CSV)")
    assert name == "a-set.csv"
    records = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert {one["weights"] for one in records} == {"report"}
    assert {one["title"] for one in records} == {titles(k, hostile=True)["en"] for k in range(24)}


def test_no_spreadsheet_takes_a_title_for_a_formula(open_page: Open) -> None:
    page = open_page("small")
    texts = ["=1+1", "+31", "-2", "@SUM(A1)", "\tx", 'a "b", c\nd', "plain"]
    source = (Path(__file__).parents[2] / "msiscore" / "reporting" / "browser" / "share.js").read_text(encoding="utf-8")
    made = page.evaluate(f"texts => {{ {source}; return share.csv(texts.map(text => ({{ text, n: -1.5 }}))); }}", texts)
    rows = list(csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline="")))
    assert rows[1:] == [[f"'{text}" if text[0] in "=+-@\t" else text, "-1.5"] for text in texts]


# Safe, quiet, accessible ---------------------------------------------------------------------------------------------------------


def test_hostile_text_stays_text(open_page: Open) -> None:
    page = open_page("hostile", "?set=workers&w.governance=2&compare=i00&compare=i01&compare=i05")
    check_text = titles(0, hostile=True)["en"]
    assert "<script>" in check_text
    assert page.locator("#explore-part script, #explore-part img, #explore-part b, #explore-part i").count() == 0
    expect(page.locator("#explore-compared thead")).to_contain_text(check_text)
    assert page.evaluate("document.scripts.length") == 2


def test_the_policy_lets_no_other_script_through(browser: Browser, explored: dict[str, Path]) -> None:
    with shown(browser, explored["small"]) as (page, heard):
        page.evaluate("""() => {
            const script = document.createElement('script');
            script.textContent = 'window.broken = true';
            document.body.append(script);
            const link = document.createElement('a');
            link.setAttribute('onclick', 'window.broken = true');
            document.body.append(link);
            link.click();
        }""")
        assert page.evaluate("window.broken") is None
        assert len([message for message in heard if "Content Security Policy" in message]) == 2


def test_without_javascript_everything_else_is_there(browser: Browser, explored: dict[str, Path]) -> None:
    with shown(browser, explored["en"], script=False) as (page, heard):
        expect(page.get_by_role("heading", name="Weigh and compare for yourself")).to_have_count(0)
        expect(page.get_by_role("link", name="Weigh and compare for yourself")).to_have_count(0)
        assert page.locator("#ranking").is_visible()
        assert page.get_by_role("button").count() == 0
        assert heard == []


def test_it_does_not_go_to_paper(open_page: Open) -> None:
    page = open_page("en", "?w.governance=2")
    page.emulate_media(media="print")
    expect(page.locator("#explore-part")).to_be_hidden()


def test_an_address_with_a_choice_leads_there(open_page: Open) -> None:
    page = open_page("en", "?w.governance=2#explore")
    expect(page.locator("#explore-title")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        pytest.param(name, width, scheme, marks=() if (name[:2], width, scheme) in SHORT else pytest.mark.long)
        for name in ("nl-small", "hostile-small")
        for width in (1280, 360)
        for scheme in SCHEMES
    ],
)
def test_axe_finds_nothing(open_page: Open, name: str, width: int, scheme: Scheme) -> None:
    page = open_page(name, "?set=workers&w.governance=2&compare=i00&compare=i05&compare=i03", width=width, scheme=scheme)
    page.locator("#explore-ranked").get_by_role("button").first.click()
    touched = "#explore-part, table.scores, table.heat"  # the rest of the page is looked at in test_report_page.py
    result = Axe().run(page, context=touched, options={"runOnly": {"type": "tag", "values": RULES}}).response
    assert findings(result, "violations") == {}
    undecided = findings(result, "incomplete")
    undecided = {where: what for where, what in undecided.items() if not page.locator(where).evaluate(SCROLLED_OUT)}
    assert undecided == {}


@pytest.mark.parametrize("width", [pytest.param(360, marks=pytest.mark.long), 320])
@pytest.mark.parametrize("name", ["nl", "hostile", "large", "profile"])
def test_a_telephone_scrolls_in_one_direction_only(open_page: Open, name: str, width: int) -> None:
    page = open_page(name, "?w.governance=2&compare=i00&compare=i01&compare=i02", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 360])
def test_every_control_can_be_hit(open_page: Open, width: int) -> None:
    page = open_page("en", "?compare=i00&compare=i01", width=width)
    small = page.evaluate("""[...document.querySelectorAll('button, select, input, textarea')].filter(one => {
        const { width, height } = one.getBoundingClientRect();
        return width > 0 && (width < 24 || height < 24);
    }).map(one => one.outerHTML)""")
    assert small == []


def test_sixty_initiatives_follow_the_slider(open_page: Open) -> None:
    """Half a second would be felt; on a machine of its own it takes a tenth of that."""
    page = open_page("large")
    took = page.evaluate("""() => {
        const slider = document.getElementById('explore-w-governance'), start = performance.now();
        for (let n = 0; n < 20; n++) { slider.value = String(n / 10); slider.dispatchEvent(new Event('input')); }
        return (performance.now() - start) / 20;
    }""")
    assert took < 500
