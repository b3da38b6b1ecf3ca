"""The progress bar is only for people, and only for slow work."""

from __future__ import annotations

import sys
import time

import pytest

from msiscore.cli import progress as progress_module
from msiscore.cli.progress import Progress, time_left


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


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


def test_a_slow_first_step_does_not_count_in_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading takes 4 seconds, each of 400 further steps 0.3: click's own estimate began with 400 times the first."""
    clock = Clock()
    monkeypatch.setattr(progress_module, "time", clock)
    progress = Progress(401)
    progress.step("reading")
    told: list[tuple[float, float | None]] = []
    for step in range(401):
        clock.now += 4.0 if step == 0 else 0.3
        progress.step("drawing")
        told.append((clock.now, progress.left()))
    assert all(left is None for now, left in told if now < 4 + progress_module.WARM_UP)
    assert all(left is None for _, left in told[: int(0.02 * 401)])
    known = [(now, left) for now, left in told if left is not None]
    assert len(known) > 380
    assert all(left == pytest.approx(4 + 400 * 0.3 - now, abs=0.31) for now, left in known)


def test_the_time_left_follows_the_last_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(progress_module, "time", clock)
    progress = Progress(300)
    progress.step("reading")
    for step in range(200):
        clock.now += 0.1 if step < 100 else 1.0
        progress.step("drawing")
    assert progress.left() == pytest.approx(100.0)


def test_more_steps_than_foreseen_leave_no_time_below_0(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(progress_module, "time", clock)
    progress = Progress(10)
    for _ in range(30):
        clock.now += 1.0
        progress.step("drawing")
    left = progress.left()
    assert left is not None
    assert left >= 0


@pytest.mark.parametrize(
    ("seconds", "says"),
    [(None, ""), (0.2, "about 1 s left"), (8.4, "about 8 s left"), (31, "about 30 s left"), (150.1, "about 3 minutes left")],
)
def test_the_time_left_in_words(seconds: float | None, says: str) -> None:
    assert time_left(seconds) == says


def test_the_time_left_stands_on_the_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress_module, "PATIENCE", 0.01)
    monkeypatch.setattr(progress_module, "WARM_UP", 0.05)
    with Progress(30) as progress:
        for _ in range(12):
            progress.step("drawing")
            time.sleep(0.03)
    err = capsys.readouterr().err
    assert "about 1 s left" in err
    assert "left" not in err.rsplit("\r", 1)[-1]
