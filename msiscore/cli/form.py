"""`msiscore form`: a workbook to fill in with a spreadsheet program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from msiscore.framework import Framework


@click.command()
@click.argument("framework")
@click.option(
    "--set", "set_name", metavar="SET", help="The set that the answers are for; the form gets its sources and language."
)
@click.option("--for", "initiative", metavar="INITIATIVE", help="An initiative of the set; what is known of it is filled in.")
@click.option("--language", default="", metavar="CODE", help="The language of the questions, such as en or nl.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where to write it.")
def command(framework: str, set_name: str | None, initiative: str | None, language: str, output: Path | None) -> None:
    """Write a form: an Excel workbook to fill in.

    It has a row for each question with the possible answers beside it, drop-down lists, and cells for reason, source, page and quote.
    `msiscore import` reads it back. INITIATIVE is the name of a file of the set without .yaml, or a new id.

    \b
    Example:
      msiscore form msi-core --set my-set --for food-products
      msiscore form kit-rbc --language nl --output formulier.xlsx
    """
    from msiscore.cli.terminal import say, short_path, show
    from msiscore.drafting.new_files import write_bytes
    from msiscore.exchange.form import make_form
    from msiscore.exchange.form_sets import assessment_of, set_for
    from msiscore.loading.framework_loader import load_framework
    from msiscore.model import IDENTIFIER

    if initiative and not all(IDENTIFIER.fullmatch(part) for part in initiative.split("+", 1)):
        raise click.BadParameter(f"`{initiative}` is not an id: letters, digits, `.`, `_` and `-`", param_hint="--for")
    found = load_framework(framework)
    loaded = set_for(found, set_name, initiative or "", Path())
    _check_language(found, language)
    data = make_form(
        found,
        initiative=assessment_of(loaded, initiative) if loaded is not None and initiative else None,
        assessment_set=loaded,
        language=language,
        stem=initiative or "",
    )
    path = output or Path(f"{initiative or found.id}-form.xlsx")
    write_bytes(path, data)
    show(str(short_path(path)))
    say(f"Fill it in and save it; then: msiscore import {path.name}" + ("" if loaded is not None else " --into SET"))


def _check_language(framework: Framework, language: str) -> None:
    known = framework.languages or (framework.language,)
    if language and language not in known:
        raise click.BadParameter(
            f"`{framework.id}` has no texts in `{language}` (known: {', '.join(known)})", param_hint="--language"
        )
