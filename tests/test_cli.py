"""The program starts, as a module and as the script that pip installs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import msiscore


@pytest.mark.parametrize("start", [["-m", "msiscore"], ["-c", "from msiscore.cli import main; main()"]])
def test_the_program_starts_and_tells_its_version(start: list[str]) -> None:
    done = subprocess.run([sys.executable, *start, "--version"], capture_output=True, check=True, text=True)
    assert msiscore.__version__ in done.stdout
