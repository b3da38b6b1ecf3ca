"""`msiscore import`: a filled-in form, a scorecard or a table into the YAML files of a set; or a whole table into a new project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from msiscore.exchange.importing import ImportPlan

SHOWN = 12
"""So many cells that could not be mapped are shown on the screen; the report has all."""


@click.command()
@click.argument("filled", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--into", metavar="SET", help="The set to import into; a form knows its own if it was made for one.")
@click.option("--mapping", metavar="FILE", type=click.Path(path_type=Path), help="How to read a table of another kind.")
@click.option("--to", metavar="FOLDER", type=click.Path(path_type=Path), help="With --mapping: the project to make a set in.")
@click.option("--make-mapping", metavar="FILE", type=click.Path(path_type=Path), help="Draft a mapping by looking at the table.")
@click.option("--sheet", metavar="NAME", help="With --make-mapping: the sheet of the workbook.")
@click.option("--encoding", metavar="NAME", help="With --make-mapping: how a CSV file is encoded, such as cp1252.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--overwrite", is_flag=True, help="Where both the form and the file were changed, let the form decide.")
def command(
    filled: Path,
    into: str | None,
    mapping: Path | None,
    to: Path | None,
    make_mapping: Path | None,
    sheet: str | None,
    encoding: str | None,
    dry_run: bool,
    yes: bool,
    overwrite: bool,
) -> None:
    """Read a filled-in form back, or ratings from a table.

    FILE is a form of `msiscore form`, a scorecard in which ratings were changed, or a table (.csv or .xlsx) with the columns initiative,
    criterion and level, value or state, and perhaps aspect, confidence, reason, source, page and quote.

    It shows what changes before it writes. Comments and everything that is not changed stay as they are. With a single mistake nothing
    is written, and all mistakes are listed with sheet and cell.

    A scorecard of your own (.csv, .xlsx or .parquet, in any layout) becomes criteria and a set with --mapping and --to. --make-mapping
    drafts the mapping, for you to look over. Cells that the mapping gives no meaning are listed and left out, never guessed.

    \b
    Example:
      msiscore import food-products-form.xlsx --dry-run
      msiscore import ratings.csv --into my-set
      msiscore import scorecard.xlsx --make-mapping mapping.yaml
      msiscore import scorecard.xlsx --mapping mapping.yaml --to my-project
    """
    if make_mapping is not None:
        if mapping is not None or to is not None or into is not None:
            raise click.UsageError("--make-mapping only drafts a mapping; --mapping, --to and --into come after it")
        _draft(filled, make_mapping, sheet, encoding, dry_run)
        return
    if sheet is not None or encoding is not None:
        raise click.UsageError("--sheet and --encoding belong to --make-mapping; otherwise the mapping says both")
    if (mapping is None) != (to is None):
        raise click.UsageError("--mapping and --to belong together: how to read the table, and the project to write into")
    if mapping is not None and to is not None:
        if into is not None or overwrite:
            raise click.UsageError("--into and --overwrite are for forms; --to makes a new set and overwrites nothing")
        _move(filled, mapping, to, dry_run)
        return
    _import(filled, into, dry_run=dry_run, yes=yes, overwrite=overwrite)


def _import(filled: Path, into: str | None, *, dry_run: bool, yes: bool, overwrite: bool) -> None:
    """A form, a scorecard or a table of ours into its set."""
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


def _draft(table: Path, mapping: Path, sheet: str | None, encoding: str | None, dry_run: bool) -> None:
    """Draft a mapping, to a new file or, in a dry run, to the screen."""
    from msiscore.cli.terminal import say, short_path, show, show_data
    from msiscore.drafting.new_files import write_new_files
    from msiscore.exchange.tables.mapping_draft import draft_mapping

    text = draft_mapping(table, sheet=sheet, encoding=encoding)
    if dry_run:
        show_data(text)
        return
    for path in write_new_files(mapping.parent, {mapping.name: text}):
        show(f"wrote {short_path(path)}")
    say(f"Look it over: every line marked CHECK is a guess. Then: msiscore import {table} --mapping {mapping} --to my-project")


def _move(table: Path, mapping: Path, to: Path, dry_run: bool) -> None:
    """A whole table into a set of its own."""
    from msiscore.cli.terminal import counted, say, short_path, show, show_problems
    from msiscore.exchange.tables.move_report import totals
    from msiscore.exchange.tables.moving import REPORT_NAME, move_in, plan_move

    plan = plan_move(table, mapping, to)
    collected, total = plan.collected, totals(plan.collected)
    show(f"{counted(len(collected.found), 'initiative')}, {counted(len(plan.framework.criteria), 'criterion', 'criteria')}")
    show(f"{counted(total['answer'], 'answer')}, {counted(total['states'], 'state')}, {counted(total['empty'], 'empty cell')}")
    left = len(collected.columns_left_out)
    if left:
        show(
            f"{counted(left, 'column')} left out: {', '.join(collected.columns_left_out[:SHOWN])}{' ...' if left > SHOWN else ''}"
        )
    if collected.unmapped_count:
        number = counted(collected.unmapped_count, "cell or row", "cells or rows")
        show(f"{number} could not be mapped; what stands there is left out:")
        show_problems(plan.unmapped[:SHOWN])
        if collected.unmapped_count > SHOWN:
            show(f"... and {collected.unmapped_count - SHOWN:,} more")
    if dry_run:
        say(f"{counted(len(plan.texts), 'file')} would be written to {to}; nothing was written")
        return
    move_in(plan)
    show(f"wrote {counted(len(plan.texts), 'file')} to {short_path(to)}")
    say(f"How the table was read: {short_path(plan.set_folder / REPORT_NAME)}")
    say(f"Next: msiscore check {short_path(plan.set_folder)}")


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
