"""The report as web pages that need nothing else: no other host, no font to fetch, and no script to be read.

Here is the one self-contained file; `site` makes the folder of pages from the same templates. The templates in `templates/` set a page;
this module hands them the report and the few things that a template cannot do by itself. Safety rests on three walls: jinja2 escapes
every text (there is no `safe` filter in the templates), the Content-Security-Policy in each page lets only the report's own style
sheet, its own script and pictures inside the page through, and a link is made only of an address that starts with http, https or
mailto, or by `addresses`.
"""

from __future__ import annotations

import base64
import re
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msiscore.errors import OutputError, shorten
from msiscore.reporting.addresses import LinkTo, link_in_one_file
from msiscore.reporting.charts import charts_in, charts_of, charts_of_part
from msiscore.reporting.links import safe_link
from msiscore.reporting.script import page_script, policy_hash, style_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jinja2 import BaseLoader, Environment

    from msiscore.reporting.report import Chart, FontFace, Look, Report

TEMPLATES = Path(__file__).with_name("templates")
DARK_MODE = "screen and (prefers-color-scheme: dark)"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
MARGIN_LENGTH = 90
"""As many signs of a text stand in the margin of a printed page."""


def render_html(report: Report, charts: Sequence[Chart]) -> bytes:
    """The whole report as one page, in UTF-8. `charts` are those of `draw_charts`; each stands where its id or section says."""
    from markupsafe import Markup  # comes with jinja2, and like it is loaded only when a page is made

    style = style_of(report)
    return render_page(
        "report.html.j2",
        report,
        charts,
        link_in_one_file(report),
        style=Markup(style),  # noqa: S704 - a style sheet, which nothing can end early
        style_source=f"'{policy_hash(style)}'",
        pages=False,
        **script_of(report),
    )


def script_of(report: Report) -> dict[str, object]:
    """What the page that compares needs for its script; nothing is in it where the report has nothing to weigh or compare again."""
    from markupsafe import Markup

    scripted = page_script(report)
    return {
        "scripted": scripted,
        "script": Markup(scripted.text if scripted else ""),  # noqa: S704 - our own files
        "script_data": Markup(scripted.data if scripted else ""),  # noqa: S704 - JSON without a sign that HTML knows
    }


def render_page(template: str, report: Report, charts: Sequence[Chart], link_to: LinkTo, **more: object) -> bytes:
    """One page made with `template`, in UTF-8; `link_to` knows the way from it to the others, and `more` is what only it needs."""
    environment = _environment() if not report.look.templates else _own_environment(tuple(report.look.templates.items()))
    with _templates_explained(report.look):
        page = environment.get_template(template).render(
            report=report,
            _=report.label,
            say=lambda text, **values: report.label(text).format(**values),
            charts=charts,
            charts_in=lambda section: charts_in(section, charts),
            charts_of_part=lambda section, part: charts_of_part(section, part, charts),
            charts_of=lambda table: charts_of(table, charts),
            link_to=link_to,
            alarms=report.alarms,
            remarks=[notice for notice in report.notices if notice not in report.alarms],
            direction="rtl" if report.language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
            **more,
        )
    return page.encode("utf-8")


def style_of(report: Report) -> str:
    """The style sheet of the report, with what stands in the margin of every printed page: the notices, and the title."""
    notices = " · ".join(notice.title for notice in report.alarms)
    margins = f"@top-left {{ content: {css_text(notices)}; }} @bottom-left {{ content: {css_text(report.title)}; }}"
    scripted = style_text() if report.exploration is not None else ""
    return f"{style_sheet(report.look)}{scripted}\n@page {{ {margins} }}\n"


def css_text(text: str) -> str:
    r"""`text` on one line as a string of CSS in which every sign that could mean something to CSS or HTML is written out.

    >>> css_text('Draft "1" </style>')
    '"Draft \\22 1\\22  \\3c \\2f style\\3e "'
    """
    line = " ".join(text.split())[:MARGIN_LENGTH]
    return '"' + "".join(c if c.isalnum() or c in " .,·-" else f"\\{ord(c):x} " for c in line) + '"'


_PROPERTIES = {"heading": "strong", "link": "link", "panel": "soft", "notice": "alarm"}
"""The style sheet's name of each colour of a theme."""


def style_sheet(look: Look) -> str:
    """The style sheet with the colours and fonts of `look` in the place of the usual ones."""
    own = look.templates.get("report.css")
    sheet = own.decode("utf-8") if own is not None else (TEMPLATES / "report.css").read_text(encoding="utf-8")
    rules = [_font_rule(face) for face in look.faces]
    fonts = [f"--{name}: {_quoted(family)}, system-ui, sans-serif;" for name, family in fonts_of(look) if family]
    if fonts:
        rules.append(f":root {{ {' '.join(fonts)} }}")
    # A colour that was chosen for white is none for black: each mode has its own, and paper is white.
    for mode, colours in (("print, (prefers-color-scheme: light)", look.colours), (DARK_MODE, look.dark_colours)):
        if colours:
            settings = " ".join(f"--{_PROPERTIES[name]}: {colour};" for name, colour in colours.items())
            rules.append(f"@media {mode} {{ :root {{ {settings} }} }}")
    return "\n".join([sheet, *rules]).replace("</", "<\\/")


@contextmanager
def _templates_explained(look: Look) -> Iterator[None]:
    """Tell the author of templates of their own which of them fails, and where."""
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        yield
    except TemplateError as error:
        if not look.templates:
            raise
        place = f" ({error.name}, line {error.lineno})" if isinstance(error, TemplateSyntaxError) else ""
        raise OutputError(f"a template of the theme cannot be used{place}: {shorten(error.message or error, 300)}") from error


def _quoted(family: str) -> str:
    """The name of a font as a string of a style sheet."""
    return '"' + re.sub(r'["\\\n]', "", family) + '"'


def _font_rule(face: FontFace) -> str:
    address = picture(face.file.read_bytes(), f"font/{face.file.suffix[1:].lower()}")
    kind = f"font-weight: {face.weight}; font-style: {face.slant}; font-stretch: {face.stretch}"
    return f"@font-face {{ font-family: {_quoted(face.family)}; {kind}; src: url({address}); }}"


def fonts_of(look: Look) -> tuple[tuple[str, str], ...]:
    """The style sheet's names of the two fonts, each with the family that `look` has for it."""
    return (("sans", look.text_font), ("serif", look.heading_font or look.text_font))


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


def picture(content: bytes, media_type: str = "image/svg+xml") -> str:
    """`content`, a drawing unless `media_type` says otherwise, as an address that holds the whole of it."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader

    return _set_up(Environment, FileSystemLoader(TEMPLATES, encoding="utf-8"))


@lru_cache(maxsize=1)
def _own_environment(templates: tuple[tuple[str, bytes], ...]) -> Environment:
    """Templates of the user's before ours. They see the report and can do nothing else: whoever shares a theme shares no program."""
    from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    own = {name: content.decode("utf-8") for name, content in templates if name.endswith(".j2")}
    return _set_up(ImmutableSandboxedEnvironment, ChoiceLoader([DictLoader(own), FileSystemLoader(TEMPLATES, encoding="utf-8")]))


def _set_up(kind: type[Environment], loader: BaseLoader) -> Environment:
    from jinja2 import StrictUndefined

    environment = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(safe_link=safe_link, paragraphs=paragraphs, coordinate=coordinate, picture=picture)
    return environment
