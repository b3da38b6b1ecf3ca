"""`msiscore next`: which open answers to research first, and what it takes to reach the next band."""

from __future__ import annotations

import click


@click.command()
@click.argument("assessment_set", metavar="SET")
@click.argument("initiative", metavar="[INITIATIVE]", required=False)
@click.option("--weights", metavar="NAME", help="A weight set of the framework instead of its own weights.")
@click.option("--top", type=int, default=5, show_default=True, help="How many open answers of each initiative.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with everything and unrounded numbers.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV: one row for each open answer.")
def command(assessment_set: str, initiative: str | None, weights: str | None, top: int, as_json: bool, as_csv: bool) -> None:
    """Show where to look next in a set, or for one INITIATIVE.

    Lists the open answers that decide an order or narrow an interval most, and the fewest answers to lift to reach the next band. What is
    said is tried with the scoring itself, one answer at a time, with everything else as stated.

    \b
    Example:
      msiscore next my-set
      msiscore next my-set banking --top 20
      msiscore next my-set --csv > research.csv
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    if top < 1:
        raise click.UsageError("--top is 1 or more")
    from msiscore.analysis.next_steps import next_steps
    from msiscore.cli.progress import Progress
    from msiscore.loading.set_loader import load_set
    from msiscore.scoring.scores import score

    with Progress(2) as progress:
        progress.step("reading")
        scores = score(load_set(assessment_set), weight_set=weights)
        count = 1 if initiative is not None else len(scores.matrix.initiatives)
    with Progress(count) as progress:
        progress.step("trying")
        found = next_steps(scores, initiative, progress=lambda done, of: progress.step("trying") if done < of else None)
    from msiscore.cli.next_table import next_csv, next_data, next_lines
    from msiscore.cli.terminal import show, show_data

    if as_json:
        import json

        show_data(json.dumps(next_data(scores, found), indent=2, allow_nan=False) + "\n")
    elif as_csv:
        show_data(next_csv(found))
    else:
        for line in next_lines(scores, found, top):
            show(line)
