"""The report as web pages that need nothing else: no other host, no script, no font to fetch.

Here is the one self-contained file; `site` makes the folder of pages from the same templates. The templates in `templates/` set a page;
this module hands them the report and the few things that a template cannot do by itself. Safety rests on three walls: jinja2 escapes
every text (there is no `safe` filter in the templates), the Content-Security-Policy in each page lets only the report's own style sheet
and pictures inside the page through, and a link is made only of an address that starts with http, https or mailto, or by `addresses`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msiscore.reporting.addresses import LinkTo, link_in_one_file
from msiscore.reporting.charts import charts_of
from msiscore.reporting.links import safe_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from msiscore.reporting.report import Chart, Notice, Report

TEMPLATES = Path(__file__).with_name("templates")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
MARGIN_LENGTH = 90
"""As many signs of a text stand in the margin of a printed page."""
ALARMS = ("edition", "fictional", "draft")
"""The kinds of notice that stand on every page, on the screen and on paper."""


def render_html(report: Report, charts: Sequence[Chart]) -> bytes:
    """The whole report as one page, in UTF-8. `charts` are those of `draw_charts`; each stands where its id or section says."""
    from markupsafe import Markup  # comes with jinja2, and like it is loaded only when a page is made

    style = style_of(report)
    return render_page(
        "report.html.j2",
        report,
        charts,
        link_in_one_file(report),
        style=Markup(style),  # noqa: S704 - our own file, and texts of users in which every sign that means something is written out
        pages=False,
        style_source=f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'",
    )


def render_page(template: str, report: Report, charts: Sequence[Chart], link_to: LinkTo, **more: object) -> bytes:
    """One page made with `template`, in UTF-8; `link_to` knows the way from it to the others, and `more` is what only it needs."""
    page = (
        _environment()
        .get_template(template)
        .render(
            report=report,
            _=report.label,
            say=lambda text, **values: report.label(text).format(**values),
            charts=charts,
            charts_of=lambda table: charts_of(table, charts),
            link_to=link_to,
            alarms=alarms(report),
            remarks=[notice for notice in report.notices if notice.kind not in ALARMS],
            direction="rtl" if report.language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
            **more,
        )
    )
    return page.encode("utf-8")


def alarms(report: Report) -> list[Notice]:
    """The notices that stand on every page."""
    return [notice for notice in report.notices if notice.kind in ALARMS]


def style_of(report: Report) -> str:
    """The style sheet of the report, with what stands in the margin of every printed page: the notices, and the title."""
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    notices = " · ".join(notice.title for notice in alarms(report))
    return style + f"@page {{ @top-left {{ content: {css_text(notices)}; }} @bottom-left {{ content: {css_text(report.title)}; }} }}\n"


def css_text(text: str) -> str:
    r"""`text` on one line as a string of CSS in which every sign that could mean something to CSS or HTML is written out.

    >>> css_text('Draft "1" </style>')
    '"Draft \\22 1\\22  \\3c \\2f style\\3e "'
    """
    line = " ".join(text.split())[:MARGIN_LENGTH]
    return '"' + "".join(c if c.isalnum() or c in " .,·-" else f"\\{ord(c):x} " for c in line) + '"'


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
