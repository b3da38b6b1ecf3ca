"""`msiscore sensitivity`: what moves scores and ranks, and how far."""

from __future__ import annotations

from typing import Any

import click

from msiscore.cli.assuming import assumptions_of, varying

PARTS = 100
"""Steps of the progress bar in each part of the work."""


@click.command()
@click.argument("assessment_set", metavar="SET")
@click.option("--initiative", metavar="ID", help="What moves this one most, instead of all on average.")
@click.option(
    "--by", metavar="kind|dimension|criterion", default="kind", show_default=True, help="How uncertainty is shared out."
)
@click.option("--top", type=int, default=10, show_default=True, help="How many lines of each table.")
@varying
@click.option("--draws", type=int, metavar="N", help="A power of 2; enough for narrow limits if absent.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with everything and unrounded numbers.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV: every change and what it does to each initiative.")
def command(assessment_set: str, **options: Any) -> None:
    """Show what the scores of a set are sensitive to.

    Leaves out one criterion at a time, swings each weight (x0.5, x1.5, 0), changes what each state counts as; shares the uncertainty out
    over weights, ratings and open answers; and compares stated with effective weights.

    \b
    Example:
      msiscore sensitivity my-set
      msiscore sensitivity my-set --initiative banking --by dimension
      msiscore sensitivity my-set --csv > changes.csv
    """
    if options["as_json"] and options["as_csv"]:
        raise click.UsageError("--json and --csv exclude each other")
    if options["top"] < 1:
        raise click.UsageError("--top is 1 or more")
    from msiscore.analysis.sensitivity import analyse_sensitivity
    from msiscore.analysis.uncertainty import check_initiative
    from msiscore.cli.progress import Progress
    from msiscore.loading.set_loader import load_set
    from msiscore.scoring.scores import score

    with Progress(1 + 2 * PARTS) as progress:
        progress.step("reading")
        scores = score(load_set(assessment_set), weight_set=options["weights"])
        if options["initiative"] is not None:
            check_initiative(scores, options["initiative"])
        reached = {"changing": 0, "drawing": 0}

        def advance(part: str, done: int, of: int) -> None:
            while reached[part] < PARTS * done // of:
                reached[part] += 1
                progress.step(part)

        found = analyse_sensitivity(
            scores,
            assumptions_of(options),
            by=options["by"],
            draws=options["draws"],
            seed=options["seed"],
            progress=advance,
        )
    from msiscore.cli.sensitivity_data import sensitivity_csv, sensitivity_data
    from msiscore.cli.sensitivity_table import sensitivity_lines
    from msiscore.cli.terminal import show, show_data

    if options["as_json"]:
        import json

        show_data(json.dumps(sensitivity_data(found), indent=2, allow_nan=False) + "\n")
    elif options["as_csv"]:
        show_data(sensitivity_csv(found))
    else:
        for line in sensitivity_lines(found, options["initiative"], options["top"]):
            show(line)
