"""What moves the scores: a known case, refusals, and what is never shown."""

from __future__ import annotations

import pytest

from msiscore.reporting.figures import Figures
from msiscore.reporting.report_analysis import Analysis
from msiscore.reporting.sensitivity import MOST_CHANGED, sensitivity_section
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework

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
