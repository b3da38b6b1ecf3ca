from __future__ import annotations

from pathlib import Path

from msiscore.exchange.tables.csv_grid import csv_grid
from msiscore.exchange.tables.guessing import Guess, guess
from msiscore.exchange.tables.looking import look
from msiscore.mapping import TableShape
from tests.exchange.tables.trying import Cells, write_csv


def guessed(folder: Path, cells: Cells) -> Guess:
    return guess(look(csv_grid(write_csv(folder / "t.csv", cells), TableShape()), TableShape()))


def scales(made: Guess) -> dict[str, object]:
    return {scale.name: scale.data.get("levels") or (scale.data["from"], scale.data["to"]) for scale in made.scales}


def test_a_wide_table_with_all_that_people_put_into_one(tmp_path: Path) -> None:
    made = guessed(
        tmp_path,
        [
            ["Code", "Name", "Sector", "1.1 Chair", "Comment", "B-2: Audits", "Reach", "Grade", "Share", "Total score"],
            ["moon", "Moon Pact", "fruit", "Yes", "why", "Low", "3", "A+", "45%", "7"],
            ["star", "Star Table", "fruit", "Partly", "", "High", "1", "B", "50%", "9"],
            ["sun", "Sun Code", "nuts", "No", "so", "n/a", "5", "A", "-", "1"],
        ],
    )
    assert made.layout == "wide"
    assert made.initiative == {"id": "Code", "title": "Name", "sector": "Sector"}
    assert [(one.id, one.title, one.scale) for one in made.criteria] == [
        ("1.1", "Chair", "level"),
        ("B-2", "Audits", "level-2"),
        ("Reach", "Reach", "points"),
        ("Share", "Share", "share"),
    ]
    assert made.criteria[0].beside == {"reason": "Comment"}
    assert scales(made) == {
        "level": ["No", "Partly", "Yes"],
        "level-2": ["Low", "High"],
        "points": ("1", "5"),
        "share": ("0", "100"),
    }
    assert made.ignored == ["Grade", "Total score"]
    assert made.states == ["n/a", "-"]


def test_without_ids_they_are_drafted_and_results_are_no_initiatives(tmp_path: Path) -> None:
    cells = [["Scheme", "A"], ["Café Röd!", "1"], ["Cafe rod", "2"], ["日本", "1"], ["set", "2"], ["Average", "1.5"]]
    made = guessed(tmp_path, cells)
    assert made.initiative == {"title": "Scheme"}
    assert made.initiatives == [("Café Röd!", "cafe-rod"), ("Cafe rod", "cafe-rod-2"), ("日本", "entry"), ("set", "set-1")]
    assert made.ignored_rows == ["Average"]


def test_a_long_table(tmp_path: Path) -> None:
    cells = [["company", "category", "indicator", "published_score"]]
    cells += [
        [name, "x", indicator, score] for name in ("apple", "orange") for indicator, score in (("G1", "50.0"), ("G2", "NA"))
    ]
    made = guessed(tmp_path, cells)
    assert made.layout == "long"
    assert made.rating == {"criterion": "indicator", "answer": "published_score"}
    assert [one.id for one in made.criteria] == ["G1", "G2"]
    assert (made.initiative, made.initiatives) == ({"title": "company"}, [("apple", "apple"), ("orange", "orange")])
    assert made.ignored == ["category"]


def test_a_transposed_table(tmp_path: Path) -> None:
    cells = [
        ["Criterion", "Moon Pact", "Star Table", "Remark"],
        ["Chair", "Yes", "No", ""],
        ["Board", "", "Yes", ""],
        ["Reach", "3", "4", ""],
    ]
    made = guessed(tmp_path, cells)
    assert made.layout == "transposed"
    assert made.initiatives == [("Moon Pact", "moon-pact"), ("Star Table", "star-table")]
    assert [(one.reference, one.id) for one in made.criteria] == [("Chair", "Chair"), ("Board", "Board"), ("Reach", "Reach")]


def test_words_that_are_in_no_known_order_stand_by_letter_and_ask_to_be_ordered(tmp_path: Path) -> None:
    made = guessed(tmp_path, [["id", "A", "B"], ["x", "vert", "Vert"], ["y", "rouge", "rouge"], ["z", "", "vert"]])
    assert [(scale.data["levels"], "order" in scale.check) for scale in made.scales] == [(["rouge", "vert"], True)]


def test_ids_are_given_once(tmp_path: Path) -> None:
    made = guessed(tmp_path, [["id", "1.1 Chair", "1.1 Board", "A longer heading"], ["x", "1", "1", "1"], ["y", "2", "3", "1"]])
    assert [one.id for one in made.criteria] == ["1.1", "1.1-2", "C-03"]
