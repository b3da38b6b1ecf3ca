"""`msiscore claim`: how well a sentence such as "a scores higher than b" is supported, and what would overturn it."""

from __future__ import annotations

from typing import Any

import click

from msiscore.cli.assuming import assuming, assumptions_of


@click.command()
@click.argument("sentence", metavar="CLAIM")
@click.argument("assessment_set", metavar="[SET]", required=False)
@click.option("--set", "named_set", metavar="SET", help="The same as the argument SET.")
@assuming
def command(sentence: str, assessment_set: str | None, named_set: str | None, **options: Any) -> None:
    """Say how well a claim about two initiatives is supported.

    CLAIM names two initiatives by their ids, in quotation marks: "a > b" says that a scores higher than b.

    \b
    Example:
      msiscore claim "garments-textile > banking" dutch-rbc-2020
      msiscore claim "gold < banking" --set dutch-rbc-2020 --any-weights
    """
    if (assessment_set is None) == (named_set is None):
        raise click.UsageError("name one set, after the claim or with --set")
    from msiscore.analysis.assumptions import ROUND
    from msiscore.analysis.claims import claim
    from msiscore.analysis.draws import BLOCK
    from msiscore.cli.progress import Progress
    from msiscore.loading.set_loader import load_set
    from msiscore.scoring.scores import score

    with Progress(2 + (options["draws"] or ROUND) // BLOCK) as progress:
        progress.step("reading")
        scores = score(load_set(str(assessment_set or named_set)), weight_set=options["weights"])
        progress.step("drawing")
        found = claim(
            scores,
            sentence,
            assumptions=assumptions_of(options),
            confidence=options["confidence"],
            draws=options["draws"],
            seed=options["seed"],
            progress=lambda _: progress.step("drawing"),
        )
    from msiscore.cli.claim_table import claim_data, claim_lines
    from msiscore.cli.terminal import show, show_data

    if options["as_json"]:
        import json

        show_data(json.dumps(claim_data(found), indent=2) + "\n")
    else:
        for line in claim_lines(found):
            show(line)
