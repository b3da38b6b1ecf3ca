"""The folder of pages: every link leads somewhere, every number is the report's, and every page says what must be known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest

from msiscore.reporting.addresses import INDEX, PAGES, STYLE, file_names
from msiscore.reporting.charts import draw_charts
from msiscore.reporting.html import paragraphs, render_html
from msiscore.reporting.report import ALARMS, Figure, RatingEntry, Report
from msiscore.reporting.site import DOWNLOADS, render_site
from msiscore.reporting.wording import Wording
from msiscore.reporting.write import RENDERERS
from tests.reporting.doubling import doubled
from tests.reporting.reading_pages import Page, flat, tables
from tests.reporting.sample import sample_report
from tests.reporting.test_html import codes_of, values

KINDS = {"en": ("en", 3, False), "nl": ("nl", 12, False), "hostile": ("en", 3, True), "large": ("en", 60, False)}
Site = dict[str, Page]


def pages_of(report: Report) -> Site:
    return {name: Page(content) for name, content in render_site(report, draw_charts(report)).items() if name.endswith(".html")}


@cache
def made(kind: str) -> tuple[Report, Site]:
    report = sample_report(*KINDS[kind.removeprefix("long-")])
    report = doubled(report) if kind.startswith("long-") else report
    return report, pages_of(report)


def links(site: Site) -> Iterator[tuple[str, str, str]]:
    """Every link inside the report: the page it stands on, the page and the anchor that it leads to."""
    for name, page in site.items():
        for given in page.all("a"):
            address = given["href"]
            if not re.match(r"(https?|mailto):", address):
                path, _, anchor = address.partition("#")
                yield name, normpath(join(dirname(name), unquote(path))) if path else name, unquote(anchor)


def assert_every_link_leads_somewhere(site: Site) -> None:
    for page, target, anchor in links(site):
        assert target in site, f"{page} leads to {target}"
        assert not anchor or anchor in site[target].ids, f"{page} leads to {target}#{anchor}"
    for read in site.values():
        assert len(read.ids) == len(set(read.ids))
        named = {given["aria-labelledby"] for _, given in read.elements if "aria-labelledby" in given}
        assert named <= set(read.ids)


@pytest.mark.parametrize("kind", ["en", "nl", "hostile", "long-nl", pytest.param("large", marks=pytest.mark.long)])
def test_every_link_leads_somewhere(kind: str) -> None:
    report, site = made(kind)
    assert_every_link_leads_somewhere(site)
    assert len(site) == len(PAGES) + len(report.profiles) + sum(len(dimension.criteria) for dimension in report.annex)


def test_every_link_leads_somewhere_in_shipped_sets(tutorial_report: Report, dutch_report: Report) -> None:
    for report in (tutorial_report, dutch_report):
        assert_every_link_leads_somewhere(pages_of(report))


def test_every_page_is_found_from_the_first() -> None:
    _, site = made("nl")
    ways: dict[str, set[str]] = {}
    for page, target, _ in links(site):
        ways.setdefault(page, set()).add(target)
    found, waiting = {INDEX}, [INDEX]
    while waiting:
        new = ways[waiting.pop()] - found
        found |= new
        waiting += new
    assert found == set(site)


def test_previous_and_next_go_through_all_in_order() -> None:
    report, site = made("nl")
    wanted = [f"initiatives/{profile.id}.html" for profile in report.profiles]
    assert follow(site, wanted[0], "next") == wanted
    assert follow(site, wanted[-1], "prev") == wanted[::-1]
    criteria = [f"criteria/{criterion.id}.html" for dimension in report.annex for criterion in dimension.criteria]
    assert follow(site, criteria[0], "next") == criteria


def follow(site: Site, start: str, way: str) -> list[str]:
    found = [start]
    while step := [given["href"] for given in site[found[-1]].all("a") if given.get("rel") == way]:
        found.append(normpath(join(dirname(found[-1]), step[0])))
    return found


# Numbers and texts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["en", "nl", pytest.param("large", marks=pytest.mark.long)])
def test_every_number_of_an_initiative_stands_on_its_page(kind: str) -> None:
    report, site = made(kind)
    for profile in report.profiles:
        page = site[f"initiatives/{profile.id}.html"]
        for value in values(profile):
            if isinstance(value, Figure):
                assert value.text in page.text


def test_numbers_stand_in_the_line_of_what_they_are_about() -> None:
    report = made("nl")[0]
    files = render_site(report, ())
    for profile in report.profiles:
        body = files[f"initiatives/{profile.id}.html"].decode()
        table = body[body.index('<table class="dimensions">') : body.index("</table>", body.index('<table class="dimensions">'))]
        rows = [flat(" ".join(Page(row.encode()).parts)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)[1:]]
        for row, entry in zip(rows, profile.dimensions, strict=True):
            none = " geen score" if entry.step is None else ""
            expected = f"{entry.title} {entry.score.text}{none} {entry.interval} {entry.coverage.text} {entry.weight.text}"
            assert row == flat(expected)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("where", ["folder", "one file"])
def test_every_cell_of_the_comparison_is_the_reports(language: str, where: str) -> None:
    report = sample_report(language, 12)
    page = render_site(report, ())[INDEX] if where == "folder" else render_html(report, ())
    none = report.label("no score")
    found = tables(page)
    shown = iter([rows for kind, rows in found if kind == "scores"])
    for table in report.tables:
        assert next(shown) == [
            [r.rank, flat(f"{r.title} {r.remark}"), r.score.text, "", r.interval, r.coverage.text, r.band, r.standards]
            for r in table.ranked
        ]
        assert next(shown) == [
            [flat(f"{r.title} {r.remark}"), "", r.interval, r.coverage.text, r.standards] for r in table.unranked
        ]
    maps = iter([rows for kind, rows in found if kind == "heat"])
    for heat_map in (report.heat_map, *report.views):
        told = report.label("Coverage") if heat_map.with_coverage else ""
        assert next(maps) == [
            [
                name.text,
                *(
                    flat(f"{cell.figure.text} {cell.letter or none} {told} {cell.coverage.text if told else ''}")
                    for cell in cells
                ),
            ]
            for name, cells in heat_map.rows
        ]
    (standards,) = (rows for kind, rows in found if kind == "minimum")
    columns = [row.cells for row in report.standards.rows]
    assert standards == [
        [term.text, *(flat(f"{cells[i].symbol} {cells[i].word} {cells[i].margin}") for cells in columns)]
        for i, term in enumerate(report.standards.initiatives)
    ]


@pytest.mark.parametrize("kind", ["en", "nl", pytest.param("large", marks=pytest.mark.long)])
def test_no_page_shows_a_number_that_is_not_in_the_report(kind: str) -> None:
    report, site = made(kind)
    known = {"100", "256"}  # "of 100", and the name of the hash
    for value in values(replace(report, labels={}, calculation=None)):
        known |= set(numbers(value.text if isinstance(value, Figure) else str(value)))
    known |= {number for criterion in report.annex for entry in criterion.criteria for number in numbers(entry.id)}
    known |= {number for source in report.sources for number in numbers(str(source.number))}
    for name, page in site.items():
        assert set(numbers(page.text)) <= known, name


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def test_the_page_of_a_criterion_has_every_initiative_with_its_own_rating() -> None:
    report = made("nl")[0]
    files = render_site(report, ())
    for criterion in (criterion for dimension in report.annex for criterion in dimension.criteria):
        body = files[f"criteria/{criterion.id}.html"].decode()
        table = body[body.index('<table class="glance">') : body.index("</table>")]
        rows = [flat(" ".join(Page(row.encode()).parts)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)[1:]]
        assert len(rows) == len(report.profiles)
        articles = re.findall(r'<article class="rating">.*?</article>', body, re.DOTALL)
        expected = [(profile, own) for profile in report.profiles if (own := ratings_of(report, profile.id, criterion.id))]
        for row, (profile, ratings) in zip(rows, expected, strict=True):
            assert row.startswith(profile.title)
            for rating in ratings:
                assert rating.value.text in row
                assert rating.answer in row
        for article, (profile, rating) in zip(articles, [(p, r) for p, own in expected for r in own], strict=True):
            told = Page(article.encode())
            assert profile.title in told.text
            for text in (rating.value.text, rating.answer, rating.reason, *(entry.quote for entry in rating.evidence)):
                assert all(flat(paragraph) in told.text for paragraph in paragraphs(text))
            assert rating.reply is None or rating.reply.text in told.text
            assert all(f"[{entry.number}]" in told.text for entry in rating.evidence)


def ratings_of(report: Report, initiative: str, criterion: str) -> list[RatingEntry]:
    (profile,) = (one for one in report.profiles if one.id == initiative)
    return [rating for dimension in profile.dimensions for rating in dimension.ratings if rating.criterion == criterion]


@pytest.mark.parametrize("kind", ["nl", "hostile"])
def test_every_text_of_the_report_stands_on_some_page_as_it_went_in(kind: str) -> None:
    report, site = made(kind)
    seen = "".join(page.compact for page in site.values())
    seen += re.sub(r"\s", "", "".join(value for page in site.values() for _, given in page.elements for value in given.values()))
    codes = codes_of(report)
    for value in values(report):
        if isinstance(value, str) and value not in codes:
            for paragraph in paragraphs(value):
                assert re.sub(r"\s", "", paragraph) in seen, paragraph[:200]


# Safety ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["nl", "hostile"])
def test_a_page_asks_for_nothing_but_its_style_sheet(kind: str) -> None:
    for name, page in made(kind)[1].items():
        (policy,) = (given["content"] for given in page.all("meta") if given.get("http-equiv") == "Content-Security-Policy")
        assert policy == "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
        (sheet,) = page.all("link")
        assert sheet["rel"] == "stylesheet"
        assert normpath(join(dirname(name), sheet["href"])) == STYLE
        assert page.all("script") == page.all("style") == page.all("iframe") == page.all("form") == []
        assert all(given["src"].startswith("data:image/svg+xml;base64,") for given in page.all("img"))
        assert not [given for _, given in page.elements if "style" in given or any(key.startswith("on") for key in given)]


def test_hostile_text_makes_no_element_that_plain_text_does_not() -> None:
    plain, hostile = made("en")[1], made("hostile")[1]
    assert set(plain) == set(hostile)
    for name, page in hostile.items():
        assert {tag for tag, _ in page.elements} <= {tag for tag, _ in plain[name].elements} | {"q"}
        assert page.faults == []


def test_hostile_titles_stay_texts_in_the_style_sheet() -> None:
    report = replace(sample_report(), title='"; } body { display: none } @import url(//x) </style> \\')
    sheet = render_site(report, ())[STYLE].decode()
    added = sheet[sheet.rindex("@page") :]
    assert "<" not in added
    assert re.fullmatch(r'@page \{ @top-left \{ content: "[^"\n]*"; \} @bottom-left \{ content: "[^"\n]*"; \} \}\n', added)


# Structure -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["nl", "long-nl"])
def test_structure_for_readers_who_cannot_see_it(kind: str) -> None:
    report, site = made(kind)
    for name, page in site.items():
        assert page.all("html") == [{"lang": "nl", "dir": "ltr"}]
        assert len(page.all("h1")) == len(page.all("main")) == 1, name
        assert page.elements[[tag for tag, _ in page.elements].index("body") + 1] == ("a", {"class": "skip", "href": "#content"})
        assert len(page.all("table")) == len(page.all("caption"))
        assert all("scope" in given for given in page.all("th"))
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels)), name
        labels = [given["aria-label"] for tag, given in page.elements if tag == "nav" and "aria-label" in given]
        assert len(labels) == len(set(labels))
    titles = [flat(raw) for raw in titles_of(report)]
    assert len(titles) == len(set(titles)) == len(site)


def titles_of(report: Report) -> list[str]:
    files = render_site(report, ())
    return [re.findall(r"<title>(.*?)</title>", page.decode())[0] for name, page in files.items() if name.endswith(".html")]


@pytest.mark.parametrize("kind", ["nl", "hostile"])
def test_every_page_says_what_it_is_about(kind: str) -> None:
    report, site = made(kind)
    for name, page in site.items():
        (description,) = (given["content"] for given in page.all("meta") if given.get("name") == "description")
        assert 10 < len(description) <= 200
        if name != INDEX:
            trail = [given for tag, given in page.elements if tag == "nav" and given.get("class") == "trail"]
            assert len(trail) == 1
    for profile in report.profiles:
        assert (
            site[f"initiatives/{profile.id}.html"].text.count(flat(profile.title)) >= 3
        )  # in the title, the trail and the heading


@pytest.mark.parametrize("kind", ["en", "hostile"])
def test_every_page_says_first_what_must_be_known(kind: str) -> None:
    report = made(kind)[0]
    for name, content in render_site(report, ()).items():
        if not name.endswith(".html"):
            continue
        body = content.decode()[content.decode().index("<body>") :]
        head = Page(body[: body.index("<main")].encode())
        foot = Page(body[body.index("<footer") :].encode())
        for notice in (one for one in report.notices if one.kind in ALARMS):
            assert flat(notice.text) in head.text
            assert flat(notice.text) in foot.text


def test_printed_pages_name_the_notices() -> None:
    sheet = render_site(sample_report(), ())[STYLE].decode()
    assert '@top-left { content: "Fictional · Draft · Public edition"; }' in sheet


def test_only_what_was_made_is_offered_for_download() -> None:
    report = sample_report()
    offered = {name: Page(render_site(report, (), formats)[INDEX]) for name, formats in (("all", tuple(DOWNLOADS)), ("no", ()))}
    found = [given["href"] for given in offered["all"].all("a") if given["href"] in dict(DOWNLOADS.values())]
    assert found == [file for file, _ in DOWNLOADS.values()]
    assert not [given for given in offered["no"].all("a") if given["href"] in dict(DOWNLOADS.values())]
    files = {name: file for name, (file, _) in RENDERERS.items()}
    for name, (file, label) in DOWNLOADS.items():
        assert file.partition("/")[0] == files[name]
        assert Wording("nl").knows(label)


def test_names_that_some_systems_cannot_store_have_pages_all_the_same() -> None:
    report = sample_report(initiatives=4)
    ids = ["con", "Nul.txt", "same", "SAME"]
    profiles = tuple(replace(profile, id=id_) for profile, id_ in zip(report.profiles, ids, strict=True))
    site = pages_of(replace(report, profiles=profiles))
    names = [name for name in site if name.startswith("initiatives/")]
    assert names == [f"initiatives/{name}.html" for name in file_names(ids).values()]
    assert len({name.casefold() for name in names}) == 4


@pytest.mark.parametrize("kind", ["nl", "hostile"])
def test_same_report_same_bytes(kind: str) -> None:
    report = sample_report(*KINDS[kind])
    assert render_site(report, draw_charts(report)) == render_site(sample_report(*KINDS[kind]), draw_charts(report))


@pytest.mark.parametrize("left_out", ["annex", "profiles", "method", "ranking"])
def test_a_section_that_the_author_leaves_out_leaves_no_link_behind(left_out: str) -> None:
    report = sample_report()
    report = replace(report, sections=tuple(section for section in report.sections if section.id != left_out))
    assert_every_link_leads_somewhere(pages_of(report))
    assert_every_link_leads_somewhere({INDEX: Page(render_html(report, ()))})


def test_a_report_with_nothing_in_it_is_still_a_folder_of_pages() -> None:
    report = sample_report()
    bare = replace(
        report, notices=(), authors=(), summary="", subtitle="", framework_summary="", profiles=(), annex=(), sources=()
    )
    site = pages_of(replace(bare, sections=()))
    assert set(site) == set(PAGES.values())
    assert all(page.faults == [] for page in site.values())
