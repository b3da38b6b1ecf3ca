"""A real Chromium for the tests in this folder.

Without one they are skipped, except where the environment variable CI is set: there a test that did not run must not look like one
that passed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from msiscore.reporting.charts import draw_charts
from msiscore.reporting.html import render_html
from msiscore.reporting.report import Report
from msiscore.reporting.site import DOWNLOADS, render_site
from tests.reporting.doubling import doubled
from tests.reporting.sample import sample_report

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; $CHROMIUM names another."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = f"no Chromium found (looked for {', '.join(NAMES)}); install one, or name it in $CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


class OnDemand(dict[str, Path]):
    """Places by name, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], Path]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, name: str) -> Path:
        self[name] = self.make(name)
        return self[name]


def sample(name: str) -> Report:
    """The invented report that goes by this name in the tests of this folder."""
    return {
        "en": lambda: sample_report("en", 12),
        "nl": lambda: sample_report("nl", 3),
        "hostile": lambda: sample_report("en", 3, hostile=True),
        "long": lambda: doubled(sample_report("nl", 3)),
        "large": lambda: sample_report("en", 60),
    }[name]()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports on disk, as a reader opens them: plain in two languages, hostile, and large."""
    folder = tmp_path_factory.mktemp("pages")

    def make(name: str) -> Path:
        report, file = sample(name), folder / f"{name}.html"
        file.write_bytes(render_html(report, draw_charts(report)))
        return file

    return OnDemand(make)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same as folders of pages, and one in which every text is twice as long."""
    folder = tmp_path_factory.mktemp("sites")

    def make(name: str) -> Path:
        report = sample(name)
        for path, content in render_site(report, draw_charts(report), tuple(DOWNLOADS)).items():
            target = folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return folder / name

    return OnDemand(make)
