"""A real LibreOffice for the tests in this folder, each run with a profile of its own.

Without one they are skipped, except where the environment variable CI is set: there a test that did not run must not look like one
that passed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.office.recalculating import PROFILE

SAVED = "xlsx:Calc MS Excel 2007 XML"
NAMES = ("soffice", "libreoffice", "localc")
Convert = Callable[[Path, str], list[Path]]


@pytest.fixture(scope="session")
def office() -> str:
    """The LibreOffice of this machine; $SOFFICE names another."""
    path = os.environ.get("SOFFICE") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = f"no LibreOffice found (looked for {', '.join(NAMES)}); install Calc, or name the program in $SOFFICE"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path


@pytest.fixture(scope="session")
def convert(office: str, tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Converts a file to a format as LibreOffice names it, and gives the files that came of it."""
    profile = tmp_path_factory.mktemp("profile")

    def run(file: Path, target: str) -> list[Path]:
        folder = tmp_path_factory.mktemp("converted")
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", target]
        done = subprocess.run(
            [*command, "--outdir", str(folder), str(file)], capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "Error" not in done.stdout + done.stderr, done.stdout + done.stderr
        return sorted(folder.iterdir())

    return run


Recalculate = Callable[[Sequence[Path]], list[Path]]


@pytest.fixture(scope="session")
def recalculate(office: str, tmp_path_factory: pytest.TempPathFactory) -> Recalculate:
    """Opens workbooks in a LibreOffice that recalculates always, and gives them as it saves them."""
    profile = tmp_path_factory.mktemp("recalculating")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    return _saver(office, profile, tmp_path_factory)


@pytest.fixture(scope="session")
def trust(office: str, tmp_path_factory: pytest.TempPathFactory) -> Recalculate:
    """Opens workbooks in a LibreOffice as it is installed, and gives them as it saves them."""
    return _saver(office, tmp_path_factory.mktemp("trusting"), tmp_path_factory)


def _saver(office: str, profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Recalculate:
    def run(files: Sequence[Path]) -> list[Path]:
        folder = tmp_path_factory.mktemp("saved")
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", SAVED]
        names = [str(file) for file in files]
        done = subprocess.run(
            [*command, "--outdir", str(folder), *names], capture_output=True, text=True, timeout=900, check=False
        )
        assert done.returncode == 0, done.stderr
        made = [folder / file.name for file in files]
        assert all(file.exists() for file in made), done.stdout + done.stderr
        return made

    return run
