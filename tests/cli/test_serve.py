"""`msiscore serve`, as a program of its own that is ended with Ctrl-C."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import ENVIRONMENT, Run


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_it_serves_until_it_is_ended(project: Path) -> None:
    command = [sys.executable, "-u", "-m", "msiscore", "serve", "things", "--port", "0"]
    with subprocess.Popen(
        command, env=ENVIRONMENT, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        try:
            assert program.stdout is not None
            address = re.search(r"http://127\.0\.0\.1:\d+/", program.stdout.readline())
            assert address is not None
            with urllib.request.urlopen(address[0] + "report/index.html", timeout=20) as answer:  # noqa: S310 - our own server
                assert b"Apple pact" in answer.read()
            program.send_signal(signal.SIGINT)
            _, said = program.communicate(timeout=20)
        finally:
            program.kill()
    assert said.splitlines() == ["made", "ended"]
    assert program.returncode == 0
    assert not (project / "reports").exists()


def test_a_port_that_is_taken(project: Path, run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "things", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "cannot be used" in result.stderr


def test_a_set_that_is_not_there(project: Path, run: Run) -> None:
    assert run("serve", "thinks").exit_code == 2
    assert run("serve", "things", "--language", "x_1").exit_code == 2
