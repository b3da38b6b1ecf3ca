"""The PDF read back: its tags, fonts, links and attachment with pikepdf, its words with poppler."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from msiscore.errors import OutputError
from msiscore.reporting.charts import draw_charts
from msiscore.reporting.pdf import TEMPLATES, printed_link, render_pdf
from msiscore.reporting.report import Chart, HeatMap, Notice, Report, StandardTable, Term
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report
from tests.reporting.invented import HOSTILE
from tests.reporting.sample import sample_report, sectioned
from tests.reporting.test_html import TOKEN, numbers_due

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u202a-\u202e\u2066-\u2069]")


def silent(message: str) -> None:
    """Takes a warning that the test does not ask about."""


@cache
def made(language: str = "en", initiatives: int = 3, hostile: bool = False) -> tuple[Report, bytes]:
    report = sample_report(language, initiatives, hostile)
    return report, render_pdf(report, draw_charts(report), warn=silent)


def words_of(pdf: bytes, *options: str) -> str:
    """The text of `pdf` as poppler reads it."""
    program = shutil.which("pdftotext")
    if program is None:
        message = "pdftotext (poppler-utils) is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    done = subprocess.run([program, *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def squeezed(text: str) -> str:
    """`text` without white space and without the hyphens that may come from the end of a line."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2010-]", "", text)


def opened(pdf: bytes) -> pikepdf.Pdf:
    import io

    return pikepdf.open(io.BytesIO(pdf))


def tags(node: Any) -> Iterator[pikepdf.Dictionary]:
    """Every structure element below `node`."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node.K)


def texts(value: Any) -> Iterator[str]:
    """Every text in what `dataclasses.asdict` gives."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


# --- For people who listen, and for archives -------------------------------------------------------------------------------------


def test_is_tagged_and_says_so() -> None:
    with opened(made()[1]) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["dc:title"] == "Scorecard of invented initiatives"


def test_tables_have_heads_and_figures_have_alternatives() -> None:
    report, rendered = made()
    with opened(rendered) as pdf:
        found = list(tags(pdf.Root.StructTreeRoot.K))
        kinds = [str(tag.S) for tag in found]
        figures = [tag for tag in found if tag.S == "/Figure"]
        assert {str(tag.Alt) for tag in figures} == {chart.alt for chart in draw_charts(report)}
        assert len(figures) == len(draw_charts(report))
        assert kinds.count("/THead") == kinds.count("/Table") > len(report.tables)
        columns = len(report.heat_map.columns) + len(report.standards.rows)
        assert kinds.count("/TH") > columns
        assert {"/Title", "/H1", "/H2", "/H3", "/H4", "/L", "/Link", "/TOC"} <= set(kinds)


def test_no_heading_level_is_skipped() -> None:
    with opened(made()[1]) as pdf:
        levels = [int(str(tag.S)[2:]) for tag in tags(pdf.Root.StructTreeRoot.K) if re.fullmatch("/H[1-6]", str(tag.S))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_fonts_are_all_inside() -> None:
    with opened(made(hostile=True)[1]) as pdf:
        fonts = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"]
        assert fonts
        for font in fonts:
            assert {"/FontFile2", "/FontFile3"} & set(font.keys()), font.FontName
            assert re.match(r"/[A-Z]{6}\+(NotoSans|MsiscoreSymbols)", str(font.FontName))


def test_bookmarks_lead_to_each_part_and_profile() -> None:
    report, rendered = made()
    with opened(rendered) as pdf, pdf.open_outline() as outline:
        titles = [section.title for section in report.sections]
        assert [item.title for item in outline.root] == titles
        profiles = outline.root[titles.index("Profiles")].children
        assert [item.title.split(" FICTIONAL")[0] for item in profiles] == [p.title for p in report.profiles]


def test_the_scores_travel_inside() -> None:
    report, rendered = made()
    with opened(rendered) as pdf:
        assert pdf.Root.AF[0].AFRelationship == "/Data"
        data = json.loads(pdf.attachments["scores.json"].get_file().read_bytes())
    assert [table["column"] for table in data["scores"]] == ["overall", "paper", "practice"]
    assert data["scores"][0]["ranked"][0]["score"] == {"value": 88.0, "text": "88"}
    assert data["provenance"]["framework_version"] == report.provenance.framework_version


def test_same_report_same_bytes() -> None:
    report, rendered = made()
    assert render_pdf(report, draw_charts(report), warn=silent) == rendered


def test_date_is_the_reports() -> None:
    with opened(made()[1]) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20200708")
    with opened(render_pdf(replace(made()[0], made_on="2019"), ())) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20190101")


# --- What stands in it -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_number_of_the_score_tables_is_printed(language: str) -> None:
    report, rendered = made(language, 12)
    printed = words_of(rendered, "-layout")
    for table in report.tables:
        for row in (*table.ranked, *table.unranked):
            numbers = [row.rank, row.score.text, row.interval, row.coverage.text]
            line = r"\s+".join(re.escape(number) for number in numbers if number and number != "–")
            pattern = line.replace(re.escape(row.score.text), ".*" + re.escape(row.score.text), 1) if row.rank else line
            assert re.search(pattern, printed), (table.column, row.title, numbers)


def test_every_cell_of_the_heat_maps_and_every_verdict_is_printed() -> None:
    report, rendered = made()
    lines = words_of(rendered, "-layout").splitlines()
    for heat_map in (report.heat_map, *report.views):
        for _, cells in heat_map.rows:
            shown = [part for cell in cells for part in (cell.figure.text, cell.letter) if part]
            assert any(re.search(r"\s+".join(map(re.escape, shown)), line) for line in lines)
    printed = squeezed("".join(lines))
    assert [one.letter for one in report.letters] == list("ABCDE")
    assert all(squeezed(one.letter + one.range) in printed for one in report.letters)
    assert printed.count(squeezed("neither the framework's bands nor grades")) == 1 + len(report.views)
    for standard in report.standards.rows:
        for cell in standard.cells:
            assert squeezed(cell.symbol) in printed
            assert squeezed(cell.word) in printed


def test_every_rating_is_printed_with_its_evidence() -> None:
    report, rendered = made()
    printed = squeezed(words_of(rendered))
    for profile in report.profiles:
        for rating in (rating for part in profile.dimensions for rating in part.ratings):
            shown = [rating.criterion, rating.title, rating.answer, rating.reason, rating.descriptor, rating.treatment]
            shown += [text for entry in rating.evidence for text in (entry.title, entry.quote, entry.note, f"[{entry.number}]")]
            if rating.reply is not None:
                shown += [rating.reply.text, rating.reply.by, rating.reply.effect]
            for text in shown:
                assert squeezed(text) in printed, text
    assert squeezed("2 pieces of evidence are held back in this edition.") in printed


def test_fictional_and_draft_stand_on_every_page() -> None:
    pages = words_of(made()[1]).split("\f")[:-1]
    assert "Fictional" in pages[0]
    assert "All initiatives in this report are invented." in pages[0]
    for page in pages[1:]:
        assert "FICTIONAL" in page
        assert "DRAFT" in page


def test_pages_are_numbered_of_how_many() -> None:
    pages = words_of(made()[1]).split("\f")[:-1]
    for number, page in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in page


def test_dutch() -> None:
    _, rendered = made("nl")
    printed = words_of(rendered)
    with opened(rendered) as pdf:
        assert str(pdf.Root.Lang) == "nl"
    for word in ("Inhoud", "Dekking", "Minimumnormen", "Profielen", "Bronnen", "Zekerheid: hoog", "Stand van"):
        assert word in printed
    for word in ("Coverage", "Contents", "Evidence needed", "Confidence", "Share of the total"):
        assert word not in printed


def test_every_fixed_word_has_a_dutch_translation() -> None:
    labels = sample_report("nl", 1).labels
    said = {key for path in TEMPLATES.rglob("*.typ") for key in re.findall(r'say\("([^"]+)"', path.read_text(encoding="utf-8"))}
    assert said - labels.keys() == set()


@pytest.mark.parametrize("initiatives", [1, 12])
def test_nothing_runs_off_the_page(initiatives: int) -> None:
    assert_inside(made("nl", initiatives)[1])


def test_forty_initiatives_fit() -> None:
    report = sample_report("nl", 40)
    few_profiles = replace(report, profiles=report.profiles[:2])
    rendered = render_pdf(few_profiles, draw_charts(report))
    assert_inside(rendered)
    printed = squeezed(words_of(rendered))
    assert all(squeezed(row.title) in printed for row in (*report.tables[0].ranked, *report.tables[0].unranked))


def assert_inside(pdf: bytes) -> None:
    """Every word lies inside its page, with some margin."""
    layout = words_of(pdf, "-bbox")
    assert "<word" in layout
    for page in layout.split("<page ")[1:]:
        width, height = (float(size) for size in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        for x1, y1, x2, y2, word in re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page):
            assert float(x1) > 20, word
            assert float(x2) < width - 20, word
            assert -1 < float(y1) < float(y2) < height, word


def wide(columns: int) -> Report:
    """A report with a heat map of many columns and as many minimum standards."""
    report = sample_report(initiatives=12)
    terms = tuple(Term(f"d{n}", f"Dimension number {n} with a rather long title") for n in range(columns))
    rows = tuple((name, tuple(cells[n % len(cells)] for n in range(columns))) for name, cells in report.heat_map.rows)
    standards = StandardTable(
        initiatives=report.standards.initiatives,
        rows=tuple(replace(report.standards.rows[n % 2], criterion=f"STD-{n}") for n in range(columns)),
    )
    heat_map = HeatMap(id="wide", title="Wide", caption="", columns=terms, rows=rows)
    return replace(report, heat_map=heat_map, standards=standards, profiles=report.profiles[:1])


def test_wide_tables_go_across_or_in_parts() -> None:
    rendered = render_pdf(wide(40), ())
    with opened(rendered) as pdf:
        shapes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]
    assert any(shapes)
    assert not all(shapes)
    assert_inside(rendered)
    printed = squeezed(words_of(rendered))
    assert all(f"STD{n}" in printed for n in range(40))


def test_without_a_total_there_is_no_ranking() -> None:
    report = sectioned(replace(made()[0], has_total=False, tables=()))
    printed = words_of(render_pdf(report, ()))
    assert "There is no overall score" in printed
    assert "Ranked by score" not in printed


def test_a_report_of_almost_nothing() -> None:
    report = sample_report(initiatives=1)
    bare = replace(
        report,
        subtitle="",
        summary="",
        date="",
        iso_date="",
        made_on="",
        authors=(),
        licence="",
        notices=(),
        framework_summary="",
        method=(),
        states=(),
        bands=(),
        tables=(),
        views=(),
        standards=StandardTable(initiatives=(), rows=()),
        profiles=(),
        annex=(),
        weight_sets=(),
        sources=(),
        changes=(),
        heat_map=HeatMap(id="none", title="", caption="", columns=(), rows=()),
    )
    assert "This framework sets no minimum standards." in words_of(render_pdf(sectioned(bare), ()))


# --- Hostile texts ---------------------------------------------------------------------------------------------------------------


def test_hostile_texts_come_out_as_typed() -> None:
    _, rendered = made(hostile=True)
    printed = squeezed(words_of(rendered))
    for text in HOSTILE:
        if not RIGHT_TO_LEFT.search(text) and "🌍" not in text:
            assert squeezed(text) in printed, text
    assert squeezed("[U+1F30D]") in printed


def test_hostile_texts_stay_on_the_page() -> None:
    assert_inside(made(hostile=True)[1])


@pytest.mark.parametrize("text", ["a" * 100_000, "word " * 20_000, "https://example.org/" + "a/" * 5_000])
def test_very_long_texts(text: str) -> None:
    report = sample_report(initiatives=1)
    profile = replace(report.profiles[0], title=text[:5000], summary=text)
    long = replace(report, title=text, profiles=(profile,), notices=(Notice("draft", text[:500], "x"),))
    assert_inside(render_pdf(long, ()))


def test_right_to_left_text_is_set_from_the_right() -> None:
    text = "هيئة مستقلة تراقب الأعضاء"
    report = replace(sample_report(initiatives=1), summary=text)
    layout = words_of(render_pdf(report, ()), "-bbox")
    places = [float(x) for x, word in re.findall(r'xMax="(.*?)" yMax=".*?">(.*?)</word>', layout) if RIGHT_TO_LEFT.search(word)]
    assert max(places) == pytest.approx(595 - 54, abs=3)


def test_only_addresses_of_the_web_and_of_mail_become_links() -> None:
    with opened(made(hostile=True)[1]) as pdf:
        addresses = {str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", ()) if "/A" in a and "/URI" in a.A}
    assert "https://example.org/report?year=2019&part=2" in addresses
    assert all(address.startswith(("http://", "https://", "mailto:")) for address in addresses)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "", "https://a b", "https://[", "https://e.org/" + "x" * 3000]
)
def test_no_link(url: str) -> None:
    assert printed_link(url) == ""


def test_templates_run_nothing_and_fetch_nothing() -> None:
    for path in TEMPLATES.rglob("*.typ"):
        code = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        assert "eval(" not in code
        assert "@preview" not in code
        assert set(re.findall(r'(?:json|read|yaml|csv|xml|toml|cbor)\("([^"]*)"', code)) <= {"data.json"}


# --- Charts and failures ---------------------------------------------------------------------------------------------------------


def test_a_chart_of_its_own_is_shown() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><text x="5" y="20">own chart</text></svg>'
    chart = Chart(id="mine", section="ranking", title="Mine", alt="What it shows", reading="", svg=svg, width=100, height=50)
    rendered = render_pdf(sample_report(initiatives=1), (chart,))
    assert "own chart" in words_of(rendered)


def test_without_the_typesetter_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(OutputError, match="HTML report prints well from a browser"):
        render_pdf(sample_report(initiatives=1), ())


def test_a_failure_of_the_typesetter_is_one_clear_error() -> None:
    chart = Chart(id="broken", section="ranking", title="Broken", alt="", reading="", svg=b"<svg", width=1, height=1)
    with pytest.raises(OutputError, match=r"^the PDF cannot be set: "):
        render_pdf(sample_report(initiatives=1), (chart,))


def test_leaves_no_files_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    render_pdf(sample_report(initiatives=1), ())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_an_independent_checker_finds_nothing(language: str, tmp_path: Path) -> None:
    """pdfua, which knows nothing of us, checks 16 of the rules of PDF/UA-1 that a program can check."""
    file = tmp_path / "report.pdf"
    file.write_bytes(made(language)[1])
    done = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", "--format", "json", str(file)], capture_output=True, text=True, check=False
    )
    found = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert found["findings"] == []
    assert found["summary"]["rules_run"] >= 11


@pytest.mark.parametrize(
    "title", ["مبادرة الشركات", "ǹ and ɛ̃", "z̶̢͉a̴͓l̷g̵o̷", "ข้อตกลงร่วม", "महिला", "שותפות", "সমঝোতা", "Ⅷ ﬁ ￼"], ids=ascii
)
def test_a_title_in_any_script_can_stand_in_a_chart(title: str, tmp_path: Path) -> None:
    """Where letters are put together from several glyphs, the typesetter cannot say what each glyph of a drawing stands for."""
    one, other = assessment("a", {"A": 3}, title=title), assessment("b", {"A": 1})
    report = plain_report(score(a_set(framework(dimension("d", criterion("A"))), one, other)))
    file = tmp_path / "report.pdf"
    file.write_bytes(render_pdf(report, draw_charts(report), warn=silent))
    done = subprocess.run([sys.executable, "-m", "pdfua", "check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with pikepdf.open(file) as pdf:
        figures = [tag for tag in tags(pdf.Root.StructTreeRoot.K) if tag.S == "/Figure"]
        assert [str(tag.Alt) for tag in figures] == [chart.alt for chart in draw_charts(report)]


def test_the_independent_checker_would_find_something(tmp_path: Path) -> None:
    file = tmp_path / "bare.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    done = subprocess.run([sys.executable, "-m", "pdfua", "check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "UA-01-005" in done.stdout


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_number_of_the_report_is_printed_at_least_as_often_as_it_stands_there(language: str) -> None:
    """Read back from the file: a number that was left out, or printed otherwise, would be missing from the count."""
    report, rendered = made(language)
    printed = Counter(TOKEN.findall(words_of(rendered)))
    due = numbers_due(report)
    assert len(due) > 20
    assert {text: count for text, count in due.items() if printed[text] < count} == {}
