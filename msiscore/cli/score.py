"""`msiscore score`: the scores as a table in the terminal, or as data."""

from __future__ import annotations

import click


@click.command()
@click.argument("assessment_set", metavar="SET")
@click.option("--weights", metavar="NAME", help="A weight set of the framework instead of its own weights.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with unrounded numbers.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV, with the dimensions and unrounded numbers.")
def command(assessment_set: str, weights: str | None, as_json: bool, as_csv: bool) -> None:
    """Show the scores of a set.

    SET is a folder with a set.yaml, or the name of a set in `assessments`.

    \b
    Example:
      msiscore score my-set
      msiscore score my-set --weights accountability
      msiscore score my-set --csv > scores.csv
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    from msiscore.cli.progress import Progress
    from msiscore.loading.set_loader import load_set
    from msiscore.scoring.scores import score

    with Progress(2) as progress:
        progress.step("reading")
        loaded = load_set(assessment_set)
        progress.step("scoring")
        scores = score(loaded, weight_set=weights)
    from msiscore.cli.score_table import score_data, score_lines
    from msiscore.cli.terminal import show, show_data

    if as_json:
        import json

        # ASCII, so that no code page between here and the reader can spoil it.
        show_data(json.dumps(score_data(scores), indent=2) + "\n")
    elif as_csv:
        from msiscore.reporting.data import render_csv

        show_data(render_csv(scores).decode("utf-8-sig"))
    else:
        for line in score_lines(scores):
            show(line)
