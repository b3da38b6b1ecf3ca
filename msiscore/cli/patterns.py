"""`msiscore patterns`: the ways of scoring that msiscore can show, to start from one."""

from __future__ import annotations

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with the summary, the sources and what is not checked.")
def command(as_json: bool) -> None:
    """List small frameworks that show how published scorecards score.

    Each is one file with placeholder criteria and a worked initiative, to start from with `msiscore init --from`.

    \b
    Example:
      msiscore patterns
      msiscore patterns --json
      msiscore init my-project --from fair-wear
    """
    import json
    from itertools import chain

    from msiscore.cli.table import Heading, layout
    from msiscore.cli.terminal import say, show, show_data
    from msiscore.loading.patterns import read_patterns

    found = read_patterns()
    if as_json:
        keys = ("id", "system", "rule", "summary", "notice", "sources")
        show_data(json.dumps([{key: getattr(one, key) for key in keys} for one in found], indent=2) + "\n")
        return
    headings = (Heading("Pattern"), Heading("As in, and its rule", flexible=True))
    for line in chain.from_iterable(layout(headings, [(one.id, f"{one.system}: {one.rule}") for one in found])):
        show(line)
    say("\nStart from one:\n  msiscore init my-project --from PATTERN")
