"""Scores as CSV, and the record of a run."""

from __future__ import annotations

import csv
import io
import json

from msiscore.reporting.data import CSV_COLUMNS, render_csv, render_run
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_total_and_every_dimension_has_a_line(tutorial: Scores) -> None:
    rows = lines(render_csv(tutorial))
    assert tuple(rows[0]) == CSV_COLUMNS
    totals = [row for row in rows if row["node"] == "total"]
    assert len(totals) == 3 * 3
    for expected in tutorial.headline():
        row = next(row for row in totals if row["initiative"] == expected.initiative and row["column"] == "overall")
        assert float(row["score"]) == expected.score
        assert row["rank"] == str(expected.rank)
    assert {row["node"] for row in rows if row["column"] == "overall"} >= {
        d.id for d in tutorial.assessment_set.framework.dimensions
    }


def test_no_score_is_an_empty_cell(dutch: Scores) -> None:
    rows = [row for row in lines(render_csv(dutch)) if row["status"] == "not-enough-evidence"]
    assert rows
    assert all(row["score"] == row["rank"] == "" and row["lower"] for row in rows)


def test_a_title_cannot_become_a_formula() -> None:
    of = framework(dimension("d", criterion("A")))
    titles = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", 'a "quoted", one\nand more']
    made = a_set(of, *(assessment(f"i{i}", {"A": 1}, title=title) for i, title in enumerate(titles)))
    found = [row["title"] for row in lines(render_csv(score(made))) if row["node"] == "total"]
    assert sorted(found) == sorted([*("'" + title for title in titles[:5]), titles[5]])


def test_the_record_of_a_run_is_the_same_each_time_and_tells_the_inputs(dutch: Scores) -> None:
    first = render_run(plain_report(dutch, command="msiscore report x"))
    assert first == render_run(plain_report(dutch, command="msiscore report x"))
    run = json.loads(first)
    assert run["command"] == "msiscore report x"
    assert run["framework"] == {"id": "kit-rbc", "version": "1.0.0"}
    assert all(value.startswith("sha256:") for value in run["files"].values())
    assert {"numpy", "typst"} <= set(run["libraries"])
