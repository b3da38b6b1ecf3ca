"""A progress bar that shows itself only to people, and only when the work takes longer than a second."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Any

import click

PATIENCE = 1.0
"""Seconds of silence before the bar appears."""


class Progress:
    """Counts the steps of a task. Use as a context; call `step` with a word at the start of each step."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._done = 0
        self._name = ""
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
            self._name = name
            if self._bar is not None:
                self._bar.label = f"{name:<14}"
                self._bar.update(1)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            if self._bar is not None:
                if kind is None:
                    self._bar.update(self._steps - self._done)
                self._bar.render_finish()

    def _appear(self) -> None:
        with self._lock:
            self._bar = click.progressbar(
                length=self._steps, label=f"{self._name:<14}", file=sys.stderr, fill_char="#", empty_char="."
            )
            self._bar.update(self._done)
            self._bar.render_progress()
