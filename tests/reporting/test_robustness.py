"""The section on robustness: its numbers are those of the engine, and a set without an order gets the reason in a sentence."""

from __future__ import annotations

import pytest

from msiscore.analysis.uncertainty import Robustness
from msiscore.reporting.figures import Figures
from msiscore.reporting.report_analysis import Analysis
from msiscore.reporting.robustness import MOST_IN_MATRIX, draw, robustness_section
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

OF = framework(dimension("one", criterion("A"), criterion("B")), bands=[{"name": "low", "from": 0}, {"name": "high", "from": 50}])


def scored(*answers: tuple[int | None, int | None], **changes: object) -> Scores:
    of = framework(dimension("one", criterion("A"), criterion("B")), **changes) if changes else OF
    rows = ({k: v for k, v in zip("AB", pair, strict=True) if v is not None} for pair in answers)
    return score(a_set(of, *(assessment(f"i{n}", row) for n, row in enumerate(rows))))


def section(scores: Scores, language: str = "en") -> Analysis:
    wording = Wording(language)
    return robustness_section(scores, draw(scores), Figures(wording, scores.assessment_set.framework), wording)


def test_the_numbers_are_those_of_the_engine() -> None:
    scores = scored((4, 4), (3, 2), (2, 2), (0, 0))
    found, drawn = section(scores), draw(scores)
    assert isinstance(drawn, Robustness)
    ranks, pairs = found.table("ranks"), found.table("pairs")
    assert ranks is not None
    assert pairs is not None
    assert [[figure.value for figure in row.figures] for row in ranks.rows] == pytest.approx(drawn.rank_shares * 100)
    assert [row.head.name for row in pairs.rows] == list(drawn.initiatives)
    assert pairs.rows[0].figures[1].value == pytest.approx(100 * drawn.probability_above("i0", "i1"))
    assert pairs.rows[0].figures[0].value is None


def test_who_is_best_on_every_criterion_dominates() -> None:
    found = section(scored((4, 4), (3, 2), (1, 1)))
    assert found.diagram is not None
    assert [[term.name for term in level] for level in found.diagram.levels] == [["i0"], ["i1"], ["i2"]]
    assert found.diagram.lines == (("i0", "i1"), ("i1", "i2"))


def test_all_tied_have_no_groups_and_no_diagram() -> None:
    found = section(scored((2, 2), (2, 2), (2, 2)))
    part = found.part("order")
    assert part is not None
    assert part.table is None
    assert "no place in the order is safe to quote" in part.text[0]
    assert found.diagram is None


@pytest.mark.parametrize(
    ("scores", "says"),
    [
        (scored((4, 4)), "Only one initiative"),
        (scored((None, None), (None, None), minimum_coverage="50%"), "No initiative has enough evidence"),
        (scored((4, 4), (1, 1), total="none"), "no overall score"),
    ],
)
def test_without_an_order_the_reason_stands_alone(scores: Scores, says: str) -> None:
    found = section(scores)
    assert len(found.lead) == 1
    assert says in found.lead[0]
    assert found.parts == ()
    assert section(scores, "nl").lead != found.lead


def test_tables_of_each_against_each_have_a_limit_and_say_so() -> None:
    found = section(scored(*((n % 5, n % 3) for n in range(MOST_IN_MATRIX + 1))))
    for id_ in ("ranks", "pairs"):
        part = found.part(id_)
        assert part is not None
        assert part.table is None
        assert str(MOST_IN_MATRIX) in part.text[0]


def test_the_same_scores_give_the_same_section() -> None:
    assert section(scored((4, 1), (2, 3), (1, None))) == section(scored((4, 1), (2, 3), (1, None)))


@pytest.mark.parametrize(
    ("language", "same", "level"),
    [
        ("en", "The 3 initiatives with a score have the same score.", "Level on every criterion, with nothing open"),
        ("nl", "De 3 initiatieven met een score hebben dezelfde score.", "Gelijk op elk criterium, en niets is open"),
    ],
)
def test_three_that_are_level_on_every_criterion_are_named_as_such(language: str, same: str, level: str) -> None:
    found = section(scored((2, 2), (2, 2), (2, 2)), language)
    order, part = found.part("order"), found.part("dominance")
    assert order is not None
    assert part is not None
    assert same in order.text
    assert part.text[1].startswith(level)
    assert part.text[1].endswith("I0, I1, I2.")
    if language == "en":
        assert part.text[0] == (
            "None: no initiative is at least as good as another on every criterion and better on at least one, whatever the open answers."
        )


def test_some_that_are_level_stand_beside_the_orders_that_are_certain() -> None:
    part = section(scored((4, 4), (2, 2), (2, 2))).part("dominance")
    assert part is not None
    assert part.text[0].startswith("Of 3 pairs of initiatives, in 2 one is at least as good")
    assert part.text[1].endswith("I1, I2.")
    apart = section(scored((4, 1), (1, 4))).part("dominance")
    assert apart is not None
    assert len(apart.text) == 1
    assert "same score" in " ".join(section(scored((4, 1), (1, 4))).parts[0].text), (
        "same score, though not level on each criterion"
    )


def test_one_pair_is_called_a_pair() -> None:
    for language, text in (("en", "Of 1 pair of initiatives, 1 can"), ("nl", "Van 1 paar initiatieven zijn")):
        assert section(scored((4, 4), (0, 0)), language).parts[0].text[1].startswith(text)
