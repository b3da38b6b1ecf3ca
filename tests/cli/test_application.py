"""The program as a whole: help, usage errors, exit status, and no traceback for anything that a user can cause."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from msiscore import __version__
from msiscore.cli import application as application_module
from msiscore.cli.application import COMMANDS, INTERRUPTED, OWN_FAULT, WRONG_USAGE, application
from tests.cli.conftest import ENVIRONMENT, Run


def test_help_lists_every_command_in_the_order_of_use(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    places = [result.stdout.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert "..." not in result.stdout.partition("Commands:")[2], "a purpose is too long for its line"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_its_purpose_in_a_line_and_shows_an_example(name: str, run: Run) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    purpose = result.stdout.split("\n\n")[1].strip()
    assert purpose.endswith(".")
    assert "\n" not in purpose
    assert f"Example:\n    msiscore {name}" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"msiscore {__version__}\n"


def test_an_unknown_command_is_answered_with_the_nearest(run: Run) -> None:
    result = run("chek")
    assert result.exit_code == WRONG_USAGE
    assert result.stdout == ""
    assert result.stderr == "error: there is no command `chek`; did you mean `check`?\nhint: see `msiscore --help`\n"


def test_an_unknown_command_without_a_near_one_is_answered_with_all(run: Run) -> None:
    known = "known: " + ", ".join(COMMANDS)
    assert known in run("xyzzy").stderr


@pytest.mark.parametrize(
    "arguments", [["score"], ["score", "a", "b"], ["score", "--nonsense"], ["report", "x", "--format", "doc"]]
)
def test_wrong_usage_is_told_in_two_lines(arguments: list[str], run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == WRONG_USAGE
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == ["error", "hint"]


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (KeyboardInterrupt(), INTERRUPTED, "error: stopped\n"),
        (MemoryError(), WRONG_USAGE, "error: there is not enough memory for this\n"),
        (PermissionError(13, "Permission denied", "a.yaml"), WRONG_USAGE, "error: a.yaml: Permission denied\n"),
        (click.FileError("a.yaml", "it is gone"), WRONG_USAGE, "error: Could not open file 'a.yaml': it is gone\n"),
        (ZeroDivisionError("by zero"), OWN_FAULT, "error: a fault of msiscore itself: ZeroDivisionError: by zero\nhint: "),
    ],
)
def test_whatever_goes_wrong_is_told_in_a_line(
    raised: BaseException, status: int, said: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise raised

    monkeypatch.setattr(application_module.Application, "get_command", lambda *args: click.Command("score", callback=fail))
    result = run("score")
    assert result.exit_code == status
    assert result.stderr.lstrip("\n").startswith(said)  # click goes to a new line after ^C
    assert "Traceback" not in result.stderr


def test_a_fault_shows_its_traceback_on_request(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(application_module.Application, "get_command", lambda *args: click.Command("score", callback=fail))
    monkeypatch.setenv("MSISCORE_TRACEBACK", "1")
    assert isinstance(run("score").exception, ZeroDivisionError)


def test_the_status_is_returned_where_the_program_is_called_as_a_function() -> None:
    assert application.main(["--version"], standalone_mode=False) == 0


def test_it_runs_under_an_old_code_page(tmp_path: Path) -> None:
    """Text that the code page lacks is shown as `?`, and nothing stops."""
    settings = {"PYTHONIOENCODING": "cp437", "PYTHONUTF8": "0"}
    script = "import sys; from msiscore.cli import main; sys.argv = ['msiscore', 'score', 'caf\\u00e9-\\u4e2d']; main()"
    done = subprocess.run(
        [sys.executable, "-c", script], env=ENVIRONMENT | settings, cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == WRONG_USAGE
    assert "no assessment set `café-?`".encode("cp437") in done.stderr


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "msiscore", "--version"]
    done = subprocess.run(command, env=ENVIRONMENT, cwd=tmp_path, capture_output=True, check=True, text=True)
    assert done.stdout == f"msiscore {__version__}\n"


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m msiscore score tutorial --json | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
