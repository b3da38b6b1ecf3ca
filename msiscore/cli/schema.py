"""`msiscore schema`: JSON Schema files for editors."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("schemas"),
    show_default=True,
    metavar="FOLDER",
    help="Where to write.",
)
def command(output: Path) -> None:
    """Write JSON Schema files for editors.

    With these, an editor completes and checks while you type. A file names its schema in its first line; `msiscore new` and
    `msiscore init` see to that:

    \b
      # yaml-language-server: $schema=../../schemas/assessment.schema.json

    \b
    Example:
      msiscore schema
      msiscore schema --output my-folder
    """
    from msiscore.cli.terminal import short_path, show
    from msiscore.drafting.new_files import write_file
    from msiscore.loading.schema import schema_texts

    for name, text in schema_texts().items():
        write_file(output / name, text)
        show(f"wrote {short_path(output / name)}")
