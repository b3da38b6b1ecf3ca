"""Respondents made in a test, next to what is asserted of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from msiscore.assessment import AssessmentSet
from msiscore.elicitation.groups import group_weights, respondent_weights, weight_sets
from msiscore.elicitation.judgements import Judgement, Respondent


def judgement(method: str, **keys: Any) -> Judgement:
    """A judgement with these keys (underscores stand for hyphens), read as from a file."""
    return Judgement.model_validate({"method": method, **{key.replace("_", "-"): value for key, value in keys.items()}})


def respondent(id_: str, group: str, *judgements: Mapping[str, Any] | Judgement) -> Respondent:
    """A respondent of a group with these judgements."""
    about = {"id": id_, "title": id_.title(), "group": group, "asked": {"how": "interview"}}
    return Respondent.model_validate({**about, "judgements": list(judgements)})


def direct(of: str | None = None, **weights: float) -> Judgement:
    """Direct weights."""
    return judgement("direct", **({"of": of} if of else {}), weights=weights)


def asked(of: AssessmentSet, *respondents: Respondent) -> AssessmentSet:
    """The set with these respondents, and their groups' weight sets, as the loader would have it."""
    made = weight_sets(group_weights(respondent_weights(respondents, of.framework)), of.framework)
    sets = {**of.framework.weight_sets, **made}
    return replace(of, framework=of.framework.model_copy(update={"weight_sets": sets}), respondents=tuple(respondents))
