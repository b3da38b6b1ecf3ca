"""The summary of a check: how many errors, and what is missing before publishing, by initiative and by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msiscore.cli.table import Heading, layout
from msiscore.cli.terminal import counted, paragraph, short_path
from msiscore.rounding import rounded_percent

if TYPE_CHECKING:
    from msiscore.assessment import AssessmentSet
    from msiscore.cli.checking import Checked
    from msiscore.errors import Problem

PROGRESS = (
    Heading("Initiative", flexible=True),
    Heading("Rated", right=True),
    Heading("State", right=True),
    Heading("Open", right=True),
    Heading("No reason", right=True),
    Heading("No evidence", right=True),
    Heading("Coverage", right=True),
)
KINDS = {
    "no-reason": ("rating without a reason", "ratings without a reason"),
    "no-evidence": ("rating without evidence", "ratings without evidence"),
    "no-assessor": ("assessment without an assessor", "assessments without an assessor"),
    "no-consensus": ("initiative with second ratings only", "initiatives with second ratings only"),
    "no-start": ("start date that a minimum standard needs", "start dates that a minimum standard needs"),
    "translation": ("text that is not in every language", "texts that are not in every language"),
    "unused-source": ("source that nothing refers to", "sources that nothing refers to"),
}
"""How each kind of gap is called; a kind that is not here is called by its code."""


def summary_lines(checked: Sequence[Checked], errors: Sequence[Problem], gaps: Sequence[Problem], listed: bool) -> Iterator[str]:
    """The lines of the summary; `listed` says that the gaps have been listed already."""
    files = counted(len(frozenset().union(*(one.files for one in checked))), "file")
    if errors:
        places = len({problem.file for problem in errors})
        yield f"{counted(len(errors), 'error')} in {counted(places, 'file')} ({files} checked)"
    else:
        yield f"No errors in {files}."
    for one in checked:
        if one.result is not None and not any(problem.severity == "error" for problem in one.problems):
            yield from _progress(one, one.result)
    if gaps:
        yield from ("", "Missing before publishing")
        for code, number in Counter(problem.code for problem in gaps).items():
            yield f"  {counted(number, *KINDS.get(code, (code, code)))}"
        if not listed:
            yield "  (--all lists them with their places)"
    elif not errors:
        yield "Nothing is missing before publishing."


def _progress(one: Checked, result: AssessmentSet) -> Iterator[str]:
    """How far each initiative's assessment is filled in. Coverage is by weight, so it is only known for a whole set."""
    from msiscore.loading.completeness import completeness

    coverage = _coverage(result) if one.target.only is None else {}
    counts = [(a.initiative.id, completeness(a, result.framework)) for a in result.assessments]
    rows = []
    for id_, count in counts:
        numbers = (count.rated, count.stated, count.unanswered, count.no_reason, count.no_evidence)
        rows.append(
            [
                id_,
                *(str(number) if number else "-" for number in numbers),
                f"{rounded_percent(coverage[id_])}%" if coverage else "",
            ]
        )
    if not rows:
        return
    yield ""
    yield paragraph(f"{short_path(one.target.path)}: {counted(counts[0][1].due, 'answer')} due for each initiative")
    for lines in layout(PROGRESS, rows):
        yield from (f"  {line}" for line in lines)
    minimum = result.framework.minimum_coverage
    few = [id_ for id_, share in coverage.items() if share < minimum - 1e-12]
    if few:
        yield paragraph(
            f"Under the minimum coverage of {rounded_percent(minimum)}%, so without a score: {', '.join(few)}",
            indent="  ",
            hang="  ",
        )


def _coverage(result: AssessmentSet) -> dict[str, float]:
    from msiscore import score

    return {row.initiative: row.coverage for row in score(result).headline()}
