"""How long a report of twelve initiatives takes: all that is read, and the PDF against an empty one.

The set is the demonstration: twelve agreements, twenty criteria, about seventy sources. Limits in seconds are those of a machine with
two cores and nothing else to do. Each time is that of a process of its own, as a user pays it: imports, fonts and the first typesetting
included (a second PDF in the same process takes a fifth of the time, since the typesetter remembers).
"""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import typst

from benchmarks.runner import Row
from msiscore.loading.set_loader import load_set
from msiscore.reporting.charts import draw_charts
from msiscore.reporting.glyphs import SHIPPED
from msiscore.reporting.pdf import STANDARDS, render_pdf
from msiscore.reporting.write import Rendering
from msiscore.scoring.scores import score

FORMATS = ("--format", "html", "--format", "pdf")
WHOLE, PER_PAGE, TIMES = 5.0, 0.040, 3.0
EMPTY = b'#set document(title: "Empty")\n#set text(lang: "en")\n= Empty\n'


def rows() -> Iterator[Row]:
    """The whole, then the PDF alone."""
    whole = min(_seconds("-m", "msiscore", "report", "dutch-rbc-2020", *FORMATS) for _ in range(3))
    yield Row("32 report of 12: HTML, PDF, charts", "seconds", f"{whole:.1f}", f"<= {WHOLE:g}", whole <= WHOLE)
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, "report.pickle")
        report = Rendering(score(load_set("dutch-rbc-2020"))).report
        kept.write_bytes(pickle.dumps((report, draw_charts(report))))
        told = [_said("-m", "benchmarks.report", "pdf", str(kept)) for _ in range(3)]
        seen, pages = min(float(one[0]) for one in told), int(told[0][1])
        empty = min(float(_said("-m", "benchmarks.report", "empty")[0]) for _ in range(3))
    limit = TIMES * empty + PER_PAGE * pages
    yield Row(
        f"33 PDF of {pages} pages",
        f"3 x empty PDF + 40 ms a page = {limit:.2f} s",
        f"{seen:.2f}",
        f"<= {limit:.2f}",
        seen <= limit,
    )


def _seconds(*arguments: str) -> float:
    """How long a Python of its own takes."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments, "--output", folder], check=True, capture_output=True)
        return time.perf_counter() - start


def _said(*arguments: str) -> list[str]:
    """The words that a Python of its own says."""
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout.split()


def main(what: str, *kept: str) -> None:
    """Say the seconds of the first PDF of a process, after its imports, and how many pages it has; the report comes from a file."""
    report, charts = pickle.loads(Path(kept[0]).read_bytes()) if kept else (None, ())  # noqa: S301 - written by ourselves just before
    start = time.perf_counter()
    made = empty_pdf() if report is None or what == "empty" else render_pdf(report, charts)
    seconds = time.perf_counter() - start
    with pikepdf.open(io.BytesIO(made)) as pdf:
        print(seconds, len(pdf.pages))


def empty_pdf() -> bytes:
    """A PDF of one line with the same typesetter, fonts and standards."""
    made = typst.compile(  # type: ignore[call-overload]  # its types want the standards as literals
        EMPTY, format="pdf", font_paths=[str(SHIPPED)], ignore_system_fonts=True, pdf_standards=STANDARDS
    )
    return bytes(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
