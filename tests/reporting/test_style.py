"""The house style on disk: everything it names is read, and everything that is wrong is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import InputProblems, OutputError, Problem
from msiscore.loading.set_loader import load_set
from msiscore.reporting.charts import draw_charts
from msiscore.reporting.glyphs import SHIPPED
from msiscore.reporting.html import render_html
from msiscore.reporting.pdf import render_pdf
from msiscore.reporting.report import Report
from msiscore.reporting.sections import SECTIONS
from msiscore.reporting.style import Style, read_style
from msiscore.scoring.scores import score
from tests.making import plain_report

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/></svg>'
WHOLE = """
title: {en: Our report, nl: Ons rapport}
subtitle: A line of our own
authors: [The Clinic]
licence: CC BY 4.0
logo: logo.svg
logo-text: {en: The Clinic, nl: De Kliniek}
colours: {heading: "#5b0f2e", link: "#7a1f00", panel: "#f7f1ee", notice: "#ffd166"}
dark-colours: {heading: "#ffb3c7"}
fonts: {text: Noto Sans, headings: Own Serif, files: fonts}
sections:
  - {id: preface, title: {en: Preface, nl: Voorwoord}, text: {en: preface.md, nl: voorwoord.md}}
  - ranking
  - about
templates: templates
"""


def written(folder: Path, theme: str, **files: str) -> Path:
    for name, content in ({"theme.yaml": theme} | files).items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder / "theme.yaml"


@pytest.fixture
def whole(tmp_path: Path) -> Style:
    from fontTools.ttLib import TTFont

    (tmp_path / "fonts").mkdir()
    with TTFont(SHIPPED / "NotoSansHebrew.ttf") as font:
        for record in font["name"].names:
            if record.nameID in (1, 16):
                record.string = "Own Serif"
        font.save(tmp_path / "fonts" / "own.ttf")
    files = {"logo_svg": LOGO, "preface_md": "# Why\n\nBecause *so*, #eval(1).", "voorwoord_md": "Daarom."}
    about = '<section aria-labelledby="about"><h2 id="about">{{ section.title }}</h2><p>Our own words on {{ report.title }}</p></section>'
    files["templates__sections__about.html.j2"] = about
    file = written(tmp_path, WHOLE, **{name: text for name, text in files.items() if "__" not in name})
    own = tmp_path / "templates" / "sections" / "about.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(about)
    return read_style(file)


def report_in(language: str, style: Style) -> Report:
    return plain_report(score(load_set("tutorial")), language=language, style=style)


def test_the_report_takes_its_words_and_order_from_the_theme(whole: Style) -> None:
    report = report_in("nl", whole)
    assert (report.title, report.subtitle, report.authors) == ("Ons rapport", "A line of our own", ("The Clinic",))
    assert report.licence == "CC BY 4.0"
    assert [(section.id, section.template) for section in report.sections] == [
        ("passage-preface", "passage"),
        ("ranking", "ranking"),
        ("about", "about"),
    ]
    assert report.sections[0].title == "Voorwoord"
    assert report.look.logo is not None
    assert report.look.logo.alt == "De Kliniek"
    names = {term.name.split("/")[-1] for term in report.provenance.files}
    assert {"theme.yaml", "logo.svg", "preface.md", "voorwoord.md", "own.ttf", "about.html.j2"} <= names


def test_the_page_shows_it(whole: Style) -> None:
    report = report_in("en", whole)
    page = render_html(report, draw_charts(report)).decode()
    for part in (
        "--strong: #5b0f2e",
        "--alarm: #ffd166",
        'alt="The Clinic"',
        "Our own words on Our report",
        "<em>so</em>",
        "@font-face",
    ):
        assert part in page
    assert "font-src data:" in page
    assert 'id="passage-preface"' in page
    assert 'id="annex"' not in page


def test_the_pdf_shows_it(whole: Style) -> None:
    report = report_in("en", whole)
    with_theme = render_pdf(report, ())
    assert with_theme == render_pdf(report, ())
    from tests.reporting.test_pdf import words_of

    printed = words_of(with_theme)
    assert "Our report" in printed
    assert "Because so, #eval(1)." in printed


def test_all_problems_at_once(tmp_path: Path) -> None:
    theme = """
colours: {heading: "#dddddd"}
logo: nowhere.svg
fonts: {text: No Such Family, files: [none.ttf]}
sections: [rankng, about, about, {id: findings, title: x, text: empty.md}]
templates: own
"""
    file = written(tmp_path, theme, empty_md=" \n", own__reprt_css="x")
    with pytest.raises(InputProblems) as caught:
        read_style(file)
    codes = {problem.code for problem in caught.value.problems}
    assert codes >= {"contrast", "unreadable", "no-font", "unknown-font", "unknown-section", "duplicate-section", "passage-id"}
    assert codes >= {"empty-text", "unknown-template"}
    assert all(problem.line for problem in caught.value.problems)
    by_code = {problem.code: problem for problem in caught.value.problems}
    assert by_code["no-logo-text"].hint
    assert by_code["unknown-section"].hint == "did you mean `ranking`?"
    assert by_code["unknown-template"].hint == "did you mean `report.css`?"


@pytest.mark.parametrize(
    ("theme", "code"),
    [
        ("colours: {heading: red}", "colour"),
        ("colors: {}", "unknown-key"),
        ("logo: x.gif\nlogo-text: x", "logo"),
        ("logo: theme.yaml\nlogo-text: x", "logo"),
        ("sections: [{id: x, title: y}]", "missing-key"),
        ("sections: [[a]]", "wrong-type"),
        ("- a list", "not-a-map"),
        ("templates: none", "no-templates"),
        ("sections: []", "length"),
        ("logo: x.svg", "no-logo-text"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, theme: str, code: str) -> None:
    with pytest.raises(InputProblems) as caught:
        read_style(written(tmp_path, theme))
    assert code in {problem.code for problem in caught.value.problems}


def test_an_empty_theme_changes_nothing(tmp_path: Path) -> None:
    style = read_style(written(tmp_path, ""))
    report = report_in("en", style)
    assert [section.id for section in report.sections] == [id_ for id_ in SECTIONS if id_ in {s.id for s in report.sections}]
    assert report.look.colours == {}


def test_a_logo_that_is_none_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, "logo: logo.svg\nlogo-text: x", logo_svg="this is no picture")
    with pytest.raises(InputProblems, match="not what its ending says"):
        read_style(file)


def test_a_template_can_do_nothing_but_show(tmp_path: Path) -> None:
    file = written(tmp_path, "templates: own")
    own = tmp_path / "own" / "sections" / "about.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{{ report.__class__.__mro__ }}")
    with pytest.raises(OutputError, match=r"a template of the theme cannot be used: .* unsafe"):
        render_html(report_in("en", read_style(file)), ())


def test_a_fault_in_a_template_is_named_with_its_line(tmp_path: Path) -> None:
    file = written(tmp_path, "templates: own")
    own = tmp_path / "own" / "sections" / "about.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("\n{% if %}")
    with pytest.raises(OutputError, match=r"sections/about.html.j2, line 2"):
        render_html(report_in("en", read_style(file)), ())


def test_a_style_sheet_cannot_end_its_element(tmp_path: Path) -> None:
    style = read_style(written(tmp_path, "templates: own", own__report_css="/* </style><script>alert(1)</script> */"))
    assert b"</style><script" not in render_html(report_in("en", style), ())


def problems_of(file: Path) -> dict[str, list[Problem]]:
    with pytest.raises(InputProblems) as caught:
        read_style(file)
    found: dict[str, list[Problem]] = {}
    for problem in caught.value.problems:
        found.setdefault(problem.code, []).append(problem)
    return found


@pytest.mark.parametrize(
    "name", ["../secret.md", "../../../../etc/hostname", "{above}/secret.md", "below/../../secret.md", "link.md"]
)
@pytest.mark.parametrize(
    "theme",
    [
        "sections: [{id: x, title: y, text: 'NAME'}]",
        "sections: [{id: x, title: y, text: {en: 'NAME'}}]",
        "logo: 'NAME.svg'\nlogo-text: x",
        "fonts: {files: ['NAME.ttf']}",
        "templates: 'NAME'",
    ],
)
def test_what_lies_outside_the_folder_of_the_theme_is_not_read(tmp_path: Path, theme: str, name: str) -> None:
    for ending in ("", ".svg", ".ttf"):
        (tmp_path / f"secret.md{ending}").write_text(LOGO)
    folder = tmp_path / "reports"
    (folder / "below").mkdir(parents=True)
    for ending in ("", ".svg", ".ttf"):
        (folder / f"link.md{ending}").symlink_to(tmp_path / f"secret.md{ending}")
    (problem,) = problems_of(written(folder, theme.replace("NAME", name.format(above=tmp_path))))["outside"]
    assert problem.line == 1
    told = name.format(above=tmp_path)[:40]  # what is longer is cut short
    assert problem.found.startswith(told)
    assert "folders below it" in problem.allowed


def test_links_inside_folders_that_a_theme_names_lead_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / "own").mkdir(parents=True)
    (tmp_path / "secret.css").write_text("secret")
    (tmp_path / "secret.ttf").write_bytes((SHIPPED / "NotoSansHebrew.ttf").read_bytes())
    (folder / "own" / "report.css").symlink_to(tmp_path / "secret.css")
    (folder / "fonts").symlink_to(tmp_path)
    (folder / "more").mkdir()
    (folder / "more" / "one.ttf").symlink_to(tmp_path / "secret.ttf")
    found = problems_of(written(folder, "templates: own\nfonts: {files: [fonts, more]}"))
    assert sorted(problem.found for problem in found["outside"]) == ["fonts", "more/one.ttf", "own/report.css"]


def test_a_link_that_stays_inside_and_a_folder_below_may_be_named(tmp_path: Path) -> None:
    file = written(tmp_path / "reports", "sections: [{id: x, title: y, text: texts/../link.md}]", texts__a_md="Own words.")
    (file.parent / "link.md").symlink_to(file.parent / "texts" / "a.md")
    assert "x" in read_style(file).passages


def test_a_fault_in_a_value_does_not_hide_what_is_wrong_elsewhere(tmp_path: Path) -> None:
    theme = """
colours: {heading: "#ffffff", link: red}
logo: nope.png
title: {en: Ours, nl: []}
fonts: {text: [], files: [none.ttf]}
sections: [{id: a, text: a.md}, rankng, {id: b, title: b, text: b.md}]
colors: {}
"""
    found = problems_of(written(tmp_path, theme))
    assert set(found) >= {
        "colour",
        "contrast",
        "no-logo-text",
        "unreadable",
        "wrong-type",
        "text",
        "no-font",
        "missing-key",
        "unknown-section",
    }
    assert {problem.line for problem in found["unreadable"]} == {3, 6}
    assert len(found["unreadable"]) == 2, "the logo, and the text of the section that is whole"
    assert "unknown-key" in found
    hostile = 'sections: [{id: x, title: y, text: "a\\0b"}, {id: z, title: y, text: \'' + "x" * 100_000 + "'}]"
    assert len(problems_of(written(tmp_path, hostile))) >= 1


def test_sections_of_which_the_report_has_none_are_refused(tmp_path: Path) -> None:
    style = read_style(written(tmp_path, "sections: [robustness]"))
    with pytest.raises(OutputError, match="nothing for: robustness"):
        report_in("en", style)


def test_one_section_is_enough_for_every_format(tmp_path: Path) -> None:
    report = report_in("en", read_style(written(tmp_path, "sections: [about]")))
    assert [section.id for section in report.sections] == ["about"]
    assert b'id="about"' in render_html(report, ())
    assert render_pdf(report, ()).startswith(b"%PDF")
