"""`msiscore import`: a filled-in form, a scorecard or a table into the YAML files of a set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from msiscore.exchange.importing import ImportPlan


@click.command()
@click.argument("filled", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--into", metavar="SET", help="The set to import into; a form knows its own if it was made for one.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--overwrite", is_flag=True, help="Where both the form and the file were changed, let the form decide.")
def command(filled: Path, into: str | None, dry_run: bool, yes: bool, overwrite: bool) -> None:
    """Read a filled-in form back, or ratings from a table.

    FILE is a form of `msiscore form`, a scorecard in which ratings were changed, or a table (.csv or .xlsx) with the columns initiative,
    criterion and level, value or state, and perhaps aspect, confidence, reason, source, page and quote.

    It shows what changes before it writes. Comments and everything that is not changed stay as they are. With a single mistake nothing
    is written, and all mistakes are listed with sheet and cell.

    \b
    Example:
      msiscore import food-products-form.xlsx --dry-run
      msiscore import ratings.csv --into my-set
    """
    from msiscore.cli.terminal import counted, say, short_path, show
    from msiscore.errors import InputProblems
    from msiscore.exchange.importing import apply, plan_import

    plan = plan_import(filled, into, overwrite=overwrite)
    if plan.problems:
        raise InputProblems(plan.problems)
    _show_changes(plan)
    for note in plan.notes:
        say(f"note: {note}")
    if not plan.files:
        say("Nothing changes: the files say all of this already.")
        return
    what = f"{counted(len(plan.changes), 'change')} in {counted(len(plan.files), 'file')}"
    if dry_run:
        say(f"{what}; nothing was written")
        return
    if not yes and not click.confirm(f"Write {what}?", err=True):
        say("nothing was written")
        return
    for path in apply(plan):
        show(f"wrote {short_path(path)}")
    say(f"Next: msiscore check {plan.folder.name}")


def _show_changes(plan: ImportPlan) -> None:
    """Each change on a line, file by file."""
    from msiscore.cli.terminal import paragraph, short_path, show
    from msiscore.errors import shorten

    for file in dict.fromkeys(change.file for change in plan.changes):
        show(str(short_path(file)))
        for change in plan.changes:
            if change.file == file:
                before = f"{shorten(change.before, 60)} -> " if change.before else ""
                after = shorten(change.after, 100) if change.after else "(nothing)"
                show(paragraph(f"{change.what}, {change.field}: {before}{after}", indent="  ", hang="    "))
        show()
