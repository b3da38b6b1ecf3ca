from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import NotFound, OutputError
from msiscore.exchange.tables.moving import move_in, plan_move
from msiscore.loading.set_loader import load_set, read_set
from tests.exchange.tables.trying import LONG, TRANSPOSED, WIDE, moved, plan, ratings, refused, told, write_csv, write_xlsx
from tests.reporting.invented import HOSTILE
from tests.reporting.invented import LONG as LONG_TEXT

CELLS = [
    ["Code", "Name", "Chair", "Audits", "Volume"],
    ["moon", "Moon Pact", "Yes", "45", "1200"],
    ["star", "Star Table", "Partly", "", "n/a"],
]
STATES = "states: {n/a: not-applicable}\n"


def test_a_wide_table_becomes_a_project_that_has_no_errors_and_the_scores_it_should(tmp_path: Path) -> None:
    scores = moved(plan(tmp_path, WIDE, CELLS, STATES))
    # moon: rules 100, reach (45 + 12) / 2; star: rules 50, reach without any answer
    assert [row.score for row in scores.headline()] == pytest.approx([(100 + 28.5) / 2, 50.0])
    reading = read_set(tmp_path / "project/assessments/schemes")
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    assert sorted(path.name for path in (tmp_path / "project").rglob("*") if path.is_file() and "schema" not in path.name) == [
        "framework.yaml", "import-report.txt", "moon.yaml", "reach.yaml", "rules.yaml", "set.yaml", "sources.yaml", "star.yaml",
    ]  # fmt: skip


def test_the_same_ratings_in_the_three_layouts_give_the_same_files(tmp_path: Path) -> None:
    long = [["Code", "Criterion", "Answer"], ["moon", "A-1", "Yes"], ["moon", "B-1", "45"], ["star", "A-1", "Partly"]]
    across = [["Criterion", "Moon Pact", "Star Table"], ["Chair", "Yes", "Partly"], ["Audits", "45", ""]]
    wide = [["Code", "Name", "Chair", "Audits", "Volume"], ["moon", "", "Yes", "45", ""], ["star", "", "Partly", "", ""]]
    expected = {"moon": {"A-1": "2", "B-1": "45"}, "star": {"A-1": "1"}}
    for layout, cells in ((LONG, long), (TRANSPOSED, across), (WIDE, wide)):
        made = plan(tmp_path, layout, cells)
        assert ratings(made) == expected
        assert told(made) == []


def test_nothing_is_written_by_planning_and_nothing_overwritten_by_moving(tmp_path: Path) -> None:
    made = plan(tmp_path, WIDE, CELLS, STATES)
    assert not (tmp_path / "project").exists()
    move_in(made)
    before = {path: path.read_bytes() for path in (tmp_path / "project").rglob("*") if path.is_file()}
    with pytest.raises(OutputError, match=r"assessments.schemes and .*criteria.fruit exist already; nothing was written"):
        plan(tmp_path, WIDE, CELLS, STATES)
    with pytest.raises(OutputError, match="exist already; nothing was written"):
        move_in(made)
    assert {path: path.read_bytes() for path in (tmp_path / "project").rglob("*") if path.is_file()} == before


def test_a_set_may_be_moved_into_a_project_with_others(tmp_path: Path) -> None:
    move_in(plan(tmp_path, WIDE, CELLS, STATES))
    other = WIDE.replace("id: schemes", "id: others").replace("id: fruit", "id: vegetables")
    move_in(plan(tmp_path, other, CELLS, STATES))
    assert len(load_set(tmp_path / "project/assessments/others").assessments) == 2


def test_ratings_may_go_into_a_framework_that_exists(tmp_path: Path) -> None:
    mapping = """\
    layout: wide
    framework: {use: msi-core}
    set: {id: mine, title: Mine, as-of: 2023}
    initiative: {id: Code}
    words: {level: {strong!: "3"}}
    criteria:
      - {from: Paper, id: DDR-01, aspect: paper}
      - {from: Practice, id: DDR-01, aspect: practice}
    """
    made = plan(tmp_path, mapping, [["Code", "Paper", "Practice"], ["moon", "strong!", "1"]])
    move_in(made)
    (assessment,) = load_set(made.set_folder).assessments
    rating = assessment.ratings["DDR-01"]
    assert rating.paper is not None
    assert rating.practice is not None
    assert (rating.paper.answer, rating.practice.answer) == ("3", "1")
    assert not (tmp_path / "project/criteria").exists()


def test_a_framework_that_is_not_there_is_told(tmp_path: Path) -> None:
    mapping = "layout: wide\nframework: {use: msi-cor}\nset: {id: m, title: M, as-of: 2023}\ninitiative: {id: Code}\ncriteria: [{id: A}]\n"
    with pytest.raises(NotFound, match="did you mean `msi-core`"):
        plan(tmp_path, mapping, CELLS)


def test_each_rating_names_its_cell_where_the_mapping_says_so(tmp_path: Path) -> None:
    more = "sources: {old: {title: Our old scorecard}}\ntable-as-source: old\n" + STATES
    made = plan(tmp_path, WIDE, write_xlsx(tmp_path / "t.xlsx", CELLS), more)
    move_in(made)
    moon = load_set(made.set_folder).assessments[0]
    assert [one.locator for rating in moon.ratings.values() for one in rating.evidence] == ["Scores!C2", "Scores!D2", "Scores!E2"]


def test_cells_that_could_not_be_mapped_stand_as_comments_in_the_file_of_their_initiative(tmp_path: Path) -> None:
    cells = [CELLS[0], ["moon", "Moon Pact", "Maybe", "45", "many\nof them"]]
    made = plan(tmp_path, WIDE, cells)
    assert told(made) == ["2:3 answer", "2:5 answer"]
    move_in(made)
    text = (made.set_folder / "moon.yaml").read_text(encoding="utf-8")
    assert "# - A-1, row 2, column C: `Maybe` is no answer on the scale `level`" in text
    assert set(load_set(made.set_folder).assessments[0].ratings) == {"B-1"}


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    mapping = WIDE.replace("from: Chair, id: A-1", "from: Chair, reason: Why, id: A-1")
    cells = [["Code", "Name", "Chair", "Audits", "Volume", "Why"]]
    cells += [[f"i{place}", text, "Yes", text, text, text] for place, text in enumerate([*HOSTILE, LONG_TEXT])]
    made = plan(tmp_path, mapping, write_csv(tmp_path / "t.csv", cells))
    move_in(made)
    loaded = load_set(made.set_folder)
    assert len(loaded.assessments) == len(HOSTILE) + 1
    for assessment in loaded.assessments:
        text = [*HOSTILE, LONG_TEXT][int(assessment.initiative.id[1:])]
        reason = assessment.ratings["A-1"].reason
        assert reason is not None
        assert "".join(str(reason).split()) == "".join(text.replace("\u202e", "").replace("\u202c", "").split())


def test_what_no_cell_but_a_whole_file_breaks_is_told_before_anything_is_written(tmp_path: Path) -> None:
    mapping = WIDE.replace("title: Name}", "title: Name, started: From, ended: To}")
    cells = [[*CELLS[0], "From", "To"], [*CELLS[1], "2020", "2010"]]
    (problem,) = refused(tmp_path, mapping, cells)
    assert "`moon`" in problem.message


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    assert [one.code for one in refused(tmp_path, WIDE, CELLS[:1])] == ["empty"]
    assert [one.code for one in refused(tmp_path, WIDE, [])] == ["no-header"]


EXAMPLE = Path(__file__).parents[3] / "examples" / "moving-in"


def test_the_example_is_read_into_one_framework_by_both_of_its_mappings(tmp_path: Path) -> None:
    wide = plan_move(EXAMPLE / "scorecard.csv", EXAMPLE / "mapping.yaml", tmp_path)
    assert told(wide) == ["6:9 unknown-source", "8:4 answer"]
    scores = {row.initiative: row.score for row in moved(wide).headline()}
    # governance (1 + 1/2) / 2, monitoring (1/2 + 0.455 + 1) / 3 with twice its weight
    assert scores["moonapple"] == pytest.approx(100 * (0.75 + 2 * (1.955 / 3)) / 3)
    long = plan_move(EXAMPLE / "scorecard-long.csv", EXAMPLE / "mapping-long.yaml", tmp_path)
    assert told(long) == ["11:3 two-rows", "12:3 two-rows"]
    assert {row.initiative: row.score for row in moved(long).headline()}["moonapple"] == pytest.approx(scores["moonapple"])
