"""`msiscore demo`: the report on the set that msiscore ships, to see what comes out."""

from __future__ import annotations

from pathlib import Path

import click

DEMO_SET = "dutch-rbc-2020"


@click.command()
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FOLDER", help=f"Where to write; reports/{DEMO_SET} by default."
)
def command(output: Path | None) -> None:
    """Write the report on the set that msiscore ships.

    It compares twelve Dutch agreements on responsible business conduct as of July 2020, from public sources.

    \b
    Example:
      msiscore demo
      msiscore demo --output my-folder
    """
    from msiscore.cli.reporting import write
    from msiscore.loading.places import shipped

    write(shipped("assessments") / DEMO_SET, output)
