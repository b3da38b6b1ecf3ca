"""A progress bar that shows itself only to people, and only when the work takes longer than a second."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from types import TracebackType
from typing import Any

import click

PATIENCE = 1.0
"""Seconds of silence before the bar appears."""

WARM_UP, LEAST_PART, LEAST_STEPS = 1.0, 0.02, 4
"""Of the time left nothing is said before so many seconds, such a part of the steps and so many steps after the first one."""

WINDOW = 40
"""The time left is estimated from so many of the last steps: early ones, such as reading, are of another kind."""


class Progress:
    """Counts the steps of a task. Use as a context; call `step` with a word at the start of each step."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._done = 0
        self._name = ""
        self._ends: deque[float] = deque(maxlen=WINDOW + 1)
        self._worked = 0.0
        self._bar: Any = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(PATIENCE, self._appear) if sys.stderr.isatty() else None

    def __enter__(self) -> Progress:
        if self._timer is not None:
            self._timer.daemon = True
            self._timer.start()
        return self

    def step(self, name: str) -> None:
        """The step `name` begins; the one before it is done."""
        with self._lock:
            if self._name:
                self._done += 1
                self._ends.append(time.monotonic())
                self._worked = self._worked or self._ends[0]
            self._steps = max(self._steps, self._done + 1)  # where more draws are taken than were foreseen
            self._name = name
            if self._bar is not None:
                self._bar.label = f"{name:<14}"
                self._bar.length = self._steps
                self._bar.update(1, self.left())

    def left(self) -> float | None:
        """The seconds that the rest takes if its steps take as long as the last ones did; None as long as too little is known."""
        taken, now = len(self._ends) - 1, self._ends[-1] if self._ends else 0.0
        if taken < LEAST_STEPS or now - self._worked < WARM_UP or self._done < LEAST_PART * self._steps:
            return None
        return (now - self._ends[0]) / taken * (self._steps - self._done)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            if self._bar is not None:
                if kind is None:
                    self._bar.current_item = None  # nothing is left
                    self._bar.update(self._steps - self._done)
                self._bar.render_finish()

    def _appear(self) -> None:
        with self._lock:
            self._bar = click.progressbar(
                length=self._steps,
                label=f"{self._name:<14}",
                file=sys.stderr,
                fill_char="#",
                empty_char=".",
                show_eta=False,
                show_percent=True,
                item_show_func=time_left,
            )
            self._bar.update(self._done, self.left())
            self._bar.render_progress()


def time_left(seconds: float | None) -> str:
    """The time left in words, in steps of 5 seconds from 10 on and of minutes from 2 minutes on; empty where it is not known."""
    if seconds is None:
        return ""
    if seconds >= 120:
        return f"about {round(seconds / 60)} minutes left"
    return f"about {max(1, round(seconds) if seconds < 10 else 5 * round(seconds / 5))} s left"
