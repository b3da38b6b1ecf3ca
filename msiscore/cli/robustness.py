"""`msiscore robustness`: how often scores, ranks and bands hold when weights, ratings and open answers are other than stated."""

from __future__ import annotations

import os
from typing import Any

import click

from msiscore.cli.assuming import assuming, assumptions_of


@click.command()
@click.argument("assessment_set", metavar="SET")
@assuming
def command(assessment_set: str, **options: Any) -> None:
    """Show what the scores of a set can carry.

    Scores and ranks the set again and again with other weights, ratings and answers to open questions, and counts.

    \b
    Example:
      msiscore robustness my-set
      msiscore robustness my-set --any-weights --fixed-ratings
      msiscore robustness my-set --weights-within 50% --seed 7 --json
    """
    from msiscore.analysis.assumptions import ROUND
    from msiscore.analysis.claims import check_confidence
    from msiscore.analysis.draws import BLOCK
    from msiscore.analysis.uncertainty import robustness
    from msiscore.cli.progress import Progress
    from msiscore.loading.set_loader import load_set
    from msiscore.scoring.scores import score

    check_confidence(options["confidence"])
    with Progress(2 + (options["draws"] or ROUND) // BLOCK) as progress:
        progress.step("reading")
        scores = score(load_set(assessment_set), weight_set=options["weights"])
        progress.step("drawing")
        found = robustness(
            scores,
            assumptions_of(options),
            draws=options["draws"],
            seed=options["seed"],
            threads=os.cpu_count() or 1,
            progress=lambda _: progress.step("drawing"),
        )
    from msiscore.cli.robustness_table import robustness_data, robustness_lines
    from msiscore.cli.terminal import show, show_data

    if options["as_json"]:
        import json

        show_data(json.dumps(robustness_data(found, options["confidence"]), indent=2) + "\n")
    else:
        for line in robustness_lines(found, options["confidence"]):
            show(line)
