"""What moves the scores: a known case, refusals, and what is never shown."""

from __future__ import annotations

import re

import pytest

from msiscore.analysis.variance_shares import variance_shares
from msiscore.loading.set_loader import load_set
from msiscore.reporting import sensitivity as module
from msiscore.reporting.figures import Figures
from msiscore.reporting.report_analysis import Analysis
from msiscore.reporting.sensitivity import MOST_CHANGED, sensitivity_section
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

SHARE = {"kind": "measure", "from": 0, "to": 100}
OF = framework(dimension("one", criterion("A"), criterion("B")))


def section(scores: Scores) -> Analysis:
    wording = Wording("en")
    return sensitivity_section(scores, Figures(wording, scores.assessment_set.framework), wording)


def test_a_criterion_left_out_moves_as_far_as_it_must() -> None:
    """A 4 and B 0 of 4: 50 points; without either criterion 100 or 0."""
    table = section(score(a_set(OF, assessment("a", {"A": 4, "B": 0}), assessment("b", {"A": 2, "B": 2})))).table("changes")
    assert table is not None
    row = next(row for row in table.rows if row.head.text.startswith("A ") and row.head.text.endswith("left out"))
    assert [figure.value for figure in row.figures[:3]] == [25.0, -50.0, 0.0]
    assert row.figures[1].text == "−50.0"


def test_where_nothing_can_move_it_is_said() -> None:
    found = section(score(a_set(OF, assessment("a", {"A": 2, "B": 2}), assessment("b", {"A": 2, "B": 2}))))
    part = found.part("changes")
    assert part is not None
    assert part.table is None


@pytest.mark.parametrize("changes", [{"total": "none"}, {"minimum_coverage": "60%"}])
def test_without_a_score_the_reason_stands_alone(changes: dict[str, str]) -> None:
    found = section(
        score(a_set(framework(dimension("one", criterion("A"), criterion("B")), **changes), assessment("a", {"A": 1})))
    )
    assert len(found.lead) == 1
    assert not found.parts


def test_many_initiatives_get_no_single_changes_and_the_section_says_so() -> None:
    rows = (assessment(f"i{n:02d}", {"A": n % 5, "B": n % 3}) for n in range(MOST_CHANGED + 1))
    found = section(score(a_set(OF, *rows)))
    assert str(MOST_CHANGED) in found.lead[0]
    assert found.part("changes") is None
    assert found.table("weights") is not None


def test_both_orders_of_the_indices_are_shown_with_their_limit_and_are_those_of_the_command() -> None:
    scores = score(load_set("dutch-rbc-2020"))
    found, command = section(scores), variance_shares(scores)
    part, table = found.part("shares"), found.table("shares")
    assert part is not None
    assert table is not None
    assert command.draws == 2048, "more than one round, or this tests nothing"
    assert table.columns[:2] == ("Weights, alone", "Weights, in all")
    shown = command.shown(command.score)
    for k, row in enumerate(table.rows):
        wanted = [
            100 * min(1.0, max(0.0, float(order[g, k]))) if shown[g, k] else None
            for g in range(len(command.groups))
            for order in (command.score.first, command.score.total)
        ]
        assert [figure.value for figure in row.figures] == [pytest.approx(one) if one is not None else None for one in wanted]
    limits = (command.score.first_limit, command.score.total_limit)
    widest = 100 * max(float(limit[shown].max()) for limit in limits)
    said = re.search(r"may be off by up to ([0-9.]+) points either way", " ".join(part.text))
    assert said is not None
    assert widest <= float(said[1]) < widest + 0.11


def test_where_the_limit_of_time_leaves_a_share_unsure_it_is_a_dash_and_the_command_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scores = score(load_set("tutorial"))
    assert "–" not in dashes(section(scores))
    monkeypatch.setattr(module, "MOST_WORK", 1)
    found = section(scores)
    part = found.part("shares")
    assert part is not None
    assert "–" in dashes(found)
    assert "1,024 draws leave the share too unsure; the command msiscore sensitivity tutorial takes more." in " ".join(part.text)


def dashes(found: Analysis) -> list[str]:
    """The texts in the table of shares."""
    table = found.table("shares")
    assert table is not None
    return [figure.text for row in table.rows for figure in row.figures]


def test_a_score_that_nothing_moves_is_fixed_and_not_unsure() -> None:
    of = framework(dimension("one", criterion("A", scale="share"), criterion("B", scale="share")), scales={"share": SHARE})
    made = a_set(of, assessment("a", {"A": 0, "B": 0}), assessment("b", {"A": 50}), assessment("c", {"A": 10, "B": 90}))
    found = section(score(made))
    part, table = found.part("shares"), found.table("shares")
    assert part is not None
    assert table is not None
    texts = {row.head.name: [figure.text for figure in row.figures] for row in table.rows}
    assert texts["a"] == ["fixed"] * len(table.columns)
    assert "Fixed: nothing that was varied moves the score." in part.text
