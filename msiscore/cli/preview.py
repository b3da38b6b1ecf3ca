"""A report that follows its files: a small server on this computer only, which makes the page anew whenever a file is saved.

The report itself is shown as it will be published, in a frame; the page around it asks every second whether there is a newer one.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from msiscore.errors import InputProblems, MsiscoreError, Problem
from msiscore.loading.places import WEIGHTS
from msiscore.reporting.addresses import INDEX

if TYPE_CHECKING:
    from msiscore.reporting.sources import Audience

LOOPBACK = "127.0.0.1"
HOSTS = (LOOPBACK, "localhost")
REPORT = "/report/"

FRAME = b"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>msiscore preview</title>
<style>html, body, iframe { margin: 0; border: 0; width: 100%; height: 100%; display: block; } body { overflow: hidden; }</style>
<script src="/reload.js" defer></script>
</head>
<body><iframe id="report" title="Report" src="/report/index.html"></iframe></body>
</html>
"""
RELOAD = b"""let seen = null;
async function look() {
  try {
    const found = await (await fetch("/version", { cache: "no-store" })).text();
    const frame = document.getElementById("report");
    if (seen !== null && found !== seen) {
      try { frame.contentWindow.location.reload(); } catch { frame.src = "/report/index.html"; }
    }
    seen = found;
    document.title = "msiscore preview";
  } catch { document.title = "(stopped) msiscore preview"; }
  setTimeout(look, 1000);
}
look();
"""
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'; style-src 'unsafe-inline'; base-uri 'none'"
WATCHED = (".yaml", ".md", ".svg", ".png")
ERROR_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Preview:
    """The web pages of one set: made anew by `refresh` when one of the files has changed."""

    def __init__(
        self,
        folder: Path,
        *,
        audience: Audience = "public",
        language: str | None = None,
        weights: str | None = None,
        theme: Path | None = None,
    ) -> None:
        self.folder, self.audience, self.language, self.weights, self.theme = folder, audience, language, weights, theme
        self.version = 0
        self.pages: dict[str, bytes] = {}
        self.error: MsiscoreError | None = None
        self._watched: set[Path] = {folder, folder / WEIGHTS} | ({theme.parent} if theme is not None else set())
        self._seen: tuple[tuple[str, int, int], ...] | None = None

    def refresh(self) -> bool:
        """Make the pages anew if a file was saved, added or removed since the last time; whether that was so."""
        now = self._state()
        if now == self._seen:
            return False
        try:
            self.pages, self.error = self._render(), None
        except MsiscoreError as error:
            self.pages, self.error = {INDEX: error_page(error)}, error
        self._seen = self._state() if self._seen is None else now  # the first reading tells which folders there are
        self.version += 1
        return True

    def page(self, name: str) -> bytes | None:
        """The file `name` of the report; while there is an error, every page tells it, so that a reader stays where they are."""
        return self.pages[INDEX] if self.error is not None and name.endswith(".html") else self.pages.get(name)

    def _render(self) -> dict[str, bytes]:
        from msiscore.loading.set_loader import read_set
        from msiscore.reporting.build import build_report
        from msiscore.reporting.charts import draw_charts
        from msiscore.reporting.leaks import Guard
        from msiscore.reporting.site import render_site
        from msiscore.reporting.style import read_style
        from msiscore.scoring.scores import score

        reading = read_set(self.folder)
        self._watched |= {file.path.parent for document in reading.documents for file in document.files}
        errors = [problem for problem in reading.problems if problem.severity == "error"]
        if reading.result is None or errors:
            raise InputProblems(errors)
        scores = score(reading.result, weight_set=self.weights)
        style = read_style(self.theme) if self.theme is not None else None
        report = build_report(scores, language=self.language, audience=self.audience, style=style)
        pages = render_site(report, draw_charts(report))
        Guard(reading.result, self.audience).refuse_leaks(report, pages)
        return pages

    def _state(self) -> tuple[tuple[str, int, int], ...]:
        found = []
        for folder in sorted(self._watched):
            for path in sorted(path for path in folder.glob("*") if path.suffix in WATCHED):
                try:
                    stat = path.stat()
                except OSError:  # it was there a moment ago: an editor is replacing it
                    continue
                found.append((str(path), stat.st_mtime_ns, stat.st_size))
        return tuple(found)


def error_page(error: MsiscoreError) -> bytes:
    """What is wrong, as a page that a person can read."""
    problems = error.problems if isinstance(error, InputProblems) else ()
    listed = "".join(f"<li>{_told(problem)}</li>" for problem in problems) or f"<li>{html.escape(str(error))}</li>"
    page = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>The report cannot be made</title>'
        "<style>body { font: 1rem/1.5 sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }"
        " li { margin: 1rem 0; } code, small { overflow-wrap: anywhere; }</style></head>"
        f"<body><h1>The report cannot be made</h1><p>Mend this and save; the page follows.</p><ul>{listed}</ul></body></html>\n"
    )
    return page.encode("utf-8", "backslashreplace")


def _told(problem: Problem) -> str:
    lines = [f"<code>{html.escape(problem.where)}</code><br>{html.escape(problem.message)}"]
    for name, text in (("found", problem.found), ("allowed", problem.allowed), ("hint", problem.hint)):
        if text:
            lines.append(f"<small>{name}: {html.escape(text)}</small>")
    return "<br>".join(lines)


class PreviewServer(ThreadingHTTPServer):
    """Serves one preview on this computer, and looks for saved files twice a second while it runs."""

    daemon_threads = True

    def __init__(self, preview: Preview, port: int = 0, *, told: Callable[[Preview], None] | None = None) -> None:
        self.preview, self.told = preview, told
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone away, or broke off, is no fault of anybody; of all else the library tells."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def service_actions(self) -> None:
        """Called by `serve_forever` each time it has waited: follow the files."""
        if self.preview.refresh() and self.told is not None:
            self.told(self.preview)


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer

    def do_GET(self) -> None:
        """The frame and its script, or a page of the report out of memory; no path of this computer is ever read by name."""
        if self.headers.get("Host", "").partition(":")[0] not in HOSTS:  # a page elsewhere that had its name lead here
            self._answer(403, "text/plain", b"only for this computer\n")
            return
        preview = self.server.preview
        path = self.path.partition("?")[0]
        if path == "/":
            self._answer(200, "text/html; charset=utf-8", FRAME, POLICY)
        elif path == "/reload.js":
            self._answer(200, "text/javascript; charset=utf-8", RELOAD)
        elif path == "/version":
            self._answer(200, "text/plain", str(preview.version).encode())
        elif path.startswith(REPORT) and (page := preview.page(unquote(path.removeprefix(REPORT)))) is not None:
            kind = "text/css" if path.endswith(".css") else "text/html"
            self._answer(200, f"{kind}; charset=utf-8", page, ERROR_POLICY if preview.error else "")
        elif path.startswith(REPORT) and path.endswith(".html"):  # a page that the report no longer has
            self._answer(302, "text/plain", b"gone\n", location=REPORT + INDEX)
        else:
            self._answer(404, "text/plain", b"not here\n")

    def _answer(self, status: int, kind: str, content: bytes, policy: str = "", location: str = "") -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(content)), "Cache-Control": "no-store"}
        headers |= {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
        headers |= {"Content-Security-Policy": policy, "Location": location}
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Nothing: the terminal is for what is wrong with the files."""
