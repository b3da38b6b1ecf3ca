"""`msiscore init`: a project folder to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--framework", metavar="NAME", help="The criteria to start from: a name or a path; msi-core by default.")
@click.option("--from", "pattern", metavar="PATTERN", help="Start from a published way of scoring; see `msiscore patterns`.")
@click.option("--language", default="", metavar="CODE", help="The language of the questions, such as en or nl.")
def command(folder: Path, framework: str | None, pattern: str | None, language: str) -> None:
    """Start a project in a folder of its own.

    It gets its own copy of the criteria, to change as you need, a set to fill in, and a page that says what to do next. Nothing that
    exists is overwritten.

    \b
    Example:
      msiscore init my-project
      msiscore init my-project --framework kit-rbc --language nl
      msiscore init my-project --from fair-wear
    """
    if framework is not None and pattern is not None:
        raise click.UsageError("--framework and --from exclude each other")
    from collections import Counter
    from datetime import date

    from msiscore.cli.terminal import counted, say, show
    from msiscore.drafting.new_files import write_new_files
    from msiscore.drafting.project_draft import INITIATIVE, SET_NAME, draft_project
    from msiscore.errors import InputProblems
    from msiscore.loading.framework_loader import read_framework
    from msiscore.loading.patterns import find_pattern
    from msiscore.loading.places import find_framework

    source = find_pattern(pattern) if pattern is not None else find_framework(framework or "msi-core", Path())
    found, document = read_framework(source)
    if found is None or document.failed:
        raise InputProblems(problem for problem in document.problems if problem.severity == "error")
    known = found.languages or (found.language,)
    if language and language not in known:
        raise click.BadParameter(
            f"`{found.id}` has no texts in `{language}` (known: {', '.join(known)})", param_hint="--language"
        )
    files = [file.path for file in document.files]
    texts = draft_project(found, files, language=language or found.language, today=date.today())
    made = write_new_files(folder, texts)
    for place, number in Counter(path.parent for path in made).items():
        show(f"{place}: {counted(number, 'file')}")
    away = f"cd {folder}\n  " if folder != Path() else ""
    say(
        f"\nNext:\n  {away}fill in {Path('assessments') / SET_NAME / INITIATIVE}.yaml\n"
        f"  msiscore check {SET_NAME}\n  msiscore report {SET_NAME}"
    )
