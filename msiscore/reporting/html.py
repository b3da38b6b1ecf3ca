"""The report as one HTML file that needs nothing else: no other host, no font to fetch, and no script to be read.

The templates in `templates/` set the page; this module hands them the report and the few things that a template cannot do by itself.
Safety rests on three walls: jinja2 escapes every text (there is no `safe` filter in the templates), the Content-Security-Policy in the
page lets only the page's own style sheet and script (by their hashes) and pictures inside the file through, and a link is made only of
an address that starts with http, https or mailto.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msiscore.reporting.charts import charts_of
from msiscore.reporting.links import safe_link
from msiscore.reporting.script import page_script, policy_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from msiscore.reporting.report import Chart, Report

TEMPLATES = Path(__file__).with_name("templates")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


def render_html(report: Report, charts: Sequence[Chart]) -> bytes:
    """The page, in UTF-8. `charts` whose id belongs to a table of the report stand above it; ids are those of `draw_charts`."""
    from markupsafe import Markup  # comes with jinja2, and like it is loaded only when a page is made

    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    scripted = page_script(report)
    if scripted is not None:
        style += scripted.style
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            _=report.label,
            say=lambda text, **values: report.label(text).format(**values),
            charts=charts,
            charts_of=lambda table: charts_of(table, charts),
            style=Markup(style),  # noqa: S704 - our own file, not a user's text
            style_hash=policy_hash(style),
            scripted=scripted,
            script=Markup(scripted.text if scripted else ""),  # noqa: S704 - our own files
            script_data=Markup(scripted.data if scripted else ""),  # noqa: S704 - JSON without a sign that HTML knows
            direction="rtl" if report.language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
        )
    )
    return page.encode("utf-8")


def paragraphs(text: str) -> list[str]:
    r"""The paragraphs of `text`, which blank lines part.

    >>> paragraphs("One.\n\nTwo,\nstill two.")
    ['One.', 'Two,\nstill two.']
    """
    return [part.strip() for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")) if part.strip()]


def coordinate(value: float) -> str:
    """A number for the geometry of a drawing.

    >>> coordinate(61.23456)
    '61.23'
    """
    return f"{value:.2f}"


def picture(svg: bytes) -> str:
    """`svg` as an address that holds the picture itself."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(safe_link=safe_link, paragraphs=paragraphs, coordinate=coordinate, picture=picture)
    return environment
