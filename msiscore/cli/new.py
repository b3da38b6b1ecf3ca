"""`msiscore new`: a new assessment file in a set."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("assessment_set", metavar="SET")
@click.argument("initiative")
@click.option("--title", default="", help="The initiative's full name; made from INITIATIVE if it is not given.")
@click.option("--assessor", default="", metavar="ID", help="Make it the file of a second assessor of the same initiative.")
def command(assessment_set: str, initiative: str, title: str, assessor: str) -> None:
    """Add an initiative to a set.

    The new file has every question with its answers, ready to fill in. SET is a folder or the name of a set in `assessments`;
    INITIATIVE is a short id, which becomes the name of the file.

    \b
    Example:
      msiscore new my-set food-products --title "Food products agreement"
      msiscore new my-set food-products --assessor ann
    """
    from msiscore.cli.terminal import say, short_path, show
    from msiscore.drafting.assessment_draft import Draft, draft_assessment
    from msiscore.drafting.new_files import write_new_files
    from msiscore.drafting.project_draft import schema_for
    from msiscore.errors import InputProblems, OutputError
    from msiscore.loading.places import find_set, shipped
    from msiscore.loading.set_loader import read_set

    _check_id("INITIATIVE", initiative)
    if assessor:
        _check_id("--assessor", assessor)
    folder = short_path(find_set(assessment_set, Path()))
    home = shipped("assessments").resolve()
    if home.parent.name == "data" and folder.resolve().is_relative_to(home):
        raise OutputError(f"`{folder.name}` belongs to msiscore itself; start a project of your own with `msiscore init`")
    reading = read_set(folder, only=[])
    errors = [p for p in reading.problems if p.severity == "error" and p.code != "no-assessments"]
    if reading.result is None or errors:
        raise InputProblems(errors)
    about, framework = reading.result.about, reading.result.framework
    draft = Draft(
        framework=framework,
        set_name=folder.name,
        initiative=initiative,
        title=title.strip() or initiative.replace("-", " ").replace("_", " ").capitalize(),
        language=about.language,
        schema=schema_for(folder),
    )
    file = f"{initiative}+{assessor}.yaml" if assessor else f"{initiative}.yaml"
    for path in write_new_files(folder, {file: draft_assessment(draft)}):
        show(str(path))
    say(f"Fill it in with a text editor; then: msiscore check {folder.name}")


def _check_id(what: str, id_: str) -> None:
    from msiscore.model import IDENTIFIER

    if not IDENTIFIER.fullmatch(id_):
        raise click.BadParameter(
            f"`{id_}` is not an id: letters, digits, `.`, `_` and `-`, starting with a letter or digit", param_hint=what
        )
