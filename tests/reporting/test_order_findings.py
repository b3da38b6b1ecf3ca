"""Findings on the order under all sets of weights, found true again by scoring every set with every open answer filled in."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.reporting.build import build_report
from msiscore.reporting.report import Finding
from msiscore.scoring.scores import score
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(
    dimension("one", criterion("A"), criterion("B")),
    dimension("two", criterion("C")),
    weight_sets={"first": {"title": "First", "weights": {"one": 5}}, "second": {"title": "Second", "weights": {"two": 5}}},
)
SETS = (None, "first", "second")
Rows = list[list[Any]]


def made(rows: Rows, of: Any = OF) -> Any:
    named = [{key: value for key, value in zip("ABC", row, strict=True) if value is not None} for row in rows]
    return a_set(of, *(assessment(f"i{n}", given_) for n, given_ in enumerate(named)))


def found(rows: Rows, of: Any = OF) -> dict[str, Finding]:
    return {finding.kind: finding for finding in build_report(score(made(rows, of))).findings}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.sampled_from([0, 1, 2, 3, 4, None]), min_size=3, max_size=3), min_size=2, max_size=3))
def test_a_named_pair_keeps_its_order_under_all_sets_whatever_the_open_answers(rows: Rows) -> None:
    finding = found(rows).get("pairs-by-weights")
    if finding is None:
        return
    pairs = [term.text.split(" above ") for term in finding.support]
    named = [(high.split(" (")[0].lower(), low.split(" (")[0].lower()) for high, low in pairs]
    assert named
    gaps = [(n, k) for n, row in enumerate(rows) for k, value in enumerate(row) if value is None]
    for fill in itertools.product((0, 4), repeat=min(len(gaps), 6)):
        filled = [list(row) for row in rows]
        for n, k in gaps:
            filled[n][k] = 2
        for (n, k), value in zip(gaps, fill, strict=False):
            filled[n][k] = value
        for weights in SETS:
            points = {row.initiative: row.score for row in score(made(filled), weight_set=weights).headline()}
            for high, low in named:
                above, below = points[high], points[low]
                assert above is not None
                assert below is not None
                assert above > below


def test_one_pair_is_a_sentence_of_its_own() -> None:
    finding = found([[4, 4, 4], [1, 1, 1]])["pairs-by-weights"]
    assert finding.text == "I0 scores above I1 under each of the 3 sets of weights, whatever the open answers."
    assert [term.text for term in finding.support] == ["I0 (100) above I1 (25)"]


def test_several_pairs_are_counted_and_the_first_place_is_named() -> None:
    said = found([[4, 4, 4], [2, 2, 2], [1, 1, None]])
    assert said["pairs-by-weights"].text == (
        "Of the 3 pairs with a score under all 3 sets of weights, 2 keep their order under each of them, whatever the open answers."
    )
    assert said["first-by-weights"].text == (
        "I0 scores above every other with a score under each of the 3 sets of weights, whatever the open answers."
    )


def test_what_a_set_of_weights_turns_is_not_said() -> None:
    assert not {"pairs-by-weights", "first-by-weights"} & set(found([[4, 4, 0], [2, 2, 3]]))


def test_long_lists_are_cut_and_counted() -> None:
    said = found([[level, level, level] for level in (4, 3, 2, 1, 0)] + [[4, 4, 3]])["pairs-by-weights"]
    assert len(said.support) == 13
    assert said.support[-1].text == "and 3 more"


def test_nothing_is_said_without_sets_or_where_scales_are_relative() -> None:
    plain = framework(dimension("one", criterion("A"), criterion("B")), dimension("two", criterion("C")))
    assert "pairs-by-weights" not in found([[4, 4, 4], [1, 1, 1]], plain)
    relative = framework(
        dimension("one", criterion("A"), criterion("B")),
        dimension("two", criterion("C")),
        scales={"rank": {"kind": "relative", "method": "min-max"}},
        weight_sets={"first": {"title": "First", "weights": {"one": 5}}},
    )
    rows: Rows = [[{"value": 4}] * 3, [{"value": 1}] * 3]
    assert "pairs-by-weights" not in found(rows, relative)
