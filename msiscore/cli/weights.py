"""`msiscore weights`: what people said about weights, how far their groups are apart, and what it does to the ranking."""

from __future__ import annotations

import click


@click.command()
@click.argument("assessment_set", metavar="SET")
@click.option("--json", "as_json", is_flag=True, help="Write everything as JSON, with unrounded numbers.")
@click.option("--csv", "as_csv", is_flag=True, help="Write the shares of weight as CSV, with unrounded numbers.")
def command(assessment_set: str, as_json: bool, as_csv: bool) -> None:
    """Show the weights that people gave, by person and group.

    The people stand in the folder `weights` of the set, one file each. A group's weights are a weight set of its own: score by it with
    `msiscore score SET --weights GROUP`.

    \b
    Example:
      msiscore weights tutorial
      msiscore weights my-set --csv > weights.csv
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    from msiscore.analysis.weights import analyse_weights
    from msiscore.cli.progress import Progress
    from msiscore.loading.set_loader import load_set

    with Progress(2) as progress:
        progress.step("reading")
        loaded = load_set(assessment_set)
        progress.step("comparing")
        found = analyse_weights(loaded)
    from msiscore.cli.terminal import show, show_data

    if as_json:
        import json

        from msiscore.cli.weights_data import weights_data

        show_data(json.dumps(weights_data(found), indent=2) + "\n")
    elif as_csv:
        from msiscore.cli.weights_data import weights_csv

        show_data(weights_csv(found))
    else:
        from msiscore.cli.weights_table import weights_lines

        for line in weights_lines(found):
            show(line)
