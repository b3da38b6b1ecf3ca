from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.exchange.tables.layouts import LAYOUTS
from msiscore.mapping import Mapping
from tests.exchange.tables.trying import LONG, TRANSPOSED, WIDE, Cells, plan, ratings, refused, told, write_csv, write_xlsx

HEAD = ["Code", "Name", "Chair", "Audits", "Volume"]
MOON = ["moon", "Moon Pact", "Yes", "45", "1200"]


def test_every_layout_that_a_mapping_may_name_is_read() -> None:
    assert set(Mapping.model_json_schema()["properties"]["layout"]["enum"]) == set(LAYOUTS)


# Wide ---------------------------------------------------------------------------------------------------------------------


def test_a_mapping_that_names_missing_columns_is_told_with_its_lines_and_the_nearest(tmp_path: Path) -> None:
    problems = refused(tmp_path, WIDE, [["Code", "Naam", "Chairs", "Audits", "Volume"], MOON])
    assert [(one.code, one.line, one.hint) for one in problems] == [
        ("no-column", 11, "did you mean `Naam`?"),
        ("no-column", 13, "did you mean `Chairs`?"),
    ]
    assert problems[0].allowed == "Code, Naam, Chairs, Audits, Volume"


def test_a_heading_that_stands_twice_is_told_and_a_letter_settles_it(tmp_path: Path) -> None:
    cells: Cells = [["Code", "Name", "Chair", "Chair", "Audits", "Volume"], ["moon", "", "Yes", "No", "1", "2"]]
    (problem,) = refused(tmp_path, WIDE, cells)
    assert (problem.code, problem.allowed, problem.hint) == ("duplicate-heading", "C, D", "say which one by its letter: {at: C}")
    made = plan(tmp_path, WIDE.replace("from: Chair", "from: {at: D}"), cells)
    assert ratings(made)["moon"]["A-1"] == "0"
    assert made.collected.columns_left_out == ("Chair",)
    assert [one.code for one in refused(tmp_path, WIDE.replace("from: Chair", "from: {at: E, heading: Chair}"), cells)] == [
        "other-heading"
    ]


def test_two_rows_for_one_initiative_are_told_where_they_differ_and_neither_is_believed(tmp_path: Path) -> None:
    cells: Cells = [HEAD, MOON, ["moon", "Moon Pact", "No", "45", ""], ["moon", "Moon", "", "46", "1200"]]
    made = plan(tmp_path, WIDE, cells)
    assert ratings(made) == {"moon": {"B-2": "1200"}}
    assert told(made) == ["2:3 two-rows", "2:4 two-rows", "3:3 two-rows", "4:2 two-rows", "4:4 two-rows"]
    assert "the other is in row 3, column C" in made.unmapped[0].message


def test_every_odd_cell_is_told_with_its_place_and_the_rest_is_read(tmp_path: Path) -> None:
    cells: Cells = [
        HEAD,
        ["moon", "Moon", "NA", "12,5", "1.200"],
        ["star", "Star", "-", "45%", "1 200"],
        ["sun", "Sun", "n/a", "", "\u00a07\u00a0"],
        ["", "Nameless", "Yes", "", ""],
        ["", "", "", "", ""],
        ["two words", "Two", "Yes", "", ""],
        ["Moon", "Capital", "Yes", "", ""],
        ["set", "Set", "Yes", "", ""],
        ["Average", "", "", "30", ""],
    ]
    made = plan(tmp_path, WIDE, cells, "ignore: {rows: Average}\nstates: {n/a: not-applicable}\n")
    assert ratings(made) == {"moon": {"B-2": "1.200"}, "star": {"B-1": "45"}, "sun": {"A-1": "not-applicable", "B-2": "7"}}
    assert told(made) == [
        "2:3 answer", "2:4 answer", "3:3 answer", "3:5 answer", "5:1 no-initiative", "7:1 identifier", "8:1 identifier", "9:1 identifier",
    ]  # fmt: skip
    assert made.collected.rows_ignored == 1


def test_a_decimal_comma_is_read_where_it_is_stated(tmp_path: Path) -> None:
    table = write_csv(tmp_path / "t.csv", [HEAD, ["moon", "Moon", "Yes", "12,5", "1.200,5"]], delimiter=";")
    made = plan(tmp_path, WIDE, table, "table: {decimal: comma, thousands: point}\n")
    assert ratings(made)["moon"] == {"A-1": "2", "B-1": "12.5", "B-2": "1200.5"}


def test_a_header_in_row_five_and_notes_below_the_table(tmp_path: Path) -> None:
    cells: Cells = [["Our scorecard"], [], ["made by hand"], [], HEAD, MOON, ["Note: not final", "", "Yes", "", ""]]
    made = plan(tmp_path, WIDE, write_xlsx(tmp_path / "t.xlsx", cells), "table: {header: 5, last-row: 6}\n")
    assert ratings(made)["moon"]["A-1"] == "2"
    assert told(made) == []
    assert [one.code for one in refused(tmp_path, WIDE, tmp_path / "t.xlsx", "table: {header: 4}\n")] == ["no-header"]


def test_a_header_of_two_rows_with_merged_cells(tmp_path: Path) -> None:
    cells: Cells = [
        ["Code", "Rules", None, "Reach", None],
        [None, "Chair", "Board", "Chair", "Volume"],
        ["moon", "Yes", "No", "45", "7"],
    ]
    path = write_xlsx(tmp_path / "t.xlsx", cells, merged=["A1:A2", "B1:C1", "D1:E1"])
    mapping = WIDE.replace("{id: Code, title: Name}", "{id: Code}").replace("from: Chair", "from: Rules / Chair")
    mapping = mapping.replace("from: Audits", "from: Reach / Chair")
    for table in (path, write_csv(tmp_path / "t.csv", cells)):
        made = plan(tmp_path, mapping, table, "table: {header: [1, 2]}\n")
        assert ratings(made) == {"moon": {"A-1": "2", "B-1": "45", "B-2": "7"}}
        assert made.collected.columns_left_out == ("Rules / Board",)


def test_answers_over_merged_cells_are_left_out_and_told_once(tmp_path: Path) -> None:
    cells: Cells = [HEAD, ["moon", "Moon", "Yes", None, None], ["star", "Star", "No", "1", "2"]]
    path = write_xlsx(tmp_path / "t.xlsx", cells, merged=["C2:E2"])
    made = plan(tmp_path, WIDE, path)
    assert ratings(made) == {"moon": {}, "star": {"A-1": "0", "B-1": "1", "B-2": "2"}}
    assert told(made) == ["Scores!C2 merged"]
    assert made.collected.tallies["B-1"] == {"not mapped": 1, "answer": 1}


def test_formulas_errors_and_dates_in_a_workbook_are_told_with_their_cells(tmp_path: Path) -> None:
    from datetime import datetime

    cells: Cells = [HEAD, ["moon", "Moon", "=1+1", "#N/A", datetime(2023, 4, 3)], ["star", "Star", "Yes", 0.45, 1200.5]]
    made = plan(tmp_path, WIDE, write_xlsx(tmp_path / "t.xlsx", cells, formats={"D3": "0%"}))
    assert told(made) == ["Scores!C2 formula", "Scores!D2 cell-error", "Scores!E2 date"]
    assert ratings(made)["star"] == {"A-1": "2", "B-1": "45", "B-2": "1200.5"}


def test_reasons_and_sources_may_stand_beside_the_answers(tmp_path: Path) -> None:
    mapping = WIDE.replace("from: Chair,", "from: Chair, reason: Why, source: Where, page: Page, confidence: Sure,")
    more = "sources: {ar: {title: Annual report, from: [Annual report 2020]}}\n"
    cells: Cells = [
        [*HEAD, "Why", "Where", "Page", "Sure"],
        [*MOON, "From outside.", "annual report 2020", "12", "high"],
        ["star", "Star", "No", "", "", "", "a letter", "", "quite"],
        ["sun", "Sun", "", "", "", "Nobody knows.", "", "3", ""],
    ]
    made = plan(tmp_path, mapping, cells, more)
    moon = made.collected.found["moon"].ratings["A-1"]
    assert moon.texts == {"reason": "From outside.", "confidence": "high"}
    assert moon.evidence == ({"source": "ar", "page": "12"},)
    assert told(made) == ["3:7 unknown-source", "3:9 confidence", "4:3 no-source"]
    assert "state: unanswered" in made.texts["assessments/schemes/sun.yaml"]


def test_what_is_known_of_an_initiative_is_taken_along(tmp_path: Path) -> None:
    mapping = WIDE.replace("title: Name}", "title: Name, sector: Sector, started: Since, website: Site}")
    cells: Cells = [
        [*HEAD, "Sector", "Since", "Site"],
        [*MOON, "fruit", "2019-05", "https://moon.example"],
        ["star", "Star", "", "", "", "", "May", "moon.example"],
    ]
    made = plan(tmp_path, mapping, cells)
    about = {"title": "Moon Pact", "sector": "fruit", "started": "2019-05", "website": "https://moon.example"}
    assert made.collected.found["moon"].about == about
    assert told(made) == ["3:7 date", "3:8 url"]


def test_without_a_column_of_ids_the_mapping_names_each_initiative(tmp_path: Path) -> None:
    mapping = WIDE.replace("{id: Code, title: Name}", "{title: Name}")
    more = "initiatives: [{from: moon  PACT, id: moon, sector: fruit}]\n"
    made = plan(tmp_path, mapping, [HEAD, MOON, ["", "Moon Pakt", "No", "", ""]], more)
    assert made.collected.found["moon"].about == {"sector": "fruit", "title": "Moon Pact"}
    assert told(made) == ["3:2 unknown-initiative"]
    assert made.unmapped[0].hint == "did you mean `moon  PACT`?"


# Transposed ------------------------------------------------------------------------------------------------------------------


def test_a_transposed_table_tells_unknown_rows_and_missing_initiatives(tmp_path: Path) -> None:
    cells: Cells = [
        ["Criterion", "Moon Pact", "Star Table"],
        ["Chair", "Yes", "?"],
        ["Chairs", "No", "No"],
        ["Total", "3", "4"],
        ["", "", "x"],
    ]
    made = plan(tmp_path, TRANSPOSED, cells, "ignore: {rows: [Total]}\n")
    assert ratings(made) == {"moon": {"A-1": "2"}, "star": {}}
    assert told(made) == ["2:3 answer", "3:1 unknown-criterion", "5:1 no-criterion"]
    assert [one.code for one in refused(tmp_path, TRANSPOSED, [["Criterion", "Moon Pact"], ["Chair", "Yes"]])] == ["no-column"]


def test_two_rows_for_one_criterion_are_told_where_they_differ(tmp_path: Path) -> None:
    cells: Cells = [["Criterion", "Moon Pact", "Star Table"], ["Chair", "Yes", "No"], ["Chair", "No", "No"]]
    made = plan(tmp_path, TRANSPOSED, cells)
    assert ratings(made) == {"moon": {}, "star": {"A-1": "0"}}
    assert told(made) == ["2:2 two-rows", "3:2 two-rows"]


# Long ------------------------------------------------------------------------------------------------------------------------

COLUMNS = "answer: Answer, state: State, reason: Why, source: Source, page: Page, kind: Kind, date: When, assessor: Who"
FULL = LONG.replace("answer: Answer", COLUMNS) + "sources: {ar: {title: A report}, letter: {title: A letter}}\n"
FULL_HEAD = ["Code", "Criterion", "Answer", "State", "Why", "Source", "Page", "Kind", "When", "Who"]


def test_a_long_table_carries_all_that_a_rating_has(tmp_path: Path) -> None:
    more = "assessors: [{id: ann, name: Ann, interests: none, from: A.}]\n"
    cells: Cells = [
        FULL_HEAD,
        ["moon", "A-1", "Yes", "", "Because.", "ar", "12", "document", "2020-05", "a."],
        ["moon", "A-1", "", "", "", "letter", "", "", "", ""],
        ["moon", "B-1", "", "too early", "", "", "", "", "", "Ann"],
    ]
    made = plan(tmp_path, FULL, cells, more)
    assert told(made) == []
    text = made.texts["assessments/schemes/moon.yaml"]
    for words in (
        "name: Ann",
        "assessor: ann",
        "date: 2020-05",
        "source: ar",
        "kind: document",
        "source: letter",
        "state: too-early",
    ):
        assert words in text


def test_an_answer_and_a_state_in_one_row_are_told_and_neither_is_taken(tmp_path: Path) -> None:
    cells: Cells = [FULL_HEAD, ["moon", "A-1", "Yes", "too-early", "", "", "", "", "", ""], ["moon", "A-9", "1", *[""] * 7]]
    made = plan(tmp_path, FULL, cells)
    assert ratings(made) == {"moon": {}}
    assert told(made) == ["2:4 two-answers", "3:2 unknown-criterion"]


def test_names_over_merged_cells_hold_for_each_of_their_rows(tmp_path: Path) -> None:
    cells: Cells = [["Code", "Criterion", "Answer"], ["moon", "A-1", "Yes"], [None, "B-1", 45], ["star", "A-1", "No"]]
    path = write_xlsx(tmp_path / "t.xlsx", cells, merged=["A2:A3"])
    made = plan(tmp_path, LONG, path)
    assert ratings(made) == {"moon": {"A-1": "2", "B-1": "45"}, "star": {"A-1": "0"}}
    assert told(plan(tmp_path, LONG, write_csv(tmp_path / "t.csv", cells))) == ["3:1 no-initiative"]


@pytest.mark.parametrize("aspects", [["paper", "practice"], ["On paper", "In praktijk"]])
def test_aspects_stand_in_a_column(tmp_path: Path, aspects: list[str]) -> None:
    mapping = LONG.replace("answer: Answer", "answer: Answer, aspect: Aspect").replace(
        "{id: A-1, title: Chair,", "{id: A-1, aspect: paper, dimension: rules}\n  - {id: A-1, aspect: practice,"
    )
    mapping = mapping.replace("  id: fruit", "  id: fruit\n  combine-aspects: minimum")
    mapping = mapping.replace("aspect: paper, dimension: rules}", "aspect: paper, title: Chair, dimension: rules, scale: level}")
    cells: Cells = [
        ["Code", "Criterion", "Aspect", "Answer"],
        ["moon", "A-1", aspects[0], "Yes"],
        ["moon", "A-1", "practice", "No"],
    ]
    made = plan(tmp_path, mapping, [*cells, ["moon", "A-1", "", "No"]])
    assert ratings(made) == {"moon": {"A-1/paper": "2", "A-1/practice": "0"}}
    assert told(made) == ["4:2 aspect"]
