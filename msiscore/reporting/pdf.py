"""The report as a PDF to print, to keep and to be read aloud (PDF/UA-1, PDF/A-3a), set by Typst from the report's data.

The templates in `templates/*.typ` set the pages. The report reaches them as JSON, so that a user's text is never taken for markup, and
the typesetter sees no folder but an empty one. What a template cannot do by itself is done here: which texts may become links, which
characters no font can show, and which chart belongs to which table. The scores travel inside the PDF as `scores.json`.

Charts are drawings with real text. In some scripts a letter is put together from several glyphs (Arabic, or an accent by itself), and for
text in a drawing the typesetter then cannot say what each glyph stands for, which PDF/A asks. Such charts become pictures: what they say
stands in their text alternative, and in the table beside them.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import warnings
from base64 import b64encode
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msiscore.errors import OutputError, shorten
from msiscore.reporting.charts import charts_of
from msiscore.reporting.glyphs import SHIPPED, Glyphs, extra_fonts, missing_warning, shipped_fonts
from msiscore.reporting.links import safe_link
from msiscore.reporting.report import Look
from msiscore.reporting.slides import painted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from msiscore.reporting.report import Chart, Report

TEMPLATES = Path(__file__).with_name("templates")
STANDARDS = ["a-3a", "ua-1"]
CHART = "chart-"
WITHOUT_CHARACTER = "missing codepoints"
"""What the typesetter says of text in a drawing whose glyphs it cannot lead back to characters."""
PICTURE_PIXELS_PER_INCH = 300
LINK_LENGTH = 2000  # the typesetter refuses addresses that are much longer
LINKED = ("url", "archived")  # the fields of a report that hold an address


def render_pdf(
    report: Report,
    charts: Sequence[Chart],
    *,
    fonts: Sequence[Path] = (),
    warn: Callable[[str], None] = warnings.warn,
    prepared: Callable[[], object] = lambda: None,
) -> bytes:
    """The report as PDF; the same bytes for the same report, charts and fonts.

    `charts` whose id belongs to a table of the report stand beside it. `fonts` are font files, or folders of them, to be tried for
    characters that the fonts of msiscore lack; what no font has is printed by its code, and `warn` is told once. `prepared` is called
    when all that is left is the typesetter's, which leaves Python to others. Raises OutputError when the PDF cannot be made.
    """
    try:
        import typst
    except ImportError as error:
        raise OutputError(
            "a PDF cannot be made here, because there is no typesetter (the package `typst`) for this kind of computer; "
            "the HTML report prints well from a browser"
        ) from error
    with tempfile.TemporaryDirectory(prefix="msiscore-") as folder:
        root, font_folder = Path(folder, "root"), Path(folder, "fonts")
        root.mkdir()
        font_folder.mkdir()
        files = _files(report, charts, fonts, font_folder, warn)
        prepared()
        try:
            return _compiled(files, root, font_folder)
        except typst.TypstError as error:
            composed = [name for name in files if name.startswith(CHART) and _is_composed(files[name])]
            if WITHOUT_CHARACTER not in str(error) or not composed:
                raise _cannot(error) from error
        pairs = zip(composed, painted([files[name] for name in composed], [font_folder], PICTURE_PIXELS_PER_INCH), strict=True)
        try:
            return _compiled(files | {name: _around(files[name], png) for name, png in pairs}, root, font_folder)
        except typst.TypstError as error:
            raise _cannot(error) from error


def _compiled(files: Mapping[str, bytes], root: Path, font_folder: Path) -> bytes:
    """The PDF of `files`; raises typst.TypstError."""
    import typst

    pdf, _ = typst.compile_with_warnings(  # type: ignore[call-overload]  # its types do not know files by name
        files,
        format="pdf",
        root=str(root),
        font_paths=[str(SHIPPED), str(font_folder)],
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
    )
    return bytes(pdf)


def _cannot(error: Exception) -> OutputError:
    hints = "".join(f"; {hint}" for hint in getattr(error, "hints", None) or ())
    return OutputError(f"the PDF cannot be set: {shorten(getattr(error, 'message', error), 300)}{hints}")


def _is_composed(svg: bytes) -> bool:
    """Whether a drawing has letters that may be put together from several glyphs: any but those of ASCII, to be on the safe side."""
    return not svg.isascii()


def _around(svg: bytes, png: bytes) -> bytes:
    """A drawing of the size of `svg` that holds nothing but the picture `png`."""
    found = re.search(rb'width="([\d.]+)pt" height="([\d.]+)pt"', svg)
    if found is None:
        return svg
    width, height = found.groups()
    head = b'<svg xmlns="http://www.w3.org/2000/svg" width="%spt" height="%spt" viewBox="0 0 %s %s">' % (
        width,
        height,
        width,
        height,
    )
    return head + b'<image width="%s" height="%s" href="data:image/png;base64,%s"/></svg>' % (width, height, b64encode(png))


def _files(
    report: Report, charts: Sequence[Chart], fonts: Sequence[Path], font_folder: Path, warn: Callable[[str], None]
) -> dict[str, bytes]:
    """Everything that the typesetter reads, by name."""
    families, glyphs = _glyphs(report, charts, fonts, font_folder)
    data = _mended(_data(report, charts, families), glyphs)
    pictures = {f"{CHART}{n}.svg": glyphs.mend(chart.svg.decode()).encode() for n, chart in enumerate(charts)}
    if glyphs.missing:
        warn(missing_warning(glyphs.missing))
    look = report.look
    own = {name: content for name, content in look.templates.items() if name.endswith(".typ")}
    templates = {path.relative_to(TEMPLATES).as_posix(): path.read_bytes() for path in sorted(TEMPLATES.rglob("*.typ"))} | own
    return {
        "main.typ": templates["report.typ"],
        **templates,
        **pictures,
        **({look.logo.name: look.logo.content} if look.logo is not None else {}),
        "data.json": _json(data),
        "scores.json": _json(_attachment(report)),
    }


def _glyphs(report: Report, charts: Sequence[Chart], fonts: Sequence[Path], font_folder: Path) -> tuple[tuple[str, ...], Glyphs]:
    """The font families to set with, and what tells the characters that they have from those that they lack."""
    shipped = shipped_fonts()
    families = shipped.families
    for number, face in enumerate(report.look.faces):
        shutil.copyfile(face.file, font_folder / f"theme-{number:03d}{face.file.suffix.lower()}")
    if report.look.text_font:
        families = tuple(dict.fromkeys([report.look.text_font, *families]))
    if not fonts:
        return families, Glyphs(shipped.characters)
    trial = Glyphs(shipped.characters)
    _mended(_shown(report), trial)
    for chart in charts:
        trial.mend(chart.svg.decode())
    more = extra_fonts(fonts, trial.missing, font_folder)
    return (*families, *more.families), Glyphs(shipped.characters | more.characters)


def _shown(report: Report) -> dict[str, Any]:
    """The report without the calculation, which is for the workbook, and without the look, which is no text."""
    data = asdict(replace(report, calculation=None, look=Look()))
    del data["look"]
    return data


def _data(report: Report, charts: Sequence[Chart], families: Sequence[str]) -> dict[str, Any]:
    """What the templates get as `data.json`."""
    language, _, region = report.language.partition("-")
    look = report.look
    return {
        "report": _shown(report),
        "fonts": list(families),
        "heading_fonts": [look.heading_font, *families] if look.heading_font else list(families),
        "colours": dict(look.colours),
        "logo": {"file": look.logo.name, "alt": look.logo.alt} if look.logo is not None else None,
        "language": language if re.fullmatch("[a-z]{2,3}", language) else "en",
        "region": region if re.fullmatch("[A-Z]{2}", region) else None,
        "date": _date(report.made_on),
        "alarms": [notice.title for notice in report.alarms],
        "charts": [
            {
                "file": f"{CHART}{n}.svg",
                "title": chart.title,
                "alt": chart.alt,
                "reading": chart.reading,
                "section": chart.section,
                "part": chart.part,
                "width": chart.width,
                "table": next((k for k, table in enumerate(report.tables) if charts_of(table, [chart])), None),
            }
            for n, chart in enumerate(charts)
        ],
    }


def _attachment(report: Report) -> dict[str, Any]:
    """The scores as data, for whoever wants to work on with them."""
    return {
        "report": report.id,
        "title": report.title,
        "date": report.iso_date,
        "language": report.language,
        "notices": [asdict(notice) for notice in report.notices],
        "findings": [asdict(finding) for finding in report.findings],
        "scores": [asdict(table) for table in report.tables],
        "heat-maps": [asdict(heat_map) for heat_map in (report.heat_map, *report.views)],
        "minimum-standards": asdict(report.standards),
        "provenance": asdict(report.provenance),
    }


def _mended(data: Any, glyphs: Glyphs) -> Any:
    """`data` with all texts ready to be set, and beside each address the link that may be made of it ("" for none)."""
    if isinstance(data, str):
        return glyphs.mend(data)
    if isinstance(data, dict):
        links = {f"{key}_link": printed_link(data[key]) for key in LINKED if key in data}
        return {key: _mended(value, glyphs) for key, value in data.items()} | links
    if isinstance(data, (list, tuple)):
        return [_mended(item, glyphs) for item in data]
    return data


def printed_link(url: str) -> str:
    """`url` as an address that may stand in a PDF, or "" if nothing should be made of it.

    >>> printed_link("https://example.org/a b"), printed_link("javascript:alert(1)"), printed_link("https://example.org/é")
    ('', '', 'https://example.org/%C3%A9')
    """
    try:
        quoted = quote(safe_link(url), safe="%/:=&?~#+!$,;'@()*[]")
    except ValueError:  # half of a surrogate pair
        return ""
    return quoted if len(quoted) <= LINK_LENGTH else ""


def _date(iso_date: str) -> list[int]:
    """Year, month and day of a date that may be known to the year or month only.

    >>> _date("2020-07")
    [2020, 7, 1]
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", iso_date)
    return [int(part or 1) for part in found.groups()] if found else [1970, 1, 1]


def _json(data: Any) -> bytes:
    """`data` as JSON; half a surrogate pair, which UTF-8 cannot hold, as its escape."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")
