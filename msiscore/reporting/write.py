"""The report on disk: every format from one report object, written whole or not at all."""

from __future__ import annotations

import os
import posixpath
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from msiscore.assessment import AssessmentSet
from msiscore.errors import NotFound, OutputError, nearest, shorten
from msiscore.reporting.leaks import Guard
from msiscore.reporting.record import RECORD, outdated, record_of, refuse_foreign
from msiscore.reporting.report import Chart, Report
from msiscore.reporting.sources import Audience
from msiscore.reporting.untranslated import untranslated
from msiscore.scoring.scores import Scores, score

SINGLE = "report.html"
"""The file that holds all web pages in one."""
if TYPE_CHECKING:
    from msiscore.reporting.style import Style

Warn = Callable[[str], None]
Progress = Callable[[str], None]


def python_warning(message: str) -> None:
    """Say `message` as a warning of Python's, so that nobody misses it who did not ask to be told otherwise."""
    warnings.warn(message, stacklevel=2)


def say_nothing(message: str) -> None:
    """Take a message and do nothing with it."""


@dataclass(frozen=True)
class Rendering:
    """What a renderer gets; the report and its charts are made once, when the first renderer asks."""

    scores: Scores
    language: str | None = None
    command: str = ""
    fonts: Sequence[Path] = ()
    warn: Warn = python_warning
    audience: Audience = "public"
    style: Style | None = None
    single: bool = False
    formats: Sequence[str] = ()
    analysis: bool = True
    prepared: Callable[[], object] = lambda: None

    @cached_property
    def report(self) -> Report:
        """The report object that all formats show."""
        from msiscore.reporting.build import build_report

        return build_report(
            self.scores,
            language=self.language,
            command=self.command,
            audience=self.audience,
            style=self.style,
            made_on=_made_on(),
            analysis=self.analysis,
        )

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """The charts of the report."""
        from msiscore.reporting.charts import draw_charts

        return draw_charts(self.report)

    def beside(self, warn: Warn, prepared: Callable[[], object]) -> Rendering:
        """The same report and charts, made now, for another thread, whose warnings `warn` takes; it calls `prepared` when the rest of its
        work leaves Python to others.
        """
        other = replace(self, warn=warn, prepared=prepared)
        vars(other).update(report=self.report, charts=self.charts)
        return other


def _html(rendering: Rendering) -> Mapping[str, bytes]:
    if rendering.single:
        from msiscore.reporting.html import render_html

        return {SINGLE: render_html(rendering.report, rendering.charts)}
    from msiscore.reporting.site import render_site

    pages = render_site(rendering.report, rendering.charts, rendering.formats)
    return pages | {RECORD: record_of(pages)}


def _pdf(rendering: Rendering) -> bytes:
    from msiscore.reporting.pdf import render_pdf
    from msiscore.reporting.pdf_editions import fitting

    report = fitting(rendering.report)
    return render_pdf(report, rendering.charts, fonts=rendering.fonts, warn=rendering.warn, prepared=rendering.prepared)


def _profiles(rendering: Rendering) -> Mapping[str, bytes]:
    from msiscore.reporting.addresses import file_names
    from msiscore.reporting.pdf import render_pdf
    from msiscore.reporting.pdf_editions import of_each

    names = file_names([profile.id for profile in rendering.report.profiles])
    each = of_each(rendering.report)
    return {f"{names[id_]}.pdf": render_pdf(one, (), fonts=rendering.fonts, warn=rendering.warn) for id_, one in each}


def _xlsx(rendering: Rendering) -> bytes:
    from msiscore.reporting.excel import render_excel

    return render_excel(rendering.report, rendering.charts)


def _csv(rendering: Rendering) -> bytes:
    from msiscore.reporting.data import render_csv

    return render_csv(rendering.scores)


def _json(rendering: Rendering) -> bytes:
    from msiscore.reporting.data import render_run

    return render_run(rendering.report)


def _data(rendering: Rendering) -> Mapping[str, bytes]:
    from msiscore.reporting.data_package import render_data

    return render_data(rendering.scores, rendering.language)


def _png(rendering: Rendering) -> Mapping[str, bytes]:
    from msiscore.reporting.slides import render_slides

    return render_slides(rendering.report, rendering.charts, rendering.warn)


RENDERERS: Mapping[str, tuple[str, Callable[[Rendering], bytes | Mapping[str, bytes]]]] = {
    "html": (".", _html),
    "pdf": ("report.pdf", _pdf),
    "xlsx": ("scorecard.xlsx", _xlsx),
    "csv": ("scores.csv", _csv),
    "json": ("run.json", _json),
    "data": ("data", _data),
    "png": ("charts", _png),
    "profiles": ("profiles", _profiles),
}
"""Every format with its file name and its renderer, or the name of a folder (`.` is the report's own) and a renderer that gives several
files by name.

To add one: write its module, and name it here."""

BESIDE = "pdf"
"""The format that is made in a thread of its own while the others are made."""

ON_REQUEST = frozenset({"png", "profiles"})
"""The formats that are written only when they are asked for."""


def usual_formats() -> list[str]:
    """The formats that are written when none are named."""
    return [name for name in RENDERERS if name not in ON_REQUEST]


def write_report(
    source: AssessmentSet | Scores,
    folder: Path | str,
    *,
    formats: Sequence[str] | None = None,
    language: str | None = None,
    weight_set: str | None = None,
    audience: Audience = "public",
    command: str = "",
    fonts: Sequence[Path] = (),
    theme: Path | str | None = None,
    single: bool = False,
    analysis: bool = True,
    warn: Warn = python_warning,
    progress: Progress = say_nothing,
) -> list[Path]:
    """Write the report on `source` into `folder` and return the files, in the order of `RENDERERS`.

    `audience` says whom it is for: "public" shows public evidence only, "parties" also what is restricted, and is marked as such on
    every page. Nobody is shown what is secret; if it would stand in an output, InputProblems is raised and nothing is written.
    Everything is rendered before the first file is touched, and if one cannot be put in place the others go back to what they were.
    `theme` is a file with a house style; InputProblems is raised if something is wrong with it or with what it names.
    `formats` says what is written, all but those in `ON_REQUEST` by default; `single` makes one web page, report.html, of the folder of
    pages; a page of an earlier report that this one lacks is removed, if nobody changed it, and `warn` is told. Without
    `analysis` the sections on robustness, sensitivity, weights of people and where to look next are left out. `language` is the set's
    own by default; `warn` is told what a reader of the files would miss (a warning of Python's by default), and `progress` the name of
    each file before it is rendered. Raises NotFound for an unknown format or weight set, and OutputError when a file cannot be made
    or written, or when a file that msiscore did not make is in the way of a web page.
    """
    scores = source if isinstance(source, Scores) else score(source, weight_set=weight_set)
    wanted = usual_formats() if formats is None else list(dict.fromkeys(formats))
    for name in wanted:
        if name not in RENDERERS:
            raise NotFound(
                f"there is no format `{name}`; {nearest(name, list(RENDERERS)) or 'known are ' + ', '.join(RENDERERS)}"
            )
    rendering = Rendering(scores, language, command, fonts, warn, audience, _style(theme), single, wanted, analysis)
    contents: dict[str, bytes] = {}
    for name, made in _rendered(rendering, progress):
        if isinstance(made, bytes):
            contents[RENDERERS[name][0]] = made
        else:
            contents |= {posixpath.normpath(f"{RENDERERS[name][0]}/{inner}"): content for inner, content in made.items()}
    if "report" in vars(rendering):
        for sentence in untranslated(scores.assessment_set, rendering.report.language):
            warn(sentence)
    Guard(scores.assessment_set, audience).refuse_leaks(vars(rendering).get("report"), contents)
    folder = Path(folder)
    with _explained(folder):
        refuse_foreign(folder, contents)
        gone, changed = outdated(folder, contents)
    written = write_files(folder, contents, remove=gone)
    for names, told in ((gone, "removed"), (changed, "left as somebody changed it, though it is no page of this report")):
        for name in names:
            warn(f"{folder / name}: {told}")
    return written


def _rendered(rendering: Rendering, progress: Progress) -> Iterator[tuple[str, bytes | Mapping[str, bytes]]]:
    """What each wanted renderer makes, in the order of `RENDERERS`.

    The typesetter needs no Python and about as long as all web pages, so the PDF is begun first, on a core of its own, and waited for in
    its turn. What there is to warn of is said then too.
    """
    wanted = [name for name in RENDERERS if name in rendering.formats]
    begun: Future[bytes | Mapping[str, bytes]] | None = None
    told: list[str] = []
    prepared = Event()
    with ThreadPoolExecutor(max_workers=1) as core:
        for name in wanted:
            file_name, render = RENDERERS[name]
            progress(name if file_name == "." else file_name)
            if begun is None and BESIDE in wanted and len(wanted) > 1:
                begun = core.submit(RENDERERS[BESIDE][1], rendering.beside(told.append, prepared.set))
                begun.add_done_callback(lambda _: prepared.set())
                prepared.wait()  # two that want Python at once would only hold each other up
            if name == BESIDE and begun is not None:
                yield name, begun.result()
                for sentence in told:
                    rendering.warn(sentence)
            else:
                yield name, render(rendering)


def _made_on() -> str:
    """The date that reproducible builds agree on (the environment variable SOURCE_DATE_EPOCH, in seconds), or "" without one."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        return ""
    try:
        return datetime.fromtimestamp(int(seconds), tz=UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise OutputError(f"SOURCE_DATE_EPOCH is no number of seconds since 1970: {shorten(seconds, 40)}") from error


def _style(theme: Path | str | None) -> Style | None:
    if theme is None:
        return None
    from msiscore.reporting.style import read_style

    return read_style(Path(theme))


def write_files(folder: Path, contents: Mapping[str, bytes], remove: Sequence[str] = ()) -> list[Path]:
    """Put all of `contents` (file name, or folder and file name, to bytes) into `folder`, and take away the files named in `remove`.

    Or leave all as it was, and raise OutputError.
    """
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        waiting = Path(tempfile.mkdtemp(prefix=".msiscore-", dir=folder))
    try:
        with _explained(folder):
            for name, content in contents.items():
                (waiting / name).parent.mkdir(parents=True, exist_ok=True)
                (waiting / name).write_bytes(content)
            _swap(waiting, folder, list(contents), remove)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return [folder / name for name in contents]


def _swap(waiting: Path, folder: Path, names: Sequence[str], remove: Sequence[str]) -> None:
    """Move the files of `waiting` into `folder`, and those to remove out of it; on the first failure put back what was there."""
    kept = waiting / ".kept"
    moved: list[str] = []
    made: list[Path] = []
    try:
        for name in remove:  # first, as a new file may have the same name but for capitals
            (kept / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(folder / name, kept / name)
            moved.append(name)
        for name in names:
            target = folder / name
            if not target.parent.exists():
                target.parent.mkdir()
                made.append(target.parent)
            if target.is_dir():
                raise IsADirectoryError(21, "a folder of that name is in the way", str(target))
            if target.exists():
                (kept / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(target, kept / name)
            moved.append(name)
            os.replace(waiting / name, target)
    except OSError:
        for name in reversed(moved):
            (folder / name).unlink(missing_ok=True)
            if (kept / name).exists():
                os.replace(kept / name, folder / name)
        for empty in made:
            empty.rmdir()
        raise


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        hint = " (is it open in another program?)" if isinstance(error, PermissionError) else ""
        raise OutputError(f"{place} cannot be written: {error.strerror or error}{hint}; nothing was changed") from error
