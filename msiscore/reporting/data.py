"""The scores as data: a CSV table for other programs, and a JSON file that says how they were made."""

from __future__ import annotations

import csv
import io
import json
import platform
import sys
from typing import TYPE_CHECKING

from msiscore.scoring.scores import Scores

if TYPE_CHECKING:  # its many classes take a while to make, and a table of scores needs none of them
    from msiscore.reporting.report import Report

CSV_COLUMNS = (
    "initiative",
    "title",
    "column",
    "node",
    "score",
    "lower",
    "upper",
    "coverage",
    "rank",
    "band",
    "status",
    "before_standards",
    "standards_not_met",
    "standards_unknown",
)


def render_csv(scores: Scores) -> bytes:
    """One line per initiative, column of scores and node: `total`, then each dimension; numbers unrounded, coverage 0..1.

    The total is after minimum standards, the dimensions are before. An empty cell means that there is no score to publish.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for column in scores.columns:
        dimensions = scores.dimension_rows(column.column)
        for row in scores.headline(column.column):
            total = (row.score, row.lower, row.upper, row.coverage, row.rank, row.band, row.status, row.before_standards)
            standards = (" ".join(row.standards_not_met), " ".join(row.standards_unknown))
            writer.writerow(_line([row.initiative, row.title, column.column, "total", *total, *standards]))
            for part in dimensions:
                if part.initiative == row.initiative:
                    numbers = (part.score, part.lower, part.upper, part.coverage)
                    writer.writerow(_line([row.initiative, row.title, column.column, part.dimension, *numbers, *[""] * 6]))
    return b"\xef\xbb\xbf" + text.getvalue().encode()  # the mark makes Excel read it as UTF-8


def render_run(report: Report) -> bytes:
    """What it takes to make the report again, as JSON: versions, settings, and the SHA-256 of every input file. No clock, no names."""
    from importlib.metadata import version

    run = report.provenance
    libraries = ("jinja2", "matplotlib", "numpy", "pydantic", "pyyaml", "scipy", "typst", "xlsxwriter")
    content = {
        "msiscore": run.msiscore,
        "command": run.command,
        "assessment-set": run.assessment_set,
        "as-of": run.as_of,
        "framework": {"id": run.framework, "version": run.framework_version},
        "settings": {term.name: term.text for term in run.settings},
        "files": {term.name: f"sha256:{term.text}" for term in run.files},
        "python": platform.python_version(),
        "platform": sys.platform,
        "libraries": {name: version(name) for name in libraries},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _line(cells: list[object]) -> list[str]:
    return [guarded(cell) for cell in cells]


def guarded(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: text that starts like one gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" and text else text
