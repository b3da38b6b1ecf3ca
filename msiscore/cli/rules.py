"""`msiscore rules`: the order of the initiatives by other rules beside the framework's own mean."""

from __future__ import annotations

import click


@click.command()
@click.argument("assessment_set", metavar="SET")
@click.option("--rule", "names", metavar="NAME", multiple=True, help="Only this rule; may be given several times.")
@click.option("--weights", metavar="NAME", help="A weight set of the framework instead of its own weights.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with unrounded numbers.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV, with unrounded numbers.")
def command(assessment_set: str, names: tuple[str, ...], weights: str | None, as_json: bool, as_csv: bool) -> None:
    """Compare the order by other rules than the framework's.

    Geometric, harmonic and minimum means, Copeland, Borda, TOPSIS, and x of n criteria met. All take the same ratings and weights, before
    minimum standards. They say how far the order depends on the framework's choice of mean, not which rule is right.

    \b
    Example:
      msiscore rules my-set
      msiscore rules my-set --rule geometric --rule copeland
      msiscore rules my-set --csv > rules.csv
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    from msiscore.analysis.rule_comparison import compare_rules
    from msiscore.cli.progress import Progress
    from msiscore.loading.set_loader import load_set
    from msiscore.scoring.scores import score

    with Progress(2) as progress:
        progress.step("reading")
        loaded = load_set(assessment_set)
        progress.step("scoring")
        found = compare_rules(score(loaded, weight_set=weights), names)
    from msiscore.cli.rules_table import rules_csv, rules_data, rules_lines
    from msiscore.cli.terminal import show, show_data

    if as_json:
        import json

        show_data(json.dumps(rules_data(found), indent=2) + "\n")
    elif as_csv:
        show_data(rules_csv(found))
    else:
        for line in rules_lines(found):
            show(line)
