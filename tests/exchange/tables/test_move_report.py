from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.exchange.tables import collected as collected_module
from msiscore.exchange.tables import move_report as module
from msiscore.exchange.tables.move_report import totals
from tests.exchange.tables.trying import WIDE, plan

CELLS = [
    ["Code", "Name", "Chair", "Audits", "Volume", "Total", "Rank"],
    ["moon", "Moon Pact", "Yes", "12,5", "7", "3", "1"],
    ["star", "Star Table", "n/a", "", "8", "", "2"],
    ["sun", "Sun Code", "<b>Perhaps</b>\n\x07\u202e", "50", "9", "", "2"],
]
MORE = "states: {n/a: not-applicable}\nignore: {columns: Rank}\n"


def test_the_whole_report(tmp_path: Path) -> None:
    made = plan(tmp_path, WIDE, CELLS, MORE)
    lines = made.report.split("\n")
    assert (
        "\n".join([*lines[:3], *lines[4:5], *lines[6:]])
        == """\
How a table was read by msiscore import

table       table.csv
mapping     mapping.yaml
framework   fruit 1.0.0, 3 criteria
rows        3 rows with something in them
initiatives 3
answers     5 cells with an answer (a second row for the same rating counts as a cell of its own)
states      1 cell that says why there is none
empty       1 cell: unanswered
not mapped  2 cells or rows, listed below

COLUMNS LEFT OUT
The mapping does not name these columns of the table. To say that this is meant, name them under `ignore`.
- Total

NOT MAPPED
For these, nothing stands in the files: the ratings are unanswered. Nothing was guessed.

table.csv:2:4: `12,5` is not a number
  allowed: a number; 0 % is worst and 100 % is best; words of the mapping: n/a
  hint:    if the comma stands before decimals, state `decimal: comma` under `table:` in the mapping; if between thousands,\
 `thousands: comma`

table.csv:4:3: `<b>Perhaps</b>` is no answer on the scale `level`
  allowed: 0 (No), 1 (Partly), 2 (Yes); words of the mapping: n/a
  hint:    say what the word means under `words` or `states` in the mapping

HOW WORDS WERE READ
By scale: what stood in the table, what it was taken for, and how often. Look it over once; it decides every score.
- level: `Yes` -> 2 (1)
- level: `n/a` -> not-applicable (1)

CRITERION BY CRITERION
- A-1: 1 answer, 1 not-applicable, 1 not mapped
- B-1: 1 answer, 1 empty, 1 not mapped
- B-2: 3 answers
"""
    )
    assert totals(made.collected) == {"answer": 5, "states": 1, "empty": 1, "not mapped": 2}


def test_the_report_is_the_same_wherever_the_files_lie(tmp_path: Path) -> None:
    reports = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        reports.add(plan(tmp_path / name, WIDE, CELLS, MORE).report)
    (report,) = reports
    assert str(tmp_path) not in report


def test_nothing_to_tell_is_told(tmp_path: Path) -> None:
    mapping = WIDE.replace("  - {from: Chair, id: A-1, dimension: rules, scale: level}\n", "")
    mapping = mapping.replace("[{id: rules, title: Rules}, {id: reach", "[{id: reach")
    report = plan(tmp_path, mapping, [["Code", "Name", "Audits", "Volume"], ["moon", "Moon", "1", "2"]]).report
    for words in (
        "None: the mapping uses every column",
        "None: every cell that the mapping names was read",
        "No words: every answer",
    ):
        assert words in report


def test_long_lists_are_cut_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_READINGS", 1)
    monkeypatch.setattr(collected_module, "MOST_TOLD", 1)
    report = plan(tmp_path, WIDE, CELLS, MORE).report
    assert "... and 1 more, which are not listed." in report
    assert "- and 1 more words" in report
    assert "not mapped  2 cells or rows" in report
