"""Weight sets side by side: the ranks are those of the engine, and a change of place is never due to others that drop out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.reporting.report_results import WeightSetTable
from msiscore.reporting.weight_sets import headlines_by_weights
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report

OF = framework(
    dimension("one", criterion("A")),
    dimension("two", criterion("B")),
    minimum_coverage="60%",
    weight_sets={"first": {"title": "First", "weights": {"one": 9}}, "second": {"title": "Second", "weights": {"two": 9}}},
)


def table(scores: Scores) -> WeightSetTable:
    found = plain_report(scores).by_weight_set
    assert found is not None
    return found


def test_ranks_and_scores_are_those_of_each_set() -> None:
    made = a_set(OF, assessment("a", {"A": 4, "B": 0}), assessment("b", {"A": 0, "B": 3}), assessment("c", {"A": 2, "B": 2}))
    shown = table(score(made, weight_set="first"))
    assert [one.name for one in shown.sets] == ["", "first", "second"]
    assert shown.used == 1
    for place, weight_set in enumerate((None, "first", "second")):
        expected = {row.initiative: (str(row.rank or ""), row.score) for row in score(made, weight_set=weight_set).headline()}
        assert {row.initiative.name: (row.cells[place].rank, row.cells[place].score.value) for row in shown.rows} == expected


def test_the_set_that_the_assessments_choose_is_not_taken_for_the_framework_s_own() -> None:
    made = a_set(OF, assessment("a", {"A": 4, "B": 0}), assessment("b", {"A": 1, "B": 1}), weight_set="second")
    shown = table(score(made))
    assert shown.used == 2
    assert [cell.score.text for cell in next(row for row in shown.rows if row.initiative.name == "a").cells] == ["50", "90", "10"]


def test_who_drops_out_moves_nobody() -> None:
    made = a_set(
        OF,
        assessment("top", {"A": 4}),  # half of the weight: a score only where its own dimension weighs more
        assessment("a", {"A": 3, "B": 3}),
        assessment("b", {"A": 2, "B": 2}),
    )
    shown = table(score(made, weight_set="first"))
    rows = {row.initiative.name: row for row in shown.rows}
    assert [cell.rank for cell in rows["top"].cells] == ["", "1", ""]
    assert [cell.rank for cell in rows["a"].cells] == ["1", "2", "1"]
    assert (rows["a"].moves, rows["a"].spread, rows["top"].moves) == ("always 1", 0, "–")
    assert shown.reading == (
        "Among the 2 with a score under all 3 sets of weights, nobody changes place. With a score under some sets only: 1."
    )


def test_those_that_share_a_place_stand_at_one_height() -> None:
    made = a_set(OF, *(assessment(id_, {"A": 2, "B": 2}) for id_ in "abc"), assessment("d", {"A": 1, "B": 1}))
    places = {row.initiative.name: row.cells[0].place for row in table(score(made)).rows}
    assert [(places[id_].value, places[id_].text) for id_ in "abcd"] == [(2.0, "1"), (2.0, "1"), (2.0, "1"), (4.0, "4")]


def test_who_moves_most_is_named() -> None:
    made = a_set(OF, assessment("a", {"A": 4, "B": 0}), assessment("b", {"A": 3, "B": 3}), assessment("c", {"A": 2, "B": 1}))
    shown = table(score(made))
    assert shown.reading == (
        "Among the 3 with a score under all 3 sets of weights, 0 always keep their place; the largest change is 2 places: A."
    )
    assert next(row for row in shown.rows if row.initiative.name == "a").moves == "1 to 3"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6))
def test_places_run_from_the_first_and_follow_the_scores(answers: list[tuple[int, int]]) -> None:
    scores = score(a_set(OF, *(assessment(f"i{n}", {"A": a, "B": b}) for n, (a, b) in enumerate(answers))))
    shown, columns = table(scores), list(headlines_by_weights(scores).values())
    places = {id_: n for n, id_ in enumerate(scores.matrix.initiatives)}
    for k, column in enumerate(columns):
        for row in shown.rows:
            own = column.score[places[row.initiative.name]]
            above = sum(other > own + 1e-9 for other in column.score)
            assert row.cells[k].place.text == row.cells[k].rank == str(above + 1)
        heights = [row.cells[k].place.value or 0 for row in shown.rows]
        assert sum(heights) == len(answers) * (len(answers) + 1) / 2


def test_without_sets_or_without_a_total_there_is_nothing_to_compare() -> None:
    plain = framework(dimension("d", criterion("A")))
    assert plain_report(score(a_set(plain, assessment("a", {"A": 1})))).by_weight_set is None
    profile = framework(dimension("d", criterion("A")), total="none", weight_sets={"w": {"title": "W", "weights": {"d": 2}}})
    assert plain_report(score(a_set(profile, assessment("a", {"A": 1})))).by_weight_set is None
