"""The set and the assessment that a form is for."""

from __future__ import annotations

from pathlib import Path

from msiscore.assessment import Assessment, AssessmentSet
from msiscore.errors import InputProblems, NotFound, Problem
from msiscore.framework import Framework
from msiscore.loading.places import find_set
from msiscore.loading.set_loader import read_set


def set_for(framework: Framework, name: str | None, stem: str, start: Path) -> AssessmentSet | None:
    """The set called `name`; without a name, the one around `start` that uses the framework and has the file `stem`.yaml, if any.

    Raises NotFound when several have it, and InputProblems when the set is rated by another framework.
    """
    if name is None:
        candidates = _sets_with(stem, start) if stem else []
        uses = [folder for folder in candidates if _framework_of(folder) == framework.id]
        if len(uses) > 1:
            names = ", ".join(folder.name for folder in uses)
            raise NotFound(f"several sets have a file {stem}.yaml ({names}); say with --set which one is meant")
        if not uses:
            return None
        name = str(uses[0])
    folder = find_set(name, start)
    file = folder / f"{stem}.yaml"
    reading = read_set(folder, only=[file] if stem and file.is_file() else [])
    errors = [p for p in reading.problems if p.severity == "error" and p.code != "no-assessments"]
    if reading.result is None or errors:
        raise InputProblems(errors)
    theirs = reading.result.framework
    if (theirs.id, theirs.version) != (framework.id, framework.version):
        raise InputProblems(
            [
                Problem(
                    code="framework",
                    file=folder / "set.yaml",
                    message="the set is rated by another framework than the form is asked for",
                    found=f"{framework.id} {framework.version}",
                    allowed=f"{theirs.id} {theirs.version}",
                )
            ]
        )
    return reading.result


def assessment_of(assessment_set: AssessmentSet, stem: str) -> Assessment | None:
    """The assessment in the file `stem`.yaml of a set that `set_for` has read, or None if it has none yet."""
    initiative, _, assessor = stem.partition("+")
    if assessor:
        return next((a for who, a in assessment_set.second_ratings if (who, a.initiative.id) == (assessor, initiative)), None)
    return next((a for a in assessment_set.assessments if a.initiative.id == initiative), None)


def _sets_with(stem: str, start: Path) -> list[Path]:
    """The sets of the project around `start` that have a file `stem`.yaml."""
    for around in [start.resolve(), *start.resolve().parents]:
        if (around / "set.yaml").is_file():
            return [around]
        found = [path.parent for path in sorted((around / "assessments").glob("*/set.yaml"))]
        if found:
            return [folder for folder in found if (folder / f"{stem}.yaml").is_file()]
    return []


def _framework_of(folder: Path) -> str:
    reading = read_set(folder, only=[])
    return reading.result.framework.id if reading.result is not None else ""
