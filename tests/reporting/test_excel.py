"""The workbook as a whole: complete, readable by others, the same every time, and unmoved by hostile text."""

from __future__ import annotations

import datetime
import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import ClassVar

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook

from msiscore.errors import OutputError
from msiscore.reporting.excel import MOST_INITIATIVES, render_excel
from msiscore.reporting.report import Figure, Report, ScoreRow
from msiscore.reporting.wording import Wording
from tests.reporting.excel.reading import cells, parts, printed, read, shown, texts
from tests.reporting.excel.sample import sample_report
from tests.reporting.invented import HOSTILE

KINDS = [("en", 3, False), ("nl", 12, False), ("en", 3, True), ("nl", 2, True), ("en", 1, False), ("en", 0, False)]


EXCEL_2007 = {
    *(
        "ABS",
        "AND",
        "AVERAGE",
        "CHAR",
        "CHOOSE",
        "COLUMNS",
        "COUNT",
        "COUNTIF",
        "EXP",
        "FIXED",
        "HYPERLINK",
        "IF",
        "IFERROR",
        "INDEX",
    ),
    *(
        "ISNUMBER",
        "LEFT",
        "LN",
        "MATCH",
        "MAX",
        "MID",
        "MIN",
        "NOT",
        "OR",
        "RANK",
        "ROUND",
        "ROWS",
        "STDEVP",
        "SUM",
        "SUMPRODUCT",
    ),
    "VLOOKUP",
}
"""Functions that the workbook may use: of Excel 2007 or older, and none that is worked out again at every change."""


@cache
def values_of(language: str = "en", initiatives: int = 3, hostile: bool = False) -> Workbook:
    """The workbook with the values that stand beside its formulas, as a previewer shows it."""
    return load_workbook(BytesIO(made(language, initiatives, hostile)[1]), data_only=True)


@pytest.mark.parametrize(("language", "initiatives", "hostile"), KINDS)
def test_every_formula_has_a_value_beside_it(language: str, initiatives: int, hostile: bool) -> None:
    _, content = made(language, initiatives, hostile)
    sheets = "".join(xml for name, xml in parts(content).items() if name.startswith("xl/worksheets/sheet"))
    assert len(re.findall("<f>", sheets)) == len(re.findall(r"</f><v>[^<]", sheets)) > 30


@pytest.mark.parametrize(("language", "initiatives"), [("en", 3), ("nl", 12)])
def test_what_can_be_changed_is_open_and_everything_else_is_protected(language: str, initiatives: int) -> None:
    book = book_of(language, initiatives)
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book.worksheets)
    assert not [cell.coordinate for cell in cells(book) if cell.data_type == "f" and not cell.protection.locked]
    ratings = book[{"en": "Ratings", "nl": "Beoordelingen"}[language]]
    items = len(made(language, initiatives)[0].calculation.items)  # type: ignore[union-attr]
    assert all(not ratings[f"{column}{row}"].protection.locked for column in "EFJK" for row in range(8, 8 + initiatives * items))


@cache
def book_of(language: str = "en", initiatives: int = 3, hostile: bool = False) -> Workbook:
    return read(made(language, initiatives, hostile)[1])


@cache
def made(language: str = "en", initiatives: int = 3, hostile: bool = False) -> tuple[Report, bytes]:
    report = sample_report(language, initiatives, hostile)
    return report, render_excel(report)


@pytest.mark.parametrize(("language", "initiatives", "hostile"), KINDS)
def test_formulas_are_old_and_closed_and_nothing_outside_is_linked_to_but_web_and_mail(
    language: str, initiatives: int, hostile: bool
) -> None:
    _, content = made(language, initiatives, hostile)
    book = book_of(language, initiatives, hostile)
    used: set[str] = set()
    for cell in cells(book):
        if cell.data_type == "f":
            assert isinstance(cell.value, str)
            used |= set(re.findall(r"([A-Za-z_][A-Za-z0-9_.]*)\(", re.sub(r'"[^"]*"|\'[^\']*\'', "", cell.value)))
            assert len(cell.value) < 8192
    assert used <= EXCEL_2007
    names = parts(content)
    assert not [name for name in names if re.search("externalLink|vba|connections|embeddings|customXml", name)]
    assert "_xlfn" not in "".join(names.values())
    assert 't="array"' not in "".join(xml for name, xml in names.items() if name.startswith("xl/worksheets/sheet"))
    for name, xml in names.items():
        for target in re.findall(r'Target="([^"]*)" TargetMode="External"', xml):
            assert re.match(r"(https?://|mailto:)", target), (name, target)


@pytest.mark.parametrize(("language", "initiatives", "hostile"), KINDS)
def test_the_same_report_gives_the_same_bytes(language: str, initiatives: int, hostile: bool) -> None:
    _, content = made(language, initiatives, hostile)
    assert render_excel(sample_report(language, initiatives, hostile)) == content


def test_the_only_time_in_the_file_is_the_date_of_the_report() -> None:
    report, content = made()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = read(content).properties
    assert properties.created == properties.modified == datetime.datetime.fromisoformat(report.made_on)


@pytest.mark.parametrize("iso_date", ["2020", "2020-07", "2020-07-08"])
def test_a_date_known_to_the_month_or_year_will_do(iso_date: str) -> None:
    assert render_excel(replace(made()[0], made_on=iso_date))


def test_properties_say_what_the_file_is() -> None:
    report, content = made("nl")
    properties = read(content).properties
    assert (properties.title, properties.creator) == (report.title, "; ".join(report.authors))
    assert properties.contentStatus == "Verzonnen · Concept · Openbare editie"
    assert "nl" in parts(content)["docProps/custom.xml"]


@pytest.mark.parametrize(("language", "initiatives"), [("en", 3), ("nl", 12)])
def test_every_number_of_the_score_tables_is_there_and_reads_as_in_the_report(language: str, initiatives: int) -> None:
    report, _ = made(language, initiatives)
    rows = list(values_of(language, initiatives).worksheets[0].iter_rows())
    for table in report.tables:
        top = next(index for index, row in enumerate(rows) if row[0].value == table.title)
        for row in (*table.ranked, *table.unranked):
            line = next(cells for cells in rows[top:] if cells[1].value == row.title)
            assert str(line[0].value) == (row.rank or "–")
            for cell, figure in zip(line[2:6], _figures(row), strict=True):
                assert (cell.value if figure.value is None else shown(cell)) == figure.text
                assert figure.value is None or _of_hundred(cell) == pytest.approx(figure.value, abs=1e-9)
            assert [cell.value for cell in line[6:9]] == [row.band or "–", row.standards, row.remark or "–"]


def _of_hundred(cell: Cell | MergedCell) -> float:
    assert isinstance(cell.value, int | float)
    return cell.value * 100 if cell.number_format.endswith("%") else cell.value


def _figures(row: ScoreRow) -> tuple[Figure, ...]:
    return (row.score, row.lower, row.upper, row.coverage)


def test_the_heat_map_shows_every_score_as_number() -> None:
    report, _ = made("nl", 12)
    heat = values_of("nl", 12)["Heatmap"]
    for initiative, row in report.heat_map.rows:
        line = next(cells for cells in heat.iter_rows() if cells[0].value == initiative.text)
        for cell, expected in zip(line[1:], row, strict=False):
            assert (cell.value if expected.figure.value is None else shown(cell)) == expected.figure.text


@pytest.mark.parametrize("name", ["tutorial_report", "dutch_report"])
def test_the_shipped_sets_read_as_in_the_report(name: str, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(name)
    book = load_workbook(BytesIO(render_excel(report)), data_only=True)
    point = Wording(report.language).number(0.5, 1)[1]
    for profile in report.profiles:
        seen = {_as_point(shown(cell), point) for cell in cells(book, profile.id) if isinstance(cell.value, int | float)}
        wanted = [row.score for _, row in profile.scores] + [d.score for d in profile.dimensions]
        wanted += [figure for d in profile.dimensions for r in d.ratings for figure in (r.value, r.contribution)]
        assert {_as_point(figure.text, point) for figure in wanted if figure.value is not None} <= seen
        reasons = {" ".join(r.reason.split()) for d in profile.dimensions for r in d.ratings}
        assert reasons <= {" ".join(text.split()) for text in texts(book, profile.id)} | {""}


def _as_point(text: str, point: str) -> str:
    return text.replace(point, ".")


def test_every_rating_stands_on_the_sheet_of_its_initiative_and_leads_to_its_evidence() -> None:
    report, _ = made()
    book = values_of()
    for profile in report.profiles:
        sheet = book[profile.id]
        rows = list(sheet.iter_rows())
        body = rows[next(index for index, row in enumerate(rows) if row[1].value == "Criterion") + 1 :]
        ratings = [rating for dimension in profile.dimensions for rating in dimension.ratings]
        assert [row[1].value for row in body[: len(ratings)]] == [rating.criterion for rating in ratings]
        for row, rating in zip(body, ratings, strict=False):
            assert row[4].value == "\n".join(filter(None, (rating.answer, rating.quantity)))
            link = row[1].hyperlink
            assert (link is not None) == bool(rating.evidence)
            if link is not None:
                name, _, place = (link.location or "").rpartition("!")
                assert name == "'Evidence'"
                assert book["Evidence"].cell(book["Evidence"][place].row, 2).value == rating.criterion


def test_sources_are_linked_only_where_the_address_is_safe() -> None:
    for hostile in (False, True):
        report, _ = made("en", 3, hostile)
        sheet = book_of("en", 3, hostile)["Sources"]
        rows = {row[0].value: row for row in sheet.iter_rows()}
        for source in report.sources:
            row = rows[f"[{source.number}]"]
            assert (row[5].hyperlink is not None) == source.url.startswith("http")
            assert (row[6].value or "") == source.url
            assert row[6].hyperlink is None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    report = replace(made("en", 1)[0], title=text, summary=text, framework_title=text, authors=(text,), subtitle=text)
    profile = replace(report.profiles[0], title=text, summary=text)
    content = render_excel(replace(report, profiles=(profile,), date=text))
    book = read(content)
    given = sum(cell.data_type == "f" for cell in cells(book_of("en", 1)))
    assert sum(cell.data_type == "f" for cell in cells(book)) == given
    assert not [cell for cell in cells(book) if cell.data_type not in {"s", "n", "f"}]
    expected = " ".join(re.sub("[\u202a-\u202e]", "", text).split())
    assert sum(expected in " ".join(found.split()) for found in texts(book)) >= 3


def test_text_that_begins_like_a_formula_keeps_its_mark_when_its_cell_is_edited() -> None:
    report = replace(made("en", 1)[0], summary="=1+1")
    cell = next(cell for cell in cells(read(render_excel(report)), "Summary") if cell.value == "=1+1")
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_a_text_too_long_for_a_cell_says_where_the_whole_stands() -> None:
    long = [text for text in texts(book_of("en", 3, True)) if len(text) > 10_000]
    assert long
    assert all(len(text) <= 32_767 and text.endswith("in the HTML report]") for text in long)


def test_running_text_is_shown_to_its_end_however_long() -> None:
    words = [f"word{index}" for index in range(20_000)]
    book = read(render_excel(replace(made("en", 1)[0], summary=" ".join(words))))
    assert " ".join(texts(book, "Summary")).count("word") == len(words)


def test_ids_that_make_bad_sheet_names_get_good_ones() -> None:
    report = made("en", 3)[0]
    ids = ("a" * 60, "A" * 60, "summary")
    profiles = tuple(replace(profile, id=id_) for profile, id_ in zip(report.profiles, ids, strict=True))
    new = dict(zip((profile.id for profile in report.profiles), ids, strict=True))
    assert report.calculation is not None
    calculation = replace(
        report.calculation, initiatives=tuple(replace(term, name=new[term.name]) for term in report.calculation.initiatives)
    )
    tables = tuple(
        replace(
            table,
            ranked=tuple(replace(row, initiative=new[row.initiative]) for row in table.ranked),
            unranked=tuple(replace(row, initiative=new[row.initiative]) for row in table.unranked),
        )
        for table in report.tables
    )
    heat_maps = [
        replace(heat_map, rows=tuple((replace(term, name=new[term.name]), cells) for term, cells in heat_map.rows))
        for heat_map in (report.heat_map, *report.views)
    ]
    terms = tuple(replace(term, name=new[term.name]) for term in report.standards.initiatives)
    report = replace(
        report,
        profiles=profiles,
        calculation=calculation,
        tables=tables,
        heat_map=heat_maps[0],
        views=tuple(heat_maps[1:]),
        standards=replace(report.standards, initiatives=terms),
    )
    names = read(render_excel(report)).sheetnames
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)
    assert names[0] == "Summary"
    assert {"a" * 31, "A" * 29 + "~2", "summary~2"} <= set(names)


def test_every_fixed_word_has_a_dutch_translation() -> None:
    class Words(dict[str, str]):
        asked: ClassVar[set[str]] = set()

        def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
            self.asked.add(key)
            return super().get(key, default)

    for initiatives in (0, 1, 3):
        report = sample_report("nl", initiatives)
        report = replace(report, labels=Words(report.labels))
        render_excel(report)
        render_excel(replace(report, tables=(), notices=(), standards=replace(report.standards, rows=())))
    assert Words.asked - set(Wording("nl").labels()) == set()


def test_warnings_stand_on_every_sheet_and_page() -> None:
    for sheet in book_of().worksheets:
        top = [str(row[0].value) for row in sheet.iter_rows(max_row=6)]
        assert any("Fictional" in text for text in top), sheet.title
        assert any("Draft" in text for text in top), sheet.title
        assert printed(sheet.oddHeader)[0] == "Fictional · Draft · Public edition"


def test_an_invented_initiative_among_real_ones_is_marked() -> None:
    book = read(render_excel(replace(made()[0], notices=())))
    assert "This initiative is invented." in texts(book, "initiative-01")


def test_too_many_initiatives_are_refused() -> None:
    report = made("en", 1)[0]
    with pytest.raises(OutputError, match="at most 400; this report has 2,000"):
        render_excel(replace(report, profiles=report.profiles * 2000))


@pytest.mark.parametrize("initiatives", [40, pytest.param(MOST_INITIATIVES, marks=pytest.mark.long)])
def test_as_many_initiatives_as_are_allowed_fit(initiatives: int) -> None:
    def sheets_of_all(count: int) -> int:
        names = parts(render_excel(sample_report("en", count)))
        return sum(name.startswith("xl/worksheets/sheet") for name in names) - count

    assert sheets_of_all(initiatives) == sheets_of_all(12) > 0


def test_a_language_written_from_right_to_left_turns_the_sheets() -> None:
    content = render_excel(replace(made("en", 1)[0], language="ar"))
    assert all(sheet.sheet_view.rightToLeft for sheet in read(content).worksheets)
