"""A draft is a mapping that loads and reads its table, whatever the table holds; and every guess in it is marked."""

from __future__ import annotations

import string
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msiscore.errors import InputProblems
from msiscore.exchange.tables.mapping_draft import draft_mapping
from msiscore.exchange.tables.moving import MovePlan, plan_move
from msiscore.loading.mapping_loader import load_mapping
from tests.exchange.tables.trying import Cells, ratings, told, write_csv, write_xlsx
from tests.reporting.invented import HOSTILE


def drafted(folder: Path, table: Path, **options: Any) -> tuple[str, MovePlan]:
    """The draft for a table, and what it reads of it, as it stands."""
    text = draft_mapping(table, **options)
    (folder / "draft.yaml").write_text(text, encoding="utf-8")
    return text, plan_move(table, folder / "draft.yaml", folder / "project")


FRUIT: Cells = [
    ["Scorecard of fruit schemes"],
    [],
    ["Scheme", "Rules", None, "Reach", None, "Total"],
    [None, "1.1 Chair", "1.2 Board", "2.1 Share audited", "2.2 Volume", None],
    ["Moon Pact", "Yes", "partly", 0.45, 1200.5, "=B5"],
    ["Star Table", "No", "n/a", 0.07, None, 3],
    ["Average", None, None, 0.26, 1200.5, 3],
]


def test_a_workbook_with_groups_percentages_and_totals_is_read_as_drafted(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "t.xlsx", FRUIT, formats={f"D{n}": "0%" for n in (5, 6, 7)}, merged=["A3:A4", "B3:C3", "D3:E3", "F3:F4"]
    )
    text, made = drafted(tmp_path, path)
    assert told(made) == []
    assert ratings(made) == {
        "moon-pact": {"1.1": "2", "1.2": "1", "2.1": "45", "2.2": "1200.5"},
        "star-table": {"1.1": "0", "1.2": "unanswered", "2.1": "7"},
    }
    assert [one.id for one in made.framework.dimensions] == ["rules", "reach"]
    assert "header: [3, 4]  # CHECK" in text
    assert "rows: [Average]" in text
    assert "- Total" in text


def test_a_csv_of_windows_with_decimal_commas(tmp_path: Path) -> None:
    cells = [["Naam", "Criterium één", "Aandeel"], ["Café", "ja", "12,5"], ["Nuß", "n.v.t.", "7,25"]]
    path = write_csv(tmp_path / "t.csv", cells, encoding="cp1252", delimiter=";")
    with pytest.raises(InputProblems, match="not UTF-8"):
        draft_mapping(path)
    text, made = drafted(tmp_path, path, encoding="cp1252")
    assert "decimal: comma  # CHECK" in text
    assert ratings(made) == {"cafe": {"C-01": "1", "Aandeel": "12.5"}, "nuss": {"C-01": "not-applicable", "Aandeel": "7.25"}}
    assert told(made) == []
    with pytest.raises(InputProblems, match="is not known"):
        draft_mapping(path, encoding="windows")


def test_of_several_sheets_the_first_is_taken_or_the_one_that_is_named(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for name in ("First", "Second"):
        sheet = workbook.create_sheet(name)
        for row in (["id", "Q1"], ["a", name], ["b", "other"]):
            sheet.append(row)
    workbook.save(tmp_path / "t.xlsx")
    assert "sheet: First  # CHECK: the others are Second" in draft_mapping(tmp_path / "t.xlsx")
    assert "sheet: Second" in draft_mapping(tmp_path / "t.xlsx", sheet="Second")
    with pytest.raises(InputProblems, match="no sheet"):
        draft_mapping(tmp_path / "t.xlsx", sheet="Third")


def test_a_table_without_criteria_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match="no column looks like answers"):
        draft_mapping(write_csv(tmp_path / "t.csv", [["name"], ["a"], ["b"]]))


def test_hostile_headings_and_words_stay_texts(tmp_path: Path) -> None:
    cells = [["id", *HOSTILE], ["a", *["yes"] * len(HOSTILE)], ["b", *["no"] * len(HOSTILE)]]
    _, made = drafted(tmp_path, write_csv(tmp_path / "t.csv", cells))
    assert told(made) == []
    assert made.collected.columns_left_out == ()  # each is a criterion, or named as left out
    assert len(made.framework.criteria) > len(HOSTILE) / 2
    words: Cells = [["id", "Q"], *([f"i{n}", text] for n, text in enumerate(HOSTILE[:2] + HOSTILE[-3:-2]))]
    _, made = drafted(tmp_path, write_csv(tmp_path / "w.csv", words))
    assert ratings(made) == {"i0": {"Q": "1"}, "i1": {"Q": "0"}, "i2": {"Q": "2"}}


TEXTS = st.one_of(
    st.sampled_from(
        [
            "Yes",
            "No",
            "partly",
            "n/a",
            "-",
            "",
            "12,5",
            "3",
            "4.5",
            "45%",
            "Total",
            "id",
            "name",
            "criterion",
            "answer",
            "null",
            "~",
        ]
    ),
    st.text(string.ascii_letters + string.digits + " :#-{}[]'\"&*!|>%@`,/\\éß\u00a0", max_size=20),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(TEXTS, min_size=3, max_size=5), min_size=2, max_size=6))
def test_the_draft_of_any_table_loads(cells: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        table = write_csv(Path(folder) / "t.csv", cells, delimiter=";")
        try:
            text = draft_mapping(table)
        except InputProblems:
            return
        (Path(folder) / "draft.yaml").write_text(text, encoding="utf-8")
        load_mapping(Path(folder) / "draft.yaml")
        with suppress(InputProblems):
            plan_move(table, Path(folder) / "draft.yaml", Path(folder) / "project")
