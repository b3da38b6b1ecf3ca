"""The text of the next steps."""

from __future__ import annotations

import json

import pytest

from msiscore.analysis.next_steps import next_steps
from msiscore.cli.next_table import next_csv, next_data, next_lines
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

BANDS = [{"name": "low", "from": 0}, {"name": "high", "from": 50}]
OF = framework(dimension("d", *(criterion(id_) for id_ in "ABCD")), bands=BANDS, minimum_coverage=0.5)


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def text(scores: Scores, top: int = 5) -> str:
    return " ".join(" ".join(next_lines(scores, next_steps(scores), top)).split())


def test_open_answers_and_what_they_decide() -> None:
    said = text(score(a_set(OF, assessment("a", {"A": 2, "B": 2, "C": 2}), assessment("b", {"A": 2, "B": 2, "C": 2, "D": 2}))))
    assert "Open answer Narrows by Score then Rank then Orders D Title of D 25.0 37.5-62.5 * 1-2 1" in said
    assert "D decides the order with: B." in said
    assert "* where the band depends on it" in said


def test_more_open_answers_and_those_without_effect_are_counted() -> None:
    of = framework(dimension("d", *(criterion(id_) for id_ in "ABCD"), criterion("Z", weight=0)), bands=BANDS)
    scores = score(a_set(of, assessment("a", {"A": 2})))
    assert "2 more open answers (--top); 1 more changes nothing." in text(scores, top=1)
    nothing = framework(dimension("d", criterion("A"), criterion("Z", weight=0)), bands=BANDS)
    assert "1 open answer would change nothing." in text(score(a_set(nothing, assessment("a", {"A": 1}))))


def test_every_proof_has_its_sentence() -> None:
    adding = text(score(a_set(OF, assessment("a", {"A": 0, "B": 0, "C": 0, "D": 0}))))
    assert "it takes 2 better answers" in adding
    assert "No fewer will do: the gains of the criteria add up" in adding
    both = framework(dimension("d", criterion("A"), criterion("B"), aggregation="minimum"), bands=BANDS)
    assert "None of them can be left out, whatever else is lifted, so no fewer will do." in text(
        score(a_set(both, assessment("a", {"A": 0, "B": 1})))
    )


def test_a_way_with_open_answers_and_several_to_a_score() -> None:
    bands = [{"name": "low", "from": 0}, {"name": "high", "from": 50, "requires": [{"of": "D", "level": "2"}]}]
    of = framework(dimension("d", *(criterion(id_) for id_ in "ABCD")), bands=bands, minimum_coverage=0.75)
    scores = score(a_set(of, assessment("a", {"A": 4, "B": 4, "C": 4}), assessment("n", {"A": 1})))
    said = text(scores)
    assert "- D Title of D: from open to 2 (partial)" in said
    assert "Without what is open now it cannot be reached." in said
    assert "To get a score, it takes 2 answers, whatever they say: - B Title of B - C Title of C" in said


def test_plain_data_and_hostile_titles() -> None:
    scores = score(a_set(OF, assessment("a", {"A": 2, "B": 1}, title="=cmd|' <b>#set \U0001f600 " + "y" * 2000)))
    found = next_steps(scores)
    data = json.loads(json.dumps(next_data(scores, found), allow_nan=False))
    assert data["initiatives"][0]["open-answers"][0]["decides"] == []
    assert next_csv(found).splitlines()[0].startswith("initiative,place,item,narrowing,at_least,")
    assert all(len(line) < 80 for line in next_lines(scores, found, 5))
