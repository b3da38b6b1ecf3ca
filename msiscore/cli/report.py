"""`msiscore report`: every output of a set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from msiscore.reporting.sources import Audience

FORMATS = ("html", "pdf", "xlsx", "csv", "json", "data", "png", "profiles")
AUDIENCES = ("public", "parties")


@click.command()
@click.argument("assessment_set", metavar="SET")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Write only this; may be repeated. png: the charts as files for slides; profiles: a PDF for each initiative.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; reports/SET by default, reports/SET-parties for the parties.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="public",
    help="parties: also show restricted evidence, for those who took part; never what is secret.",
)
@click.option("--language", metavar="CODE", help="The language of the report, such as en or nl; the set's own by default.")
@click.option("--weights", metavar="NAME", help="A weight set of the framework instead of its own weights.")
@click.option(
    "--fonts",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="A font, or a folder of fonts, for scripts that msiscore's own fonts lack; may be repeated.",
)
@click.option(
    "--theme",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A house style: logo, colours, fonts, sections; reports/theme.yaml by default, if there is one.",
)
@click.option("--single", is_flag=True, help="One web page, report.html, to send or keep, instead of a folder of pages.")
@click.option(
    "--no-analysis", is_flag=True, help="Leave out robustness, sensitivity, weights of people and where to look next; quicker."
)
@click.option("--open", "open_", is_flag=True, help="Open the web page in the browser when it is written.")
def command(
    assessment_set: str,
    formats: tuple[str, ...],
    output: Path | None,
    audience: Audience,
    language: str | None,
    weights: str | None,
    fonts: tuple[Path, ...],
    theme: Path | None,
    single: bool,
    no_analysis: bool,
    open_: bool,
) -> None:
    """Write the report on a set: web pages, PDF, Excel.

    index.html is the comparison and leads to a page for each initiative and each criterion; the folder can be put on any web server,
    or opened from disk. Beside these, scores.csv has the scores as data, run.json says how they were made, and the folder data holds
    scores, ratings, weights and sources as open data with a schema. SET is a folder with a set.yaml, or the name of a set in
    `assessments`. Files are written whole or not at all.

    \b
    Example:
      msiscore report my-set --open
      msiscore report my-set --format html --format pdf --language nl
      msiscore report my-set --output ../published
      msiscore report my-set --format html --single
      msiscore report my-set --audience parties
    """
    from msiscore.cli.reporting import write

    write(
        assessment_set,
        output,
        formats=formats or None,
        audience=audience,
        language=language,
        weights=weights,
        fonts=fonts,
        theme=theme,
        single=single,
        analysis=not no_analysis,
        open_=open_,
    )
