"""What a command does not need, it does not import: `--help` and a check have to be quick."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from msiscore.cli.application import COMMANDS
from tests.cli.conftest import ENVIRONMENT

HEAVY = {"numpy", "pandas", "matplotlib", "openpyxl", "typst", "xlsxwriter", "pydantic", "babel", "jinja2", "fontTools", "yaml"}
FOR_REPORTS = HEAVY - {"numpy", "pydantic", "yaml"}


def imported_by(*arguments: str) -> set[str]:
    """The top-level modules that are loaded when the program ends."""
    script = (
        "import atexit, sys; from msiscore.cli import main;"
        "atexit.register(lambda: print('\\n', *{name.partition('.')[0] for name in sys.modules}, file=sys.stderr));"
        f"sys.argv = {['msiscore', *arguments]!r}; main()"
    )
    done = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert imported_by(*arguments) & HEAVY == set()


def test_a_check_of_one_file_needs_no_arrays(tmp_path: Path) -> None:
    file = Path(__file__).parents[1] / "assessments/dutch-rbc-2020/gold.yaml"
    assert imported_by("check", str(file)) & (FOR_REPORTS | {"numpy"}) == set()


@pytest.mark.parametrize(
    "arguments", [["score", "dutch-rbc-2020"], ["score", "tutorial", "--json"], ["check", "tutorial"]], ids=" ".join
)
def test_scores_need_no_report(arguments: list[str]) -> None:
    assert imported_by(*arguments) & FOR_REPORTS == set()


def test_the_package_itself_costs_next_to_nothing() -> None:
    script = "import sys, msiscore; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, check=True, text=True)
    assert set(done.stdout.split()) & (HEAVY | {"click"}) == set()
