"""`msiscore check`: every problem of every file, then what publishing still asks for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msiscore.cli.checking import Checked
    from msiscore.errors import Problem

INPUT_PROBLEMS = 1


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="List everything that is missing, not only how much of it.")
@click.option("--strict", is_flag=True, help="Exit with status 1 also when something is missing for publishing.")
def command(paths: tuple[str, ...], everything: bool, strict: bool) -> None:
    """Check files, and say what is still missing.

    First all that is wrong, then what has to be there before publishing: reasons, evidence, coverage.

    PATH is a set, one assessment file, a framework, a folder with several of these, or the name of a set or framework; without one,
    the current folder is checked.

    \b
    Example:
      msiscore check my-set
      msiscore check assessments/my-set/food-products.yaml
      msiscore check criteria/msi-core --all
    """
    from pathlib import Path

    from msiscore.cli.check_summary import summary_lines
    from msiscore.cli.checking import check_target, find_targets
    from msiscore.cli.terminal import show, show_problems

    targets = [target for path in paths or (".",) for target in find_targets(path, Path())]
    checked = [check_target(target) for target in targets]
    errors = _unique(checked, "error")
    gaps = _unique(checked, "gap")
    listed = [*errors, *(gaps if everything else [])]
    show_problems(listed)
    if listed:
        show()
    for line in summary_lines(checked, errors, gaps, everything):
        show(line)
    if errors or (strict and gaps):
        sys.exit(INPUT_PROBLEMS)


def _unique(checked: Sequence[Checked], severity: str) -> list[Problem]:
    """The problems of all targets, each once: a framework is read again by every set that uses it."""
    from msiscore.cli.terminal import short_path

    found = [problem for one in checked for problem in one.problems if problem.severity == severity]
    return list({(short_path(p.file) if p.file else None, p.line, p.column, p.code, p.message): p for p in found}.values())
