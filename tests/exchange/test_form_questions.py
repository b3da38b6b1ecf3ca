from __future__ import annotations

from msiscore.assessment import AssessmentSet, Evidence
from msiscore.exchange.form_questions import inline_entry


def test_the_evidence_beside_a_question_is_the_first_that_needs_no_other_column(things: AssessmentSet) -> None:
    plain, noted = Evidence(source="a", page="1"), Evidence.model_validate({"source": "b", "note": "x"})
    hidden = Evidence(source="c", visibility="secret")
    assert inline_entry([], "en") is None
    assert inline_entry([noted, hidden], "en") is None
    assert inline_entry([noted, plain, plain], "en") == 1
