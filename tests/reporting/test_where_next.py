"""Where to look next: an open answer that decides, and the way to a band."""

from __future__ import annotations

from msiscore.reporting.figures import Figures
from msiscore.reporting.report_analysis import Analysis
from msiscore.reporting.where_next import MOST_LOOKED_AT, next_section
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores, score
from tests.making import LEVELS, a_set, assessment, criterion, dimension, framework

BANDS = [{"name": "low", "from": 0}, {"name": "high", "from": 50}]
OF = framework(dimension("one", criterion("A"), criterion("B")), bands=BANDS)


def section(scores: Scores, language: str = "en") -> Analysis | None:
    wording = Wording(language)
    return next_section(scores, Figures(wording, scores.assessment_set.framework), wording)


def test_the_open_answer_is_named_with_what_it_narrows_and_decides() -> None:
    """B of `a` is half of the weight: its interval of 50 points closes; `b` at 50 lies between its ends, 50 and 100, or level."""
    found = section(score(a_set(OF, assessment("a", {"A": 3}), assessment("b", {"A": 2, "B": 3}))))
    assert found is not None
    table = found.table("research")
    assert table is not None
    told = {row.head.name: row.figures[0].text for row in table.rows}
    assert told["a"].startswith("B ")
    assert told["a"].endswith("(50.0 points; order with 1)")
    assert told["b"] == "No open answer would change anything."


def test_the_way_to_the_next_band() -> None:
    found = section(score(a_set(OF, assessment("a", {"A": 2, "B": 1}))))
    assert found is not None
    table = found.table("bands")
    assert table is not None
    goal, answers, then = table.rows[0].figures
    assert (goal.text, then.value) == ("high", 50.0)
    assert answers.text.count("from") == 1


def answer_in_dutch(answer: object, scale: str, **scales: object) -> str:
    of = framework(
        dimension("one", criterion("A", scale=scale)),
        bands=BANDS,
        scales={"level": LEVELS, **scales},
        states={"unanswered": "lowest"},
    )
    found = section(score(a_set(of, assessment("a", {} if answer is None else {"A": answer}), assessment("b", {}))), "nl")
    assert found is not None
    table = found.table("bands")
    assert table is not None
    return next(row for row in table.rows if row.head.name == "a").figures[1].text


def test_answers_are_called_what_the_language_of_the_report_calls_them() -> None:
    levels = {"kind": "levels", "levels": [{"en": "absent", "nl": "afwezig"}, {"en": "leading", "nl": "toonaangevend"}]}
    shares = {"kind": "thresholds", "unit": "%", "steps": ["> 0", ">= 30"]}
    assert answer_in_dutch(0, "two", two=levels).endswith(": van 0 · afwezig naar 1 · toonaangevend")
    assert answer_in_dutch("no", "ja", ja={"kind": "yes-no"}).endswith(": van nee naar ja")
    assert answer_in_dutch(1.5, "p", p={"kind": "points", "of": 5}).endswith(": van 1,5 van 5 punten naar 2,5 van 5 punten")
    assert answer_in_dutch(None, "s", s=shares).endswith(": van onbeantwoord naar 1 · boven 0%")
    assert answer_in_dutch(0.5, "m", m={"kind": "measure", "from": 0, "to": 3, "unit": "kg"}).endswith(": van 0,5 kg naar 1,5 kg")


def test_a_band_out_of_reach_is_named() -> None:
    beyond = framework(
        dimension("d", criterion("A")),
        bands=[
            {"name": "low", "from": 0},
            {"name": "high", "from": 50, "requires": [{"of": "A", "level": "4", "by-year": {1: "4"}}]},
        ],
    )
    found = section(score(a_set(beyond, assessment("a", {"A": 1}))), "nl")
    assert found is not None
    table = found.table("bands")
    assert table is not None
    assert table.rows[0].figures[1].text == "Zelfs het beste antwoord op alles haalt de volgende klasse, high, niet."


def test_without_a_total_there_is_nothing() -> None:
    assert section(score(a_set(framework(dimension("one", criterion("A")), total="none"), assessment("a", {"A": 3})))) is None


def test_for_many_it_is_left_out_and_said() -> None:
    found = section(score(a_set(OF, *(assessment(f"i{n:02d}", {"A": n % 5}) for n in range(MOST_LOOKED_AT + 1)))))
    assert found is not None
    assert not found.parts
    assert str(MOST_LOOKED_AT) in found.lead[0]
