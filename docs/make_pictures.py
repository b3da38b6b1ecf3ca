"""Makes the pictures in the README from a fresh report on the demo set: the web page, the PDF and the workbook, as a reader sees them.

    make pictures    (python -m docs.make_pictures)

Needs Chromium, LibreOffice Calc and poppler. Run it after a change to a renderer, and look at what comes out.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, sync_playwright

from msiscore import load_set, write_report
from msiscore.loading.places import shipped

PICTURES = Path(__file__).with_name("pictures")
DEMO = "dutch-rbc-2020"
LARGEST = 200_000
"""Bytes of a picture: everybody who clones the repository carries them."""


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        write_report(load_set(shipped("assessments") / DEMO), work, formats=["html", "pdf", "xlsx"])
        html, pdf, workbook = work / "index.html", work / "report.pdf", work / "scorecard.xlsx"
        save(web_page(html, work), "web-page.png")
        (ranking,) = pages_with(pdf, "Rank", count=1, after=2)
        save(pages(pdf, [1, ranking, *pages_with(pdf, "Scores by dimension", count=1, after=ranking)], work), "pdf.png")
        as_pdf = printed(workbook, work)
        save(pages(as_pdf, [1, *pages_with(as_pdf, "Scores by dimension", count=1, after=2)], work), "workbook.png")


def web_page(html: Path, work: Path) -> Image.Image:
    """The ranking and the first heat map of the web page, as in a window of 1100 pixels."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1100, "height": 900})
        tab.goto(html.as_uri())
        parts = []
        for start, end in (("ranking", "div.apart"), ("dimensions", "p.legend-note")):
            section = tab.locator(f'section[aria-labelledby="{start}"]').first
            section.screenshot(path=work / "part.png")
            part = Image.open(work / "part.png").convert("RGB")
            height = bottom(section.locator(end).first) - bottom(section) + part.height + 12
            parts.append(part.crop((0, 0, part.width, min(part.height, height))))
        browser.close()
    margin = 24
    whole = Image.new("RGB", (parts[0].width + 2 * margin, sum(part.height for part in parts) + 3 * margin), "white")
    whole.paste(parts[0], (margin, margin))
    whole.paste(parts[1], (margin, parts[0].height + 2 * margin))
    return whole


def bottom(part: Locator) -> int:
    """How far down the window the lower edge of `part` is, in pixels."""
    box = part.bounding_box() or {"y": 0, "height": 0}
    return round(box["y"] + box["height"])


def printed(workbook: Path, work: Path) -> Path:
    """The workbook as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work / "printed"), str(workbook))
    return work / "printed" / f"{workbook.stem}.pdf"


def pages_with(pdf: Path, word: str, *, count: int, after: int) -> list[int]:
    """The first page after `after` that has `word`, and those that follow it, `count` in all."""
    texts = run("pdftotext", str(pdf), "-").split("\f")
    first = next(number for number, text in enumerate(texts, start=1) if number > after and word in text)
    return list(range(first, first + count))


def pages(pdf: Path, numbers: Sequence[int], work: Path) -> Image.Image:
    """Pages of a PDF side by side, each with a thin frame."""
    shown = []
    for number in numbers:
        run("pdftoppm", "-png", "-r", "70", "-f", str(number), "-l", str(number), "-singlefile", str(pdf), str(work / "page"))
        page = Image.open(work / "page.png").convert("RGB")
        framed = Image.new("RGB", (page.width + 2, page.height + 2), "#b0b0b0")
        framed.paste(page, (1, 1))
        shown.append(framed)
    gap = 16
    whole = Image.new("RGB", (sum(page.width + gap for page in shown) - gap, max(page.height for page in shown)), "white")
    left = 0
    for page in shown:
        whole.paste(page, (left, 0))
        left += page.width + gap
    return whole


def save(picture: Image.Image, name: str) -> None:
    """Write `picture` with few enough colours to stay small, and say how large it is."""
    path = PICTURES / name
    for colours in (128, 64, 32, 16):
        picture.quantize(colours).save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            break
    print(f"{path.name}: {picture.width} x {picture.height}, {path.stat().st_size / 1000:.0f} kB")


def run(*command: str) -> str:
    """What `command` writes to its standard output."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - fixed programs


if __name__ == "__main__":
    main()
