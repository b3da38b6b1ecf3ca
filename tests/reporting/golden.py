"""The text of each section of a shipped report, kept in `tests/golden` so that a change to what readers see can be read as a difference.

    make golden    (python -m tests.reporting.golden)

writes the files anew. Look at the difference before you commit it. Hashes and the version of msiscore are left out.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from msiscore import __version__
from msiscore.loading.set_loader import load_set
from msiscore.reporting.build import build_report
from msiscore.reporting.charts import draw_charts
from msiscore.reporting.html import render_html
from msiscore.reporting.report import Report
from msiscore.reporting.sections import SECTIONS
from msiscore.reporting.site import render_site
from msiscore.scoring.scores import score
from tests.reporting.reading_pages import as_text

FOLDER = Path(__file__).parents[1] / "golden"
SETS = ("tutorial", "dutch-rbc-2020")
"""A section is taken from the first of these sets whose report has it."""
PAGES = {"page-initiatives": "initiatives.html", "page-criteria": "criteria.html", "page-criterion": "criteria/MON-01.html"}
"""Pages of the tutorial's folder that say more than a section does."""


@cache
def report_of(name: str) -> Report:
    """The report on a shipped set."""
    return build_report(score(load_set(name)))


@cache
def page_of(name: str) -> str:
    """The report on a shipped set as one page."""
    report = report_of(name)
    return render_html(report, draw_charts(report)).decode()


def section_text(id_: str) -> str:
    """What a reader reads in the section `id_`, and "" if no shipped report has it."""
    for name in SETS:
        ids = [section.id for section in report_of(name).sections]
        if id_ in ids:
            body = page_of(name)
            place = body.index(f'aria-labelledby="{id_}"')
            own = body.rindex("<section", 0, place)
            others = [body.find(f'aria-labelledby="{other}"', place + 1) for other in (*ids, "explore")]
            starts = [body.rindex("<section", 0, other) for other in others if other >= 0]
            return masked(as_text(body[own : min(starts, default=body.index("</main>"))]))
    return ""


def page_text(name: str) -> str:
    """What a reader reads on one of `PAGES`."""
    body = render_site(report_of("tutorial"), ())[PAGES[name]].decode()
    return masked(as_text(body[body.index("<main") : body.index("</main>")]))


def masked(text: str) -> str:
    """`text` without what changes when nothing does that a reader cares for."""
    return re.sub(r"\b[0-9a-f]{64}\b", "(hash)", text).replace(f"msiscore: {__version__}", "msiscore: (version)")


def main() -> None:
    """Write every file anew, and take away those of sections that are no more."""
    FOLDER.mkdir(exist_ok=True)
    texts = {id_: section_text(id_) for id_ in SECTIONS} | {name: page_text(name) for name in PAGES}
    for path in FOLDER.glob("*.txt"):
        if path.stem not in texts:
            path.unlink()
    for name, text in texts.items():
        (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")
        print(f"{name}.txt: {len(text.splitlines())} lines")


if __name__ == "__main__":
    main()
