"""The HTML page: complete, self-contained, and unmoved by hostile text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from msiscore.reporting.charts import draw_charts
from msiscore.reporting.html import TEMPLATES, paragraphs, render_html
from msiscore.reporting.report import BandEntry, Chart, Figure, Notice, Report
from msiscore.reporting.wording import Wording
from tests.reporting.invented import HOSTILE
from tests.reporting.reading_pages import Page, flat
from tests.reporting.sample import sample_report, sectioned

TOKEN = re.compile(r"[-−]?\d[\d.,]*\d%?|\d%?")
"""A number as it is shown."""


@cache
def made(language: str = "en", initiatives: int = 3, hostile: bool = False) -> tuple[Report, bytes, Page]:
    report = sample_report(language, initiatives, hostile)
    page = render_html(report, draw_charts(report))
    return report, page, Page(page)


CODES = {"iso_date", "made_on", "id", "labels", "state", "status", "language", "source"}
"""Fields that are no text for readers."""


def values(thing: object) -> Iterator[object]:
    """Every value in a report, however deep, but for codes."""
    if isinstance(thing, Figure):
        yield thing
    elif is_dataclass(thing):
        codes = CODES | ({"kind"} if isinstance(thing, Notice) else set()) | ({"name"} if isinstance(thing, BandEntry) else set())
        for part in fields(thing):
            if part.name not in codes:
                yield from values(getattr(thing, part.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from values(item)
    else:
        yield thing


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_number_stands_in_the_page(language: str) -> None:
    report, _, page = made(language, 5)
    for value in values(report):
        if isinstance(value, Figure):
            assert value.text in page.text
    for table in report.tables:
        for row in (*table.ranked, *table.unranked):
            assert row.interval in page.text


def numbers_due(report: Report) -> Counter[str]:
    """How often each number has to be shown at least: as often as the report has it, but for what only some sections show of it."""
    numbers = values(replace(report, timeline=None))  # which has dates
    due = Counter(value.text for value in numbers if isinstance(value, Figure) and TOKEN.fullmatch(value.text))
    maps = [one for one in (report.heat_map, *report.views) if not one.with_coverage]
    due -= Counter(cell.coverage.text for one in maps for _, cells in one.rows for cell in cells)
    compared = report.aspects.rows if report.aspects is not None else ()
    halves = [score for row in compared for score in (row.paper, row.practice)]
    due -= Counter(score.coverage.text for score in halves)
    ranked = [row for table in report.tables for row in (*table.ranked, *table.unranked)]
    due -= Counter(one.upper.text for one in (*ranked, *halves) if one.lower.text == one.upper.text)  # an interval of one number
    return due


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_number_stands_in_the_page_at_least_as_often_as_in_the_report(language: str) -> None:
    report, _, page = made(language, 5)
    shown = Counter(TOKEN.findall(page.text))
    due = numbers_due(report)
    assert len(due) > 20
    assert {text: count for text, count in due.items() if shown[text] < count} == {}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_under_each_heat_map_the_legend_names_every_letter_and_says_what_they_are_not(language: str) -> None:
    report, raw, _ = made(language, 5)
    legends = re.findall(r'<ul class="legend".*?</ul>\s*<p class="legend-note">.*?</p>', raw.decode(), re.DOTALL)
    assert len(legends) == 1 + len(report.views)
    ends = {"A": f" ({report.label('best')})", "E": f" ({report.label('worst')})"}
    for legend in legends:
        told = Page(legend.encode()).text
        for one in report.letters:
            assert re.search(re.escape(flat(f"{one.letter} {one.range}{ends.get(one.letter, '')}")) + r"(?!\d)", told)
        assert ("neither the framework's bands nor grades" in told) is (language == "en")
        assert ("geen klassen van het kader" in told) is (language == "nl")


def test_numbers_stand_with_the_right_initiative() -> None:
    report, raw, _ = made(initiatives=12)
    body = raw.decode()
    start = body.index('id="ranking-overall"')
    lines = re.findall(r"<tr>.*?</tr>", body[start : body.index('id="ranking-paper"')], re.DOTALL)
    rows = [flat(" ".join(Page(line.encode()).parts)) for line in lines if 'scope="row"' in line]
    expected = [f"{r.rank} {r.title} {r.remark}".strip() for r in report.tables[0].ranked]
    for row, entry, name in zip(rows, report.tables[0].ranked, expected, strict=False):
        assert row == flat(f"{name} {entry.score.text} {entry.interval} {entry.coverage.text} {entry.band} {entry.standards}")
    for row, entry in zip(rows[len(expected) :], report.tables[0].unranked, strict=True):
        assert row == flat(f"{entry.title} {entry.remark} {entry.interval} {entry.coverage.text} {entry.standards}")


def codes_of(report: Report) -> set[str]:
    """Texts of this report that are no text for readers."""
    codes = {column.name for heat_map in (report.heat_map, *report.views) for column in heat_map.columns}
    codes |= {finding.kind for finding in report.findings}
    codes |= {measure.kind for measure in (report.reach.measures if report.reach else ())}
    codes |= {one.name for one in (report.by_weight_set.sets if report.by_weight_set else ())}
    return codes | {criterion.scale for dimension in report.annex for criterion in dimension.criteria if criterion.descriptors}


@pytest.mark.parametrize("hostile", [False, True])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_text_of_the_report_comes_out_as_it_went_in(language: str, hostile: bool) -> None:
    report, _, page = made(language, 3, hostile)
    attributes = re.sub(r"\s", "", "".join(value for _, given in page.elements for value in given.values()))
    codes = codes_of(report)
    for value in values(report):
        if isinstance(value, str) and value not in codes:
            for paragraph in paragraphs(value):
                compact = re.sub(r"\s", "", paragraph)
                assert compact in page.compact or compact in attributes, paragraph[:200]


def test_hostile_text_makes_no_element_that_plain_text_does_not() -> None:
    plain, hostile = made()[2], made(hostile=True)[2]
    # The one source whose address is no link, and one long reason with less beside it, are the only differences of the two reports.
    assert {tag for tag, _ in hostile.elements} <= {tag for tag, _ in plain.elements}
    names = {name for _, given in hostile.elements for name in given}
    assert not [name for name in names if name.startswith("on")]
    assert "style" not in names
    assert hostile.faults == []


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 100_000])
def test_hostile_text_in_places_of_its_own(text: str) -> None:
    report = sample_report(initiatives=1)
    profile = replace(report.profiles[0], title=text)
    report = replace(report, title=text, subtitle=text, authors=(text,), licence=text, profiles=(profile,))
    page = Page(render_html(report, ()))
    assert page.faults == []
    assert page.compact.count(re.sub(r"\s", "", text)) >= 5
    assert next(given["content"] for given in page.all("meta") if given.get("name") == "author") == text


@pytest.mark.parametrize("hostile", [False, True])
def test_the_page_asks_nothing_of_anyone(hostile: bool) -> None:
    _, raw, page = made(hostile=hostile)
    assert b"<script" not in raw.lower()
    assert page.all("link") == page.all("iframe") == page.all("object") == page.all("form") == []
    assert all(given["src"].startswith("data:image/svg+xml;base64,") for given in page.all("img"))
    assert not [given for _, given in page.elements if "srcset" in given or "background" in given or "style" in given]
    style = raw[raw.index(b"<style>") + 7 : raw.index(b"</style>")]
    assert b"url(" not in style
    assert b"@import" not in style


def test_the_policy_allows_the_style_sheet_of_the_page_and_pictures_in_it() -> None:
    _, raw, page = made()
    (policy,) = [given["content"] for given in page.all("meta") if given.get("http-equiv") == "Content-Security-Policy"]
    style = raw[raw.index(b"<style>") + 7 : raw.index(b"</style>")]
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert raw.index(b"Content-Security-Policy") < raw.index(b"<style>")


def test_only_harmless_addresses_become_links() -> None:
    for given in made(hostile=True)[2].all("a"):
        assert given["href"].startswith(("#", "https://", "http://", "mailto:"))


@pytest.mark.parametrize("hostile", [False, True])
def test_every_link_inside_the_page_has_its_target_once(hostile: bool) -> None:
    page = made(initiatives=12, hostile=hostile)[2]
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    used = {given["href"][1:] for given in page.all("a") if given["href"].startswith("#")}
    used |= {given["aria-labelledby"] for _, given in page.elements if "aria-labelledby" in given}
    assert used <= set(ids)


def test_structure_for_readers_who_cannot_see_it() -> None:
    page = made("nl", 12)[2]
    assert page.all("html") == [{"lang": "nl", "dir": "ltr"}]
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert page.elements[[tag for tag, _ in page.elements].index("body") + 1] == ("a", {"class": "skip", "href": "#content"})
    assert len(page.all("table")) == len(page.all("caption"))
    assert all("scope" in given for given in page.all("th"))
    assert all(given["alt"] for given in page.all("img"))
    for given in page.all("div"):
        if given.get("class") == "box":
            assert given["tabindex"] == "0"
            assert given["role"] == "region"
            assert given["aria-label"]
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_must_be_known_first_comes_first() -> None:
    report, raw, page = made()
    body = raw.decode()[raw.decode().index("<body>") :]
    for notice in report.notices[:2]:
        assert body.index(notice.text) < body.index("<h1")
    for notice in report.notices[2:]:
        assert body.index(notice.text) < body.index('id="ranking"')
    assert "Fictional · Draft · " in page.text
    assert body.count('<span class="tag">Fictional</span>') == len(report.profiles)


def test_without_a_total_there_is_no_ranking() -> None:
    report = sample_report()
    profiles = tuple(replace(profile, scores=()) for profile in report.profiles)
    page = Page(render_html(sectioned(replace(report, has_total=False, tables=(), profiles=profiles)), ()))
    assert not [given for _, given in page.elements if given.get("id", "").startswith("ranking")]
    assert page.all("img") == []
    assert "Scores by dimension" in page.text


def test_initiatives_without_a_score_stand_apart_with_the_reason() -> None:
    report, raw, _ = made()
    part = raw.decode()[raw.decode().index('<div class="apart">') :]
    (row,) = report.tables[0].unranked
    assert part.index(row.title) < part.index(row.remark) < part.index("</div>", part.index("</table>"))


def test_an_empty_report_is_still_a_page() -> None:
    report = sample_report()
    bare = replace(
        report,
        notices=(),
        authors=(),
        licence="",
        subtitle="",
        summary="",
        framework_summary="",
        method=(),
        states=(),
        bands=(),
        tables=(),
        views=(),
        heat_map=replace(report.heat_map, rows=()),
        standards=replace(report.standards, initiatives=(), rows=()),
        profiles=(),
        annex=(),
        weight_sets=(),
        sources=(),
        changes=(),
    )
    page = Page(render_html(sectioned(bare), ()))
    assert page.faults == []
    assert "This framework sets no minimum standards." in page.text


def test_charts_stand_with_their_table() -> None:
    report = sample_report(initiatives=30)
    charts = draw_charts(report)
    shown = [given["alt"] for given in Page(render_html(report, charts)).all("img")]
    assert shown == [chart.alt for chart in charts]
    assert Page(render_html(report, [replace(charts[0], id="something-else")])).all("img") == []


def test_a_right_to_left_language_turns_the_page() -> None:
    assert Page(render_html(replace(sample_report(), language="ar"), ())).all("html") == [{"lang": "ar", "dir": "rtl"}]


@pytest.mark.parametrize("hostile", [False, True])
def test_same_report_same_bytes(hostile: bool) -> None:
    report = sample_report("nl", 12, hostile)
    charts: tuple[Chart, ...] = draw_charts(report)
    assert render_html(report, charts) == render_html(sample_report("nl", 12, hostile), draw_charts(report))


def test_every_fixed_word_has_its_dutch() -> None:
    known = Wording("nl").labels()
    sources = [*TEMPLATES.rglob("*.j2"), *TEMPLATES.with_name("charts").glob("*.py"), TEMPLATES.with_name("site.py")]
    used = {key for path in sources for key in fixed_words(path)}
    assert len(used) > 60
    assert sorted(used - set(known)) == []


def fixed_words(path: Path) -> list[str]:
    return re.findall(r'(?:\b_|\bsay|\.label)\(\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))


def test_no_template_lifts_the_escaping() -> None:
    for path in TEMPLATES.rglob("*.j2"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", source), path.name
