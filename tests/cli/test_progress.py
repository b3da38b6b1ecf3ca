"""The progress bar is only for people, and only for slow work."""

from __future__ import annotations

import sys
import time

import pytest

from msiscore.cli import progress as progress_module
from msiscore.cli.progress import Progress


def work(seconds: float, *, fails: bool = False) -> None:
    with Progress(3) as progress:
        progress.step("reading")
        time.sleep(seconds)
        if fails:
            raise ValueError("wrong")
        progress.step("scoring")
        progress.step("writing")


def test_a_pipe_gets_none(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_module, "PATIENCE", 0.01)
    work(0.05)
    assert capsys.readouterr() == ("", "")


def test_a_person_gets_none_while_it_is_quick(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    work(0)
    assert capsys.readouterr() == ("", "")


def test_a_person_sees_slow_work_and_its_end(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress_module, "PATIENCE", 0.01)
    work(0.3)
    out, err = capsys.readouterr()
    assert out == ""
    assert "reading" in err
    assert "100%" in err


def test_the_bar_ends_when_the_work_fails(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress_module, "PATIENCE", 0.01)
    with pytest.raises(ValueError, match="wrong"):
        work(0.1, fails=True)
    assert "100%" not in capsys.readouterr().err
