"""How long a report of twelve initiatives takes: all that is read, and the PDF against an empty one.

The set is the demonstration: twelve agreements, twenty criteria, about seventy sources. Limits in seconds are those of a machine with
two cores and nothing else to do.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

import pikepdf
import typst

from benchmarks.runner import Row, compare
from msiscore.loading.set_loader import load_set
from msiscore.reporting.charts import draw_charts
from msiscore.reporting.glyphs import SHIPPED
from msiscore.reporting.pdf import STANDARDS, render_pdf
from msiscore.reporting.write import RENDERERS, Rendering
from msiscore.scoring.scores import Scores, score

WHOLE, PER_PAGE, TIMES = 5.0, 0.040, 3.0
EMPTY = b'#set document(title: "Empty")\n#set text(lang: "en")\n= Empty\n'


def rows() -> Iterator[Row]:
    """The whole, then the PDF alone."""
    scores = score(load_set("dutch-rbc-2020"))
    whole = min(_seconds(scores) for _ in range(3))
    yield Row("32 report of 12: HTML, PDF, charts", "seconds", f"{whole:.1f}", f"<= {WHOLE:g}", whole <= WHOLE)
    report = Rendering(scores).report
    charts = draw_charts(report)
    with pikepdf.open(io.BytesIO(render_pdf(report, charts))) as pdf:
        pages = len(pdf.pages)
    times = compare({"empty": empty_pdf, "pdf": lambda: render_pdf(report, charts)}, rounds=5)
    seen, empty = times.wall["pdf"], times.wall["empty"]
    limit = TIMES * empty + PER_PAGE * pages
    yield Row(
        f"33 PDF of {pages} pages",
        f"3 x empty PDF + 40 ms a page = {limit:.2f} s",
        f"{seen:.2f}",
        f"<= {limit:.2f}",
        seen <= limit,
    )


def _seconds(scores: Scores) -> float:
    start = time.perf_counter()
    rendering = Rendering(scores)
    for name in ("html", "pdf"):
        RENDERERS[name][1](rendering)
    return time.perf_counter() - start


def empty_pdf() -> bytes:
    """A PDF of one line with the same typesetter, fonts and standards."""
    made = typst.compile(  # type: ignore[call-overload]  # its types want the standards as literals
        EMPTY, format="pdf", font_paths=[str(SHIPPED)], ignore_system_fonts=True, pdf_standards=STANDARDS
    )
    return bytes(made)
