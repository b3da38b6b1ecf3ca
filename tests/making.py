"""Small frameworks and sets made in a test, next to what is asserted of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msiscore.assessment import Assessment, AssessmentSet, SetFile
from msiscore.framework import Framework
from msiscore.reporting.build import build_report
from msiscore.reporting.report import Report
from msiscore.scoring.scores import Scores

LEVELS: dict[str, Any] = {"kind": "levels", "levels": ["absent", "weak", "partial", "strong", "leading"]}


def criterion(id_: str, **more: Any) -> dict[str, Any]:
    """A criterion with only what it must have, and `more` (underscores stand for hyphens)."""
    return {"id": id_, "title": f"Title of {id_}", "question": f"Question of {id_}?", **_keys(more)}


def dimension(id_: str, *children: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A dimension of the given criteria and dimensions."""
    return {
        "id": id_,
        "title": f"Title of {id_}",
        "criteria": [child for child in children if "question" in child],
        "dimensions": [child for child in children if "question" not in child],
        **_keys(more),
    }


def framework(*dimensions: Mapping[str, Any], **more: Any) -> Framework:
    """A framework on the five levels absent (0) to leading (4)."""
    base = {"id": "small", "version": "1.0.0", "title": "A small framework", "scales": {"level": LEVELS}}
    return Framework.model_validate({**base, **_keys(more), "dimensions": list(dimensions)})


def assessment(id_: str, ratings: Mapping[str, Any], **initiative: Any) -> Assessment:
    """An assessment with these ratings: numbers, states, or maps as in YAML."""
    about = {"id": id_, "title": id_.title(), **_keys(initiative)}
    return Assessment.model_validate({"initiative": about, "ratings": dict(ratings)})


def a_set(of: Framework, *assessments: Assessment, as_of: str = "2020-07-08", **more: Any) -> AssessmentSet:
    """A set of the given assessments, in the order of their ids as the loader would have them."""
    about = {"id": "a-set", "title": "A set", "framework": of.id, "as-of": as_of, **_keys(more)}
    ordered: Sequence[Assessment] = sorted(assessments, key=lambda one: one.initiative.id)
    return AssessmentSet(about=SetFile.model_validate(about), framework=of, sources={}, assessments=tuple(ordered))


def _keys(more: Mapping[str, Any]) -> dict[str, Any]:
    return {key.strip("_").replace("_", "-"): value for key, value in more.items()}


def plain_report(scores: Scores, **more: Any) -> Report:
    """The report without what the scores can carry, which takes most of the time and which few tests are about."""
    return build_report(scores, analysis=False, **more)
